//! What the documents of a window have of a score so far.

use std::ops::Range;

use tantivy::DocId;

use super::list::List;
use crate::{bits::Bits, rank::bm25f::Scratch};

/// Documents of the first window of a search: few, so that there is something to prune by soon.
const FIRST_WINDOW: DocId = 128;

/// Documents of the largest window: what is added up for them fits the processor's first caches.
const LAST_WINDOW: DocId = 2048;

/// Sums by place in the window.
pub(super) struct Totals {
    /// 0 for what is no candidate.
    scores: Vec<f64>,
    found: Bits,
    matched: Bits,
    /// Empty between two lists.
    kept: Bits,
    scratch: Scratch,
    /// The least part of a score that adds up without rounding.
    least: f32,
    is_exact: bool,
    window: Range<DocId>,
}

impl Totals {
    pub(super) fn new() -> Self {
        let documents = LAST_WINDOW as usize;
        Self {
            scores: vec![0.0; documents],
            found: Bits::below(documents),
            matched: Bits::below(documents),
            kept: Bits::below(documents),
            scratch: Scratch::of(documents),
            least: 0.0,
            is_exact: true,
            window: 0..FIRST_WINDOW / 2,
        }
    }

    /// Begins a segment where no document has more than `sum`.
    ///
    /// Sums of 32-bit parts are made in 64 bits. Where every part is a multiple of 2^(e-53) and no sum exceeds 2^e,
    /// none is rounded, whatever the order of its parts: a part of at least 2^(e-30) has 23 bits behind its first.
    pub(super) fn begin(&mut self, sum: f64) {
        let exponent = if 0.0 < sum { sum.log2().ceil() as i32 + 1 } else { 0 };
        self.least = 2.0_f32.powi(exponent - 30);
    }

    /// Whether all sums were made without rounding.
    pub(super) fn are_exact(&self) -> bool {
        self.is_exact
    }

    /// The window that begins at a document: each is twice as large as the one before, up to a limit.
    pub(super) fn next_window(&mut self, from: DocId, end: DocId) -> Range<DocId> {
        let documents = (2 * (self.window.end - self.window.start)).clamp(FIRST_WINDOW, LAST_WINDOW);
        self.window = from..from.saturating_add(documents).min(end);
        self.window.clone()
    }

    /// Adds what a list has for the documents of the window.
    pub(super) fn add_list(&mut self, list: &mut List) {
        let Self { scores, found, matched, scratch, least, is_exact, window, .. } = self;
        let matches = list.matches;
        list.score_window(window.clone(), scratch, |documents, of_list| {
            let mut are_exact = true;
            for (document, score) in documents.iter().zip(of_list) {
                scores[(document - window.start) as usize] += f64::from(*score);
                are_exact &= *least <= *score || *score == 0.0;
            }
            *is_exact &= are_exact;
            found.insert_run(documents, window.start);
            if matches {
                matched.insert_run(documents, window.start);
            }
        });
    }

    /// Adds what a list has for documents of the window, read straight through it.
    pub(super) fn add_to_kept(&mut self, list: &mut List, documents: &[DocId]) {
        let Self { scores, kept, matched, scratch, least, is_exact, window, .. } = self;
        kept.insert_run(documents, window.start);
        let matches = list.matches;
        list.score_window(window.clone(), scratch, |documents, of_list| {
            for (document, score) in documents.iter().zip(of_list) {
                let place = document - window.start;
                if kept.contains(place) {
                    scores[place as usize] += f64::from(*score);
                    *is_exact &= *least <= *score || *score == 0.0;
                    if matches {
                        matched.insert(place);
                    }
                }
            }
        });
        kept.clear();
    }

    /// The sum of a document of the window so far.
    pub(super) fn of(&self, document: DocId) -> f64 {
        self.scores[self.place(document)]
    }

    /// Adds what a list has for one document of the window, and gives the sum.
    pub(super) fn add(&mut self, list: &mut List, document: DocId) -> f64 {
        let place = self.place(document);
        if let Some(score) = list.score(document) {
            self.scores[place] += f64::from(score);
            self.is_exact &= self.least <= score || score == 0.0;
            if list.matches {
                self.matched.insert(place as u32);
            }
        }
        self.scores[place]
    }

    /// Gives the documents that lists were found to have, ascending, and keeps the sums of those that are `kept`.
    pub(super) fn take_found(&mut self, mut keep: impl FnMut(DocId, f64) -> bool) {
        let Self { scores, found, window, .. } = self;
        found.drain(|place| {
            if !keep(window.start + place as DocId, scores[place]) {
                scores[place] = 0.0;
            }
        });
    }

    /// The sum of a document, which is none of the window's candidates afterwards.
    pub(super) fn take(&mut self, document: DocId) -> f64 {
        let place = self.place(document);
        std::mem::take(&mut self.scores[place])
    }

    pub(super) fn is_matched(&self, document: DocId) -> bool {
        self.matched.contains(self.place(document) as u32)
    }

    /// Ends a window of which no sum is kept.
    pub(super) fn end_window(&mut self) {
        self.matched.clear();
    }

    fn place(&self, document: DocId) -> usize {
        (document - self.window.start) as usize
    }
}
