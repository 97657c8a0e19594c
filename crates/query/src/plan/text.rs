//! Words, quoted text and free text in the text fields.

use std::{collections::HashSet, sync::Arc};

use analysis::Analyzer;
use indexer::{Part, View};
use rustc_hash::FxHashMap;

use super::{
    Clause, Form, Planner, QueryTerm, Source, Stream,
    characters::{OfWord, Piece, Reading},
    located::{Word, has_terms},
    spans::{Open, Spans},
};
use crate::{Ast, Field, Operand, QueryError, TextView, workers::Worker};

impl Planner<'_> {
    /// Clauses of which any must match, or `None` where no view has a term of the text.
    pub(super) fn free_text(&mut self, field: Field, text: &str) -> Result<Option<Vec<Clause>>, QueryError> {
        let mut terms = Named::default();
        let mut pairs = Named::default();
        let mut any_term = false;
        let mut compounds = Vec::new();
        let mut is_stop_text = None;
        let mut without_terms = Vec::new();
        let views = views(field);
        for &view in &views {
            let direction = self.direction(view, &views);
            if direction.is_none() && !self.may_have(view)? {
                without_terms.push(view);
                continue;
            }
            let found = self.analyzed(view, text)?;
            any_term |= !found.is_empty();
            if view == view_of_stop_words(text) {
                is_stop_text = Some(found.is_empty());
            }
            let mut distinct = counted(&found);
            distinct.retain(|word| !is_no_evidence(view, word.surface));
            if view == View::Ja && self.scoring && distinct.len() <= self.ranking().long.terms {
                self.character_pairs(field, text, &mut pairs)?;
            }
            let counted = self.selected(view, distinct)?;
            self.count_clauses(counted.len())?;
            for counted in &counted {
                let name: Arc<str> = counted.surface.into();
                let form = self.free_form(field, view, (&name, counted))?;
                terms.add(name, form);
            }
            for QueryTerm { name, forms, .. } in self.joined(field, view, (&found, &counted))? {
                forms.into_iter().for_each(|form| terms.add(Arc::clone(&name), Some(form)));
            }
            if self.scoring && 0.0 < self.ranking().view[&view].pair {
                let searched: HashSet<&str> = counted.iter().map(|word| word.term).collect();
                for [first, second] in self.pairs(&found, &searched) {
                    let name = format!("{} {}", first.surface, second.surface).into();
                    let form = self.pair(field, view, &name, [first, second])?;
                    pairs.add(name, form);
                }
            }
            if let Some(direction) = direction {
                compounds.extend(self.translations(field, direction, (&found, &counted), &mut terms)?);
            }
        }
        let is_stop_text = match is_stop_text {
            Some(known) => known,
            None => self.is_stop_text(text)?,
        };
        // What no document has is not what an analyser leaves out: it finds nothing, not everything.
        for view in without_terms {
            any_term = any_term || !self.analyzed(view, text)?.is_empty();
        }
        if !any_term || is_stop_text {
            return self.kept_words(field, text);
        }
        let mut clauses = Vec::new();
        for compound in compounds {
            clauses.push(self.compound_term(compound, &mut terms, &mut pairs)?);
        }
        clauses.extend(terms.into_terms(false).flat_map(|term| self.scored(term)));
        clauses.extend(pairs.into_terms(true).flat_map(|pair| self.scored(pair)));
        Ok(Some(clauses))
    }

    /// What a word counts that a free text says so often.
    pub(super) fn saturated(&self, times: f32) -> f32 {
        let k3 = self.ranking().long.k3;
        (k3 + 1.0) * times / (k3 + times)
    }

    /// One term of a free text in every part of the field. A word said f times counts `(k3 + 1) * f / (k3 + f)` times.
    fn free_form(
        &mut self,
        field: Field,
        view: View,
        (name, counted): (&Arc<str>, &Counted<'_>),
    ) -> Result<Option<Form>, QueryError> {
        let boost = self.saturated(counted.times);
        let streams = self.streams(field, view, &Arc::from([(0, counted.term.to_owned())]))?;
        let mut form = Form::of(view, boost, name, streams);
        if let Some(divided) = self.divided(field, view, counted)? {
            form.get_or_insert_with(|| Form { view, boost, variants: Vec::new() }).variants.push(divided);
        }
        let is_unknown_compound = form.is_none()
            && view == View::Ja
            && counted.surface.chars().all(is_japanese)
            && 1 < counted.surface.chars().count();
        if is_unknown_compound {
            let characters = self.phrase(field, View::JaChars, name, Open::default())?;
            return Ok(characters.map(|form| Form { boost, ..form }));
        }
        Ok(form)
    }

    /// Distinct neighbours of a free text, of the words that are searched.
    fn pairs<'f, 't>(&self, found: &'f [Found<'t>], searched: &HashSet<&str>) -> Vec<[&'f Found<'t>; 2]> {
        let distance = self.ranking().pair.distance;
        let is_pair = |[first, second]: &[&Found<'_>; 2]| {
            second.position - first.position <= distance
                && first.term != second.term
                && [first, second].iter().all(|found| searched.contains(found.term.as_str()))
        };
        let mut known = HashSet::new();
        let pairs = found.iter().zip(found.iter().skip(1)).map(<[&Found; 2]>::from).filter(is_pair);
        pairs.filter(|pair| known.insert(pair.map(|found| &found.term))).collect()
    }

    fn pair(
        &self,
        field: Field,
        view: View,
        name: &Arc<str>,
        [first, second]: [&Found<'_>; 2],
    ) -> Result<Option<Form>, QueryError> {
        let terms = [(0, first.term.clone()), (second.position - first.position, second.term.clone())];
        let streams = self.streams(field, view, &Arc::from(terms))?;
        Ok(Form::of(view, self.ranking().view[&view].pair, name, streams))
    }

    /// Distinct neighbouring characters of a Japanese text, which meet what the division into words keeps apart: 二次
    /// in 二 次 電池 and 二次電池.
    fn character_pairs(&self, field: Field, text: &str, pairs: &mut Named) -> Result<(), QueryError> {
        let view = View::JaChars;
        if self.ranking().view[&view].pair == 0.0 {
            return Ok(());
        }
        let found = self.analyzed(view, text)?;
        let mut known = HashSet::new();
        for [first, second] in found.iter().zip(found.iter().skip(1)).map(<[&Found; 2]>::from) {
            let are_neighbours = second.position == first.position + 1;
            if are_neighbours && tell(first, second) && known.insert([&first.term, &second.term]) {
                let name = format!("{}{}", first.surface, second.surface).into();
                let form = self.pair(field, view, &name, [first, second])?;
                pairs.add(name, form);
            }
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
        let of_script = view_of_stop_words(text);
        let found = self.analyzed(of_script, text)?;
        if found.is_empty() {
            return self.kept_words(field, text);
        }
        let (name, mut forms) = (Arc::from(text), Vec::new());
        for view in views(field) {
            let is_analysed = view == of_script && has_terms(self.generation, view)?;
            forms.extend(match is_analysed {
                true => self.side_by_side(field, view, (&name, &found), Open::default())?,
                false => self.phrase(field, view, &name, Open::default())?,
            });
            if view == View::Ja && text.chars().any(is_japanese) {
                forms.extend(self.phrase(field, View::JaChars, &name, open)?);
            }
            if open == Open::default() {
                forms.extend(self.whole_translated(field, view, text)?);
            }
        }
        Ok(Some(QueryTerm::new(&name, forms).map_or(Vec::new(), |term| self.scored(term))))
    }

    /// Quoted words are those of the text: none is left out and none is stemmed.
    pub(super) fn quoted(&mut self, field: Field, text: &str) -> Result<Option<Vec<Clause>>, QueryError> {
        let (name, mut forms) = (Arc::from(text), Vec::new());
        for view in views(field) {
            forms.extend(self.phrase(field, as_written(view), &name, Open::default())?);
            forms.extend(self.whole_translated(field, view, text)?);
        }
        Ok(Some(QueryTerm::new(&name, forms).map_or(Vec::new(), |term| self.scored(term))))
    }

    /// A word or quoted text as a whole in the other view.
    fn whole_translated(&mut self, field: Field, view: View, text: &str) -> Result<Option<Form>, QueryError> {
        let Some(direction) = self.direction(view, &views(field)) else { return Ok(None) };
        let found = self.analyzed(view, text)?;
        if found.is_empty() {
            return Ok(None);
        }
        Ok(self.translated(field, direction, &found)?.flatten())
    }

    /// A term as the clauses of which any must match.
    pub(super) fn scored(&self, term: QueryTerm) -> Vec<Clause> {
        if self.scoring { vec![Clause::Scored(term.into())] } else { term.matching() }
    }

    /// The terms of a text side by side, in every part of the field, between the ends of Latin words except where
    /// they are open.
    fn phrase(
        &self,
        field: Field,
        view: View,
        text: &Arc<str>,
        open: Open,
    ) -> Result<Option<Form>, QueryError> {
        if !has_terms(self.generation, view)? {
            return Ok(None);
        }
        self.side_by_side(field, view, (text, &self.analyzed(view, text)?), open)
    }

    /// The same of a text that was analysed.
    fn side_by_side(
        &self,
        field: Field,
        view: View,
        (text, found): (&Arc<str>, &[Found<'_>]),
        open: Open,
    ) -> Result<Option<Form>, QueryError> {
        let Some(first) = found.first() else { return Ok(None) };
        let Reading { pieces, markers, .. } = Reading::of(found.iter().map(|found| &found.of_word), open);
        let offset = |place: usize| found[place].position - first.position;
        let terms = pieces.iter().map(|piece| match *piece {
            Piece::Character(place) => (offset(place), found[place].term.clone()),
            Piece::Word(last) => (offset(last), found[last].of_word.whole().to_owned()),
        });
        let terms: Vec<(u32, String)> = terms.collect();
        if markers.is_empty() {
            return Ok(Form::of(view, 1.0, text, self.streams(field, view, &terms.into())?));
        }
        let markers: Vec<_> = markers.into_iter().map(|(place, marker)| (offset(place), marker)).collect();
        let condition = Ast::leaf(field, Operand::Quoted(text.to_string())).to_string();
        let words = self.words(view, &terms)?;
        let mut streams = Vec::new();
        for part in parts(field).filter(|part| words.iter().all(|word| word.in_part(*part).is_some())) {
            let Some(physical) = self.generation.schema().text(part, view) else { continue };
            let of_field = (&*physical.name, condition.clone());
            let spans = Spans::of_characters(self.generation, of_field, &terms, &markers)?;
            streams.push(Stream { part, source: Source::Spans(spans.into()) });
        }
        Ok(Form::of(view, 1.0, text, streams))
    }

    /// Terms at offsets from the first, in every part of the field that has them all.
    pub(super) fn streams(
        &self,
        field: Field,
        view: View,
        terms: &Arc<[(u32, String)]>,
    ) -> Result<Vec<Stream>, QueryError> {
        let words = self.words(view, terms)?;
        let mut streams = Vec::new();
        for part in parts(field).filter(|part| words.iter().all(|word| word.in_part(*part).is_some())) {
            let Some(physical) = self.generation.schema().text(part, view) else { continue };
            let (field, terms) = (Arc::clone(&physical.name), Arc::clone(terms));
            streams.push(Stream { part, source: Source::Terms { field, terms } });
        }
        Ok(streams)
    }

    fn words(&self, view: View, terms: &[(u32, String)]) -> Result<Vec<Arc<Word>>, QueryError> {
        terms.iter().map(|(_, term)| self.terms.word(self.generation, view, term)).collect()
    }

    /// Whether a text consists of words that its script's analyser leaves out.
    fn is_stop_text(&self, text: &str) -> Result<bool, QueryError> {
        Ok(self.analyzed(view_of_stop_words(text), text)?.is_empty())
    }

    /// Whether the index has anything in a view, or in the one that keeps every word of it.
    fn may_have(&self, view: View) -> Result<bool, QueryError> {
        Ok(has_terms(self.generation, view)? || has_terms(self.generation, as_written(view))?)
    }

    /// Words that analysers leave out, in the views that keep every word; `None` unless those are asked for.
    fn kept_words(&mut self, field: Field, text: &str) -> Result<Option<Vec<Clause>>, QueryError> {
        if !self.keep_stop_words {
            return Ok(None);
        }
        let mut words = Named::default();
        for view in views(field) {
            for word in text.split_whitespace() {
                let name = Arc::from(word);
                let form = self.phrase(field, as_written(view), &name, Open::default())?;
                words.add(name, form);
            }
        }
        Ok(Some(words.into_terms(false).flat_map(|word| self.scored(word)).collect()))
    }

    pub(super) fn analyzed<'t>(&self, view: View, text: &'t str) -> Result<Vec<Found<'t>>, QueryError> {
        let mut analyzer = Worker::of_view(self.generation, view)?;
        let mut found: Vec<Found<'t>> = Vec::new();
        for token in analyzer.analyze(text).iter() {
            if !token.is_marker() {
                found.push(Found {
                    term: token.term.to_owned(),
                    end: token.byte_range.end,
                    surface: &text[token.byte_range],
                    position: token.position,
                    of_word: OfWord::default(),
                });
            } else if let Some(last) = found.last_mut() {
                last.of_word.read(token.term);
            }
        }
        Ok(found)
    }
}

/// A term of a text, and what it was made of.
pub(super) struct Found<'t> {
    pub(super) term: String,
    pub(super) surface: &'t str,
    /// Bytes of the text up to its end.
    pub(super) end: usize,
    pub(super) position: u32,
    /// In the view of single characters.
    of_word: OfWord,
}

/// Whether two characters say something together: both belong to words, and one of them is kanji or katakana.
fn tell(first: &Found<'_>, second: &Found<'_>) -> bool {
    let is_of_word = |found: &&Found<'_>| found.surface.chars().all(|c| c.is_alphanumeric() || c == '々');
    let is_kana = |c: char| ('\u{3041}'..='\u{309f}').contains(&c);
    let tells = |found: &Found<'_>| found.surface.chars().any(|c| is_japanese(c) && !is_kana(c));
    [first, second].iter().all(is_of_word) && (tells(first) || tells(second))
}

/// A distinct term of a text, and how often it occurs there.
pub(super) struct Counted<'f> {
    pub(super) term: &'f str,
    pub(super) surface: &'f str,
    pub(super) times: f32,
}

fn counted<'f>(found: &'f [Found<'_>]) -> Vec<Counted<'f>> {
    let mut counted: Vec<Counted<'f>> = Vec::with_capacity(found.len());
    let mut places = FxHashMap::default();
    places.reserve(found.len());
    for Found { term, surface, .. } in found {
        let place = *places.entry(term).or_insert(counted.len());
        match counted.get_mut(place) {
            Some(known) => known.times += 1.0,
            None => counted.push(Counted { term, surface, times: 1.0 }),
        }
    }
    counted
}

/// Forms in several views by what they are forms of, in the order in which the text says it.
#[derive(Default)]
pub(super) struct Named {
    terms: Vec<(Arc<str>, Vec<Form>)>,
    places: FxHashMap<Arc<str>, usize>,
}

impl Named {
    pub(super) fn add(&mut self, name: Arc<str>, form: Option<Form>) {
        let Some(form) = form else { return };
        let place = *self.places.entry(Arc::clone(&name)).or_insert(self.terms.len());
        match self.terms.get_mut(place) {
            Some((_, forms)) => forms.push(form),
            None => self.terms.push((name, vec![form])),
        }
    }

    /// Takes out the forms of a name; empty where there are none.
    pub(super) fn take(&mut self, name: &str) -> Vec<Form> {
        let forms = self.places.get(name).and_then(|place| self.terms.get_mut(*place));
        forms.map_or(Vec::new(), |(_, forms)| std::mem::take(forms))
    }

    fn into_terms(self, is_pair: bool) -> impl Iterator<Item = QueryTerm> {
        let left = self.terms.into_iter().filter(|(_, forms)| !forms.is_empty());
        left.map(move |(name, forms)| QueryTerm { name, is_pair, forms })
    }
}

/// The terms of a value with their positions relative to the first, markers left out.
pub(super) fn terms(analyzer: &mut Analyzer, value: &str) -> Vec<(u32, String)> {
    let tokens = analyzer.analyze(value);
    let words = tokens.iter().filter(|token| !token.is_marker());
    relative(&words.map(|token| (token.position, token.term.to_owned())).collect::<Vec<_>>())
}

pub(super) fn relative(terms: &[(u32, String)]) -> Vec<(u32, String)> {
    let first = terms.first().map_or(0, |(position, _)| *position);
    terms.iter().map(|(position, term)| (position - first, term.clone())).collect()
}

/// The view whose stop words a text's are: the Japanese one where it has kana or kanji, else the English one. This
/// chooses a list of stop words by characters; it guesses no language.
fn view_of_stop_words(text: &str) -> View {
    if text.chars().any(is_japanese) { View::Ja } else { View::En }
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

/// The view that keeps every word of another.
fn as_written(view: View) -> View {
    match view {
        View::Ja => View::JaChars,
        View::En => View::EnWords,
        view => view,
    }
}

/// The English analyser makes a word of every character of Japanese or Chinese, which says nothing one by one.
pub(crate) fn is_no_evidence(view: View, surface: &str) -> bool {
    view == View::En && surface.chars().all(is_japanese)
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
