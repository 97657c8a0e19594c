//! Where a sentence ends: one rule for every analyser, so that "in the same sentence" means the same everywhere.
//!
//! The rule reads normalised text. Japanese: 。 always, `.` `!` `?` after a Japanese character. Elsewhere a `.` `!`
//! or `?` followed by the end of the value, or by white space and a capital, a digit or a Japanese character; not
//! after an abbreviation, an initial (J. Smith) or a number that opens a sentence (1. A method …). A blank line always.

use std::collections::HashSet;

use crate::fold::is_cjk;

/// Words after which a full stop is part of the word, in lower case without the last stop (`fig`, `e.g`).
#[derive(Debug, Clone, Default)]
pub(crate) struct Abbreviations(HashSet<Box<str>>);

impl Abbreviations {
    pub(crate) fn new(words: &[String]) -> Self {
        Abbreviations(words.iter().map(|word| word.trim_end_matches('.').to_lowercase().into()).collect())
    }

    /// Whether the terminator at byte `at` of `text` (one of 。 . ! ?) closes a sentence.
    pub(crate) fn sentence_closes(&self, text: &str, at: usize) -> bool {
        let Some(terminator) = text[at..].chars().next() else { return false };
        if matches!(terminator, '。' | '｡') {
            return true;
        }
        let before = &text[..at];
        let after = &text[at + terminator.len_utf8()..];
        if after.starts_with(['.', '!', '?']) {
            return false; // an ellipsis or "?!": the last of the run decides
        }
        let last = before.trim_end_matches(['.', '!', '?', ')', '」', '』', ']', '"']).chars().next_back();
        let after_japanese = last.is_some_and(is_cjk);
        if after_japanese && !after.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return true;
        }
        if !opens_sentence(after) {
            return false;
        }
        terminator != '.' || !(self.is_abbreviation(before) || self.is_numbering(before))
    }

    /// Whether the sentence so far is only a number, as in a list's or a claim's numbering.
    fn is_numbering(&self, before: &str) -> bool {
        let rest = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = before.len() - rest.len();
        let previous = rest.trim_end_matches([' ', '\t']);
        let opens = match previous.strip_suffix('.') {
            Some(sentence) => previous.len() < rest.len() && !self.is_abbreviation(sentence),
            None => previous.is_empty() || previous.ends_with(['!', '?', '\n']),
        };
        (1..=3).contains(&digits) && opens
    }

    fn is_abbreviation(&self, before: &str) -> bool {
        let start = before
            .rfind(|c: char| !(c.is_alphanumeric() || c == '.'))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let word = &before[start..];
        let last = word.rsplit('.').next().unwrap_or(word);
        let mut letters = last.chars();
        let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
        initial || self.0.contains(word.to_lowercase().as_str())
    }
}

/// Whether `after`, the text behind a terminator, can be the start of another sentence or is the end.
fn opens_sentence(after: &str) -> bool {
    let closed = after.trim_start_matches(['"', '\'', ')', ']', '”', '’', '」', '』']);
    if closed.trim_start().is_empty() {
        return true;
    }
    if !closed.starts_with(char::is_whitespace) {
        return false;
    }
    let opened = closed.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '(' | '[' | '“' | '‘' | '「' | '『')
    });
    opened.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric() || is_cjk(c))
}

/// Whether the line break at byte `at` is followed by an empty line.
pub(crate) fn is_blank_line(text: &str, at: usize) -> bool {
    let rest = text[at + 1..].trim_start_matches([' ', '\t', '\r']);
    rest.starts_with('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` stands behind every terminator that closes a sentence.
    #[track_caller]
    fn check(expected: &str) {
        let abbreviations = Abbreviations::new(&["fig".to_owned(), "e.g".to_owned(), "al".to_owned()]);
        let text = expected.replace('|', "");
        let mut found = String::new();
        for (at, c) in text.char_indices() {
            found.push(c);
            if matches!(c, '。' | '.' | '!' | '?') && abbreviations.sentence_closes(&text, at) {
                found.push('|');
            }
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn english() {
        check("One.| Two!| Three?| Four.|");
        check("See Fig. 3 and e.g. Table 4 of Smith et al. 2004.|");
        check("J. Smith of the U.S. Army");
        check("pH 7.4 and 25.5.| Then");
        check("1. A battery.| 2. Another.|");
        check("See Fig. 3.| The end.|");
        check("It is (so.|) \"Quoted.|\" Next");
        check("continued... and on...| On");
        check("lower. case and file.txt");
    }

    #[test]
    fn japanese() {
        check("一つ。|二つ。|");
        check("不明である.|次に!|なぜ?|理由");
        check("図1.2を参照");
        check("「終わり。|」と");
    }
}
