//! What became of every record.

use std::path::Path;

use indexer::RunCounts;
use serde::Serialize;
use sources::{FileError, RecordError};

/// What a run met.
#[derive(Debug, Default)]
pub(crate) struct IngestReport {
    pub(crate) read: u64,
    /// Documents that were not there in this version when their record came.
    pub(crate) added: u64,
    /// Documents that were there already, the same.
    pub(crate) unchanged: u64,
    /// Records that are no documents, such as sequence listings; not among those read.
    pub(crate) ignored: u64,
    pub(crate) skipped: u64,
    /// The first [`LISTED_SKIPS`] of them.
    pub(crate) skips: Vec<Skip>,
}

/// Skips that are kept one by one: a large file in a wrong form must not fill the memory with reasons.
pub(crate) const LISTED_SKIPS: usize = 10_000;

/// What became of the records read: the sum of the five counts is their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) indexed: u64,
    pub(crate) updated: u64,
    pub(crate) unchanged: u64,
    /// Records followed in the same run by another version of their document, which is the one that stays.
    pub(crate) superseded: u64,
    pub(crate) skipped: u64,
}

impl IngestReport {
    pub(crate) fn skip(&mut self, skip: Skip) {
        self.skipped += 1;
        if self.skips.len() < LISTED_SKIPS {
            self.skips.push(skip);
        }
    }

    /// `net` is what the writer says the run came to.
    pub(crate) fn counts(&self, net: RunCounts) -> Counts {
        Counts {
            indexed: net.indexed,
            updated: net.updated,
            unchanged: self.unchanged + net.restored,
            superseded: self.added - (net.indexed + net.updated + net.restored),
            skipped: self.skipped,
        }
    }
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

impl From<RecordError> for Skip {
    fn from(error: RecordError) -> Self {
        let file = match &error.entry {
            Some(entry) => format!("{}!{entry}", error.file.display()),
            None => error.file.display().to_string(),
        };
        Self { file, record: error.record, position: error.position, reason: error.reason.to_string() }
    }
}

impl Skip {
    /// A file that could not be opened at all counts as its record 0.
    pub(super) fn whole_file(path: &Path, error: &FileError) -> Self {
        Self { file: path.display().to_string(), record: 0, position: None, reason: error.to_string() }
    }
}
