//! Line breaks of Japanese text: a line is full, not a word at its end, so most breaks fall inside words.

use crate::fold::is_cjk;
use crate::normalize::Normalized;

/// Rewrites the white space that starts with the line break at `start`, and returns where it ends.
///
/// A blank line or an indented next line (U+3000 opens a paragraph) stays as one `\n`; a break between Japanese
/// characters or punctuation disappears; any other becomes a space.
pub(crate) fn join(source: &str, start: usize, first: char, out: &mut Normalized) -> Option<usize> {
    if !matches!(first, '\n' | '\r') {
        return None;
    }
    let rest = &source[start..];
    let length = rest.len() - rest.trim_start_matches(['\n', '\r', ' ', '\t', '\u{3000}']).len();
    let space = &rest[..length];
    let next = rest[length..].chars().next();
    let previous = out.written().trim_end_matches([' ', '\t']).chars().next_back();
    let opens_paragraph = space.matches('\n').count() > 1 || space.ends_with('\u{3000}');
    let replacement = match (previous, next) {
        (None, _) | (_, None) => "",
        _ if opens_paragraph => "\n",
        (Some(previous), Some(next)) if continues(previous) && continues(next) => "",
        _ => " ",
    };
    let end = start + length;
    out.replace(start..end, |text| text.push_str(replacement));
    Some(end)
}

fn continues(c: char) -> bool {
    is_cjk(c) || matches!(c, '、' | '。' | '「' | '」' | '『' | '』' | '・' | '【' | '】')
}

#[cfg(test)]
mod tests {
    use crate::normalize::{Normalized, Profile};

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let mut normalized = Normalized::default();
        Profile::Japanese.normalizer().normalize(source, &mut normalized);
        assert_eq!(normalized.text(), expected);
    }

    #[test]
    fn line_breaks() {
        check("装\n置", "装置");
        check("装\r\n置", "装置");
        check("装\n  置", "装置");
        check("終わり。\n次", "終わり。次");
        check("終わり。\n\n次", "終わり。\n次");
        check("終わり。\n　次", "終わり。\n次");
        check("two\nwords", "two words");
        check("語\nword", "語 word");
        check("\n始め\n", "始め");
    }
}
