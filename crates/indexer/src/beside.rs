//! Files beside the generations of an index that are no part of any: they are replaced whole, and seen by those who
//! follow the index.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{IndexError, durable};

/// What tells one file of a name from the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp {
    bytes: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    /// `None` where there is no such file.
    pub(crate) fn of(path: &Path) -> Result<Option<Self>, IndexError> {
        match fs::metadata(path) {
            Ok(metadata) => Ok(Some(Self { bytes: metadata.len(), modified: metadata.modified().ok() })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(IndexError::io("read", path)(error)),
        }
    }
}

/// The bilingual term pairs of an index and what people decided about them: `DIR/terms/pairs.zst` and
/// `DIR/terms/decisions.tsv`, whose form is the crate `terms`' own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermFiles {
    folder: PathBuf,
    stamps: [Option<Stamp>; 2],
}

impl TermFiles {
    pub const PAIRS: &'static str = "pairs.zst";
    pub const DECISIONS: &'static str = "decisions.tsv";

    /// Looks at the files of the index in `dir` without reading them.
    pub fn open(dir: &Path) -> Result<Self, IndexError> {
        let folder = dir.join("terms");
        let stamps = [Stamp::of(&folder.join(Self::PAIRS))?, Stamp::of(&folder.join(Self::DECISIONS))?];
        Ok(Self { folder, stamps })
    }

    /// The mined pairs, where there are any.
    pub fn pairs(&self) -> Option<PathBuf> {
        self.stamps[0].as_ref().map(|_| self.folder.join(Self::PAIRS))
    }

    /// The decisions, where there are any.
    pub fn decisions(&self) -> Option<PathBuf> {
        self.stamps[1].as_ref().map(|_| self.folder.join(Self::DECISIONS))
    }

    /// Puts a file in the place of the one that was there. Readers see the old file or the new one whole.
    pub fn install(dir: &Path, name: &str, content: &[u8]) -> Result<(), IndexError> {
        let folder = dir.join("terms");
        durable::create_folder(&folder)?;
        durable::replace(&folder.join(name), content)
    }
}
