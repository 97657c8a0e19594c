//! The postings of one slot in one segment.

use std::{cmp::Reverse, collections::BinaryHeap, io};

use tantivy::{
    DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term,
    postings::{Postings, SegmentPostings, TermInfo},
    schema::{Field, IndexRecordOption},
};

use crate::{
    bits::{Bits, Collect},
    plan::Slot,
    rank::bm25f::PostingsReader,
};

/// Any of some terms, and none of others: documents in ascending order, and positions in them.
pub(super) struct SlotPostings {
    any_of: Union,
    /// Only asked for positions: a document with one of these may have the slot elsewhere.
    but_not: Vec<SegmentPostings>,
    /// The documents with one of the terms that those wanted have as well.
    beside: Option<Bits>,
}

/// Documents with any of many terms. Each term's postings move only when the union has passed them, so that a union
/// costs the sum of its terms' postings at most, times the logarithm of their number.
struct Union {
    postings: Vec<SegmentPostings>,
    /// By document, the postings that stand at it. Those at their end are left out.
    queue: BinaryHeap<Reverse<(DocId, usize)>>,
}

impl SlotPostings {
    pub(super) fn open(segment: &SegmentReader, field: Field, slot: &Slot) -> tantivy::Result<Self> {
        let index = segment.inverted_index(field)?;
        let beside = match slot.beside.as_slice() {
            [] => None,
            terms => Some(documents_of_any(segment, field, &infos(&index, field, terms)?)?),
        };
        Ok(Self {
            any_of: Union::new(postings(&index, field, &slot.any_of)?),
            but_not: postings(&index, field, &slot.but_not)?,
            beside,
        })
    }

    /// The first document from `target` on that may have the slot.
    pub(super) fn seek(&mut self, mut target: DocId) -> DocId {
        let Some(beside) = &self.beside else { return self.any_of.seek(target) };
        while let Some(next) = beside.next(target) {
            target = self.any_of.seek(next);
            if target == next {
                return target;
            }
        }
        TERMINATED
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
        let sum = self.any_of.postings.iter().fold(0, |sum, of_term| of_term.size_hint().saturating_add(sum));
        let beside = self.beside.as_ref().map_or(u64::MAX, Bits::len);
        u64::from(sum).min(beside) as u32
    }
}

/// With more than one posting to so many documents, an array of all documents takes less time than sorting postings.
const DENSE: u32 = 32;

/// The documents of a segment that have any of some terms, ascending, and how often each.
pub(super) fn frequencies(
    segment: &SegmentReader,
    field: Field,
    terms: &[String],
) -> tantivy::Result<Vec<(DocId, u32)>> {
    let terms = infos(&*segment.inverted_index(field)?, field, terms)?;
    let postings: u64 = terms.iter().map(|term| u64::from(term.doc_freq)).sum();
    let mut reader = PostingsReader::of_frequencies(segment);
    if u64::from(segment.max_doc() / DENSE) < postings {
        return dense_frequencies(&mut reader, field, &terms);
    }
    let mut found: Vec<(DocId, u32)> = Vec::with_capacity(postings as usize);
    for term in &terms {
        reader.for_each_counted_run(field, term, |run, frequencies| {
            found.extend(run.iter().copied().zip(frequencies.iter().copied()));
        })?;
    }
    if 1 < terms.len() {
        found.sort_unstable_by_key(|(document, _)| *document);
        found.dedup_by(|next, first| {
            let is_same = next.0 == first.0;
            first.1 += if is_same { next.1 } else { 0 };
            is_same
        });
    }
    Ok(found)
}

fn dense_frequencies(
    reader: &mut PostingsReader<'_>,
    field: Field,
    terms: &[TermInfo],
) -> tantivy::Result<Vec<(DocId, u32)>> {
    let mut sums = vec![0; reader.segment.max_doc() as usize];
    let mut documents = Bits::below(sums.len());
    for term in terms {
        reader.for_each_counted_run(field, term, |run, frequencies| {
            documents.insert_all(run);
            for (document, frequency) in run.iter().zip(frequencies) {
                sums[*document as usize] += frequency;
            }
        })?;
    }
    let mut found = Vec::with_capacity(documents.len() as usize);
    documents.for_each(|document| found.push((document as DocId, sums[document])));
    Ok(found)
}

fn documents_of_any(segment: &SegmentReader, field: Field, terms: &[TermInfo]) -> tantivy::Result<Bits> {
    let mut documents = Bits::below(segment.max_doc() as usize);
    let mut reader = PostingsReader::of_documents(segment);
    for term in terms {
        reader.for_each_run(field, term, |run| documents.insert_all(run))?;
    }
    Ok(documents)
}

fn postings(
    index: &InvertedIndexReader,
    field: Field,
    terms: &[String],
) -> tantivy::Result<Vec<SegmentPostings>> {
    opened(index, &infos(index, field, terms)?)
}

/// Where the postings of those terms are that the segment has.
fn infos(index: &InvertedIndexReader, field: Field, terms: &[String]) -> tantivy::Result<Vec<TermInfo>> {
    let mut found = Vec::with_capacity(terms.len());
    for term in terms {
        found.extend(index.get_term_info(&Term::from_field_text(field, term))?);
    }
    Ok(found)
}

fn opened(index: &InvertedIndexReader, terms: &[TermInfo]) -> tantivy::Result<Vec<SegmentPostings>> {
    let option = IndexRecordOption::WithFreqsAndPositions;
    Ok(terms.iter().map(|term| index.read_postings_from_terminfo(term, option)).collect::<io::Result<_>>()?)
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
