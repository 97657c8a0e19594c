//! Unpacking what is stored of documents.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use zstd::{bulk::Decompressor, zstd_safe};

use super::{DICTIONARY_FILE, ZSTD_MAGIC};
use crate::{IndexError, pool::Pool};

/// No stored text is longer: what says that it is was damaged, and would take all memory.
const LIMIT_BYTES: usize = 1 << 30;

/// Memory of longer texts is given back.
pub(super) const KEPT_BYTES: usize = 1 << 20;

/// Unpacks what a [`super::Packer`] has packed, by the dictionary of the folder that it lies in.
pub(super) struct Unpacker {
    folder: PathBuf,
    /// Empty where the folder has none.
    dictionary: Vec<u8>,
    by_dictionary: Pool<Decompressor<'static>>,
    /// Of frames that name no dictionary.
    plain: Pool<Decompressor<'static>>,
    texts: Pool<Vec<u8>>,
}

impl Unpacker {
    pub(super) fn open(folder: &Path) -> Result<Self, IndexError> {
        let dictionary = read_dictionary(folder)?.unwrap_or_default();
        Ok(Self {
            folder: folder.to_owned(),
            dictionary,
            by_dictionary: Pool::default(),
            plain: Pool::default(),
            texts: Pool::default(),
        })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What `read` makes of the text of a frame, or of what is not packed.
    pub(super) fn unpacked<T>(&self, stored: &[u8], read: impl FnOnce(&[u8]) -> T) -> io::Result<T> {
        if !stored.starts_with(&ZSTD_MAGIC) {
            return Ok(read(stored));
        }
        self.texts.with(
            || Ok(Vec::new()),
            |text| {
                let made = self.unpack(stored, text).map(|()| read(text));
                if KEPT_BYTES < text.capacity() {
                    *text = Vec::new();
                }
                made
            },
        )
    }

    fn unpack(&self, frame: &[u8], text: &mut Vec<u8>) -> io::Result<()> {
        text.clear();
        text.reserve(unpacked_bytes(frame)?);
        let (pool, dictionary) = match zstd_safe::get_dict_id_from_frame(frame) {
            Some(_) => (&self.by_dictionary, self.dictionary.as_slice()),
            None => (&self.plain, [].as_slice()),
        };
        let make = || Decompressor::with_dictionary(dictionary);
        pool.with(make, |context| context.decompress_to_buffer(frame, text)).map(drop)
    }
}

/// The length of a frame's text, as the frame says: no more memory is asked for.
fn unpacked_bytes(frame: &[u8]) -> io::Result<usize> {
    let told = zstd_safe::get_frame_content_size(frame).ok().flatten();
    let bytes = told.and_then(|bytes| usize::try_from(bytes).ok()).filter(|bytes| *bytes <= LIMIT_BYTES);
    bytes.ok_or_else(|| {
        let message = format!("a stored text does not tell its length, or one above {LIMIT_BYTES} bytes");
        io::Error::new(io::ErrorKind::InvalidData, message)
    })
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
