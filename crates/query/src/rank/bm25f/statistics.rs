//! How many documents have text in a view, and how long their parts are: worked out once a generation.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use indexer::{Generation, Part, View};
use tantivy::{fieldnorm::FieldNormReader, query::Bm25StatisticsProvider, schema::Field};

use crate::{QueryError, bits::Bits};

/// What BM25F wants to know of a view. Deleted documents are counted as long as the index keeps them.
#[derive(Debug)]
pub(super) struct ViewStatistics {
    /// Documents with at least one term in any part.
    pub(super) documents: u64,
    pub(super) parts: HashMap<Part, PartStatistics>,
}

#[derive(Debug)]
pub(super) struct PartStatistics {
    pub(super) mean_length: f32,
    /// By the byte that stands for a length: what a frequency is multiplied by to make up for the length.
    pub(super) norms: Arc<[f32; 256]>,
}

#[derive(Default)]
struct Views(Mutex<HashMap<View, Arc<ViewStatistics>>>);

impl ViewStatistics {
    pub(super) fn of(generation: &Generation, view: View) -> Result<Arc<Self>, QueryError> {
        let views = generation.derived(|_| Ok::<_, QueryError>(Views::default()))?;
        // A map that is filled entry by entry is whole after a panic, too.
        let mut views = views.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = views.get(&view) {
            return Ok(Arc::clone(known));
        }
        let read = Arc::new(Self::read(generation, view)?);
        views.insert(view, Arc::clone(&read));
        Ok(read)
    }

    /// Reads one byte for each document and part.
    fn read(generation: &Generation, view: View) -> Result<Self, QueryError> {
        let fields: Vec<(Part, Field)> = Part::ALL
            .iter()
            .filter_map(|&part| Some((part, generation.schema().field(&format!("{part}.{view}"))?)))
            .collect();
        let mut documents = 0;
        let mut with_part = vec![0_u64; fields.len()];
        for segment in generation.searcher().segment_readers() {
            let mut with_any = Bits::below(segment.max_doc() as usize);
            for (place, (_, field)) in fields.iter().enumerate() {
                if !segment.schema().get_field_entry(*field).has_fieldnorms() {
                    continue;
                }
                let lengths = segment.get_fieldnorms_reader(*field)?;
                for document in (0..segment.max_doc()).filter(|document| lengths.fieldnorm_id(*document) != 0)
                {
                    with_part[place] += 1;
                    with_any.insert(document);
                }
            }
            documents += with_any.len();
        }
        let ranking = &generation.config().ranking;
        let mut parts = HashMap::new();
        for ((part, field), with_part) in fields.into_iter().zip(with_part) {
            let terms = Bm25StatisticsProvider::total_num_tokens(generation.searcher(), field)?;
            let mean_length = if with_part == 0 { 0.0 } else { terms as f32 / with_part as f32 };
            let norms = norms(ranking.b(part, view), mean_length);
            parts.insert(part, PartStatistics { mean_length, norms: Arc::new(norms) });
        }
        Ok(Self { documents, parts })
    }

    /// The inverse document frequency of what so many documents have.
    pub(super) fn idf(&self, document_frequency: u64) -> f32 {
        let document_frequency = document_frequency.min(self.documents);
        let odds = (self.documents - document_frequency) as f32 + 0.5;
        (1.0 + odds / (document_frequency as f32 + 0.5)).ln()
    }
}

/// A field without lengths has mean 0: nothing is made up for.
fn norms(b: f32, mean_length: f32) -> [f32; 256] {
    std::array::from_fn(|id| {
        if mean_length == 0.0 {
            return 1.0;
        }
        // The array has as many places as a byte has values.
        let length = FieldNormReader::id_to_fieldnorm(id as u8) as f32;
        1.0 / (1.0 - b + b * length / mean_length)
    })
}
