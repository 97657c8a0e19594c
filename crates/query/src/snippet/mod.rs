//! Passages that show why a document matched.
//!
//! Only what is shown is analysed: the densest place is found by the characters of the query's terms in Japanese, by
//! the beginnings of its words in other languages, which costs a small part of analysing the text, and the passage
//! there is analysed for its marks. The description
//! or body is decoded only where title, abstract, claims and keywords show nothing.

mod cut;
mod pattern;
mod positions;
mod prefixes;
mod text_marker;
mod texts;
mod window;

use std::ops::Range;

use indexer::{Generation, StoredDocument};
use model::Document;

use pattern::{Marker, Patterns, joined};
use positions::Conditions;
use prefixes::ANALYSED_BYTES;
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
    /// Passages of a hit.
    wanted: usize,
}

impl Highlighter {
    pub(crate) fn new(generation: &Generation, plan: &Plan) -> Result<Self, QueryError> {
        let patterns = Patterns::of(generation, &plan.root)?;
        let marker = Marker::new(generation, &patterns)?;
        let conditions = Conditions::of(generation, &plan.root)?;
        Ok(Self { patterns, marker, conditions, wanted: generation.config().ranking.limits.passages })
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
        let (document, claims) = (stored.front(), stored.claims()?);
        let head: Vec<Candidate<'_>> = head_texts(document, &claims).collect();
        let mut passages = self.best(&head);
        if passages.is_empty() && !(self.patterns.is_empty() && self.conditions.is_empty()) {
            let sections = stored.sections()?;
            let body: Vec<Candidate<'_>> = section_texts(document, &sections).collect();
            passages = self.best(&body);
        }
        if passages.is_empty() {
            passages.extend(head.first().map(beginning));
        }
        Ok(passages)
    }

    fn best(&mut self, candidates: &[Candidate<'_>]) -> Vec<Passage> {
        let mut found = Vec::new();
        let mut with_spans = 0;
        for (i, candidate) in candidates.iter().enumerate() {
            let mut place = if candidate.is_japanese() {
                window::by_characters(
                    candidate.text,
                    self.patterns.grams(candidate.part),
                    CORE * JAPANESE_CHARS / 100,
                )
            } else if candidate.text.len() <= ANALYSED_BYTES {
                self.marker.densest(&self.patterns, candidate, CORE * OTHER_CHARS / 100)
            } else {
                self.patterns.prefixes(candidate.part).densest(candidate.text, CORE * OTHER_CHARS / 100)
            };
            let mut marks = Vec::new();
            // Whole texts are analysed here: the first that show something are enough.
            if with_spans < self.wanted {
                let spans = self.of_conditions(candidate);
                with_spans += usize::from(spans.place.is_some());
                marks = spans.marks;
                place = heavier(place, spans.place);
            }
            found.extend(place.map(|place| (i, place, marks)));
        }
        // The earlier text first among equals: claims before the abstract, claim 1 before claim 2.
        found.sort_by(|(i, a, _), (j, b, _)| b.weight.total_cmp(&a.weight).then(i.cmp(j)));
        let mut passages = Vec::new();
        for (i, place, spans) in found.into_iter().take(self.wanted * ATTEMPTS) {
            let candidate = &candidates[i];
            let range = cut::around(candidate.text, &place.byte_range, candidate.chars());
            let (text, mut marks) =
                cut::one_line_marked(candidate.text, range, candidate.is_japanese(), &spans);
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
struct OfConditions {
    place: Option<Window>,
    /// Ascending and disjoint.
    marks: Vec<Range<usize>>,
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
