//! Passages that show why a document matched.
//!
//! Only what is shown is analysed, and what tells which that is: the densest place of a text is found by the characters
//! of the query's terms in Japanese, by the beginnings of its words in other languages, which costs a small part of
//! analysing the text, and the passage there is analysed for its marks. Short texts are analysed instead, of those that
//! may have a word of the query the ones whose place may be among the heaviest. The description or body is decoded only
//! where title, abstract, claims and keywords show nothing.

mod analyzers;
mod blocks;
mod cut;
mod pattern;
mod positions;
mod prefixes;
mod screen;
mod starts;
mod text_marker;
mod texts;
mod window;

use std::ops::Range;

use indexer::{Generation, StoredDocument};
use model::Document;

use pattern::{Marker, Patterns, joined};
use positions::Conditions;
use prefixes::ANALYSED_BYTES;
use screen::Possible;
pub(crate) use texts::head_texts_of;
use texts::{Candidate, head_texts, section_texts};

pub use text_marker::TextMarker;

use window::Window;

use crate::{Passage, QueryError, plan::Plan};

/// Characters of a passage in Japanese, which says in one character what takes English two and a half.
const JAPANESE_CHARS: usize = 90;

/// Characters of a passage in other languages.
const OTHER_CHARS: usize = 220;

/// Per cent of a passage that its matches may take up: the rest is what they stand in.
const CORE: usize = 75;

/// Places that are analysed for marks, at most, for each passage wanted: where characters met by chance, none is
/// marked and the next is tried.
const ATTEMPTS: usize = 2;

/// Finds and marks a query's words in documents. One a search.
pub(crate) struct Highlighter {
    patterns: Patterns,
    marker: Marker,
    conditions: Conditions,
    possible: Possible,
    /// Passages of a hit.
    wanted: usize,
}

/// A place of a text that may be shown.
struct Found {
    /// The place of its text among the candidates.
    candidate: usize,
    place: Window,
    /// Of conditions on positions.
    marks: Vec<Range<usize>>,
}

/// A text that is to be analysed.
struct Pending {
    candidate: usize,
    /// What its place weighs at most.
    most: f32,
    of_conditions: OfConditions,
}

impl Highlighter {
    pub(crate) fn new(generation: &Generation, plan: &Plan) -> Result<Self, QueryError> {
        let patterns = Patterns::of(generation, &plan.root)?;
        let marker = Marker::new(generation, &patterns)?;
        let conditions = Conditions::of(generation, &plan.root)?;
        let wanted = generation.config().ranking.limits.passages;
        Ok(Self { patterns, marker, conditions, possible: Possible::default(), wanted })
    }

    /// Every title, whole, with marks.
    pub(crate) fn titles(&mut self, document: &Document) -> Vec<Passage> {
        let titles = texts::titles(document);
        titles
            .map(|title| {
                let of_conditions = self.of_conditions(&title).marks;
                let whole = 0..title.text.len();
                let (text, mut marks) =
                    cut::one_line_marked(title.text, whole, title.is_japanese(), &of_conditions);
                // Analysing is what costs: a Japanese title without a character of the query has no mark.
                if !title.is_japanese() || window::has_any(&text, self.patterns.grams(title.part)) {
                    marks.extend(self.marker.marks(&self.patterns, title.part, title.language, &text));
                }
                title.passage(text, joined(marks))
            })
            .collect()
    }

    /// The best passages, best first; where none shows a word of the query, the beginning of the text.
    pub(crate) fn passages(&mut self, stored: &StoredDocument) -> Result<Vec<Passage>, QueryError> {
        let document = stored.front();
        let abstracts = stored.abstracts()?;
        stored.read_claims(|claims| {
            let head: Vec<Candidate<'_>> = head_texts(document, &abstracts, claims).collect();
            let mut passages = self.best(&head);
            if passages.is_empty() && !(self.patterns.is_empty() && self.conditions.is_empty()) {
                passages = stored.read_sections(|sections| {
                    let body: Vec<Candidate<'_>> = section_texts(document, sections).collect();
                    self.best(&body)
                })?;
            }
            if passages.is_empty() {
                passages.extend(head.first().map(beginning));
            }
            Ok(passages)
        })?
    }

    fn best(&mut self, candidates: &[Candidate<'_>]) -> Vec<Passage> {
        let mut passages = Vec::new();
        for Found { candidate, place, marks } in self.heaviest(candidates) {
            let candidate = &candidates[candidate];
            let range = cut::around(candidate.text, &place.byte_range, candidate.chars());
            let (text, mut marks) =
                cut::one_line_marked(candidate.text, range, candidate.is_japanese(), &marks);
            marks.extend(self.marker.marks(&self.patterns, candidate.part, candidate.language, &text));
            let marks = joined(marks);
            if !marks.is_empty() {
                passages.push(candidate.passage(text, marks));
            }
            if passages.len() == self.wanted {
                break;
            }
        }
        passages
    }

    /// The heaviest places, heaviest first, as many as are looked at; the earlier text first among equals: claims
    /// before the abstract, claim 1 before claim 2.
    fn heaviest(&mut self, candidates: &[Candidate<'_>]) -> Vec<Found> {
        let limit = self.wanted * ATTEMPTS;
        let (mut found, mut pending) = (Vec::new(), Vec::new());
        let mut with_spans = 0;
        for (i, candidate) in candidates.iter().enumerate() {
            // Whole texts are analysed here: the first that show something are enough.
            let of_conditions = if with_spans < self.wanted {
                self.of_conditions(candidate)
            } else {
                OfConditions::default()
            };
            with_spans += usize::from(of_conditions.place.is_some());
            let place = if candidate.is_japanese() {
                let grams = self.patterns.grams(candidate.part);
                window::by_characters(candidate.text, grams, CORE * JAPANESE_CHARS / 100)
            } else if ANALYSED_BYTES < candidate.text.len() {
                self.patterns.prefixes(candidate.part).densest(candidate.text, CORE * OTHER_CHARS / 100)
            } else if let Some(most) = self.patterns.most(candidate, &mut self.possible) {
                let most = of_conditions.place.as_ref().map_or(most, |place| most.max(place.weight));
                pending.push(Pending { candidate: i, most, of_conditions });
                continue;
            } else {
                None
            };
            found.extend(of_conditions.found(i, place));
        }
        pending.sort_by(|a, b| b.most.total_cmp(&a.most));
        let mut weights = Heaviest::of(limit, &found);
        for Pending { candidate, most, of_conditions } in pending {
            if weights.exceed(most) {
                break;
            }
            let text = &candidates[candidate];
            let place = self.marker.densest(&self.patterns, text, CORE * OTHER_CHARS / 100);
            if let Some(one) = of_conditions.found(candidate, place) {
                weights.add(one.place.weight);
                found.push(one);
            }
        }
        let by_weight = |a: &Found, b: &Found| b.place.weight.total_cmp(&a.place.weight);
        found.sort_by(|a, b| by_weight(a, b).then(a.candidate.cmp(&b.candidate)));
        found.truncate(limit);
        found
    }
}

/// The weights of the heaviest places so far.
struct Heaviest {
    limit: usize,
    /// At most as many as the limit, falling.
    weights: Vec<f32>,
}

impl Heaviest {
    fn of(limit: usize, found: &[Found]) -> Self {
        let mut heaviest = Self { limit, weights: Vec::with_capacity(limit + 1) };
        found.iter().for_each(|found| heaviest.add(found.place.weight));
        heaviest
    }

    fn add(&mut self, weight: f32) {
        let place = self.weights.partition_point(|known| weight <= *known);
        if place < self.limit {
            self.weights.insert(place, weight);
            self.weights.truncate(self.limit);
        }
    }

    /// Whether there are as many as are wanted and all are heavier than a place of at most `most`.
    fn exceed(&self, most: f32) -> bool {
        // Sums of the same weights in another order differ by less.
        const ROUNDING: f32 = 1.001;
        self.weights.len() == self.limit && self.weights.last().is_none_or(|least| most * ROUNDING < *least)
    }
}

/// Every title, whole, without marks.
pub(crate) fn plain_titles(document: &Document) -> Vec<Passage> {
    let plain = |title: Candidate<'_>| {
        let whole = 0..title.text.len();
        title.passage(cut::one_line(title.text, whole, title.is_japanese()), Vec::new())
    };
    texts::titles(document).map(plain).collect()
}

/// Where a text has spans of the query's conditions on positions.
#[derive(Default)]
struct OfConditions {
    place: Option<Window>,
    /// Ascending and disjoint.
    marks: Vec<Range<usize>>,
}

impl OfConditions {
    /// The heavier of the place of the conditions and that of the terms.
    fn found(self, candidate: usize, of_terms: Option<Window>) -> Option<Found> {
        let place = heavier(of_terms, self.place)?;
        Some(Found { candidate, place, marks: self.marks })
    }
}

impl Highlighter {
    fn of_conditions(&mut self, candidate: &Candidate<'_>) -> OfConditions {
        let matches = self.conditions.matches(candidate.part, candidate.language, candidate.text);
        // Japanese takes three bytes a character.
        let bytes = CORE * candidate.chars() / 100 * if candidate.is_japanese() { 3 } else { 1 };
        let place = window::densest(&matches, bytes);
        OfConditions { place, marks: joined(matches.into_iter().map(|found| found.byte_range).collect()) }
    }
}

/// A whole text cut to a passage around a place of it, with its marks.
pub(crate) fn passage_around(whole: Passage, core: &Range<usize>) -> Passage {
    let is_japanese = whole.language == model::Language::JA;
    let chars = if is_japanese { JAPANESE_CHARS } else { OTHER_CHARS };
    let range = cut::around(&whole.text, core, chars);
    let (text, marks) = cut::one_line_marked(&whole.text, range, is_japanese, &whole.marks);
    Passage { text, marks: joined(marks), ..whole }
}

fn heavier(a: Option<Window>, b: Option<Window>) -> Option<Window> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if a.weight < b.weight { b } else { a }),
        (a, b) => a.or(b),
    }
}

fn beginning(candidate: &Candidate<'_>) -> Passage {
    let range = cut::around(candidate.text, &(0..0), candidate.chars());
    candidate.passage(cut::one_line(candidate.text, range, candidate.is_japanese()), Vec::new())
}

#[cfg(test)]
mod tests {
    use super::Heaviest;

    #[test]
    fn what_cannot_be_among_the_heaviest_is_told() {
        let mut heaviest = Heaviest::of(2, &[]);
        heaviest.add(3.0);
        assert!(!heaviest.exceed(0.5), "one is wanted yet");
        heaviest.add(1.0);
        assert!(heaviest.exceed(0.5));
        assert!(!heaviest.exceed(1.0), "an equal one may be of an earlier text");
        heaviest.add(2.0);
        assert!(heaviest.exceed(1.0));
        assert!(!heaviest.exceed(2.0));
    }
}
