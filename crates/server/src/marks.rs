//! Marks a query's words in the whole texts of one document.
//!
//! A hit's passages come marked from `query`; a document's page shows every text, also those that no passage was
//! cut from. The rules are the same, so that what is marked is what matched.

use std::{cell::RefCell, ops::Range};

use indexer::Generation;
use model::Language;
use query::{Ast, TextMarker};

/// Words and phrases of a query, as the index knows them.
pub(crate) struct Marker {
    /// `None` where the query cannot be searched: nothing matched then.
    query: Option<RefCell<TextMarker>>,
}

impl Marker {
    pub(crate) fn new(generation: &Generation, query: &Ast) -> Self {
        Self { query: TextMarker::new(generation, query).ok().map(RefCell::new) }
    }

    /// The byte ranges of `text` that the query's words are in, ascending and disjoint. `field` is a part of a
    /// document or a group of them: `title`, `claims`.
    pub(crate) fn marks(&self, field: &str, language: Language, text: &str) -> Vec<Range<usize>> {
        let Some(query) = &self.query else { return Vec::new() };
        merged(query.borrow_mut().marks(field, language, text), text)
    }
}

/// Overlapping marks as one, and neighbours too where nothing but spaces stands between: 銅 and 触媒 are one mark.
fn merged(mut marks: Vec<Range<usize>>, text: &str) -> Vec<Range<usize>> {
    marks.sort_by_key(|mark| (mark.start, mark.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(marks.len());
    for mark in marks {
        match merged.last_mut() {
            Some(last) if mark.start <= last.end || text[last.end..mark.start].trim().is_empty() => {
                last.end = last.end.max(mark.end);
            }
            _ => merged.push(mark),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, marks: &[Range<usize>], expected: &[&str]) {
        let merged = merged(marks.to_vec(), text);
        let pieces: Vec<&str> = merged.into_iter().map(|mark| &text[mark]).collect();
        assert_eq!(pieces, expected);
    }

    #[test]
    fn marks_that_touch_or_overlap_become_one() {
        check("abc def ghi", &[], &[]);
        check("abc def ghi", &[0..3, 4..7], &["abc def"]);
        check("abc def ghi", &[8..11, 0..3], &["abc", "ghi"]);
        check("abcdef", &[0..4, 2..3], &["abcd"]);
        check("銅触媒", &[0..3, 3..9], &["銅触媒"]);
    }
}
