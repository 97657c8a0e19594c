//! Numbers by document, for ranges.

use std::sync::Arc;

use indexer::Generation;
use tantivy::{DocId, SegmentReader};

use super::Columns;
use crate::{QueryError, bits::Bits};

/// The number of each document of a segment: four bytes a document.
pub(crate) struct Numbers {
    least: u64,
    /// Each less the least; [`MISSING`] where a document has none.
    values: Box<[u32]>,
}

const MISSING: u32 = u32::MAX;

/// The numbers of a range in a column.
#[derive(Clone)]
pub(crate) struct Fitting {
    numbers: Arc<Numbers>,
    /// From the first value that fits on.
    first: u32,
    /// Values that fit, which no missing one does.
    values: u32,
}

impl Numbers {
    /// A column of a segment; `None` where a document can have several numbers, or they lie too far apart for 32 bits.
    pub(crate) fn of_segment(
        generation: &Generation,
        segment: &SegmentReader,
        column: &str,
    ) -> Result<Option<Arc<Self>>, QueryError> {
        let columns = generation.derived_of_segment(segment, |_| {
            Ok::<_, QueryError>(Columns::<String, Option<Arc<Self>>>::default())
        })?;
        columns.column(column.to_owned(), || Ok(Self::read(segment, column)?.map(Arc::new)))
    }

    fn read(segment: &SegmentReader, column: &str) -> Result<Option<Self>, QueryError> {
        let documents = segment.max_doc();
        let Some(column) = segment.fast_fields().column_opt::<u64>(column)? else {
            return Ok(Some(Self { least: 0, values: vec![MISSING; documents as usize].into() }));
        };
        let least = column.min_value();
        if column.get_cardinality().is_multivalue()
            || u64::from(MISSING) <= column.max_value().saturating_sub(least)
        {
            return Ok(None);
        }
        let value = |document| column.first(document).map_or(MISSING, |number| (number - least) as u32);
        Ok(Some(Self { least, values: (0..documents).map(value).collect() }))
    }

    /// The documents from one number to another, both included.
    pub(crate) fn between(self: &Arc<Self>, lower: Option<u64>, upper: Option<u64>) -> Fitting {
        let highest = self.least.saturating_add(u64::from(MISSING - 1));
        let lower = lower.unwrap_or(0).max(self.least);
        let upper = upper.unwrap_or(u64::MAX).min(highest);
        let is_empty = upper < lower;
        Fitting {
            numbers: Arc::clone(self),
            first: if is_empty { 0 } else { (lower - self.least) as u32 },
            values: if is_empty { 0 } else { (upper - lower) as u32 + 1 },
        }
    }
}

impl Fitting {
    pub(crate) fn contains(&self, document: DocId) -> bool {
        self.fits(self.numbers.values[document as usize])
    }

    /// All documents that fit.
    pub(crate) fn documents(&self) -> Bits {
        Bits::of_fitting(&self.numbers.values, |value| self.fits(*value))
    }

    #[inline]
    fn fits(&self, value: u32) -> bool {
        value.wrapping_sub(self.first) < self.values
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_range_has_what_lies_in_it(
            least in prop_oneof![Just(0), 0..1000_u64, Just(u64::MAX - 1000)],
            values in proptest::collection::vec(proptest::option::of(0..300_u32), 0..200),
            lower in proptest::option::of(0..400_u64),
            upper in proptest::option::of(0..400_u64),
            far in any::<bool>(),
        ) {
            let numbers = Arc::new(Numbers {
                least,
                values: values.iter().map(|value| value.unwrap_or(MISSING)).collect(),
            });
            let shifted = |bound: u64| if far { bound } else { (least + bound).saturating_sub(50) };
            let (lower, upper) = (lower.map(shifted), upper.map(shifted));
            let fitting = numbers.between(lower, upper);
            let documents = fitting.documents();
            for (document, value) in (0..).zip(&values) {
                let number = value.map(|value| least + u64::from(value));
                let expected = number.is_some_and(|number| {
                    lower.is_none_or(|lower| lower <= number) && upper.is_none_or(|upper| number <= upper)
                });
                prop_assert_eq!(fitting.contains(document), expected, "document {}", document);
                prop_assert_eq!(documents.contains(document), expected, "document {}", document);
            }
        }
    }
}
