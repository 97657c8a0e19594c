//! A plane in which neighbours stay neighbours.

use super::random::Random;

/// Neighbours of each document that it is drawn to.
const NEIGHBOURS: usize = 10;

/// Rounds over all pairs of neighbours.
const ROUNDS: usize = 240;

/// Strangers that each pair pushes away in a round.
const STRANGERS: usize = 4;

/// Places between 0 and 1 in both directions.
///
/// Each document is drawn to its nearest by cosine and pushed from strangers, with the forces of UMAP's curve
/// `1 / (1 + d^2)` (L. McInnes, J. Healy and J. Melville, arXiv 1802.03426, 2018; LargeVis, J. Tang et al., WWW 2016), from
/// the first two dimensions on. Takes `n^2` products of vectors: meant for some thousand documents.
pub(super) fn plane(vectors: &[Vec<f64>]) -> Vec<(f64, f64)> {
    let pairs = neighbours(vectors);
    let mut places = beginning(vectors);
    let mut random = Random::new(11);
    for round in 0..ROUNDS {
        let heat = 1.0 - round as f64 / ROUNDS as f64;
        for &(from, to) in &pairs {
            pull(&mut places, from, to, heat);
            for _ in 0..STRANGERS {
                let stranger = random.below(places.len());
                if stranger != from {
                    push(&mut places, from, stranger, heat);
                }
            }
        }
    }
    fitted(places)
}

/// Pairs of a document and one of its nearest, those without anything in common left out.
fn neighbours(vectors: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (i, vector) in vectors.iter().enumerate() {
        let cosine = |other: &Vec<f64>| vector.iter().zip(other).map(|(a, b)| a * b).sum::<f64>();
        let mut near: Vec<(usize, f64)> = vectors
            .iter()
            .enumerate()
            .filter(|(j, _)| *j != i)
            .map(|(j, other)| (j, cosine(other)))
            .filter(|(_, cosine)| 0.1 < *cosine)
            .collect();
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        pairs.extend(near.into_iter().take(NEIGHBOURS).map(|(j, _)| (i, j)));
    }
    pairs
}

/// The second and third dimensions, since the first is what all have in common, a little apart.
fn beginning(vectors: &[Vec<f64>]) -> Vec<(f64, f64)> {
    let mut random = Random::new(3);
    let at = |vector: &Vec<f64>, dimension: usize| vector.get(dimension).copied().unwrap_or_default() * 8.0;
    let mut place = |vector| (at(vector, 1) + random.signed() * 0.2, at(vector, 2) + random.signed() * 0.2);
    vectors.iter().map(&mut place).collect()
}

fn pull(places: &mut [(f64, f64)], from: usize, to: usize, heat: f64) {
    let (dx, dy) = (places[to].0 - places[from].0, places[to].1 - places[from].1);
    let force = (2.0 / (1.0 + dx * dx + dy * dy) * heat * 0.5).min(1.0);
    let (mx, my) = (limited(dx * force), limited(dy * force));
    places[from] = (places[from].0 + mx / 2.0, places[from].1 + my / 2.0);
    places[to] = (places[to].0 - mx / 2.0, places[to].1 - my / 2.0);
}

fn push(places: &mut [(f64, f64)], from: usize, stranger: usize, heat: f64) {
    let (dx, dy) = (places[from].0 - places[stranger].0, places[from].1 - places[stranger].1);
    let squared = dx * dx + dy * dy;
    let force = 2.0 / ((0.01 + squared) * (1.0 + squared)) * heat * 0.03;
    places[from] = (places[from].0 + limited(dx * force), places[from].1 + limited(dy * force));
}

fn limited(step: f64) -> f64 {
    step.clamp(-1.0, 1.0)
}

/// Spread over the square, in each direction half by where a document stands and half by how many stand before it, so that one
/// that stands far from all others leaves no emptiness between. In the middle where all are one.
fn fitted(mut places: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let across = spread(places.iter().map(|place| place.0).collect());
    let down = spread(places.iter().map(|place| place.1).collect());
    for (place, (x, y)) in places.iter_mut().zip(across.into_iter().zip(down)) {
        *place = (0.02 + 0.96 * x, 0.02 + 0.96 * y);
    }
    places
}

/// Values between 0 and 1 in the same order. What lies beyond one and a half times the distance of the quartiles from them
/// counts as lying there (the fences of J. Tukey, Exploratory Data Analysis, 1977).
fn spread(values: Vec<f64>) -> Vec<f64> {
    let mut sorted = values.clone();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    let at = |quarters: usize| sorted.get(n.saturating_sub(1) * quarters / 4).copied().unwrap_or_default();
    let reach = 1.5 * (at(3) - at(1));
    let (low, high) = (at(0).max(at(1) - reach), at(4).min(at(3) + reach));
    let share = |value: f64| {
        let before = sorted.partition_point(|other| *other < value);
        let up_to = sorted.partition_point(|other| *other <= value);
        let rank = (before + up_to) as f64 / (2 * n) as f64;
        let place = if low < high { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 };
        (rank + place) / 2.0
    };
    values.into_iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_by_itself_stands_in_the_middle() {
        assert_eq!(plane(&[Vec::new()]), [(0.5, 0.5)]);
    }

    #[test]
    fn one_far_from_all_others_leaves_no_emptiness() {
        let mut values: Vec<f64> = (0..20).map(f64::from).collect();
        values.push(1_000.0);
        let spread = spread(values);
        assert!(0.75 < spread[19] - spread[0], "{spread:?}");
        assert!(spread.is_sorted() && spread.iter().all(|value| (0.0..=1.0).contains(value)));
    }

    #[test]
    fn groups_stay_together_and_apart_from_others() {
        let vector = |group: usize, i: usize| {
            let mut vector = vec![0.05 * (i % 5) as f64; 4];
            vector[group + 1] = 1.0;
            let length = vector.iter().map(|value| value * value).sum::<f64>().sqrt();
            vector.into_iter().map(|value| value / length).collect::<Vec<f64>>()
        };
        let vectors: Vec<Vec<f64>> = (0..60).map(|i| vector(i % 3, i / 3)).collect();
        let places = plane(&vectors);
        let distance = |a: usize, b: usize| {
            ((places[a].0 - places[b].0).powi(2) + (places[a].1 - places[b].1).powi(2)).sqrt()
        };
        let mean = |same: bool| {
            let pairs =
                (0..60).flat_map(|a| (0..a).map(move |b| (a, b))).filter(|(a, b)| (a % 3 == b % 3) == same);
            let distances: Vec<f64> = pairs.map(|(a, b)| distance(a, b)).collect();
            distances.iter().sum::<f64>() / distances.len() as f64
        };
        assert!(mean(true) * 2.0 < mean(false), "{} within, {} between", mean(true), mean(false));
        assert_eq!(places, plane(&vectors));
    }
}
