//! What the index holds of the patents that a ledger speaks of.

use std::cell::RefCell;

use commons::{Author, Commons, FoundDocument, ImportDefaults, ImportError, ImportFormat, ImportPlan};
use indexer::Generation;
use model::{Document, Number};
use query::QueryError;

/// Why a table was not planned, apart from what is wrong with the table.
#[derive(Debug, thiserror::Error)]
pub enum PlanningError {
    #[error(transparent)]
    Index(#[from] QueryError),
    #[error(transparent)]
    Ledger(#[from] commons::Error),
}

/// The publications that a number means, as an import of listings looks them up.
fn found_documents(generation: &Generation, number: &Number) -> Result<Vec<FoundDocument>, QueryError> {
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

/// What every row of a table would do to the ledger, with its numbers looked up in the index. A table that begins with a
/// bracket is a JSON array: no name of a column does.
pub fn plan_table(
    commons: &Commons,
    generation: &Generation,
    table: &[u8],
    author: &Author,
    defaults: &ImportDefaults,
) -> Result<Result<ImportPlan, ImportError>, PlanningError> {
    let first = table.iter().find(|byte| !byte.is_ascii_whitespace());
    let format = if first == Some(&b'[') { ImportFormat::Json } else { ImportFormat::Csv };
    let failed = RefCell::new(None);
    let lookup = |number: &Number| {
        found_documents(generation, number).unwrap_or_else(|error| {
            failed.replace(Some(error));
            Vec::new()
        })
    };
    let planned = commons.plan_import(table, format, author, defaults, &lookup)?;
    match failed.into_inner() {
        Some(error) => Err(error.into()),
        None => Ok(planned),
    }
}
