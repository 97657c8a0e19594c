//! The last step of planning: a [`Plan`] as a query of the embedded engine.

use std::{ops::Bound, sync::Arc};

use indexer::Generation;
use tantivy::{
    Term,
    query::{AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, InvertedIndexRangeQuery, Occur},
    query::{PhraseQuery, Query, RangeQuery, TermQuery, TermSetQuery},
    schema::{Field, IndexRecordOption},
};

use super::{Clause, Plan, Vocabulary, locate};
use crate::{
    QueryError,
    found::FoundQuery,
    rank::{SpansQuery, documents_of_plan},
};

impl Vocabulary for Generation {
    fn document_frequency(&self, field: &str, term: &str) -> Result<u64, QueryError> {
        let Some(field) = self.schema().field(field) else { return Ok(0) };
        Ok(locate(self, field, term)?.map_or(0, |located| located.documents()))
    }
}

/// The engine's query of what a plan matches, which is found at once, for a walk over all of it.
pub fn to_query(generation: &Generation, plan: &Plan) -> Result<Box<dyn Query>, QueryError> {
    Ok(Box::new(FoundQuery(documents_of_plan(generation, plan)?.into())))
}

/// The engine's query of what a clause by itself matches; every score is 0.
pub(crate) fn compile(generation: &Generation, clause: &Clause) -> Result<Box<dyn Query>, QueryError> {
    let query: Box<dyn Query> = match clause {
        Clause::Everything => Box::new(AllQuery),
        Clause::Nothing => Box::new(EmptyQuery),
        Clause::Scored(term) => return any_clause(generation, &term.matching()),
        Clause::Named { clauses, .. } => return any_clause(generation, clauses),
        Clause::Term { field, term } => {
            let term = Term::from_field_text(resolve(generation, field)?, term);
            Box::new(TermQuery::new(term, IndexRecordOption::Basic))
        }
        Clause::Phrase { field, terms } => {
            let field = resolve(generation, field)?;
            let term =
                |(offset, term): &(u32, String)| (*offset as usize, Term::from_field_text(field, term));
            Box::new(PhraseQuery::new_with_offset(terms.iter().map(term).collect()))
        }
        Clause::Spans(spans) => Box::new(SpansQuery::new(generation, spans)?),
        Clause::TermSet { field, terms } => {
            let field = resolve(generation, field)?;
            Box::new(TermSetQuery::new(terms.iter().map(|term| Term::from_field_text(field, term))))
        }
        Clause::Prefix { field, prefix } => prefix_query(resolve(generation, field)?, prefix),
        Clause::Between { field, lower, upper } => {
            let field = resolve(generation, field)?;
            let term = |bound: &Bound<String>| bound.as_ref().map(|text| Term::from_field_text(field, text));
            Box::new(InvertedIndexRangeQuery::new(term(lower), term(upper)))
        }
        Clause::Range { column, lower, upper } => range_query(resolve(generation, column)?, *lower, *upper),
        Clause::Found { found, .. } => Box::new(FoundQuery(Arc::clone(found))),
        Clause::Any { clauses, .. } | Clause::Best(clauses) => return any_clause(generation, clauses),
        Clause::All(clauses) => return intersection(generation, clauses),
        Clause::Not(_) => return intersection(generation, std::slice::from_ref(clause)),
    };
    Ok(silent(query))
}

/// The field of a physical name.
pub(crate) fn resolve(generation: &Generation, physical: &str) -> Result<Field, QueryError> {
    let missing = || QueryError::MissingField { field: physical.to_owned() };
    generation.schema().field(physical).ok_or_else(missing)
}

/// The same documents with score 0.
fn silent(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn any_clause(generation: &Generation, clauses: &[Clause]) -> Result<Box<dyn Query>, QueryError> {
    if let [clause] = clauses {
        return compile(generation, clause);
    }
    let queries = clauses.iter().map(|clause| compile(generation, clause));
    Ok(any(queries.collect::<Result<_, _>>()?))
}

fn any(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    if queries.len() == 1 {
        return queries.remove(0);
    }
    Box::new(BooleanQuery::new(queries.into_iter().map(|query| (Occur::Should, query)).collect()))
}

fn intersection(generation: &Generation, clauses: &[Clause]) -> Result<Box<dyn Query>, QueryError> {
    let mut queries = Vec::with_capacity(clauses.len() + 1);
    for clause in clauses {
        match clause {
            Clause::Not(excluded) => queries.push((Occur::MustNot, compile(generation, excluded)?)),
            clause => queries.push((Occur::Must, compile(generation, clause)?)),
        }
    }
    if queries.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        queries.push((Occur::Must, silent(Box::new(AllQuery))));
    }
    Ok(Box::new(BooleanQuery::new(queries)))
}

fn prefix_query(field: Field, prefix: &str) -> Box<dyn Query> {
    let term = |text: &str| Term::from_field_text(field, text);
    // No term holds the last character of Unicode, so that it ends the terms with this prefix.
    let end = format!("{prefix}\u{10ffff}");
    let bounds = (Bound::Included(term(prefix)), Bound::Excluded(term(&end)));
    Box::new(InvertedIndexRangeQuery::new(bounds.0, bounds.1))
}

fn range_query(field: Field, lower: Option<u64>, upper: Option<u64>) -> Box<dyn Query> {
    let term = |value| Term::from_field_u64(field, value);
    let lower = Bound::Included(term(lower.unwrap_or(0)));
    let upper = Bound::Included(term(upper.unwrap_or(u64::MAX)));
    Box::new(RangeQuery::new(lower, upper))
}
