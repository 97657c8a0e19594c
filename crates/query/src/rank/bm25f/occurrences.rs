//! Where a stream's occurrences come from: postings, phrases, conditions on positions, or a list made before.

use std::{collections::HashMap, sync::Arc};

use indexer::Generation;
use tantivy::{
    DocId, DocSet, SegmentReader, TERMINATED, Term,
    index::SegmentId,
    postings::{Postings, SegmentPostings},
    schema::IndexRecordOption,
};

use super::{counted::counted, phrase::PhraseCursor};
use crate::{
    QueryError,
    plan::{Source, frequency, resolve},
    rank::{SpansQuery, spans::SpanCursor},
};

/// How much more a document costs whose positions are read.
pub(super) const COST_OF_POSITIONS: u64 = 5;

/// What occurs, in any segment.
#[derive(Debug)]
pub(super) enum Occurrences {
    Term { term: Term, document_frequency: u64 },
    Phrase { terms: Vec<(u32, Term)>, document_frequencies: Vec<u64> },
    Spans(SpansQuery),
    Listed(Arc<Listed>),
}

/// Documents with frequencies, ascending, by segment: of a phrase whose documents are counted before it is scored.
#[derive(Debug, Default)]
pub(super) struct Listed {
    segments: HashMap<SegmentId, Arc<[(DocId, u32)]>>,
    documents: u64,
}

/// Occurrences in one segment, document by document.
pub(super) enum OccurrenceCursor {
    Term(Box<SegmentPostings>),
    Phrase(PhraseCursor),
    Spans { cursor: Box<SpanCursor>, current: Option<(DocId, u32)> },
    Listed { documents: Arc<[(DocId, u32)]>, at: usize },
}

impl Occurrences {
    /// `is_counted` asks for the number of documents that a phrase is in, which takes finding them all.
    pub(super) fn new(
        generation: &Generation,
        source: &Source,
        is_counted: bool,
    ) -> Result<Self, QueryError> {
        let (field, words) = match source {
            Source::Spans(spans) => return Ok(Self::Spans(SpansQuery::new(generation, spans)?)),
            Source::Terms { field, terms } => (resolve(generation, field)?, terms),
        };
        let mut terms = Vec::with_capacity(words.len());
        let mut document_frequencies = Vec::with_capacity(words.len());
        for (offset, word) in words {
            let term = Term::from_field_text(field, word);
            document_frequencies.push(frequency(generation, term.clone())?);
            terms.push((*offset, term));
        }
        if let ([(_, term)], [document_frequency]) = (terms.as_slice(), document_frequencies.as_slice()) {
            return Ok(Self::Term { term: term.clone(), document_frequency: *document_frequency });
        }
        if is_counted {
            let listed = counted(generation, &terms, || Listed::of(generation, &terms))?;
            return Ok(Self::Listed(listed));
        }
        Ok(Self::Phrase { terms, document_frequencies })
    }

    /// Documents that have each of its terms.
    pub(super) fn document_frequencies(&self) -> Vec<u64> {
        match self {
            Self::Term { document_frequency, .. } => vec![*document_frequency],
            Self::Phrase { document_frequencies, .. } => document_frequencies.clone(),
            Self::Spans(query) => query.spans().document_frequencies(),
            Self::Listed(listed) => vec![listed.documents],
        }
    }

    /// In a segment; `None` where it has none.
    pub(super) fn open(&self, segment: &SegmentReader) -> tantivy::Result<Option<OccurrenceCursor>> {
        let cursor = match self {
            Self::Term { term, .. } => {
                let inverted = segment.inverted_index(term.field())?;
                let postings = inverted.read_postings(term, IndexRecordOption::WithFreqs)?;
                postings.map(|postings| OccurrenceCursor::Term(Box::new(postings)))
            }
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

impl Listed {
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

    #[cfg(test)]
    pub(super) fn of_documents(documents: u64) -> Self {
        Self { segments: HashMap::new(), documents }
    }
}

impl OccurrenceCursor {
    /// The current document; [`TERMINATED`] at the end.
    pub(super) fn document(&self) -> DocId {
        match self {
            Self::Term(postings) => postings.doc(),
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
            Self::Term(postings) => postings.term_freq(),
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
            Self::Term(postings) if postings.doc() + 1 == target => {
                postings.advance();
            }
            Self::Term(postings) => {
                postings.seek(target);
            }
            Self::Phrase(phrase) => phrase.seek(target),
            Self::Spans { cursor, current } => *current = cursor.next(target),
            Self::Listed { documents, at } => {
                *at += documents[*at..].partition_point(|(document, _)| *document < target);
            }
        }
    }

    /// Calls for each document before `end` with its occurrences, and stands at the first from `end` on afterwards.
    #[inline]
    pub(super) fn for_each_below(&mut self, end: DocId, mut each: impl FnMut(DocId, u32)) {
        match self {
            Self::Term(postings) => {
                let mut document = postings.doc();
                while document < end {
                    each(document, postings.term_freq());
                    document = postings.advance();
                }
            }
            Self::Listed { documents, at } => {
                let of_window = documents[*at..].iter().take_while(|(document, _)| *document < end);
                for (document, frequency) in of_window {
                    each(*document, *frequency);
                    *at += 1;
                }
            }
            Self::Phrase(_) | Self::Spans { .. } => {
                while self.document() < end {
                    each(self.document(), self.frequency());
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
            Self::Term(postings) => postings.size_hint(),
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
