//! How many documents have text in a view, and how long their parts are: worked out once a generation.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use indexer::{Generation, Part, RankingConfig, View};
use tantivy::{
    DocId, fieldnorm::FieldNormReader, index::SegmentId, query::Bm25StatisticsProvider, schema::Field,
};

use crate::QueryError;

/// What BM25F wants to know of a view. Deleted documents are counted as long as the index keeps them.
#[derive(Debug)]
pub(in crate::rank) struct ViewStatistics {
    /// Documents with at least one term in any part.
    pub(in crate::rank) documents: u64,
    pub(in crate::rank) parts: HashMap<Part, PartStatistics>,
    pub(in crate::rank) breadth: Arc<Breadth>,
}

/// Which parts each document has, and what a frequency is multiplied by to make up for it: a document with a
/// description has more places for any word than one of which only the abstract is known.
#[derive(Debug, Default)]
pub(in crate::rank) struct Breadth {
    /// By document: a bit for each part of [`Part::ALL`].
    masks: HashMap<SegmentId, Arc<[u8]>>,
    /// By such a mask.
    norms: Vec<f32>,
    /// Whether all of these are 1.
    changes_nothing: bool,
}

/// The documents of one segment by their breadth.
#[derive(Debug, Clone)]
pub(in crate::rank) struct BreadthOfSegment {
    masks: Option<Arc<[u8]>>,
    breadth: Arc<Breadth>,
}

#[derive(Debug)]
pub(in crate::rank) struct PartStatistics {
    pub(in crate::rank) mean_length: f32,
    /// By the byte that stands for a length: what a frequency is multiplied by to make up for the length.
    pub(in crate::rank) norms: Arc<[f32; 256]>,
}

/// Documents with at least one term in any part of a view: what the words of a language are counted among, so that
/// documents of another language change nothing.
pub(crate) fn documents_in(generation: &Generation, view: View) -> Result<u64, QueryError> {
    Ok(ViewStatistics::of(generation, view)?.documents)
}

#[derive(Default)]
struct Views(Mutex<HashMap<View, Arc<ViewStatistics>>>);

impl ViewStatistics {
    pub(in crate::rank) fn of(generation: &Generation, view: View) -> Result<Arc<Self>, QueryError> {
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
        let mut masks = HashMap::new();
        for segment in generation.searcher().segment_readers() {
            let mut of_segment = vec![0_u8; segment.max_doc() as usize];
            for (place, (part, field)) in fields.iter().enumerate() {
                if !segment.schema().get_field_entry(*field).has_fieldnorms() {
                    continue;
                }
                let lengths = segment.get_fieldnorms_reader(*field)?;
                for (document, mask) in (0..).zip(&mut of_segment) {
                    if lengths.fieldnorm_id(document) != 0 {
                        with_part[place] += 1;
                        *mask |= bit(*part);
                    }
                }
            }
            documents += of_segment.iter().filter(|mask| **mask != 0).count() as u64;
            masks.insert(segment.segment_id(), Arc::from(of_segment));
        }
        let ranking = &generation.config().ranking;
        let mut parts = HashMap::new();
        for ((part, field), with_part) in fields.into_iter().zip(with_part) {
            let terms = Bm25StatisticsProvider::total_num_tokens(generation.searcher(), field)?;
            let mean_length = if with_part == 0 { 0.0 } else { terms as f32 / with_part as f32 };
            let norms = norms(ranking.b(part, view), mean_length);
            parts.insert(part, PartStatistics { mean_length, norms: Arc::new(norms) });
        }
        let breadth = Arc::new(Breadth::new(ranking, masks));
        Ok(Self { documents, parts, breadth })
    }

    /// A part's length as a multiple of the mean; 1 where no document has the part.
    pub(in crate::rank) fn relative_length(&self, part: Part, length: u32) -> f32 {
        match self.parts.get(&part) {
            Some(of_part) if 0.0 < of_part.mean_length => length as f32 / of_part.mean_length,
            _ => 1.0,
        }
    }

    /// The inverse document frequency of what so many documents have.
    pub(in crate::rank) fn idf(&self, document_frequency: u64) -> f32 {
        let document_frequency = document_frequency.min(self.documents);
        let odds = (self.documents - document_frequency) as f32 + 0.5;
        (1.0 + odds / (document_frequency as f32 + 0.5)).ln()
    }
}

const fn bit(part: Part) -> u8 {
    1 << part as u8
}

impl Breadth {
    fn new(ranking: &RankingConfig, masks: HashMap<SegmentId, Arc<[u8]>>) -> Self {
        let weight = |mask: u8| -> f64 {
            let parts = Part::ALL.iter().filter(|part| mask & bit(**part) != 0);
            parts.map(|part| f64::from(ranking.part[part].breadth)).sum()
        };
        let mut counts = [0_u64; 256];
        for mask in masks.values().flat_map(|of_segment| of_segment.iter()) {
            counts[usize::from(*mask)] += 1;
        }
        // What has no text in the view counts for nothing.
        counts[0] = 0;
        let documents: u64 = counts.iter().sum();
        let sum: f64 = (0..=u8::MAX).map(|mask| counts[usize::from(mask)] as f64 * weight(mask)).sum();
        let mean = sum / documents as f64;
        let share = f64::from(ranking.breadth.b);
        let norm = |mask| match weight(mask) {
            weight if mean < weight => 1.0 / (1.0 - share + share * weight / mean),
            _ => 1.0,
        };
        let norms: Vec<f32> = (0..=u8::MAX).map(|mask| norm(mask) as f32).collect();
        let changes_nothing = norms.iter().all(|norm| *norm == 1.0);
        Self { masks, norms, changes_nothing }
    }

    pub(in crate::rank) fn in_segment(self: &Arc<Self>, segment: SegmentId) -> BreadthOfSegment {
        let masks = if self.changes_nothing { None } else { self.masks.get(&segment).map(Arc::clone) };
        BreadthOfSegment { masks, breadth: Arc::clone(self) }
    }
}

impl BreadthOfSegment {
    /// Whether it multiplies any frequency.
    pub(in crate::rank) fn changes_any(&self) -> bool {
        self.masks.is_some()
    }

    /// What a frequency in a document is multiplied by.
    pub(in crate::rank) fn norm(&self, document: DocId) -> f32 {
        let mask = self.masks.as_ref().and_then(|masks| masks.get(document as usize));
        mask.and_then(|mask| self.breadth.norms.get(usize::from(*mask))).map_or(1.0, |norm| *norm)
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
