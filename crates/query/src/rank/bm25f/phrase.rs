//! Terms at fixed offsets from each other, in one segment.

use std::sync::Arc;

use tantivy::{
    DocId, DocSet, SegmentReader, TERMINATED,
    postings::{Postings, SegmentPostings},
    schema::{Field, IndexRecordOption},
};

use crate::plan::Located;

/// Finds the documents of a phrase, and how often each has it.
pub(in crate::rank) struct PhraseCursor {
    /// The rarest first, each with what its positions are shifted by so that the terms of one occurrence meet.
    terms: Vec<(u32, SegmentPostings)>,
    current: Option<(DocId, u32)>,
    starts: Vec<u32>,
    others: Vec<u32>,
}

impl PhraseCursor {
    /// `None` where the segment lacks a term.
    pub(super) fn open(
        segment: &SegmentReader,
        field: Field,
        terms: &[(u32, Arc<Located>)],
    ) -> tantivy::Result<Option<Self>> {
        let last_offset = terms.iter().map(|(offset, _)| *offset).max().unwrap_or(0);
        let inverted = segment.inverted_index(field)?;
        let mut opened = Vec::with_capacity(terms.len());
        for (offset, located) in terms {
            let Some(info) = located.in_segment(segment) else { return Ok(None) };
            let postings =
                inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)?;
            opened.push((last_offset - offset, postings));
        }
        opened.sort_by_key(|(_, postings)| postings.doc_freq());
        let mut cursor = Self { terms: opened, current: None, starts: Vec::new(), others: Vec::new() };
        cursor.find(0);
        Ok(Some(cursor))
    }

    pub(super) fn document(&self) -> DocId {
        self.current.map_or(TERMINATED, |(document, _)| document)
    }

    pub(super) fn frequency(&self) -> u32 {
        self.current.map_or(0, |(_, frequency)| frequency)
    }

    /// To the first document from `target` on, which must lie behind the current one.
    pub(super) fn seek(&mut self, target: DocId) {
        self.find(target);
    }

    pub(super) fn size_hint(&self) -> u32 {
        self.terms.first().map_or(0, |(_, postings)| postings.doc_freq())
    }

    fn find(&mut self, mut target: DocId) {
        self.current = None;
        while let Some(document) = self.meet(target) {
            let frequency = self.count();
            if 0 < frequency {
                self.current = Some((document, frequency));
                return;
            }
            target = document + 1;
        }
    }

    /// The first document from `target` on that has every term, wherever.
    fn meet(&mut self, mut target: DocId) -> Option<DocId> {
        loop {
            let mut all_here = true;
            for (_, postings) in &mut self.terms {
                if postings.doc() < target {
                    postings.seek(target);
                }
                if target < postings.doc() {
                    target = postings.doc();
                    all_here = false;
                    break;
                }
            }
            if target == TERMINATED {
                return None;
            }
            if all_here {
                return Some(target);
            }
        }
    }

    fn count(&mut self) -> u32 {
        let Self { terms, starts, others, .. } = self;
        let Some(((first_shift, first), rest)) = terms.split_first_mut() else { return 0 };
        first.positions_with_offset(*first_shift, starts);
        for (shift, postings) in rest {
            postings.positions_with_offset(*shift, others);
            starts.retain(|start| others.binary_search(start).is_ok());
        }
        starts.len() as u32
    }
}
