//! The documents of a single term in one segment, run by run.

use std::{ops::Range, sync::Arc};

use tantivy::{
    DocId, InvertedIndexReader, SegmentReader, TERMINATED,
    postings::{BlockSegmentPostings, TermInfo},
    schema::{Field, IndexRecordOption},
};

use super::lengths::{Lengths, Norms};

/// Documents of a run at most: those that the engine unpacks at once.
pub(super) const RUN: usize = 128;

/// What stands for the frequencies of a field that keeps none.
const ONCE: [u32; RUN] = [1; RUN];

/// Documents and frequencies. The engine's own cursor gives one document a call; reading its blocks costs a fraction of
/// that for each posting.
pub(in crate::rank) struct PostingsCursor {
    postings: Postings,
    /// In the block; behind its last document at the end.
    at: usize,
}

enum Postings {
    Blocks(Box<BlockSegmentPostings>),
    /// Fewer than a block has, unpacked: most lists are so short, and a block takes a kilobyte however short it is.
    Short(Short),
}

/// Documents and then the terminator, and behind that the frequencies.
struct Short {
    numbers: Box<[u32]>,
    documents: usize,
}

impl Short {
    fn of(block: &BlockSegmentPostings) -> Self {
        let (documents, frequencies) = (block.docs(), frequencies(block, 0..block.docs().len()));
        let numbers = documents.iter().chain(&[TERMINATED]).chain(frequencies).copied().collect();
        Self { numbers, documents: documents.len() }
    }

    /// The terminator included.
    fn documents(&self) -> &[DocId] {
        &self.numbers[..=self.documents]
    }

    fn frequencies(&self) -> &[u32] {
        &self.numbers[self.documents + 1..]
    }
}

/// Those of a field that keeps none are 1.
fn frequencies(block: &BlockSegmentPostings, of: Range<usize>) -> &[u32] {
    match block.freqs() {
        [] => &ONCE[of],
        frequencies => &frequencies[of],
    }
}

impl PostingsCursor {
    pub(super) fn open(
        reader: &mut PostingsReader<'_>,
        field: Field,
        info: &TermInfo,
    ) -> tantivy::Result<Self> {
        let postings = match info.doc_freq as usize {
            0..RUN => Postings::Short(Short::of(reader.block(field, info)?)),
            _ => Postings::Blocks(Box::new(reader.new_block(field, info)?)),
        };
        Ok(Self { postings, at: 0 })
    }

    /// The current document; [`TERMINATED`] at the end, which the last block is filled up with.
    #[inline]
    pub(super) fn document(&self) -> DocId {
        match &self.postings {
            Postings::Blocks(block) => block.doc(self.at),
            Postings::Short(short) => short.numbers[self.at],
        }
    }

    #[inline]
    pub(super) fn frequency(&self) -> u32 {
        match &self.postings {
            Postings::Blocks(block) => block.freq(self.at),
            Postings::Short(short) => short.frequencies()[self.at],
        }
    }

    /// To the first document from `target` on; never back.
    #[inline]
    pub(super) fn seek(&mut self, target: DocId) {
        if target <= self.document() {
            return;
        }
        match &mut self.postings {
            Postings::Blocks(block) if self.at + 1 < RUN && target <= block.doc(self.at + 1) => self.at += 1,
            Postings::Blocks(block) => self.at = block.seek(target),
            // The terminator lies behind every target.
            Postings::Short(short) => {
                let rest = &short.documents()[self.at + 1..];
                self.at += 1 + rest.partition_point(|document| *document < target);
            }
        }
    }

    /// Gives the documents before `end` with their frequencies, and stands at the first from `end` on afterwards.
    #[inline]
    pub(super) fn for_each_run_below(&mut self, end: DocId, mut each: impl FnMut(&[DocId], &[u32])) {
        let block = match &mut self.postings {
            Postings::Blocks(block) => block,
            Postings::Short(short) => {
                let documents = &short.documents()[self.at..short.documents];
                let n = documents.partition_point(|document| *document < end);
                if 0 < n {
                    each(&documents[..n], &short.frequencies()[self.at..self.at + n]);
                }
                self.at += n;
                return;
            }
        };
        loop {
            let documents = &block.docs()[self.at..];
            let n = match documents.last() {
                Some(last) if *last < end => documents.len(),
                _ => documents.partition_point(|document| *document < end),
            };
            if n == 0 {
                return;
            }
            each(&documents[..n], frequencies(block, self.at..self.at + n));
            self.at += n;
            if self.at < RUN {
                return;
            }
            block.advance();
            self.at = 0;
        }
    }

    /// Documents in all.
    pub(super) fn documents(&self) -> u32 {
        match &self.postings {
            Postings::Blocks(block) => block.doc_freq(),
            Postings::Short(short) => short.documents as u32,
        }
    }
}

/// Opens the terms of a segment. Room for a block and what each field needs is made once.
pub(in crate::rank) struct PostingsReader<'s> {
    pub(in crate::rank) segment: &'s SegmentReader,
    option: IndexRecordOption,
    fields: Vec<OpenField>,
}

struct OpenField {
    field: Field,
    inverted: Arc<InvertedIndexReader>,
    /// Of the term that was read last.
    block: Option<Box<BlockSegmentPostings>>,
    norms: Option<Arc<Norms>>,
}

impl<'s> PostingsReader<'s> {
    /// Reads documents only.
    pub(in crate::rank) fn of_documents(segment: &'s SegmentReader) -> Self {
        Self { segment, option: IndexRecordOption::Basic, fields: Vec::new() }
    }

    /// Reads documents and frequencies.
    pub(in crate::rank) fn of_frequencies(segment: &'s SegmentReader) -> Self {
        Self { segment, option: IndexRecordOption::WithFreqs, fields: Vec::new() }
    }

    fn field(&mut self, field: Field) -> tantivy::Result<&mut OpenField> {
        let known = self.fields.iter().position(|open| open.field == field);
        let at = match known {
            Some(at) => at,
            None => {
                let inverted = self.segment.inverted_index(field)?;
                self.fields.push(OpenField { field, inverted, block: None, norms: None });
                self.fields.len() - 1
            }
        };
        Ok(&mut self.fields[at])
    }

    /// The first block of a term.
    fn block(&mut self, field: Field, info: &TermInfo) -> tantivy::Result<&mut BlockSegmentPostings> {
        let option = self.option;
        let OpenField { inverted, block, .. } = self.field(field)?;
        match block {
            Some(block) => {
                inverted.reset_block_postings_from_terminfo(info, block)?;
                Ok(block)
            }
            none => {
                let opened = inverted.read_block_postings_from_terminfo(info, option)?;
                Ok(none.insert(Box::new(opened)))
            }
        }
    }

    fn new_block(&mut self, field: Field, info: &TermInfo) -> tantivy::Result<BlockSegmentPostings> {
        let option = self.option;
        Ok(self.field(field)?.inverted.read_block_postings_from_terminfo(info, option)?)
    }

    /// Gives the documents of a term, at most [`RUN`] at a time.
    pub(in crate::rank) fn for_each_run(
        &mut self,
        field: Field,
        info: &TermInfo,
        mut each: impl FnMut(&[DocId]),
    ) -> tantivy::Result<()> {
        self.for_each_counted_run(field, info, |documents, _| each(documents))
    }

    /// The same with their frequencies, which are 1 where they are not read.
    pub(in crate::rank) fn for_each_counted_run(
        &mut self,
        field: Field,
        info: &TermInfo,
        mut each: impl FnMut(&[DocId], &[u32]),
    ) -> tantivy::Result<()> {
        let block = self.block(field, info)?;
        while !block.docs().is_empty() {
            each(block.docs(), frequencies(block, 0..block.docs().len()));
            block.advance();
        }
        Ok(())
    }

    /// What makes up for the lengths of a field, which `make` makes of them once.
    pub(super) fn norms(
        &mut self,
        field: Field,
        make: impl FnOnce(&SegmentReader, Lengths) -> Norms,
    ) -> tantivy::Result<Arc<Norms>> {
        let segment = self.segment;
        let OpenField { norms, .. } = self.field(field)?;
        match norms {
            Some(known) => Ok(Arc::clone(known)),
            none => Ok(Arc::clone(none.insert(Arc::new(make(segment, Lengths::open(segment, field)?))))),
        }
    }
}
