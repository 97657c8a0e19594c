//! The first documents by a column of dates.

use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::Column,
};

use crate::{Direction, cursor::PlaceInOrder};

/// Collects the first `limit` documents after a place; those without a value come last.
pub(super) struct ByDate {
    pub(super) column: &'static str,
    pub(super) direction: Direction,
    pub(super) after: Option<PlaceInOrder>,
    /// At least 1.
    pub(super) limit: usize,
}

pub(super) struct ByDateInSegment {
    segment_ord: SegmentOrdinal,
    /// `None` where no document of the segment has the date.
    dates: Option<Column<u64>>,
    direction: Direction,
    after: Option<PlaceInOrder>,
    limit: usize,
    kept: Vec<PlaceInOrder>,
    /// What a document must lie before, once enough are kept.
    last: Option<PlaceInOrder>,
}

/// A date turned so that smaller comes first, in either direction before a missing one.
pub(super) fn rank_of_date(date: Option<u64>, direction: Direction) -> u64 {
    match (date, direction) {
        (None, _) => u64::MAX,
        (Some(date), Direction::Ascending) => date,
        // Dates are below 10^8, so that no date meets the rank of a missing one.
        (Some(date), Direction::Descending) => u64::MAX - 1 - date,
    }
}

impl Collector for ByDate {
    type Fruit = Vec<PlaceInOrder>;
    type Child = ByDateInSegment;

    fn for_segment(
        &self,
        segment_ord: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<ByDateInSegment> {
        let dates = segment.fast_fields().column_opt::<u64>(self.column)?;
        let Self { direction, after, limit, .. } = *self;
        Ok(ByDateInSegment { segment_ord, dates, direction, after, limit, kept: Vec::new(), last: None })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        let mut all: Self::Fruit = fruits.into_iter().flatten().collect();
        all.sort_unstable();
        all.truncate(self.limit);
        Ok(all)
    }
}

impl SegmentCollector for ByDateInSegment {
    type Fruit = Vec<PlaceInOrder>;

    fn collect(&mut self, doc_id: DocId, _: Score) {
        let date = self.dates.as_ref().and_then(|dates| dates.first(doc_id));
        let rank = rank_of_date(date, self.direction);
        let address = DocAddress { segment_ord: self.segment_ord, doc_id };
        let place = PlaceInOrder { rank, address };
        if self.after.is_some_and(|after| place <= after) || self.last.is_some_and(|last| last <= place) {
            return;
        }
        self.kept.push(place);
        if self.kept.len() == 2 * self.limit {
            self.kept.select_nth_unstable(self.limit - 1);
            self.kept.truncate(self.limit);
            self.last = self.kept.last().copied();
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.kept
    }
}
