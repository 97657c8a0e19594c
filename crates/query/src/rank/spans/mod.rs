//! Running conditions on positions.
//!
//! Documents that have the terms are found first, by postings alone; positions are read for those only. The same
//! rules make the marks of a text: [`find`] takes positions from wherever a [`Places`] has them.

mod cursor;
mod join;
mod scorer;
mod slot;

pub(crate) use cursor::SpanCursor;
pub(crate) use join::{Places, Span, find};
pub(crate) use scorer::SpansQuery;
