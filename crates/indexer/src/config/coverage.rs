//! The settings by which the claims of documents are judged against a technique.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::schema::View;

/// How technique coverage is measured, and how much of an index it looks at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverageRanking {
    /// The share of an element's weight that a claim must say in the element's own words, in one place; above 0, at
    /// most 1.
    pub share: f32,
    /// The same where words of a list stand for some.
    pub variant_share: f32,
    /// What an element covered by a variant is worth, beside 1 for one that is covered in the words; 0 to 1.
    pub variant: f64,
    /// The score of a mined pair of terms by which a claim in the other language is said to cover an element; 0 to 1.
    pub pair: f32,
    /// Positions that one place has, for each position of the element.
    pub window: f32,
    /// Positions that it has beyond.
    pub window_more: u32,
    /// Documents that are judged of those that a search of the whole technique finds.
    pub candidates: usize,
    /// The same of those that a search of one element finds.
    pub element_candidates: usize,
    /// Documents whose descriptions are read: those whose claims cover most. An answer has no more documents.
    pub described: usize,
    /// Documents of an answer when the request does not say.
    pub documents: usize,
    /// Elements of a technique.
    pub elements: usize,
    /// Characters of a technique's text.
    pub chars: usize,
    /// Articles that are named for an element.
    pub articles: usize,
    /// Words of the language of claims, which weigh nothing, by the view whose analyser reads them.
    pub unspecific: BTreeMap<View, Vec<String>>,
}

impl CoverageRanking {
    /// The key of the first setting that cannot be used, and why.
    pub(super) fn fault(&self) -> Option<(&'static str, &'static str)> {
        const ABOVE_0: &str = "must lie between 0 and 1, and be more than 0";
        let shares = [("share", self.share), ("variant_share", self.variant_share)];
        let share = shares.into_iter().find(|(_, share)| !(0.0 < *share && *share <= 1.0));
        if let Some((key, _)) = share {
            return Some((key, ABOVE_0));
        }
        if !(0.0..=1.0).contains(&self.variant) {
            return Some(("variant", "must lie between 0 and 1"));
        }
        if !(0.0..=1.0).contains(&self.pair) {
            return Some(("pair", "must lie between 0 and 1"));
        }
        if !self.window.is_finite() || self.window < 1.0 {
            return Some(("window", "must be a finite number, 1 or more"));
        }
        let limits = [
            ("candidates", self.candidates),
            ("element_candidates", self.element_candidates),
            ("described", self.described),
            ("documents", self.documents),
            ("elements", self.elements),
            ("chars", self.chars),
            ("articles", self.articles),
        ];
        if let Some((key, _)) = limits.into_iter().find(|(_, limit)| *limit == 0) {
            return Some((key, "must be at least 1"));
        }
        (self.described < self.documents).then_some(("documents", "must not exceed coverage.described"))
    }
}
