//! The character view: exact text, one character a position.

use crate::normalize::{Normalized, Profile, char_at};
use crate::sentence::{Abbreviations, is_blank_line};
use crate::token::TokenBuffer;

/// Every character that is not white space takes a position, punctuation included, so that quoted text is found
/// exactly and distances count characters. NFKC and case folding apply; nothing is dropped,
/// and a capital letter is marked as such.
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
    while at < normal.len() {
        let c = char_at(normal, at);
        let end = at + c.len_utf8();
        if !(c.is_whitespace() || c.is_control()) {
            crate::fold::push_lower(c, out.pending());
            if out.commit(normalized.source_range(at..end, &mut hint), position) {
                if c.is_uppercase() {
                    out.mark_case(c.encode_utf8(&mut [0; 4]));
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
