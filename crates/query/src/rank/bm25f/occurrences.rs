//! Where a stream's occurrences come from: postings, phrases, conditions on positions, or a list made before.

use std::{
    collections::HashMap,
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
};

use indexer::{Generation, TextField, View};
use tantivy::{DocId, SegmentReader, TERMINATED, index::SegmentId, schema::Field};

use super::{
    counted::counted,
    phrase::PhraseCursor,
    postings::{PostingsCursor, PostingsReader, RUN},
    statistics::ViewStatistics,
};
use crate::{
    QueryError,
    bits::Collect,
    plan::{Located, Source, Terms, Word, locate, resolve},
    rank::{SpansQuery, spans::SpanCursor},
};

/// How much more a document costs whose positions are read.
pub(in crate::rank) const COST_OF_POSITIONS: u64 = 5;

/// What occurs, in any segment.
#[derive(Debug, Clone)]
pub(in crate::rank) enum Occurrences {
    Term { field: Field, located: Arc<Located> },
    Phrase { field: Field, terms: Vec<(u32, Arc<Located>)>, listed: Arc<Listed> },
    Spans { query: SpansQuery, listed: Arc<Listed> },
    Listed(Arc<PhraseDocuments>),
}

/// Documents with frequencies, ascending.
type Frequencies = Arc<[(DocId, u32)]>;

/// What the words of a plan and their views are in an index, looked up once: that of one part mostly follows that of
/// another.
pub(in crate::rank) struct Words<'p> {
    pub(super) generation: &'p Generation,
    terms: Arc<Terms>,
    last: Option<(View, &'p str, Arc<Word>)>,
    /// Of the views met so far.
    statistics: Vec<(View, Arc<ViewStatistics>)>,
}

impl<'p> Words<'p> {
    pub(in crate::rank) fn new(generation: &'p Generation) -> Result<Self, QueryError> {
        Ok(Self { generation, terms: Terms::of(generation)?, last: None, statistics: Vec::new() })
    }

    pub(super) fn statistics(&mut self, view: View) -> Result<Arc<ViewStatistics>, QueryError> {
        if let Some((_, known)) = self.statistics.iter().find(|(of, _)| *of == view) {
            return Ok(Arc::clone(known));
        }
        let read = ViewStatistics::of(self.generation, view)?;
        self.statistics.push((view, Arc::clone(&read)));
        Ok(read)
    }

    /// The field of a physical name, and its part and view where it has them.
    fn resolve(&self, physical: &Arc<str>) -> Result<(Field, Option<&'p TextField>), QueryError> {
        let schema = self.generation.schema();
        // Names of a plan are those of the schema.
        match schema.text_fields().iter().find(|field| Arc::ptr_eq(&field.name, physical)) {
            Some(known) => Ok((known.field, Some(known))),
            None => resolve(self.generation, physical).map(|field| (field, schema.text_field(field))),
        }
    }

    fn locate(
        &mut self,
        (field, of_text): (Field, Option<&TextField>),
        word: &'p str,
    ) -> Result<Arc<Located>, QueryError> {
        let Some(TextField { part, view, .. }) = of_text else {
            return Ok(locate(self.generation, field, word)?.unwrap_or_default());
        };
        let known = self.last.as_ref().filter(|(of, last, _)| of == view && *last == word);
        let found = match known {
            Some((.., known)) => known,
            None => {
                let found = self.terms.word(self.generation, *view, word)?;
                &self.last.insert((*view, word, found)).2
            }
        };
        Ok(found.in_part(*part).cloned().unwrap_or_default())
    }
}

/// What was found of a phrase or a condition by segment, so that the positions of a segment are read once a search.
#[derive(Debug, Default)]
pub(in crate::rank) struct Listed(Mutex<Vec<(SegmentId, Frequencies)>>);

/// Documents with frequencies by segment: of a phrase whose documents are counted before it is scored.
#[derive(Debug, Default)]
pub(in crate::rank) struct PhraseDocuments {
    segments: HashMap<SegmentId, Frequencies>,
    documents: u64,
}

/// Occurrences in one segment, document by document.
pub(in crate::rank) enum OccurrenceCursor {
    Term(PostingsCursor),
    Phrase(PhraseCursor),
    Spans { cursor: Box<SpanCursor>, current: Option<(DocId, u32)> },
    Listed { documents: Frequencies, at: usize },
}

impl Occurrences {
    /// `is_counted` asks for the number of documents that a phrase is in, which takes finding them all.
    pub(in crate::rank) fn new<'p>(
        words: &mut Words<'p>,
        source: &'p Source,
        is_counted: bool,
    ) -> Result<Self, QueryError> {
        let generation = words.generation;
        let (physical, of_source) = match source {
            Source::Spans(spans) => {
                return Ok(Self::Spans {
                    query: SpansQuery::new(generation, spans)?,
                    listed: Arc::default(),
                });
            }
            Source::Terms { field, terms } => (field, terms),
        };
        let (field, of_text) = words.resolve(physical)?;
        if let [(_, only)] = &**of_source {
            return Ok(Self::Term { field, located: words.locate((field, of_text), only)? });
        }
        let mut terms = Vec::with_capacity(of_source.len());
        for (offset, word) in of_source.iter() {
            terms.push((*offset, words.locate((field, of_text), word)?));
        }
        if is_counted {
            let listed =
                counted(generation, (field, of_source), || PhraseDocuments::of(generation, field, &terms))?;
            return Ok(Self::Listed(listed));
        }
        Ok(Self::Phrase { field, terms, listed: Arc::default() })
    }

    /// Documents that have each of its terms.
    pub(super) fn document_frequencies(&self) -> Vec<u64> {
        match self {
            Self::Term { located, .. } => vec![located.documents()],
            Self::Phrase { terms, .. } => terms.iter().map(|(_, located)| located.documents()).collect(),
            Self::Spans { query, .. } => query.spans().document_frequencies(),
            Self::Listed(listed) => vec![listed.documents],
        }
    }

    /// In a segment, at the first document; `None` where it has none.
    pub(in crate::rank) fn open(
        &self,
        reader: &mut PostingsReader<'_>,
    ) -> tantivy::Result<Option<OccurrenceCursor>> {
        let cursor = self.open_before(reader)?.map(OccurrenceCursor::at_first);
        Ok(cursor.filter(|cursor| cursor.document() != TERMINATED))
    }

    /// In a segment, to look documents up: of a phrase the first one is not looked for.
    pub(in crate::rank) fn open_before(
        &self,
        reader: &mut PostingsReader<'_>,
    ) -> tantivy::Result<Option<OccurrenceCursor>> {
        let segment = reader.segment;
        let cursor = match self {
            Self::Term { field, located } => match located.in_segment(segment) {
                Some(info) => Some(OccurrenceCursor::Term(PostingsCursor::open(reader, *field, info)?)),
                None => None,
            },
            Self::Phrase { listed, .. } | Self::Spans { listed, .. } => match listed.in_segment(segment) {
                Some(documents) => Some(OccurrenceCursor::Listed { documents, at: 0 }),
                None if self.is_listed_at_once() => {
                    let documents = listed.keep(segment, self.find_all(segment)?);
                    Some(OccurrenceCursor::Listed { documents, at: 0 })
                }
                None => self.find(segment)?,
            },
            Self::Listed(listed) => listed
                .segments
                .get(&segment.segment_id())
                .map(|documents| OccurrenceCursor::Listed { documents: Arc::clone(documents), at: 0 }),
        };
        Ok(cursor.filter(|cursor| cursor.document() != TERMINATED))
    }

    fn is_listed_at_once(&self) -> bool {
        matches!(self, Self::Spans { query, .. } if query.is_listed_at_once())
    }

    /// What positions say, document by document.
    fn find(&self, segment: &SegmentReader) -> tantivy::Result<Option<OccurrenceCursor>> {
        Ok(match self {
            Self::Phrase { field, terms, .. } => {
                PhraseCursor::open(segment, *field, terms)?.map(OccurrenceCursor::Phrase)
            }
            Self::Spans { query, .. } => {
                let mut cursor = Box::new(query.cursor(segment)?);
                let current = cursor.next(0);
                Some(OccurrenceCursor::Spans { cursor, current })
            }
            Self::Term { .. } | Self::Listed(_) => None,
        })
    }

    /// The same of all documents at once.
    fn find_all(&self, segment: &SegmentReader) -> tantivy::Result<Vec<(DocId, u32)>> {
        if let Self::Spans { query, .. } = self
            && let Some(documents) = query.frequencies(segment)?
        {
            return Ok(documents);
        }
        Ok(all_of(self.find(segment)?))
    }

    /// Inserts the documents of a segment, deleted ones included.
    pub(in crate::rank) fn insert_documents(
        &self,
        reader: &mut PostingsReader<'_>,
        to: &mut impl Collect,
    ) -> tantivy::Result<()> {
        let segment = reader.segment;
        let listed = match self {
            Self::Term { field, located } => {
                let Some(info) = located.in_segment(segment) else { return Ok(()) };
                return reader.for_each_run(*field, info, |documents| to.insert_all(documents));
            }
            Self::Phrase { listed, .. } | Self::Spans { listed, .. } => match listed.in_segment(segment) {
                Some(documents) => Some(documents),
                None => Some(listed.keep(segment, self.find_all(segment)?)),
            },
            Self::Listed(listed) => listed.segments.get(&segment.segment_id()).cloned(),
        };
        let documents = listed.iter().flat_map(|documents| documents.iter());
        documents.for_each(|(document, _)| to.insert_all(&[*document]));
        Ok(())
    }

    /// What finding all documents of a segment costs, in postings.
    pub(in crate::rank) fn cost_in(&self, segment: &SegmentReader) -> u64 {
        match self {
            Self::Term { located, .. } => {
                located.in_segment(segment).map_or(0, |info| u64::from(info.doc_freq))
            }
            Self::Phrase { .. } | Self::Spans { .. } => {
                let rarest = self.document_frequencies().into_iter().min().unwrap_or(0);
                rarest.min(u64::from(segment.max_doc())) * COST_OF_POSITIONS
            }
            Self::Listed(listed) => {
                listed.segments.get(&segment.segment_id()).map_or(0, |documents| documents.len() as u64)
            }
        }
    }

    /// Documents in all, where it is a single term.
    pub(super) fn documents_of_term(&self) -> Option<u64> {
        match self {
            Self::Term { located, .. } => Some(located.documents()),
            _ => None,
        }
    }
}

impl Listed {
    fn in_segment(&self, segment: &SegmentReader) -> Option<Frequencies> {
        let listed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let id = segment.segment_id();
        listed.iter().find(|(of, _)| *of == id).map(|(_, documents)| Arc::clone(documents))
    }

    fn keep(&self, segment: &SegmentReader, documents: Vec<(DocId, u32)>) -> Frequencies {
        let documents: Frequencies = documents.into();
        // A panic leaves a list of whole entries.
        let mut listed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        listed.push((segment.segment_id(), Arc::clone(&documents)));
        documents
    }
}

/// Every document with its frequency.
fn all_of(cursor: Option<OccurrenceCursor>) -> Vec<(DocId, u32)> {
    let mut documents = Vec::new();
    let Some(mut cursor) = cursor.map(OccurrenceCursor::at_first) else { return documents };
    while cursor.document() != TERMINATED {
        documents.push((cursor.document(), cursor.frequency()));
        cursor.seek(cursor.document() + 1);
    }
    documents
}

impl PhraseDocuments {
    fn of(generation: &Generation, field: Field, phrase: &[(u32, Arc<Located>)]) -> Result<Self, QueryError> {
        let mut listed = Self::default();
        for segment in generation.searcher().segment_readers() {
            let cursor = PhraseCursor::open(segment, field, phrase)?.map(OccurrenceCursor::Phrase);
            let documents = all_of(cursor);
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
    /// At the first document.
    fn at_first(mut self) -> Self {
        self.seek(0);
        self
    }

    /// The current document; [`TERMINATED`] at the end. Of what was [opened](Occurrences::open_before) before its first
    /// document and has not been sought since, one that does not lie behind the next.
    pub(in crate::rank) fn document(&self) -> DocId {
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
    pub(in crate::rank) fn seek(&mut self, target: DocId) {
        match self {
            // It may stand before its first document, and knows whether it does.
            Self::Phrase(phrase) => phrase.seek(target),
            _ if target <= self.document() => {}
            Self::Term(postings) => postings.seek(target),
            Self::Spans { cursor, current } => *current = cursor.next(target),
            Self::Listed { documents, at } => {
                // Mostly it is the next one.
                *at += 1;
                if documents.get(*at).is_some_and(|(document, _)| *document < target) {
                    *at += documents[*at..].partition_point(|(document, _)| *document < target);
                }
            }
        }
    }

    /// Gives the documents of a window with their frequencies, at most `RUN` at a time, and stands at the first behind
    /// it afterwards.
    #[inline]
    pub(super) fn for_each_run_of(&mut self, window: &Range<DocId>, mut each: impl FnMut(&[DocId], &[u32])) {
        self.seek(window.start);
        match self {
            Self::Term(postings) => postings.for_each_run_below(window.end, each),
            Self::Listed { documents, at } => {
                let behind = *at + documents[*at..].partition_point(|(document, _)| *document < window.end);
                for run in documents[*at..behind].chunks(RUN) {
                    let (mut of_run, mut frequencies) = ([0; RUN], [0; RUN]);
                    for (i, listed) in run.iter().enumerate() {
                        (of_run[i], frequencies[i]) = *listed;
                    }
                    each(&of_run[..run.len()], &frequencies[..run.len()]);
                }
                *at = behind;
            }
            Self::Phrase(_) | Self::Spans { .. } => {
                while self.document() < window.end {
                    each(&[self.document()], &[self.frequency()]);
                    self.seek(self.document() + 1);
                }
            }
        }
    }

    /// Occurrences in a document, which must not lie before one asked for earlier. Afterwards the cursor stands there
    /// or before it, or at the first document behind it.
    pub(in crate::rank) fn frequency_in(&mut self, document: DocId) -> Option<u32> {
        if let Self::Phrase(phrase) = self {
            return phrase.frequency_in(document);
        }
        self.seek(document);
        (self.document() == document).then(|| self.frequency())
    }

    /// Gives those of ascending documents that are here, with their frequencies.
    #[inline]
    pub(super) fn for_each_of(&mut self, documents: &[DocId], mut each: impl FnMut(DocId, u32)) {
        if let Self::Term(postings) = self {
            for document in documents {
                postings.seek(*document);
                if postings.document() == *document {
                    each(*document, postings.frequency());
                }
            }
            return;
        }
        for document in documents {
            if let Some(frequency) = self.frequency_in(*document) {
                each(*document, frequency);
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
