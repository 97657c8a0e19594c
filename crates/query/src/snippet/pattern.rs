//! What is marked: the terms and phrases of a plan, and where a text has them.

use std::{
    collections::{HashMap, hash_map::Entry},
    ops::Range,
};

use indexer::{Generation, Part, View};
use model::Language;

use super::{
    prefixes::Prefixes,
    texts::Candidate,
    window::{Grams, Match, Window, densest},
};
use crate::{
    QueryError,
    plan::{Clause, Source, Vocabulary},
    workers::Worker,
};

/// A term or phrase of the query in a view.
pub(super) struct Pattern {
    view: View,
    /// With positions relative to the first.
    pub(super) terms: Vec<(u32, String)>,
    /// The parts that the query looks for it in.
    parts: Vec<Part>,
    /// How telling it is: the sum of its terms' inverse document frequencies.
    pub(super) weight: f32,
}

/// Every pattern of a query.
pub(super) struct Patterns {
    all: Vec<Pattern>,
    /// By view and first term.
    by_first: HashMap<(View, String), Vec<usize>>,
    grams: HashMap<Part, Grams>,
    prefixes: HashMap<Part, Prefixes>,
}

/// Where the pattern of a view and its terms is in the list.
type Places = HashMap<(View, Vec<(u32, String)>), usize>;

/// Analyses texts and finds patterns in them.
pub(super) struct Marker {
    workers: HashMap<View, Worker>,
}

impl Patterns {
    /// The patterns of what matches; what NOT excludes is not shown.
    pub(super) fn of(generation: &Generation, root: &Clause) -> Result<Self, QueryError> {
        let mut patterns = Self {
            all: Vec::new(),
            by_first: HashMap::new(),
            grams: HashMap::new(),
            prefixes: HashMap::new(),
        };
        let mut places = Places::new();
        patterns.collect(generation, root, &mut places)?;
        for (i, pattern) in patterns.all.iter().enumerate() {
            let key = (pattern.view, pattern.terms[0].1.clone());
            patterns.by_first.entry(key).or_default().push(i);
        }
        for &part in Part::ALL {
            let of_part = patterns.all.iter().filter(|pattern| pattern.parts.contains(&part));
            let (japanese, others): (Vec<&Pattern>, Vec<&Pattern>) =
                of_part.partition(|pattern| matches!(pattern.view, View::Ja | View::JaChars));
            let grams = Grams::of(japanese.into_iter());
            let prefixes = Prefixes::of(others.into_iter());
            patterns.grams.insert(part, grams);
            patterns.prefixes.insert(part, prefixes);
        }
        Ok(patterns)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The characters by which places in Japanese texts of a part are found.
    pub(super) fn grams(&self, part: Part) -> &Grams {
        &self.grams[&part]
    }

    /// The beginnings of words by which places in other texts of a part are found.
    pub(super) fn prefixes(&self, part: Part) -> &Prefixes {
        &self.prefixes[&part]
    }

    fn collect(
        &mut self,
        generation: &Generation,
        clause: &Clause,
        places: &mut Places,
    ) -> Result<(), QueryError> {
        match clause {
            Clause::Scored(term) if !term.is_pair => term.sources().try_for_each(|source| match source {
                Source::Terms { field, terms } => self.add(generation, field, terms.clone(), places),
                Source::Spans(_) => Ok(()),
            }),
            Clause::Term { field, term } => self.add(generation, field, vec![(0, term.clone())], places),
            Clause::Phrase { field, terms } => self.add(generation, field, terms.clone(), places),
            Clause::Any { clauses, .. } | Clause::All(clauses) | Clause::Best(clauses) => {
                clauses.iter().try_for_each(|clause| self.collect(generation, clause, places))
            }
            Clause::Scored(_)
            | Clause::Named { .. }
            | Clause::Everything
            | Clause::Nothing
            | Clause::TermSet { .. }
            | Clause::Prefix { .. }
            | Clause::Between { .. }
            | Clause::Range { .. }
            | Clause::Found { .. }
            | Clause::Spans(_)
            | Clause::Not(_) => Ok(()),
        }
    }

    fn add(
        &mut self,
        generation: &Generation,
        field: &str,
        terms: Vec<(u32, String)>,
        places: &mut Places,
    ) -> Result<(), QueryError> {
        let schema = generation.schema();
        let physical = schema.field(field);
        let Some(text) = schema.text_fields().iter().find(|text| Some(text.field) == physical) else {
            return Ok(());
        };
        let place = *places.entry((text.view, terms.clone())).or_insert(self.all.len());
        if place == self.all.len() {
            let weight = weight(generation, field, &terms)?;
            self.all.push(Pattern { view: text.view, terms, parts: Vec::new(), weight });
        }
        self.all[place].parts.push(text.part);
        Ok(())
    }
}

fn weight(generation: &Generation, field: &str, terms: &[(u32, String)]) -> Result<f32, QueryError> {
    let documents = generation.document_count() as f32;
    let mut sum = 0.0;
    for (_, term) in terms {
        let frequency = generation.document_frequency(field, term)? as f32;
        sum += (1.0 + documents / (frequency + 0.5)).ln();
    }
    Ok(sum)
}

impl Marker {
    pub(super) fn new(generation: &Generation, patterns: &Patterns) -> Result<Self, QueryError> {
        let mut workers = HashMap::new();
        for view in patterns.all.iter().map(|pattern| pattern.view) {
            if let Entry::Vacant(place) = workers.entry(view) {
                place.insert(Worker::of_view(generation, view)?);
            }
        }
        Ok(Self { workers })
    }

    /// Byte ranges of the query's words in a text of a part: ascending, disjoint, touching ones joined.
    pub(super) fn marks(
        &mut self,
        patterns: &Patterns,
        part: Part,
        language: Language,
        text: &str,
    ) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        for &view in View::of(language) {
            ranges.extend(self.matches(patterns, part, view, text).into_iter().map(|found| found.byte_range));
        }
        joined(ranges)
    }

    /// The densest place of a text in a language that separates words.
    pub(super) fn densest(
        &mut self,
        patterns: &Patterns,
        candidate: &Candidate<'_>,
        chars: usize,
    ) -> Option<Window> {
        let mut matches = Vec::new();
        for &view in View::of(candidate.language) {
            matches.extend(self.matches(patterns, candidate.part, view, candidate.text));
        }
        densest(&matches, chars)
    }

    fn matches(&mut self, patterns: &Patterns, part: Part, view: View, text: &str) -> Vec<Match> {
        let Some(analyzer) = self.workers.get_mut(&view) else { return Vec::new() };
        let tokens = analyzer.analyze(text);
        // One word a position; markers are stacked on words and left out.
        let words: Vec<_> = tokens.iter().filter(|token| !token.is_marker()).collect();
        let mut key = (view, String::new());
        let mut found = Vec::new();
        for (i, word) in words.iter().enumerate() {
            key.1.clear();
            key.1.push_str(word.term);
            let Some(starting) = patterns.by_first.get(&key) else { continue };
            for &index in starting {
                let pattern = &patterns.all[index];
                if !pattern.parts.contains(&part) {
                    continue;
                }
                let last = last_of_phrase(&pattern.terms, &words[i..]);
                found.extend(last.map(|last| Match {
                    byte_range: word.byte_range.start..words[i + last].byte_range.end,
                    pattern: index,
                    weight: pattern.weight,
                }));
            }
        }
        found
    }
}

/// The index of the word on which a phrase ends that begins on the first of `words`.
fn last_of_phrase(terms: &[(u32, String)], words: &[analysis::Token<'_>]) -> Option<usize> {
    let first = words.first()?.position;
    let mut at = 0;
    for (offset, term) in terms {
        while words.get(at)?.position < first + offset {
            at += 1;
        }
        let word = &words[at];
        if word.position != first + offset || word.term != term {
            return None;
        }
    }
    Some(at)
}

pub(super) fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}
