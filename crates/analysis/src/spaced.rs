//! Languages that separate words by spaces: English, and every language but Japanese.

use std::ops::Range;

use crate::fold::is_cjk;
use crate::normalize::{Normalized, char_at};
use crate::stem::{Stem, push_greek};
use crate::token::TokenBuffer;
use crate::word_memo::{MemoWord, WordMemo, WordTokens};
use crate::words::{Item, Scanner};
use crate::written::{ShortTerm, WrittenTokens};

/// A view that the words of a text go into.
pub(crate) struct WordView<'a> {
    pub(crate) stem: &'a mut Stem,
    /// Whether a word with capital letters carries the marker of its spelling.
    pub(crate) marks_case: bool,
    pub(crate) out: &'a mut TokenBuffer,
}

impl WordView<'_> {
    /// Appends the tokens of a word, none for a stop word.
    fn push(&mut self, word: &str, is_greek: bool, source: Range<usize>, position: u32) {
        let first = char_at(word, 0);
        if is_greek {
            push_greek(word, self.out.pending());
        } else if is_cjk(first) {
            self.out.pending().push(first);
        } else {
            self.stem.push_term(word, self.out.pending());
        }
        if self.out.commit(source, position) && self.marks_case {
            self.out.mark_case(word);
        }
    }
}

/// Appends to `view` the tokens that `scanner` finds in the normalised text.
///
/// Every word takes a position; a stop word leaves a gap, also at the end, so that distances are those of the text.
/// A single Chinese or Japanese character is a word, and a Greek letter goes by its ASCII name.
pub(crate) fn analyze(scanner: Scanner<'_>, view: &mut WordView<'_>, normalized: &Normalized) {
    let normal = normalized.text();
    let mut hint = 0;
    let mut position = 0;
    for item in scanner {
        let Some((range, is_greek)) = word_of(item) else {
            view.out.end_sentence();
            continue;
        };
        let source = normalized.source_range(range.clone(), &mut hint);
        view.push(&normal[range], is_greek, source, position);
        position += 1;
    }
    view.out.take_positions(position);
}

/// Writes the value that [`analyze`] would append to each of `views`, whose buffers are scratch here: `stemmed` and as
/// `written`.
pub(crate) fn write(
    scanner: Scanner<'_>,
    normal: &str,
    views: &mut [WordView<'_>; 2],
    memo: &mut WordMemo,
    [stemmed, written]: [&mut WrittenTokens; 2],
) {
    let mut position = 0;
    for item in scanner {
        let Some((range, is_greek)) = word_of(item) else {
            stemmed.end_sentence();
            written.end_sentence();
            continue;
        };
        let word = &normal[range];
        let short = MemoWord::of(word.as_bytes()).filter(|_| !is_greek);
        if let Some(tokens) = short.and_then(|short| memo.get(short)) {
            stemmed.push_short(position, &tokens.stemmed);
            written.push_short(position, &tokens.written);
            if tokens.is_cased {
                written.mark_case(&tokens.written, word);
            }
        } else {
            for (view, out) in views.iter_mut().zip([&mut *stemmed, &mut *written]) {
                view.out.clear();
                view.push(word, is_greek, 0..word.len(), 0);
                view.out.iter().for_each(|token| out.push(position, token.term));
            }
            if let Some((short, tokens)) = short.zip(short_tokens(views)) {
                memo.remember(short, tokens);
            }
        }
        position += 1;
    }
    stemmed.end_value(position);
    written.end_value(position);
}

/// What the views have made of a word, if its terms are short.
fn short_tokens([stemmed, written]: &[WordView<'_>; 2]) -> Option<WordTokens> {
    let term = |tokens: &TokenBuffer| ShortTerm::of(tokens.iter().next().map_or("", |token| token.term));
    Some(WordTokens {
        stemmed: term(stemmed.out)?,
        written: term(written.out)?,
        is_cased: 1 < written.out.len(),
    })
}

/// A word and whether it is a Greek letter; `None` for the end of a sentence.
fn word_of(item: Item) -> Option<(Range<usize>, bool)> {
    match item {
        Item::SentenceEnd => None,
        Item::Greek(range) => Some((range, true)),
        Item::Word(range) => Some((range, false)),
    }
}
