//! The formulas of the literature, over plain numbers.
//!
//! Sources: HJT = B. Hall, A. Jaffe, M. Trajtenberg, "The NBER Patent Citation Data File", NBER Working Paper 8498,
//! 2001; OECD = M. Squicciarini, H. Dernis, C. Criscuolo, "Measuring Patent Quality", OECD STI Working Papers 2013/03.

/// The distribution of citations over classes, each citation shared equally among the classes of the document at its
/// other end. HJT has one class a document; OECD shares a citation by how many of the document's full symbols are in
/// each subclass, which is the same where each subclass has as many.
#[derive(Debug, Default)]
pub(crate) struct Shares {
    /// A class and a share; a class may stand several times.
    shares: Vec<(u32, f64)>,
    /// Σₙ Σₖ βₖₙ².
    squares: f64,
    documents: u32,
}

/// How widely citations are spread over classes, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spread {
    /// `1 − Σₖ ((1/N) Σₙ βₖₙ)²`, OECD; HJT's `1 − Σₖ sₖ²` where each document has one class.
    pub(crate) raw: f64,
    /// Without the bias of small N; `None` for N = 1.
    pub(crate) corrected: Option<f64>,
    /// N: the documents whose classes are known.
    pub(crate) documents: u32,
}

impl Shares {
    /// Adds a document by its classes, each given once; one without classes says nothing.
    pub(crate) fn add(&mut self, classes: impl Iterator<Item = u32>) {
        let before = self.shares.len();
        self.shares.extend(classes.map(|class| (class, 0.0)));
        let count = self.shares.len() - before;
        if count == 0 {
            return;
        }
        let share = 1.0 / count as f64;
        self.shares[before..].iter_mut().for_each(|(_, of_class)| *of_class = share);
        self.squares += share;
        self.documents += 1;
    }

    /// `None` where no document has classes.
    ///
    /// The correction of HJT (B. Hall, "A Note on the Bias in Herfindahl-type Measures Based on Count Data", 2005),
    /// `N/(N−1)` times the raw value, is for documents of one class each.
    /// With several classes it could exceed 1, so that its general form is used: the squares are summed over pairs of
    /// different documents only, `1 − (1/(N(N−1))) Σₙ≠ₘ Σₖ βₖₙ βₖₘ`, which for one class each is `N/(N−1)` times the
    /// raw value exactly, and never leaves 0 to 1.
    pub(crate) fn spread(mut self) -> Option<Spread> {
        if self.documents == 0 {
            return None;
        }
        self.shares.sort_unstable_by_key(|(class, _)| *class);
        let of_class = self.shares.chunk_by(|a, b| a.0 == b.0);
        let together: f64 =
            of_class.map(|shares| shares.iter().map(|(_, share)| share).sum::<f64>().powi(2)).sum();
        let n = f64::from(self.documents);
        let corrected = || {
            let different = (together - self.squares).max(0.0);
            (1.0 - different / (n * (n - 1.0))).clamp(0.0, 1.0)
        };
        Some(Spread {
            raw: (1.0 - together / (n * n)).clamp(0.0, 1.0),
            corrected: (1 < self.documents).then(corrected),
            documents: self.documents,
        })
    }
}

/// OECD: classes of cited documents that the citing one does not have, over all classes of cited documents. `None`
/// where no cited document has classes.
///
/// Unlike OECD, which counts the denominator at IPC's most detailed level, both are counted in subclasses, so that the
/// value is a share.
pub(crate) fn radicalness<'c>(own: &[u32], cited: impl Iterator<Item = &'c [u32]>) -> Option<f64> {
    let (mut foreign, mut all) = (0u32, 0u32);
    for class in cited.flatten() {
        all += 1;
        foreign += u32::from(!own.contains(class));
    }
    (0 < all).then(|| f64::from(foreign) / f64::from(all))
}

/// The share of a cohort that lies below a value, in percent, those equal to it counted half (mid-rank): 50 in the
/// middle of a symmetrical cohort, never 0 or 100. The cohort includes the value itself; `None` for an empty one.
pub(crate) fn percentile(cohort: &[f32], value: f32) -> Option<f64> {
    if cohort.is_empty() {
        return None;
    }
    let below = cohort.iter().filter(|other| **other < value).count() as f64;
    let equal = cohort.iter().filter(|other| **other == value).count() as f64;
    Some(100.0 * (below + equal / 2.0) / cohort.len() as f64)
}

/// The least value that at least `percent` of a hundred values do not exceed (nearest rank: of two middle values the
/// lower is the median); sorts them.
pub(crate) fn quantile(values: &mut [f32], percent: f64) -> Option<f32> {
    values.sort_unstable_by(f32::total_cmp);
    let rank = (percent / 100.0 * values.len() as f64).ceil() as usize;
    values.get(rank.max(1) - 1).copied()
}

pub(crate) fn mean(values: &[f32]) -> Option<f64> {
    let sum: f64 = values.iter().map(|value| f64::from(*value)).sum();
    (!values.is_empty()).then(|| sum / values.len() as f64)
}

/// A value over the greatest of its cohort, both winsorised at the cohort's 98th percentile (OECD, composite index):
/// 0 to 1. `None` where nothing of the cohort is above 0.
pub(crate) fn over_cohort_maximum(cohort: &mut [f32], value: f32) -> Option<f64> {
    let top = f64::from(quantile(cohort, 98.0)?);
    (0.0 < top).then(|| f64::from(value).min(top) / top)
}

/// Herfindahl-Hirschman index of counts: Σ of squared shares, 0 to 1.
pub(crate) fn herfindahl(counts: &[f64]) -> Option<f64> {
    let total: f64 = counts.iter().sum();
    (0.0 < total).then(|| counts.iter().map(|count| (count / total).powi(2)).sum())
}

/// The share of the `n` greatest counts: CR4 for 4.
pub(crate) fn concentration(counts: &[f64], n: usize) -> Option<f64> {
    let total: f64 = counts.iter().sum();
    let mut sorted = counts.to_vec();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    (0.0 < total).then(|| sorted.iter().take(n).sum::<f64>() / total)
}

/// Revealed technological advantage, Balassa's index of patents (L. Soete, S. Wyatt, Scientometrics 5, 1983): the share
/// of a field in a set over its share in all.
pub(crate) fn advantage(in_set: f64, set: f64, in_all: f64, all: f64) -> Option<f64> {
    (0.0 < set && 0.0 < in_all && 0.0 < all).then(|| (in_set / set) / (in_all / all))
}

#[cfg(test)]
mod tests {
    use proptest::{
        collection::{btree_set, vec},
        prelude::*,
    };

    use super::*;

    fn spread(documents: &[&[u32]]) -> Option<Spread> {
        let mut shares = Shares::default();
        documents.iter().for_each(|classes| shares.add(classes.iter().copied()));
        shares.spread()
    }

    #[track_caller]
    fn check_spread(documents: &[&[u32]], raw: f64, corrected: Option<f64>) {
        let found = spread(documents).expect("some document has classes");
        assert!((found.raw - raw).abs() < 1e-9, "{} and not {raw}", found.raw);
        match (found.corrected, corrected) {
            (Some(found), Some(corrected)) => {
                assert!((found - corrected).abs() < 1e-9, "{found} and not {corrected}");
            }
            (found, corrected) => assert_eq!(found, corrected),
        }
    }

    #[test]
    fn spread_over_classes() {
        // Three citing patents of the classes A, A, B: 1 − ((2/3)² + (1/3)²) = 4/9; times 3/2 = 2/3.
        check_spread(&[&[1], &[1], &[2]], 4.0 / 9.0, Some(2.0 / 3.0));
        // One class: no spread, whatever is corrected.
        check_spread(&[&[1], &[1]], 0.0, Some(0.0));
        // One document of two classes: shares ½ and ½, 1 − (¼ + ¼) = ½; one document cannot be corrected.
        check_spread(&[&[1, 2]], 0.5, None);
        // A, and A with B: shares ¾ and ¼, 1 − (9/16 + 1/16) = 6/16. The two have ½ in common: 1 − (2 · ½) / 2 = ½.
        check_spread(&[&[1], &[1, 2]], 0.375, Some(0.5));
        // A document without classes says nothing.
        check_spread(&[&[1], &[], &[2]], 0.5, Some(1.0));
        assert_eq!(spread(&[&[]]), None);
    }

    #[test]
    fn radicalness_is_the_share_of_foreign_classes() {
        // Own A; cited (A, B) and (C): of three classes B and C are not its own.
        let cited: [&[u32]; 2] = [&[1, 2], &[3]];
        assert_eq!(radicalness(&[1], cited.into_iter()), Some(2.0 / 3.0));
        assert_eq!(radicalness(&[1, 2, 3], cited.into_iter()), Some(0.0));
        assert_eq!(radicalness(&[1], [&[][..]].into_iter()), None);
    }

    #[test]
    fn places_in_a_cohort() {
        // Below 2 are two of five, one is equal: (2 + ½) / 5.
        assert_eq!(percentile(&[0.0, 1.0, 2.0, 3.0, 4.0], 2.0), Some(50.0));
        // All equal: 5 / 2 / 5.
        assert_eq!(percentile(&[1.0; 5], 1.0), Some(50.0));
        assert_eq!(percentile(&[], 1.0), None);
        let mut hundred: Vec<f32> = (1..=100u8).rev().map(f32::from).collect();
        assert_eq!(quantile(&mut hundred, 99.0), Some(99.0));
        assert_eq!(quantile(&mut hundred, 0.0), Some(1.0));
        assert_eq!(quantile(&mut [7.0], 50.0), Some(7.0));
        assert_eq!(quantile(&mut [], 50.0), None);
        // The 98th of a hundred is 98: 49 is half of it, 100 no more than all of it.
        assert_eq!(over_cohort_maximum(&mut hundred, 49.0), Some(0.5));
        assert_eq!(over_cohort_maximum(&mut hundred, 100.0), Some(1.0));
        assert_eq!(over_cohort_maximum(&mut [0.0, 0.0], 0.0), None);
    }

    #[test]
    fn shares_of_applicants_and_fields() {
        // ½, ¼, ¼: ¼ + 1/16 + 1/16.
        assert_eq!(herfindahl(&[2.0, 1.0, 1.0]), Some(0.375));
        assert_eq!(herfindahl(&[]), None);
        assert_eq!(concentration(&[1.0, 4.0, 1.0, 1.0, 2.0, 1.0], 4), Some(0.8));
        // A fifth of the set and a tenth of all: twice as much as expected.
        assert_eq!(advantage(2.0, 10.0, 100.0, 1000.0), Some(2.0));
        assert_eq!(advantage(0.0, 10.0, 0.0, 1000.0), None);
        assert_eq!(mean(&[1.0, 2.0]), Some(1.5));
    }

    proptest! {
        #[test]
        fn spread_stays_between_0_and_1(documents in vec(btree_set(0u32..6, 0..4), 1..12)) {
            let lists: Vec<Vec<u32>> = documents.iter().map(|classes| classes.iter().copied().collect()).collect();
            let slices: Vec<&[u32]> = lists.iter().map(Vec::as_slice).collect();
            let Some(found) = spread(&slices) else { return Ok(()) };
            prop_assert!((0.0..=1.0).contains(&found.raw));
            let n = f64::from(found.documents);
            if let Some(corrected) = found.corrected {
                prop_assert!((0.0..=1.0).contains(&corrected));
                prop_assert!(found.raw <= corrected + 1e-9, "the bias is downwards");
                if lists.iter().all(|classes| classes.len() < 2) {
                    prop_assert!((corrected - found.raw * n / (n - 1.0)).abs() < 1e-9);
                }
            }
        }

        #[test]
        fn percentiles_rise_with_values(cohort in vec(0u8..20, 1..50)) {
            let cohort: Vec<f32> = cohort.into_iter().map(f32::from).collect();
            let mut sorted = cohort.clone();
            sorted.sort_by(f32::total_cmp);
            let places: Vec<f64> = sorted.iter().filter_map(|value| percentile(&cohort, *value)).collect();
            prop_assert!(places.windows(2).all(|pair| pair[0] <= pair[1]));
            prop_assert!(places.iter().all(|place| 0.0 < *place && *place < 100.0));
        }
    }
}
