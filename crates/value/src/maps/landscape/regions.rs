//! Parts of the plane and the terms that tell each from the rest.

use super::vectors::Sparse;

/// Regions at most: as many names as a picture can hold.
const REGIONS: usize = 9;

/// Documents that a region has on average, at least.
const LEAST: usize = 6;

/// Rounds of moving the middles.
const ROUNDS: usize = 30;

/// A part of the plane.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub(super) middle: (f64, f64),
    /// Places of its documents.
    pub(super) members: Vec<usize>,
}

/// Divides the places by k-means from the farthest beginnings; the largest part comes first.
pub(super) fn parts(places: &[(f64, f64)]) -> Vec<Part> {
    let count = (places.len() / LEAST).clamp(1, REGIONS).min(places.len());
    let mut middles = farthest(places, count);
    let mut of = vec![0; places.len()];
    for _ in 0..ROUNDS {
        for (place, part) in places.iter().zip(&mut of) {
            *part = nearest(*place, &middles);
        }
        for (part, middle) in middles.iter_mut().enumerate() {
            let members: Vec<&(f64, f64)> =
                places.iter().zip(&of).filter(|(_, of)| **of == part).map(|(p, _)| p).collect();
            if !members.is_empty() {
                let n = members.len() as f64;
                *middle = (
                    members.iter().map(|p| p.0).sum::<f64>() / n,
                    members.iter().map(|p| p.1).sum::<f64>() / n,
                );
            }
        }
    }
    let mut parts: Vec<Part> = middles
        .iter()
        .enumerate()
        .map(|(part, middle)| {
            let members = (0..places.len()).filter(|i| of[*i] == part).collect();
            Part { middle: *middle, members }
        })
        .filter(|part| !part.members.is_empty())
        .collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.members.len()));
    parts
}

fn squared(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)
}

fn nearest(place: (f64, f64), middles: &[(f64, f64)]) -> usize {
    let mut best = 0;
    for (i, middle) in middles.iter().enumerate() {
        if squared(place, *middle) < squared(place, middles[best]) {
            best = i;
        }
    }
    best
}

/// The place nearest to the middle, then again and again the one farthest from those chosen.
fn farthest(places: &[(f64, f64)], count: usize) -> Vec<(f64, f64)> {
    let Some(first) =
        places.iter().min_by(|a, b| squared(**a, (0.5, 0.5)).total_cmp(&squared(**b, (0.5, 0.5))))
    else {
        return Vec::new();
    };
    let mut chosen = vec![*first];
    while chosen.len() < count {
        let distance = |place: &(f64, f64)| squared(*place, chosen[nearest(*place, &chosen)]);
        let next = places.iter().max_by(|a, b| distance(a).total_cmp(&distance(b)));
        match next {
            Some(next) => chosen.push(*next),
            None => break,
        }
    }
    chosen
}

/// The terms by number whose weight in the members is above their share of the weight in all documents, the farthest above first.
pub(super) fn telling(
    members: &[usize],
    documents: &[Sparse],
    terms: usize,
) -> impl Iterator<Item = usize> + use<> {
    let mut inside = vec![0.0; terms];
    let mut carriers = vec![0usize; terms];
    let mut everywhere = vec![0.0; terms];
    for document in documents {
        document.iter().for_each(|(term, value)| everywhere[*term] += value);
    }
    for member in members {
        for (term, value) in &documents[*member] {
            inside[*term] += value;
            carriers[*term] += 1;
        }
    }
    let share = members.len() as f64 / documents.len().max(1) as f64;
    let mut ranked: Vec<(usize, f64)> = (0..terms)
        .filter(|term| 2.min(members.len()) <= carriers[*term])
        .map(|term| (term, inside[term] - share * everywhere[term]))
        .filter(|(_, above)| 0.0 < *above)
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.into_iter().map(|(term, _)| term)
}

/// The first `most` phrases of which none is in another.
pub(super) fn apart<'t>(phrases: &[&'t str], most: usize) -> Vec<&'t str> {
    let mut chosen: Vec<&str> = Vec::new();
    for phrase in phrases.iter().take(most * 4) {
        if chosen.len() < most && !chosen.iter().any(|other| other.contains(phrase) || phrase.contains(other))
        {
            chosen.push(phrase);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heaps_become_parts_with_the_terms_that_they_have() {
        let heaps = [(0.1, 0.1), (0.9, 0.1), (0.5, 0.9)];
        let places: Vec<(f64, f64)> =
            (0..30).map(|i| (heaps[i % 3].0 + 0.004 * (i / 3) as f64, heaps[i % 3].1)).collect();
        let documents: Vec<Sparse> = (0..30).map(|i| vec![(i % 3, 1.0), (3, 0.3)]).collect();
        let parts = parts(&places);
        // Thirty documents make five parts at most; each heap has its own term first wherever it is divided.
        assert!(3 <= parts.len());
        for part in &parts {
            let heap = part.members[0] % 3;
            assert!(part.members.iter().all(|member| member % 3 == heap), "{part:?}");
            assert_eq!(telling(&part.members, &documents, 4).next(), Some(heap));
        }
    }

    #[test]
    fn a_name_has_no_word_twice() {
        assert_eq!(
            apart(&["solid electrolyte", "electrolyte", "anode", "cell"], 3),
            ["solid electrolyte", "anode", "cell"]
        );
    }
}
