//! The documents of a single term in one segment, run by run.

use std::sync::Arc;

use tantivy::{
    DocId, InvertedIndexReader, SegmentReader,
    postings::{BlockSegmentPostings, TermInfo},
    schema::{Field, IndexRecordOption},
};

/// Documents of a run at most: those that the engine unpacks at once.
pub(super) const RUN: usize = 128;

/// What stands for the frequencies of a field that keeps none.
const ONCE: [u32; RUN] = [1; RUN];

/// Documents and frequencies. The engine's own cursor gives one document a call; reading its blocks costs a fraction of
/// that for each posting.
pub(in crate::rank) struct PostingsCursor {
    block: Box<BlockSegmentPostings>,
    /// In the block; behind its last document at the end.
    at: usize,
}

impl PostingsCursor {
    pub(super) fn open(segment: &SegmentReader, field: Field, info: &TermInfo) -> tantivy::Result<Self> {
        let inverted = segment.inverted_index(field)?;
        let block = inverted.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
        Ok(Self { block: Box::new(block), at: 0 })
    }

    /// The current document; [`tantivy::TERMINATED`] at the end, which the last block is filled up with.
    #[inline]
    pub(super) fn document(&self) -> DocId {
        self.block.doc(self.at)
    }

    #[inline]
    pub(super) fn frequency(&self) -> u32 {
        self.block.freq(self.at)
    }

    /// To the first document from `target` on; never back.
    #[inline]
    pub(super) fn seek(&mut self, target: DocId) {
        if target <= self.document() {
            return;
        }
        if self.at + 1 < RUN && target <= self.block.doc(self.at + 1) {
            self.at += 1;
        } else {
            self.at = self.block.seek(target);
        }
    }

    /// Gives the documents before `end` with their frequencies, and stands at the first from `end` on afterwards.
    #[inline]
    pub(super) fn for_each_run_below(&mut self, end: DocId, mut each: impl FnMut(&[DocId], &[u32])) {
        loop {
            let documents = &self.block.docs()[self.at..];
            let n = match documents.last() {
                Some(last) if *last < end => documents.len(),
                _ => documents.partition_point(|document| *document < end),
            };
            if n == 0 {
                return;
            }
            let frequencies = match self.block.freqs() {
                [] => &ONCE[..n],
                frequencies => &frequencies[self.at..self.at + n],
            };
            each(&documents[..n], frequencies);
            self.at += n;
            if self.at < RUN {
                return;
            }
            self.block.advance();
            self.at = 0;
        }
    }

    /// Documents in all.
    pub(super) fn documents(&self) -> u32 {
        self.block.doc_freq()
    }
}

/// Reads the documents of one term after the other, without frequencies.
pub(in crate::rank) struct PostingsReader<'s> {
    pub(in crate::rank) segment: &'s SegmentReader,
    /// Of the field that was read last. Room for a block is made once.
    opened: Option<(Field, Arc<InvertedIndexReader>, Box<BlockSegmentPostings>)>,
}

impl<'s> PostingsReader<'s> {
    pub(in crate::rank) fn new(segment: &'s SegmentReader) -> Self {
        Self { segment, opened: None }
    }

    /// Gives the documents, at most [`RUN`] at a time.
    pub(super) fn for_each_run(
        &mut self,
        field: Field,
        info: &TermInfo,
        mut each: impl FnMut(&[DocId]),
    ) -> tantivy::Result<()> {
        let block = match &mut self.opened {
            Some((of, inverted, block)) if *of == field => {
                inverted.reset_block_postings_from_terminfo(info, block)?;
                block
            }
            none => {
                let inverted = self.segment.inverted_index(field)?;
                let block = inverted.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                &mut none.insert((field, inverted, Box::new(block))).2
            }
        };
        while !block.docs().is_empty() {
            each(block.docs());
            block.advance();
        }
        Ok(())
    }
}
