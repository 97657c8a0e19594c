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
    standing: Standing,
    starts: Vec<u32>,
    others: Vec<u32>,
}

/// Where a cursor stands.
enum Standing {
    /// No document has been found yet.
    Before,
    /// At a document that has the phrase so often.
    At(DocId, u32),
    End,
}

impl PhraseCursor {
    /// Before the first document. `None` where the segment lacks a term.
    pub(super) fn open(
        segment: &SegmentReader,
        field: Field,
        terms: &[(u32, Arc<Located>)],
    ) -> tantivy::Result<Option<Self>> {
        let last_offset = terms.iter().map(|(offset, _)| *offset).max().unwrap_or(0);
        let inverted = segment.inverted_index(field)?;
        let mut found = Vec::with_capacity(terms.len());
        for (offset, located) in terms {
            let Some(info) = located.in_segment(segment) else { return Ok(None) };
            found.push((last_offset - offset, info));
        }
        found.sort_by_key(|(_, info)| info.doc_freq);
        let mut opened = Vec::with_capacity(found.len());
        for (shift, info) in found {
            let postings =
                inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)?;
            opened.push((shift, postings));
        }
        let standing = Standing::Before;
        Ok(Some(Self { terms: opened, standing, starts: Vec::new(), others: Vec::new() }))
    }

    /// Whether it has not been asked for its first document, nor for one that has the phrase.
    pub(super) fn is_before(&self) -> bool {
        matches!(self.standing, Standing::Before)
    }

    /// The current document; before the first one, one that does not lie behind it.
    pub(super) fn document(&self) -> DocId {
        match self.standing {
            Standing::Before => {
                self.terms.iter().map(|(_, postings)| postings.doc()).max().unwrap_or(TERMINATED)
            }
            Standing::At(document, _) => document,
            Standing::End => TERMINATED,
        }
    }

    pub(super) fn frequency(&self) -> u32 {
        match self.standing {
            Standing::At(_, frequency) => frequency,
            Standing::Before | Standing::End => 0,
        }
    }

    /// To the first document from `target` on, which must lie behind the current one.
    pub(super) fn seek(&mut self, target: DocId) {
        self.find(target);
    }

    /// How often a document has it, which must not lie before one asked for earlier. Nothing behind it is looked at:
    /// afterwards the cursor may stand before it.
    pub(super) fn frequency_in(&mut self, document: DocId) -> Option<u32> {
        match self.standing {
            Standing::At(at, frequency) if document <= at => return (document == at).then_some(frequency),
            Standing::End => return None,
            Standing::Before | Standing::At(..) => {}
        }
        let stands_there = |(_, postings): &mut (u32, SegmentPostings)| {
            if postings.doc() < document {
                postings.seek(document);
            }
            postings.doc() == document
        };
        if !self.terms.iter_mut().all(stands_there) {
            return None;
        }
        let frequency = self.count();
        if frequency == 0 {
            return None;
        }
        self.standing = Standing::At(document, frequency);
        Some(frequency)
    }

    pub(super) fn size_hint(&self) -> u32 {
        self.terms.first().map_or(0, |(_, postings)| postings.doc_freq())
    }

    fn find(&mut self, mut target: DocId) {
        self.standing = Standing::End;
        while let Some(document) = self.meet(target) {
            let frequency = self.count();
            if 0 < frequency {
                self.standing = Standing::At(document, frequency);
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
            keep_common(starts, others);
            if starts.is_empty() {
                break;
            }
        }
        starts.len() as u32
    }
}

/// Leaves of ascending positions those that are among others.
fn keep_common(positions: &mut Vec<u32>, others: &[u32]) {
    let mut others = others.iter();
    let mut other = others.next();
    positions.retain(|position| {
        while other.is_some_and(|other| other < position) {
            other = others.next();
        }
        other == Some(position)
    });
}
