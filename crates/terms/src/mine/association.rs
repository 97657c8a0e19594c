//! Terms that occur in the same aligned texts more often than by chance.
//!
//! The measure is the log-likelihood ratio of the two-by-two table of texts with and without either term (Dunning,
//! "Accurate Methods for the Statistics of Surprise and Coincidence", Computational Linguistics 19(1), 1993), which is
//! right for rare events, too.

use indexer::Mining;

use super::{
    alignment::Lexicon,
    corpus::{Corpus, common},
    joined::Found,
};
use crate::Direction;

/// `-2 log lambda` of events that occur `together` times, `a` and `b` times in all, among `all` trials; negative where
/// they occur together less often than by chance.
pub(super) fn log_likelihood_ratio(together: u32, a: u32, b: u32, all: u32) -> f64 {
    let term = |observed: f64, expected: f64| {
        if observed <= 0.0 { 0.0 } else { observed * (observed / expected).ln() }
    };
    let [together, a, b, all] = [together, a, b, all].map(f64::from);
    let cells = [
        (together, a * b / all),
        (a - together, a * (all - b) / all),
        (b - together, (all - a) * b / all),
        (all - a - b + together, (all - a) * (all - b) / all),
    ];
    let ratio = 2.0 * cells.iter().map(|(observed, expected)| term(*observed, *expected)).sum::<f64>();
    if together < a * b / all { -ratio } else { ratio }
}

/// Pairs of single terms that the alignment model and the ratio agree on.
pub(super) fn pairs(corpus: &Corpus, lexicon: &Lexicon, settings: &Mining) -> Vec<Found> {
    let [ja_postings, en_postings] = Direction::ALL.map(|side| corpus.postings(side));
    let all = corpus.units.len() as u32;
    let mut found = Vec::new();
    for (ja, units) in (0_u32..).zip(&ja_postings) {
        for (en, to_english) in lexicon.row(Direction::ToEnglish, ja) {
            let to_japanese = lexicon.probability(Direction::ToJapanese, en, ja);
            let others = &en_postings[en as usize];
            let together: Vec<u32> = common(units, others).collect();
            let count = together.len() as u32;
            let ratio = log_likelihood_ratio(count, units.len() as u32, others.len() as u32, all);
            let is_likely = settings.probability <= to_english.max(to_japanese);
            if is_likely && settings.together <= count && settings.log_likelihood_ratio <= ratio {
                found.push(Found {
                    terms: [vec![ja], vec![en]],
                    probabilities: [to_english, to_japanese],
                    documents: corpus.documents_of(together.into_iter()),
                    occurrences: [units.len() as u32, others.len() as u32],
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Dunning's table of "the swiss" has other counts; these are worked by hand from the formula.
    #[test]
    fn the_ratio_is_that_of_the_table() {
        let ratio = log_likelihood_ratio(10, 10, 10, 100);
        // 2 * (10 ln 10 + 90 ln (10 / 9))
        assert!((ratio - 2.0 * (10.0 * 10f64.ln() + 90.0 * (10.0f64 / 9.0).ln())).abs() < 1e-9, "{ratio}");
        assert!(log_likelihood_ratio(1, 10, 10, 100).abs() < 1e-9, "as often as by chance");
        assert!(log_likelihood_ratio(0, 50, 50, 100) < -100.0, "less often than by chance");
    }
}
