//! Languages that separate words by spaces: English, and every language but Japanese.

use crate::fold::is_cjk;
use crate::normalize::{Normalized, char_at};
use crate::stem::{Stem, push_greek};
use crate::token::TokenBuffer;
use crate::words::{Item, Scanner};

/// Appends the tokens that `scanner` finds in the normalised text.
///
/// Every word takes a position; a stop word leaves a gap, also at the end, so that distances are those of the text.
/// A single Chinese or Japanese character is a word, and a Greek letter goes by its ASCII name.
/// Where `marks_case`, a word with capital letters carries the marker of its spelling.
pub(crate) fn analyze(
    scanner: Scanner<'_>,
    stem: &mut Stem,
    marks_case: bool,
    normalized: &Normalized,
    out: &mut TokenBuffer,
) {
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
        if out.commit(normalized.source_range(range.clone(), &mut hint), position) && marks_case {
            out.mark_case(&normal[range]);
        }
        position += 1;
    }
    out.take_positions(position);
}
