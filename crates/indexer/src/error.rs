use std::{io, path::PathBuf};

use tantivy::{TantivyError, directory::error::OpenReadError};

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
    /// `CURRENT` names no generation although there are some: which one is meant is the owner's to say, and nothing is
    /// removed until then.
    #[error(
        "{path} {reason} but generations {generations} are there; write one of these names into {path}, or delete \
         the folder {root}"
    )]
    NoCurrent { path: PathBuf, reason: String, generations: String, root: PathBuf },
    /// A file of the index does not say what it should.
    #[error(
        "{path} is damaged: {reason}; run `chizai check`; delete the index folder and index the files again"
    )]
    Damaged { path: PathBuf, reason: String },
    /// A document cannot be written in the stored form.
    #[error("document {id} cannot be stored: {reason}")]
    Unstorable { id: String, reason: String },
    /// The engine failed; its message names the file.
    #[error("{action} in {path} failed: {source}")]
    Engine { action: &'static str, path: PathBuf, source: TantivyError },
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
    ) -> impl FnOnce(TantivyError) -> Self {
        let path = path.into();
        move |source| match source {
            TantivyError::DataCorruption(corruption) => Self::damaged(path, &format!("{corruption:?}")),
            source => Self::Engine { action, path, source },
        }
    }

    /// For the engine's first look at files that were whole when they were written: what is missing, cut or not to be
    /// understood is damage.
    pub(crate) fn opening(path: impl Into<PathBuf>) -> impl FnOnce(TantivyError) -> Self {
        let path = path.into();
        move |source| match source {
            TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
                Self::damaged(path.join(file), &"it is missing")
            }
            TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(found)) => {
                Self::damaged(path, &format!("a file is of another version of the engine: {found:?}"))
            }
            TantivyError::IoError(error) if is_of_content(error.kind()) => Self::damaged(path, &error),
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath })
                if is_of_content(io_error.kind()) =>
            {
                Self::damaged(path.join(filepath), &io_error)
            }
            source => Self::engine("opening", path)(source),
        }
    }

    pub(crate) fn damaged(path: impl Into<PathBuf>, reason: &dyn std::fmt::Display) -> Self {
        Self::Damaged { path: path.into(), reason: reason.to_string() }
    }
}

/// Errors that a file's content causes, rather than the system that reads it.
fn is_of_content(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof)
}
