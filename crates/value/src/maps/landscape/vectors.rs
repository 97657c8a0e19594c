//! Documents as vectors of a few dimensions: weighted terms, then a truncated singular value decomposition.

use std::{collections::HashMap, hash::Hash};

use super::random::Random;

/// Dimensions that are kept.
const DIMENSIONS: usize = 24;

/// Rounds of the subspace iteration: singular values of texts fall slowly, and three rounds tell the first apart.
const ROUNDS: usize = 4;

/// A document's terms, each once, with their weights.
pub(super) type Sparse = Vec<(usize, f64)>;

/// The terms of all documents by number, weighted `(1 + ln tf) * ln(N / df)` and scaled to length 1; terms of one document or of
/// more than half of them tell nothing apart and are left out.
pub(super) fn weighted<T: Ord + Hash + Clone>(documents: &[Vec<T>]) -> (Vec<Sparse>, Vec<T>) {
    let mut frequency: HashMap<&T, usize> = HashMap::new();
    for terms in documents {
        let mut distinct: Vec<&T> = terms.iter().collect();
        distinct.sort_unstable();
        distinct.dedup();
        distinct.into_iter().for_each(|term| *frequency.entry(term).or_default() += 1);
    }
    let most = (documents.len() / 2).max(2);
    let mut kept: Vec<&T> =
        frequency.iter().filter(|(_, count)| (2..=most).contains(*count)).map(|(term, _)| *term).collect();
    kept.sort_unstable();
    let numbers: HashMap<&T, usize> = kept.iter().enumerate().map(|(i, term)| (*term, i)).collect();
    let vector = |terms: &Vec<T>| {
        let mut counts: HashMap<usize, f64> = HashMap::new();
        terms.iter().filter_map(|term| numbers.get(term)).for_each(|i| *counts.entry(*i).or_default() += 1.0);
        let mut vector: Sparse = counts.into_iter().collect();
        vector.sort_unstable_by_key(|(term, _)| *term);
        for (term, value) in &mut vector {
            let rarity = (documents.len() as f64 / frequency[kept[*term]] as f64).ln();
            *value = (1.0 + value.ln()) * rarity;
        }
        let length = vector.iter().map(|(_, value)| value * value).sum::<f64>().sqrt();
        vector.iter_mut().for_each(|(_, value)| *value /= length.max(1e-12));
        vector
    };
    (documents.iter().map(vector).collect(), kept.into_iter().cloned().collect())
}

/// Each document in [`DIMENSIONS`] dimensions at most, scaled to length 1: the left singular vectors of the matrix of documents
/// and terms, weighted by their singular values, by subspace iteration from fixed beginnings (N. Halko, P. Martinsson and
/// J. Tropp, SIAM Review 53(2), 2011).
pub(super) fn reduced(documents: &[Sparse], terms: usize) -> Vec<Vec<f64>> {
    let dimensions = DIMENSIONS.min(documents.len()).min(terms);
    let mut random = Random::new(7);
    let mut basis: Vec<Vec<f64>> =
        (0..dimensions).map(|_| (0..terms).map(|_| random.signed()).collect()).collect();
    let mut images = Vec::new();
    for _ in 0..ROUNDS {
        orthonormal(&mut basis);
        images = basis.iter().map(|vector| times(documents, vector)).collect();
        basis = images.iter().map(|image: &Vec<f64>| transposed_times(documents, image, terms)).collect();
    }
    let mut rows: Vec<Vec<f64>> =
        (0..documents.len()).map(|i| images.iter().map(|image| image[i]).collect()).collect();
    for row in &mut rows {
        let length = row.iter().map(|value| value * value).sum::<f64>().sqrt();
        row.iter_mut().for_each(|value| *value /= length.max(1e-12));
    }
    rows
}

fn times(documents: &[Sparse], vector: &[f64]) -> Vec<f64> {
    documents
        .iter()
        .map(|document| document.iter().map(|(term, value)| value * vector[*term]).sum())
        .collect()
}

fn transposed_times(documents: &[Sparse], image: &[f64], terms: usize) -> Vec<f64> {
    let mut vector = vec![0.0; terms];
    for (document, weight) in documents.iter().zip(image) {
        document.iter().for_each(|(term, value)| vector[*term] += value * weight);
    }
    vector
}

/// Gram and Schmidt, twice for accuracy.
fn orthonormal(vectors: &mut [Vec<f64>]) {
    for _ in 0..2 {
        for i in 0..vectors.len() {
            let (before, rest) = vectors.split_at_mut(i);
            let vector = &mut rest[0];
            for other in before {
                let shared: f64 = vector.iter().zip(&*other).map(|(a, b)| a * b).sum();
                vector.iter_mut().zip(&*other).for_each(|(a, b)| *a -= shared * b);
            }
            let length = vector.iter().map(|value| value * value).sum::<f64>().sqrt();
            vector.iter_mut().for_each(|value| *value /= length.max(1e-12));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_of_the_same_words_have_the_same_direction() {
        let texts = ["a b c", "a b c", "x y z", "x y z", "a b z", "m n o", "m n o", "m n o"];
        let documents: Vec<Vec<String>> =
            texts.iter().map(|text| text.split(' ').map(str::to_owned).collect()).collect();
        let (weighted, terms) = weighted(&documents);
        let rows = reduced(&weighted, terms.len());
        let cosine = |a: usize, b: usize| rows[a].iter().zip(&rows[b]).map(|(a, b)| a * b).sum::<f64>();
        assert!(0.999 < cosine(0, 1) && 0.999 < cosine(2, 3), "{rows:?}");
        assert!(cosine(0, 2) < 0.3 && cosine(0, 2) < cosine(0, 4), "{rows:?}");
        assert_eq!(rows, reduced(&weighted, terms.len()));
    }
}
