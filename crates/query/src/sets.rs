//! The documents that a search matches, as a set that other sets are laid against: what a cell of a table counts.

use std::collections::{BTreeMap, HashMap};

use indexer::{Generation, KeywordField, NumberField};
use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
};

use crate::{Across, Ast, FamilyCounts, Filter, QueryError, bits::Bits, family::Families, plan};

/// Documents of one generation: one bit a document, deleted ones never among them.
///
/// The count of an intersection is the total of a search for both conditions, since both are found by the same plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentSet {
    /// The number of each segment's first document.
    bases: Vec<u32>,
    documents: Bits,
}

impl DocumentSet {
    /// What a query and its filters match.
    pub fn matching(
        generation: &Generation,
        ast: &Ast,
        filters: &[Filter],
        across: &Across,
    ) -> Result<Self, QueryError> {
        let plan = plan::plan_across(generation, ast, filters, across)?;
        let query = plan::to_query(generation, &plan)?;
        let mut bases = Vec::new();
        let mut documents = 0u32;
        for segment in generation.searcher().segment_readers() {
            bases.push(documents);
            documents += segment.max_doc();
        }
        let found = generation.searcher().search(query.as_ref(), &Matching)?;
        let mut set = Self { bases, documents: Bits::below(documents as usize) };
        for (segment_ord, ids) in found {
            let base = set.bases[segment_ord as usize];
            ids.into_iter().for_each(|id| {
                set.documents.insert(base + id);
            });
        }
        Ok(set)
    }

    pub fn len(&self) -> u64 {
        self.documents.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The documents of both.
    pub fn and(&self, other: &Self) -> Self {
        Self { bases: self.bases.clone(), documents: self.documents.and(&other.documents) }
    }

    /// How many documents are in both.
    pub fn common(&self, other: &Self) -> u64 {
        self.documents.common(&other.documents)
    }

    /// The documents in the order of the index.
    pub fn addresses(&self) -> impl Iterator<Item = DocAddress> + '_ {
        self.documents.iter().map(|document| self.address(document))
    }

    pub fn contains(&self, address: DocAddress) -> bool {
        let base = self.bases.get(address.segment_ord as usize);
        base.is_some_and(|base| self.documents.contains(base + address.doc_id))
    }

    fn address(&self, document: u32) -> DocAddress {
        let segment_ord = self.bases.partition_point(|base| *base <= document) - 1;
        // Empty segments have the base of the next one, which `partition_point` passes over.
        DocAddress { segment_ord: segment_ord as u32, doc_id: document - self.bases[segment_ord] }
    }

    /// How many families the documents are of.
    pub fn families(&self, generation: &Generation) -> Result<FamilyCounts, QueryError> {
        Ok(Families::of(generation)?.count(&self.documents))
    }

    /// The values of a column among the documents, each with how many documents have it: by falling count, then by value.
    pub fn values(
        &self,
        generation: &Generation,
        column: KeywordField,
    ) -> Result<Vec<(String, u64)>, QueryError> {
        let mut counts: HashMap<String, u64> = HashMap::new();
        self.each_segment(generation, |segment, documents| {
            let Some(values) = segment.fast_fields().str(column.as_str())? else { return Ok(()) };
            let mut of_segment = vec![0u64; values.num_terms()];
            documents
                .iter()
                .flat_map(|document| values.term_ords(*document))
                .for_each(|ordinal| of_segment[ordinal as usize] += 1);
            let mut value = String::new();
            for (ordinal, count) in of_segment.into_iter().enumerate().filter(|(_, count)| *count != 0) {
                value.clear();
                values.ord_to_str(ordinal as u64, &mut value)?;
                *counts.entry(value.clone()).or_default() += count;
            }
            Ok(())
        })?;
        let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
        counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(counts)
    }

    /// How many documents have each year in a column of dates. Documents without the date are left out.
    pub fn years(
        &self,
        generation: &Generation,
        column: NumberField,
    ) -> Result<BTreeMap<u16, u64>, QueryError> {
        let mut years = BTreeMap::new();
        self.each_segment(generation, |segment, documents| {
            let Some(dates) = segment.fast_fields().column_opt::<u64>(column.as_str())? else {
                return Ok(());
            };
            for date in documents.iter().filter_map(|document| dates.first(*document)) {
                *years.entry((date / 10_000) as u16).or_default() += 1;
            }
            Ok(())
        })?;
        Ok(years)
    }

    /// The documents of each year in a column of dates. Documents without the date are left out.
    pub fn by_year(
        &self,
        generation: &Generation,
        column: NumberField,
    ) -> Result<BTreeMap<u16, Self>, QueryError> {
        let mut years: BTreeMap<u16, Self> = BTreeMap::new();
        let mut bases = self.bases.iter();
        self.each_segment(generation, |segment, documents| {
            let base = bases.next().copied().unwrap_or_default();
            let Some(dates) = segment.fast_fields().column_opt::<u64>(column.as_str())? else {
                return Ok(());
            };
            for document in documents {
                let Some(date) = dates.first(*document) else { continue };
                let of_year = years.entry((date / 10_000) as u16).or_insert_with(|| self.none());
                of_year.documents.insert(base + document);
            }
            Ok(())
        })?;
        Ok(years)
    }

    /// None of its documents.
    pub fn none(&self) -> Self {
        Self { bases: self.bases.clone(), documents: self.documents.none() }
    }

    fn each_segment(
        &self,
        generation: &Generation,
        mut each: impl FnMut(&SegmentReader, &[DocId]) -> tantivy::Result<()>,
    ) -> Result<(), QueryError> {
        let mut numbers = self.documents.iter().peekable();
        for (segment, base) in generation.searcher().segment_readers().iter().zip(&self.bases) {
            let end = base + segment.max_doc();
            let mut documents = Vec::new();
            while let Some(number) = numbers.next_if(|number| *number < end) {
                documents.push(number - base);
            }
            each(segment, &documents)?;
        }
        Ok(())
    }
}

/// The greatest value of a column of dates in a generation, deleted documents included; `None` where no document has one.
pub fn latest(generation: &Generation, column: NumberField) -> Result<Option<u64>, QueryError> {
    let mut latest = None;
    for segment in generation.searcher().segment_readers() {
        let dates = segment.fast_fields().column_opt::<u64>(column.as_str())?;
        let of_segment = dates.filter(|dates| dates.num_docs() != 0).map(|dates| dates.max_value());
        latest = latest.max(of_segment);
    }
    Ok(latest)
}

/// Collects what matches, segment by segment.
struct Matching;

struct MatchingInSegment {
    segment_ord: SegmentOrdinal,
    documents: Vec<DocId>,
}

impl Collector for Matching {
    type Fruit = Vec<(SegmentOrdinal, Vec<DocId>)>;
    type Child = MatchingInSegment;

    fn for_segment(
        &self,
        segment_ord: SegmentOrdinal,
        _: &SegmentReader,
    ) -> tantivy::Result<MatchingInSegment> {
        Ok(MatchingInSegment { segment_ord, documents: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<(SegmentOrdinal, Vec<DocId>)>) -> tantivy::Result<Self::Fruit> {
        Ok(fruits)
    }
}

impl SegmentCollector for MatchingInSegment {
    type Fruit = (SegmentOrdinal, Vec<DocId>);

    fn collect(&mut self, document: DocId, _: Score) {
        self.documents.push(document);
    }

    fn collect_block(&mut self, documents: &[DocId]) {
        self.documents.extend_from_slice(documents);
    }

    fn harvest(self) -> Self::Fruit {
        (self.segment_ord, self.documents)
    }
}
