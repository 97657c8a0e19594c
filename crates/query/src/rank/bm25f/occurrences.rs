//! Where a stream's occurrences come from: postings, phrases, conditions on positions, or a list made before.

use std::{collections::HashMap, sync::Arc};

use indexer::{Generation, TextField};
use tantivy::{DocId, SegmentReader, TERMINATED, Term, index::SegmentId, schema::Field};

use super::{counted::counted, phrase::PhraseCursor, postings::PostingsCursor};
use crate::{
    QueryError,
    plan::{Located, Source, locate, resolve},
    rank::{SpansQuery, spans::SpanCursor},
};

/// How much more a document costs whose positions are read.
pub(super) const COST_OF_POSITIONS: u64 = 5;

/// What occurs, in any segment.
#[derive(Debug)]
pub(super) enum Occurrences {
    Term { field: Field, located: Arc<Located> },
    Phrase { terms: Vec<(u32, Term)>, document_frequencies: Vec<u64> },
    Spans(SpansQuery),
    Listed(Arc<PhraseDocuments>),
}

/// Documents with frequencies, ascending, by segment: of a phrase whose documents are counted before it is scored.
#[derive(Debug, Default)]
pub(crate) struct PhraseDocuments {
    segments: HashMap<SegmentId, Arc<[(DocId, u32)]>>,
    documents: u64,
}

/// Occurrences in one segment, document by document.
pub(super) enum OccurrenceCursor {
    Term(PostingsCursor),
    Phrase(PhraseCursor),
    Spans { cursor: Box<SpanCursor>, current: Option<(DocId, u32)> },
    Listed { documents: Arc<[(DocId, u32)]>, at: usize },
}

impl Occurrences {
    /// `physical` is the field that most sources name. `is_counted` asks for the number of documents that a phrase is in, which takes finding them all.
    pub(super) fn new(
        generation: &Generation,
        source: &Source,
        physical: &TextField,
        is_counted: bool,
    ) -> Result<Self, QueryError> {
        let (field, words) = match source {
            Source::Spans(spans) => return Ok(Self::Spans(SpansQuery::new(generation, spans)?)),
            Source::Terms { field, terms } if *field == physical.name => (physical.field, terms),
            Source::Terms { field, terms } => (resolve(generation, field)?, terms),
        };
        let mut terms = Vec::with_capacity(words.len());
        let mut document_frequencies = Vec::with_capacity(words.len());
        for (offset, word) in words {
            let term = Term::from_field_text(field, word);
            let located = locate(generation, &term)?;
            if words.len() == 1 {
                return Ok(Self::Term { field, located });
            }
            document_frequencies.push(located.documents());
            terms.push((*offset, term));
        }
        if is_counted {
            let listed = counted(generation, &terms, || PhraseDocuments::of(generation, &terms))?;
            return Ok(Self::Listed(listed));
        }
        Ok(Self::Phrase { terms, document_frequencies })
    }

    /// Documents that have each of its terms.
    pub(super) fn document_frequencies(&self) -> Vec<u64> {
        match self {
            Self::Term { located, .. } => vec![located.documents()],
            Self::Phrase { document_frequencies, .. } => document_frequencies.clone(),
            Self::Spans(query) => query.spans().document_frequencies(),
            Self::Listed(listed) => vec![listed.documents],
        }
    }

    /// In a segment; `None` where it has none.
    pub(super) fn open(&self, segment: &SegmentReader) -> tantivy::Result<Option<OccurrenceCursor>> {
        let cursor = match self {
            Self::Term { field, located } => match located.in_segment(segment) {
                Some(info) => Some(OccurrenceCursor::Term(PostingsCursor::open(segment, *field, info)?)),
                None => None,
            },
            Self::Phrase { terms, .. } => PhraseCursor::open(segment, terms)?.map(OccurrenceCursor::Phrase),
            Self::Spans(query) => {
                let mut cursor = Box::new(query.cursor(segment)?);
                let current = cursor.next(0);
                Some(OccurrenceCursor::Spans { cursor, current })
            }
            Self::Listed(listed) => listed
                .segments
                .get(&segment.segment_id())
                .map(|documents| OccurrenceCursor::Listed { documents: Arc::clone(documents), at: 0 }),
        };
        Ok(cursor.filter(|cursor| cursor.document() != TERMINATED))
    }
}

impl PhraseDocuments {
    fn of(generation: &Generation, phrase: &[(u32, Term)]) -> Result<Self, QueryError> {
        let mut listed = Self::default();
        for segment in generation.searcher().segment_readers() {
            let Some(mut cursor) = PhraseCursor::open(segment, phrase)? else { continue };
            let mut documents = Vec::new();
            while cursor.document() != TERMINATED {
                documents.push((cursor.document(), cursor.frequency()));
                cursor.seek(cursor.document() + 1);
            }
            listed.documents += documents.len() as u64;
            listed.segments.insert(segment.segment_id(), documents.into());
        }
        Ok(listed)
    }

    pub(super) fn documents(&self) -> u64 {
        self.documents
    }

    /// Those in a segment, deleted ones included.
    pub(crate) fn in_segment(&self, segment: &SegmentReader) -> &[(DocId, u32)] {
        self.segments.get(&segment.segment_id()).map_or(&[], |documents| documents)
    }

    #[cfg(test)]
    pub(super) fn of_documents(documents: u64) -> Self {
        Self { segments: HashMap::new(), documents }
    }
}

impl OccurrenceCursor {
    /// The current document; [`TERMINATED`] at the end.
    pub(super) fn document(&self) -> DocId {
        match self {
            Self::Term(postings) => postings.document(),
            Self::Phrase(phrase) => phrase.document(),
            Self::Spans { current, .. } => current.map_or(TERMINATED, |(document, _)| document),
            Self::Listed { documents, at } => {
                documents.get(*at).map_or(TERMINATED, |(document, _)| *document)
            }
        }
    }

    /// Occurrences in the current document.
    pub(super) fn frequency(&self) -> u32 {
        match self {
            Self::Term(postings) => postings.frequency(),
            Self::Phrase(phrase) => phrase.frequency(),
            Self::Spans { current, .. } => current.map_or(0, |(_, frequency)| frequency),
            Self::Listed { documents, at } => documents.get(*at).map_or(0, |(_, frequency)| *frequency),
        }
    }

    /// To the first document from `target` on; never back.
    pub(super) fn seek(&mut self, target: DocId) {
        if target <= self.document() {
            return;
        }
        match self {
            Self::Term(postings) => postings.seek(target),
            Self::Phrase(phrase) => phrase.seek(target),
            Self::Spans { cursor, current } => *current = cursor.next(target),
            Self::Listed { documents, at } => {
                *at += documents[*at..].partition_point(|(document, _)| *document < target);
            }
        }
    }

    /// Gives the documents before `end` with their occurrences, at most `RUN` at a time, and stands at the first from
    /// `end` on afterwards.
    #[inline]
    pub(super) fn for_each_run_below(&mut self, end: DocId, mut each: impl FnMut(&[DocId], &[u32])) {
        match self {
            Self::Term(postings) => postings.for_each_run_below(end, each),
            _ => {
                while self.document() < end {
                    each(&[self.document()], &[self.frequency()]);
                    self.seek(self.document() + 1);
                }
            }
        }
    }

    /// What reading it to its end costs, in postings.
    pub(super) fn cost(&self) -> u64 {
        let documents = u64::from(self.size_hint());
        if self.reads_positions() { documents * COST_OF_POSITIONS } else { documents }
    }

    /// Documents at most.
    pub(super) fn size_hint(&self) -> u32 {
        match self {
            Self::Term(postings) => postings.documents(),
            Self::Phrase(phrase) => phrase.size_hint(),
            Self::Spans { cursor, .. } => cursor.size_hint(),
            Self::Listed { documents, .. } => documents.len() as u32,
        }
    }

    /// Whether finding a document takes reading positions.
    pub(super) fn reads_positions(&self) -> bool {
        matches!(self, Self::Phrase(_) | Self::Spans { .. })
    }
}
