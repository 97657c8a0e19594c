//! A field's postings in the engine's format.

use std::io;

use tantivy::{
    fieldnorm::FieldNormReader,
    positions::PositionSerializer,
    postings::{TermInfo, serializer::PostingsSerializer},
    schema::IndexRecordOption,
};

use super::{
    dictionary::DictionaryBuilder,
    postings::{Postings, PostingsReader, Scratch},
};
use crate::numbers::write_number;

/// The engine writes so many documents of a term as a block; a term of fewer has no block.
const BLOCK: u32 = 128;

/// Bytes before the first list: how many occurrences all terms have.
const HEAD: usize = size_of::<u64>();

/// What the engine's files hold of a field.
pub(super) struct WrittenField {
    pub terms: Vec<u8>,
    pub postings: Vec<u8>,
    pub positions: Vec<u8>,
}

/// Writes the postings of a field that has some. `lengths` are those of all documents of the segment, where the field
/// records them.
pub(super) fn write(mut postings: Postings, lengths: Option<FieldNormReader>) -> io::Result<WrittenField> {
    postings.make_run(&mut Scratch::default());
    let (order, ends, bytes) = by_term(&mut postings);
    let mut terms = DictionaryBuilder::new()?;
    let mut positions = Vec::new();
    let mut lists = Lists::new(&postings, lengths, &mut positions);
    let mut start = 0;
    for &term in &order {
        let end = ends[term as usize];
        let reader = PostingsReader::new(&bytes[start..end], postings.record);
        let known = lists.write(reader, postings.of_terms[term as usize].documents)?;
        terms.insert(postings.terms.term(term), &known)?;
        start = end;
    }
    let postings = lists.finish()?;
    Ok(WrittenField { terms: terms.finish()?, postings, positions })
}

/// The numbers of the terms in the order of their bytes; the postings of all runs in this order; and where those of each
/// term end, by number.
fn by_term(postings: &mut Postings) -> (Vec<u32>, Vec<usize>, Vec<u8>) {
    let order = postings.terms.sorted();
    let mut next = vec![0; order.len()];
    let mut all = 0;
    for &term in &order {
        next[term as usize] = all;
        all += postings.of_terms[term as usize].bytes;
    }
    let mut bytes = vec![0; all];
    for run in std::mem::take(&mut postings.runs) {
        let mut start = 0;
        for &(term, end) in &run.ends {
            let of_run = &run.bytes[start..end as usize];
            let place = &mut next[term as usize];
            bytes[*place..*place + of_run.len()].copy_from_slice(of_run);
            *place += of_run.len();
            start = end as usize;
        }
    }
    (order, next, bytes)
}

/// The lists of a field's terms, written term by term.
struct Lists<'a> {
    record: IndexRecordOption,
    lengths: Option<FieldNormReader>,
    /// Of all documents.
    average_length: f32,
    postings: Vec<u8>,
    positions: PositionSerializer<&'a mut Vec<u8>>,
    of_document: Vec<u32>,
    frequencies: Vec<u8>,
}

impl<'a> Lists<'a> {
    fn new(of: &Postings, lengths: Option<FieldNormReader>, positions: &'a mut Vec<u8>) -> Self {
        let average = |lengths: &FieldNormReader| of.count as f32 / lengths.num_docs() as f32;
        Self {
            record: of.record,
            average_length: lengths.as_ref().map_or(0.0, average),
            lengths,
            postings: of.count.to_le_bytes().to_vec(),
            positions: PositionSerializer::new(positions),
            of_document: Vec::new(),
            frequencies: Vec::new(),
        }
    }

    /// Writes the postings of the next term, and says where they are.
    fn write(&mut self, reader: PostingsReader<'_>, documents: u32) -> io::Result<TermInfo> {
        let start_of_postings = self.postings.len() - HEAD;
        let start_of_positions = self.positions.written_bytes() as usize;
        if documents < BLOCK {
            self.write_few(reader)?;
        } else {
            self.write_many(reader, documents)?;
        }
        if self.record.has_positions() {
            self.positions.close_term()?;
        }
        Ok(TermInfo {
            doc_freq: documents,
            postings_range: start_of_postings..self.postings.len() - HEAD,
            positions_range: start_of_positions..self.positions.written_bytes() as usize,
        })
    }

    /// Documents, as distances, then frequencies, in few bytes each.
    fn write_few(&mut self, mut reader: PostingsReader<'_>) -> io::Result<()> {
        self.frequencies.clear();
        let mut before = 0;
        while let Some((document, frequency)) = reader.next(&mut self.of_document) {
            write_number(&mut self.postings, document - before);
            before = document;
            if self.record.has_freq() {
                write_number(&mut self.frequencies, frequency);
            }
            self.positions.write_positions_delta(&self.of_document);
        }
        self.postings.extend_from_slice(&self.frequencies);
        Ok(())
    }

    /// By the engine's serialiser, which would spend on a term of few documents more than it takes to write them, since
    /// it prepares to say of each block which document scores most.
    fn write_many(&mut self, mut reader: PostingsReader<'_>, documents: u32) -> io::Result<()> {
        let mut serializer = PostingsSerializer::new(self.average_length, self.record, self.lengths.clone());
        serializer.new_term(documents, self.record.has_freq());
        while let Some((document, frequency)) = reader.next(&mut self.of_document) {
            serializer.write_doc(document, frequency);
            self.positions.write_positions_delta(&self.of_document);
        }
        serializer.close_term(documents, &mut self.postings)
    }

    fn finish(self) -> io::Result<Vec<u8>> {
        self.positions.close()?;
        Ok(self.postings)
    }
}
