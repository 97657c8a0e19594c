//! The whole result, document by document, in memory that does not grow with the documents.
//!
//! What is kept is the place of each document in the order, 16 bytes: an export of a million documents needs 16 MB for
//! their order and then one document at a time. Every score is worked out exactly and none is pruned, so that the
//! order is that of the pages.

use std::{sync::Arc, vec};

use indexer::Generation;
use model::Document;
use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::Column,
};

use super::{
    by_date::rank_of_date,
    by_score::{ByScore, Scored},
    collapse::ByFamily,
    evaluate::{Evaluator, Weighed},
    feedback,
    search::effective_sort,
};
use crate::{
    Direction, DocumentParts, FamilyDefinition, Problem, QueryError, SearchRequest, Sort, SortKey,
    cursor::PlaceInOrder, plan,
};

/// Every document that matches, in the order of the pages of the same request.
///
/// It holds its generation, which stays readable whatever is published meanwhile. Dropping it ends the work.
pub struct ResultStream {
    generation: Arc<Generation>,
    /// The places of each segment in order; the next hit is the first of them all.
    segments: Vec<vec::IntoIter<PlaceInOrder>>,
    parts: DocumentParts,
    total: u64,
    sort: Sort,
    problems: Vec<Problem>,
}

/// Finds and orders everything that a request matches. Its page (size, cursor, facets, passages) does not count.
///
/// Where hits are families, each gives the document that stands for it.
pub fn stream(generation: &Arc<Generation>, request: &SearchRequest) -> Result<ResultStream, QueryError> {
    let plan = plan::plan_across(generation, &request.query, &request.filters, &request.across)?;
    let sort = effective_sort(request.sort, &plan);
    let (weighed, _) = feedback::weighed(generation, request, &plan)?;
    let ranking = ByScore { generation, plan: &plan, weighed: &weighed, leaves: weighed.leaves() };
    let segments = match request.collapse.definition() {
        Some(definition) => vec![families(&ranking, definition, request, sort)?],
        None => documents(&ranking, sort)?,
    };
    Ok(ResultStream {
        generation: Arc::clone(generation),
        total: segments.iter().map(|places| places.len() as u64).sum(),
        segments: segments.into_iter().map(Vec::into_iter).collect(),
        parts: request.parts,
        sort,
        problems: plan.problems,
    })
}

/// The places of all matching documents, in order segment by segment.
fn documents(ranking: &ByScore<'_>, sort: Sort) -> Result<Vec<Vec<PlaceInOrder>>, QueryError> {
    let order = sort.column().map_or(Order::Score, |column| Order::Date(column, sort.direction));
    let mut segments = ranking.generation.searcher().search(ranking.matching()?.as_ref(), &Places(order))?;
    for places in &mut segments {
        if sort.key == SortKey::Score {
            score(ranking.generation, ranking.weighed, places)?;
        }
        places.sort_unstable();
    }
    Ok(segments)
}

/// The representatives of all families, in order. What is kept of a family until then is some hundred bytes.
fn families(
    ranking: &ByScore<'_>,
    definition: FamilyDefinition,
    request: &SearchRequest,
    sort: Sort,
) -> Result<Vec<PlaceInOrder>, QueryError> {
    let all = ranking.generation.document_count() as usize;
    let by_family = ByFamily {
        ranking: ByScore { ..*ranking },
        definition,
        representative: &request.representative,
        sort,
        after: None,
    };
    let (_, families) = by_family.page(all)?;
    Ok((0..)
        .zip(families)
        .map(|(rank, family)| PlaceInOrder { rank, address: family.representative })
        .collect())
}

/// Gives the places of one segment, which come by rising address, the rank of their exact scores.
fn score(generation: &Generation, weighed: &Weighed, places: &mut [PlaceInOrder]) -> Result<(), QueryError> {
    let Some(first) = places.first() else { return Ok(()) };
    let segment = generation.searcher().segment_reader(first.address.segment_ord);
    let mut evaluator = Evaluator::new(generation, segment, weighed)?;
    for place in places {
        let score = evaluator.score(place.address.doc_id).unwrap_or(0.0);
        *place = Scored { address: place.address, score }.place();
    }
    Ok(())
}

impl ResultStream {
    /// Documents in all, those given already included.
    pub fn total(&self) -> u64 {
        self.total
    }

    pub fn generation(&self) -> &Generation {
        &self.generation
    }

    /// The order that is used.
    pub fn sort(&self) -> Sort {
        self.sort
    }

    /// What came up while the query was planned.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Where the documents are, one after the other.
    pub(super) fn addresses(mut self) -> impl Iterator<Item = DocAddress> {
        std::iter::from_fn(move || self.next_address())
    }

    fn next_address(&mut self) -> Option<DocAddress> {
        // Segments are few: looking at each is cheaper than keeping a heap of them.
        let heads = self.segments.iter_mut();
        let next =
            heads.filter(|places| !places.as_slice().is_empty()).min_by_key(|places| places.as_slice()[0])?;
        next.next().map(|place| place.address)
    }
}

impl Iterator for ResultStream {
    type Item = Result<Document, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        let address = self.next_address()?;
        let document = match self.parts {
            DocumentParts::Head => self.generation.head(address),
            DocumentParts::Whole => self.generation.whole(address),
        };
        Some(document.map_err(QueryError::from))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.segments.iter().map(|places| places.as_slice().len()).sum();
        (left, Some(left))
    }
}

/// What the ranks of places are made of while documents are collected.
#[derive(Debug, Clone, Copy)]
enum Order {
    /// Nothing yet.
    Score,
    Date(&'static str, Direction),
}

/// Collects the place of every matching document, segment by segment.
struct Places(Order);

struct PlacesInSegment {
    segment_ord: SegmentOrdinal,
    dates: Option<Column<u64>>,
    order: Order,
    places: Vec<PlaceInOrder>,
}

impl Collector for Places {
    type Fruit = Vec<Vec<PlaceInOrder>>;
    type Child = PlacesInSegment;

    fn for_segment(
        &self,
        segment_ord: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<PlacesInSegment> {
        let dates = match self.0 {
            Order::Score => None,
            Order::Date(column, _) => segment.fast_fields().column_opt::<u64>(column)?,
        };
        Ok(PlacesInSegment { segment_ord, dates, order: self.0, places: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Vec<PlaceInOrder>>) -> tantivy::Result<Self::Fruit> {
        Ok(fruits)
    }
}

impl SegmentCollector for PlacesInSegment {
    type Fruit = Vec<PlaceInOrder>;

    fn collect(&mut self, doc_id: DocId, _: Score) {
        let rank = match self.order {
            Order::Score => 0,
            Order::Date(_, direction) => {
                rank_of_date(self.dates.as_ref().and_then(|dates| dates.first(doc_id)), direction)
            }
        };
        let address = DocAddress { segment_ord: self.segment_ord, doc_id };
        self.places.push(PlaceInOrder { rank, address });
    }

    fn harvest(mut self) -> Vec<PlaceInOrder> {
        self.places.shrink_to_fit();
        self.places
    }
}
