//! Passages that show why a document matched.
//!
//! Only what is shown is analysed: the densest place is found by the characters of the query's terms in Japanese, by
//! the beginnings of its words in other languages, which costs a small part of analysing the text, and the passage
//! there is analysed for its marks. The description
//! or body is decoded only where title, abstract, claims and keywords show nothing.

mod cut;
mod pattern;
mod prefixes;
mod texts;
mod window;

use indexer::{Generation, IndexError};
use model::{Document, Section};

use pattern::{Marker, Patterns};
use prefixes::ANALYSED_BYTES;
use texts::{Candidate, head_texts, section_texts};

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
    /// Passages of a hit.
    wanted: usize,
}

impl Highlighter {
    pub(crate) fn new(generation: &Generation, plan: &Plan) -> Result<Self, QueryError> {
        let patterns = Patterns::of(generation, &plan.root)?;
        let marker = Marker::new(generation, &patterns)?;
        Ok(Self { patterns, marker, wanted: generation.config().ranking.limits.passages })
    }

    /// Every title, whole, with marks if asked for.
    pub(crate) fn titles(&mut self, document: &Document, with_marks: bool) -> Vec<Passage> {
        let titles = texts::titles(document);
        titles
            .map(|title| {
                let text = cut::one_line(title.text, 0..title.text.len(), title.is_japanese());
                // Analysing is what costs: a Japanese title without a character of the query has no mark.
                let may_match =
                    !title.is_japanese() || window::has_any(&text, self.patterns.grams(title.part));
                let marks = if with_marks && may_match {
                    self.marker.marks(&self.patterns, title.part, title.language, &text)
                } else {
                    Vec::new()
                };
                title.passage(text, marks)
            })
            .collect()
    }

    /// The best passages, best first; where none shows a word of the query, the beginning of the text.
    pub(crate) fn passages(
        &mut self,
        document: &Document,
        sections: impl FnOnce() -> Result<Vec<Section>, IndexError>,
    ) -> Result<Vec<Passage>, QueryError> {
        let head: Vec<Candidate<'_>> = head_texts(document).collect();
        let mut passages = self.best(&head);
        if passages.is_empty() && !self.patterns.is_empty() {
            let sections = sections()?;
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
        for (i, candidate) in candidates.iter().enumerate() {
            let place = if candidate.is_japanese() {
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
            found.extend(place.map(|place| (i, place)));
        }
        // The earlier text first among equals: claims before the abstract, claim 1 before claim 2.
        found.sort_by(|(i, a), (j, b)| b.weight.total_cmp(&a.weight).then(i.cmp(j)));
        let mut passages = Vec::new();
        for (i, place) in found.into_iter().take(self.wanted * ATTEMPTS) {
            let candidate = &candidates[i];
            let range = cut::around(candidate.text, &place.byte_range, candidate.chars());
            let text = cut::one_line(candidate.text, range, candidate.is_japanese());
            let marks = self.marker.marks(&self.patterns, candidate.part, candidate.language, &text);
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

fn beginning(candidate: &Candidate<'_>) -> Passage {
    let range = cut::around(candidate.text, &(0..0), candidate.chars());
    candidate.passage(cut::one_line(candidate.text, range, candidate.is_japanese()), Vec::new())
}
