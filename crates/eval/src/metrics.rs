//! Measures of one ranked list against its judgements. Grades are non-negative; a document without a judgement has grade 0.
//!
//! A ranking is the list of document ids, best first, without repetition.

use std::collections::HashMap;

/// Grade by document id, for one query.
pub(crate) type Grades = HashMap<String, u32>;

/// Normalised discounted cumulative gain of the first `depth` documents, 0 to 1; 0 when nothing is relevant.
///
/// The gain is the grade, the discount log2(rank + 1): Järvelin and Kekäläinen 2002 as `trec_eval` computes it.
pub fn ndcg_at<'a>(
    depth: usize,
    ranking: impl Iterator<Item = &'a str>,
    grades: &HashMap<String, u32>,
) -> f64 {
    let gains = ranking.take(depth).map(|id| grades.get(id).copied().unwrap_or(0));
    let mut ideal: Vec<u32> = grades.values().copied().collect();
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    let best = discounted(ideal.into_iter().take(depth));
    if best == 0.0 { 0.0 } else { discounted(gains) / best }
}

fn discounted(gains: impl Iterator<Item = u32>) -> f64 {
    gains.enumerate().map(|(i, gain)| f64::from(gain) / ((i + 2) as f64).log2()).sum()
}

/// The share of the relevant documents (grade above 0) that stand among the first `depth`.
pub fn recall_at<'a>(
    depth: usize,
    ranking: impl Iterator<Item = &'a str>,
    grades: &HashMap<String, u32>,
) -> f64 {
    let n_relevant = relevant_count(grades);
    if n_relevant == 0 {
        return 0.0;
    }
    let n_found = ranking.take(depth).filter(|id| is_relevant(grades, id)).count();
    n_found as f64 / n_relevant as f64
}

/// The mean, over all relevant documents, of the precision at their ranks; those not ranked count as 0.
pub fn average_precision<'a>(ranking: impl Iterator<Item = &'a str>, grades: &HashMap<String, u32>) -> f64 {
    let n_relevant = relevant_count(grades);
    if n_relevant == 0 {
        return 0.0;
    }
    let mut n_found = 0;
    let mut sum = 0.0;
    for (i, id) in ranking.enumerate() {
        if is_relevant(grades, id) {
            n_found += 1;
            sum += f64::from(n_found) / (i + 1) as f64;
        }
    }
    sum / n_relevant as f64
}

/// One over the rank of the first relevant document among the first `depth`; 0 when there is none.
pub fn reciprocal_rank_at<'a>(
    depth: usize,
    mut ranking: impl Iterator<Item = &'a str>,
    grades: &HashMap<String, u32>,
) -> f64 {
    match ranking.position(|id| is_relevant(grades, id)) {
        Some(i) if i < depth => 1.0 / (i + 1) as f64,
        _ => 0.0,
    }
}

fn is_relevant(grades: &Grades, id: &str) -> bool {
    grades.get(id).is_some_and(|grade| 0 < *grade)
}

fn relevant_count(grades: &Grades) -> usize {
    grades.values().filter(|grade| 0 < **grade).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grades(pairs: &[(&str, u32)]) -> Grades {
        pairs.iter().map(|(id, grade)| ((*id).to_owned(), *grade)).collect()
    }

    #[track_caller]
    fn check(actual: f64, expected: f64) {
        assert!((actual - expected).abs() < 1e-12, "expected {expected}, got {actual}");
    }

    /// Ranking a b c d with a:0, b:3, d:1 and e:2 judged but not ranked, worked by hand.
    #[test]
    fn measures_agree_with_hand_worked_values() {
        let ranking = ["a", "b", "c", "d"];
        let grades = grades(&[("a", 0), ("b", 3), ("d", 1), ("e", 2)]);
        let dcg = 3.0 / 3f64.log2() + 1.0 / 5f64.log2();
        let ideal = 3.0 / 2f64.log2() + 2.0 / 3f64.log2() + 1.0 / 4f64.log2();
        check(ndcg_at(10, ranking.into_iter(), &grades), dcg / ideal);
        let ideal_at_2 = 3.0 / 2f64.log2() + 2.0 / 3f64.log2();
        check(ndcg_at(2, ranking.into_iter(), &grades), 3.0 / 3f64.log2() / ideal_at_2);
        check(recall_at(100, ranking.into_iter(), &grades), 2.0 / 3.0);
        check(recall_at(2, ranking.into_iter(), &grades), 1.0 / 3.0);
        check(average_precision(ranking.into_iter(), &grades), (1.0 / 2.0 + 2.0 / 4.0) / 3.0);
        check(reciprocal_rank_at(10, ranking.into_iter(), &grades), 0.5);
        check(reciprocal_rank_at(1, ranking.into_iter(), &grades), 0.0);
    }

    #[test]
    fn nothing_relevant_measures_zero() {
        let grades = grades(&[("a", 0)]);
        check(ndcg_at(10, ["a"].into_iter(), &grades), 0.0);
        check(recall_at(100, ["a"].into_iter(), &grades), 0.0);
        check(average_precision(["a"].into_iter(), &grades), 0.0);
        check(reciprocal_rank_at(10, ["a"].into_iter(), &grades), 0.0);
    }
}
