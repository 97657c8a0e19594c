//! Runs a collection's queries and sums up.

use crate::{Collection, Query, RankedDocument, average_precision, ndcg_at, recall_at, reciprocal_rank_at};

/// How many documents of each ranking are measured, as is customary for MAP.
pub const RANKING_DEPTH: usize = 1000;

/// The measures of one query.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryReport {
    pub query: String,
    pub ndcg_at_10: f64,
    pub recall_at_100: f64,
    pub average_precision: f64,
    pub reciprocal_rank_at_10: f64,
}

/// The means over the judged queries of one collection.
#[derive(Debug, Clone, PartialEq)]
pub struct CollectionReport {
    pub name: String,
    pub queries: Vec<QueryReport>,
}

impl CollectionReport {
    pub fn ndcg_at_10(&self) -> f64 {
        self.mean(|query| query.ndcg_at_10)
    }

    pub fn recall_at_100(&self) -> f64 {
        self.mean(|query| query.recall_at_100)
    }

    pub fn mean_average_precision(&self) -> f64 {
        self.mean(|query| query.average_precision)
    }

    pub fn mean_reciprocal_rank_at_10(&self) -> f64 {
        self.mean(|query| query.reciprocal_rank_at_10)
    }

    fn mean(&self, measure: impl Fn(&QueryReport) -> f64) -> f64 {
        self.queries.iter().map(measure).sum::<f64>() / self.queries.len().max(1) as f64
    }
}

/// Ranks every judged query with `rank` (query and depth to ranked documents, best first) and measures it.
///
/// `observe` sees every ranking, to write run files. The first error of either ends the evaluation.
pub fn evaluate<E>(
    collection: &Collection,
    mut rank: impl FnMut(&Query, usize) -> Result<Vec<RankedDocument>, E>,
    mut observe: impl FnMut(&str, &[RankedDocument]) -> Result<(), E>,
) -> Result<CollectionReport, E> {
    let mut queries = Vec::with_capacity(collection.queries.len());
    for query in &collection.queries {
        let ranking = rank(query, RANKING_DEPTH)?;
        observe(&query.id, &ranking)?;
        let ids = || ranking.iter().map(|document| document.id.as_str());
        let grades = &collection.judgements[&query.id];
        queries.push(QueryReport {
            query: query.id.clone(),
            ndcg_at_10: ndcg_at(10, ids(), grades),
            recall_at_100: recall_at(100, ids(), grades),
            average_precision: average_precision(ids(), grades),
            reciprocal_rank_at_10: reciprocal_rank_at(10, ids(), grades),
        });
    }
    Ok(CollectionReport { name: collection.name.clone(), queries })
}
