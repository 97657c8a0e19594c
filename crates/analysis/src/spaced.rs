//! Languages that separate words by spaces: English, and every language but Japanese.

use crate::fold::is_cjk;
use crate::normalize::{Normalized, char_at};
use crate::stem::{Stem, push_greek};
use crate::token::TokenBuffer;
use crate::words::{Item, Scanner};

/// A view that the words of a text go into.
pub(crate) struct WordView<'a> {
    pub(crate) stem: &'a mut Stem,
    /// Whether a word with capital letters carries the marker of its spelling.
    pub(crate) marks_case: bool,
    pub(crate) out: &'a mut TokenBuffer,
}

/// Appends to each of `views` the tokens that `scanner` finds in the normalised text.
///
/// Every word takes a position; a stop word leaves a gap, also at the end, so that distances are those of the text.
/// A single Chinese or Japanese character is a word, and a Greek letter goes by its ASCII name.
pub(crate) fn analyze(scanner: Scanner<'_>, views: &mut [WordView<'_>], normalized: &Normalized) {
    let normal = normalized.text();
    let mut hint = 0;
    let mut position = 0;
    for item in scanner {
        let (range, is_greek) = match item {
            Item::SentenceEnd => {
                views.iter_mut().for_each(|view| view.out.end_sentence());
                continue;
            }
            Item::Greek(range) => (range, true),
            Item::Word(range) => (range, false),
        };
        let word = &normal[range.clone()];
        let source = normalized.source_range(range, &mut hint);
        for WordView { stem, marks_case, out } in &mut *views {
            let first = char_at(word, 0);
            if is_greek {
                push_greek(word, out.pending());
            } else if is_cjk(first) {
                out.pending().push(first);
            } else {
                stem.push_term(word, out.pending());
            }
            if out.commit(source.clone(), position) && *marks_case {
                out.mark_case(word);
            }
        }
        position += 1;
    }
    views.iter_mut().for_each(|view| view.out.take_positions(position));
}
