//! Verifying the current generation.

use std::path::{Path, PathBuf};

use analysis::Analyzers;

use super::{Generation, GenerationId, Layout, Manifest, manifest::FileRecord};
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

/// Reads every file of the current generation and compares checksums, then opens it and compares fingerprint and
/// number of documents. Damages are reported, all of them; an error is what keeps the check itself from being done.
pub fn check(dir: &Path, config: &IndexConfig, analyzers: &Analyzers) -> Result<CheckReport, IndexError> {
    let layout = Layout::new(dir);
    let id = layout.current()?.ok_or_else(|| IndexError::NoIndex { path: dir.to_owned() })?;
    let folder = layout.generation(&id);
    let manifest = Manifest::read(&folder)?;
    let mut damages: Vec<Damage> = manifest
        .files
        .iter()
        .filter_map(|(name, expected)| {
            let path = folder.join(name);
            let reason = compare(&path, expected)?;
            Some(Damage { path, reason })
        })
        .collect();
    match Generation::open_id(&layout, &id, &std::sync::Arc::new(config.clone()), analyzers) {
        Ok(generation) if generation.document_count() == manifest.documents => {}
        Ok(generation) => damages.push(Damage {
            path: folder,
            reason: format!(
                "it has {} documents, {} were published",
                generation.document_count(),
                manifest.documents
            ),
        }),
        Err(error) => damages.push(Damage { path: folder, reason: error.to_string() }),
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
