//! What else says a term: the term pairs of the index.

use std::{collections::HashSet, sync::Arc};

use indexer::{Generation, Translation, View};
use terms::{Direction, TermPairs};

use super::wanted::terms_of;
use crate::{Across, QueryError, workers::Worker};

/// Terms that say what another says in the other language.
pub(super) struct OtherWords {
    pairs: Arc<TermPairs>,
    directions: Vec<Direction>,
    /// By the keys of their sides, Japanese first.
    refused: HashSet<(String, String)>,
    settings: Translation,
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
        })
    }

    /// Keys of the other view for a key of a view, terms joined by single spaces, the likeliest first: at most
    /// `translation.terms`, none less likely than `translation.probability` times the first.
    pub(super) fn of(&self, view: View, key: &str) -> Vec<(View, &str)> {
        let Some(direction) = self.directions.iter().copied().find(|own| own.from_view() == view) else {
            return Vec::new();
        };
        let pairs = || self.pairs.translations(direction, key);
        let likeliest = pairs().next().map_or(0.0, |pair| pair.probability(direction));
        pairs()
            .take(self.settings.terms)
            .take_while(|pair| self.settings.probability * likeliest <= pair.probability(direction))
            .filter(|pair| !self.refused.contains(&(pair.ja.key.clone(), pair.en.key.clone())))
            .map(|pair| (direction.to_view(), pair.to(direction).key.as_str()))
            .collect()
    }

    /// Terms of the longest key.
    pub(super) fn longest_key(&self) -> usize {
        let longest = self.directions.iter().map(|direction| self.pairs.longest_key(*direction));
        longest.max().unwrap_or(0)
    }
}
