//! One number a distinct value of a column, the same in all segments.

use std::{cmp::Reverse, collections::BinaryHeap};

use indexer::{Generation, KeywordField};
use tantivy::{DocId, columnar::StrColumn};

use crate::QueryError;

/// A keyword column whose values are numbered over all segments.
pub(super) struct SharedValues {
    /// `None` where no document of the segment has a value.
    segments: Vec<Option<OfSegment>>,
    /// Numbers run from 0 to below this.
    pub(super) distinct: usize,
}

struct OfSegment {
    column: StrColumn,
    /// By the segment's ordinal.
    numbers: Vec<u32>,
}

impl SharedValues {
    /// Numbers the values by merging the segments' dictionaries, which are sorted: no value is kept.
    pub(super) fn read(generation: &Generation, field: KeywordField) -> Result<Self, QueryError> {
        let mut segments = Vec::new();
        for segment in generation.searcher().segment_readers() {
            let column = segment.fast_fields().str(field.as_str())?;
            segments.push(
                column.map(|column| OfSegment { numbers: Vec::with_capacity(column.num_terms()), column }),
            );
        }
        let columns: Vec<Option<StrColumn>> =
            segments.iter().map(|segment| segment.as_ref().map(|segment| segment.column.clone())).collect();
        let mut streams = Vec::with_capacity(columns.len());
        for column in &columns {
            streams.push(column.as_ref().map(|column| column.dictionary().stream()).transpose()?);
        }
        let mut heads = BinaryHeap::new();
        for (at, stream) in streams.iter_mut().enumerate() {
            if let Some(stream) = stream.as_mut()
                && stream.advance()
            {
                heads.push(Reverse((stream.key().to_vec(), at)));
            }
        }
        let mut distinct = 0u32;
        let mut last: Option<Vec<u8>> = None;
        while let Some(Reverse((value, at))) = heads.pop() {
            if last.as_ref() != Some(&value) {
                distinct += 1;
            }
            if let Some(segment) = &mut segments[at] {
                segment.numbers.push(distinct - 1);
            }
            let mut buffer = last.replace(value).unwrap_or_default();
            if let Some(stream) = streams[at].as_mut()
                && stream.advance()
            {
                buffer.clear();
                buffer.extend_from_slice(stream.key());
                heads.push(Reverse((buffer, at)));
            }
        }
        drop(streams);
        Ok(Self { segments, distinct: distinct as usize })
    }

    /// The numbers of a document's values, ascending and distinct; `into` is emptied first.
    pub(super) fn of(&self, segment_ord: usize, document: DocId, into: &mut Vec<u32>) {
        into.clear();
        let Some(segment) = &self.segments[segment_ord] else { return };
        into.extend(segment.column.term_ords(document).map(|ordinal| segment.numbers[ordinal as usize]));
        into.sort_unstable();
        into.dedup();
    }
}
