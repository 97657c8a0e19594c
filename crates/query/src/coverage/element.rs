//! The elements of a technique.

use std::ops::Range;

use super::split::split;

/// One thing that a technique consists of, or one thing that it does: a row of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// As the technique's text has it, on one line.
    pub text: String,
    /// Bytes of the technique's text; `None` for an element that was given by itself.
    pub byte_range: Option<Range<usize>>,
}

impl Element {
    /// The elements of a description or a claim, in the order of the text; none of an empty text.
    pub fn all_of(text: &str) -> Vec<Self> {
        let ranges = split(text).into_iter();
        let elements =
            ranges.map(|range| Self { text: one_line(&text[range.clone()]), byte_range: Some(range) });
        elements.filter(Self::has_word).collect()
    }

    /// Whether it has a letter or a digit.
    pub(super) fn has_word(&self) -> bool {
        self.text.contains(char::is_alphanumeric)
    }

    /// An element as a person wrote it.
    pub fn given(text: &str) -> Self {
        Self { text: one_line(text), byte_range: None }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
