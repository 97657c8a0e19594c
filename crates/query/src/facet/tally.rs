//! The counting pass: facets and years of the documents found.

use std::{collections::HashMap, sync::Arc};

use indexer::Generation;
use tantivy::SegmentReader;

use super::{
    Facet, FacetColumn, FacetRequest, FacetValue, YearSpan,
    unpacked::{Unpacked, unpacked},
};
use crate::{QueryError, bits::Bits, found::Found};

/// What was counted.
pub(crate) struct Tallied {
    pub(crate) facets: Vec<Facet>,
    pub(crate) years: Option<YearSpan>,
}

/// The counts of a column by value, and the documents without any.
type Counts = (HashMap<String, u64>, u64);

/// Counts everything that the facets asked for need.
pub(crate) fn tally(
    generation: &Generation,
    found: &Found,
    requests: &[FacetRequest],
) -> Result<Tallied, QueryError> {
    let mut counts: Vec<Counts> = vec![Counts::default(); requests.len()];
    let mut years: Option<(u64, u64)> = None;
    for segment in generation.searcher().segment_readers() {
        let Some(documents) = found.in_segment(segment) else { continue };
        let (year, of_years) = counted(generation, segment, FacetColumn::Year, documents)?;
        years = union(years, year.span(&of_years));
        for (request, counts) in requests.iter().zip(&mut counts) {
            match request.column {
                FacetColumn::Year => add(counts, &year, &of_years)?,
                column => {
                    let (column, of_column) = counted(generation, segment, column, documents)?;
                    add(counts, &column, &of_column)?;
                }
            }
        }
    }
    let facets = requests.iter().zip(counts).map(|(request, counts)| facet(*request, counts)).collect();
    let years = years.map(|(first, last)| YearSpan { first: first as u16, last: last as u16 });
    Ok(Tallied { facets, years })
}

/// A column of a segment with the counts of its values, by ordinal; those without a value come last.
fn counted(
    generation: &Generation,
    segment: &SegmentReader,
    column: FacetColumn,
    documents: &Bits,
) -> Result<(Arc<Unpacked>, Vec<u32>), QueryError> {
    let column = unpacked(generation, segment, column)?;
    let counts = column.count(documents);
    Ok((column, counts))
}

fn add((by_value, missing): &mut Counts, column: &Unpacked, counts: &[u32]) -> Result<(), QueryError> {
    let Some((without, counts)) = counts.split_last() else { return Ok(()) };
    *missing += u64::from(*without);
    for (ordinal, count) in (0..).zip(counts).filter(|(_, count)| 0 < **count) {
        *by_value.entry(column.value(ordinal)?).or_default() += u64::from(*count);
    }
    Ok(())
}

fn union(known: Option<(u64, u64)>, new: Option<(u64, u64)>) -> Option<(u64, u64)> {
    match (known, new) {
        (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
        (known, new) => known.or(new),
    }
}

fn facet(request: FacetRequest, (counts, missing): (HashMap<String, u64>, u64)) -> Facet {
    let distinct = counts.len() as u64;
    let mut values: Vec<FacetValue> =
        counts.into_iter().map(|(value, count)| FacetValue { value, count }).collect();
    if request.column == FacetColumn::Year {
        // Years have four digits, so that the order of their digits is that of time.
        values.sort_unstable_by(|a, b| b.value.cmp(&a.value));
    } else {
        values.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    }
    values.truncate(request.size);
    Facet { column: request.column, values, distinct, missing }
}
