//! Of pairs of which one side holds the other's, the best.
//!
//! Where 固体電解質 stands for "solid electrolyte", it stands beside "solid", "electrolyte" and "sulfide solid
//! electrolyte" nearly as often. Of the translations of one term, those are left out that hold a better one or are held
//! by it, word for word; in both directions.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::{corpus::Corpus, joined::Found};
use crate::Direction;

/// The pairs that say something: terms that are not the same in both languages and no numbers, and of nested ones the
/// best.
pub(super) fn telling(corpus: &Corpus, found: Vec<Found>) -> Vec<Found> {
    let mut found: Vec<Found> = found.into_iter().filter(|pair| is_telling(corpus, pair)).collect();
    for direction in Direction::ALL {
        found = without_nested(found, direction);
    }
    found
}

fn is_telling(corpus: &Corpus, pair: &Found) -> bool {
    let words = |side: Direction| {
        let terms = &corpus.vocabularies[side as usize].terms;
        pair.terms[side as usize].iter().map(|term| terms[*term as usize].as_str())
    };
    let is_number = |word: &str| word.starts_with(|c: char| c.is_numeric());
    let has_number = Direction::ALL.into_iter().any(|side| words(side).any(is_number));
    !has_number && !words(Direction::ToEnglish).eq(words(Direction::ToJapanese))
}

/// Leaves out translations that are nested in a better one, of each term of the side that is translated.
fn without_nested(found: Vec<Found>, direction: Direction) -> Vec<Found> {
    let (from, to) = (direction as usize, 1 - direction as usize);
    let mut by_term: FxHashMap<&[u32], Vec<usize>> = FxHashMap::default();
    for (place, pair) in found.iter().enumerate() {
        by_term.entry(&pair.terms[from]).or_default().push(place);
    }
    let mut is_kept = vec![true; found.len()];
    for mut places in by_term.into_values() {
        // Scores are finite, and their bits are in their order as they are not negative.
        places.sort_by_key(|place| (Reverse(found[*place].score().to_bits()), *place));
        let mut kept: Vec<&[u32]> = Vec::new();
        for place in places {
            let words = found[place].terms[to].as_slice();
            if kept.iter().any(|better| holds(better, words) || holds(words, better)) {
                is_kept[place] = false;
            } else {
                kept.push(words);
            }
        }
    }
    found.into_iter().zip(is_kept).filter_map(|(pair, is_kept)| is_kept.then_some(pair)).collect()
}

fn holds(longer: &[u32], shorter: &[u32]) -> bool {
    longer.windows(shorter.len().max(1)).any(|run| run == shorter)
}

impl Found {
    /// The geometric mean of both probabilities.
    fn score(&self) -> f32 {
        (self.probabilities[0] * self.probabilities[1]).max(0.0).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(ja: &[u32], en: &[u32], probability: f32) -> Found {
        Found {
            terms: [ja.to_vec(), en.to_vec()],
            probabilities: [probability; 2],
            documents: Vec::new(),
            occurrences: [1, 1],
        }
    }

    #[test]
    fn of_nested_translations_the_best_is_kept() {
        let pairs = vec![
            found(&[1, 2], &[8], 0.4),
            found(&[1, 2], &[8, 9], 0.5),
            found(&[1, 2], &[7, 8, 9], 0.2),
            found(&[1, 2], &[5], 0.1),
            found(&[1], &[8], 0.3),
        ];
        let kept: Vec<Vec<u32>> =
            without_nested(pairs, Direction::ToEnglish).into_iter().map(|pair| pair.terms.concat()).collect();
        assert_eq!(kept, [vec![1, 2, 8, 9], vec![1, 2, 5], vec![1, 8]]);
    }
}
