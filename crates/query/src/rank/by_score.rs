//! The best documents by score, from the top or from where a page before ended.
//!
//! The engine's pass only proposes candidates; [`super::evaluate`] scores them exactly and the order is made of that.
//! A candidate that the pass left out scores at most what the worst one it kept scored, within rounding, so that a
//! page is complete once its last hit lies above that; until then more candidates are asked for.

use indexer::Generation;
use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    query::Query,
};

use super::evaluate::{Evaluator, Weighed};
use crate::{QueryError, cursor::PlaceInOrder};

/// Candidates beyond the page in the first attempt.
const MARGIN: usize = 16;

/// Growth of the number of candidates from one attempt to the next.
const GROWTH: usize = 4;

/// A document with its exact score.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scored {
    pub(super) address: DocAddress,
    pub(super) score: f64,
}

/// What is ranked.
pub(super) struct ByScore<'s> {
    pub(super) generation: &'s Generation,
    pub(super) query: &'s dyn Query,
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
    /// The first `wanted` documents after a place.
    pub(super) fn best(&self, wanted: usize, after: Option<PlaceInOrder>) -> Result<Vec<Scored>, QueryError> {
        let ceiling = after.map_or(f64::INFINITY, |place| f64::from_bits(!place.rank));
        let is_exact = self.leaves < 2 || ceiling == 0.0;
        let propose = |limit| {
            let collector = Below {
                limit,
                ceiling: (ceiling * (1.0 + self.rounding())) as Score,
                // Where the engine's score is the exact one, what lies before the place is told at once.
                after: after.filter(|_| is_exact).map(|place| (ceiling as Score, place.address)),
            };
            self.search(&collector)
        };
        self.complete(wanted, after, propose)
    }

    fn search<C: Collector>(&self, collector: &C) -> Result<C::Fruit, QueryError> {
        Ok(self.generation.searcher().search(self.query, collector)?)
    }

    /// The relative error of a sum of 32-bit contributions, with room to spare.
    pub(super) fn rounding(&self) -> f64 {
        f64::from(f32::EPSILON) * (self.leaves + 8) as f64
    }

    fn complete(
        &self,
        wanted: usize,
        after: Option<PlaceInOrder>,
        propose: impl Fn(usize) -> Result<Vec<(Score, DocAddress)>, QueryError>,
    ) -> Result<Vec<Scored>, QueryError> {
        let mut limit = wanted + MARGIN;
        loop {
            let candidates = propose(limit)?;
            let is_everything = candidates.len() < limit;
            let worst = candidates.iter().map(|(score, _)| *score).fold(Score::INFINITY, Score::min);
            let addresses = candidates.into_iter().map(|(_, address)| address).collect();
            let mut scored = self.score(addresses)?;
            scored.retain(|hit| after.is_none_or(|after| after < hit.place()));
            scored.sort_by_key(Scored::place);
            scored.truncate(wanted);
            // A score of one leaf, and 0, are the same figure in both passes, which both put ties in order of address.
            let no_rounding = self.leaves < 2 || worst == 0.0;
            let floor = f64::from(worst) * (1.0 + self.rounding());
            let is_page = scored.len() == wanted;
            if is_everything
                || (is_page && (no_rounding || scored.last().is_some_and(|hit| floor < hit.score)))
            {
                return Ok(scored);
            }
            limit *= GROWTH;
        }
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

/// Collects the best documents whose score is at most `ceiling`; equal scores by address.
struct Below {
    limit: usize,
    ceiling: Score,
    /// Documents of this very score up to this address are left out.
    after: Option<(Score, DocAddress)>,
}

struct BelowInSegment {
    limit: usize,
    ceiling: Score,
    after: Option<(Score, DocAddress)>,
    segment_ord: SegmentOrdinal,
    kept: Vec<(Score, DocAddress)>,
    /// What a document must exceed, once enough are kept.
    threshold: Score,
}

impl Collector for Below {
    type Fruit = Vec<(Score, DocAddress)>;
    type Child = BelowInSegment;

    fn for_segment(&self, segment_ord: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<BelowInSegment> {
        let Self { limit, ceiling, after } = *self;
        let kept = Vec::new();
        Ok(BelowInSegment { limit, ceiling, after, segment_ord, kept, threshold: Score::NEG_INFINITY })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        let mut all: Self::Fruit = fruits.into_iter().flatten().collect();
        all.sort_unstable_by(best_first);
        all.truncate(self.limit);
        Ok(all)
    }
}

impl SegmentCollector for BelowInSegment {
    type Fruit = Vec<(Score, DocAddress)>;

    fn collect(&mut self, doc_id: DocId, score: Score) {
        // Documents come by rising address: one that only equals the threshold loses to those kept.
        if self.ceiling < score || score <= self.threshold {
            return;
        }
        let address = DocAddress { segment_ord: self.segment_ord, doc_id };
        if self.after.is_some_and(|(at, last)| score > at || (score == at && address <= last)) {
            return;
        }
        self.kept.push((score, address));
        if self.kept.len() == 2 * self.limit {
            self.kept.select_nth_unstable_by(self.limit - 1, best_first);
            self.kept.truncate(self.limit);
            self.threshold = self.kept[self.limit - 1].0;
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.kept
    }
}

fn best_first(a: &(Score, DocAddress), b: &(Score, DocAddress)) -> std::cmp::Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}
