//! `MANIFEST.toml` of a dictionary folder: what the data is, whose it is, and its checksum.

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::DictionaryInfo;
use crate::error::AnalysisError;

/// The part of a manifest that the program reads; the rest is for people.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Manifest {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) licence: String,
    pub(crate) sha256: String,
}

impl Manifest {
    /// Reads an embedded manifest; `folder` is for messages.
    pub(crate) fn parse(text: &str, folder: &str) -> Result<Self, AnalysisError> {
        toml::from_str(text).map_err(|error| AnalysisError::Manifest {
            name: folder.to_owned(),
            reason: error.to_string().trim().to_owned(),
        })
    }

    /// Refuses `data` that is not what the manifest describes.
    pub(crate) fn verify(&self, data: &[u8]) -> Result<(), AnalysisError> {
        let found = hex(&Sha256::digest(data));
        if found == self.sha256 {
            return Ok(());
        }
        Err(AnalysisError::DictionaryAltered {
            name: self.name.clone(),
            expected: self.sha256.clone(),
            found,
        })
    }

    pub(crate) fn info(&self) -> DictionaryInfo {
        DictionaryInfo {
            name: self.name.clone(),
            version: self.version.clone(),
            licence: self.licence.clone(),
            fingerprint: self.sha256.clone(),
            notice: "",
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
