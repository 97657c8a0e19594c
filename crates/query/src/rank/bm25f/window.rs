//! A weighed term in a run of documents at once: part by part, so that each list of postings is read straight on.

use std::ops::Range;

use tantivy::{DocId, TERMINATED};

use super::{cursor::TermCursor, postings::RUN, weigh::WeighedForm};
use crate::bits::Bits;

/// Which documents of a window are scored.
#[derive(Clone, Copy)]
pub(in crate::rank) enum Among<'a> {
    All,
    /// Those in the set, by their place in the window; every posting is looked at.
    Kept(&'a Bits),
    /// These, ascending: each is looked up.
    These(&'a [DocId]),
}

/// Room for the documents of a window, used again and again.
#[derive(Default)]
pub(in crate::rank) struct Scratch {
    /// Of the form at hand; 0 between two forms.
    pseudo_frequencies: Vec<f32>,
    of_form: Bits,
    /// The best of the forms so far; 0 between two terms.
    scores: Vec<f32>,
    of_term: Bits,
}

impl Scratch {
    /// Makes room for windows of so many documents, once: most terms are in one part.
    fn begin(&mut self, documents: usize) {
        if self.scores.len() < documents {
            *self = Self {
                pseudo_frequencies: vec![0.0; documents],
                of_form: Bits::below(documents),
                scores: vec![0.0; documents],
                of_term: Bits::below(documents),
            };
        }
    }

    #[inline]
    fn add(&mut self, window: &Range<DocId>, documents: &[DocId], pseudo_frequencies: &[f32]) {
        for (document, pseudo_frequency) in documents.iter().zip(pseudo_frequencies) {
            self.pseudo_frequencies[(document - window.start) as usize] += pseudo_frequency;
        }
        self.of_form.insert_run(documents, window.start);
    }

    /// Gives the form's documents with their scores and forgets them.
    fn give_form(
        &mut self,
        form: &WeighedForm,
        window: &Range<DocId>,
        mut each: impl FnMut(&[DocId], &[f32]),
    ) {
        let Self { pseudo_frequencies, of_form, .. } = self;
        in_runs(of_form, pseudo_frequencies, window, |documents, scores| {
            form.score_run(scores);
            each(documents, scores);
        });
    }

    /// Keeps a form's scores where they are the best so far.
    fn keep_form(&mut self, form: &WeighedForm, window: &Range<DocId>) {
        let Self { pseudo_frequencies, of_form, scores, of_term } = self;
        in_runs(of_form, pseudo_frequencies, window, |documents, of_run| {
            form.score_run(of_run);
            for (document, score) in documents.iter().zip(of_run) {
                let best = &mut scores[(document - window.start) as usize];
                *best = score.max(*best);
            }
            of_term.insert_run(documents, window.start);
        });
    }
}

/// Takes the numbers of a set of places out, in runs of documents.
#[inline]
fn in_runs(
    places: &mut Bits,
    numbers: &mut [f32],
    window: &Range<DocId>,
    mut each: impl FnMut(&[DocId], &mut [f32]),
) {
    let (mut documents, mut of_run, mut filled) = ([0; RUN], [0.0; RUN], 0);
    places.drain(|place| {
        documents[filled] = window.start + place as DocId;
        of_run[filled] = std::mem::take(&mut numbers[place]);
        filled += 1;
        if filled == RUN {
            each(&documents, &mut of_run);
            filled = 0;
        }
    });
    each(&documents[..filled], &mut of_run[..filled]);
}

impl TermCursor {
    /// Gives documents of the window that have the term, ascending, with the score that [`TermCursor::score`] gives
    /// them, bit for bit: the additions are the same in the same order.
    ///
    /// No document of the window may lie before one asked for earlier. Afterwards the cursor stands behind the last
    /// one that was looked at.
    pub(in crate::rank) fn score_window(
        &mut self,
        window: Range<DocId>,
        among: Among<'_>,
        scratch: &mut Scratch,
        mut each: impl FnMut(&[DocId], &[f32]),
    ) {
        if window.end <= self.document() {
            return;
        }
        if let [only] = self.streams.as_mut_slice() {
            let form = &self.term.forms[only.form];
            only.for_each_run(&window, among, |documents, scores| {
                form.score_run(scores);
                each(documents, scores);
            });
            return self.settle();
        }
        scratch.begin(window.len());
        let last_form = self.streams.last().map_or(0, |stream| stream.form);
        let is_one_form = self.streams.first().is_some_and(|stream| stream.form == last_form);
        for of_form in self.streams.chunk_by_mut(|a, b| a.form == b.form) {
            let form = &self.term.forms[of_form[0].form];
            for stream in of_form {
                stream.for_each_run(&window, among, |documents, pseudo_frequencies| {
                    scratch.add(&window, documents, pseudo_frequencies);
                });
            }
            match is_one_form {
                true => scratch.give_form(form, &window, &mut each),
                false => scratch.keep_form(form, &window),
            }
        }
        if !is_one_form {
            let Scratch { scores, of_term, .. } = scratch;
            in_runs(of_term, scores, &window, |documents, scores| each(documents, scores));
        }
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
