//! A weighed term in a run of documents at once: part by part, so that each list of postings is read straight on.

use std::ops::Range;

use tantivy::{DocId, TERMINATED};

use super::cursor::TermCursor;
use crate::bits::Bits;

/// Room for the documents of a window, used again and again.
pub(in crate::rank) struct Scratch {
    /// Of the form at hand; 0 between two forms.
    pseudo_frequencies: Vec<f32>,
    of_form: Bits,
    /// The best of the forms so far; 0 between two terms.
    scores: Vec<f32>,
    of_term: Bits,
}

impl Scratch {
    /// For windows of at most so many documents.
    pub(in crate::rank) fn of(documents: usize) -> Self {
        Self {
            pseudo_frequencies: vec![0.0; documents],
            of_form: Bits::below(documents),
            scores: vec![0.0; documents],
            of_term: Bits::below(documents),
        }
    }

    #[inline]
    fn add(&mut self, window: &Range<DocId>, documents: &[DocId], pseudo_frequencies: &[f32]) {
        for (document, pseudo_frequency) in documents.iter().zip(pseudo_frequencies) {
            self.pseudo_frequencies[(document - window.start) as usize] += pseudo_frequency;
        }
        self.of_form.insert_run(documents, window.start);
    }
}

impl TermCursor {
    /// Gives the documents of the window that have the term, ascending, with the score that [`TermCursor::score`] gives
    /// them, bit for bit: the additions are the same in the same order.
    ///
    /// No document of the window may lie before one asked for earlier. Afterwards the cursor stands behind it.
    pub(in crate::rank) fn score_window(
        &mut self,
        window: Range<DocId>,
        scratch: &mut Scratch,
        mut each: impl FnMut(&[DocId], &[f32]),
    ) {
        if window.end <= self.document() {
            return;
        }
        if let [only] = self.streams.as_mut_slice() {
            let form = &self.term.forms[only.form];
            only.for_each_run(&window, |documents, scores| {
                scores.iter_mut().for_each(|score| *score = form.score(*score));
                each(documents, scores);
            });
            return self.settle();
        }
        let last_form = self.streams.last().map_or(0, |stream| stream.form);
        let is_one_form = self.streams.first().is_some_and(|stream| stream.form == last_form);
        for of_form in self.streams.chunk_by_mut(|a, b| a.form == b.form) {
            let form = &self.term.forms[of_form[0].form];
            for stream in of_form {
                stream.for_each_run(&window, |documents, pseudo_frequencies| {
                    scratch.add(&window, documents, pseudo_frequencies);
                });
            }
            scratch.of_form.drain(|place| {
                let score = form.score(std::mem::take(&mut scratch.pseudo_frequencies[place]));
                if is_one_form {
                    each(&[window.start + place as DocId], &[score]);
                } else {
                    scratch.scores[place] = score.max(scratch.scores[place]);
                    scratch.of_term.insert(place as u32);
                }
            });
        }
        scratch.of_term.drain(|place| {
            each(&[window.start + place as DocId], &[std::mem::take(&mut scratch.scores[place])]);
        });
        self.settle();
    }

    /// What a document's score cannot exceed: a pseudo-frequency that knows no end saturates at it.
    pub(in crate::rank) fn bound(&self) -> f32 {
        if self.document() == TERMINATED {
            return 0.0;
        }
        self.streams.iter().map(|stream| self.term.forms[stream.form].limit()).fold(0.0, f32::max)
    }

    /// Postings that are read at most; those whose positions are read count as many.
    pub(in crate::rank) fn postings(&self) -> u64 {
        self.streams.iter().map(|stream| stream.occurrences.cost()).sum()
    }

    pub(in crate::rank) fn lists(&self) -> usize {
        self.streams.len()
    }
}
