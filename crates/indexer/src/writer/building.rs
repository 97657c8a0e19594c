//! `DIR/building`: the segments of the run in progress, on top of those of the current generation.

use std::{fs, path::Path};

use serde::{Deserialize, Serialize};
use tantivy::{Index, IndexSettings, directory::MmapDirectory, store::Compressor};

use crate::{
    Fingerprint, IndexError, Schema,
    config::FieldsConfig,
    durable,
    generation::{GenerationId, Layout, META_FILE, Manifest},
    stored::DICTIONARY_FILE,
};

/// Says what a run builds on.
const RUN_FILE: &str = "run.json";
/// The engine's list of files that it may delete when no segment uses them any more.
const MANAGED_FILE: &str = ".managed.json";

/// What a run builds on: it is carried on only by a run that builds on the same.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RunRecord {
    /// The generation that was current when it began.
    base: Option<String>,
    fingerprint: Fingerprint,
    /// The engine's clock at the beginning: a later one tells that the run has committed something.
    opstamp: u64,
}

/// The engine's index of a run in progress.
pub(super) struct Building {
    pub index: Index,
    /// A killed run left commits that are not published yet.
    pub carried_on: bool,
}

impl Building {
    /// Carries on the run that was killed, if it built on the generation that is current now; else begins anew.
    pub(super) fn open(
        layout: &Layout,
        schema: &Schema,
        fields: &FieldsConfig,
        fingerprint: &Fingerprint,
        base: Option<&GenerationId>,
    ) -> Result<Self, IndexError> {
        let base_name = base.map(ToString::to_string);
        if let Some(run) = read_run(&layout.building())
            && run.base == base_name
            && run.fingerprint == *fingerprint
        {
            match open_index(&layout.building()).and_then(|index| Ok((index.load_metas()?.opstamp, index))) {
                Ok((opstamp, index)) => return Ok(Self { index, carried_on: opstamp != run.opstamp }),
                // Only a loss of power can tear what the engine syncs; the documents are read again.
                Err(error) => tracing::warn!(%error, "the unfinished run cannot be carried on"),
            }
        }
        durable::remove_folder(&layout.building())?;
        prepare(layout, schema, fields, fingerprint, base)?;
        let index = open_index(&layout.building()).map_err(IndexError::opening(layout.building()))?;
        Ok(Self { index, carried_on: false })
    }
}

/// Makes `building` from hard links of the base's files; it gets its name when it is complete.
fn prepare(
    layout: &Layout,
    schema: &Schema,
    fields: &FieldsConfig,
    fingerprint: &Fingerprint,
    base: Option<&GenerationId>,
) -> Result<(), IndexError> {
    let folder = layout.building_new();
    durable::remove_folder(&folder)?;
    durable::create_folder(&folder)?;
    let opstamp = match base {
        None => {
            let settings = IndexSettings {
                // Documents come packed.
                docstore_compression: Compressor::None,
                docstore_compress_dedicated_thread: false,
                docstore_blocksize: fields.stored.block_bytes,
                ..IndexSettings::default()
            };
            let builder = Index::builder().schema(schema.tantivy().clone()).settings(settings);
            let index =
                builder.create_in_dir(&folder).map_err(IndexError::engine("creating an index", &folder))?;
            index.load_metas().map_err(IndexError::engine("creating an index", &folder))?.opstamp
        }
        Some(id) => share_base(layout, id, &folder)?,
    };
    let run = RunRecord { base: base.map(ToString::to_string), fingerprint: fingerprint.clone(), opstamp };
    let json = serde_json::to_vec_pretty(&run).expect("a record of strings and numbers is JSON");
    durable::write(&folder.join(RUN_FILE), &json)?;
    durable::sync_folder(&folder)?;
    let target = layout.building();
    fs::rename(&folder, &target).map_err(IndexError::io("rename", &target))?;
    durable::sync_folder(layout.root())
}

/// Shares the files of a generation with `folder` and returns the engine's clock in it.
fn share_base(layout: &Layout, id: &GenerationId, folder: &Path) -> Result<u64, IndexError> {
    let generation = layout.generation(id);
    let manifest = Manifest::read(&generation)?;
    for name in manifest.files.keys().filter(|name| *name != META_FILE) {
        durable::share(&generation.join(name), &folder.join(name))?;
    }
    // The engine replaces this file; a copy keeps the generation's own out of its reach all the same.
    let meta_path = generation.join(META_FILE);
    let meta = fs::read(&meta_path).map_err(IndexError::io("read", &meta_path))?;
    durable::write(&folder.join(META_FILE), &meta)?;
    // What the engine does not know it does not delete.
    let managed: Vec<&String> = manifest.files.keys().filter(|name| *name != DICTIONARY_FILE).collect();
    let json = serde_json::to_vec(&managed).expect("a list of strings is JSON");
    durable::write(&folder.join(MANAGED_FILE), &json)?;
    let metas = open_index(folder).and_then(|index| index.load_metas());
    Ok(metas.map_err(IndexError::opening(folder))?.opstamp)
}

fn open_index(folder: &Path) -> tantivy::Result<Index> {
    Index::open(MmapDirectory::open(folder)?)
}

/// `None` where there is no run, or none that can be read: it is begun anew then.
fn read_run(folder: &Path) -> Option<RunRecord> {
    serde_json::from_slice(&fs::read(folder.join(RUN_FILE)).ok()?).ok()
}
