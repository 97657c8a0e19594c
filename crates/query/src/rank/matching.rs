//! Where the documents of a result are, whatever their order: sets of documents that figures are computed of.

use std::sync::Arc;

use indexer::Generation;
use tantivy::DocAddress;

use super::stream::stream;
use crate::{Collapse, Direction, Problem, QueryError, SearchRequest, Sort, SortKey};

/// The documents that a search finds.
#[derive(Debug, Clone, PartialEq)]
pub struct Matching {
    /// In the order of the index: 8 bytes a document.
    pub addresses: Vec<DocAddress>,
    /// What came up while the query was planned.
    pub problems: Vec<Problem>,
}

/// Finds every document that a request matches, families taken apart; nothing is scored.
pub fn matching(generation: &Arc<Generation>, request: &SearchRequest) -> Result<Matching, QueryError> {
    let sort = Sort { key: SortKey::Published, direction: Direction::Descending };
    let request = SearchRequest { sort, collapse: Collapse::None, feedback: None, ..request.clone() };
    let result = stream(generation, &request)?;
    let problems = result.problems().to_vec();
    let mut addresses: Vec<DocAddress> = result.addresses().collect();
    addresses.sort_unstable();
    Ok(Matching { addresses, problems })
}
