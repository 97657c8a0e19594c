//! What both sets of rules do to a piece of text.

use std::ops::Range;

/// The range without what `is_outer` says of characters at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>, is_outer: impl Fn(char) -> bool) -> Range<usize> {
    let piece = &text[range.clone()];
    let from_start = piece.trim_start_matches(&is_outer);
    let start = range.end - from_start.len();
    start..start + from_start.trim_end_matches(&is_outer).len()
}

/// Subjects that say nothing: any claim is directed to one of them.
const GENERIC: &[&str] = &[
    "装置",
    "方法",
    "システム",
    "機器",
    "器具",
    "構造",
    "もの",
    "物",
    "プログラム",
    "a device",
    "a method",
    "a system",
    "a process",
    "an apparatus",
    "apparatus",
    "device",
    "method",
    "system",
    "process",
];

/// Leaves out a subject that says nothing beside others, what is empty, what was said before, and a name that an earlier element ends with: the subject that a
/// claim repeats at its end.
pub(super) fn distinct(text: &str, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let count = ranges.len();
    let mut kept: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        let piece = folded(&text[range.clone()]);
        let is_known = kept.iter().any(|known| folded(&text[known.clone()]).ends_with(&piece));
        let is_generic = 1 < count && GENERIC.contains(&piece.as_str());
        if !piece.is_empty() && !is_known && !is_generic {
            kept.push(range);
        }
    }
    kept
}

fn folded(piece: &str) -> String {
    piece.to_lowercase()
}

/// The bytes of a text that stand in brackets, of any kind.
pub(super) fn bracketed(text: &str) -> Vec<Range<usize>> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' | '[' | '［' | '「' | '【' => open.push(at),
            ')' | '）' | ']' | '］' | '」' | '】' => {
                found.extend(open.pop().filter(|_| open.is_empty()).map(|start| start..at + c.len_utf8()));
            }
            _ => {}
        }
    }
    found
}
