//! Where terms are: looked up once a generation, since a search asks for each term in every part of a view to plan it,
//! and again to weigh it.

use std::{collections::HashSet, sync::Arc};

use indexer::{Generation, Part, TextField, View};
use tantivy::{SegmentReader, Term, index::SegmentId, postings::TermInfo, schema::Field};

use super::kept::Kept;
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

/// What searches have asked for of a generation's terms.
#[derive(Default)]
pub(crate) struct Terms {
    words: Kept<View, Word, TERMS_KEPT>,
    /// Of fields that are no part of a view.
    others: Kept<Field, Located, TERMS_KEPT>,
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

impl Terms {
    pub(crate) fn of(generation: &Generation) -> Result<Arc<Self>, QueryError> {
        generation.derived(|_| Ok(Self::default()))
    }

    /// Looks a word up in all parts of a view. `generation` is the one whose terms these are.
    pub(crate) fn word(
        &self,
        generation: &Generation,
        view: View,
        word: &str,
    ) -> Result<Arc<Word>, QueryError> {
        self.words.known_or((view, word), || {
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
}

/// Looks a single word up; [`Terms::word`] is for many.
pub(crate) fn locate_word(generation: &Generation, view: View, word: &str) -> Result<Arc<Word>, QueryError> {
    Terms::of(generation)?.word(generation, view, word)
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
    let kept = Terms::of(generation)?;
    let located = kept.others.known_or((field, term), || Located::read(generation, field, term))?;
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
