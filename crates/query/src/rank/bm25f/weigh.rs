//! A term of the query with the index's statistics, for any segment.

use std::sync::Arc;

use indexer::View;
use tantivy::schema::Field;

use super::{
    occurrences::{Occurrences, Words},
    statistics::{Breadth, PartStatistics, ViewStatistics},
};
use crate::{
    QueryError,
    plan::{Form, QueryTerm, Stream},
};

/// What makes up for a text's length and a document's breadth is more than 2^-40 each, and 32 bits hold 2^-126.
const LEAST_WEIGHT: f32 = 1e-6;

/// A term of the query, weighed.
#[derive(Debug)]
pub(crate) struct WeighedTerm {
    pub(crate) name: Arc<str>,
    pub(crate) forms: Vec<WeighedForm>,
}

/// A form with what its score needs in any document.
#[derive(Debug)]
pub(crate) struct WeighedForm {
    pub(crate) view: View,
    pub(crate) boost: f32,
    pub(crate) idf: f32,
    pub(crate) k1: f32,
    /// boost * idf * (k1 + 1)
    factor: f32,
    /// Documents with text in the view.
    pub(crate) documents: u64,
    /// Of each term of a phrase; of several variants, the sum that stands for them.
    pub(crate) document_frequencies: Vec<u64>,
    pub(crate) streams: Vec<WeighedStream>,
}

/// A variant in one part.
#[derive(Debug)]
pub(crate) struct WeighedStream {
    pub(crate) variant: Arc<str>,
    /// The physical field whose lengths count, by its name.
    pub(crate) field: Arc<str>,
    pub(super) physical: Field,
    pub(crate) weight: f32,
    pub(crate) b: f32,
    pub(crate) mean_length: f32,
    pub(super) norms: Arc<[f32; 256]>,
    pub(super) breadth: Arc<Breadth>,
    pub(super) occurrences: Occurrences,
}

impl WeighedTerm {
    pub(in crate::rank) fn new<'p>(words: &mut Words<'p>, term: &'p QueryTerm) -> Result<Self, QueryError> {
        // The documents of a pair, and of what is one of several spellings, are counted to weigh it.
        let form = |form: &'p Form| WeighedForm::new(words, form, term.is_pair || 1 < form.variants.len());
        let forms = term.forms.iter().map(form).collect::<Result<_, _>>()?;
        Ok(Self { name: Arc::clone(&term.name), forms })
    }

    /// Of every form, variant and part.
    pub(in crate::rank) fn occurrences(&self) -> impl Iterator<Item = &Occurrences> {
        self.forms.iter().flat_map(|form| &form.streams).map(|stream| &stream.occurrences)
    }

    /// Whether every document that has the term has a score: no weight is 0, nor so small that a product of it is.
    pub(in crate::rank) fn is_positive(&self) -> bool {
        self.forms.iter().all(|form| {
            LEAST_WEIGHT < form.factor && form.streams.iter().all(|stream| LEAST_WEIGHT < stream.weight)
        })
    }

    /// Documents in all, where the term is one of the index in one part.
    pub(in crate::rank) fn only_documents(&self) -> Option<u64> {
        let mut occurrences = self.occurrences();
        let only = occurrences.next().filter(|_| occurrences.next().is_none())?;
        only.documents_of_term()
    }
}

impl WeighedForm {
    fn new<'p>(words: &mut Words<'p>, form: &'p Form, is_counted: bool) -> Result<Self, QueryError> {
        let statistics = words.statistics(form.view)?;
        let of_form = form.variants.iter().map(|variant| variant.streams.len());
        let mut streams = Vec::with_capacity(of_form.sum());
        let mut of_variants = Vec::with_capacity(form.variants.len());
        for variant in &form.variants {
            let from = streams.len();
            for stream in &variant.streams {
                streams.push(WeighedStream::new(
                    words,
                    &statistics,
                    (form.view, variant.weight, &variant.name),
                    stream,
                    is_counted,
                )?);
            }
            of_variants.push((variant.weight, most_frequent(&statistics, &streams[from..])));
        }
        let document_frequencies = match of_variants.as_mut_slice() {
            [(_, only)] => std::mem::take(only),
            several => vec![summed(several, statistics.documents)],
        };
        let idf = document_frequencies.iter().map(|n| statistics.idf(*n)).sum();
        let of_view = words.generation.config().ranking.view[&form.view];
        let boost = form.boost * of_view.weight;
        Ok(Self {
            view: form.view,
            boost,
            idf,
            k1: of_view.k1,
            factor: boost * idf * (of_view.k1 + 1.0),
            documents: statistics.documents,
            document_frequencies,
            streams,
        })
    }

    /// What no score exceeds, however great the pseudo-frequency is.
    pub(super) fn limit(&self) -> f32 {
        self.factor.max(0.0)
    }

    /// The score of a pseudo-frequency.
    pub(super) fn score(&self, pseudo_frequency: f32) -> f32 {
        self.factor * (pseudo_frequency / (self.k1 + pseudo_frequency))
    }

    /// Makes scores of pseudo-frequencies.
    #[inline]
    pub(super) fn score_run(&self, pseudo_frequencies: &mut [f32]) {
        pseudo_frequencies.iter_mut().for_each(|number| *number = self.score(*number));
    }
}

/// The numbers of documents of the part in which a variant tells least.
fn most_frequent(statistics: &ViewStatistics, streams: &[WeighedStream]) -> Vec<u64> {
    let of_terms: Option<Vec<u64>> =
        streams.iter().map(|stream| stream.occurrences.documents_of_term()).collect();
    if let Some(most) = of_terms.and_then(|of_terms| of_terms.into_iter().max()) {
        return vec![most];
    }
    let idf = |frequencies: &[u64]| frequencies.iter().map(|n| statistics.idf(*n)).sum::<f32>();
    let of_streams = streams.iter().map(|stream| stream.occurrences.document_frequencies());
    of_streams.min_by(|a, b| idf(a).total_cmp(&idf(b))).unwrap_or_default()
}

/// The documents of several variants as if they were one term. A phrase has at most those of its rarest term.
fn summed(variants: &[(f32, Vec<u64>)], documents: u64) -> u64 {
    let of_variant = |(weight, frequencies): &(f32, Vec<u64>)| {
        f64::from(*weight) * frequencies.iter().min().copied().unwrap_or(0) as f64
    };
    let sum: f64 = variants.iter().map(of_variant).sum();
    (sum.round() as u64).clamp(1, documents.max(1))
}

impl WeighedStream {
    fn new<'p>(
        words: &mut Words<'p>,
        statistics: &ViewStatistics,
        (view, weight, variant): (View, f32, &Arc<str>),
        Stream { part, source }: &'p Stream,
        is_counted: bool,
    ) -> Result<Self, QueryError> {
        let generation = words.generation;
        let ranking = &generation.config().ranking;
        let (mean_length, norms) = match statistics.parts.get(part) {
            Some(PartStatistics { mean_length, norms }) => (*mean_length, Arc::clone(norms)),
            None => (0.0, Arc::new([1.0; 256])),
        };
        let physical = generation.schema().text(*part, view);
        let physical =
            physical.ok_or_else(|| QueryError::MissingField { field: format!("{part}.{view}") })?;
        Ok(Self {
            variant: Arc::clone(variant),
            physical: physical.field,
            field: Arc::clone(&physical.name),
            weight: ranking.part[part].weight * weight,
            b: ranking.b(*part, view),
            mean_length,
            norms,
            breadth: Arc::clone(&statistics.breadth),
            occurrences: Occurrences::new(words, source, is_counted)?,
        })
    }
}
