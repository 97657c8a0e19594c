//! Names of people and organisations, searchable in their own script.

use crate::fold::is_cjk;
use crate::normalize::{Normalized, Profile, char_at};
use crate::sentence::Abbreviations;
use crate::stem::{push_greek, push_plain};
use crate::token::TokenBuffer;
use crate::words::{Item, Scanner};

/// A character of a Chinese or Japanese name takes a position (with kanji variants folded: 髙橋 is 高橋), a word of
/// other scripts is lower-cased and loses its diacritics, and capital letters are marked. Punctuation is dropped;
/// there are no sentences.
pub(crate) fn analyze(
    text: &str,
    abbreviations: &Abbreviations,
    normalized: &mut Normalized,
    out: &mut TokenBuffer,
) {
    Profile::Names.normalizer().normalize(text, normalized);
    let normal = normalized.text();
    let mut hint = 0;
    let mut position = 0;
    for item in Scanner::new(normal, abbreviations) {
        let range = match item {
            Item::SentenceEnd => continue,
            Item::Greek(range) => {
                push_greek(&normal[range.clone()], out.pending());
                range
            }
            Item::Word(range) => {
                let first = char_at(normal, range.start);
                if is_cjk(first) {
                    out.pending().push(first);
                } else {
                    push_plain(&normal[range.clone()], out.pending());
                }
                range
            }
        };
        if out.commit(normalized.source_range(range.clone(), &mut hint), position) {
            out.mark_case(&normal[range]);
            position += 1;
        }
    }
}
