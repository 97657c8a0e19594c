use std::{fmt, path::PathBuf};

use model::{EntryFault, Invalid};

/// A record that is skipped, with its place and the reason; reading goes on with the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordError {
    pub file: PathBuf,
    /// The entry of the archive, where the file is one; nested archives are joined by `!`.
    pub entry: Option<String>,
    /// From 1 within the file or entry.
    pub record: u64,
    /// Byte offset in the file or entry (after decompression) of the fault where it is known, else of the record.
    /// Offsets in UTF-16 files count the bytes of the same text in UTF-8.
    pub position: Option<u64>,
    pub reason: Reason,
}

impl std::error::Error for RecordError {}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(entry) = &self.entry {
            write!(f, "!{entry}")?;
        }
        write!(f, ": record {}", self.record)?;
        if let Some(position) = self.position {
            write!(f, " at byte {position}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// Why a record is skipped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error("the record has {bytes} bytes, the limit is {limit}")]
    TooLarge { bytes: u64, limit: usize },
    #[error("element <{element}> stands deeper than the limit of {limit} levels")]
    TooDeep { element: String, limit: usize },
    #[error("the record has more than {limit} elements, attributes and texts")]
    TooManyNodes { limit: usize },
    #[error("the record ends inside element <{open}>")]
    Truncated { open: String },
    #[error("the xml is not well formed: {message}")]
    NotWellFormed { message: String },
    #[error("the bytes are not valid {encoding}, the declared encoding")]
    Undecodable { encoding: String },
    #[error("the declared encoding {name:?} is not known")]
    UnknownEncoding { name: String },
    #[error("there is no root element")]
    NoRoot,
    #[error("{bytes} bytes stand outside of any document, beginning with {start:?}")]
    OutsideOfDocuments { bytes: u64, start: String },
    #[error("<{root}> is not the root element of a format that is read")]
    UnknownFormat { root: String },
    #[error("format {format} of {years} is not read")]
    UnreadFormat { format: &'static str, years: &'static str },
    #[error("<{root}> holds no document")]
    NoDocuments { root: String },
    #[error("{field} is missing")]
    Missing { field: &'static str },
    #[error("{field}: {invalid}")]
    Invalid { field: &'static str, invalid: Invalid },
    #[error("{}{message}", if path.is_empty() { String::new() } else { format!("at {path}: ") })]
    Json { path: String, message: String },
    /// An entry of a classification scheme.
    #[error("{fault}")]
    Class { fault: EntryFault },
    /// The rest of the file or entry cannot be read either.
    #[error("the rest cannot be read: {message}")]
    Unreadable { message: String },
    #[error("the data expands to more than {limit} times its compressed size, after {bytes} bytes")]
    ExpansionRatio { limit: u64, bytes: u64 },
    #[error("the data expands to more than the limit of {limit} bytes")]
    ExpandedSize { limit: u64 },
}

/// A file of which nothing can be read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("{} cannot be opened: {source}", path.display())]
    Open { path: PathBuf, source: std::io::Error },
    #[error("{} cannot be read: {source}", path.display())]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{} is empty", path.display())]
    Empty { path: PathBuf },
    #[error("{} is a damaged or unsupported zip archive: {message}", path.display())]
    Archive { path: PathBuf, message: String },
    #[error("{} has {entries} entries, the limit is {limit}", path.display())]
    Entries { path: PathBuf, entries: usize, limit: usize },
    #[error("{} is neither xml, json lines, gzip nor zip: it begins with {start:?}", path.display())]
    Unrecognised { path: PathBuf, start: String },
    #[error("{} holds no entry of a classification scheme", path.display())]
    NoScheme { path: PathBuf },
    #[error("{} is in format {format} of {years}, which is not read", path.display())]
    UnreadFormat { path: PathBuf, format: &'static str, years: &'static str },
}
