//! A term as a query of the embedded engine.

use std::sync::Arc;

use tantivy::{
    DocId, DocSet, Score, SegmentReader,
    query::{EnableScoring, Explanation, Query, Scorer, Weight},
};

use super::{PostingsReader, TermCursor, WeighedTerm, occurrences::COST_OF_POSITIONS};

/// The engine's query of a term of the query.
#[derive(Debug, Clone)]
pub(crate) struct Bm25fQuery(Arc<WeighedTerm>);

struct Bm25fWeight(Arc<WeighedTerm>);

struct Bm25fScorer {
    cursor: TermCursor,
    boost: Score,
}

impl Bm25fQuery {
    pub(crate) fn new(term: Arc<WeighedTerm>) -> Self {
        Self(term)
    }
}

impl Query for Bm25fQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(Bm25fWeight(Arc::clone(&self.0))))
    }
}

impl Bm25fWeight {
    fn cursor(&self, segment: &SegmentReader) -> tantivy::Result<TermCursor> {
        TermCursor::open(&mut PostingsReader::of_frequencies(segment), &self.0)
    }
}

impl Weight for Bm25fWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(Bm25fScorer { cursor: self.cursor(segment)?, boost }))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut cursor = self.cursor(segment)?;
        if cursor.seek(document) != document {
            let reason = format!("document {document} does not match");
            return Err(tantivy::TantivyError::InvalidArgument(reason));
        }
        Ok(Explanation::new("BM25F", cursor.score()))
    }
}

impl DocSet for Bm25fScorer {
    fn advance(&mut self) -> DocId {
        self.cursor.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.cursor.seek(target)
    }

    fn doc(&self) -> DocId {
        self.cursor.document()
    }

    fn size_hint(&self) -> u32 {
        self.cursor.size_hint()
    }

    fn cost(&self) -> u64 {
        let documents = u64::from(self.size_hint());
        if self.cursor.reads_positions() { documents * COST_OF_POSITIONS } else { documents }
    }
}

impl Scorer for Bm25fScorer {
    fn score(&mut self) -> Score {
        self.boost * self.cursor.score()
    }
}
