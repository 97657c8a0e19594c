//! The postings of one slot in one segment.

use std::{cmp::Reverse, collections::BinaryHeap};

use tantivy::{
    DocId, DocSet, InvertedIndexReader, TERMINATED, Term,
    postings::{Postings, SegmentPostings},
    schema::{Field, IndexRecordOption},
};

use crate::plan::Slot;

/// Any of some terms, and none of others: documents in ascending order, and positions in them.
pub(super) struct SlotPostings {
    any_of: Union,
    /// Only asked for positions: a document with one of these may have the slot elsewhere.
    but_not: Vec<SegmentPostings>,
}

/// Documents with any of many terms. Each term's postings move only when the union has passed them, so that a union
/// costs the sum of its terms' postings at most, times the logarithm of their number.
struct Union {
    postings: Vec<SegmentPostings>,
    /// By document, the postings that stand at it. Those at their end are left out.
    queue: BinaryHeap<Reverse<(DocId, usize)>>,
}

impl SlotPostings {
    pub(super) fn open(index: &InvertedIndexReader, field: Field, slot: &Slot) -> tantivy::Result<Self> {
        Ok(Self {
            any_of: Union::new(postings(index, field, &slot.any_of)?),
            but_not: postings(index, field, &slot.but_not)?,
        })
    }

    /// The first document from `target` on that may have the slot.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        self.any_of.seek(target)
    }

    /// The positions of the slot in a document, ascending and distinct. `document` must not fall from call to call.
    pub(super) fn positions(&mut self, document: DocId, positions: &mut Vec<u32>) {
        if self.any_of.seek(document) != document {
            return;
        }
        self.any_of.positions(document, positions);
        if self.but_not.is_empty() || positions.is_empty() {
            return;
        }
        let mut excluded = Vec::new();
        for of_term in &mut self.but_not {
            if of_term.doc() < document {
                of_term.seek(document);
            }
            if of_term.doc() == document {
                of_term.append_positions_with_offset(0, &mut excluded);
            }
        }
        excluded.sort_unstable();
        positions.retain(|position| excluded.binary_search(position).is_err());
    }

    /// Documents at most.
    pub(super) fn size_hint(&self) -> u32 {
        self.any_of.postings.iter().fold(0, |sum, of_term| of_term.size_hint().saturating_add(sum))
    }
}

fn postings(
    index: &InvertedIndexReader,
    field: Field,
    terms: &[String],
) -> tantivy::Result<Vec<SegmentPostings>> {
    let mut found = Vec::with_capacity(terms.len());
    for term in terms {
        let term = Term::from_field_text(field, term);
        found.extend(index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?);
    }
    Ok(found)
}

impl Union {
    fn new(postings: Vec<SegmentPostings>) -> Self {
        let at = |(i, of_term): (usize, &SegmentPostings)| Reverse((of_term.doc(), i));
        let queue = postings.iter().enumerate().map(at).collect();
        Self { postings, queue }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if let [only] = self.postings.as_mut_slice() {
            return if only.doc() < target { only.seek(target) } else { only.doc() };
        }
        while let Some(mut first) = self.queue.peek_mut() {
            let Reverse((document, i)) = *first;
            if target <= document {
                return document;
            }
            match self.postings[i].seek(target) {
                TERMINATED => {
                    std::collections::binary_heap::PeekMut::pop(first);
                }
                document => *first = Reverse((document, i)),
            }
        }
        TERMINATED
    }

    /// Positions in the document that the union stands at.
    fn positions(&mut self, document: DocId, positions: &mut Vec<u32>) {
        if let [only] = self.postings.as_mut_slice() {
            only.append_positions_with_offset(0, positions);
            return;
        }
        let mut here = Vec::new();
        while let Some(Reverse((at, i))) = self.queue.peek().copied()
            && at == document
        {
            self.queue.pop();
            here.push(i);
        }
        for &i in &here {
            self.postings[i].append_positions_with_offset(0, positions);
            self.queue.push(Reverse((document, i)));
        }
        if 1 < here.len() {
            positions.sort_unstable();
            positions.dedup();
        }
    }
}
