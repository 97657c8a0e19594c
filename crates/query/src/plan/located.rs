//! Where terms are: looked up once a generation, since a search asks for each term in every part and view to plan it, and
//! again to weigh it, to count what matches and to rank.

use std::{
    collections::HashSet,
    sync::{Arc, PoisonError, RwLock},
};

use indexer::{Generation, View};
use rustc_hash::FxHashMap;
use tantivy::{SegmentReader, Term, index::SegmentId, postings::TermInfo};

use crate::QueryError;

/// Terms kept, absent ones too: each takes about 100 bytes, and 60 for each segment that has it.
const TERMS_KEPT: usize = 1 << 16;

/// Where the postings of a term are.
#[derive(Debug, Default)]
pub(crate) struct Located {
    documents: u64,
    segments: Vec<(SegmentId, TermInfo)>,
}

#[derive(Default)]
struct Terms(RwLock<FxHashMap<Term, Arc<Located>>>);

impl Located {
    /// Documents that have the term, deleted ones included.
    pub(crate) fn documents(&self) -> u64 {
        self.documents
    }

    /// In a segment; `None` where it lacks the term.
    pub(crate) fn in_segment(&self, segment: &SegmentReader) -> Option<&TermInfo> {
        let id = segment.segment_id();
        self.segments.iter().find(|(of, _)| *of == id).map(|(_, info)| info)
    }

    fn read(generation: &Generation, term: &Term) -> Result<Self, QueryError> {
        let mut located = Self::default();
        for segment in generation.searcher().segment_readers() {
            if let Some(info) = segment.inverted_index(term.field())?.get_term_info(term)? {
                located.documents += u64::from(info.doc_freq);
                located.segments.push((segment.segment_id(), info));
            }
        }
        Ok(located)
    }
}

/// Looks a term of the index up.
pub(crate) fn locate(generation: &Generation, term: &Term) -> Result<Arc<Located>, QueryError> {
    let kept = generation.derived(|_| Ok::<_, QueryError>(Terms::default()))?;
    // A panic leaves a map of whole entries.
    let known = kept.0.read().unwrap_or_else(PoisonError::into_inner).get(term).cloned();
    if let Some(known) = known {
        return Ok(known);
    }
    let located = Arc::new(Located::read(generation, term)?);
    let mut kept = kept.0.write().unwrap_or_else(PoisonError::into_inner);
    // The words of the searches that follow soon fill it again.
    if TERMS_KEPT <= kept.len() {
        kept.clear();
    }
    kept.insert(term.clone(), Arc::clone(&located));
    Ok(located)
}

/// Views in which the index has any term.
struct Views(HashSet<View>);

/// Whether any part of the index has a term in a view: an index of one language has none in the other's.
pub(super) fn has_terms(generation: &Generation, view: View) -> Result<bool, QueryError> {
    let views = generation.derived(|generation| {
        let mut views = HashSet::new();
        for segment in generation.searcher().segment_readers() {
            for field in generation.schema().text_fields() {
                if 0 < segment.inverted_index(field.field)?.terms().num_terms() {
                    views.insert(field.view);
                }
            }
        }
        Ok::<_, QueryError>(Views(views))
    })?;
    Ok(views.0.contains(&view))
}
