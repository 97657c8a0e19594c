//! Classification schemes beside an index: `DIR/schemes/cpc.zst` and its like.
//!
//! A scheme is no part of a generation: it is installed and replaced without indexing anything again. An opened
//! generation reads the schemes that are there when it is opened, each when it is first asked for, and keeps them: what
//! a class holds does not change during a request. A [`GenerationWatch`](crate::GenerationWatch) opens the generation
//! anew when a scheme is installed.

mod file;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use model::{Scheme, SchemeKind};

pub use file::SchemeInfo;

use crate::{IndexError, beside::Stamp, durable};

/// The schemes of an index as they were when it was opened.
#[derive(Debug, Clone, Default)]
pub struct Schemes {
    slots: Vec<Arc<Slot>>,
}

/// A scheme's file and, once asked for, its content.
#[derive(Debug)]
struct Slot {
    kind: SchemeKind,
    path: PathBuf,
    stamp: Stamp,
    info: SchemeInfo,
    scheme: OnceLock<Arc<Scheme>>,
}

impl Schemes {
    /// Looks at the schemes of the index in `dir`; only their headers are read. Files that `earlier` knows are shared
    /// with it, so that several generations hold a scheme in memory once.
    pub fn open(dir: &Path, earlier: &Self) -> Result<Self, IndexError> {
        let mut slots = Vec::new();
        for kind in SchemeKind::ALL {
            let path = file_of(dir, kind);
            let Some(stamp) = Stamp::of(&path)? else { continue };
            let known = earlier.slots.iter().find(|slot| slot.path == path && slot.stamp == stamp);
            slots.push(match known {
                Some(slot) => Arc::clone(slot),
                None => {
                    let info = file::read_info(&path)?;
                    Arc::new(Slot { kind, path, stamp, info, scheme: OnceLock::new() })
                }
            });
        }
        Ok(Self { slots })
    }

    /// A scheme, read at the first call; `None` where none is installed.
    pub fn get(&self, kind: SchemeKind) -> Result<Option<Arc<Scheme>>, IndexError> {
        let Some(slot) = self.slots.iter().find(|slot| slot.kind == kind) else { return Ok(None) };
        if let Some(scheme) = slot.scheme.get() {
            return Ok(Some(Arc::clone(scheme)));
        }
        // Two threads may both read it; the first to be done is kept.
        let scheme = Arc::new(file::read(&slot.path)?);
        Ok(Some(Arc::clone(slot.scheme.get_or_init(|| scheme))))
    }

    /// What is installed, without reading it.
    pub fn infos(&self) -> impl Iterator<Item = &SchemeInfo> {
        self.slots.iter().map(|slot| &slot.info)
    }

    /// The installed scheme of a kind, without reading it.
    pub fn info(&self, kind: SchemeKind) -> Option<&SchemeInfo> {
        self.infos().find(|info| info.kind == kind)
    }

    /// Whether both are the same files.
    pub(crate) fn are(&self, others: &Self) -> bool {
        self.slots.len() == others.slots.len()
            && self.slots.iter().zip(&others.slots).all(|(own, other)| Arc::ptr_eq(own, other))
    }

    /// Changes whenever an installed scheme does.
    pub fn fingerprint(&self) -> String {
        let fingerprints: Vec<&str> = self.infos().map(|info| info.fingerprint.as_str()).collect();
        fingerprints.join("+")
    }
}

/// Installs a scheme beside the index in `dir`, in the place of the one that was there. Readers see the old file or
/// the new one whole.
pub fn install_scheme(dir: &Path, scheme: &Scheme) -> Result<SchemeInfo, IndexError> {
    let path = file_of(dir, scheme.kind());
    durable::create_folder(path.parent().unwrap_or(dir))?;
    let (info, content) = file::written(&path, scheme)?;
    durable::replace(&path, &content)?;
    Ok(info)
}

fn file_of(dir: &Path, kind: SchemeKind) -> PathBuf {
    dir.join("schemes").join(format!("{}.zst", kind.as_str()))
}
