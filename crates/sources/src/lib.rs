//! Publishers' bytes to documents.
//!
//! A file (plain, gzip or zip, told by its content) is cut into records with bounded memory by [`RecordReader`];
//! [`parse`] makes a [`model::Document`] of one record and can run on several threads; [`read_file`] is the two in
//! one thread. The format is told from the root element or first byte, never from the file's name.
//! A bad record is an error with its place, and reading goes on with the next one. [`read_schemes`] reads
//! classification schemes in the same way.

mod error;
mod format;
mod limits;
mod reader;
mod record;
mod scheme;

mod open;
mod split;

mod doi;
mod st36;
mod text;
mod xml;

mod epo;
mod jats;
mod jpo;
mod jsonl;
mod uspto;

pub use error::{FileError, Reason, RecordError};
pub use format::Format;
pub use limits::Limits;
pub use reader::{FileSummary, RecordReader, read_file};
pub use record::{RawRecord, parse};
pub use scheme::{FAULTS_KEPT, SchemeDefaults, SchemeReading, read_schemes};
