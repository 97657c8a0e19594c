//! The files of a segment.

use std::{cmp::Reverse, io::Write, iter::once, ops::ControlFlow};

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
use crate::in_order;

impl SegmentBuilder {
    /// Writes the segment on so many threads. `None` where no document is left.
    pub(crate) fn finish(self, threads: usize) -> tantivy::Result<Option<SegmentMeta>> {
        let Self { segment, fields, columns, store, documents, deleted, of_keys: _, scratch: _ } = self;
        if deleted.len() == documents as usize {
            return Ok(None);
        }
        let mut fields = write_lengths(&segment, fields, documents)?;
        // What takes longest first.
        fields.sort_by_key(|(_, postings, _)| Reverse(postings.memory()));
        let write_rest: Part<'_> = Box::new(|| {
            write_columns(&segment, columns)?;
            store.close()?;
            Ok(None)
        });
        let write_field = |(field, postings, lengths)| -> Part<'_> {
            Box::new(move || Ok(Some((field, field::write(postings, lengths)?))))
        };
        let parts: Vec<Part<'_>> = once(write_rest).chain(fields.into_iter().map(write_field)).collect();
        let fields = all(threads, parts, |write| write())?;
        write_postings(&segment, fields.into_iter().flatten().collect(), threads)?;
        let segment = write_deleted(segment.with_max_doc(documents), &deleted)?;
        let meta = segment.meta().clone();
        // The engine's name for documents that are sorted later, which these are not.
        meta.untrack_temp_docstore();
        Ok(Some(meta))
    }
}

/// Writes a part of a segment on a thread, and returns what is to be written to files that others write to as well.
type Part<'s> = Box<dyn FnOnce() -> tantivy::Result<Option<(Field, WrittenField)>> + Send + 's>;

/// A field whose postings are to be written, and the lengths of its documents.
type Unwritten = (Field, Postings, Option<FieldNormReader>);

/// Writes the lengths of all fields that record them, and returns the fields that have terms.
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
        if 0 < postings.terms.len() {
            unwritten.push((field, postings, reader));
        }
    }
    serializer.close()?;
    Ok(unwritten)
}

/// A file, and what it has of each field.
type FileOfFields = (SegmentComponent, fn(&WrittenField) -> &[u8]);

/// Writes the files that all fields have a part in, in the order of the fields.
fn write_postings(
    segment: &Segment,
    mut fields: Vec<(Field, WrittenField)>,
    threads: usize,
) -> tantivy::Result<()> {
    fields.sort_by_key(|(field, _)| *field);
    let write = |(component, part): FileOfFields| {
        let mut file = CompositeWrite::wrap(segment.open_write(component)?);
        for (field, written) in &fields {
            file.for_field(*field).write_all(part(written))?;
        }
        tantivy::Result::Ok(file.close()?)
    };
    // The longest first.
    let files: [FileOfFields; 3] = [
        (SegmentComponent::Positions, |written| &written.positions),
        (SegmentComponent::Terms, |written| &written.terms),
        (SegmentComponent::Postings, |written| &written.postings),
    ];
    all(threads, files, write).map(drop)
}

/// What `work` makes of all items, or its first error.
fn all<I, T: Send>(
    threads: usize,
    items: impl IntoIterator<Item = I, IntoIter: ExactSizeIterator + Send>,
    work: impl Fn(I) -> tantivy::Result<T> + Sync,
) -> tantivy::Result<Vec<T>> {
    let items = items.into_iter();
    let mut made = Vec::with_capacity(items.len());
    let ended = in_order(threads.min(items.len()), items.len(), items, work, |one| match one {
        Ok(one) => {
            made.push(one);
            ControlFlow::Continue(())
        }
        Err(error) => ControlFlow::Break(error),
    });
    ended.break_value().map_or(Ok(made), Err)
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
