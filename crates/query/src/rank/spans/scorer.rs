//! A condition on positions as a query of the embedded engine.

use std::{collections::HashMap, sync::Arc};

use indexer::Generation;
use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED,
    query::{EnableScoring, Explanation, Query, Scorer, Weight},
    schema::Field,
};

use super::{cursor::SpanCursor, slot};
use crate::{
    QueryError,
    plan::{Spans, resolve},
    rank::bm25f::COST_OF_POSITIONS,
};

/// The engine's query of a condition on positions.
#[derive(Debug, Clone)]
pub(crate) struct SpansQuery {
    spans: Arc<Spans>,
    fields: Arc<HashMap<String, Field>>,
}

struct SpansWeight(SpansQuery);

struct SpansScorer {
    cursor: SpanCursor,
    /// The current document and how many spans it has.
    current: Option<(DocId, u32)>,
}

impl SpansQuery {
    pub(crate) fn new(generation: &Generation, spans: &Arc<Spans>) -> Result<Self, QueryError> {
        let mut fields = HashMap::new();
        for name in spans.slots.iter().map(|slot| &slot.field).chain([&spans.field]) {
            if !fields.contains_key(name) {
                fields.insert(name.clone(), resolve(generation, name)?);
            }
        }
        Ok(Self { spans: Arc::clone(spans), fields: Arc::new(fields) })
    }

    /// The condition in one segment.
    pub(crate) fn cursor(&self, segment: &SegmentReader) -> tantivy::Result<SpanCursor> {
        SpanCursor::open(segment, &self.spans, &self.fields)
    }

    /// All documents of a segment with the number of their spans, where it takes no positions to tell.
    pub(crate) fn frequencies(&self, segment: &SegmentReader) -> tantivy::Result<Option<Vec<(DocId, u32)>>> {
        let Some((field, terms)) = self.spans.counted_by() else { return Ok(None) };
        slot::frequencies(segment, self.fields[field], terms).map(Some)
    }

    /// Whether finding all documents takes no longer than looking some up: each of many terms has to be opened for
    /// either.
    pub(crate) fn is_listed_at_once(&self) -> bool {
        self.spans.counted_by().is_some_and(|(_, terms)| 1 < terms.len())
    }

    pub(crate) fn spans(&self) -> &Spans {
        &self.spans
    }
}

impl Query for SpansQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(SpansWeight(self.clone())))
    }
}

impl Weight for SpansWeight {
    fn scorer(&self, segment: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut cursor = self.0.cursor(segment)?;
        let current = cursor.next(0);
        Ok(Box::new(SpansScorer { cursor, current }))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        if document < scorer.doc() || scorer.seek(document) != document {
            let reason = format!("document {document} does not match");
            return Err(tantivy::TantivyError::InvalidArgument(reason));
        }
        Ok(Explanation::new("spans", scorer.score()))
    }
}

impl DocSet for SpansScorer {
    fn advance(&mut self) -> DocId {
        if let Some((document, _)) = self.current {
            self.current = self.cursor.next(document + 1);
        }
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() < target {
            self.current = self.cursor.next(target);
        }
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.current.map_or(TERMINATED, |(document, _)| document)
    }

    fn size_hint(&self) -> u32 {
        self.cursor.size_hint()
    }

    fn cost(&self) -> u64 {
        u64::from(self.size_hint()) * COST_OF_POSITIONS
    }
}

impl Scorer for SpansScorer {
    /// A condition only matches; what scores is a term of the query that it is the source of.
    fn score(&mut self) -> Score {
        0.0
    }
}
