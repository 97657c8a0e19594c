//! The words of a field in memory, one after another, for words whose beginning is not known.
//!
//! The index's dictionary is ordered by beginnings, so that `*lyte` walks all of it, in every part of the text. Here
//! the longest piece that is known is searched for in one pass over the bytes, and only the words that hold it are
//! compared with the whole pattern. Made when such a word is first looked for in a field, and kept as long as the
//! generation is, up to [`MAX_BYTES`] for all fields together; beyond, the dictionary is walked.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use indexer::Generation;
use memchr::memmem;
use tantivy::schema::Field;
use tantivy_fst::Automaton;

use super::{MARKER, truncated::Truncated};
use crate::{Piece, QueryError};

/// Memory that the words of one generation's fields may take.
const MAX_BYTES: usize = 128 << 20;

/// No word holds it.
const SEPARATOR: u8 = 0;

/// What is kept of a generation.
#[derive(Default)]
struct Lexicons(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    /// `None` for a field whose words had no room.
    by_field: HashMap<Field, Option<Arc<Lexicon>>>,
    bytes: usize,
}

/// The words of one field, those of several segments one after another.
pub(super) struct Lexicon {
    /// Each word is followed by [`SEPARATOR`].
    bytes: Vec<u8>,
    /// Where each word begins.
    starts: Vec<u32>,
    /// Documents that have each word.
    documents: Vec<u32>,
}

impl Lexicon {
    /// The words of a field, unless they are too many to keep.
    pub(super) fn of(generation: &Generation, field: Field) -> Result<Option<Arc<Self>>, QueryError> {
        let lexicons = generation.derived(|_| Ok::<_, QueryError>(Lexicons::default()))?;
        // What a panic leaves behind lacks the field that was being read, and nothing else.
        let mut kept = lexicons.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lexicon) = kept.by_field.get(&field) {
            return Ok(lexicon.clone());
        }
        let lexicon = Self::read(generation, field, MAX_BYTES.saturating_sub(kept.bytes))?.map(Arc::new);
        kept.bytes += lexicon.as_ref().map_or(0, |lexicon| lexicon.memory());
        kept.by_field.insert(field, lexicon.clone());
        Ok(lexicon)
    }

    /// `None` where the words take more than `room` bytes.
    fn read(generation: &Generation, field: Field, room: usize) -> Result<Option<Self>, QueryError> {
        let mut lexicon = Self { bytes: Vec::new(), starts: Vec::new(), documents: Vec::new() };
        for segment in generation.searcher().segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut words = inverted.terms().range().ge([MARKER + 1]).into_stream()?;
            while let Some((word, info)) = words.next() {
                lexicon.add(word, info.doc_freq);
                if room < lexicon.memory() {
                    return Ok(None);
                }
            }
        }
        lexicon.bytes.shrink_to_fit();
        lexicon.starts.shrink_to_fit();
        lexicon.documents.shrink_to_fit();
        Ok(Some(lexicon))
    }

    fn add(&mut self, word: &[u8], documents: u32) {
        // MAX_BYTES keeps the places within 32 bits.
        self.starts.push(self.bytes.len() as u32);
        self.bytes.extend_from_slice(word);
        self.bytes.push(SEPARATOR);
        self.documents.push(documents);
    }

    fn memory(&self) -> usize {
        self.bytes.len() + size_of::<u32>() * (self.starts.len() + self.documents.len())
    }

    /// The words that fit, with the documents that have each, and with repetitions over segments; `piece` is one
    /// that they all hold.
    pub(super) fn each(&self, piece: &str, word: &Truncated, mut visit: impl FnMut(&[u8], u32)) {
        let finder = memmem::Finder::new(piece);
        let mut from = 0;
        while let Some(found) = finder.find(&self.bytes[from..]) {
            let place = self.starts.partition_point(|start| *start as usize <= from + found) - 1;
            let end = self.starts.get(place + 1).map_or(self.bytes.len(), |next| *next as usize);
            let candidate = &self.bytes[self.starts[place] as usize..end - 1];
            if fits(word, candidate) {
                visit(candidate, self.documents[place]);
            }
            from = end;
        }
    }
}

fn fits(word: &Truncated, candidate: &[u8]) -> bool {
    let mut state = word.start();
    for byte in candidate {
        state = word.accept(&state, *byte);
        if !word.can_match(&state) {
            return false;
        }
    }
    word.is_match(&state)
}

/// The longest piece that is known of a word whose beginning is not.
pub(super) fn inner_piece(pieces: &[Piece]) -> Option<&str> {
    if let Some(Piece::Literal(_)) = pieces.first() {
        return None;
    }
    let literals = pieces.iter().filter_map(|piece| match piece {
        Piece::Literal(text) => Some(text.as_str()),
        _ => None,
    });
    literals.max_by_key(|text| text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_any_piece() {
        let mut lexicon = Lexicon { bytes: Vec::new(), starts: Vec::new(), documents: Vec::new() };
        for (word, documents) in
            [("analyte", 1), ("electrolyte", 2), ("electrolytes", 3), ("lyte", 4), ("lytelyte", 5)]
        {
            lexicon.add(word.as_bytes(), documents);
        }
        let check = |pieces: &[Piece], expected: &[u32]| {
            let mut found = Vec::new();
            let piece = inner_piece(pieces).unwrap();
            lexicon.each(piece, &Truncated::new(pieces).unwrap(), |_, documents| found.push(documents));
            assert_eq!(found, expected, "{pieces:?}");
        };
        let literal = |text: &str| Piece::Literal(text.to_owned());
        check(&[Piece::AnyRun, literal("lyte")], &[1, 2, 4, 5]);
        check(&[Piece::AnyRun, literal("lyte"), Piece::AnyRun], &[1, 2, 3, 4, 5]);
        check(&[Piece::AnyOne, literal("naly"), Piece::AnyRun], &[1]);
        check(&[Piece::AnyRun, literal("lyte"), Piece::AnyOne], &[3]);
        check(&[Piece::AnyRun, literal("yteel")], &[]);
    }

    #[test]
    fn a_word_with_its_beginning_is_left_to_the_dictionary() {
        let literal = |text: &str| Piece::Literal(text.to_owned());
        assert_eq!(inner_piece(&[literal("electro"), Piece::AnyRun]), None);
        assert_eq!(inner_piece(&[Piece::AnyRun]), None);
        assert_eq!(inner_piece(&[Piece::AnyRun, literal("a"), Piece::AnyOne, literal("bc")]), Some("bc"));
    }
}
