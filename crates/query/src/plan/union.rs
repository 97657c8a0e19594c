//! Every document of any of many terms, found at once: a bit a document, set list by list.
//!
//! The engine's union asks each list for its next document, which costs as much as reading tens of postings. It stays
//! where a union is one condition of several, since then another may leave few documents to look up.

use std::sync::Arc;

use indexer::Generation;
use tantivy::{Term, query::Query};

use super::{Clause, compile, locate, resolve};
use crate::{
    QueryError,
    found::{Found, FoundQuery},
    rank::{PhraseDocuments, known_phrase},
};

/// A clause that any of several clauses matches, as terms and what else there is.
#[derive(Default)]
struct Union<'c> {
    terms: Vec<(&'c str, &'c str)>,
    others: Vec<Clause>,
}

/// The engine's queries of which any must match for the clause to match; `None` where it is no union.
pub(super) fn any_of(
    generation: &Generation,
    clause: &Clause,
) -> Result<Option<Vec<Box<dyn Query>>>, QueryError> {
    if !matches!(clause, Clause::Any { .. } | Clause::Best(_) | Clause::Scored(_)) {
        return Ok(None);
    }
    let mut union = Union::default();
    union.add(clause);
    let mut terms = Vec::with_capacity(union.terms.len());
    for (field, term) in union.terms {
        terms.push(Term::from_field_text(resolve(generation, field)?, term));
    }
    terms.sort_unstable();
    terms.dedup();
    let located = terms.iter().map(|term| Ok((term.field(), locate(generation, term)?)));
    let located = located.collect::<Result<Vec<_>, QueryError>>()?;
    let (mut phrases, mut queries) = (Vec::new(), Vec::new());
    for other in &union.others {
        match known(generation, other)? {
            Some(phrase) => phrases.push(phrase),
            None => queries.push(compile(generation, other)?),
        }
    }
    queries.insert(0, Box::new(FoundQuery(Found::of_any(generation, &located, &phrases)?.into())));
    Ok(Some(queries))
}

/// The documents of a phrase that was counted to weigh it.
fn known(generation: &Generation, clause: &Clause) -> Result<Option<Arc<PhraseDocuments>>, QueryError> {
    let Clause::Phrase { field, terms } = clause else { return Ok(None) };
    let field = resolve(generation, field)?;
    let terms = terms.iter().map(|(offset, term)| (*offset, Term::from_field_text(field, term)));
    Ok(known_phrase(generation, &terms.collect::<Vec<_>>()))
}

impl<'c> Union<'c> {
    fn add(&mut self, clause: &'c Clause) {
        match clause {
            Clause::Any { clauses, .. } | Clause::Best(clauses) => {
                clauses.iter().for_each(|clause| self.add(clause));
            }
            Clause::Term { field, term } => self.terms.push((field, term)),
            Clause::Scored(term) if term.is_pair => {}
            Clause::Scored(term) => {
                for source in term.sources() {
                    match source.term() {
                        Some(term) => self.terms.push(term),
                        None => self.others.push(source.clone().clause()),
                    }
                }
            }
            other => self.others.push(other.clone()),
        }
    }
}
