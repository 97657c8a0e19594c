use std::{io, path::PathBuf};

use crate::ConfigError;

/// Why an index could not be opened, written, published or read.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The configuration cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A file or folder of the index could not be read or written: full disk, missing permission, …
    #[error("cannot {action} {path}: {source}")]
    Io { action: &'static str, path: PathBuf, source: io::Error },
    /// Another process, or another writer of this one, is writing this index.
    #[error("the index {path} is being written by {holder}; wait until it has finished")]
    Locked { path: PathBuf, holder: String },
    /// There is no published generation.
    #[error("{path} holds no published index")]
    NoIndex { path: PathBuf },
    /// The index was built with another configuration, dictionary or stored form.
    #[error(
        "the index {path} was built with the fingerprint {built}, the configuration at hand has {expected}; \
         what differs: {differs}; index the documents again into an empty folder, or use the configuration that \
         the index was built with"
    )]
    Fingerprint { path: PathBuf, built: String, expected: String, differs: String },
    /// A file of the index does not say what it should.
    #[error("{path} is damaged: {reason}")]
    Damaged { path: PathBuf, reason: String },
    /// A document cannot be written in the stored form.
    #[error("document {id} cannot be stored: {source}")]
    Unstorable { id: String, source: serde_json::Error },
    /// The engine failed; its message names the file.
    #[error("{action} in {path} failed: {source}")]
    Engine { action: &'static str, path: PathBuf, source: tantivy::TantivyError },
    /// A document was given to a writer that had failed before.
    #[error("the run in {path} has failed already: {reason}")]
    Failed { path: PathBuf, reason: String },
}

impl IndexError {
    pub(crate) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }

    pub(crate) fn engine(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(tantivy::TantivyError) -> Self {
        let path = path.into();
        move |source| Self::Engine { action, path, source }
    }

    pub(crate) fn damaged(path: impl Into<PathBuf>, reason: &dyn std::fmt::Display) -> Self {
        Self::Damaged { path: path.into(), reason: reason.to_string() }
    }
}
