//! The counting pass: total, facets and years in one walk over the matching documents.

use std::collections::HashMap;

use rustc_hash::FxHashMap;
use tantivy::{
    COLLECT_BLOCK_BUFFER_LEN, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::{Column, StrColumn},
};

use super::{Facet, FacetColumn, FacetRequest, FacetValue, YearSpan};

/// Counts everything that the facets asked for need.
pub(crate) struct Tally {
    pub(crate) requests: Vec<FacetRequest>,
}

/// What was counted.
pub(crate) struct Tallied {
    pub(crate) total: u64,
    pub(crate) facets: Vec<Facet>,
    pub(crate) years: Option<YearSpan>,
}

pub(crate) struct TallyInSegment {
    total: u64,
    years: Option<Column<u64>>,
    first_year: u64,
    last_year: u64,
    columns: Vec<CountedColumn>,
}

/// One column of one segment with its counts.
enum CountedColumn {
    /// Counts by ordinal of the value in the segment's dictionary.
    Words { values: Option<StrColumn>, counts: Vec<u32>, missing: u64 },
    /// Counts by value: years.
    Numbers { values: Option<Column<u64>>, counts: FxHashMap<u64, u64>, missing: u64 },
}

/// The counts of one segment, by value.
pub(crate) struct SegmentCounts {
    total: u64,
    years: Option<(u64, u64)>,
    columns: Vec<(HashMap<String, u64>, u64)>,
}

impl Collector for Tally {
    type Fruit = Tallied;
    type Child = TallyInSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<TallyInSegment> {
        let numbers = |name: &str| segment.fast_fields().column_opt::<u64>(name);
        let mut columns = Vec::with_capacity(self.requests.len());
        for request in &self.requests {
            let name = request.column.column();
            columns.push(if request.column == FacetColumn::Year {
                CountedColumn::Numbers { values: numbers(name)?, counts: FxHashMap::default(), missing: 0 }
            } else {
                let values = segment.fast_fields().str(name)?;
                let distinct = values.as_ref().map_or(0, |values| values.num_terms());
                CountedColumn::Words { values, counts: vec![0; distinct], missing: 0 }
            });
        }
        let years = numbers(FacetColumn::Year.column())?;
        Ok(TallyInSegment { total: 0, years, first_year: u64::MAX, last_year: 0, columns })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<SegmentCounts>) -> tantivy::Result<Tallied> {
        let mut total = 0;
        let mut years: Option<(u64, u64)> = None;
        let mut merged: Vec<(HashMap<String, u64>, u64)> = vec![Default::default(); self.requests.len()];
        for fruit in fruits {
            total += fruit.total;
            years = match (years, fruit.years) {
                (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
                (known, new) => known.or(new),
            };
            for ((counts, missing), (new_counts, new_missing)) in merged.iter_mut().zip(fruit.columns) {
                *missing += new_missing;
                if counts.is_empty() {
                    *counts = new_counts;
                    continue;
                }
                for (value, count) in new_counts {
                    *counts.entry(value).or_default() += count;
                }
            }
        }
        let facets =
            self.requests.iter().zip(merged).map(|(request, counts)| facet(*request, counts)).collect();
        let years = years.map(|(first, last)| YearSpan { first: first as u16, last: last as u16 });
        Ok(Tallied { total, facets, years })
    }
}

impl SegmentCollector for TallyInSegment {
    type Fruit = SegmentCounts;

    fn collect(&mut self, document: DocId, _: Score) {
        self.collect_block(&[document]);
    }

    fn collect_block(&mut self, documents: &[DocId]) {
        self.total += documents.len() as u64;
        for column in &mut self.columns {
            column.count(documents);
        }
        let Some(years) = &self.years else { return };
        each_first(years, documents, |year| {
            if let Some(year) = year {
                self.first_year = self.first_year.min(year);
                self.last_year = self.last_year.max(year);
            }
        });
    }

    fn harvest(self) -> SegmentCounts {
        let years = (self.first_year <= self.last_year).then_some((self.first_year, self.last_year));
        let columns = self.columns.into_iter().map(CountedColumn::by_value).collect();
        SegmentCounts { total: self.total, years, columns }
    }
}

impl CountedColumn {
    fn count(&mut self, documents: &[DocId]) {
        match self {
            Self::Words { values: Some(values), counts, missing }
                if !values.ords().get_cardinality().is_multivalue() =>
            {
                each_first(values.ords(), documents, |ordinal| match ordinal {
                    Some(ordinal) => counts[ordinal as usize] += 1,
                    None => *missing += 1,
                });
            }
            Self::Words { values: Some(values), counts, missing } => {
                for &document in documents {
                    let mut is_missing = true;
                    // Values of a document are few and their ordinals distinct: the index drops repeated values.
                    for ordinal in values.term_ords(document) {
                        counts[ordinal as usize] += 1;
                        is_missing = false;
                    }
                    *missing += u64::from(is_missing);
                }
            }
            Self::Numbers { values: Some(values), counts, missing } => {
                each_first(values, documents, |value| match value {
                    Some(value) => *counts.entry(value).or_default() += 1,
                    None => *missing += 1,
                });
            }
            Self::Words { values: None, missing, .. } | Self::Numbers { values: None, missing, .. } => {
                *missing += documents.len() as u64;
            }
        }
    }

    fn by_value(self) -> (HashMap<String, u64>, u64) {
        match self {
            Self::Words { values, counts, missing } => {
                let mut by_value = HashMap::new();
                let mut value = String::new();
                for (ordinal, count) in counts.into_iter().enumerate().filter(|(_, count)| 0 < *count) {
                    value.clear();
                    let found = values.as_ref().is_some_and(|values| {
                        values.ord_to_str(ordinal as u64, &mut value).is_ok_and(|found| found)
                    });
                    debug_assert!(found, "ordinal {ordinal} has no value");
                    by_value.insert(value.clone(), u64::from(count));
                }
                (by_value, missing)
            }
            Self::Numbers { counts, missing, .. } => {
                (counts.into_iter().map(|(value, count)| (value.to_string(), count)).collect(), missing)
            }
        }
    }
}

/// Gives the first value of each document, read many at once.
fn each_first(values: &Column<u64>, documents: &[DocId], mut each: impl FnMut(Option<u64>)) {
    let mut first = [None; COLLECT_BLOCK_BUFFER_LEN];
    for documents in documents.chunks(COLLECT_BLOCK_BUFFER_LEN) {
        // What a document without a value leaves as it was.
        first.fill(None);
        values.first_vals(documents, &mut first[..documents.len()]);
        first[..documents.len()].iter().for_each(|value| each(*value));
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
