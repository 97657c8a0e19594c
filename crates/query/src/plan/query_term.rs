//! Terms of a query that score: each counts once, wherever a document has it.

use std::sync::Arc;

use indexer::{Generation, Part, TextField, View};

use super::{Clause, Spans, locate_word};
use crate::QueryError;

/// A term of the query, scored by BM25F: what a document has of it in all parts is added up before it saturates.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryTerm {
    /// What an explanation calls it: a word of the query, or a condition as the echo prints it.
    pub name: Arc<str>,
    /// Whether it is two terms side by side, which matches nothing that the two do not match.
    pub is_pair: bool,
    /// Its forms by language; a document has the score of the form in which it scores most.
    pub forms: Vec<Form>,
}

/// What a term of the query is in one view. Its statistics are those of this view's documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    pub view: View,
    /// Multiplier of its score: how often a free text says the word, or the weight of a pair.
    pub boost: f32,
    /// One for what the query says itself; more where other words mean the same.
    pub variants: Vec<Variant>,
}

/// One way of saying a term.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    pub name: Arc<str>,
    /// How much an occurrence counts: 1 for the query's own word, less for one that may mean something else.
    pub weight: f32,
    pub streams: Vec<Stream>,
}

/// Where a variant's occurrences come from, in one part.
#[derive(Debug, Clone, PartialEq)]
pub struct Stream {
    pub part: Part,
    pub source: Source,
}

/// What occurs.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// A term, or terms at offsets from the first position of what they stand for, in a physical field.
    Terms { field: Arc<str>, terms: Arc<[(u32, String)]> },
    /// Terms at positions that a condition is put on.
    Spans(Arc<Spans>),
}

/// A term of a view, by its form in the index, in every part that has it.
pub(crate) fn scored_term(
    generation: &Generation,
    (view, term): (View, &str),
    name: &str,
    boost: f32,
) -> Result<QueryTerm, QueryError> {
    let word = locate_word(generation, view, term)?;
    let terms: Arc<[_]> = Arc::new([(0, term.to_owned())]);
    let mut streams = Vec::new();
    for (part, _) in word.parts() {
        let Some(TextField { name, .. }) = generation.schema().text(part, view) else { continue };
        let source = Source::Terms { field: Arc::clone(name), terms: Arc::clone(&terms) };
        streams.push(Stream { part, source });
    }
    let name: Arc<str> = name.into();
    let forms = Form::of(view, boost, &name, streams).into_iter().collect();
    Ok(QueryTerm { name, is_pair: false, forms })
}

impl QueryTerm {
    /// A term of which each form has one variant, as the query says it. `None` where no part of the index has it.
    pub(super) fn new(name: &Arc<str>, forms: Vec<Form>) -> Option<Self> {
        (!forms.is_empty()).then(|| Self { name: Arc::clone(name), is_pair: false, forms })
    }

    /// Every source.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        let variants = self.forms.iter().flat_map(|form| &form.variants);
        variants.flat_map(|variant| &variant.streams).map(|stream| &stream.source)
    }

    /// What it matches: clauses of which any must match. A pair matches what its terms match by themselves.
    pub(super) fn matching(&self) -> Vec<Clause> {
        if self.is_pair { Vec::new() } else { self.sources().cloned().map(Source::clause).collect() }
    }
}

impl Form {
    pub(super) fn of(view: View, boost: f32, name: &Arc<str>, streams: Vec<Stream>) -> Option<Self> {
        let variant = Variant { name: Arc::clone(name), weight: 1.0, streams };
        (!variant.streams.is_empty()).then(|| Self { view, boost, variants: vec![variant] })
    }
}

impl Source {
    pub(super) fn clause(self) -> Clause {
        match self {
            Self::Terms { field, terms } => match &*terms {
                [(_, only)] => Clause::Term { field: field.to_string(), term: only.clone() },
                several => Clause::Phrase { field: field.to_string(), terms: several.to_vec() },
            },
            Self::Spans(spans) => Clause::Spans(spans),
        }
    }
}
