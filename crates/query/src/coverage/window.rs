//! The place of a text that says most of an element.

use std::ops::Range;

use crate::WordPair;

use super::{
    wanted::{Wanted, Way},
    words::{Place, Words},
};

/// What a window of a text says of an element.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Window {
    /// The weights of the concepts said over those of all, or their number over that of all where that is less; 0 to
    /// 1.
    pub(super) share: f64,
    /// Whether every number with its unit and every formula is said.
    pub(super) is_exact: bool,
    /// Concepts said, in the element's order.
    pub(super) said: Vec<Said>,
    /// Bytes of the text from the first word to the last.
    pub(super) byte_range: Range<usize>,
    /// Bytes of the words; they may overlap.
    pub(super) marks: Vec<Range<usize>>,
}

/// A concept as a text says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) concept: usize,
    pub(super) byte_range: Range<usize>,
    pub(super) is_own: bool,
    /// The term pair that says so.
    pub(super) pair: Option<WordPair>,
}

/// A way of saying concepts, where it stands.
struct Found<'w> {
    way: &'w Way,
    place: Place,
}

/// The window of at most `width` positions that says most; of those that say the same, the narrowest, then the first.
///
/// `None` where no window says anything.
pub(super) fn best(wanted: &Wanted, ways: &[&Way], words: &Words, width: u32) -> Option<Window> {
    let mut found: Vec<Found<'_>> = ways
        .iter()
        .flat_map(|way| words.find(&way.terms).into_iter().map(|place| Found { way, place }))
        .collect();
    found.sort_by_key(|found| (found.place.start, found.place.end));
    let mut counts = vec![0_u32; wanted.concepts.len()];
    let mut best: Option<(f64, u32, Range<usize>)> = None;
    let mut first = 0;
    for last in 0..found.len() {
        found[last].way.concepts.iter().for_each(|concept| counts[*concept] += 1);
        while first < last && found[first].place.start + width <= found[last].place.end {
            found[first].way.concepts.iter().for_each(|concept| counts[*concept] -= 1);
            first += 1;
        }
        // What the rest of the window says without its first word is said more narrowly.
        while first < last && found[first].way.concepts.iter().all(|concept| 1 < counts[*concept]) {
            found[first].way.concepts.iter().for_each(|concept| counts[*concept] -= 1);
            first += 1;
        }
        let weights = counts.iter().zip(&wanted.concepts).filter(|(count, _)| 0 < **count);
        let weight: f64 = weights.map(|(_, concept)| concept.weight).sum();
        let span = found[last].place.end - found[first].place.start;
        let is_better = best
            .as_ref()
            .is_none_or(|(known, narrowest, _)| *known < weight || (*known == weight && span < *narrowest));
        if is_better {
            best = Some((weight, span, first..last + 1));
        }
    }
    let (weight, _, range) = best?;
    let share = if wanted.weight() > 0.0 { weight / wanted.weight() } else { 0.0 };
    Some(window(wanted, &found[range], share))
}

fn window(wanted: &Wanted, found: &[Found<'_>], share: f64) -> Window {
    let mut said: Vec<Said> = Vec::new();
    for Found { way, place } in found {
        for &concept in &way.concepts {
            let byte_range = place.byte_range.clone();
            let new = Said { concept, byte_range, is_own: way.is_own, pair: way.pair.clone() };
            match said.iter_mut().find(|known| known.concept == concept) {
                Some(known) if !known.is_own && new.is_own => *known = new,
                Some(_) => {}
                None => said.push(new),
            }
        }
    }
    said.sort_by_key(|said| said.concept);
    let counted = said.len() as f64 / wanted.concepts.len() as f64;
    let share = share.min(counted);
    let is_said = |place: usize| said.iter().any(|said| said.concept == place);
    let mut exact = wanted.concepts.iter().enumerate().filter(|(_, concept)| concept.is_exact);
    let is_exact = exact.all(|(place, _)| is_said(place));
    let start = found.iter().map(|found| found.place.byte_range.start).min().unwrap_or(0);
    let end = found.iter().map(|found| found.place.byte_range.end).max().unwrap_or(0);
    let marks = found.iter().map(|found| found.place.byte_range.clone()).collect();
    Window { share, is_exact, said, byte_range: start..end, marks }
}
