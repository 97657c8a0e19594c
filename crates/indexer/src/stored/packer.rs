//! Packing what is stored of documents, each text by itself, by a dictionary that is learnt from the first ones.

use std::{
    ops::RangeFrom,
    path::{Path, PathBuf},
    sync::{Mutex, OnceLock, PoisonError},
};

use zstd::{bulk::Compressor, dict::from_continuous, zstd_safe};

use super::{
    DICTIONARY_FILE, StoredForm, StoredPart,
    unpacker::{KEPT_BYTES, read_dictionary},
};
use crate::{IndexError, durable, pool::Pool};

/// Bytes of a dictionary at most: of 16 kB, English abstracts take 6 % more, Japanese ones 8 %.
const DICTIONARY_BYTES: usize = 64 << 10;

/// Bytes of samples that a dictionary is learnt from. Zstd recommends a hundred times the dictionary's own, of which
/// abstracts take 2.5 % less; but learning would take twenty times as long, as long as indexing 3 MB of abstracts, and
/// texts before it, packed without a dictionary, take half as much again.
const SAMPLE_BYTES: usize = 4 * DICTIONARY_BYTES;

/// Bytes that are looked at of one text, long ones included: of short texts alone a dictionary is learnt later, and all
/// stored documents take 0.6 % more.
const BYTES_OF_TEXT: usize = 4 << 10;

/// The parts that are packed: a front is small as it is written. Packed, the index would have 0.6 % fewer bytes, and a
/// search of one word would take a quarter longer.
const PACKED: RangeFrom<usize> = StoredPart::Abstracts as usize..;

/// A text of fewer bytes is stored as it is.
const SHORT_BYTES: usize = 64;

/// A text of so many bytes or more is packed without the dictionary: with it, all stored documents would take 1.5 %
/// less, and packing a third longer.
const LONG_BYTES: usize = 4 << 10;

/// Packs the stored forms of a run. Frames name their dictionary; those of long texts, and of texts before it was
/// learnt, name none.
pub(crate) struct Packer {
    folder: PathBuf,
    /// Of zstd.
    level: i32,
    sample_bytes: usize,
    plain: Contexts,
    /// Present once it was learnt or read.
    learnt: OnceLock<Contexts>,
    /// Empty once they were learnt from.
    samples: Mutex<Samples>,
}

struct Contexts {
    /// Empty for none.
    dictionary: Vec<u8>,
    contexts: Pool<Context>,
}

struct Context {
    compressor: Compressor<'static>,
    /// As long as the worst case of the longest text so far, or empty behind one that is very long.
    packed: Vec<u8>,
}

/// Texts one after the other.
#[derive(Default)]
struct Samples {
    texts: Vec<u8>,
    sizes: Vec<usize>,
}

impl Packer {
    /// Packs by the dictionary of a folder, or puts one there when it was learnt.
    pub(crate) fn open(folder: &Path, level: i32) -> Result<Self, IndexError> {
        Self::learning_from(SAMPLE_BYTES, folder, level)
    }

    fn learning_from(sample_bytes: usize, folder: &Path, level: i32) -> Result<Self, IndexError> {
        let learnt = OnceLock::new();
        if let Some(dictionary) = read_dictionary(folder)? {
            let _ = learnt.set(Contexts::of(dictionary));
        }
        Ok(Self {
            folder: folder.to_owned(),
            level,
            sample_bytes,
            plain: Contexts::of(Vec::new()),
            learnt,
            samples: Mutex::default(),
        })
    }

    /// The stored form with its texts packed, if a dictionary was learnt: from documents that were added before, so that
    /// it does not matter which thread packs, nor when.
    pub(crate) fn pack_if_learnt(&self, stored: StoredForm) -> Result<StoredForm, IndexError> {
        match self.learnt.get() {
            Some(learnt) => self.pack_by(learnt, stored),
            None => Ok(stored),
        }
    }

    /// The stored form with its texts packed; called in the order in which documents are added, since it may learn.
    pub(crate) fn pack(&self, stored: StoredForm) -> Result<StoredForm, IndexError> {
        if stored.is_packed {
            return Ok(stored);
        }
        let contexts = match self.learnt.get() {
            Some(learnt) => learnt,
            None => self.learn(&stored.parts[PACKED])?,
        };
        self.pack_by(contexts, stored)
    }

    fn pack_by(&self, contexts: &Contexts, stored: StoredForm) -> Result<StoredForm, IndexError> {
        let pack = |text: Vec<u8>| match text.len() {
            0..SHORT_BYTES => Ok(text),
            SHORT_BYTES..LONG_BYTES => contexts.compress(&text, self.level),
            LONG_BYTES.. => self.plain.compress(&text, self.level),
        };
        let failed =
            |source| IndexError::Io { action: "pack a document for", path: self.folder.clone(), source };
        let mut parts = stored.parts;
        for part in &mut parts[PACKED] {
            *part = pack(std::mem::take(part)).map_err(failed)?;
        }
        Ok(StoredForm { parts, is_packed: true, ..stored })
    }

    /// What packs from here on: nothing learnt, until there are samples enough.
    fn learn(&self, texts: &[Vec<u8>]) -> Result<&Contexts, IndexError> {
        // What a panic leaves behind is learnt from at most.
        let mut samples = self.samples.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(learnt) = self.learnt.get() {
            return Ok(learnt);
        }
        texts.iter().for_each(|text| samples.add(text));
        if samples.texts.len() < self.sample_bytes {
            return Ok(&self.plain);
        }
        let Samples { texts, sizes } = std::mem::take(&mut *samples);
        let dictionary = from_continuous(&texts, &sizes, DICTIONARY_BYTES).unwrap_or_else(|error| {
            tracing::warn!(%error, "documents are packed without a dictionary, since none could be learnt");
            Vec::new()
        });
        if !dictionary.is_empty() {
            // Before any document that needs it.
            durable::replace(&self.folder.join(DICTIONARY_FILE), &dictionary)?;
        }
        Ok(self.learnt.get_or_init(|| Contexts::of(dictionary)))
    }
}

impl Contexts {
    fn of(dictionary: Vec<u8>) -> Self {
        Self { dictionary, contexts: Pool::default() }
    }

    fn compress(&self, text: &[u8], level: i32) -> std::io::Result<Vec<u8>> {
        let make = || {
            let compressor = Compressor::with_dictionary(level, &self.dictionary)?;
            Ok(Context { compressor, packed: Vec::new() })
        };
        self.contexts.with(make, |Context { compressor, packed }| {
            packed.clear();
            packed.reserve(zstd_safe::compress_bound(text.len()));
            let made = compressor.compress_to_buffer(text, packed).map(|_| packed.as_slice().to_vec());
            if KEPT_BYTES < packed.capacity() {
                *packed = Vec::new();
            }
            made
        })
    }
}

impl Samples {
    fn add(&mut self, text: &[u8]) {
        let text = &text[..text.len().min(BYTES_OF_TEXT)];
        if SHORT_BYTES <= text.len() {
            self.texts.extend_from_slice(text);
            self.sizes.push(text.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use model::{Document, Patent};

    use super::{super::Unpacker, *};

    fn stored(number: usize) -> StoredForm {
        let mut patent = Patent::new(format!("US-{number}-A").parse().unwrap());
        let text = format!(
            "A cell number {number} with an anode, a cathode, a separator and {} layers.",
            number * number
        );
        patent.abstracts = vec![model::Text { language: model::Language::EN, text }];
        StoredForm::of(&mut Document::Patent(Box::new(patent))).unwrap()
    }

    fn abstracts(mut stored: StoredForm) -> Vec<u8> {
        std::mem::take(&mut stored.parts[StoredPart::Abstracts as usize])
    }

    fn text_of(unpacker: &Unpacker, packed: &[u8]) -> std::io::Result<Vec<u8>> {
        unpacker.unpacked(packed, |text| text.to_vec())
    }

    fn packed_one(packer: &Packer, number: usize) -> Vec<u8> {
        abstracts(packer.pack(stored(number)).unwrap())
    }

    fn sample_bytes() -> usize {
        (0..2000).map(|number| abstracts(stored(number)).len()).sum()
    }

    #[test]
    fn what_was_packed_before_and_after_a_dictionary_was_learnt_is_unpacked() {
        let folder = tempfile::tempdir().unwrap();
        let packer = Packer::learning_from(sample_bytes(), folder.path(), 3).unwrap();
        let packed: Vec<Vec<u8>> = (0..3000).map(|number| packed_one(&packer, number)).collect();
        assert!(folder.path().join(DICTIONARY_FILE).exists());
        assert!(packed[2500].len() < packed[500].len() / 2, "{} {}", packed[2500].len(), packed[500].len());
        let again = Packer::open(folder.path(), 3).unwrap();
        assert_eq!(packed_one(&again, 2500), packed[2500]);
        let unpacker = Unpacker::open(folder.path()).unwrap();
        for (number, packed) in packed.into_iter().enumerate() {
            assert_eq!(text_of(&unpacker, &packed).unwrap(), abstracts(stored(number)), "{number}");
        }
    }

    #[test]
    fn it_does_not_matter_when_a_document_is_packed() {
        let folder = tempfile::tempdir().unwrap();
        let packer = Packer::learning_from(sample_bytes(), folder.path(), 3).unwrap();
        let early = |number| packer.pack_if_learnt(stored(number)).unwrap();
        assert_eq!(early(7).parts, stored(7).parts);
        for number in 0..3000 {
            // Of what was not packed early, nothing was lost to the dictionary.
            let packed = packer.pack(early(number)).unwrap();
            assert_eq!(packed.parts.concat(), packer.pack(packed).unwrap().parts.concat());
        }
        let late = |number| packer.pack(stored(number)).unwrap();
        assert_eq!(early(7).parts, late(7).parts);
        assert!(early(7).parts.concat().len() < stored(7).parts.concat().len());
    }

    #[test]
    fn long_texts_are_packed_without_the_dictionary() {
        let folder = tempfile::tempdir().unwrap();
        let packer = Packer::learning_from(sample_bytes(), folder.path(), 3).unwrap();
        (0..3000).for_each(|number| drop(packed_one(&packer, number)));
        let of_length = |length| {
            let mut patent = Patent::new("US-1-A".parse().unwrap());
            let text = "A cell with an anode. ".repeat(length / 22 + 1);
            patent.abstracts = vec![model::Text { language: model::Language::EN, text }];
            StoredForm::of(&mut Document::Patent(Box::new(patent))).unwrap()
        };
        let unpacker = Unpacker::open(folder.path()).unwrap();
        for length in [LONG_BYTES / 2, LONG_BYTES, 100 * LONG_BYTES] {
            let text = abstracts(of_length(length));
            let packed = abstracts(packer.pack(of_length(length)).unwrap());
            let is_long = LONG_BYTES <= text.len();
            assert_eq!(zstd_safe::get_dict_id_from_frame(&packed).is_none(), is_long, "{length}");
            assert_eq!(text_of(&unpacker, &packed).unwrap(), text, "{length}");
        }
    }

    #[test]
    fn without_its_dictionary_or_with_damage_nothing_is_unpacked() {
        let folder = tempfile::tempdir().unwrap();
        let packer = Packer::learning_from(sample_bytes(), folder.path(), 3).unwrap();
        let mut packed: Vec<Vec<u8>> = (0..3000).map(|number| packed_one(&packer, number)).collect();
        std::fs::remove_file(folder.path().join(DICTIONARY_FILE)).unwrap();
        let unpacker = Unpacker::open(folder.path()).unwrap();
        assert!(text_of(&unpacker, &packed.pop().unwrap()).is_err());
        assert_eq!(text_of(&unpacker, &packed.swap_remove(0)).unwrap(), abstracts(stored(0)));
        packed.truncate(1);
        packed[0].truncate(20);
        assert!(text_of(&unpacker, &packed[0]).is_err());
        assert_eq!(text_of(&unpacker, b"[]").unwrap(), b"[]");
    }
}
