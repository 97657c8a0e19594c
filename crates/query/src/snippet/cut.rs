//! Cutting a passage out of a text: at sentences where they are near, else at words.

use std::ops::Range;

/// A range of whole sentences, or of words, of about `chars` characters around `core`.
///
/// Always on character boundaries, and always holds `core` unless that is longer than a passage.
pub(super) fn around(text: &str, core: &Range<usize>, chars: usize) -> Range<usize> {
    let core_chars = text[core.clone()].chars().count();
    let room = chars.saturating_sub(core_chars);
    let earliest = back(text, core.start, room * 2 / 3);
    let start = match last_sentence_end(text, earliest..core.start) {
        Some(end) => end,
        None if earliest == 0 => 0,
        None => word_start(text, back(text, core.start, room / 3), core.start),
    };
    let used = text[start..core.end].chars().count();
    let latest = forward(text, core.end, chars.saturating_sub(used));
    let end = match last_sentence_end(text, core.end..latest) {
        _ if latest == text.len() => latest,
        Some(end) => end,
        None => word_end(text, core.end, latest),
    };
    let skipped = text[start..end].len() - text[start..end].trim_start().len();
    start + skipped..start + skipped.max(text[start..end].trim_end().len())
}

/// A part of a text on one line, with `…` where it was cut inside a sentence.
pub(super) fn one_line(text: &str, range: Range<usize>, is_japanese: bool) -> String {
    one_line_marked(text, range, is_japanese, &[]).0
}

/// The same, with ranges of the text as ranges of the line; those that were cut off are left out.
pub(super) fn one_line_marked(
    text: &str,
    range: Range<usize>,
    is_japanese: bool,
    marks: &[Range<usize>],
) -> (String, Vec<Range<usize>>) {
    let mut kept = vec![None; marks.len()];
    let mut line = String::with_capacity(range.len() + 6);
    let before = text[..range.start].trim_end();
    if !before.is_empty() && !ends_sentence(text, before.len()) {
        line.push('…');
    }
    let mut at_space = false;
    for (at, c) in text[range.clone()].char_indices() {
        if c.is_whitespace() {
            at_space = true;
            // Japanese lines are joined without a space, which would divide a word.
            continue;
        }
        let between_words =
            c.is_ascii_alphanumeric() && line.ends_with(|last: char| last.is_ascii_alphanumeric());
        if at_space && (!is_japanese || between_words) {
            line.push(' ');
        }
        at_space = false;
        let start = line.len();
        line.push(c);
        for (mark, kept) in marks.iter().zip(&mut kept) {
            if mark.contains(&(range.start + at)) {
                kept.get_or_insert(start..start).end = line.len();
            }
        }
    }
    let is_whole = text[range.end..].trim().is_empty();
    if !is_whole && !ends_sentence(text, range.end) {
        line.push('…');
    }
    (line, kept.into_iter().flatten().collect())
}

/// Where the last sentence ends that ends inside the range.
fn last_sentence_end(text: &str, range: Range<usize>) -> Option<usize> {
    let chars = text[range.clone()].char_indices().rev();
    chars.map(|(at, c)| range.start + at + c.len_utf8()).find(|&end| ends_sentence(text, end))
}

/// Whether a sentence, line or item of a claim ends at a byte: a full stop needs white space behind it.
fn ends_sentence(text: &str, end: usize) -> bool {
    match text[..end].chars().next_back() {
        Some('。' | '．' | '！' | '？' | '；') => true,
        // Publishers break lines inside words too; after punctuation a line ends something.
        Some('\n') => text[..end].trim_end().ends_with(['、', '，', '。', ',', ';', ':', '.']),
        Some('.' | ';' | '!' | '?') => text[end..].chars().next().is_none_or(char::is_whitespace),
        _ => false,
    }
}

/// The byte `chars` characters before `at`, or the beginning.
fn back(text: &str, at: usize, chars: usize) -> usize {
    text[..at].char_indices().rev().take(chars).last().map_or(at, |(start, _)| start)
}

/// The byte `chars` characters after `at`, or the end.
fn forward(text: &str, at: usize, chars: usize) -> usize {
    text[at..].char_indices().nth(chars).map_or(text.len(), |(length, _)| at + length)
}

/// The first beginning of a word or clause from `from` on, before `limit`; `from` where there is none.
fn word_start(text: &str, from: usize, limit: usize) -> usize {
    let is_break = |c: char| c.is_whitespace() || matches!(c, '、' | '，' | '」' | '）' | ',');
    let found = text[from..limit].char_indices().find(|(_, c)| is_break(*c));
    found.map_or(from, |(at, c)| from + at + c.len_utf8())
}

/// The last end of a word or clause up to `to`, after `limit`; `to` where there is none.
fn word_end(text: &str, limit: usize, to: usize) -> usize {
    let is_break = |c: char| c.is_whitespace() || matches!(c, '、' | '，');
    text[limit..to].rfind(is_break).map_or(to, |at| limit + at)
}
