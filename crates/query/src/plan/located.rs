//! Where terms are: looked up once a generation, since a search asks for each term in every part of a view to plan it,
//! and again to weigh it.

use std::{
    collections::HashSet,
    hash::Hash,
    sync::{Arc, PoisonError, RwLock},
};

use indexer::{Generation, Part, TextField, View};
use rustc_hash::FxHashMap;
use tantivy::{SegmentReader, Term, index::SegmentId, postings::TermInfo, schema::Field};

use crate::QueryError;

/// Terms of a view or field that are kept, absent ones too: each takes about 100 bytes, and 100 for each part and segment
/// that has it.
const TERMS_KEPT: usize = 1 << 16;

/// Where the postings of a term are.
#[derive(Debug, Default)]
pub(crate) struct Located {
    documents: u64,
    segments: Vec<(SegmentId, TermInfo)>,
}

/// A word of a view in every part that has it: found together, since a search asks for it in all of them.
#[derive(Debug)]
pub(crate) struct Word(Vec<(Part, Arc<Located>)>);

impl Word {
    pub(crate) fn parts(&self) -> impl Iterator<Item = (Part, &Arc<Located>)> {
        self.0.iter().map(|(part, located)| (*part, located))
    }

    /// `None` where no document has it there.
    pub(crate) fn in_part(&self, part: Part) -> Option<&Arc<Located>> {
        self.0.iter().find(|(of, _)| *of == part).map(|(_, located)| located)
    }
}

/// What is known of terms, by what they are terms of.
type Kept<K, V> = RwLock<FxHashMap<K, FxHashMap<Box<str>, Arc<V>>>>;

#[derive(Default)]
struct Terms {
    words: Kept<View, Word>,
    /// Of fields that are no part of a view.
    others: Kept<Field, Located>,
}

/// What is known of a term, or what `read` finds.
fn known_or<K: Copy + Eq + Hash, V>(
    kept: &Kept<K, V>,
    (key, term): (K, &str),
    read: impl FnOnce() -> Result<V, QueryError>,
) -> Result<Arc<V>, QueryError> {
    // A panic leaves a map of whole entries.
    let known = kept.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known.get(&key).and_then(|terms| terms.get(term)) {
        return Ok(Arc::clone(known));
    }
    drop(known);
    let made = Arc::new(read()?);
    let mut kept = kept.write().unwrap_or_else(PoisonError::into_inner);
    let terms = kept.entry(key).or_default();
    // The words of the searches that follow soon fill it again.
    if TERMS_KEPT <= terms.len() {
        terms.clear();
    }
    terms.insert(term.into(), Arc::clone(&made));
    Ok(made)
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

/// Looks a word up in all parts of a view.
pub(crate) fn locate_word(generation: &Generation, view: View, word: &str) -> Result<Arc<Word>, QueryError> {
    let kept = generation.derived(|_| Ok::<_, QueryError>(Terms::default()))?;
    known_or(&kept.words, (view, word), || {
        let mut parts = Vec::new();
        for of_part in generation.schema().text_fields().iter().filter(|field| field.view == view) {
            let located = Located::read(generation, of_part.field, word)?;
            if 0 < located.documents {
                parts.push((of_part.part, Arc::new(located)));
            }
        }
        parts.shrink_to_fit();
        Ok(Word(parts))
    })
}

/// Looks a term of the index up; `None` where no document has it.
pub(crate) fn locate(
    generation: &Generation,
    field: Field,
    term: &str,
) -> Result<Option<Arc<Located>>, QueryError> {
    if let Some(TextField { view, part, .. }) = generation.schema().text_field(field) {
        return Ok(locate_word(generation, *view, term)?.in_part(*part).cloned());
    }
    let kept = generation.derived(|_| Ok::<_, QueryError>(Terms::default()))?;
    let located = known_or(&kept.others, (field, term), || Located::read(generation, field, term))?;
    Ok(Some(located).filter(|located| 0 < located.documents))
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
