//! The files of a segment.

use std::{
    io::Write,
    sync::{Mutex, PoisonError},
    thread,
};

use tantivy::{
    BitSet, Segment, SegmentMeta,
    directory::{CompositeWrite, FileSlice, TerminatingWrite},
    fastfield::{FastFieldsWriter, write_alive_bitset},
    fieldnorm::{FieldNormReader, FieldNormsSerializer},
    index::SegmentComponent,
    schema::Field,
};

use super::{
    IndexedField, SegmentBuilder,
    field::{self, WrittenField},
    postings::Postings,
};

impl SegmentBuilder {
    /// Writes the segment on so many threads. `None` where no document is left.
    pub(crate) fn finish(self, threads: usize) -> tantivy::Result<Option<SegmentMeta>> {
        let Self { segment, fields, columns, store, documents, deleted, of_keys: _, scratch: _ } = self;
        if deleted.len() == documents as usize {
            return Ok(None);
        }
        let fields = write_lengths(&segment, fields, documents)?;
        write_postings(&segment, fields, threads, || {
            write_columns(&segment, columns)?;
            Ok(store.close()?)
        })?;
        let segment = write_deleted(segment.with_max_doc(documents), &deleted)?;
        let meta = segment.meta().clone();
        // The engine's name for documents that are sorted later, which these are not.
        meta.untrack_temp_docstore();
        Ok(Some(meta))
    }
}

/// A field whose postings are to be written, and the lengths of its documents.
type Unwritten = (Field, Postings, Option<FieldNormReader>);

/// Writes the lengths of all fields that record them, and returns the fields.
fn write_lengths(
    segment: &Segment,
    fields: Vec<Option<IndexedField>>,
    documents: u32,
) -> tantivy::Result<Vec<Unwritten>> {
    let mut serializer = FieldNormsSerializer::from_write(segment.open_write(SegmentComponent::FieldNorms)?)?;
    let mut unwritten = Vec::new();
    for (id, indexed) in (0..).zip(fields) {
        let Some(IndexedField { postings, lengths, .. }) = indexed else { continue };
        let field = Field::from_field_id(id);
        let mut reader = None;
        if let Some(mut lengths) = lengths {
            lengths.resize(documents as usize, 0);
            serializer.serialize_field(field, &lengths)?;
            reader = Some(FieldNormReader::open(FileSlice::from(lengths))?);
        }
        unwritten.push((field, postings, reader));
    }
    serializer.close()?;
    Ok(unwritten)
}

/// Writes the postings of all fields: one thread writes what is `beside` them first, the others begin with the fields
/// that have most.
fn write_postings(
    segment: &Segment,
    mut unwritten: Vec<Unwritten>,
    threads: usize,
    beside: impl FnOnce() -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    unwritten.retain(|(_, postings, _)| 0 < postings.terms.len());
    unwritten.sort_by_key(|(_, postings, _)| postings.memory());
    let threads = threads.min(unwritten.len());
    let unwritten = Mutex::new(unwritten);
    let work = || {
        let mut written = Vec::new();
        loop {
            let next = unwritten.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some((field, postings, lengths)) = next else { return tantivy::Result::Ok(written) };
            written.push((field, field::write(postings, lengths)?));
        }
    };
    let mut written = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        beside()?;
        let mut written: Vec<(Field, WrittenField)> = work()?;
        for other in others {
            written.append(&mut other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        tantivy::Result::Ok(written)
    })?;
    written.sort_by_key(|(field, _)| *field);
    let compose = |component: SegmentComponent, part: fn(&WrittenField) -> &[u8]| {
        let mut file = CompositeWrite::wrap(segment.open_write(component)?);
        for (field, written) in &written {
            file.for_field(*field).write_all(part(written))?;
        }
        tantivy::Result::Ok(file.close()?)
    };
    compose(SegmentComponent::Terms, |written| &written.terms)?;
    compose(SegmentComponent::Postings, |written| &written.postings)?;
    compose(SegmentComponent::Positions, |written| &written.positions)
}

fn write_columns(segment: &Segment, mut columns: FastFieldsWriter) -> tantivy::Result<()> {
    let mut file = segment.open_write(SegmentComponent::FastFields)?;
    columns.serialize(&mut file, None)?;
    Ok(file.terminate()?)
}

/// Writes which documents were deleted again, if any were.
fn write_deleted(segment: Segment, deleted: &[u32]) -> tantivy::Result<Segment> {
    if deleted.is_empty() {
        return Ok(segment);
    }
    let mut alive = BitSet::with_max_value_and_full(segment.meta().max_doc());
    deleted.iter().for_each(|document| alive.remove(*document));
    // The file's name has a time of the engine's clock. The engine has none of this time: its clock goes on when it is
    // given the segment, before it writes what it deletes from it.
    let segment = segment.with_delete_meta(deleted.len() as u32, 0);
    let mut file = segment.open_write(SegmentComponent::Delete)?;
    write_alive_bitset(&alive, &mut file)?;
    file.terminate()?;
    Ok(segment)
}
