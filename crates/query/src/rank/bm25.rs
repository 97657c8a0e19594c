//! BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, section 3.4), in the
//! 32-bit arithmetic and with the constants of the engine's own scorers, so that both give the same figure.
//!
//! For a term with document frequency n in an index of N documents, occurring f times in a field of length l whose
//! mean length is m: `boost * idf * (k1 + 1) * f / (f + k1 * (1 - b + b * l / m))`,
//! `idf = ln(1 + (N - n + 0.5) / (n + 0.5))`. A phrase has the sum of its terms' idf, and counts as one term.
//! l is kept in one byte by the index, rounded down to a value of its scale.

use std::collections::HashMap;

use tantivy::{Searcher, Term, fieldnorm::FieldNormReader, query::Bm25StatisticsProvider, schema::Field};

use crate::QueryError;

/// Saturation of repeated occurrences: the engine's constant.
pub(crate) const K1: f32 = 1.2;

/// Weight of the field's length: the engine's constant.
pub(crate) const B: f32 = 0.75;

/// Statistics of the index, read once a search.
pub(crate) struct Statistics<'s> {
    searcher: &'s Searcher,
    documents: u64,
    mean_lengths: HashMap<Field, f32>,
}

/// What the score of one leaf needs, in any document.
#[derive(Debug, Clone)]
pub(crate) struct LeafWeight {
    pub(crate) document_frequencies: Vec<u64>,
    pub(crate) documents: u64,
    pub(crate) mean_length: f32,
    pub(crate) boost: f32,
    /// boost * idf * (k1 + 1)
    weight: f32,
}

impl<'s> Statistics<'s> {
    pub(crate) fn new(searcher: &'s Searcher) -> Result<Self, QueryError> {
        Ok(Self { searcher, documents: searcher.total_num_docs()?, mean_lengths: HashMap::new() })
    }

    /// The weight of a term, or of a phrase of several, in a field.
    pub(crate) fn weigh(
        &mut self,
        field: Field,
        terms: &[Term],
        boost: f32,
    ) -> Result<LeafWeight, QueryError> {
        let mut document_frequencies = Vec::with_capacity(terms.len());
        for term in terms {
            document_frequencies.push(self.searcher.doc_freq(term)?);
        }
        self.weigh_frequencies(field, document_frequencies, boost)
    }

    /// The weight of what has so many documents each, in a field.
    pub(crate) fn weigh_frequencies(
        &mut self,
        field: Field,
        document_frequencies: Vec<u64>,
        boost: f32,
    ) -> Result<LeafWeight, QueryError> {
        let mean_length = self.mean_length(field)?;
        let idf_sum: f32 = document_frequencies
            .iter()
            .map(|of_term| idf((*of_term).min(self.documents), self.documents))
            .sum();
        let unboosted = idf_sum * (1.0 + K1);
        let weight = if boost == 1.0 { unboosted } else { unboosted * boost };
        Ok(LeafWeight { document_frequencies, documents: self.documents, mean_length, boost, weight })
    }

    fn mean_length(&mut self, field: Field) -> Result<f32, QueryError> {
        if let Some(mean) = self.mean_lengths.get(&field) {
            return Ok(*mean);
        }
        let tokens = Bm25StatisticsProvider::total_num_tokens(self.searcher, field)?;
        let mean = tokens as f32 / self.documents as f32;
        self.mean_lengths.insert(field, mean);
        Ok(mean)
    }
}

impl LeafWeight {
    /// The contribution of `frequency` occurrences in a field of the length that `fieldnorm_id` stands for.
    pub(crate) fn score(&self, fieldnorm_id: u8, frequency: u32) -> f32 {
        let frequency = frequency as f32;
        let length = FieldNormReader::id_to_fieldnorm(fieldnorm_id) as f32;
        let norm = K1 * (1.0 - B + B * length / self.mean_length);
        self.weight * (frequency / (frequency + norm))
    }
}

fn idf(document_frequency: u64, documents: u64) -> f32 {
    let odds = (documents - document_frequency) as f32 + 0.5;
    (1.0 + odds / (document_frequency as f32 + 0.5)).ln()
}
