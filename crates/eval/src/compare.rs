//! Whether two rankings of the same queries differ by more than chance.

use crate::{CollectionReport, QueryReport};

/// Random assignments of the two systems to the labels "base" and "other".
const ASSIGNMENTS: u32 = 10_000;

/// How the rankings of two systems differ in one measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    pub measure: &'static str,
    /// The other's mean minus the base's.
    pub difference: f64,
    /// Queries on which the other is better, and worse.
    pub better: usize,
    pub worse: usize,
    /// How likely a difference at least as large, either way, is where the systems are the same.
    pub p: f64,
}

/// The two systems were not measured on the same queries.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the two runs of {collection} do not have the same queries")]
pub struct NotTheSameQueries {
    pub collection: String,
}

type Measure = (&'static str, fn(&QueryReport) -> f64);

const MEASURES: [Measure; 4] = [
    ("nDCG@10", |query| query.ndcg_at_10),
    ("R@100", |query| query.recall_at_100),
    ("MAP", |query| query.average_precision),
    ("MRR@10", |query| query.reciprocal_rank_at_10),
];

/// Compares two systems query by query, in every measure, by Fisher's randomisation test: two-sided, on the mean
/// (Smucker, Allan and Carterette, "A Comparison of Statistical Significance Tests for Information Retrieval
/// Evaluation", 2007). The same reports always give the same figures.
pub fn compare(
    base: &CollectionReport,
    other: &CollectionReport,
) -> Result<Vec<Comparison>, NotTheSameQueries> {
    let queries = |report: &CollectionReport| -> Vec<String> {
        report.queries.iter().map(|query| query.query.clone()).collect()
    };
    if queries(base) != queries(other) {
        return Err(NotTheSameQueries { collection: base.name.clone() });
    }
    let compared = MEASURES.iter().map(|(measure, of)| {
        let differences: Vec<f64> =
            base.queries.iter().zip(&other.queries).map(|(base, other)| of(other) - of(base)).collect();
        Comparison {
            measure,
            difference: differences.iter().sum::<f64>() / differences.len().max(1) as f64,
            better: differences.iter().filter(|difference| 0.0 < **difference).count(),
            worse: differences.iter().filter(|difference| **difference < 0.0).count(),
            p: randomisation_test(&differences),
        }
    });
    Ok(compared.collect())
}

/// The share of assignments whose sum is at least as far from 0 as the one observed, which counts itself.
fn randomisation_test(differences: &[f64]) -> f64 {
    let differing: Vec<f64> = differences.iter().copied().filter(|difference| *difference != 0.0).collect();
    let observed = differing.iter().sum::<f64>().abs();
    // Sums in another order are rounded differently.
    let observed = observed - 1e-12 * differing.len() as f64;
    let mut bits = Bits { state: 0, left: 0, word: 0 };
    let as_far = (0..ASSIGNMENTS)
        .filter(|_| {
            let sum: f64 = differing.iter().map(|d| if bits.next() { *d } else { -d }).sum();
            observed <= sum.abs()
        })
        .count();
    (as_far + 1) as f64 / f64::from(ASSIGNMENTS + 1)
}

/// SplitMix64 (Steele, Lea and Flood, 2014) from a fixed state, a bit at a time.
struct Bits {
    state: u64,
    word: u64,
    left: u32,
}

impl Bits {
    fn next(&mut self) -> bool {
        if self.left == 0 {
            self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut word = self.state;
            word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            self.word = word ^ (word >> 31);
            self.left = u64::BITS;
        }
        self.left -= 1;
        let bit = self.word & 1 == 1;
        self.word >>= 1;
        bit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(values: &[f64]) -> CollectionReport {
        let query = |(i, value): (usize, &f64)| QueryReport {
            query: i.to_string(),
            ndcg_at_10: *value,
            recall_at_100: 0.5,
            average_precision: *value,
            reciprocal_rank_at_10: 1.0,
        };
        CollectionReport { name: "c".into(), queries: values.iter().enumerate().map(query).collect() }
    }

    #[test]
    fn the_same_run_differs_by_nothing() {
        let base = report(&[0.1, 0.5, 0.9]);
        for comparison in compare(&base, &base).unwrap() {
            assert_eq!((comparison.difference, comparison.better, comparison.worse), (0.0, 0, 0));
            assert_eq!(comparison.p, 1.0);
        }
    }

    /// With every one of n queries better by the same, 2 of 2^n assignments are as far from 0.
    #[test]
    fn p_is_that_of_all_assignments() {
        let (base, other) = (report(&[0.1; 6]), report(&[0.3; 6]));
        let comparisons = compare(&base, &other).unwrap();
        let ndcg = &comparisons[0];
        assert_eq!((ndcg.better, ndcg.worse), (6, 0));
        assert!((ndcg.difference - 0.2).abs() < 1e-12);
        assert!((ndcg.p - 2.0 / 64.0).abs() < 0.006, "{}", ndcg.p);
    }

    #[test]
    fn noise_is_not_significant() {
        let base: Vec<f64> = (0..40).map(|i| f64::from(i % 7) / 7.0).collect();
        let other: Vec<f64> = base.iter().enumerate().map(|(i, v)| v + [0.1, -0.1][i % 2]).collect();
        assert!(0.5 < compare(&report(&base), &report(&other)).unwrap()[0].p);
    }

    #[test]
    fn other_queries_are_refused() {
        assert!(compare(&report(&[0.1]), &report(&[0.1, 0.2])).is_err());
    }
}
