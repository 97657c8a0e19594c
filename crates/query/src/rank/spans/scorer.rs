//! A condition on positions as a query of the embedded engine.

use std::{collections::HashMap, sync::Arc};

use indexer::Generation;
use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED,
    fieldnorm::FieldNormReader,
    query::{EnableScoring, Explanation, Query, Scorer, Weight},
    schema::Field,
};

use super::cursor::SpanCursor;
use crate::{
    QueryError,
    plan::{Role, Spans, resolve},
    rank::bm25::{LeafWeight, Statistics},
};

/// How much more a document costs whose positions are read.
const COST_OF_POSITIONS: u64 = 5;

/// The engine's query of a condition on positions.
#[derive(Debug, Clone)]
pub(crate) struct SpansQuery {
    spans: Arc<Spans>,
    fields: Arc<HashMap<String, Field>>,
}

struct SpansWeight {
    query: SpansQuery,
    /// `None` where no score is asked for.
    weight: Option<LeafWeight>,
}

struct SpansScorer {
    cursor: SpanCursor,
    /// The current document and how many spans it has.
    current: Option<(DocId, u32)>,
    weight: Option<LeafWeight>,
    lengths: Option<FieldNormReader>,
    boost: Score,
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

    /// What its score needs. It counts as one term, as often as it has spans, whose inverse document frequency is
    /// the sum over its slots.
    pub(crate) fn weigh(&self, statistics: &mut Statistics<'_>) -> Result<LeafWeight, QueryError> {
        let Role::Score(boost) = self.spans.role else { return statistics.weigh(self.field(), &[], 0.0) };
        statistics.weigh_frequencies(self.field(), self.spans.document_frequencies(), boost)
    }

    pub(crate) fn spans(&self) -> &Spans {
        &self.spans
    }

    /// The field whose length counts.
    pub(crate) fn field(&self) -> Field {
        self.fields[&self.spans.field]
    }
}

impl Query for SpansQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weight = match scoring {
            EnableScoring::Enabled { searcher, .. } => {
                let mut statistics = Statistics::new(searcher).map_err(of_engine)?;
                Some(self.weigh(&mut statistics).map_err(of_engine)?)
            }
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(SpansWeight { query: self.clone(), weight }))
    }
}

/// Reading statistics fails as the engine fails.
fn of_engine(error: QueryError) -> tantivy::TantivyError {
    match error {
        QueryError::Engine(error) => error,
        other => tantivy::TantivyError::InternalError(other.to_string()),
    }
}

impl Weight for SpansWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut cursor = self.query.cursor(segment)?;
        let current = cursor.next(0);
        let lengths = match self.weight {
            Some(_) => Some(segment.get_fieldnorms_reader(self.query.field())?),
            None => None,
        };
        Ok(Box::new(SpansScorer { cursor, current, weight: self.weight.clone(), lengths, boost }))
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
    fn score(&mut self) -> Score {
        match (&self.weight, &self.lengths, self.current) {
            (Some(weight), Some(lengths), Some((document, frequency))) => {
                self.boost * weight.score(lengths.fieldnorm_id(document), frequency)
            }
            _ => 0.0,
        }
    }
}
