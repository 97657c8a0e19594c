//! Indicators of technical value and patent maps, computed from an index.
//!
//! ```text
//! Generation --Facts::of--> Facts (columns over all documents) --> indicators of a patent or family, portfolios
//! ```
//!
//! Everything is computed from what the index says and from nothing else: each figure carries its formula, its source,
//! what it was computed from, and whether there was enough of it.

mod calendar;
mod cohort;
mod error;
mod facts;
mod findings;
mod formula;
mod indicators;
mod lists;
mod measure;
mod portfolio;
mod reading;
mod table;
mod technology;
mod update;

pub mod maps;

#[cfg(test)]
mod fixture;
#[cfg(test)]
#[path = "../../../tests/support/data.rs"]
mod real_data;

pub use cohort::{Cohort, MINIMUM_COHORT};
pub use error::ValueError;
pub use facts::{Edge, Facts, Manner, Outside, Quantity, Vocabulary};
pub use indicators::{Card, INPUTS_SHOWN, Indicator, Inputs, Part, PartName, Standing, UnitKind, indicators};
pub use measure::Measure;
pub use portfolio::{
    APPLICANTS_SHOWN, ApplicantCount, CycleTime, Distribution, FieldCount, MINIMUM_EXPECTED, Portfolio,
    PortfolioMeasure, Share, common_families, portfolio,
};
pub use reading::{Bilingual, Missing, Reading};
pub use table::Figures;
pub use technology::{CONCORDANCE_EDITION, FieldSet, TechnologyField, TechnologySector};
