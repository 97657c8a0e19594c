//! The engine's file of stored documents, read where it is mapped.
//!
//! Blocks of documents that are not compressed, one after the other, an index of the blocks, and a footer (tantivy 0.27,
//! `store`). The engine's own reader copies the block of a document, which is as long as its longest document or longer;
//! a front is a small part of that.

use std::{io, ops::Range};

use tantivy::{DocId, directory::OwnedBytes};

use crate::numbers::read_number;

/// Behind the index: the version, where the index begins, how blocks are compressed, and room.
const FOOTER_BYTES: usize = 28;

/// What is read here.
const VERSION: u32 = 2;

/// Of blocks that are not compressed.
const NO_COMPRESSOR: u8 = 0;

/// Layers of an index at most: each has an entry for eight of the next one, and documents have numbers of 32 bits. What
/// says that it has more was damaged, and would take memory for each.
const LAYERS: u64 = 16;

/// The stored documents of a segment, each a slice of the file.
pub(super) struct Store {
    blocks: OwnedBytes,
    /// The index: entries of each layer but the last say where in the next one to look, those of the last are blocks.
    layers: Vec<OwnedBytes>,
}

/// What a layer of the index says of a run of documents.
struct Entry {
    first: u64,
    /// Of the next layer, or of a block.
    bytes: Range<usize>,
}

impl Store {
    pub(super) fn open(file: &OwnedBytes) -> io::Result<Self> {
        let parts = Self::parts(file);
        let (blocks, layers) =
            parts.ok_or_else(|| invalid("it does not end as a store of documents does"))?;
        Ok(Self {
            blocks: file.slice(blocks),
            layers: layers.into_iter().map(|layer| file.slice(layer)).collect(),
        })
    }

    /// Where the blocks and the layers of the index are.
    fn parts(file: &[u8]) -> Option<(Range<usize>, Vec<Range<usize>>)> {
        let (body, footer) = file.split_last_chunk::<FOOTER_BYTES>()?;
        let (version, footer) = footer.split_first_chunk()?;
        let (index, footer) = footer.split_first_chunk()?;
        if u32::from_le_bytes(*version) != VERSION || footer[0] != NO_COMPRESSOR {
            return None;
        }
        let index = usize::try_from(u64::from_le_bytes(*index)).ok()?;
        let mut rest = body.get(index..)?;
        let layers = read_number(&mut rest).filter(|layers| *layers <= LAYERS)?;
        let ends = (0..layers).map(|_| read_place(&mut rest)).collect::<Option<Vec<_>>>()?;
        let from = body.len() - rest.len();
        let mut layers = Vec::with_capacity(ends.len());
        let mut start = 0;
        for end in ends {
            rest.get(start..end)?;
            layers.push(from + start..from + end);
            start = end;
        }
        Some((0..index, layers))
    }

    /// The document as the engine has written it.
    pub(super) fn get(&self, document: DocId) -> io::Result<OwnedBytes> {
        let found = self.find(u64::from(document));
        found.map(|range| self.blocks.slice(range)).ok_or_else(|| invalid("it is not where the index says"))
    }

    fn find(&self, document: u64) -> Option<Range<usize>> {
        let mut from = 0;
        let mut found = None;
        for layer in &self.layers {
            let entry = Entry::find(layer.get(from..)?, document)?;
            from = entry.bytes.start;
            found = Some(entry);
        }
        let Entry { first, bytes } = found?;
        let in_block = place_in_block(self.blocks.get(bytes.clone())?, document.checked_sub(first)?)?;
        Some(bytes.start + in_block.start..bytes.start + in_block.end)
    }
}

impl Entry {
    /// The entry of a document in a part of a layer that begins with a group of entries.
    fn find(mut layer: &[u8], document: u64) -> Option<Self> {
        while !layer.is_empty() {
            let entries = read_number(&mut layer)?;
            if entries == 0 {
                continue;
            }
            let (mut first, mut start) = (read_number(&mut layer)?, read_place(&mut layer)?);
            for _ in 0..entries {
                let behind = first.checked_add(read_number(&mut layer)?)?;
                let end = start.checked_add(read_place(&mut layer)?)?;
                if document < behind {
                    return Some(Self { first, bytes: start..end });
                }
                (first, start) = (behind, end);
            }
        }
        None
    }
}

/// Where a block has one of its documents. Behind them it has where each begins and how many they are, four bytes each,
/// the lowest first.
fn place_in_block(block: &[u8], place: u64) -> Option<Range<usize>> {
    let (rest, count) = block.split_last_chunk()?;
    let count = u32::from_le_bytes(*count) as usize;
    let documents = rest.len().checked_sub(count.checked_mul(size_of::<u32>())?)?;
    let starts = rest[documents..].as_chunks().0;
    let start_of = |place: usize| starts.get(place).map(|start| u32::from_le_bytes(*start) as usize);
    let place = usize::try_from(place).ok()?;
    let start = start_of(place)?;
    let end = start_of(place + 1).unwrap_or(documents);
    (start <= end && end <= documents).then_some(start..end)
}

fn read_place(bytes: &mut &[u8]) -> Option<usize> {
    read_number(bytes).and_then(|number| usize::try_from(number).ok())
}

fn invalid(reason: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::{collection::vec, prelude::*};
    use tantivy::{
        Directory,
        directory::{FileSlice, RamDirectory},
        store::{Compressor, StoreReader, StoreWriter},
    };

    use super::*;

    /// The file that the engine writes of documents.
    fn written(documents: &[Vec<u8>], block_bytes: usize, compressor: Compressor) -> OwnedBytes {
        let directory = RamDirectory::create();
        let path = Path::new("store");
        let file = directory.open_write(path).unwrap();
        let mut writer = StoreWriter::new(file, compressor, block_bytes, false).unwrap();
        documents.iter().for_each(|document| writer.store_bytes(document).unwrap());
        writer.close().unwrap();
        OwnedBytes::new(directory.atomic_read(path).unwrap())
    }

    proptest! {
        #[test]
        fn documents_are_those_that_the_engine_reads(
            // A document has a byte at least: the engine loses empty ones at the end.
            documents in vec(vec(any::<u8>(), 1..40), 1..400),
            block_bytes in 0..600usize,
        ) {
            let file = written(&documents, block_bytes, Compressor::None);
            let store = Store::open(&file).unwrap();
            let engine = StoreReader::open(FileSlice::from(file.to_vec()), 0).unwrap();
            for (document, number) in documents.iter().zip(0..) {
                let read = store.get(number).unwrap();
                prop_assert_eq!(read.as_slice(), document.as_slice());
                let by_engine = engine.get_document_bytes(number).unwrap();
                prop_assert_eq!(read.as_slice(), by_engine.as_slice());
            }
            prop_assert!(store.get(documents.len() as u32).is_err());
        }

        #[test]
        fn a_file_that_was_changed_gives_errors_or_other_documents_and_no_panic(
            documents in vec(vec(any::<u8>(), 1..40), 1..60),
            block_bytes in 0..200usize,
            changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
            cut in any::<prop::sample::Index>(),
        ) {
            let mut file = written(&documents, block_bytes, Compressor::None).to_vec();
            let cut = file[cut.index(file.len())..].to_vec();
            for (place, byte) in changes {
                let place = place.index(file.len());
                file[place] = byte;
            }
            for file in [file, cut] {
                if let Ok(store) = Store::open(&OwnedBytes::new(file)) {
                    (0..70).for_each(|number| drop(store.get(number)));
                }
            }
        }
    }

    #[test]
    fn a_store_without_documents_has_none_and_a_compressed_one_is_refused() {
        assert!(Store::open(&written(&[], 100, Compressor::None)).unwrap().get(0).is_err());
        let compressed = written(&[vec![7; 50]], 100, Compressor::Zstd(Default::default()));
        assert!(Store::open(&compressed).is_err());
    }
}
