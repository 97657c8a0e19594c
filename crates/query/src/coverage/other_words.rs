//! What else says a term: the term pairs of the index.

use std::{collections::HashSet, sync::Arc};

use indexer::{Generation, Translation, View};
use terms::{Direction, Pair, Source, TermPairs};

use super::wanted::terms_of;
use crate::{Across, QueryError, WordPair, workers::Worker};

/// Terms that say what another says in the other language.
pub(super) struct OtherWords {
    pairs: Arc<TermPairs>,
    directions: Vec<Direction>,
    /// By the keys of their sides, Japanese first.
    refused: HashSet<(String, String)>,
    settings: Translation,
    /// `coverage.pair`.
    least: f32,
}

/// What a run of words is called in the other language.
pub(super) struct OtherWord {
    pub(super) view: View,
    pub(super) terms: Vec<String>,
    /// How well the two stand for each other: the pair's score, 1 for what a person or a dictionary says.
    pub(super) score: f32,
    /// As it can be refused.
    pub(super) pair: WordPair,
}

impl OtherWords {
    pub(super) fn of_index(generation: &Generation, across: &Across) -> Result<Self, QueryError> {
        let (mut ja, mut en) =
            (Worker::of_view(generation, View::Ja)?, Worker::of_view(generation, View::En)?);
        let mut refused = HashSet::new();
        for pair in &across.refused {
            for (first, second) in [(&pair.word, &pair.translation), (&pair.translation, &pair.word)] {
                refused.insert((terms_of(&mut ja, first).join(" "), terms_of(&mut en, second).join(" ")));
            }
        }
        Ok(Self {
            pairs: TermPairs::of(generation)?,
            directions: across.directions(),
            refused,
            settings: generation.config().ranking.translation,
            least: generation.config().ranking.coverage.pair,
        })
    }

    /// The other view's words for a key of a view, terms joined by single spaces, the likeliest first: at most
    /// `translation.terms`, none less likely than `translation.probability` times the first, and of mined pairs
    /// those with a score of `coverage.pair`. A claim is said to cover an element by them, so that what only occurs
    /// together is not enough. `None` where all that there are were refused.
    pub(super) fn of(&self, view: View, key: &str) -> Option<Vec<OtherWord>> {
        let Some(direction) = self.directions.iter().copied().find(|own| own.from_view() == view) else {
            return Some(Vec::new());
        };
        let pairs = || self.pairs.translations(direction, key);
        let likeliest = pairs().next().map_or(0.0, |pair| pair.probability(direction));
        let trusted: Vec<&Pair> = pairs()
            .take(self.settings.terms)
            .take_while(|pair| self.settings.probability * likeliest <= pair.probability(direction))
            .filter(|pair| self.least <= score(pair))
            .collect();
        let is_refused = |pair: &&&Pair| self.refused.contains(&(pair.ja.key.clone(), pair.en.key.clone()));
        let left: Vec<OtherWord> = trusted
            .iter()
            .filter(|pair| !is_refused(pair))
            .map(|pair| OtherWord {
                view: direction.to_view(),
                terms: pair.to(direction).key.split(' ').map(str::to_owned).collect(),
                score: score(pair),
                pair: WordPair {
                    word: pair.from(direction).surface.clone(),
                    translation: pair.to(direction).surface.clone(),
                },
            })
            .collect();
        (trusted.is_empty() || !left.is_empty()).then_some(left)
    }

    /// Terms of the longest key.
    pub(super) fn longest_key(&self) -> usize {
        let longest = self.directions.iter().map(|direction| self.pairs.longest_key(*direction));
        longest.max().unwrap_or(0)
    }
}

fn score(pair: &Pair) -> f32 {
    if pair.sources.iter().any(|source| *source != Source::Mined) { 1.0 } else { pair.score() }
}
