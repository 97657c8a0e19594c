//! Documents in the forms that other programs read, written one after the other, whole or field by field.
//!
//! An [`Exporter`] takes documents in any number and holds none of them: NDJSON (the exchange form), CSV, RIS,
//! BibTeX and CSL-JSON. A [`Selection`] says by path which parts of a document are wanted, for exports and for
//! answers alike; [`fields`] lists the paths.
//!
//! No engine and no HTTP here: a document comes in, bytes go out.

mod bibtex;
mod csl;
mod delimited;
mod exporter;
mod field;
mod format;
mod name;
mod record;
mod ris;
mod selection;

pub use exporter::{ExportError, Exporter, Options};
pub use field::{Field, FieldForm, fields};
pub use format::Format;
pub use selection::{Selection, UnknownField};
