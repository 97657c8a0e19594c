//! The best documents by score without scoring every one: exactly those that scoring every one gives, with the same
//! scores, bit for bit.
//!
//! A score is a sum of parts: terms, neighbours, what feedback added ([`leaves`]). No document has more of a part than
//! its bound: BM25F saturates at `boost * idf * (k1 + 1)`. Once enough documents are known, a document must exceed the
//! worst of them, the threshold, which holds for all segments together. The parts of the least bounds, which together
//! do not exceed it, bring no document by themselves: only the other lists of postings, the essential ones, are read,
//! and the rest is looked up for documents that can still exceed the threshold (MaxScore: Turtle and Flood, "Query
//! Evaluation: Strategies and Optimizations", 1995).
//!
//! Documents are taken window by window ([`totals`]), as Lucene's `MaxScoreBulkScorer` does: each essential list is
//! read straight through the window, part by part, and the sums are kept in an array. For long queries that costs a
//! fraction of looking for the next document in hundreds of lists.
//!
//! What filters, exclusions and conjunctions require is a set of documents apart, which scores nothing. Where it is
//! small, it leads, and every list is looked up for its documents; else it is looked up for the documents of the lists.
//! It leads where `documents * lists * 8` is less than the postings of the essential lists: finding a document in a list
//! is taken to cost as much as reading eight postings on, which has not been measured.
//!
//! Totals and facets are counted apart, without scores ([`mod@super::search`]).

mod leaves;
mod list;
mod top;
mod totals;
mod walk;

use indexer::Generation;
use tantivy::query::{EnableScoring, Weight};

use self::{
    leaves::{Leaves, Required},
    top::Top,
    totals::Totals,
    walk::Walk,
};
use super::{by_score::Scored, evaluate::Weighed};
use crate::{
    QueryError,
    cursor::PlaceInOrder,
    plan::{Clause, Plan, compile, to_query},
};

/// The first `wanted` documents after a place, best first, equal scores by address.
pub(super) fn best(
    generation: &Generation,
    (plan, weighed): (&Plan, &Weighed),
    wanted: usize,
    after: Option<PlaceInOrder>,
) -> Result<Vec<Scored>, QueryError> {
    let leaves = Leaves::of(weighed, plan);
    let required = required(generation, plan, &leaves.required)?;
    let mut top = Top::new(wanted, after);
    let mut totals = Totals::new();
    for segment_ord in 0..generation.searcher().segment_readers().len() as u32 {
        let mut walk = Walk::open((generation, weighed), &leaves, required.as_deref(), segment_ord)?;
        walk.run(&mut totals, &mut top)?;
    }
    Ok(top.into_scored())
}

/// What every match must meet, as the engine looks for it; `None` where there is nothing of the kind.
fn required(
    generation: &Generation,
    plan: &Plan,
    required: &Required<'_>,
) -> Result<Option<Box<dyn Weight>>, QueryError> {
    let query = match required {
        Required::Clauses(clauses) if clauses.is_empty() => return Ok(None),
        Required::Clauses(clauses) => {
            compile(generation, &Clause::All(clauses.iter().copied().cloned().collect()))?
        }
        Required::Plan => to_query(generation, plan)?,
    };
    Ok(Some(query.weight(EnableScoring::disabled_from_searcher(generation.searcher()))?))
}
