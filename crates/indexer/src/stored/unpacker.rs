//! Unpacking what is stored of documents.

use std::{fs, io, path::Path};

use zstd::bulk::Decompressor;

use super::{DICTIONARY_FILE, ZSTD_MAGIC, pool::Pool};
use crate::IndexError;

/// No stored text is longer: what says that it is was damaged, and would take all memory.
const LIMIT_BYTES: usize = 1 << 30;

/// Unpacks what a [`super::Packer`] has packed, by the dictionary of the folder that it lies in.
pub(crate) struct Unpacker {
    /// Empty where the folder has none.
    dictionary: Vec<u8>,
    contexts: Pool<Decompressor<'static>>,
}

impl Unpacker {
    pub(crate) fn open(folder: &Path) -> Result<Self, IndexError> {
        Ok(Self { dictionary: read_dictionary(folder)?.unwrap_or_default(), contexts: Pool::default() })
    }

    /// The text of a frame, or of what was too short to be packed.
    pub(crate) fn unpack(&self, stored: Vec<u8>) -> io::Result<Vec<u8>> {
        if !stored.starts_with(&ZSTD_MAGIC) {
            return Ok(stored);
        }
        let make = || Decompressor::with_dictionary(&self.dictionary);
        self.contexts.with(make, |context| context.decompress(&stored, LIMIT_BYTES))
    }
}

/// `None` where the folder has none.
pub(super) fn read_dictionary(folder: &Path) -> Result<Option<Vec<u8>>, IndexError> {
    let path = folder.join(DICTIONARY_FILE);
    match fs::read(&path) {
        Ok(dictionary) => Ok(Some(dictionary)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(IndexError::io("read", path)(error)),
    }
}
