//! A segment, window by window.

use std::ops::Range;

use indexer::Generation;
use tantivy::{DocAddress, DocId, SegmentReader, fastfield::AliveBitSet};

use super::{
    leaves::Leaves,
    list::List,
    top::Top,
    totals::{ROOM, Totals, Windows},
};
use crate::{
    QueryError,
    bits::Bits,
    rank::{
        bm25f::{Among, PostingsReader},
        evaluate::{Evaluator, Weighed},
        matched::COST_OF_SEEK,
    },
};

/// What setting a posting's bit is taken to cost, in sums that are looked at one after the other.
const COST_OF_BIT: u64 = 4;

/// What scoring a posting is taken to cost, in postings that are read one after the other.
const COST_OF_SCORE: f64 = 4.0;

/// The same where it is scored only if its document matches, which the processor cannot foresee.
const COST_OF_CHOICE: f64 = 8.0;

/// Candidates are looked through again when what lists may still add has become less than this share of what it was.
const DROP: f64 = 0.9;

/// Room for the rounding of sums of bounds, relative: each of fewer than two thousand additions errs by 2^-53.
const ROUNDING: f64 = 1e-12;

/// The first window has few documents, so that there is something to prune by soon; what is added up for those of the
/// largest fits the processor's nearer caches, and each list has some to give.
pub(super) const WINDOWS: Windows = Windows { first: 128, last: 4096 };

/// Where lists are so short that bits are set, larger windows have no more sums to look at.
const SPARSE_WINDOWS: Windows = Windows { last: ROOM as DocId, ..WINDOWS };

/// A search in one segment.
pub(super) struct Walk<'w> {
    generation: &'w Generation,
    weighed: &'w Weighed,
    segment: &'w SegmentReader,
    segment_ord: u32,
    /// By rising bound, those that make no match first where what matches is not known.
    lists: Vec<List>,
    /// How many make no match.
    added: usize,
    /// The sum of the bounds of the first so many lists.
    sums: Vec<f64>,
    admitted: Admitted<'w>,
    is_sum: bool,
    candidates: Vec<DocId>,
    /// Opened for the first document whose score is not the sum of its parts.
    evaluator: Option<Evaluator<'w>>,
}

/// Which documents may be given.
enum Admitted<'w> {
    /// All that are not deleted and that a list has.
    Alive(Option<&'w AliveBitSet>),
    /// Those found to match.
    Found {
        found: &'w Bits,
        documents: u64,
        /// Of what a list has, as the longest one tells: all may be in one language, and documents without any of the
        /// terms say nothing.
        share: f64,
    },
}

impl Admitted<'_> {
    fn contains(&self, document: DocId) -> bool {
        match self {
            Self::Alive(alive) => alive.is_none_or(|alive| alive.is_alive(document)),
            Self::Found { found, .. } => found.contains(document),
        }
    }
}

impl<'w> Walk<'w> {
    /// `found` is all that matches; it may be missing where every document of a list that matches does.
    pub(super) fn open(
        (generation, weighed): (&'w Generation, &'w Weighed),
        leaves: &Leaves<'_>,
        found: Option<&'w Bits>,
        segment_ord: u32,
    ) -> Result<Self, QueryError> {
        let segment = generation.searcher().segment_reader(segment_ord);
        let mut lists = Vec::with_capacity(leaves.leaves.len());
        let mut reader = PostingsReader::of_frequencies(segment);
        for leaf in &leaves.leaves {
            lists.extend(List::open(generation, &mut reader, leaf)?);
        }
        let mut walk = Self {
            generation,
            weighed,
            segment,
            segment_ord,
            added: lists.iter().filter(|list| !list.matches).count(),
            lists,
            sums: Vec::new(),
            admitted: Admitted::Alive(segment.alive_bitset()),
            is_sum: leaves.is_sum,
            candidates: Vec::new(),
            evaluator: None,
        };
        Ok(match found {
            Some(found) => walk.among(found),
            None => {
                walk.arrange();
                walk
            }
        })
    }

    /// Goes on from where it stands, among the documents that were found.
    pub(super) fn among(mut self, found: &'w Bits) -> Self {
        let of_list = |list: &List| list.postings / list.lists.max(1) as u64;
        let longest = self.lists.iter().map(of_list).max().unwrap_or(0).max(1);
        let documents = found.len();
        self.admitted = Admitted::Found { found, documents, share: documents as f64 / longest as f64 };
        self.arrange();
        self
    }

    /// Puts the lists in order and sums up their bounds.
    fn arrange(&mut self) {
        let is_found = matches!(self.admitted, Admitted::Found { .. });
        let place = |list: &List| !is_found && list.matches;
        self.lists.sort_by(|a, b| place(a).cmp(&place(b)).then(a.bound.total_cmp(&b.bound)));
        self.sums.clear();
        self.sums.push(0.0);
        for list in &self.lists {
            self.sums.push(self.sums[self.sums.len() - 1] + list.bound);
        }
    }

    /// Offers every document from `from` on that may be among the best.
    pub(super) fn run(
        &mut self,
        mut from: DocId,
        totals: &mut Totals,
        top: &mut Top,
    ) -> Result<(), QueryError> {
        if self.is_one_leaf() && !self.is_led_by_found(0) {
            self.offer_leaf(from, totals, top, None);
            return Ok(());
        }
        totals.begin(self.sum());
        loop {
            let threshold = top.threshold();
            let essential = self.essential(threshold);
            let Some(from_here) = self.first_candidate(essential, from) else { return Ok(()) };
            let is_dense = self.is_dense(essential);
            let windows = if is_dense { WINDOWS } else { SPARSE_WINDOWS };
            let window = totals.next_window(windows, from_here, self.segment.max_doc());
            from = window.end;
            let counted = if self.is_led_by_found(essential) {
                self.take_admitted(&window);
                self.lists.len()
            } else {
                self.take_essential((essential, threshold), is_dense, totals);
                essential
            };
            self.add_others((counted, threshold), &window, totals);
            self.offer(totals, top)?;
        }
    }

    /// Whether nothing is added up: a score is that of the only leaf, if the segment has it at all.
    pub(super) fn is_one_leaf(&self) -> bool {
        self.is_sum && self.lists.len() < 2 && self.lists.iter().all(|list| list.gives_once)
    }

    /// Offers the documents of the only leaf, and inserts them into what was `found`.
    pub(super) fn offer_leaf(
        &mut self,
        from: DocId,
        totals: &mut Totals,
        top: &mut Top,
        mut found: Option<&mut Bits>,
    ) {
        let Self { lists, admitted, segment, segment_ord, .. } = self;
        let Some(leaf) = lists.first_mut() else { return };
        // Those of several lists are given list by list: of equal scores the first may come last.
        let (is_ascending, end) = (leaf.lists == 1, segment.max_doc());
        let exceeds = |score: f64, threshold: f64| threshold < score || !is_ascending && threshold == score;
        let step = if is_ascending { end } else { ROOM as DocId };
        for start in (from..end).step_by(step.max(1) as usize) {
            let window = start..start.saturating_add(step).min(end);
            leaf.score_window(window, Among::All, totals.scratch(), |documents, scores| {
                if let Some(found) = &mut found {
                    found.insert_run(documents, 0);
                }
                let threshold = top.threshold();
                if !scores.iter().fold(false, |any, score| any | exceeds(f64::from(*score), threshold)) {
                    return;
                }
                for (document, score) in documents.iter().zip(scores) {
                    if exceeds(f64::from(*score), top.threshold()) && admitted.contains(*document) {
                        let address = DocAddress { segment_ord: *segment_ord, doc_id: *document };
                        top.offer(address, f64::from(*score));
                    }
                }
            });
        }
    }

    /// Whether the essential lists have so many postings that sums are looked through rather than bits set.
    fn is_dense(&self, essential: usize) -> bool {
        u64::from(self.segment.max_doc()) < self.postings(essential) * COST_OF_BIT
    }

    pub(super) fn reads_positions(&self) -> bool {
        self.lists.iter().any(List::reads_positions)
    }

    /// Lists that make no match.
    pub(super) fn added(&self) -> usize {
        self.added
    }

    /// More than this no document has.
    pub(super) fn sum(&self) -> f64 {
        self.sums[self.lists.len()]
    }

    /// Behind the last document.
    pub(super) fn end(&self) -> DocId {
        self.segment.max_doc()
    }

    /// The first of the lists that a document must have one of to exceed the threshold.
    pub(super) fn essential(&self, threshold: f64) -> usize {
        // The sum of no list comes first.
        let exceeds = self.sums.iter().skip(1).position(|sum| threshold < sum * (1.0 + ROUNDING));
        exceeds.unwrap_or(self.lists.len())
    }

    /// The first document from `from` on that can exceed the threshold.
    fn first_candidate(&self, essential: usize, from: DocId) -> Option<DocId> {
        let first = self.lists[essential..].iter().map(List::document).min()?.max(from);
        let first = match self.admitted {
            Admitted::Found { found, .. } if first < self.segment.max_doc() => found.next(first)?,
            _ => first,
        };
        (first < self.segment.max_doc()).then_some(first)
    }

    /// Whether asking the essential lists for what matches costs less than scoring all that they have. Each is then looked
    /// up, or read on and scored where it matches.
    fn is_led_by_found(&self, essential: usize) -> bool {
        let Admitted::Found { documents, share, .. } = self.admitted else { return false };
        let documents = documents as f64;
        let led = |list: &List| {
            let looked_up = documents * list.lists as f64 * COST_OF_SEEK as f64;
            looked_up.min(list.postings as f64 * (1.0 + COST_OF_CHOICE * share))
        };
        let led: f64 = self.lists[essential..].iter().map(led).sum();
        COST_OF_SCORE * documents + led < COST_OF_SCORE * self.postings(essential) as f64
    }

    /// Of the essential lists.
    pub(super) fn postings(&self, essential: usize) -> u64 {
        self.lists[essential..].iter().map(|list| list.postings).sum()
    }

    fn take_admitted(&mut self, window: &Range<DocId>) {
        let Admitted::Found { found, .. } = self.admitted else { return };
        let mut next = found.next(window.start);
        while let Some(document) = next.filter(|document| *document < window.end) {
            self.candidates.push(document);
            next = found.next(document + 1);
        }
    }

    fn take_essential(&mut self, (essential, threshold): (usize, f64), is_dense: bool, totals: &mut Totals) {
        let Self { lists, sums, admitted, candidates, .. } = self;
        let lists = &mut lists[essential..];
        let keep = |document, score: f64| {
            let is_candidate =
                threshold < (score + sums[essential]) * (1.0 + ROUNDING) && admitted.contains(document);
            if is_candidate {
                candidates.push(document);
            }
            is_candidate
        };
        // No document without any of these lists exceeds a threshold.
        if 0.0 <= threshold && is_dense {
            lists.iter_mut().for_each(|list| totals.add_list(list));
            let floor = threshold / (1.0 + ROUNDING) / (1.0 + ROUNDING) - sums[essential];
            totals.take_above(floor.max(0.0), keep);
        } else {
            lists.iter_mut().for_each(|list| totals.find(list));
            totals.take_found(keep);
        }
    }

    /// Scores all documents of the window that match, and inserts them into what was found.
    pub(super) fn take_all(
        &mut self,
        threshold: f64,
        window: &Range<DocId>,
        totals: &mut Totals,
        found: &mut Bits,
    ) {
        let Self { lists, added, sums, admitted, candidates, .. } = self;
        lists[*added..].iter_mut().for_each(|list| totals.add_list(list));
        let floor = threshold / (1.0 + ROUNDING) / (1.0 + ROUNDING) - sums[*added];
        totals.take_scored(floor.max(0.0), found, |document| {
            let is_candidate = admitted.contains(document);
            if is_candidate {
                candidates.push(document);
            }
            is_candidate
        });
        self.add_others((self.added, threshold), window, totals);
    }

    /// Adds what the first `counted` lists have, the greatest bounds first, and drops what cannot exceed the threshold
    /// any more.
    fn add_others(&mut self, (counted, threshold): (usize, f64), window: &Range<DocId>, totals: &mut Totals) {
        let mut last = f64::INFINITY;
        for (list, sum) in self.lists[..counted].iter_mut().zip(&self.sums).rev() {
            if self.candidates.is_empty() {
                return;
            }
            let is_read_on = is_read_on(list, self.candidates.len(), window, self.segment.max_doc());
            totals.add_to(list, &self.candidates, is_read_on);
            // What is left to add drops few more where it is little less than before.
            if last * DROP < *sum {
                continue;
            }
            last = *sum;
            self.candidates.retain(|document| {
                let is_kept = threshold < (totals.of(*document) + sum) * (1.0 + ROUNDING);
                if !is_kept {
                    totals.take(*document);
                }
                is_kept
            });
        }
    }

    pub(super) fn offer(&mut self, totals: &mut Totals, top: &mut Top) -> Result<(), QueryError> {
        for document in self.candidates.drain(..) {
            let total = totals.take(document);
            if total * (1.0 + ROUNDING) <= top.threshold() {
                continue;
            }
            let score = if self.is_sum && totals.are_exact() {
                Some(total)
            } else {
                let evaluator = match &mut self.evaluator {
                    Some(evaluator) => evaluator,
                    none => none.insert(Evaluator::new(self.generation, self.segment, self.weighed)?),
                };
                evaluator.score(document)
            };
            if let Some(score) = score {
                top.offer(DocAddress { segment_ord: self.segment_ord, doc_id: document }, score);
            }
        }
        Ok(())
    }
}

/// Whether reading a list straight through the window costs less than looking each candidate up.
fn is_read_on(list: &List, candidates: usize, window: &Range<DocId>, documents: DocId) -> bool {
    let share = f64::from(window.end - window.start) / f64::from(documents.max(1));
    list.postings as f64 * share < (candidates as u64 * list.lists as u64 * COST_OF_SEEK) as f64
}
