//! Every document of any of many terms, found at once: a bit a document, set list by list.
//!
//! The engine's union asks each list for its next document, which costs as much as reading tens of postings. It stays
//! where a union is one condition of several, since then another may leave few documents to look up.

use indexer::Generation;
use tantivy::{Term, query::Query};

use super::{Clause, compile, resolve};
use crate::{
    QueryError,
    found::{Found, FoundQuery},
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
    let mut queries: Vec<Box<dyn Query>> =
        vec![Box::new(FoundQuery(Found::of_terms(generation, &terms)?.into()))];
    for other in &union.others {
        queries.push(compile(generation, other)?);
    }
    Ok(Some(queries))
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
