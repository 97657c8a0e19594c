//! Listing and withdrawing by a table: what every row would do is shown first, then all of it is entered or nothing.

mod decode;
mod plan;
mod row;
mod shown;
mod table;

pub use decode::table_text;
pub use plan::{
    Conflict, FoundDocument, ImportDefaults, ImportPlan, PlannedRow, RowNumber, RowOutcome, RowProblem,
};
pub use row::{ImportAction, RawRow, Row, Scalar};
pub use shown::ImportApplied;
pub use table::ImportFormat;

/// Why a table is not read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    #[error("the table has {n_bytes} bytes, at most {limit}; split it")]
    TooLarge { n_bytes: usize, limit: usize },
    #[error("line {line} is not in {encoding}; save the table as CSV in UTF-8 or Shift_JIS")]
    Encoding { line: usize, encoding: &'static str },
    #[error("the table has no rows")]
    NoRows,
    #[error("the table has {n_rows} rows or more, at most {limit}; split it")]
    TooManyRows { n_rows: usize, limit: usize },
    #[error("the table has no column number (番号)")]
    NoNumberColumn,
    #[error("column {name:?} is not known, expected some of {known}")]
    UnknownColumn { name: String, known: String },
    #[error("column {name:?} says {column} a second time")]
    ColumnTwice { name: String, column: &'static str },
    #[error("line {line}: {given} cells, the header has {expected}")]
    TooManyCells { line: u64, given: usize, expected: usize },
    #[error("line {line}: {reason}")]
    Csv { line: u64, reason: String },
    #[error("{place}: {reason}")]
    Json { place: String, reason: String },
}
