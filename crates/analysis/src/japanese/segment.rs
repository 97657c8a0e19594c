//! Segmentation into words, with long words divided by a memo.
//!
//! Segmenting everything in lindera's search mode takes twice the time of its normal mode. Only long words differ,
//! and there are few distinct ones, so the text is segmented in normal mode and the division of each long word is
//! worked out once and remembered.

use std::ops::Range;

use lindera_dictionary::mode::Mode;
use lindera_dictionary::viterbi::{Lattice, LatticeOptions, LexType, WordId};
use rustc_hash::FxHashMap;

use super::lexicon::Lexicon;
use crate::fold::{is_kanji, is_katakana};

/// Words above this many bytes are not divided: they are runs without any boundary, not compounds.
const LONGEST_DIVIDED_BYTES: usize = 240;
/// Divisions remembered before the memo starts again; about 4 MB.
const MEMO_WORDS: usize = 32_768;

/// One word: where it starts, and its id.
pub(super) type Piece = (usize, WordId);

/// A worker's scratch space.
#[derive(Default)]
pub(super) struct Segmenter {
    lattice: Lattice,
    pieces: Vec<Piece>,
    divided: Vec<Piece>,
    /// By surface: its parts in `parts`.
    memo: FxHashMap<Box<str>, Range<usize>>,
    parts: Vec<Piece>,
}

impl Segmenter {
    /// The words of `chunk`, compounds divided; offsets count from `chunk`'s start. The chunk is one sentence or less.
    pub(super) fn segment(&mut self, lexicon: &Lexicon, chunk: &str) -> &[Piece] {
        run(&mut self.lattice, lexicon, chunk, &Mode::Normal, &mut self.pieces);
        self.divided.clear();
        for index in 0..self.pieces.len() {
            let (start, id) = self.pieces[index];
            let end = self.pieces.get(index + 1).map_or(chunk.len(), |&(next, _)| next);
            let surface = &chunk[start..end];
            if !is_long(lexicon, surface, id) {
                self.divided.push((start, id));
                continue;
            }
            let parts = self.division(lexicon, surface);
            self.divided.extend(self.parts[parts].iter().map(|&(at, part)| (start + at, part)));
        }
        join_katakana(chunk, &mut self.divided);
        &self.divided
    }

    fn division(&mut self, lexicon: &Lexicon, surface: &str) -> Range<usize> {
        if let Some(parts) = self.memo.get(surface) {
            return parts.clone();
        }
        if self.memo.len() >= MEMO_WORDS {
            self.memo.clear();
            self.parts.clear();
        }
        let start = self.parts.len();
        let mut found = Vec::new();
        run(&mut self.lattice, lexicon, surface, &lexicon.dividing, &mut found);
        self.parts.append(&mut found);
        let parts = start..self.parts.len();
        self.memo.insert(surface.into(), parts.clone());
        parts
    }
}

/// Joins katakana words that are no words by themselves to their neighbour: a single character (ポ|リマ) to the next
/// word, else to the one before; what cannot begin a word (ー, small kana) to the one before.
fn join_katakana(chunk: &str, pieces: &mut Vec<Piece>) {
    let unknown = WordId::new(LexType::Unknown, 0);
    let mut written = 0;
    let mut before = Katakana::No;
    for read in 0..pieces.len() {
        let (start, id) = pieces[read];
        let end = pieces.get(read + 1).map_or(chunk.len(), |&(next, _)| next);
        let this = Katakana::of(&chunk[start..end]);
        let next_is_katakana = || chunk[end..].starts_with(is_katakana);
        let joins = match (before, this) {
            (Katakana::No, _) | (_, Katakana::No) => false,
            (Katakana::Single, _) | (_, Katakana::Tail) => true,
            (_, Katakana::Single) => !next_is_katakana(),
            (_, Katakana::Word) => false,
        };
        if joins {
            pieces[written - 1].1 = unknown;
            before = Katakana::Word;
        } else {
            pieces[written] = (start, id);
            written += 1;
            before = this;
        }
    }
    pieces.truncate(written);
}

/// How a piece takes part in a run of katakana.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Katakana {
    No,
    /// One character.
    Single,
    /// Begins with what cannot begin a word.
    Tail,
    Word,
}

impl Katakana {
    fn of(surface: &str) -> Self {
        let mut chars = surface.chars();
        match (chars.next(), chars.next()) {
            (Some(first), _) if !is_katakana(first) => Katakana::No,
            (Some('ー' | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ'), _) => {
                Katakana::Tail
            }
            (Some(_), None) => Katakana::Single,
            (Some(_), Some(_)) => Katakana::Word,
            (None, _) => Katakana::No,
        }
    }
}

/// Whether search mode may divide the word: the user dictionary's words are as we want them.
fn is_long(lexicon: &Lexicon, surface: &str, id: WordId) -> bool {
    if surface.len() <= 3 * lexicon.divide_kanji_above.min(lexicon.divide_other_above)
        || surface.len() > LONGEST_DIVIDED_BYTES
        || id.lex_type() == LexType::User
        || surface.as_bytes()[0] < 0x80
    {
        return false;
    }
    surface.chars().nth(lexicon.divide_other_above).is_some()
        || (surface.chars().nth(lexicon.divide_kanji_above).is_some() && surface.chars().all(is_kanji))
}

fn run(lattice: &mut Lattice, lexicon: &Lexicon, text: &str, mode: &Mode, out: &mut Vec<Piece>) {
    let dictionary = &lexicon.dictionary;
    lattice.set_text_with_options(
        &dictionary.prefix_dictionary,
        &lexicon.user.as_ref().map(|user| &user.dict),
        &dictionary.character_definition,
        &dictionary.unknown_dictionary,
        &dictionary.connection_cost_matrix,
        text,
        &LatticeOptions::new(mode),
    );
    lattice.tokens_offset_into(out);
}
