//! What the documents of a window have of a score so far.

use std::{cell::Cell, mem, ops::Range};

use tantivy::DocId;

use super::list::List;
use crate::{
    bits::{Bits, word_of},
    rank::bm25f::{Among, Scratch},
};

/// Documents of the first window of a search and of the largest. Each is twice as large as the one before; all are powers
/// of two, and multiples of the bits of a word.
#[derive(Clone, Copy)]
pub(super) struct Windows {
    pub(super) first: DocId,
    pub(super) last: DocId,
}

/// Sums looked at together where a window is searched for those that exceed a bound.
const GROUP: usize = 8;

/// Documents whose bits make a word of a set.
const WORD: usize = u64::BITS as usize;

/// Documents of the largest window of any search.
pub(super) const ROOM: usize = 16384;

/// Sums by place in the window.
pub(super) struct Totals {
    /// 0 for what is no candidate.
    scores: Box<[f64; ROOM]>,
    /// Empty between two windows.
    found: Bits,
    /// Empty between two lists.
    kept: Bits,
    scratch: Scratch,
    /// The least part of a score that adds up without rounding.
    least: f32,
    is_exact: bool,
    window: Range<DocId>,
    /// Documents of the window, or more than a segment had left for it.
    documents: DocId,
}

thread_local! {
    /// Sums are many: making room for them takes as long as a short search.
    static KEPT: Cell<Option<Box<Totals>>> = const { Cell::new(None) };
}

impl Totals {
    /// Those that the thread's last search kept, or new ones.
    pub(super) fn kept() -> Box<Self> {
        let mut totals = KEPT.take().unwrap_or_else(|| Box::new(Self::new()));
        (totals.is_exact, totals.documents) = (true, 0);
        totals
    }

    /// Keeps them for the thread's next search; all sums must be taken.
    pub(super) fn keep(self: Box<Self>) {
        KEPT.set(Some(self));
    }

    fn new() -> Self {
        Self {
            scores: Box::new([0.0; ROOM]),
            found: Bits::below(ROOM),
            kept: Bits::below(ROOM),
            scratch: Scratch::default(),
            least: 0.0,
            is_exact: true,
            window: 0..0,
            documents: 0,
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

    /// Room for what adds nothing up.
    pub(super) fn scratch(&mut self) -> &mut Scratch {
        &mut self.scratch
    }

    /// The window that begins at a document.
    pub(super) fn next_window(&mut self, windows: Windows, from: DocId, end: DocId) -> Range<DocId> {
        self.documents = (2 * self.documents).clamp(windows.first, windows.last);
        self.window = from..from.saturating_add(self.documents).min(end);
        self.window.clone()
    }

    /// Adds what a list has for the documents of the window, and keeps which these are, for [`Self::take_found`].
    pub(super) fn find(&mut self, list: &mut List) {
        self.add(list, Among::All, true);
    }

    /// The same without keeping them, for [`Self::take_above`].
    pub(super) fn add_list(&mut self, list: &mut List) {
        self.add(list, Among::All, false);
    }

    /// Adds what a list has for ascending documents of the window, looked up or read straight through it.
    pub(super) fn add_to(&mut self, list: &mut List, documents: &[DocId], is_read_on: bool) {
        if !is_read_on {
            return self.add(list, Among::These(documents), false);
        }
        let mut kept = mem::take(&mut self.kept);
        kept.insert_run(documents, self.window.start);
        self.add(list, Among::Kept(&kept), false);
        kept.clear();
        self.kept = kept;
    }

    fn add(&mut self, list: &mut List, among: Among<'_>, finds: bool) {
        let Self { scores, scratch, found, least, is_exact, window, .. } = self;
        list.score_window(window.clone(), among, scratch, |documents, of_list| {
            *is_exact &= are_exact(*least, of_list);
            for (document, score) in documents.iter().zip(of_list) {
                scores[place_in(window, *document)] += f64::from(*score);
            }
            if finds {
                found.insert_run(documents, window.start);
            }
        });
    }

    /// The sum of a document of the window so far.
    pub(super) fn of(&self, document: DocId) -> f64 {
        self.scores[place_in(&self.window, document)]
    }

    /// Gives the documents that lists were found to have, ascending, and keeps the sums of those that are `kept`.
    #[inline]
    pub(super) fn take_found(&mut self, mut keep: impl FnMut(DocId, f64) -> bool) {
        let Self { scores, found, window, .. } = self;
        found.drain(|place| {
            if !keep(window.start + place as DocId, scores[place]) {
                scores[place] = 0.0;
            }
        });
    }

    /// As [`Self::take_found`], of the documents with more than `floor`, which is not negative.
    #[inline]
    pub(super) fn take_above(&mut self, floor: f64, mut keep: impl FnMut(DocId, f64) -> bool) {
        for (group, first) in self.groups(GROUP) {
            let is_any_above = group.iter().fold(false, |any, sum| any | (floor < *sum));
            take_group(group, first, is_any_above, |document, sum| floor < sum && keep(document, sum));
        }
    }

    /// As [`Self::take_above`], and inserts the documents that have a sum into what was found.
    #[inline]
    pub(super) fn take_scored(&mut self, floor: f64, found: &mut Bits, mut keep: impl FnMut(DocId) -> bool) {
        for (group, first) in self.groups(WORD) {
            let (mut marks, mut is_any_above) = ([0; WORD], false);
            for (mark, sum) in marks.iter_mut().zip(&*group) {
                *mark = u8::from(0.0 < *sum);
                is_any_above |= floor < *sum;
            }
            found.insert_word(word_of(&marks), first);
            take_group(group, first, is_any_above, |document, sum| floor < sum && keep(document));
        }
    }

    /// The sums of the window, some at a time, with the first document of each group.
    fn groups(&mut self, documents: usize) -> impl Iterator<Item = (&mut [f64], DocId)> {
        let Self { scores, window, .. } = self;
        let sums = &mut scores[..(window.end - window.start) as usize];
        sums.chunks_mut(documents).zip((window.start..).step_by(documents))
    }

    /// The sum of a document, which is none of the window's candidates afterwards.
    pub(super) fn take(&mut self, document: DocId) -> f64 {
        mem::take(&mut self.scores[place_in(&self.window, document)])
    }
}

/// Takes the sums of some documents but those that are kept; few groups have any that may be.
#[inline]
fn take_group(group: &mut [f64], first: DocId, has_any: bool, mut keep: impl FnMut(DocId, f64) -> bool) {
    if !has_any {
        return group.fill(0.0);
    }
    for (sum, document) in group.iter_mut().zip(first..) {
        if !keep(document, *sum) {
            *sum = 0.0;
        }
    }
}

/// No window is longer than the array of sums.
#[inline]
fn place_in(window: &Range<DocId>, document: DocId) -> usize {
    (document - window.start) as usize % ROOM
}

/// Whether all parts of scores add up without rounding.
#[inline]
fn are_exact(least: f32, scores: &[f32]) -> bool {
    scores.iter().fold(true, |all, score| all & ((least <= *score) | (*score == 0.0)))
}
