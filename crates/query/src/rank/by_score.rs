//! Documents by score: the best of them, from the top or from where a page before ended, and given ones.

use indexer::Generation;
use tantivy::{DocAddress, query::Query};

use super::{
    evaluate::{Evaluator, Weighed},
    pruned,
};
use crate::{
    QueryError,
    cursor::PlaceInOrder,
    found::Found,
    plan::{Plan, to_query},
};

/// A document with its exact score.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scored {
    pub(super) address: DocAddress,
    pub(super) score: f64,
}

/// What is ranked.
pub(super) struct ByScore<'s> {
    pub(super) generation: &'s Generation,
    pub(super) plan: &'s Plan,
    pub(super) weighed: &'s Weighed,
    /// Leaves that a document's score can be the sum of.
    pub(super) leaves: usize,
}

impl Scored {
    pub(super) fn place(&self) -> PlaceInOrder {
        // The bits of floating-point numbers that are not negative are ordered as the numbers are.
        PlaceInOrder { rank: !self.score.to_bits(), address: self.address }
    }
}

impl ByScore<'_> {
    /// The first `wanted` documents after a place. `found` is all that matches, where that is known.
    pub(super) fn best(
        &self,
        found: Option<&Found>,
        wanted: usize,
        after: Option<PlaceInOrder>,
    ) -> Result<Vec<Scored>, QueryError> {
        pruned::best(self.generation, (self.plan, self.weighed), found, wanted, after)
    }

    /// The same, and all that matches.
    pub(super) fn best_and_found(
        &self,
        wanted: usize,
        after: Option<PlaceInOrder>,
    ) -> Result<(Vec<Scored>, Found), QueryError> {
        pruned::best_and_found(self.generation, (self.plan, self.weighed), wanted, after)
    }

    /// The engine's query of every match, with scores in its arithmetic.
    pub(super) fn scoring(&self) -> Result<Box<dyn Query>, QueryError> {
        self.weighed.query(self.generation, self.plan)
    }

    /// The engine's query of every match.
    pub(super) fn matching(&self) -> Result<Box<dyn Query>, QueryError> {
        to_query(self.generation, self.plan)
    }

    /// The relative error of a sum of 32-bit contributions, with room to spare.
    pub(super) fn rounding(&self) -> f64 {
        f64::from(f32::EPSILON) * (self.leaves + 8) as f64
    }

    /// Scores documents exactly, in the order of their addresses.
    pub(super) fn score(&self, mut addresses: Vec<DocAddress>) -> Result<Vec<Scored>, QueryError> {
        addresses.sort_unstable();
        let mut scored = Vec::with_capacity(addresses.len());
        for of_segment in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let segment = self.generation.searcher().segment_reader(of_segment[0].segment_ord);
            let mut evaluator = Evaluator::new(self.generation, segment, self.weighed)?;
            for &address in of_segment {
                let score = evaluator.score(address.doc_id).unwrap_or(0.0);
                scored.push(Scored { address, score });
            }
        }
        Ok(scored)
    }
}
