//! `generation.json`: what a generation consists of.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    path::Path,
};

use serde::{Deserialize, Serialize};

use crate::{Fingerprint, IndexError};

pub(crate) const MANIFEST_FILE: &str = "generation.json";

/// What a generation was built with and what its files hash to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    pub fingerprint: Fingerprint,
    pub documents: u64,
    /// Every file of the generation but this one.
    pub files: BTreeMap<String, FileRecord>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileRecord {
    pub bytes: u64,
    pub blake3: String,
}

impl Manifest {
    /// Reads the manifest of a generation's folder.
    pub(crate) fn read(folder: &Path) -> Result<Self, IndexError> {
        let path = folder.join(MANIFEST_FILE);
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(IndexError::damaged(path, &"it is missing"));
            }
            read => read.map_err(IndexError::io("read", &path))?,
        };
        serde_json::from_slice(&bytes).map_err(|error| IndexError::damaged(path, &error))
    }

    pub(crate) fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).expect("a manifest of strings and numbers is JSON")
    }

    /// Of all files.
    pub(crate) fn bytes(&self) -> u64 {
        self.files.values().map(|file| file.bytes).sum()
    }

    /// What the files hash to as a whole: names and checksums.
    pub(crate) fn content(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        for (name, file) in &self.files {
            hasher.update(name.as_bytes()).update(b"\n").update(file.blake3.as_bytes()).update(b"\n");
        }
        hasher.finalize()
    }
}

impl FileRecord {
    /// Reads a whole file.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(File::open(path)?)?;
        Ok(Self { bytes: hasher.count(), blake3: hasher.finalize().to_hex().to_string() })
    }
}
