//! Which sentences of two texts say the same.
//!
//! Dynamic programming over beads of none to two sentences a side in their order (Gale and Church, "A Program for
//! Aligning Sentences in Bilingual Corpora", Computational Linguistics 19(1), 1993), with the words' translation
//! probabilities of Model 1 in the place of lengths (Moore, "Fast and Accurate Sentence Alignment of Bilingual
//! Corpora", AMTA 2002).

use super::{
    alignment::Lexicon,
    corpus::{Place, Unit},
};
use crate::Direction;

/// Sentences of a text up to which it is divided: the work grows with their product.
const MAX_SENTENCES: usize = 200;

/// Sentences a side of a bead, with the logarithm of how often it occurs (Gale and Church, table 5).
const BEADS: [(usize, usize, f64); 6] =
    [(1, 1, -0.1165), (1, 0, -5.3), (0, 1, -5.3), (2, 1, -3.1), (1, 2, -3.1), (2, 2, -4.5)];

/// The text itself, or the pairs of its sentences; sentences that stand for none are left out.
pub(super) fn divided(unit: Unit, lexicon: &Lexicon) -> Vec<Unit> {
    let [ja, en] = [0, 1].map(|side| starts(&unit.sides[side]));
    let sentences = [ja.len() - 1, en.len() - 1];
    let is_single =
        sentences.iter().any(|count| *count < 2) || sentences.iter().any(|count| MAX_SENTENCES < *count);
    if is_single {
        return vec![unit];
    }
    let beads = best_beads(&unit, (&ja, &en), lexicon);
    let slice = |side: usize, starts: &[usize], from: usize, to: usize| {
        unit.sides[side][starts[from]..starts[to]].to_vec()
    };
    let both = beads.into_iter().filter(|[a, b]| a.0 < a.1 && b.0 < b.1);
    both.map(|[a, b]| Unit {
        document: unit.document,
        sides: [slice(0, &ja, a.0, a.1), slice(1, &en, b.0, b.1)],
    })
    .collect()
}

/// Where sentences begin, and the end.
fn starts(places: &[Place]) -> Vec<usize> {
    let begins = |(i, place): (usize, &Place)| (i == 0 || place.begins_sentence).then_some(i);
    let mut starts: Vec<usize> = places.iter().enumerate().filter_map(begins).collect();
    starts.push(places.len());
    starts
}

/// Ranges of sentences of either side that go together.
fn best_beads(unit: &Unit, (ja, en): (&[usize], &[usize]), lexicon: &Lexicon) -> Vec<[(usize, usize); 2]> {
    let (rows, columns) = (ja.len(), en.len());
    let mut best = vec![(f64::NEG_INFINITY, (0, 0)); rows * columns];
    best[0].0 = 0.0;
    for i in 0..rows {
        for j in 0..columns {
            for (a, b, prior) in BEADS {
                if i < a || j < b || best[(i - a) * columns + j - b].0 == f64::NEG_INFINITY {
                    continue;
                }
                let sides = (&unit.sides[0][ja[i - a]..ja[i]], &unit.sides[1][en[j - b]..en[j]]);
                let score = best[(i - a) * columns + j - b].0 + prior + gain(sides, lexicon);
                if best[i * columns + j].0 < score {
                    best[i * columns + j] = (score, (a, b));
                }
            }
        }
    }
    let mut beads = Vec::new();
    let (mut i, mut j) = (rows - 1, columns - 1);
    while 0 < i || 0 < j {
        let (a, b) = best[i * columns + j].1;
        beads.push([(i - a, i), (j - b, j)]);
        (i, j) = (i - a, j - b);
    }
    beads.reverse();
    beads
}

/// How much likelier the two say each other than any other: the mean of both directions, in nats.
fn gain((ja, en): (&[Place], &[Place]), lexicon: &Lexicon) -> f64 {
    let one_way = |direction, from: &[Place], said: &[Place], side| -> f64 {
        let of_term = |place: &Place| {
            let frequency = lexicon.frequency(side, place.term);
            let sum: f64 =
                from.iter().map(|f| f64::from(lexicon.probability(direction, f.term, place.term))).sum();
            ((frequency + sum) / (from.len() + 1) as f64 / frequency).ln()
        };
        said.iter().map(of_term).sum()
    };
    if ja.is_empty() || en.is_empty() {
        return 0.0;
    }
    let to_english = one_way(Direction::ToEnglish, ja, en, Direction::ToJapanese);
    let to_japanese = one_way(Direction::ToJapanese, en, ja, Direction::ToEnglish);
    (to_english + to_japanese) / 2.0
}
