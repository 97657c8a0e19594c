//! The values of columns that are counted: one, two or four bytes a value, as few as the number of its different values
//! takes, and four a document where one can have several.

use std::sync::Arc;

use indexer::Generation;
use tantivy::{
    SegmentReader,
    columnar::{Column, StrColumn},
};

use super::FacetColumn;
use crate::{QueryError, bits::Bits, columns::Columns};

/// A column of one segment.
pub(super) struct Unpacked {
    values: Values,
    distinct: u32,
    ordinals: Ordinals,
    /// Where the values of each document begin among the ordinals, and where the last one's end. `None` where a document
    /// has at most one: it has one ordinal then, and what has no value that behind the last.
    starts: Option<Box<[u32]>>,
}

/// What ordinals stand for.
enum Values {
    Words(StrColumn),
    /// Ascending.
    Numbers(Box<[u64]>),
    /// No document of the segment has any.
    None,
}

enum Ordinals {
    Bytes(Box<[u8]>),
    Shorts(Box<[u16]>),
    Words(Box<[u32]>),
}

/// A column of a segment, unpacked now if nobody has asked for it yet.
pub(super) fn unpacked(
    generation: &Generation,
    segment: &SegmentReader,
    column: FacetColumn,
) -> Result<Arc<Unpacked>, QueryError> {
    let columns = generation.derived_of_segment(segment, |_| {
        Ok::<_, QueryError>(Columns::<FacetColumn, Arc<Unpacked>>::default())
    })?;
    columns.column(column, || Unpacked::read(segment, column).map(Arc::new))
}

impl Unpacked {
    fn read(segment: &SegmentReader, column: FacetColumn) -> Result<Self, QueryError> {
        let (name, documents) = (column.column(), segment.max_doc());
        if column == FacetColumn::Year {
            let Some(years) = segment.fast_fields().column_opt::<u64>(name)? else {
                return Ok(Self::without_values(documents));
            };
            let mut numbers: Vec<u64> = (0..documents).filter_map(|document| years.first(document)).collect();
            numbers.sort_unstable();
            numbers.dedup();
            let distinct = numbers.len() as u32;
            // Every year is among them.
            let ordinal = |year: u64| numbers.binary_search(&year).map_or(distinct, |at| at as u32);
            let ordinals = (0..documents).map(|document| years.first(document).map_or(distinct, ordinal));
            let ordinals = Ordinals::of(distinct, ordinals);
            return Ok(Self { values: Values::Numbers(numbers.into()), distinct, ordinals, starts: None });
        }
        let Some(words) = segment.fast_fields().str(name)? else {
            return Ok(Self::without_values(documents));
        };
        let distinct = words.num_terms() as u32;
        let (ordinals, starts) = of_words(words.ords(), distinct, documents);
        Ok(Self { values: Values::Words(words), distinct, ordinals, starts })
    }

    fn without_values(documents: u32) -> Self {
        let ordinals = Ordinals::Bytes(vec![0; documents as usize].into());
        Self { values: Values::None, distinct: 0, ordinals, starts: None }
    }

    /// How many of the documents have each value, by ordinal, and how many have none.
    pub(super) fn count(&self, documents: &Bits) -> (Vec<u32>, u32) {
        let mut counts = vec![0; self.distinct as usize + 1];
        match &self.ordinals {
            Ordinals::Bytes(ordinals) => count(ordinals, self.starts.as_deref(), documents, &mut counts),
            Ordinals::Shorts(ordinals) => count(ordinals, self.starts.as_deref(), documents, &mut counts),
            Ordinals::Words(ordinals) => count(ordinals, self.starts.as_deref(), documents, &mut counts),
        }
        let without = counts.pop().unwrap_or(0);
        (counts, without)
    }

    pub(super) fn value(&self, ordinal: u32) -> Result<String, QueryError> {
        let mut value = String::new();
        match &self.values {
            Values::Words(words) => {
                let found = words.ord_to_str(u64::from(ordinal), &mut value)?;
                debug_assert!(found, "ordinal {ordinal} has no value");
            }
            Values::Numbers(numbers) => value = numbers[ordinal as usize].to_string(),
            Values::None => {}
        }
        Ok(value)
    }

    pub(super) fn number(&self, ordinal: u32) -> Option<u64> {
        match &self.values {
            Values::Numbers(numbers) => numbers.get(ordinal as usize).copied(),
            Values::Words(_) | Values::None => None,
        }
    }

    /// What values are told apart by, in their order.
    pub(super) fn keys(&self) -> Result<Box<dyn Iterator<Item = Vec<u8>> + '_>, QueryError> {
        Ok(match &self.values {
            Values::Words(words) => {
                let mut stream = words.dictionary().stream()?;
                Box::new(std::iter::from_fn(move || stream.advance().then(|| stream.key().to_vec())))
            }
            Values::Numbers(numbers) => Box::new(numbers.iter().map(|number| number.to_be_bytes().to_vec())),
            Values::None => Box::new(std::iter::empty()),
        })
    }
}

/// The ordinals of all documents, and where each document's begin.
fn of_words(ords: &Column<u64>, distinct: u32, documents: u32) -> (Ordinals, Option<Box<[u32]>>) {
    if !ords.get_cardinality().is_multivalue() {
        let first = (0..documents).map(|document| ords.first(document).map_or(distinct, |ord| ord as u32));
        return (Ordinals::of(distinct, first), None);
    }
    let mut all = Vec::new();
    let mut starts = Vec::with_capacity(documents as usize + 1);
    for document in 0..documents {
        starts.push(all.len() as u32);
        all.extend(ords.values_for_doc(document).map(|ord| ord as u32));
    }
    starts.push(all.len() as u32);
    (Ordinals::of(distinct, all.into_iter()), Some(starts.into()))
}

impl Ordinals {
    /// In as few bytes as `greatest` takes, which none exceeds.
    fn of(greatest: u32, ordinals: impl Iterator<Item = u32>) -> Self {
        if greatest <= u32::from(u8::MAX) {
            Self::Bytes(ordinals.map(|ordinal| ordinal as u8).collect())
        } else if greatest <= u32::from(u16::MAX) {
            Self::Shorts(ordinals.map(|ordinal| ordinal as u16).collect())
        } else {
            Self::Words(ordinals.collect())
        }
    }
}

fn count<O: Copy + Into<u32>>(ordinals: &[O], starts: Option<&[u32]>, documents: &Bits, counts: &mut [u32]) {
    let last = counts.len() - 1;
    let mut count = |ordinal: O| counts[Into::<u32>::into(ordinal) as usize] += 1;
    let Some(starts) = starts else {
        return documents.for_each(|document| count(ordinals[document]));
    };
    let mut without = 0;
    documents.for_each(|document| {
        // Values of a document are distinct: the index drops repeated ones.
        let of_document = starts[document] as usize..starts[document + 1] as usize;
        without += u32::from(of_document.is_empty());
        ordinals[of_document].iter().for_each(|ordinal| count(*ordinal));
    });
    counts[last] += without;
}
