//! The postings of a field in the making.
//!
//! What documents bring is gathered as occurrences; when there are many, they are sorted by term and written as a run:
//! of each term its postings, in few bytes. So the memory that a term's postings take is written once a run, in the
//! order of terms, instead of at each occurrence, wherever the term's last posting may lie.

use tantivy::schema::IndexRecordOption;

use super::{
    occurrences::{Occurrence, sort_by_term},
    terms::Terms,
};
use crate::numbers::{read_written, write_number};

/// Occurrences that are sorted at once: with as much for the sorting, they fit the second cache.
const SORTED_AT_ONCE: usize = 16 << 10;

/// Occurrences that there is room for, always.
const KEPT_AT_MOST: usize = 2 * SORTED_AT_ONCE;

/// What documents say of the terms of one field.
pub(super) struct Postings {
    pub(super) record: IndexRecordOption,
    pub(super) terms: Terms,
    /// By number of term.
    pub(super) of_terms: Vec<OfTerm>,
    pub(super) runs: Vec<Run>,
    /// Occurrences of all documents.
    pub(super) count: u64,
    gathered: Vec<Occurrence>,
    /// Bytes of all runs.
    run_bytes: usize,
}

/// What the runs hold of a term.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct OfTerm {
    pub documents: u32,
    pub last_document: u32,
    pub bytes: usize,
}

/// Postings of a part of the documents.
pub(super) struct Run {
    /// Numbers of terms, and where the postings of each end, in ascending order.
    pub(super) ends: Box<[(u32, u32)]>,
    /// Of each document: the distance from the term's last document before, in this run or an earlier one (the first
    /// document is its own distance), which is doubled where frequencies are recorded, and one more where the term
    /// occurs once; else the frequency follows. Then positions, as distances from the one before. All are the engine's
    /// numbers of few bytes.
    pub(super) bytes: Box<[u8]>,
}

/// What making a run needs and gives back.
#[derive(Default)]
pub(super) struct Scratch {
    occurrences: Vec<Occurrence>,
    ends: Vec<(u32, u32)>,
    bytes: Vec<u8>,
}

impl Postings {
    pub(super) fn new(record: IndexRecordOption) -> Self {
        Self {
            record,
            terms: Terms::default(),
            of_terms: Vec::new(),
            runs: Vec::new(),
            count: 0,
            gathered: Vec::new(),
            run_bytes: 0,
        }
    }

    /// A term of a document, which is none before the last one.
    pub(super) fn add(&mut self, document: u32, term: &[u8], position: u32) {
        let term = self.terms.number(term);
        self.gathered.push(Occurrence { term, document, position });
    }

    /// Called between documents.
    pub(super) fn end_document(&mut self, scratch: &mut Scratch) {
        if SORTED_AT_ONCE <= self.gathered.len() {
            self.make_run(scratch);
        }
    }

    pub(super) fn make_run(&mut self, scratch: &mut Scratch) {
        let Scratch { occurrences, ends, bytes } = scratch;
        self.count += self.gathered.len() as u64;
        sort_by_term(&mut self.gathered, occurrences, self.terms.len());
        self.of_terms.resize(self.terms.len(), OfTerm::default());
        ends.clear();
        bytes.clear();
        for occurrences in self.gathered.chunk_by(|a, b| a.term == b.term) {
            let term = occurrences[0].term;
            let of_term = &mut self.of_terms[term as usize];
            let start = bytes.len();
            for occurrences in occurrences.chunk_by(|a, b| a.document == b.document) {
                let document = occurrences[0].document;
                write_posting(bytes, document - of_term.last_document, occurrences, self.record);
                of_term.last_document = document;
                of_term.documents += 1;
            }
            of_term.bytes += bytes.len() - start;
            ends.push((term, u32::try_from(bytes.len()).expect("a run is of limited size")));
        }
        self.gathered.clear();
        // A long document leaves no memory behind.
        self.gathered.shrink_to(KEPT_AT_MOST);
        occurrences.shrink_to(KEPT_AT_MOST);
        let run = Run { ends: ends.as_slice().into(), bytes: bytes.as_slice().into() };
        self.run_bytes += run.bytes.len() + size_of_val(&*run.ends);
        self.runs.push(run);
    }

    /// Bytes of memory, those included that writing the postings will take: as much as the runs twice more, in the order
    /// of terms and in the engine's format.
    pub(super) fn memory(&self) -> usize {
        self.terms.memory()
            + self.of_terms.capacity() * size_of::<OfTerm>()
            + self.gathered.capacity() * size_of::<Occurrence>()
            + 3 * self.run_bytes
    }
}

fn write_posting(out: &mut Vec<u8>, distance: u32, occurrences: &[Occurrence], record: IndexRecordOption) {
    let mut write = |number: u32| write_number(out, number);
    if !record.has_freq() {
        return write(distance);
    }
    let is_once = occurrences.len() == 1;
    // The engine has fewer than 2^31 documents in a segment.
    write(distance * 2 + u32::from(is_once));
    if !is_once {
        write(occurrences.len() as u32);
    }
    if record.has_positions() {
        let mut last = 0;
        for occurrence in occurrences {
            write(occurrence.position - last);
            last = occurrence.position;
        }
    }
}

/// Reads postings as [`write_posting`] has written them.
pub(super) struct PostingsReader<'a> {
    bytes: &'a [u8],
    record: IndexRecordOption,
    document: u32,
}

impl<'a> PostingsReader<'a> {
    /// Of all postings of a term.
    pub(super) fn new(bytes: &'a [u8], record: IndexRecordOption) -> Self {
        Self { bytes, record, document: 0 }
    }

    /// The next document and the term's frequency, 0 where none are recorded; `positions` becomes the distances of its
    /// positions, where these are.
    pub(super) fn next(&mut self, positions: &mut Vec<u32>) -> Option<(u32, u32)> {
        if self.bytes.is_empty() {
            return None;
        }
        positions.clear();
        let mut read = || read_written(&mut self.bytes);
        let distance = read();
        if !self.record.has_freq() {
            self.document += distance;
            return Some((self.document, 0));
        }
        self.document += distance / 2;
        let frequency = if distance % 2 == 1 { 1 } else { read() };
        if self.record.has_positions() {
            positions.extend((0..frequency).map(|_| read()));
        }
        Some((self.document, frequency))
    }
}
