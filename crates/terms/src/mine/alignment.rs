//! Which term is said for which: IBM Model 1 in both directions.
//!
//! Model 1 (Brown, Della Pietra, Della Pietra and Mercer, "The Mathematics of Statistical Machine Translation",
//! Computational Linguistics 19(2), 1993): each term of one text was said for one term of the other, or for none, with
//! the probability t; t is found by expectation maximisation. It starts from log-likelihood ratios and adds constant
//! counts for terms that are rare (Moore, "Improving IBM Word-Alignment Model 1", ACL 2004). Entries of dictionaries
//! are counted as evidence beside the texts (Brown et al., "But Dictionaries Are Data Too", HLT 1993).
//!
//! Only pairs that occur together more often than by chance take part, [`CANDIDATES`] a term, which bounds memory.

use indexer::Mining;

use super::{
    association::log_likelihood_ratio,
    corpus::{Corpus, Unit},
};
use crate::Direction;

/// Pairs of a term that are looked at, those of the highest ratios.
const CANDIDATES: usize = 64;

/// Texts of a term that are counted for its candidates.
const COUNTED: usize = 2000;

/// The least ratio of a candidate: half of all pairs of rare terms meet it.
const CANDIDATE_RATIO: f64 = 1.0;

const ITERATIONS: usize = 6;

/// How many words that say nothing stand beside each text (Moore's extra null words).
const NULLS: f64 = 2.0;

/// Counts that a term has of saying nothing known: what is seen once proves little.
const UNKNOWN: f64 = 0.5;

/// Pairs of numbered terms, Japanese and English, with a weight that is 1 at most.
pub(super) type Known = Vec<(u32, u32, f32)>;

/// How likely terms are said for each other.
#[derive(Debug)]
pub(super) struct Lexicon {
    tables: [Table; 2],
    /// Of each language, how likely a term is anywhere.
    frequencies: [Vec<f64>; 2],
}

/// For each term that is translated, what it can become, by number, with probabilities.
#[derive(Debug, Default)]
struct Table {
    starts: Vec<usize>,
    targets: Vec<u32>,
    probabilities: Vec<f64>,
    /// What dictionaries count.
    evidence: Vec<f64>,
}

impl Lexicon {
    pub(super) fn probability(&self, direction: Direction, from: u32, to: u32) -> f32 {
        let table = &self.tables[direction as usize];
        table.find(from, to).map_or(0.0, |place| table.probabilities[place] as f32)
    }

    /// What a term can become.
    pub(super) fn row(&self, direction: Direction, from: u32) -> impl Iterator<Item = (u32, f32)> {
        let table = &self.tables[direction as usize];
        let row = table.row(from);
        table.targets[row.clone()].iter().zip(&table.probabilities[row]).map(|(to, p)| (*to, *p as f32))
    }

    /// How likely a term of the side that is translated is, anywhere.
    pub(super) fn frequency(&self, side: Direction, term: u32) -> f64 {
        self.frequencies[side as usize][term as usize]
    }
}

pub(super) fn align(corpus: &Corpus, known: &Known, settings: &Mining) -> Lexicon {
    let candidates = candidates(corpus, known);
    let frequencies = Direction::ALL.map(|side| frequencies(corpus, side));
    let tables = Direction::ALL.map(|direction| {
        let mut table = Table::new(corpus, &candidates, known, direction, f64::from(settings.dictionary));
        let to = &frequencies[1 - direction as usize];
        for _ in 0..ITERATIONS {
            table.iterate(&corpus.units, direction, to);
        }
        table
    });
    Lexicon { tables, frequencies }
}

fn frequencies(corpus: &Corpus, side: Direction) -> Vec<f64> {
    let mut counts = vec![0.0; corpus.vocabularies[side as usize].len()];
    let places = || corpus.units.iter().flat_map(|unit| &unit.sides[side as usize]);
    places().for_each(|place| counts[place.term as usize] += 1.0);
    let all = places().count().max(1) as f64;
    counts.iter_mut().for_each(|count| *count /= all);
    counts
}

/// Japanese and English terms that may be said for each other, with their ratio, ascending.
fn candidates(corpus: &Corpus, known: &Known) -> Vec<(u32, u32, f64)> {
    let postings = Direction::ALL.map(|side| corpus.postings(side));
    let mut all: Vec<(u32, u32, f64)> = known.iter().map(|(ja, en, _)| (*ja, *en, CANDIDATE_RATIO)).collect();
    for direction in Direction::ALL {
        let (from, to) = (&postings[direction as usize], &postings[1 - direction as usize]);
        let mut counts = vec![0_u32; to.len()];
        for (term, units) in (0_u32..).zip(from) {
            for (other, ratio) in best_of(corpus, direction, units, to, &mut counts) {
                all.push(match direction {
                    Direction::ToEnglish => (term, other, ratio),
                    Direction::ToJapanese => (other, term, ratio),
                });
            }
        }
    }
    all.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| b.2.total_cmp(&a.2)));
    all.dedup_by_key(|(ja, en, _)| (*ja, *en));
    all
}

/// The candidates of a term, found in `units`. `counts` is zero before and after.
fn best_of(
    corpus: &Corpus,
    direction: Direction,
    units: &[u32],
    to: &[Vec<u32>],
    counts: &mut [u32],
) -> Vec<(u32, f64)> {
    let step = units.len().div_ceil(COUNTED).max(1);
    let mut touched: Vec<u32> = Vec::new();
    let mut others: Vec<u32> = Vec::new();
    for unit in units.iter().step_by(step) {
        let places = &corpus.units[*unit as usize].sides[1 - direction as usize];
        others.clear();
        others.extend(places.iter().map(|place| place.term));
        others.sort_unstable();
        others.dedup();
        for other in &others {
            if counts[*other as usize] == 0 {
                touched.push(*other);
            }
            counts[*other as usize] += 1;
        }
    }
    let mut best = Vec::with_capacity(touched.len());
    for other in touched {
        let in_all = to[other as usize].len() as u32;
        let counted = std::mem::take(&mut counts[other as usize]) * step as u32;
        let together = counted.min(in_all).min(units.len() as u32);
        let ratio = log_likelihood_ratio(together, units.len() as u32, in_all, corpus.units.len() as u32);
        if CANDIDATE_RATIO <= ratio {
            best.push((other, ratio));
        }
    }
    best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    best.truncate(CANDIDATES);
    best
}

impl Table {
    fn new(
        corpus: &Corpus,
        candidates: &[(u32, u32, f64)],
        known: &Known,
        direction: Direction,
        dictionary: f64,
    ) -> Self {
        let turned = |ja: u32, en: u32| match direction {
            Direction::ToEnglish => (ja, en),
            Direction::ToJapanese => (en, ja),
        };
        let mut sorted: Vec<((u32, u32), f64)> =
            candidates.iter().map(|(ja, en, ratio)| (turned(*ja, *en), *ratio)).collect();
        sorted.sort_by_key(|(pair, _)| *pair);
        let rows = corpus.vocabularies[direction as usize].len();
        let mut table = Self { starts: Vec::with_capacity(rows + 1), ..Self::default() };
        for row in 0..=rows as u32 {
            table.starts.push(sorted.partition_point(|((from, _), _)| *from < row));
        }
        table.targets = sorted.iter().map(|((_, to), _)| *to).collect();
        table.probabilities = sorted.iter().map(|(_, ratio)| *ratio).collect();
        table.evidence = vec![0.0; sorted.len()];
        for row in 0..rows as u32 {
            let row = table.row(row);
            let sum: f64 = table.probabilities[row.clone()].iter().sum();
            table.probabilities[row].iter_mut().for_each(|ratio| *ratio /= sum);
        }
        for (ja, en, weight) in known {
            let (from, to) = turned(*ja, *en);
            if let Some(place) = table.find(from, to) {
                table.evidence[place] += dictionary * f64::from(*weight);
            }
        }
        table
    }

    fn row(&self, from: u32) -> std::ops::Range<usize> {
        self.starts[from as usize]..self.starts[from as usize + 1]
    }

    fn find(&self, from: u32, to: u32) -> Option<usize> {
        let row = self.row(from);
        self.targets[row.clone()].binary_search(&to).ok().map(|place| row.start + place)
    }

    /// One step of expectation maximisation; `frequencies` are of the terms that are said.
    fn iterate(&mut self, units: &[Unit], direction: Direction, frequencies: &[f64]) {
        let mut counts = self.evidence.clone();
        let mut places = Vec::new();
        for unit in units {
            let (from, to) = (&unit.sides[direction as usize], &unit.sides[1 - direction as usize]);
            for said in to {
                places.clear();
                places.extend(from.iter().filter_map(|place| self.find(place.term, said.term)));
                let of_none = NULLS * frequencies[said.term as usize];
                let sum = of_none + places.iter().map(|place| self.probabilities[*place]).sum::<f64>();
                for place in &places {
                    counts[*place] += self.probabilities[*place] / sum;
                }
            }
        }
        for from in 0..self.starts.len() as u32 - 1 {
            let row = self.row(from);
            let sum = UNKNOWN + counts[row.clone()].iter().sum::<f64>();
            for place in row {
                self.probabilities[place] = counts[place] / sum;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use indexer::IndexConfig;
    use proptest::prelude::*;

    use super::*;
    use crate::mine::corpus::Place;

    fn corpus(texts: &[(&[u32], &[u32])]) -> Corpus {
        let place =
            |(position, term): (u32, &u32)| Place { term: *term, position, begins_sentence: position == 0 };
        let side = |terms: &[u32]| (0_u32..).zip(terms).map(place).collect::<Vec<Place>>();
        let units = texts.iter().map(|(ja, en)| Unit { document: 0, sides: [side(ja), side(en)] });
        let mut corpus =
            Corpus { documents: Vec::new(), units: units.collect(), vocabularies: Default::default() };
        for vocabulary in &mut corpus.vocabularies {
            vocabulary.terms = (0..8).map(|term| term.to_string()).collect();
        }
        corpus
    }

    fn settings() -> Mining {
        IndexConfig::shipped().ranking.mining
    }

    /// The texts that every account of Model 1 begins with (das Haus, das Buch, ein Buch): the words that occur in two
    /// texts explain themselves, and so what is left.
    #[test]
    fn what_is_explained_explains_the_rest() {
        const THE: u32 = 0;
        const HOUSE: u32 = 1;
        const BOOK: u32 = 2;
        const A: u32 = 3;
        let texts: [(&[u32], &[u32]); 4] = [
            (&[THE, HOUSE], &[THE, HOUSE]),
            (&[THE, BOOK], &[THE, BOOK]),
            (&[A, BOOK], &[A, BOOK]),
            (&[5], &[5]),
        ];
        let lexicon = align(&corpus(&texts), &Vec::new(), &settings());
        for direction in Direction::ALL {
            for word in [THE, HOUSE, BOOK, A] {
                let best = lexicon.row(direction, word).max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
                assert_eq!(best.0, word, "{direction:?}");
            }
            assert!(lexicon.probability(direction, BOOK, BOOK) > lexicon.probability(direction, BOOK, A));
        }
    }

    #[test]
    fn a_dictionary_decides_what_texts_leave_open() {
        let texts: [(&[u32], &[u32]); 3] = [(&[0, 1], &[0, 1]), (&[0, 1], &[0, 1]), (&[5], &[5])];
        let open = align(&corpus(&texts), &Vec::new(), &settings());
        let (same, other) =
            (open.probability(Direction::ToEnglish, 0, 0), open.probability(Direction::ToEnglish, 0, 1));
        assert!((same - other).abs() < 1e-6, "{same} {other}");
        let decided = align(&corpus(&texts), &vec![(0, 1, 1.0)], &settings());
        let probability = |from, to| decided.probability(Direction::ToEnglish, from, to);
        assert!(probability(0, 0) < probability(0, 1) && probability(1, 1) < probability(1, 0));
    }

    proptest! {
        /// Probabilities of what a term becomes sum to less than 1, and every one is one.
        #[test]
        fn probabilities_are_probabilities(
            texts in prop::collection::vec((prop::collection::vec(0_u32..8, 1..6), prop::collection::vec(0_u32..8, 1..6)), 1..12),
        ) {
            let texts: Vec<(&[u32], &[u32])> = texts.iter().map(|(ja, en)| (ja.as_slice(), en.as_slice())).collect();
            let lexicon = align(&corpus(&texts), &vec![(0, 1, 1.0), (2, 2, 0.5)], &settings());
            for direction in Direction::ALL {
                for term in 0..8 {
                    let row: Vec<f32> = lexicon.row(direction, term).map(|(_, probability)| probability).collect();
                    prop_assert!(row.iter().all(|probability| (0.0..=1.0).contains(probability)), "{row:?}");
                    prop_assert!(row.iter().sum::<f32>() <= 1.0001, "{row:?}");
                }
            }
        }
    }
}
