//! A segment scored straight through: every list is read once, and what has a score matches.
//!
//! Where the total is asked for, each posting is read anyway. Scoring it at once then costs less than counting it first
//! and ranking afterwards, but where few of the postings are needed for ranking, or few documents have any.

use tantivy::{DocId, SegmentReader};

use super::{
    leaves::{Leaves, Scored},
    top::Top,
    totals::{ROOM, Totals, Windows},
    walk::{WINDOWS, Walk},
};
use crate::{QueryError, bits::Bits};

/// Postings a document of the segment from which on this is tried: the sum of each document is looked at.
const LEAST_DENSITY: f64 = 0.5;

/// The share of postings in essential lists below which the others had better be counted and looked up.
const LEAST_ESSENTIAL: f64 = 0.2;

/// Documents after which it is not asked any more: what was scored so far would be counted again.
const TRIAL: DocId = 8192;

/// Sums of the largest window fit the cache of a core.
const STRAIGHT_WINDOWS: Windows = Windows { first: 2048, last: ROOM as DocId };

impl Leaves<'_> {
    /// Whether scoring a segment straight through may be best: what matches is what has a sum, and lists are long, or
    /// nothing can be pruned, since there is one leaf.
    pub(super) fn may_go_straight(&self, segment: &SegmentReader) -> bool {
        let is_one = self.leaves.len() == 1 && self.all_match();
        let mut postings = 0;
        for leaf in self.leaves.iter().filter(|leaf| leaf.matches) {
            let Scored::Term(term) = leaf.scored else { return false };
            if !term.is_positive() {
                return false;
            }
            postings += term.occurrences().map(|occurrences| occurrences.cost_in(segment)).sum::<u64>();
        }
        self.is_union && (is_one || f64::from(segment.max_doc()) * LEAST_DENSITY <= postings as f64)
    }
}

impl Walk<'_> {
    /// Scores documents as long as that is best; says which ones match, and behind which document it ended.
    pub(super) fn run_straight(
        &mut self,
        totals: &mut Totals,
        top: &mut Top,
    ) -> Result<(Bits, DocId), QueryError> {
        let end = self.end();
        let mut found = Bits::below(end as usize);
        if self.added() == 0 && self.is_one_leaf() {
            self.offer_leaf(0, totals, top, Some(&mut found));
            return Ok((found, end));
        }
        // Lists that only add to scores are looked up for all documents of the first window.
        let first = if 0 < self.added() { WINDOWS.first } else { STRAIGHT_WINDOWS.first };
        let windows = Windows { first, ..STRAIGHT_WINDOWS };
        let mut from = 0;
        totals.begin(self.sum());
        while from < end {
            let threshold = top.threshold();
            if from < TRIAL && !self.are_many_essential(threshold) {
                break;
            }
            let window = totals.next_window(windows, from, end);
            from = window.end;
            self.take_all(threshold, &window, totals, &mut found);
            self.offer(totals, top)?;
        }
        Ok((found, from))
    }

    fn are_many_essential(&self, threshold: f64) -> bool {
        let added = self.added();
        let essential = self.postings(self.essential(threshold).max(added));
        self.postings(added) as f64 * LEAST_ESSENTIAL <= essential as f64
    }
}
