//! The words of a text, found by term.

use std::{collections::HashMap, ops::Range};

use analysis::Analyzer;

/// A text in the view of its language's words.
#[derive(Default)]
pub(super) struct Words {
    /// Ascending by position.
    places: Vec<(u32, Range<usize>)>,
    terms: Vec<String>,
    by_term: HashMap<String, Vec<usize>>,
}

/// Where terms stand side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) start: u32,
    /// The last position.
    pub(super) end: u32,
    pub(super) byte_range: Range<usize>,
}

impl Words {
    pub(super) fn of(analyzer: &mut Analyzer, text: &str) -> Self {
        let mut words = Self::default();
        for token in analyzer.analyze(text).iter().filter(|token| !token.is_marker()) {
            let place = words.places.len();
            words.places.push((token.position, token.byte_range.clone()));
            words.terms.push(token.term.to_owned());
            words.by_term.entry(token.term.to_owned()).or_default().push(place);
        }
        words
    }

    /// Every place of a run of terms; a word that is not indexed may lie between two.
    pub(super) fn find(&self, terms: &[String]) -> Vec<Place> {
        let Some((first, rest)) = terms.split_first() else { return Vec::new() };
        let firsts = self.by_term.get(first).into_iter().flatten();
        firsts.filter_map(|first| self.run(*first, rest)).collect()
    }

    fn run(&self, first: usize, rest: &[String]) -> Option<Place> {
        let mut last = first;
        for term in rest {
            let next = last + 1;
            let stands = self.terms.get(next).is_some_and(|found| found == term);
            if !stands || self.places[last].0 + 2 < self.places[next].0 {
                return None;
            }
            last = next;
        }
        let byte_range = self.places[first].1.start..self.places[last].1.end;
        Some(Place { start: self.places[first].0, end: self.places[last].0, byte_range })
    }
}
