//! What the index holds of the patents that a ledger speaks of.

use commons::FoundDocument;
use indexer::Generation;
use model::{Document, Number};
use query::QueryError;

/// The publications that a number means, as an import of listings looks them up.
pub fn found_documents(generation: &Generation, number: &Number) -> Result<Vec<FoundDocument>, QueryError> {
    let documents = query::documents_with(generation, number)?;
    let found = documents.into_iter().filter_map(|document| match document {
        Document::Patent(patent) => Some(FoundDocument {
            publication: patent.number,
            application: patent.application,
            statuses: patent.status.into_iter().collect(),
        }),
        Document::Article(_) => None,
    });
    Ok(found.collect())
}
