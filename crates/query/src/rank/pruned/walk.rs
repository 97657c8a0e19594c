//! A segment, window by window.

use std::ops::Range;

use indexer::Generation;
use tantivy::{
    DocAddress, DocId, SegmentReader,
    query::{Scorer, Weight},
};

use super::{
    leaves::{Leaves, Required},
    list::List,
    top::Top,
    totals::Totals,
};
use crate::{
    QueryError,
    rank::evaluate::{Evaluator, Weighed},
};

/// What looking a document up in a list of postings is taken to cost, in postings that are read one after the other.
const COST_OF_SEEK: u64 = 8;

/// Room for the rounding of sums of bounds, relative: each of fewer than two thousand additions errs by 2^-53.
const ROUNDING: f64 = 1e-12;

/// A search in one segment.
pub(super) struct Walk<'w> {
    generation: &'w Generation,
    weighed: &'w Weighed,
    segment: &'w SegmentReader,
    segment_ord: u32,
    /// By rising bound.
    lists: Vec<List>,
    /// The sum of the bounds of the first so many lists.
    sums: Vec<f64>,
    required: Option<Box<dyn Scorer>>,
    /// Documents that meet what is required: counted once, since a set of bits is counted word by word.
    required_documents: u64,
    /// Whether what is required is all that a match takes.
    is_match: bool,
    is_sum: bool,
    candidates: Vec<DocId>,
    /// Opened for the first document whose score is not the sum of its parts.
    evaluator: Option<Evaluator<'w>>,
}

impl<'w> Walk<'w> {
    pub(super) fn open(
        (generation, weighed): (&'w Generation, &'w Weighed),
        leaves: &Leaves<'_>,
        required: Option<&dyn Weight>,
        segment_ord: u32,
    ) -> Result<Self, QueryError> {
        let segment = generation.searcher().segment_reader(segment_ord);
        let mut lists = Vec::with_capacity(leaves.leaves.len());
        for leaf in &leaves.leaves {
            lists.extend(List::open(generation, segment, leaf)?);
        }
        lists.sort_by(|a, b| a.bound.total_cmp(&b.bound));
        let mut sums = vec![0.0];
        for list in &lists {
            sums.push(sums[sums.len() - 1] + list.bound);
        }
        let required = required.map(|required| required.scorer(segment, 1.0)).transpose()?;
        let required_documents = required.as_ref().map_or(0, |required| u64::from(required.size_hint()));
        Ok(Self {
            generation,
            weighed,
            segment,
            segment_ord,
            lists,
            sums,
            required,
            required_documents,
            is_match: matches!(leaves.required, Required::Plan),
            is_sum: leaves.is_sum,
            candidates: Vec::new(),
            evaluator: None,
        })
    }

    /// Offers every document that may be among the best.
    pub(super) fn run(&mut self, totals: &mut Totals, top: &mut Top) -> Result<(), QueryError> {
        totals.begin(self.sums[self.lists.len()]);
        let mut from = 0;
        loop {
            let threshold = top.threshold();
            let essential = self.essential(threshold);
            let Some(from_here) = self.first_candidate(essential, from) else { return Ok(()) };
            let window = totals.next_window(from_here, self.segment.max_doc());
            from = window.end;
            let counted = if self.is_led_by_required(essential) {
                self.take_required(&window);
                self.lists.len()
            } else {
                self.take_essential(essential, threshold, totals);
                essential
            };
            self.add_others((counted, threshold), &window, totals);
            self.offer(totals, top)?;
        }
    }

    /// The first of the lists that a document must have one of to exceed the threshold.
    fn essential(&self, threshold: f64) -> usize {
        // The sum of no list comes first.
        let exceeds = self.sums.iter().skip(1).position(|sum| threshold < sum * (1.0 + ROUNDING));
        exceeds.unwrap_or(self.lists.len())
    }

    /// The first document from `from` on that can exceed the threshold.
    fn first_candidate(&mut self, essential: usize, from: DocId) -> Option<DocId> {
        let first = self.lists[essential..].iter().map(List::document).min()?.max(from);
        let first = match &mut self.required {
            Some(required) if required.doc() < first && first < self.segment.max_doc() => {
                required.seek(first)
            }
            Some(required) => first.max(required.doc()),
            None => first,
        };
        (first < self.segment.max_doc()).then_some(first)
    }

    fn is_led_by_required(&self, essential: usize) -> bool {
        if self.required.is_none() {
            return false;
        }
        let essential = &self.lists[essential..];
        let postings: u64 = essential.iter().map(|list| list.postings).sum();
        let lists: usize = essential.iter().map(|list| list.lists).sum();
        self.required_documents * lists as u64 * COST_OF_SEEK < postings
    }

    fn take_required(&mut self, window: &Range<DocId>) {
        let alive = self.segment.alive_bitset();
        let Some(required) = &mut self.required else { return };
        let mut document = required.doc();
        while document < window.end {
            if alive.is_none_or(|alive| alive.is_alive(document)) {
                self.candidates.push(document);
            }
            document = required.advance();
        }
    }

    fn take_essential(&mut self, essential: usize, threshold: f64, totals: &mut Totals) {
        self.lists[essential..].iter_mut().for_each(|list| totals.add_list(list));
        let alive = self.segment.alive_bitset();
        let Self { sums, required, candidates, .. } = self;
        totals.take_found(|document, score| {
            let is_candidate = threshold < (score + sums[essential]) * (1.0 + ROUNDING)
                && alive.is_none_or(|alive| alive.is_alive(document))
                && required.as_mut().is_none_or(|required| stands_at(required.as_mut(), document));
            if is_candidate {
                candidates.push(document);
            }
            is_candidate
        });
    }

    /// Adds what the first `counted` lists have, the greatest bounds first, and drops what cannot exceed the threshold
    /// any more.
    fn add_others(&mut self, (counted, threshold): (usize, f64), window: &Range<DocId>, totals: &mut Totals) {
        for (list, sum) in self.lists[..counted].iter_mut().zip(&self.sums).rev() {
            let is_read_on = is_read_on(list, self.candidates.len(), window, self.segment.max_doc());
            if is_read_on {
                totals.add_to_kept(list, &self.candidates);
            }
            self.candidates.retain(|document| {
                let total = if is_read_on { totals.of(*document) } else { totals.add(list, *document) };
                let is_kept = threshold < (total + sum) * (1.0 + ROUNDING);
                if !is_kept {
                    totals.take(*document);
                }
                is_kept
            });
        }
    }

    fn offer(&mut self, totals: &mut Totals, top: &mut Top) -> Result<(), QueryError> {
        for document in self.candidates.drain(..) {
            let total = totals.take(document);
            if total * (1.0 + ROUNDING) <= top.threshold() {
                continue;
            }
            let score = if self.is_sum && totals.are_exact() {
                (self.is_match || totals.is_matched(document)).then_some(total)
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
        totals.end_window();
        Ok(())
    }
}

/// Whether reading a list straight through the window costs less than looking each candidate up.
fn is_read_on(list: &List, candidates: usize, window: &Range<DocId>, documents: DocId) -> bool {
    let share = f64::from(window.end - window.start) / f64::from(documents.max(1));
    list.postings as f64 * share < (candidates as u64 * list.lists as u64 * COST_OF_SEEK) as f64
}

fn stands_at(documents: &mut dyn Scorer, document: DocId) -> bool {
    if documents.doc() < document {
        documents.seek(document);
    }
    documents.doc() == document
}
