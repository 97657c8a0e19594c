//! Making a generation of what a run has built.

use std::{collections::BTreeMap, path::Path};

use tantivy::Index;

use super::{
    GenerationId, Layout, Manifest,
    manifest::{FileRecord, MANIFEST_FILE},
};
use crate::{Fingerprint, IndexError, durable, stored::DICTIONARY_FILE};

/// The engine's list of segments. It is replaced at every commit, unlike all other files, and is therefore copied.
pub(crate) const META_FILE: &str = "meta.json";

/// Publishes the last commit of `building` and returns the new generation's id and manifest.
///
/// 1. `generations/.new` is filled with hard links of the segments' files, `meta.json` and `generation.json`, and
///    synced. 2. It is renamed to the generation's name. 3. `CURRENT` is replaced. A kill before 3 leaves the last
///    generation current, and what it left is removed by the next run; a kill after 3 loses nothing.
pub(crate) fn publish(
    layout: &Layout,
    index: &Index,
    fingerprint: &Fingerprint,
    base: Option<&GenerationId>,
) -> Result<(GenerationId, Manifest), IndexError> {
    let building = layout.building();
    let folder = layout.publishing();
    durable::remove_folder(&folder)?;
    durable::create_folder(&folder)?;
    let metas = index.load_metas().map_err(IndexError::engine("reading the segments", &building))?;
    let inherited = match base {
        Some(id) => Manifest::read(&layout.generation(id))?.files,
        None => BTreeMap::new(),
    };
    let mut files = BTreeMap::new();
    let has_dictionary = building.join(DICTIONARY_FILE).exists();
    let dictionary = has_dictionary.then(|| DICTIONARY_FILE.to_owned());
    for name in present_files(&metas, &building).into_iter().chain(dictionary) {
        durable::share(&building.join(&name), &folder.join(&name))?;
        files.insert(name.clone(), record(&folder.join(&name), inherited.get(&name))?);
    }
    let meta_path = folder.join(META_FILE);
    let meta = std::fs::read(building.join(META_FILE)).map_err(IndexError::io("read", &building))?;
    durable::write(&meta_path, &meta)?;
    files.insert(
        META_FILE.to_owned(),
        FileRecord::of(&meta_path).map_err(IndexError::io("read", &meta_path))?,
    );

    let documents = metas.segments.iter().map(|segment| u64::from(segment.num_docs())).sum();
    let manifest = Manifest { fingerprint: fingerprint.clone(), documents, files };
    durable::write(&folder.join(MANIFEST_FILE), &manifest.to_json())?;
    durable::sync_folder(&folder)?;

    let id = GenerationId::new(base.map_or(1, |base| base.number() + 1), &manifest.content());
    let target = layout.generation(&id);
    std::fs::rename(&folder, &target).map_err(IndexError::io("rename", &target))?;
    durable::sync_folder(&layout.generations())?;
    layout.set_current(&id)?;
    Ok((id, manifest))
}

/// The files of the segments that are there: the engine lists every component that a segment may have.
pub(crate) fn present_files(metas: &tantivy::IndexMeta, folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = metas
        .list_segment_files()
        .into_iter()
        .filter(|path| folder.join(path).exists())
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// A file of the previous generation keeps its checksum: files are never changed under a name, and the writer has
/// compared it with the file before it published anything on top.
fn record(path: &Path, inherited: Option<&FileRecord>) -> Result<FileRecord, IndexError> {
    let bytes = std::fs::metadata(path).map_err(IndexError::io("read", path))?.len();
    match inherited {
        Some(record) if record.bytes == bytes => Ok(record.clone()),
        _ => FileRecord::of(path).map_err(IndexError::io("read", path)),
    }
}
