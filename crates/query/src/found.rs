//! Documents found before a search runs, as a condition of it, and those that a search finds: sets by segment.

use std::sync::Arc;

use indexer::Generation;
use tantivy::{
    COLLECT_BLOCK_BUFFER_LEN, DocAddress, DocId, DocSet, Score, SegmentOrdinal, SegmentReader, TERMINATED,
    TantivyError,
    index::SegmentId,
    query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight},
};

use crate::{QueryError, bits::Bits};

/// Documents of one generation by segment, none of them deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found(Vec<(SegmentId, Bits)>);

/// The documents found in a segment, while they are being found.
pub(crate) struct InSegment<'f> {
    alive: Option<&'f tantivy::fastfield::AliveBitSet>,
    documents: Bits,
}

impl InSegment<'_> {
    /// Deleted documents are left out.
    pub(crate) fn insert(&mut self, document: DocId) {
        if self.alive.is_none_or(|alive| alive.is_alive(document)) {
            self.documents.insert(document);
        }
    }
}

impl Found {
    /// Finds documents segment by segment.
    pub(crate) fn collect(
        generation: &Generation,
        mut find: impl FnMut(&SegmentReader, &mut InSegment<'_>) -> tantivy::Result<()>,
    ) -> Result<Self, QueryError> {
        let mut segments = Vec::new();
        for segment in generation.searcher().segment_readers() {
            let documents = Bits::below(segment.max_doc() as usize);
            let mut found = InSegment { alive: segment.alive_bitset(), documents };
            find(segment, &mut found)?;
            segments.push((segment.segment_id(), found.documents));
        }
        Ok(Self(segments))
    }

    /// Documents by their addresses.
    pub(crate) fn of(generation: &Generation, addresses: &[DocAddress]) -> Result<Self, QueryError> {
        let mut segment_ord = 0;
        Self::collect(generation, |_, found| {
            let here = addresses.iter().filter(|address| address.segment_ord == segment_ord);
            here.for_each(|address| found.insert(address.doc_id));
            segment_ord += 1;
            Ok(())
        })
    }

    /// Finds the documents of each segment, deleted ones among them, which are left out.
    pub(crate) fn of_segments(
        generation: &Generation,
        find: impl Fn(&SegmentReader) -> Result<Bits, QueryError>,
    ) -> Result<Self, QueryError> {
        Self::of_alive(generation, |_, segment| {
            let mut documents = find(segment)?;
            leave_alive(segment, &mut documents);
            Ok(documents)
        })
    }

    /// Finds the documents of each segment, of which none may be deleted.
    pub(crate) fn of_alive(
        generation: &Generation,
        mut find: impl FnMut(SegmentOrdinal, &SegmentReader) -> Result<Bits, QueryError>,
    ) -> Result<Self, QueryError> {
        let segments = (0..).zip(generation.searcher().segment_readers());
        let found = segments.map(|(ord, segment)| Ok((segment.segment_id(), find(ord, segment)?)));
        found.collect::<Result<_, _>>().map(Self)
    }

    pub(crate) fn len(&self) -> u64 {
        self.0.iter().map(|(_, documents)| documents.len()).sum()
    }

    /// Every document.
    pub(crate) fn all(generation: &Generation) -> Result<Self, QueryError> {
        Self::collect(generation, |segment, found| {
            (0..segment.max_doc()).for_each(|document| found.insert(document));
            Ok(())
        })
    }

    /// These and others of the same generation.
    pub(crate) fn or(mut self, other: &Self) -> Self {
        for (segment, documents) in &mut self.0 {
            if let Some((_, others)) = other.0.iter().find(|(known, _)| known == segment) {
                others.iter().for_each(|document| {
                    documents.insert(document);
                });
            }
        }
        self
    }

    pub(crate) fn in_segment(&self, segment: &SegmentReader) -> Option<&Bits> {
        let id = segment.segment_id();
        self.0.iter().find(|(known, _)| *known == id).map(|(_, documents)| documents)
    }
}

/// Leaves the documents that are not deleted.
pub(crate) fn leave_alive(segment: &SegmentReader, documents: &mut Bits) {
    if let Some(alive) = segment.alive_bitset() {
        let deleted: Vec<DocId> = documents.iter().filter(|document| !alive.is_alive(*document)).collect();
        deleted.into_iter().for_each(|document| documents.remove(document));
    }
}

/// Matches the documents found; scores 1.
#[derive(Debug, Clone)]
pub(crate) struct FoundQuery(pub(crate) Arc<Found>);

struct FoundWeight(Arc<Found>);

/// Walks the documents found in one segment.
struct FoundDocuments {
    found: Arc<Found>,
    /// Place of the segment in the list.
    segment: usize,
    document: DocId,
}

impl Query for FoundQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(FoundWeight(Arc::clone(&self.0))))
    }
}

impl Weight for FoundWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let id = segment.segment_id();
        let at = self.0.0.iter().position(|(known, _)| *known == id);
        let at = at.ok_or_else(|| {
            TantivyError::InvalidArgument(format!("documents found elsewhere say nothing of segment {id:?}"))
        })?;
        let mut documents = FoundDocuments { found: Arc::clone(&self.0), segment: at, document: 0 };
        documents.go_to(0);
        Ok(Box::new(ConstScorer::new(documents, boost)))
    }

    /// Only documents that the index still has were found.
    fn count(&self, segment: &SegmentReader) -> tantivy::Result<u32> {
        Ok(self.0.in_segment(segment).map_or(0, |documents| documents.len() as u32))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        if scorer.doc() <= document && scorer.seek(document) == document {
            return Ok(Explanation::new("found before", 1.0));
        }
        Err(TantivyError::InvalidArgument(format!("document {document} does not match")))
    }
}

impl FoundDocuments {
    fn go_to(&mut self, from: DocId) -> DocId {
        self.document = self.found.0[self.segment].1.next(from).unwrap_or(TERMINATED);
        self.document
    }
}

impl DocSet for FoundDocuments {
    fn advance(&mut self) -> DocId {
        if self.document == TERMINATED { TERMINATED } else { self.go_to(self.document + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.document { self.document } else { self.go_to(target) }
    }

    fn fill_buffer(&mut self, buffer: &mut [DocId; COLLECT_BLOCK_BUFFER_LEN]) -> usize {
        if self.document == TERMINATED {
            return 0;
        }
        let filled = self.found.0[self.segment].1.fill(self.document, buffer);
        match filled {
            COLLECT_BLOCK_BUFFER_LEN => self.go_to(buffer[COLLECT_BLOCK_BUFFER_LEN - 1] + 1),
            _ => {
                self.document = TERMINATED;
                TERMINATED
            }
        };
        filled
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        self.found.0[self.segment].1.len() as u32
    }
}
