//! Exact counts over a scale: dates by year, month or day, numbers by steps of equal width.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
};

use model::Date;
use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::Column,
};

use crate::QueryError;

/// A column that has an order and distances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ScaleColumn {
    Published,
    Filed,
    /// The earliest of priorities and filing.
    Priority,
    ClaimCount,
    IndependentClaimCount,
    CitationCount,
    LiteratureCount,
}

/// What lies between a bucket's beginning and the next one's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    Year,
    Month,
    Day,
    /// So many whole numbers, at least 1.
    Width(u64),
}

/// A histogram asked for. Dates take the steps of the calendar, numbers a width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HistogramRequest {
    column: ScaleColumn,
    step: Step,
}

/// Counts along a scale. `missing`, `coarser` and the buckets' counts add up to the total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Histogram {
    pub column: ScaleColumn,
    pub step: Step,
    /// Ascending and without a gap from the first that is not empty to the last.
    pub buckets: Vec<HistogramBucket>,
    /// Matching documents without a value.
    pub missing: u64,
    /// Matching documents whose date is known less precisely than the step.
    pub coarser: u64,
}

/// The documents from `from` to the next bucket's beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistogramBucket {
    /// `2015`, `2015-04`, `2015-04-07`; the smallest number of the bucket.
    pub from: String,
    pub count: u64,
}

impl ScaleColumn {
    pub const ALL: [Self; 7] = [
        Self::Published,
        Self::Filed,
        Self::Priority,
        Self::ClaimCount,
        Self::IndependentClaimCount,
        Self::CitationCount,
        Self::LiteratureCount,
    ];

    /// The public name, which is the physical column's too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Filed => "filed",
            Self::Priority => "priority",
            Self::ClaimCount => "claim_count",
            Self::IndependentClaimCount => "independent_claim_count",
            Self::CitationCount => "citation_count",
            Self::LiteratureCount => "literature_count",
        }
    }

    /// The column of a public name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }

    pub fn is_date(self) -> bool {
        matches!(self, Self::Published | Self::Filed | Self::Priority)
    }
}

impl HistogramRequest {
    /// `None` where the column does not take the step.
    pub fn new(column: ScaleColumn, step: Step) -> Option<Self> {
        let fits = match step {
            Step::Year | Step::Month | Step::Day => column.is_date(),
            Step::Width(width) => !column.is_date() && 0 < width,
        };
        fits.then_some(Self { column, step })
    }

    /// Reads `published:month`, `claim_count:10`; without a step, years and single numbers.
    pub fn read(written: &str) -> Option<Self> {
        let (name, step) = written.split_once(':').unwrap_or((written, ""));
        let column = ScaleColumn::find(name)?;
        let step = match step {
            "" if column.is_date() => Step::Year,
            "" => Step::Width(1),
            "year" => Step::Year,
            "month" => Step::Month,
            "day" => Step::Day,
            width => Step::Width(width.parse().ok()?),
        };
        Self::new(column, step)
    }

    /// The key of the bucket that a column's value falls into; `None` for a date that is not as precise.
    fn key(&self, value: u64) -> Option<u64> {
        match self.step {
            Step::Year => Some(value / 10_000),
            Step::Month => (!(value / 100).is_multiple_of(100)).then_some(value / 100),
            Step::Day => (!value.is_multiple_of(100)).then_some(value),
            Step::Width(width) => Some(value / width),
        }
    }

    /// The key after one.
    fn next(&self, key: u64) -> u64 {
        match self.step {
            Step::Year | Step::Width(_) => key + 1,
            Step::Month if key % 100 == 12 => key + 89,
            Step::Month => key + 1,
            Step::Day => {
                let (year, month, day) = ((key / 10_000) as u16, (key / 100 % 100) as u8, (key % 100) as u8);
                if Date::new(year, Some(month), Some(day + 1)).is_ok() {
                    key + 1
                } else if month < 12 {
                    u64::from(year) * 10_000 + u64::from(month + 1) * 100 + 1
                } else {
                    u64::from(year + 1) * 10_000 + 101
                }
            }
        }
    }

    fn from(&self, key: u64) -> String {
        match self.step {
            Step::Year => format!("{key:04}"),
            Step::Month => format!("{:04}-{:02}", key / 100, key % 100),
            Step::Day => format!("{:04}-{:02}-{:02}", key / 10_000, key / 100 % 100, key % 100),
            Step::Width(width) => (key * width).to_string(),
        }
    }

    fn histogram(&self, counts: &Counts, limit: usize) -> Result<Histogram, QueryError> {
        let mut buckets = Vec::new();
        if let (Some((&first, _)), Some((&last, _))) =
            (counts.by_key.first_key_value(), counts.by_key.last_key_value())
        {
            let mut key = first;
            while key <= last {
                if buckets.len() == limit {
                    return Err(QueryError::TooManyBuckets { histogram: self.to_string(), limit });
                }
                let count = counts.by_key.get(&key).copied().unwrap_or(0);
                buckets.push(HistogramBucket { from: self.from(key), count });
                key = self.next(key);
            }
        }
        let Self { column, step } = *self;
        Ok(Histogram { column, step, buckets, missing: counts.missing, coarser: counts.coarser })
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year => f.write_str("year"),
            Self::Month => f.write_str("month"),
            Self::Day => f.write_str("day"),
            Self::Width(width) => width.fmt(f),
        }
    }
}

impl fmt::Display for HistogramRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.column.name(), self.step)
    }
}

/// Counts the histograms asked for.
pub(crate) struct Histograms(pub(crate) Vec<HistogramRequest>);

/// The counts of one histogram.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    by_key: BTreeMap<u64, u64>,
    missing: u64,
    coarser: u64,
}

impl Histograms {
    /// The histograms of the counts, in the order asked for; refused where one has more buckets than `limit`.
    pub(crate) fn made_of(&self, counts: &[Counts], limit: usize) -> Result<Vec<Histogram>, QueryError> {
        self.0.iter().zip(counts).map(|(request, counts)| request.histogram(counts, limit)).collect()
    }
}

pub(crate) struct HistogramsInSegment(Vec<OneInSegment>);

struct OneInSegment {
    request: HistogramRequest,
    /// `None` where no document of the segment has a value.
    values: Option<Column<u64>>,
    by_key: HashMap<u64, u64>,
    missing: u64,
    coarser: u64,
}

impl Collector for Histograms {
    type Fruit = Vec<Counts>;
    type Child = HistogramsInSegment;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<HistogramsInSegment> {
        let one = |request: &HistogramRequest| -> tantivy::Result<OneInSegment> {
            let values = segment.fast_fields().column_opt::<u64>(request.column.name())?;
            Ok(OneInSegment { request: *request, values, by_key: HashMap::new(), missing: 0, coarser: 0 })
        };
        self.0.iter().map(one).collect::<tantivy::Result<_>>().map(HistogramsInSegment)
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Counts>>) -> tantivy::Result<Vec<Counts>> {
        let mut merged: Vec<Counts> = self.0.iter().map(|_| Counts::default()).collect();
        for (all, new) in fruits.into_iter().flat_map(|fruit| fruit.into_iter().enumerate()) {
            let all = &mut merged[all];
            all.missing += new.missing;
            all.coarser += new.coarser;
            for (key, count) in new.by_key {
                *all.by_key.entry(key).or_default() += count;
            }
        }
        Ok(merged)
    }
}

impl SegmentCollector for HistogramsInSegment {
    type Fruit = Vec<Counts>;

    fn collect(&mut self, document: DocId, _: Score) {
        for one in &mut self.0 {
            let Some(value) = one.values.as_ref().and_then(|values| values.first(document)) else {
                one.missing += 1;
                continue;
            };
            match one.request.key(value) {
                Some(key) => *one.by_key.entry(key).or_default() += 1,
                None => one.coarser += 1,
            }
        }
    }

    fn collect_block(&mut self, documents: &[DocId]) {
        if !self.0.is_empty() {
            documents.iter().for_each(|document| self.collect(*document, 0.0));
        }
    }

    fn harvest(self) -> Vec<Counts> {
        let counts = |one: OneInSegment| Counts {
            by_key: one.by_key.into_iter().collect(),
            missing: one.missing,
            coarser: one.coarser,
        };
        self.0.into_iter().map(counts).collect()
    }
}
