//! Whether one text says one element.
//!
//! Measured is the share of the element's weight whose concepts stand together: inside `coverage.window` times as many
//! positions as the element has, and `coverage.window_more` more. From `coverage.share` on the text says the element,
//! provided that every number with its unit and every formula stands there too, and that as large a share of its
//! concepts by their mere number does. Where that takes words of a list instead of the element's own, it is a variant;
//! of a text in another language `coverage.variant_share` is enough.

use std::collections::BTreeMap;

use indexer::{CoverageRanking, Generation, View};
use model::Language;

use super::{
    cell::{Cell, FoundWord, Grade},
    wanted::{Wanted, Way, folded},
    window::{Window, best},
    words::Words,
};
use crate::{Passage, Place, QueryError, snippet::passage_around, workers::Worker};

/// The share of an element's characters that a paragraph needs before it is analysed: less than half of the words
/// that any threshold asks for.
const LEAST_CHARACTERS: f64 = 0.4;

/// The elements of a technique, ready to be looked for in texts.
pub(super) struct Judge<'g> {
    pub(super) elements: Vec<Wanted>,
    settings: &'g CoverageRanking,
    workers: BTreeMap<View, Worker>,
}

/// A text of a document, with its place.
#[derive(Clone)]
pub(super) struct JudgedText<'d> {
    pub(super) field: &'static str,
    pub(super) place: Place,
    pub(super) language: Language,
    pub(super) text: &'d str,
}

/// What a text says of an element.
#[derive(Clone)]
pub(super) struct Finding<'d> {
    pub(super) said: Option<Manner>,
    pub(super) window: Window,
    pub(super) text: JudgedText<'d>,
}

/// How a text says an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Manner {
    Variant,
    Words,
}

impl<'g> Judge<'g> {
    pub(super) fn new(generation: &'g Generation, elements: Vec<Wanted>) -> Result<Self, QueryError> {
        let mut workers = BTreeMap::new();
        for view in [View::Ja, View::En, View::Other] {
            workers.insert(view, Worker::of_view(generation, view)?);
        }
        Ok(Self { elements, settings: &generation.config().ranking.coverage, workers })
    }

    /// What a text says of each of the elements asked for; `None` where it says nothing, or was not asked for.
    pub(super) fn findings<'d>(&mut self, text: &JudgedText<'d>, asked: &[bool]) -> Vec<Option<Finding<'d>>> {
        let nothing = || vec![None; self.elements.len()];
        let Some(view) = View::of(text.language).first() else { return nothing() };
        let concerned = |element: &Wanted| element.ways.contains_key(view);
        if !self.elements.iter().zip(asked).any(|(element, asked)| *asked && concerned(element)) {
            return nothing();
        }
        let Some(worker) = self.workers.get_mut(view) else { return nothing() };
        let words = Words::of(worker, text.text);
        let all = self.elements.iter().zip(asked);
        all.map(|(element, asked)| {
            asked.then_some(())?;
            self.finding(element, *view, &words, text)
        })
        .collect()
    }

    /// The same of a paragraph, which is analysed only where it has characters of an element.
    pub(super) fn findings_in_paragraph<'d>(
        &mut self,
        text: &JudgedText<'d>,
        asked: &[bool],
    ) -> Vec<Option<Finding<'d>>> {
        if text.language != Language::JA {
            return self.findings(text, asked);
        }
        let has_variants = |element: &Wanted| {
            element.ways.get(&View::Ja).is_some_and(|ways| ways.iter().any(|way| !way.is_own))
        };
        let characters: std::collections::HashSet<char> = text.text.chars().filter_map(folded).collect();
        let asked: Vec<bool> = self
            .elements
            .iter()
            .zip(asked)
            .map(|(element, asked)| {
                let here = element.characters.intersection(&characters).count() as f64;
                let enough = LEAST_CHARACTERS * element.characters.len() as f64;
                *asked && (enough <= here || has_variants(element))
            })
            .collect();
        if asked.contains(&true) { self.findings(text, &asked) } else { vec![None; self.elements.len()] }
    }

    fn finding<'d>(
        &self,
        element: &Wanted,
        view: View,
        words: &Words,
        text: &JudgedText<'d>,
    ) -> Option<Finding<'d>> {
        let ways = element.ways.get(&view)?;
        let width = (self.settings.window * element.span as f32) as u32 + self.settings.window_more;
        let own: Vec<&Way> = ways.iter().filter(|way| way.is_own).collect();
        let in_words = best(element, &own, words, width);
        let says = |window: &Window, share: f32| window.is_exact && f64::from(share) <= window.share;
        let finding = |said, window| Finding { said, window, text: text.clone() };
        if let Some(window) = in_words.clone().filter(|window| says(window, self.settings.share)) {
            return Some(finding(Some(Manner::Words), window));
        }
        if own.len() == ways.len() {
            return in_words.map(|window| finding(None, window));
        }
        let all: Vec<&Way> = ways.iter().collect();
        let window = best(element, &all, words, width)?;
        let least = if view == element.view { self.settings.share } else { self.settings.variant_share };
        let has_variant = window.said.iter().any(|said| !said.is_own);
        let said = (has_variant && says(&window, least)).then_some(Manner::Variant);
        Some(finding(said, window))
    }
}

impl Finding<'_> {
    /// More is better.
    pub(super) fn rank(&self) -> (Option<Manner>, f64) {
        (self.said, self.window.share)
    }

    pub(super) fn is_better_than(&self, other: &Self) -> bool {
        let ((said, share), (its, its_share)) = (self.rank(), other.rank());
        said.cmp(&its).then(share.total_cmp(&its_share)).is_gt()
    }

    /// The grade where the text is, or belongs to, the claim that covers most.
    pub(super) fn grade_in_claim(&self) -> Grade {
        match self.said {
            Some(Manner::Words) => Grade::Covered,
            Some(Manner::Variant) => Grade::Variant,
            None => Grade::Absent,
        }
    }

    /// What an element says that is not there is named; where the grade is absent, no passage is shown.
    pub(super) fn cell(&self, element: &Wanted, grade: Grade, variant_value: f64) -> Cell {
        let text = &self.text;
        let found = self.window.said.iter().map(|said| FoundWord {
            word: element.concepts[said.concept].name.clone(),
            text: text.text[said.byte_range.clone()].to_owned(),
            is_variant: !said.is_own,
            pair: said.pair.clone(),
        });
        let is_said = |place: usize| self.window.said.iter().any(|said| said.concept == place);
        let missing = element.concepts.iter().enumerate().filter(|(place, _)| !is_said(*place));
        Cell {
            grade,
            value: grade.value(variant_value),
            share: self.window.share,
            passage: (grade != Grade::Absent).then(|| self.passage()),
            found: found.collect(),
            missing: missing.map(|(_, concept)| concept.name.clone()).collect(),
        }
    }

    fn passage(&self) -> Passage {
        let JudgedText { field, place, language, text } = &self.text;
        let whole = Passage {
            field,
            place: place.clone(),
            language: *language,
            text: (*text).to_owned(),
            marks: self.window.marks.clone(),
        };
        passage_around(whole, &self.window.byte_range)
    }
}

/// The cell of an element of which a document says nothing.
pub(super) fn nothing_said(element: &Wanted) -> Cell {
    Cell {
        grade: Grade::Absent,
        value: 0.0,
        share: 0.0,
        passage: None,
        found: Vec::new(),
        missing: element.concepts.iter().map(|concept| concept.name.clone()).collect(),
    }
}
