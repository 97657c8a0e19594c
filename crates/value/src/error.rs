use indexer::IndexError;
use query::QueryError;

/// Why figures could not be computed.
#[derive(Debug, thiserror::Error)]
pub enum ValueError {
    #[error("the index has no document {id}")]
    UnknownDocument { id: String },
    /// Indicators are of patents.
    #[error("{id} is an article; indicators are computed of patents")]
    NotAPatent { id: String },
    #[error("the index could not be read")]
    Index(#[from] IndexError),
    #[error(transparent)]
    Query(#[from] QueryError),
    #[error("the columns of the index could not be read")]
    Engine(#[from] tantivy::TantivyError),
    #[error("the columns of the index could not be read from their file")]
    Io(#[from] std::io::Error),
}
