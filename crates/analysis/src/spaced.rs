//! Languages that separate words by spaces: English, and every language but Japanese.

use crate::fold::is_cjk;
use crate::normalize::{Normalized, char_at};
use crate::stem::{Stem, push_greek};
use crate::token::TokenBuffer;
use crate::words::{Item, Scanner};

/// Appends the tokens that `scanner` finds in the normalised text.
///
/// Every word takes a position; a stop word leaves a gap, so that distances are those of the text.
/// A single Chinese or Japanese character is a word, and a Greek letter goes by its ASCII name.
pub(crate) fn analyze(scanner: Scanner<'_>, stem: &mut Stem, normalized: &Normalized, out: &mut TokenBuffer) {
    let normal = normalized.text();
    let mut hint = 0;
    let mut position = 0;
    for item in scanner {
        let range = match item {
            Item::SentenceEnd => {
                out.end_sentence();
                continue;
            }
            Item::Greek(range) => {
                push_greek(&normal[range.clone()], out.pending());
                range
            }
            Item::Word(range) => {
                let first = char_at(normal, range.start);
                if is_cjk(first) {
                    out.pending().push(first);
                } else {
                    stem.push_term(&normal[range.clone()], out.pending());
                }
                range
            }
        };
        out.commit(normalized.source_range(range, &mut hint), position);
        position += 1;
    }
}
