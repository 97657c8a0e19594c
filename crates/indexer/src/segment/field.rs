//! A field's postings in the engine's format.

use std::io;

use tantivy::{fieldnorm::FieldNormReader, postings::FieldSerializer};
use tantivy_common::CountingWriter;

use super::postings::{Postings, PostingsReader, Scratch};

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
    let record = postings.record;
    let mut files = [(); 3].map(|()| CountingWriter::wrap(Vec::new()));
    let [of_terms, of_postings, of_positions] = &mut files;
    let mut serializer =
        FieldSerializer::create(record, postings.count, of_terms, of_postings, of_positions, lengths)?;
    let mut positions = Vec::new();
    let mut start = 0;
    for &term in &order {
        let end = ends[term as usize];
        // The engine wants no number where it writes no frequencies.
        let documents = if record.has_freq() { postings.of_terms[term as usize].documents } else { 0 };
        serializer.new_term(postings.terms.term(term), documents, record.has_freq())?;
        let mut reader = PostingsReader::new(&bytes[start..end], record);
        while let Some((document, frequency)) = reader.next(&mut positions) {
            serializer.write_doc(document, frequency, &positions);
        }
        serializer.close_term()?;
        start = end;
    }
    serializer.close()?;
    let [terms, postings, positions] = files.map(CountingWriter::finish);
    Ok(WrittenField { terms, postings, positions })
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
