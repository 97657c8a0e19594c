//! What a document is: patents, scientific articles, and the numbers, symbols, dates and parties they carry.
//!
//! The types are also chizai's exchange form: one [`Document`] a line of JSON is what `sources::jsonl` reads,
//! the HTTP API answers and the index stores: the form that documents are brought in and answered in. A change here
//! is a change of that public form, and the committed JSON Schema shows it in review.
//!
//! Identifiers are newtypes that refuse bad input, so that what is inside a `Document` is known to be well formed.
//! No IO, no engine, no XML here.

mod newtype;

mod article;
pub mod claim;
mod classification;
mod date;
mod document;
mod document_reading;
mod identifier;
mod invalid;
mod language;
mod literature;
mod number;
mod office;
mod party;
mod patent;
mod scan;
mod scheme;
mod text;

pub use article::{Article, Author, Journal, Reference};
pub use classification::{ClassSymbol, Classification, ClassificationValue, FTerm, FiSymbol};
pub use date::Date;
pub use document::{Document, DocumentId, DocumentType};
pub use document_reading::{DocumentReading, read_document_id};
pub use identifier::{ArticleId, Doi, Issn, Orcid, Ror};
pub use invalid::Invalid;
pub use language::Language;
pub use literature::{LiteratureKind, LiteratureReading, LiteratureRecord, read_literature};
pub use number::{ApplicationNumber, GrantNumber, Number, NumberReading, PublicationNumber, read_number};
pub use office::{KindCode, OfficeCode};
pub use party::{Party, Sector};
pub use patent::{
    CitationCategory, CitationPlace, CitedBy, Claim, ClaimCategory, LegalState, LegalStatus,
    LiteratureCitation, Patent, PatentCitation, Priority,
};
pub use scan::{Found, Meaning, scan};
pub use scheme::{ClassEntry, ClassId, EntryFault, Preorder, Scheme, SchemeBuilder, SchemeKind};
pub use text::{Paragraph, Section, Text};
