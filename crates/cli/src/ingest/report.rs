//! What became of every record.

use serde::Serialize;

/// Counts of one run. `read` is the sum of `indexed`, `updated`, `unchanged` and the skips.
#[derive(Debug, Default)]
pub(crate) struct IngestReport {
    pub(crate) read: u64,
    pub(crate) indexed: u64,
    pub(crate) updated: u64,
    pub(crate) unchanged: u64,
    /// Records that are no documents, such as sequence listings.
    pub(crate) ignored: u64,
    pub(crate) skips: Vec<Skip>,
}

/// A record that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Skip {
    /// The file, with the archive's entry after `!`.
    pub(crate) file: String,
    /// From 1; 0 for a file that could not be opened as a whole.
    pub(crate) record: u64,
    /// Byte offset, where known.
    pub(crate) position: Option<u64>,
    pub(crate) reason: String,
}
