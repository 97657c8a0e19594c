//! Where terms are: looked up once a generation, since a search asks for each term in every part and view to plan it, and
//! again to weigh it, to count what matches and to rank.

use std::{
    collections::HashSet,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use indexer::{Generation, View};
use rustc_hash::FxHashMap;
use tantivy::{SegmentReader, Term, index::SegmentId, postings::TermInfo, schema::Field};

use crate::QueryError;

/// Terms kept, absent ones too: each takes about 100 bytes, and 60 for each segment that has it.
const TERMS_KEPT: usize = 1 << 16;

/// Where the postings of a term are.
#[derive(Debug, Default)]
pub(crate) struct Located {
    documents: u64,
    segments: Vec<(SegmentId, TermInfo)>,
}

/// By field.
struct Terms {
    fields: Vec<RwLock<FxHashMap<Box<str>, Arc<Located>>>>,
    kept: AtomicUsize,
}

impl Terms {
    fn of(generation: &Generation) -> Result<Arc<Self>, QueryError> {
        generation.derived(|generation| {
            let fields = generation.schema().tantivy().num_fields();
            let fields = std::iter::repeat_with(RwLock::default).take(fields).collect();
            Ok::<_, QueryError>(Self { fields, kept: AtomicUsize::new(0) })
        })
    }

    fn keep(&self, field: Field, term: &str, located: &Arc<Located>) {
        // The words of the searches that follow soon fill it again.
        if TERMS_KEPT <= self.kept.load(Ordering::Relaxed) {
            self.kept.store(0, Ordering::Relaxed);
            self.fields
                .iter()
                .for_each(|terms| terms.write().unwrap_or_else(PoisonError::into_inner).clear());
        }
        let mut terms =
            self.fields[field.field_id() as usize].write().unwrap_or_else(PoisonError::into_inner);
        if terms.insert(term.into(), Arc::clone(located)).is_none() {
            self.kept.fetch_add(1, Ordering::Relaxed);
        }
    }
}

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

    fn read(generation: &Generation, field: Field, term: &str) -> Result<Self, QueryError> {
        let term = Term::from_field_text(field, term);
        let mut located = Self::default();
        for segment in generation.searcher().segment_readers() {
            if let Some(info) = segment.inverted_index(field)?.get_term_info(&term)? {
                located.documents += u64::from(info.doc_freq);
                located.segments.push((segment.segment_id(), info));
            }
        }
        Ok(located)
    }
}

/// Looks a term of the index up.
pub(crate) fn locate(generation: &Generation, field: Field, term: &str) -> Result<Arc<Located>, QueryError> {
    let kept = Terms::of(generation)?;
    // A panic leaves a map of whole entries.
    let of_field = kept.fields[field.field_id() as usize].read().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = of_field.get(term) {
        return Ok(Arc::clone(known));
    }
    drop(of_field);
    let located = Arc::new(Located::read(generation, field, term)?);
    kept.keep(field, term, &located);
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
