//! The characters of a query.

use crate::{
    Problem, ProblemCode,
    field::narrow,
    parse::{MAX_CHARS, is_quote},
};

/// A query's characters and a place among them. Full-width ASCII is seen as narrow.
pub(in crate::parse) struct Source {
    chars: Vec<char>,
    pub(in crate::parse) at: usize,
}

impl Source {
    /// What lies behind [`MAX_CHARS`] is left out and reported.
    pub(in crate::parse) fn new(text: &str, problems: &mut Vec<Problem>) -> Self {
        let total = text.chars().count();
        if MAX_CHARS < total {
            let message = format!("the query has {total} characters, the limit is {MAX_CHARS}");
            problems.push(Problem::new(ProblemCode::TooLong, MAX_CHARS..total, &total.to_string(), message));
        }
        Self { chars: text.chars().take(MAX_CHARS).collect(), at: 0 }
    }

    /// The character `offset` places further as it is written.
    pub(in crate::parse) fn written(&self, offset: usize) -> Option<char> {
        self.chars.get(self.at + offset).copied()
    }

    /// The character `offset` places further, narrow; every quotation mark as `"`.
    pub(in crate::parse) fn peek(&self, offset: usize) -> Option<char> {
        self.narrow_at(self.at + offset)
    }

    /// The character before this place, narrow.
    pub(in crate::parse) fn before(&self) -> Option<char> {
        self.narrow_at(self.at.checked_sub(1)?)
    }

    fn narrow_at(&self, at: usize) -> Option<char> {
        let c = *self.chars.get(at)?;
        Some(if is_quote(c) { '"' } else { narrow(c) })
    }

    pub(in crate::parse) fn skip_whitespace(&mut self) {
        while self.peek(0).is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// How many characters from `offset` on fulfil a condition.
    pub(in crate::parse) fn run(&self, offset: usize, is_inside: impl Fn(char) -> bool) -> usize {
        (offset..).map_while(|i| self.peek(i)).take_while(|&c| is_inside(c)).count()
    }

    /// `length` characters from `offset` on, narrow.
    pub(in crate::parse) fn narrow_text(&self, offset: usize, length: usize) -> String {
        (offset..offset + length).map_while(|i| self.peek(i)).collect()
    }

    /// The text of a range as it is written.
    pub(in crate::parse) fn slice(&self, range: std::ops::Range<usize>) -> String {
        self.chars[range].iter().collect()
    }
}

/// Whether a character is of Japanese writing: kana, kanji, or the marks that stand among them.
pub(in crate::parse) fn is_japanese(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{323af}')
}

/// Whether any character is of Japanese writing.
pub(crate) fn has_japanese(text: &str) -> bool {
    text.chars().any(is_japanese)
}
