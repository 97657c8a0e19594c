//! The counting pass: facets and years of the documents found.

use std::cmp::Reverse;

use indexer::Generation;

use super::{Facet, FacetColumn, FacetRequest, FacetValue, YearSpan, joined::Joined};
use crate::{QueryError, found::Found};

/// What was counted.
pub(crate) struct Tallied {
    pub(crate) facets: Vec<Facet>,
    pub(crate) years: Option<YearSpan>,
}

/// A column with its counts.
struct Counted {
    column: Joined,
    /// By ordinal.
    counts: Vec<u32>,
    /// Documents without any value.
    missing: u64,
}

/// Counts everything that the facets asked for need.
pub(crate) fn tally(
    generation: &Generation,
    found: &Found,
    requests: &[FacetRequest],
) -> Result<Tallied, QueryError> {
    let years = Counted::of(generation, found, FacetColumn::Year)?;
    let facet = |request: &FacetRequest| match request.column {
        FacetColumn::Year => years.facet(*request),
        column => Counted::of(generation, found, column)?.facet(*request),
    };
    let facets = requests.iter().map(facet).collect::<Result<_, _>>()?;
    Ok(Tallied { facets, years: years.span() })
}

impl Counted {
    fn of(generation: &Generation, found: &Found, column: FacetColumn) -> Result<Self, QueryError> {
        let column = Joined::of(generation, column)?;
        let (mut counts, mut missing) = (Vec::new(), 0);
        for (segment, place) in generation.searcher().segment_readers().iter().zip(0..) {
            let Some(documents) = found.in_segment(segment) else { continue };
            let (of_segment, without) = column.in_segment(place).count(documents);
            column.add(place, of_segment, &mut counts);
            missing += u64::from(without);
        }
        Ok(Self { column, counts, missing })
    }

    /// The ordinals of the values that were counted.
    fn ordinals(&self) -> impl DoubleEndedIterator<Item = u32> {
        (0..self.counts.len() as u32).filter(|ordinal| 0 < self.counts[*ordinal as usize])
    }

    fn span(&self) -> Option<YearSpan> {
        let year = |ordinal| self.column.number(ordinal).map(|year| year as u16);
        let mut ordinals = self.ordinals();
        let first = ordinals.next()?;
        let last = ordinals.next_back().unwrap_or(first);
        Some(YearSpan { first: year(first)?, last: year(last)? })
    }

    /// Only the values that are shown are read.
    fn facet(&self, request: FacetRequest) -> Result<Facet, QueryError> {
        // Ordinals ascend as values do.
        let rank = |ordinal: u32| match request.column {
            FacetColumn::Year => ordinal,
            _ => self.counts[ordinal as usize],
        };
        let mut best: Vec<(Reverse<u32>, u32)> =
            self.ordinals().map(|ordinal| (Reverse(rank(ordinal)), ordinal)).collect();
        let distinct = best.len() as u64;
        if request.size < best.len() {
            best.select_nth_unstable(request.size);
            best.truncate(request.size);
        }
        best.sort_unstable();
        let value = |(_, ordinal): (Reverse<u32>, u32)| {
            let count = u64::from(self.counts[ordinal as usize]);
            Ok(FacetValue { value: self.column.value(ordinal)?, count })
        };
        let values = best.into_iter().map(value).collect::<Result<_, QueryError>>()?;
        Ok(Facet { column: request.column, values, distinct, missing: self.missing })
    }
}
