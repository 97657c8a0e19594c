//! Indicators of technical value, computed from an index.
//!
//! ```text
//! Generation --Facts::of--> Facts (columns over all documents) --> indicators of a patent or family, portfolios, maps
//! ```
//!
//! Everything is computed from what the index says and from nothing else: each figure carries its formula, its source,
//! what it was computed from, and whether there was enough of it.

mod error;
mod facts;
mod lists;
mod technology;

#[cfg(test)]
mod fixture;
#[cfg(test)]
#[path = "../../../tests/support/data.rs"]
mod real_data;

pub use error::ValueError;
pub use facts::{Edge, Facts, Manner, Outside, Quantity, Vocabulary};
pub use technology::{CONCORDANCE_EDITION, FieldSet, TechnologyField, TechnologySector};
