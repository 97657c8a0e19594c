//! A weighed term in one segment, document by document.

use std::{ops::Range, sync::Arc};

use tantivy::{DocId, TERMINATED};

use super::{
    lengths::{Norms, PseudoFrequency},
    occurrences::{OccurrenceCursor, Occurrences},
    postings::{PostingsReader, RUN},
    weigh::{WeighedForm, WeighedTerm},
    window::Among,
};
use crate::rank::{Explained, Explanation, OccurrenceStatistics, SharedTerm, TermStatistics};

/// Finds the documents of a term and scores them.
pub(crate) struct TermCursor {
    pub(super) term: Arc<WeighedTerm>,
    /// By the number of their form, ascending.
    pub(super) streams: Vec<StreamCursor>,
    document: DocId,
}

pub(super) struct StreamCursor {
    pub(super) form: usize,
    /// The number of the stream in its form.
    stream: usize,
    pub(super) occurrences: OccurrenceCursor,
    of_part: PseudoFrequency,
}

impl TermCursor {
    /// At the first document.
    pub(in crate::rank) fn open(
        reader: &mut PostingsReader<'_>,
        term: &Arc<WeighedTerm>,
    ) -> tantivy::Result<Self> {
        Self::open_by(reader, term, Occurrences::open)
    }

    /// For [`Self::score_window`] alone: until then its document may lie before the first one that has the term.
    pub(in crate::rank) fn open_before(
        reader: &mut PostingsReader<'_>,
        term: &Arc<WeighedTerm>,
    ) -> tantivy::Result<Self> {
        Self::open_by(reader, term, Occurrences::open_before)
    }

    fn open_by(
        reader: &mut PostingsReader<'_>,
        term: &Arc<WeighedTerm>,
        open: impl Fn(&Occurrences, &mut PostingsReader<'_>) -> tantivy::Result<Option<OccurrenceCursor>>,
    ) -> tantivy::Result<Self> {
        let mut streams = Vec::new();
        for (form, of_form) in term.forms.iter().enumerate() {
            for (stream, of_stream) in of_form.streams.iter().enumerate() {
                let Some(occurrences) = open(&of_stream.occurrences, reader)? else { continue };
                let norms = reader.norms(of_stream.physical, |segment, lengths| Norms {
                    lengths,
                    by_length: Arc::clone(&of_stream.norms),
                    breadth: of_stream.breadth.in_segment(segment.segment_id()),
                })?;
                let of_part = PseudoFrequency { norms, weight: of_stream.weight };
                streams.push(StreamCursor { form, stream, occurrences, of_part });
            }
        }
        let mut cursor = Self { term: Arc::clone(term), streams, document: 0 };
        cursor.settle();
        Ok(cursor)
    }

    /// The current document; [`TERMINATED`] at the end.
    pub(crate) fn document(&self) -> DocId {
        self.document
    }

    pub(crate) fn advance(&mut self) -> DocId {
        if self.document != TERMINATED {
            self.seek(self.document + 1);
        }
        self.document
    }

    /// To the first document from `target` on; never back.
    pub(crate) fn seek(&mut self, target: DocId) -> DocId {
        if self.document < target {
            self.streams.iter_mut().for_each(|stream| stream.occurrences.seek(target));
            self.settle();
        }
        self.document
    }

    /// The score of a document, which must not lie before one asked for earlier; `None` where it lacks the term.
    pub(crate) fn score_of(&mut self, document: DocId) -> Option<f32> {
        if let [only] = self.streams.as_mut_slice() {
            only.occurrences.seek(document);
            self.document = only.occurrences.document();
            let form = &self.term.forms[only.form];
            return (self.document == document).then(|| form.score(only.pseudo_frequency()));
        }
        (self.seek(document) == document).then(|| self.score())
    }

    /// To the first document of any part.
    pub(super) fn settle(&mut self) {
        let documents = self.streams.iter().map(|stream| stream.occurrences.document());
        self.document = documents.min().unwrap_or(TERMINATED);
    }

    /// The score of the current document.
    pub(crate) fn score(&self) -> f32 {
        self.best().map_or(0.0, |(form, pseudo_frequency)| self.term.forms[form].score(pseudo_frequency))
    }

    /// The form in which the current document scores most, and its pseudo-frequency there.
    fn best(&self) -> Option<(usize, f32)> {
        let mut best: Option<(usize, f32)> = None;
        let mut best_score = 0.0;
        for of_form in self.streams.chunk_by(|a, b| a.form == b.form) {
            let mut pseudo_frequency = 0.0;
            for stream in of_form {
                if stream.occurrences.document() == self.document {
                    pseudo_frequency += stream.pseudo_frequency();
                }
            }
            let form = of_form[0].form;
            let score = self.term.forms[form].score(pseudo_frequency);
            if 0.0 < pseudo_frequency && (best.is_none() || best_score < score) {
                (best, best_score) = (Some((form, pseudo_frequency)), score);
            }
        }
        best
    }

    /// Documents at most.
    pub(super) fn size_hint(&self) -> u32 {
        self.streams.iter().map(|stream| stream.occurrences.size_hint()).max().unwrap_or(0)
    }

    pub(in crate::rank) fn reads_positions(&self) -> bool {
        self.streams.iter().any(|stream| stream.occurrences.reads_positions())
    }

    /// What the current document has of the term, in the form in which it scores most.
    pub(crate) fn share(&self) -> Option<SharedTerm> {
        let (form, pseudo_frequency) = self.best()?;
        let of_form = &self.term.forms[form];
        let value = f64::from(of_form.score(pseudo_frequency));
        Some(SharedTerm { name: self.term.name.to_string(), view: of_form.view, value })
    }

    /// Why the current document has its score. What it has of the other forms is a part that scores nothing.
    pub(crate) fn explain(&self) -> Explanation {
        let Some((form, pseudo_frequency)) = self.best() else { return Explanation::of_match() };
        let of_form = &self.term.forms[form];
        let score = f64::from(of_form.score(pseudo_frequency));
        let here = self.streams.iter().filter(|stream| stream.occurrences.document() == self.document);
        // Summed up in 64 bits, so that the shares sum to the score.
        let of_best = here.clone().filter(|stream| stream.form == form);
        let share = score / of_best.map(|stream| f64::from(stream.pseudo_frequency())).sum::<f64>();
        let parts = here
            .map(|stream| {
                let share = if stream.form == form { share } else { 0.0 };
                stream.explain(&self.term.forms[stream.form], share)
            })
            .collect();
        let statistics = TermStatistics {
            view: of_form.view,
            pseudo_frequency,
            document_frequencies: of_form.document_frequencies.clone(),
            documents: of_form.documents,
            idf: of_form.idf,
            k1: of_form.k1,
            boost: of_form.boost,
        };
        Explanation {
            value: score,
            what: Explained::Term { name: self.term.name.to_string(), statistics },
            parts,
        }
    }
}

impl StreamCursor {
    fn pseudo_frequency(&self) -> f32 {
        self.of_part.of(self.occurrences.document(), self.occurrences.frequency())
    }

    /// Gives documents of a window, ascending and at most [`RUN`] at a time, with the part's pseudo-frequencies.
    #[inline]
    pub(super) fn for_each_run(
        &mut self,
        window: &Range<DocId>,
        among: Among<'_>,
        mut each: impl FnMut(&[DocId], &mut [f32]),
    ) {
        let Self { occurrences, of_part, .. } = self;
        let mut room = [0.0; RUN];
        let weigh = |documents: &[DocId], frequencies: &[u32]| {
            each(documents, of_part.of_run(documents, frequencies, &mut room));
        };
        match among {
            Among::All => occurrences.for_each_run_of(window, weigh),
            Among::Kept(kept) => {
                let mut selection = Selection::new(weigh);
                occurrences.for_each_run_of(window, |documents, frequencies| {
                    for (document, frequency) in documents.iter().zip(frequencies) {
                        selection.push(*document, *frequency, kept.contains(document - window.start));
                    }
                });
                selection.end();
            }
            Among::These(documents) => {
                let mut selection = Selection::new(weigh);
                occurrences.for_each_of(documents, |document, frequency| {
                    selection.push(document, frequency, true);
                });
                selection.end();
            }
        }
    }

    /// The part's share of the score, which grows less than its pseudo-frequency does.
    fn explain(&self, form: &WeighedForm, share: f64) -> Explanation {
        let stream = &form.streams[self.stream];
        let Norms { lengths, breadth, .. } = &*self.of_part.norms;
        let document = self.occurrences.document();
        let statistics = OccurrenceStatistics {
            frequency: self.occurrences.frequency(),
            length: lengths.length(document),
            mean_length: stream.mean_length,
            weight: stream.weight,
            b: stream.b,
            breadth: breadth.norm(document),
            pseudo_frequency: self.pseudo_frequency(),
        };
        Explanation {
            value: share * f64::from(statistics.pseudo_frequency),
            what: Explained::Occurrences {
                name: stream.variant.to_string(),
                field: stream.field.to_string(),
                statistics,
            },
            parts: Vec::new(),
        }
    }
}

/// Documents with frequencies, given on in runs.
struct Selection<E> {
    /// One place more than a run has: what is not selected is overwritten.
    documents: [DocId; RUN + 1],
    frequencies: [u32; RUN + 1],
    selected: usize,
    each: E,
}

impl<E: FnMut(&[DocId], &[u32])> Selection<E> {
    fn new(each: E) -> Self {
        Self { documents: [0; RUN + 1], frequencies: [0; RUN + 1], selected: 0, each }
    }

    #[inline]
    fn push(&mut self, document: DocId, frequency: u32, is_selected: bool) {
        self.documents[self.selected] = document;
        self.frequencies[self.selected] = frequency;
        self.selected += usize::from(is_selected);
        if self.selected == RUN {
            self.end();
        }
    }

    fn end(&mut self) {
        (self.each)(&self.documents[..self.selected], &self.frequencies[..self.selected]);
        self.selected = 0;
    }
}
