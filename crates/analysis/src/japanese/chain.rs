//! From Japanese text to tokens.

use std::ops::Range;
use std::sync::Arc;

use lindera_dictionary::viterbi::WordId;

use super::katakana::{KatakanaScratch, is_katakana_word};
use super::lexicon::{Lexicon, WordTerm};
use super::segment::Segmenter;
use crate::fold::{is_cjk, push_lower};
use crate::normalize::{Normalized, Profile, char_at};
use crate::sentence::Abbreviations;
use crate::stem::{Stem, push_greek};
use crate::token::TokenBuffer;
use crate::words::{Item, Scanner};

/// Longest piece of text that is segmented at once; a sentence without 。 or 、 for this long is cut.
/// The lattice's memory grows with it.
const LONGEST_CHUNK_BYTES: usize = 6 * 1024;

/// A worker of the analyser `japanese`.
pub(crate) struct Japanese {
    lexicon: Arc<Lexicon>,
    /// Latin words and numbers inside Japanese text; without stop words, since IT or A may be meant.
    latin: Stem,
    segmenter: Segmenter,
    katakana: KatakanaScratch,
}

impl Clone for Japanese {
    /// A worker with its own scratch space on the same dictionaries.
    fn clone(&self) -> Self {
        Japanese::new(Arc::clone(&self.lexicon), self.latin.clone())
    }
}

/// Where the walk through one value stands.
struct Walk<'a> {
    normalized: &'a Normalized,
    abbreviations: &'a Abbreviations,
    out: &'a mut TokenBuffer,
    hint: usize,
    position: u32,
    /// Everything before this byte is dealt with: the end of the last Latin word.
    done: usize,
}

impl Walk<'_> {
    /// Makes a token of the term under construction, or a gap if there is none.
    fn commit(&mut self, range: Range<usize>) {
        self.out.commit(self.normalized.source_range(range, &mut self.hint), self.position);
        self.position += 1;
    }
}

impl Japanese {
    pub(crate) fn new(lexicon: Arc<Lexicon>, latin: Stem) -> Self {
        Japanese { lexicon, latin, segmenter: Segmenter::default(), katakana: KatakanaScratch::default() }
    }

    pub(crate) fn analyze(
        &mut self,
        text: &str,
        abbreviations: &Abbreviations,
        normalized: &mut Normalized,
        out: &mut TokenBuffer,
    ) {
        Profile::Japanese.normalizer().normalize(text, normalized);
        let normal = normalized.text();
        let mut walk = Walk { normalized, abbreviations, out, hint: 0, position: 0, done: 0 };
        let lexicon = Arc::clone(&self.lexicon);
        let mut segmenter = std::mem::take(&mut self.segmenter);
        let mut start = 0;
        while start < normal.len() {
            let end = chunk_end(normal, start);
            let pieces = segmenter.segment(&lexicon, &normal[start..end]);
            for (index, &(at, id)) in pieces.iter().enumerate() {
                let piece_end = pieces.get(index + 1).map_or(end, |&(next, _)| start + next);
                self.piece(&lexicon, start + at..piece_end, id, &mut walk);
            }
            start = end;
        }
        self.segmenter = segmenter;
    }

    fn piece(&mut self, lexicon: &Lexicon, mut range: Range<usize>, id: WordId, walk: &mut Walk<'_>) {
        if range.end <= walk.done {
            return;
        }
        let begun = range.start < walk.done;
        range.start = range.start.max(walk.done);
        let normal = walk.normalized.text();
        let first = char_at(normal, range.start);
        if is_cjk(first) {
            // What is left of a piece that a Latin word ended inside of is no dictionary word.
            let term = if begun { WordTerm::Surface } else { lexicon.term(id) };
            self.japanese_word(lexicon, range, term, walk);
        } else if is_word_character(first) {
            self.latin_words(range.clone(), walk);
            self.symbols(lexicon, range, walk);
        } else {
            self.symbols(lexicon, range, walk);
        }
    }

    /// What is not dealt with yet of a piece: symbols, and words if the piece mixes them.
    fn symbols(&mut self, lexicon: &Lexicon, range: Range<usize>, walk: &mut Walk<'_>) {
        let normal = walk.normalized.text();
        for (offset, c) in normal[range.clone()].char_indices() {
            let at = range.start + offset;
            if at < walk.done {
                continue;
            }
            let closes = match c {
                '。' | '｡' | '.' | '!' | '?' => walk.abbreviations.sentence_closes(normal, at),
                '\n' => true,
                _ => false,
            };
            if closes {
                walk.out.end_sentence();
            } else if is_cjk(c) {
                self.japanese_word(lexicon, at..range.end, WordTerm::Surface, walk);
                return;
            } else if is_word_character(c) {
                self.latin_words(at..range.end, walk);
            }
        }
    }

    fn japanese_word(
        &mut self,
        lexicon: &Lexicon,
        range: Range<usize>,
        term: WordTerm<'_>,
        walk: &mut Walk<'_>,
    ) {
        let surface = &walk.normalized.text()[range.clone()];
        match term {
            WordTerm::Stop => {}
            WordTerm::Term(term) => self.push_term(lexicon, term, walk.out.pending()),
            WordTerm::Surface => self.push_term(lexicon, surface, walk.out.pending()),
        }
        walk.done = range.end;
        walk.commit(range);
    }

    fn push_term(&mut self, lexicon: &Lexicon, term: &str, out: &mut String) {
        if is_katakana_word(term) {
            self.katakana.push_term(term, lexicon.katakana.as_ref(), lexicon.katakana_stem_from, out);
        } else if term.chars().all(is_cjk) {
            // A prolonged sound mark by itself is no word.
            if !term.starts_with('ー') {
                out.push_str(term);
            }
        } else {
            term.chars().filter(|c| is_word_character(*c)).for_each(|c| push_lower(c, out));
        }
    }

    /// The Latin words and numbers that start in `range`; the last may reach beyond it.
    fn latin_words(&mut self, range: Range<usize>, walk: &mut Walk<'_>) {
        let normal = walk.normalized.text();
        let mut scanner = Scanner::new(normal, walk.abbreviations);
        let mut item = scanner.word_at(range.start);
        loop {
            let word = match item {
                Item::Greek(word) => {
                    push_greek(&normal[word.clone()], walk.out.pending());
                    word
                }
                Item::Word(word) => {
                    self.latin.push_term(&normal[word.clone()], walk.out.pending());
                    word
                }
                Item::SentenceEnd => break,
            };
            walk.done = word.end;
            walk.commit(word);
            item = match scanner.take_unit() {
                Some(unit) => unit,
                None if walk.done < range.end && is_latin(char_at(normal, walk.done)) => {
                    scanner.word_at(walk.done)
                }
                None => break,
            };
        }
    }
}

/// Whether a character can be part of a term.
fn is_word_character(c: char) -> bool {
    c.is_alphanumeric()
}

fn is_latin(c: char) -> bool {
    !is_cjk(c) && is_word_character(c)
}

/// Where the piece of text that starts at `start` ends: behind the next 。 、 or line break, or at the limit.
fn chunk_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < bytes.len() {
        let byte = bytes[at];
        at += 1;
        if byte == b'\n' {
            return at;
        }
        // 、 is E3 80 81, 。 is E3 80 82.
        if matches!(byte, 0x81 | 0x82) && at >= start + 3 && bytes[at - 2] == 0x80 && bytes[at - 3] == 0xe3 {
            return at;
        }
        if at - start >= LONGEST_CHUNK_BYTES && text.is_char_boundary(at) {
            return at;
        }
    }
    at
}
