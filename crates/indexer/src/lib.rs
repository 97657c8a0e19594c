//! Documents to tantivy segments, and generations of an index.
//!
//! `Document` → [`IndexWriter::add`] → segments in `DIR/building` → [`IndexWriter::publish`] → a [`Generation`]
//! in `DIR/generations`, which readers open whole and never see change.
//!
//! Here is everything whose change needs a rebuild of the index: the physical fields ([`Schema`], laid down in
//! `index-config/fields.toml`), which text of a document goes into which of them (`mapping`), and the stored form.
//! What ranks and plans lives in `query`, and only its weights are read here, with the other configuration.

mod beside;
mod config;
mod durable;
mod error;
mod generation;
mod in_order;
mod lock;
mod mapping;
mod numbers;
mod pool;
mod schema;
mod schemes;
mod segment;
mod stored;
mod writer;

pub use beside::TermFiles;
pub use config::{
    ConfigError, CoverageRanking, Feedback, FieldsConfig, Fingerprint, IndexConfig, Limits, Mining, Pair,
    PartWeights, RankingConfig, STORED_FORM_VERSION, Translation, ViewWeights,
};
pub use error::IndexError;
pub use generation::{CheckReport, Damage, Generation, GenerationId, GenerationWatch, NotAGeneration, check};
pub use in_order::in_order;
pub use schema::{KeywordField, NameField, NumberField, Part, Schema, TextField, View};
pub use schemes::{SchemeInfo, Schemes, install_scheme};
pub use stored::{Cited, StoredClaim, StoredDocument, StoredParagraph, StoredSection};
pub use writer::{IndexWriter, Outcome, Prepared, Published, RunCounts, WriterOptions};
