//! The character view: exact text, one character a position.
//!
//! Words of Latin script and numbers have ends in such a text too, but no spaces that show them: where one begins and
//! ends is marked, and its last character has the whole of it as a term. A number at the beginning is a word of its
//! own, so that `10nm` has the unit `nm`, and `3D` a `D`; digits behind a letter are not (`LiFePO4`, `TiO2`).

use crate::normalize::{Normalized, Profile, char_at};
use crate::sentence::{Abbreviations, is_blank_line};
use crate::token::{TokenBuffer, WORD_END, WORD_START};

/// Every character that is not white space takes a position, punctuation included, so that quoted text is found
/// exactly and distances count characters. NFKC and case folding apply; nothing is dropped,
/// a capital letter is marked as such, and so are both ends of a Latin word and the whole of it.
pub(crate) fn analyze(
    text: &str,
    abbreviations: &Abbreviations,
    normalized: &mut Normalized,
    out: &mut TokenBuffer,
) {
    Profile::Exact.normalizer().normalize(text, normalized);
    let normal = normalized.text();
    let mut hint = 0;
    let mut position = 0;
    let mut at = 0;
    let mut word = Word::None;
    // The token of its first character.
    let mut first = 0;
    while at < normal.len() {
        let c = char_at(normal, at);
        let end = at + c.len_utf8();
        let before = word;
        word = word.followed_by(c);
        if !(c.is_whitespace() || c.is_control()) {
            let here = out.len();
            crate::fold::push_lower(c, out.pending());
            if out.commit(normalized.source_range(at..end, &mut hint), position) {
                if c.is_uppercase() {
                    out.mark_case(c.encode_utf8(&mut [0; 4]));
                }
                if word.begins_after(before) {
                    first = here;
                    out.mark(WORD_START);
                }
                let next =
                    if end < normal.len() { word.followed_by(char_at(normal, end)) } else { Word::None };
                if word != Word::None && (next == Word::None || next.begins_after(word)) {
                    out.mark(WORD_END);
                    out.mark_whole(first);
                }
                position += 1;
            }
        }
        let closes = match c {
            '。' | '｡' | '.' | '!' | '?' => abbreviations.sentence_closes(normal, at),
            '\n' => is_blank_line(normal, at),
            _ => false,
        };
        if closes {
            out.end_sentence();
        }
        at = end;
    }
}

/// The Latin word or number that a character belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    None,
    /// Digits only, so far.
    Number,
    /// Letters, and the digits behind them.
    Letters,
}

impl Word {
    fn followed_by(self, c: char) -> Self {
        match (self, c) {
            (Self::Letters, '0'..='9') => Self::Letters,
            (_, '0'..='9') => Self::Number,
            (_, 'a'..='z' | 'A'..='Z') => Self::Letters,
            // The letters of Latin-1 and of Latin Extended-A and -B.
            (_, '\u{c0}'..='\u{24f}') if c.is_alphabetic() => Self::Letters,
            _ => Self::None,
        }
    }

    /// Whether it is another word than that of the character before.
    fn begins_after(self, before: Self) -> bool {
        self != Self::None && self != before
    }
}
