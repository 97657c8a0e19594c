//! The tokens of one value, in one arena that is reused from value to value.

use std::ops::Range;

/// Marker term at the position of a sentence's last token, where the text closes the sentence.
///
/// Two positions `a` and `b` of one value lie in the same sentence when no marker stands at a position `p` with
/// `min(a, b) <= p < max(a, b)`.
/// The start byte U+0002 cannot be produced from text: analysers drop control characters.
pub const SENTENCE_END: &str = "\u{2}s";

/// Marker term for the end of a value (a claim, a paragraph); added where values are written one after the other, never
/// by an analyser.
pub const UNIT_END: &str = "\u{2}u";

/// Marker term at the first character of a Latin word or a number in the view of single characters, which has no other
/// trace of where words of such a script begin: a search for AI finds it and is not led into FAIR.
pub const WORD_START: &str = "\u{2}b";

/// The same at the last character.
pub const WORD_END: &str = "\u{2}e";

/// How a term begins that stands for a Latin word or a number as a whole, at its last character in the view of single
/// characters: behind it come the characters of the word. So a word is looked up like one of a text with spaces, and
/// its letters, which are everywhere, are not.
pub const WHOLE_WORD: &str = "\u{2}w";

/// How a term begins that tells in which letters a word is written; see [`cased`].
pub(crate) const CASED: &str = "\u{2}c";

/// The marker term that views of words and characters as written stack on a word with capital letters: a search that
/// minds case looks for it. All spellings of one term share the beginning [`cased_spellings`].
#[must_use]
pub fn cased(term: &str, written: &str) -> String {
    format!("{CASED}{term}\u{2}{written}")
}

/// What the markers of all spellings of `term` with a capital letter begin with. A place of the term without any of
/// them is written in small letters.
#[must_use]
pub fn cased_spellings(term: &str) -> String {
    cased(term, "")
}

/// Whether a term is a marker rather than a word of the text.
#[must_use]
pub fn is_marker(term: &str) -> bool {
    term.starts_with('\u{2}')
}

/// Terms longer than this many bytes are cut, on a character boundary, in the index and in queries alike.
///
/// Sequence listings and encoded data contain "words" of many kilobytes; a prefix of this length still tells them
/// apart, and the engine's own limit (65,530 bytes) is never met.
pub(crate) const MAX_TERM_BYTES: usize = 255;

/// Whether a term is so long that it may be the beginning of what it was made of, which was cut.
#[must_use]
pub fn may_be_cut(term: &str) -> bool {
    // A character that is cut off has four bytes at most.
    MAX_TERM_BYTES < term.len() + 4
}

/// One searchable term and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'a> {
    /// The normalised term, never empty.
    pub term: &'a str,
    /// Bytes of the original text, on character boundaries; never empty.
    pub byte_range: Range<usize>,
    /// Counted from 0 within the value; dropped stop words leave a gap.
    pub position: u32,
}

impl Token<'_> {
    /// Whether this is a boundary marker rather than a word of the text.
    #[must_use]
    pub fn is_marker(&self) -> bool {
        is_marker(self.term)
    }
}

/// The tokens of one value: one string arena and spans into it.
#[derive(Debug, Clone, Default)]
pub struct TokenBuffer {
    terms: String,
    spans: Vec<Span>,
    /// Positions behind the last token's that were taken by words without a token.
    dropped: u32,
}

/// Offsets fit 32 bits because a value is cut at [`MAX_VALUE_BYTES`](crate::normalize::MAX_VALUE_BYTES).
#[derive(Debug, Clone, Copy)]
struct Span {
    term_start: u32,
    term_end: u32,
    byte_start: u32,
    byte_end: u32,
    position: u32,
}

impl TokenBuffer {
    /// Tokens in the order of their positions; a marker follows the token that it is stacked on.
    pub fn iter(&self) -> impl Iterator<Item = Token<'_>> {
        self.spans.iter().map(|span| self.token(*span))
    }

    /// Number of tokens, markers included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Positions that the value's words take, those of words that were left out included.
    #[must_use]
    pub fn positions(&self) -> u32 {
        self.spans.last().map_or(0, |last| last.position + 1) + self.dropped
    }

    /// Whether the value has no token at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The token at `index`.
    ///
    /// # Panics
    /// When `index` is not below [`len`](Self::len).
    #[must_use]
    pub fn get(&self, index: usize) -> Token<'_> {
        self.token(self.spans[index])
    }

    fn token(&self, span: Span) -> Token<'_> {
        Token {
            term: &self.terms[span.term_start as usize..span.term_end as usize],
            byte_range: span.byte_start as usize..span.byte_end as usize,
            position: span.position,
        }
    }

    pub(crate) fn clear(&mut self) {
        self.terms.clear();
        self.spans.clear();
        self.dropped = 0;
    }

    /// The end of the arena, to which a term under construction is appended before [`commit`](Self::commit).
    pub(crate) fn pending(&mut self) -> &mut String {
        &mut self.terms
    }

    /// Where the term under construction starts in [`pending`](Self::pending).
    pub(crate) fn pending_start(&self) -> usize {
        self.spans.last().map_or(0, |span| span.term_end as usize)
    }

    /// Makes a token of what was appended since the last commit; nothing appended makes no token.
    pub(crate) fn commit(&mut self, byte_range: Range<usize>, position: u32) -> bool {
        let start = self.pending_start();
        if self.terms.len() == start {
            return false;
        }
        if self.terms.len() - start > MAX_TERM_BYTES {
            let end = (0..=start + MAX_TERM_BYTES).rev().find(|&at| self.terms.is_char_boundary(at));
            self.terms.truncate(end.unwrap_or(start));
        }
        self.spans.push(Span {
            term_start: start as u32,
            term_end: self.terms.len() as u32,
            byte_start: byte_range.start as u32,
            byte_end: byte_range.end as u32,
            position,
        });
        true
    }

    /// Stacks the marker of how the last token's word is written, where that has a letter that the term has not.
    pub(crate) fn mark_case(&mut self, written: &str) {
        if !written.chars().any(char::is_uppercase) {
            return;
        }
        let Some(last) = self.spans.last().copied() else { return };
        // What `cased` makes, without a string of its own.
        self.terms.push_str(CASED);
        self.terms.extend_from_within(last.term_start as usize..last.term_end as usize);
        self.terms.push('\u{2}');
        self.mark(written);
    }

    /// Stacks the marker of a whole word on its last character; `first` is the token of its first one.
    pub(crate) fn mark_whole(&mut self, first: usize) {
        let start = self.terms.len();
        self.terms.push_str(WHOLE_WORD);
        for at in first..self.spans.len() {
            if self.get(at).is_marker() {
                continue;
            }
            let Span { term_start, term_end, .. } = self.spans[at];
            self.terms.extend_from_within(term_start as usize..term_end as usize);
            if MAX_TERM_BYTES < self.terms.len() - start {
                break;
            }
        }
        self.mark("");
    }

    /// Stacks a marker on the last token.
    pub(crate) fn mark(&mut self, marker: &str) {
        let Some(last) = self.spans.last().copied() else { return };
        self.terms.push_str(marker);
        self.commit(last.byte_start as usize..last.byte_end as usize, last.position);
    }

    /// States how many positions the value takes in all, when its last words made no token.
    pub(crate) fn take_positions(&mut self, positions: u32) {
        self.dropped += positions.saturating_sub(self.positions());
    }

    /// Forgets what was appended since the last commit.
    pub(crate) fn discard(&mut self) {
        let start = self.pending_start();
        self.terms.truncate(start);
    }

    /// Stacks [`SENTENCE_END`] on the last token; without a token, or on a marker, it does nothing.
    pub(crate) fn end_sentence(&mut self) {
        let Some(last) = self.spans.last().copied() else { return };
        if self.token(last).term != SENTENCE_END {
            self.mark(SENTENCE_END);
        }
    }
}
