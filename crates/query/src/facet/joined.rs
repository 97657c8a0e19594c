//! The values of a column over all segments: each segment has ordinals of its own.

use std::{cmp::Reverse, collections::BinaryHeap, sync::Arc};

use indexer::Generation;

use super::{
    FacetColumn,
    unpacked::{Unpacked, unpacked},
};
use crate::{QueryError, columns::Columns};

/// A column of a generation, by segment.
pub(super) struct Joined {
    segments: Vec<Arc<Unpacked>>,
    /// Where there are several segments.
    values: Option<Arc<AllValues>>,
}

/// The different values of several segments, ascending.
struct AllValues {
    /// By segment and by its ordinal, which of the values that is.
    ordinals: Vec<Box<[u32]>>,
    /// Of each value, a segment that has it, and its ordinal there.
    places: Box<[(u32, u32)]>,
}

impl Joined {
    /// Reads what nobody has asked for yet.
    pub(super) fn of(generation: &Generation, column: FacetColumn) -> Result<Self, QueryError> {
        let segments = generation.searcher().segment_readers().iter();
        let segments = segments
            .map(|segment| unpacked(generation, segment, column))
            .collect::<Result<Vec<_>, QueryError>>()?;
        if segments.len() < 2 {
            return Ok(Self { segments, values: None });
        }
        let columns =
            generation.derived(|_| Ok::<_, QueryError>(Columns::<FacetColumn, Arc<AllValues>>::default()))?;
        let values = columns.column(column, || AllValues::of(&segments).map(Arc::new))?;
        Ok(Self { segments, values: Some(values) })
    }

    pub(super) fn in_segment(&self, segment: usize) -> &Unpacked {
        &self.segments[segment]
    }

    /// Adds the counts of a segment to those of all values.
    pub(super) fn add(&self, segment: usize, of_segment: Vec<u32>, counts: &mut Vec<u32>) {
        let Some(values) = &self.values else {
            *counts = of_segment;
            return;
        };
        counts.resize(values.places.len(), 0);
        let ordinals = &values.ordinals[segment];
        for (ordinal, count) in ordinals.iter().zip(of_segment).filter(|(_, count)| 0 < *count) {
            counts[*ordinal as usize] += count;
        }
    }

    pub(super) fn value(&self, ordinal: u32) -> Result<String, QueryError> {
        let (segment, ordinal) = self.place(ordinal);
        self.segments[segment as usize].value(ordinal)
    }

    /// Of a column of numbers.
    pub(super) fn number(&self, ordinal: u32) -> Option<u64> {
        let (segment, ordinal) = self.place(ordinal);
        self.segments.get(segment as usize)?.number(ordinal)
    }

    fn place(&self, ordinal: u32) -> (u32, u32) {
        self.values.as_ref().map_or((0, ordinal), |values| values.places[ordinal as usize])
    }
}

impl AllValues {
    /// Those of all segments in one pass over their dictionaries.
    fn of(segments: &[Arc<Unpacked>]) -> Result<Self, QueryError> {
        let mut keys = segments.iter().map(|column| column.keys()).collect::<Result<Vec<_>, QueryError>>()?;
        let mut ordinals = vec![Vec::new(); segments.len()];
        let mut places = Vec::new();
        let mut next: BinaryHeap<Reverse<(Vec<u8>, usize)>> =
            keys.iter_mut().zip(0..).filter_map(|(keys, at)| Some(Reverse((keys.next()?, at)))).collect();
        let mut last = None;
        while let Some(Reverse((key, segment))) = next.pop() {
            if last.as_ref() != Some(&key) {
                places.push((segment as u32, ordinals[segment].len() as u32));
            }
            ordinals[segment].push(places.len() as u32 - 1);
            next.extend(keys[segment].next().map(|key| Reverse((key, segment))));
            last = Some(key);
        }
        Ok(Self { ordinals: ordinals.into_iter().map(Into::into).collect(), places: places.into() })
    }
}
