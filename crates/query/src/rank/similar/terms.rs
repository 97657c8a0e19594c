//! What a document is about: the terms by which others are compared with it.
//!
//! A term's weight is the score that the document itself has for it in BM25F: what it has of the term in title,
//! abstract, claims and keywords is weighed by part, set against the part's length and saturated, and multiplied by
//! the idf. Of each view the `long.terms` heaviest terms are searched, each with its saturated frequency as boost, so
//! that the document that shares most of what this one is about scores most. Terms that no other document has are
//! left out, and so are numbers.

use std::collections::BTreeMap;

use indexer::{Generation, View};
use model::Document;

use super::super::counts::TermCounts;
use crate::{
    QueryError,
    plan::{Clause, document_frequency, idf, scored_term},
    snippet::head_texts_of,
};

/// A term that a document is looked up by.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceTerm {
    /// As the document has it first.
    pub name: String,
    /// As the index has it.
    pub term: String,
    pub view: View,
    /// Its saturated frequency, by which its score in other documents is multiplied.
    pub boost: f32,
    /// The boost times its idf.
    pub weight: f64,
    /// Documents that have it, in the part in which most do.
    pub documents: u64,
}

/// The terms of a document by weight.
pub(super) fn of_document(
    generation: &Generation,
    document: &Document,
) -> Result<Vec<SourceTerm>, QueryError> {
    let counts = TermCounts::of(generation, head_texts_of(document))?;
    let ranking = &generation.config().ranking;
    let mut by_view: BTreeMap<View, Vec<SourceTerm>> = BTreeMap::new();
    for ((view, term), counted) in &counts.terms {
        if term.chars().all(char::is_numeric) {
            continue;
        }
        let documents = document_frequency(generation, *view, term)?;
        if documents < 2 {
            continue;
        }
        let boost = counts.saturated(generation, *view, counted)?;
        let weight = f64::from(boost) * idf(generation.document_count(), documents);
        let (name, term, view) = (counted.name.clone(), term.clone(), *view);
        let term = SourceTerm { name, term, view, boost, weight, documents };
        by_view.entry(view).or_default().push(term);
    }
    let mut all = Vec::new();
    for mut terms in by_view.into_values() {
        // The terms of a view come in their order, which decides among equals.
        terms.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        terms.truncate(ranking.long.terms);
        all.extend(terms);
    }
    all.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    Ok(all)
}

/// What scores by the terms: of several languages, the one in which a document scores most.
pub(super) fn clause(generation: &Generation, terms: &[SourceTerm]) -> Result<Clause, QueryError> {
    let mut by_view: BTreeMap<View, Vec<Clause>> = BTreeMap::new();
    for SourceTerm { name, term, view, boost, .. } in terms {
        let scored = Clause::Scored(scored_term(generation, (*view, term), name, *boost)?.into());
        by_view.entry(*view).or_default().push(scored);
    }
    let mut languages: Vec<Clause> =
        by_view.into_values().map(|clauses| Clause::Any { condition: None, clauses }).collect();
    Ok(match languages.len() {
        0 => Clause::Nothing,
        1 => languages.swap_remove(0),
        _ => Clause::Best(languages),
    })
}
