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
    /// Pseudo-frequencies of the form at hand; none between two forms.
    of_form: Numbers,
    /// Scores of the best forms so far; none between two terms.
    of_term: Numbers,
}

/// A number for each of some documents of a window.
#[derive(Default)]
struct Numbers {
    /// By place in the window; 0 for what has none.
    by_place: Vec<f32>,
    /// Those that have one, part by part.
    documents: Vec<DocId>,
}

impl Scratch {
    /// Makes room for windows of so many documents, once: most terms are in one part.
    fn begin(&mut self, documents: usize) {
        for numbers in [&mut self.of_form, &mut self.of_term] {
            if numbers.by_place.len() < documents {
                numbers.by_place.resize(documents, 0.0);
            }
        }
    }

    /// Gives the form's documents with their scores and forgets them.
    fn give_form(
        &mut self,
        form: &WeighedForm,
        window: &Range<DocId>,
        mut each: impl FnMut(&[DocId], &[f32]),
    ) {
        self.of_form.take(window, |documents, scores| {
            form.score_run(scores);
            each(documents, scores);
        });
    }

    /// Keeps a form's scores where they are the best so far.
    fn keep_form(&mut self, form: &WeighedForm, window: &Range<DocId>) {
        let Self { of_form, of_term } = self;
        of_form.take(window, |documents, scores| {
            form.score_run(scores);
            of_term.combine(window, documents, scores, f32::max);
        });
    }
}

impl Numbers {
    /// Makes a number of that of each document and a further one.
    #[inline]
    fn combine(
        &mut self,
        window: &Range<DocId>,
        documents: &[DocId],
        numbers: &[f32],
        combined: impl Fn(f32, f32) -> f32,
    ) {
        let known = self.documents.len();
        self.documents.resize(known + documents.len(), 0);
        let room = &mut self.documents[known..];
        let mut new = 0;
        for (document, number) in documents.iter().zip(numbers) {
            let place = &mut self.by_place[(document - window.start) as usize];
            // Overwritten by the next one where it is known already, which the processor could not foresee.
            room[new] = *document;
            new += usize::from(*place == 0.0);
            *place = combined(*place, *number);
        }
        self.documents.truncate(known + new);
    }

    /// Gives the documents with their numbers, in runs, and forgets them.
    #[inline]
    fn take(&mut self, window: &Range<DocId>, mut each: impl FnMut(&[DocId], &mut [f32])) {
        let mut of_run = [0.0; RUN];
        for documents in self.documents.chunks(RUN) {
            for (number, document) in of_run.iter_mut().zip(documents) {
                *number = std::mem::take(&mut self.by_place[(document - window.start) as usize]);
            }
            each(documents, &mut of_run[..documents.len()]);
        }
        self.documents.clear();
    }
}

impl TermCursor {
    /// Gives documents of the window that have the term, each once, with the score that [`TermCursor::score`] gives
    /// them, bit for bit: the additions are the same in the same order.
    ///
    /// No document of the window may lie before one asked for earlier. Afterwards
    /// none before its end may be asked for.
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
                    let sum = |a, b| a + b;
                    scratch.of_form.combine(&window, documents, pseudo_frequencies, sum);
                });
            }
            match is_one_form {
                true => scratch.give_form(form, &window, &mut each),
                false => scratch.keep_form(form, &window),
            }
        }
        if !is_one_form {
            scratch.of_term.take(&window, |documents, scores| each(documents, scores));
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
