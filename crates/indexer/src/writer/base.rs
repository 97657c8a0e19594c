//! The generation that a run builds on.

use std::{path::PathBuf, sync::OnceLock};

use crate::{
    Damage, IndexError,
    generation::{GenerationId, Layout, Manifest, damages_of},
};

/// The generation that is current when a run begins.
///
/// The engine checks no checksums when it merges: it would carry damage over into new files, and new checksums would
/// call them sound. So the base is read whole once, before the first change of a run gets to the engine.
pub(super) struct Base {
    pub id: GenerationId,
    pub manifest: Manifest,
    folder: PathBuf,
    found: OnceLock<Option<Damage>>,
}

impl Base {
    pub(super) fn read(layout: &Layout, id: GenerationId) -> Result<Self, IndexError> {
        let folder = layout.generation(&id);
        let manifest = Manifest::read(&folder)?;
        Ok(Self { id, manifest, folder, found: OnceLock::new() })
    }

    /// Compares every file with its checksum, the first time; callers in other threads wait for the result.
    pub(super) fn verify(&self) -> Result<(), IndexError> {
        let found = self.found.get_or_init(|| damages_of(&self.folder, &self.id, &self.manifest).next());
        match found.clone() {
            None => Ok(()),
            Some(Damage { path, reason }) => Err(IndexError::Damaged { path, reason }),
        }
    }
}

/// The damage of the base that may be behind an error, else the error itself.
pub(super) fn cause(base: Option<&Base>, error: IndexError) -> IndexError {
    base.and_then(|base| base.verify().err()).unwrap_or(error)
}
