//! Verifying the current generation.

use std::path::{Path, PathBuf};

use analysis::Analyzers;

use super::{
    Generation, GenerationId, Layout, Manifest,
    manifest::{FileRecord, MANIFEST_FILE},
};
use crate::{Fingerprint, IndexConfig, IndexError};

/// What was found in the current generation.
#[derive(Debug)]
pub struct CheckReport {
    pub generation: GenerationId,
    /// What it was built with.
    pub fingerprint: Fingerprint,
    pub documents: u64,
    pub files: usize,
    pub bytes: u64,
    /// Empty when everything is as it was published.
    pub damages: Vec<Damage>,
}

/// A file that is not as it was published, or a generation that cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    pub path: PathBuf,
    pub reason: String,
}

/// Reads every file of the current generation and compares checksums; where all are right, opens it and compares
/// fingerprint and number of documents. Damages are reported, all of them; an error is what keeps the check itself from
/// being done.
pub fn check(dir: &Path, config: &IndexConfig, analyzers: &Analyzers) -> Result<CheckReport, IndexError> {
    let layout = Layout::new(dir);
    let id = layout.current()?.ok_or_else(|| IndexError::NoIndex { path: dir.to_owned() })?;
    let folder = layout.generation(&id);
    let manifest = Manifest::read(&folder)?;
    let mut damages: Vec<Damage> = damages_of(&folder, &id, &manifest).collect();
    // The engine checks nothing of a file that it opens, and a wrong byte can end the program there.
    if damages.is_empty() {
        damages.extend(opened_with_damage(&layout, &id, config, analyzers, manifest.documents));
    }
    Ok(CheckReport {
        generation: id,
        documents: manifest.documents,
        files: manifest.files.len(),
        bytes: manifest.bytes(),
        fingerprint: manifest.fingerprint,
        damages,
    })
}

/// What is wrong with a generation whose files are as they were published.
fn opened_with_damage(
    layout: &Layout,
    id: &GenerationId,
    config: &IndexConfig,
    analyzers: &Analyzers,
    documents: u64,
) -> Option<Damage> {
    let folder = layout.generation(id);
    match Generation::open_id(layout, id, &std::sync::Arc::new(config.clone()), analyzers, None) {
        Ok(generation) if generation.document_count() == documents => None,
        Ok(generation) => {
            let count = generation.document_count();
            let reason = format!("it has {count} documents, {documents} were published");
            Some(Damage { path: folder, reason })
        }
        Err(IndexError::Damaged { path, reason }) => Some(Damage { path, reason }),
        Err(error) => Some(Damage { path: folder, reason: error.to_string() }),
    }
}

/// Reads the generation's files one after the other and says which are not as they were published; the manifest
/// itself is held against the generation's name, which has a part of its checksum.
pub(crate) fn damages_of(
    folder: &Path,
    id: &GenerationId,
    manifest: &Manifest,
) -> impl Iterator<Item = Damage> {
    let list = (GenerationId::new(id.number(), &manifest.content()) != *id).then(|| Damage {
        path: folder.join(MANIFEST_FILE),
        reason: "its checksums are not those that the generation's name is made of".to_owned(),
    });
    let files = manifest.files.iter().filter_map(|(name, expected)| {
        let path = folder.join(name);
        let reason = compare(&path, expected)?;
        Some(Damage { path, reason })
    });
    list.into_iter().chain(files)
}

/// What is wrong with a file, if anything.
fn compare(path: &Path, expected: &FileRecord) -> Option<String> {
    match FileRecord::of(path) {
        Err(error) => Some(format!("cannot be read: {error}")),
        Ok(found) if found.bytes != expected.bytes => {
            Some(format!("has {} bytes, {} were published", found.bytes, expected.bytes))
        }
        Ok(found) if found != *expected => {
            Some(format!("has the checksum {}, {} was published", found.blake3, expected.blake3))
        }
        Ok(_) => None,
    }
}
