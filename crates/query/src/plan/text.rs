//! Words, quoted text and free text in the text fields.

use analysis::Analyzer;
use indexer::{Part, View};

use super::{
    Clause, Planner, Role, Vocabulary,
    spans::{Node, Open, Slot, Spans},
};
use crate::{Ast, Field, Operand, QueryError, TextView, workers::Worker};

impl Planner<'_> {
    /// Clauses of which any must match, or `None` where no view has a term of the text.
    pub(super) fn free_text(&mut self, field: Field, text: &str) -> Result<Option<Vec<Clause>>, QueryError> {
        let mut clauses = Vec::new();
        let mut any_term = false;
        for view in views(field) {
            let terms = counted(self.analyzed(view, text)?);
            any_term |= !terms.is_empty();
            self.count_clauses(terms.len())?;
            for counted in &terms {
                self.free_term(field, view, counted, &mut clauses)?;
            }
        }
        if any_term && !is_stop_text(self, text)? {
            return Ok(Some(clauses));
        }
        self.kept_words(field, text)
    }

    /// One term of a free text in every part of the field. A word said twice counts twice.
    fn free_term(
        &self,
        field: Field,
        view: View,
        counted: &Counted,
        clauses: &mut Vec<Clause>,
    ) -> Result<(), QueryError> {
        let is_characters = counted.surface.chars().all(is_japanese);
        if view == View::En && is_characters {
            // The English analyser makes a word of every character of Japanese or Chinese: no evidence one by one.
            return Ok(());
        }
        let before = clauses.len();
        for part in parts(field) {
            let physical = physical(part, view);
            if 0 < self.generation.document_frequency(&physical, &counted.term)? {
                let role = self.role(part, view).times(counted.times);
                clauses.push(Clause::Term { field: physical, term: counted.term.clone(), role });
            }
        }
        let unknown = clauses.len() == before;
        if unknown && view == View::Ja && is_characters && 1 < counted.surface.chars().count() {
            clauses.extend(self.phrases(field, View::JaChars, &counted.surface)?);
        }
        Ok(())
    }

    /// `open` is for the characters of Japanese texts.
    pub(super) fn word(
        &mut self,
        field: Field,
        text: &str,
        open: Open,
    ) -> Result<Option<Vec<Clause>>, QueryError> {
        if is_stop_text(self, text)? {
            return self.kept_words(field, text);
        }
        let mut clauses = Vec::new();
        for view in views(field) {
            clauses.extend(self.phrases(field, view, text)?);
            if view == View::Ja && text.chars().any(is_japanese) {
                clauses.extend(self.phrases_between(field, View::JaChars, text, open)?);
            }
        }
        Ok(Some(clauses))
    }

    /// Quoted words are those of the text: none is left out and none is stemmed.
    pub(super) fn quoted(&mut self, field: Field, text: &str) -> Result<Option<Vec<Clause>>, QueryError> {
        let mut clauses = Vec::new();
        for view in views(field) {
            let view = match view {
                View::Ja => View::JaChars,
                View::En => View::EnWords,
                view => view,
            };
            clauses.extend(self.phrases(field, view, text)?);
        }
        Ok(Some(clauses))
    }

    /// The terms of a text side by side, in every part of the field.
    fn phrases(&self, field: Field, view: View, text: &str) -> Result<Vec<Clause>, QueryError> {
        self.phrases_between(field, view, text, Open::default())
    }

    /// The same, between the ends of Latin words except where they are open.
    fn phrases_between(
        &self,
        field: Field,
        view: View,
        text: &str,
        open: Open,
    ) -> Result<Vec<Clause>, QueryError> {
        let found = self.analyzed(view, text)?;
        let (Some(first), Some(last)) = (found.first(), found.last()) else { return Ok(Vec::new()) };
        let starts = (first.begins_word && !open.start).then_some(0);
        let ends = (last.ends_word && !open.end).then_some(last.position - first.position);
        let terms: Vec<(u32, String)> = found.into_iter().map(|found| (found.position, found.term)).collect();
        let markers: Vec<(u32, &str)> = starts
            .map(|offset| (offset, analysis::WORD_START))
            .into_iter()
            .chain(ends.map(|offset| (offset, analysis::WORD_END)))
            .collect();
        let mut clauses = Vec::new();
        for part in parts(field) {
            let physical = physical(part, view);
            if self.lacks_any(&physical, &terms)? {
                continue;
            }
            let role = self.role(part, view);
            if !markers.is_empty() {
                let condition = Ast::leaf(field, Operand::Quoted(text.to_owned())).to_string();
                clauses.push(self.marked_phrase((physical, condition), &relative(&terms), &markers, role)?);
                continue;
            }
            clauses.push(match terms.as_slice() {
                [(_, term)] => Clause::Term { field: physical, term: term.clone(), role },
                _ => Clause::Phrase { field: physical, terms: relative(&terms), role },
            });
        }
        Ok(clauses)
    }

    /// Terms at their offsets with markers at theirs, as a condition on positions: a marker is no evidence, which a
    /// phrase of the engine would make of it.
    fn marked_phrase(
        &self,
        (physical, condition): (String, String),
        terms: &[(u32, String)],
        markers: &[(u32, &str)],
        role: Role,
    ) -> Result<Clause, QueryError> {
        let mut slots = Vec::with_capacity(terms.len() + markers.len());
        let mut run = Vec::with_capacity(terms.len() + markers.len());
        for (offset, term) in terms {
            let documents = self.generation.document_frequency(&physical, term)?;
            run.push((*offset, slots.len()));
            slots.push(Slot {
                field: physical.clone(),
                any_of: vec![term.clone()],
                but_not: Vec::new(),
                document_frequency: Some(documents.min(self.generation.document_count())),
            });
        }
        for (offset, marker) in markers {
            run.push((*offset, slots.len()));
            slots.push(Slot::of_marker(&physical, marker));
        }
        run.sort_by_key(|(offset, _)| *offset);
        Ok(Spans { condition, field: physical, slots, node: Node::Run(run), role }.clause())
    }

    fn lacks_any(&self, physical: &str, terms: &[(u32, String)]) -> Result<bool, QueryError> {
        for (_, term) in terms {
            if self.generation.document_frequency(physical, term)? == 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Words that analysers leave out, in the views that keep every word; `None` unless those are asked for.
    fn kept_words(&mut self, field: Field, text: &str) -> Result<Option<Vec<Clause>>, QueryError> {
        if !self.keep_stop_words {
            return Ok(None);
        }
        let mut clauses = Vec::new();
        for view in views(field) {
            let view = match view {
                View::Ja => View::JaChars,
                View::En => View::EnWords,
                view => view,
            };
            for word in text.split_whitespace() {
                clauses.extend(self.phrases(field, view, word)?);
            }
        }
        Ok(Some(clauses))
    }

    fn analyzed(&self, view: View, text: &str) -> Result<Vec<Found>, QueryError> {
        let mut analyzer = Worker::of_view(self.generation, view)?;
        let mut found: Vec<Found> = Vec::new();
        for token in analyzer.analyze(text).iter() {
            if !token.is_marker() {
                found.push(Found {
                    term: token.term.to_owned(),
                    surface: text[token.byte_range].to_owned(),
                    position: token.position,
                    begins_word: false,
                    ends_word: false,
                });
            } else if let Some(last) = found.last_mut() {
                last.begins_word |= token.term == analysis::WORD_START;
                last.ends_word |= token.term == analysis::WORD_END;
            }
        }
        Ok(found)
    }
}

/// A term of a text, and what it was made of.
struct Found {
    term: String,
    surface: String,
    position: u32,
    /// Whether it is the first character of a Latin word, in the view of single characters.
    begins_word: bool,
    /// Whether it is the last one.
    ends_word: bool,
}

/// A distinct term of a text, and how often it occurs there.
struct Counted {
    term: String,
    surface: String,
    times: f32,
}

fn counted(found: Vec<Found>) -> Vec<Counted> {
    let mut counted: Vec<Counted> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for Found { term, surface, .. } in found {
        let place = *places.entry(term.clone()).or_insert(counted.len());
        match counted.get_mut(place) {
            Some(known) => known.times += 1.0,
            None => counted.push(Counted { term, surface, times: 1.0 }),
        }
    }
    counted
}

/// The terms of a value with their positions relative to the first, markers left out.
pub(super) fn terms(analyzer: &mut Analyzer, value: &str) -> Vec<(u32, String)> {
    let tokens = analyzer.analyze(value);
    let words = tokens.iter().filter(|token| !token.is_marker());
    relative(&words.map(|token| (token.position, token.term.to_owned())).collect::<Vec<_>>())
}

fn relative(terms: &[(u32, String)]) -> Vec<(u32, String)> {
    let first = terms.first().map_or(0, |(position, _)| *position);
    terms.iter().map(|(position, term)| (position - first, term.clone())).collect()
}

/// Whether a text consists of words that its script's analyser leaves out: the Japanese one where it has kana or
/// kanji, else the English one. This chooses a list of stop words by characters; it guesses no language.
fn is_stop_text(planner: &Planner<'_>, text: &str) -> Result<bool, QueryError> {
    let view = if text.chars().any(is_japanese) { View::Ja } else { View::En };
    Ok(planner.analyzed(view, text)?.is_empty())
}

/// The views of a field's texts that hold words: one, where the user asked for one.
fn views(field: Field) -> Vec<View> {
    let view = |view| match view {
        TextView::Japanese => View::Ja,
        TextView::English => View::En,
        TextView::Other => View::Other,
    };
    match field.view() {
        Some(asked) => vec![view(asked)],
        None => TextView::ALL.map(view).to_vec(),
    }
}

fn parts(field: Field) -> impl Iterator<Item = Part> {
    let names = field.info().physical;
    Part::ALL.iter().copied().filter(move |part| names.contains(&part.as_str()))
}

fn physical(part: Part, view: View) -> String {
    format!("{part}.{view}")
}

/// Hiragana, katakana, half-width katakana, kanji and their iteration and prolonged sound marks.
pub(crate) fn is_japanese(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}')
}

impl Role {
    fn times(self, times: f32) -> Self {
        match self {
            Self::Score(boost) => Self::Score(boost * times),
            Self::Filter => Self::Filter,
        }
    }
}
