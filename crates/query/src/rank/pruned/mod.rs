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
//! Where more than having one of the lists makes a match (filters, exclusions, conjunctions, parts that only score), what
//! matches was found before ([`super::matched`]). Where that is little, it leads, and every list is looked up for its
//! documents, or read on and scored where they are; else the documents of the lists are looked for in it. Which costs
//! less is told by what reading, looking up and scoring a posting are taken to cost beside each other ([`walk`]); these
//! weights fit measured searches and were not measured one by one.
//!
//! Totals and facets are counted apart, without scores ([`mod@super::search`]), but where there is one leaf, of which
//! nothing can be pruned, or lists are so long that scoring every match at once costs less than counting and pruning
//! ([`straight`]).

mod leaves;
mod list;
mod straight;
mod top;
mod totals;
mod walk;

use std::borrow::Cow;

use indexer::Generation;

use self::{leaves::Leaves, top::Top, totals::Totals, walk::Walk};
use super::{by_score::Scored, evaluate::Weighed, matched};
use crate::{
    QueryError,
    cursor::PlaceInOrder,
    found::{Found, leave_alive},
    plan::Plan,
};

/// The first `wanted` documents after a place, best first, equal scores by address. `found` is all that matches, where
/// that is known.
pub(super) fn best(
    generation: &Generation,
    (plan, weighed): (&Plan, &Weighed),
    found: Option<&Found>,
    wanted: usize,
    after: Option<PlaceInOrder>,
) -> Result<Vec<Scored>, QueryError> {
    let leaves = Leaves::of(weighed, plan);
    let found = match found {
        None if !leaves.all_match() => Some(Cow::Owned(matched::documents(generation, plan, weighed)?)),
        known => known.map(Cow::Borrowed),
    };
    let mut top = Top::new(wanted, after);
    let mut totals = Totals::kept();
    for (segment, segment_ord) in generation.searcher().segment_readers().iter().zip(0..) {
        let found = found.as_deref().and_then(|found| found.in_segment(segment));
        let mut walk = Walk::open((generation, weighed), &leaves, found, segment_ord)?;
        walk.run(0, &mut totals, &mut top)?;
    }
    totals.keep();
    Ok(top.into_scored())
}

/// The same, and all that matches.
pub(super) fn best_and_found(
    generation: &Generation,
    (plan, weighed): (&Plan, &Weighed),
    wanted: usize,
    after: Option<PlaceInOrder>,
) -> Result<(Vec<Scored>, Found), QueryError> {
    let leaves = Leaves::of(weighed, plan);
    let mut top = Top::new(wanted, after);
    let mut totals = Totals::kept();
    let found = Found::of_alive(generation, |segment_ord, segment| {
        let mut found;
        let (mut begun, mut ended) = (None, 0);
        if leaves.may_go_straight(segment) {
            let walk = begun.insert(Walk::open((generation, weighed), &leaves, None, segment_ord)?);
            (found, ended) = walk.run_straight(&mut totals, &mut top)?;
            if ended == segment.max_doc() {
                leave_alive(segment, &mut found);
                return Ok(found);
            }
        }
        found = matched::documents_in(generation, segment, plan, weighed)?;
        leave_alive(segment, &mut found);
        let mut walk = match begun {
            // What positions say was listed meanwhile, which a list that stands open does not know.
            Some(walk) if !walk.reads_positions() => walk.among(&found),
            _ => Walk::open((generation, weighed), &leaves, Some(&found), segment_ord)?,
        };
        walk.run(ended, &mut totals, &mut top)?;
        drop(walk);
        Ok(found)
    })?;
    totals.keep();
    Ok((top.into_scored(), found))
}
