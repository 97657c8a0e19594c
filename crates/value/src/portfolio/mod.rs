//! What a set of documents is like as a whole: any search, applicant, region, field or provider of the commons.
//!
//! Families are counted, each once, by what its members that are in the set and the others say. Articles of the set
//! are counted apart and take no part in the figures.

mod compute;
mod counts;
mod measure;

use model::{Date, OfficeCode, Sector};

pub use compute::{common_families, portfolio};
pub use measure::PortfolioMeasure;

use crate::{Measure, Reading, TechnologyField};

/// The least count that would be expected by chance of a cell that an advantage is told of: W. G. Cochran, "Some
/// Methods for Strengthening the Common χ² Tests", Biometrics 10, 1954.
pub const MINIMUM_EXPECTED: f64 = 5.0;

/// Applicants that a portfolio names.
pub const APPLICANTS_SHOWN: usize = 20;

/// A set of documents, as figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Portfolio {
    /// The latest day of publication in the index.
    pub as_of: Option<Date>,
    pub patents: usize,
    pub articles: usize,
    /// Simple families with a patent in the set.
    pub families: usize,
    /// Of the indicators of families, in the order of [`Measure::ALL`].
    pub distributions: Vec<Distribution>,
    /// Fields with families in the set, by their numbers. A family of several fields counts in each.
    pub fields: Vec<FieldCount>,
    /// Families by office, the most frequent first.
    pub offices: Vec<(OfficeCode, usize)>,
    /// Families by the earliest year of filing, ascending.
    pub years: Vec<(u16, usize)>,
    /// Families by the sector of an applicant.
    pub sectors: Vec<(Sector, usize)>,
    /// The most frequent first, at most [`APPLICANTS_SHOWN`].
    pub applicants: Vec<ApplicantCount>,
    pub applicant_count: usize,
    /// The share of the four greatest applicants, a family shared equally among its applicants.
    pub cr4: Reading,
    /// Herfindahl-Hirschman index of the same shares, 0 to 1.
    pub hhi: Reading,
    /// Technology cycle time: the median of years from the earliest filing of cited families to that of the citing one.
    pub cycle_time: CycleTime,
    /// The share of families with at least two offices, or EPO or WIPO.
    pub international: Reading,
    /// The share of families with applicants of at least two sectors among those whose sectors are stated.
    pub collaboration: Share,
    /// The mean over families of forward citations in five years over the mean of their cohort: 1 is what is expected
    /// (mean normalised citation score of Waltman et al., 2011). CHI Research's current impact index looks
    /// the other way: how often the patents of the last five years are cited this year.
    pub impact: Share,
}

/// How a figure is distributed over the families of a set that have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distribution {
    pub measure: Measure,
    /// Families with a value; the others are not known, or their window has not closed.
    pub known: usize,
    pub mean: f64,
    /// Of the values by nearest rank: least, first quartile, median, third quartile, greatest.
    pub quartiles: [f64; 5],
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FieldCount {
    pub field: TechnologyField,
    /// Families of the set.
    pub families: usize,
    /// What would be expected if the set had the fields of the whole index.
    pub expected: f64,
    /// Revealed technological advantage: families over expected.
    pub advantage: Reading,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ApplicantCount {
    pub name: String,
    pub sector: Option<Sector>,
    pub families: usize,
}

/// A share or mean, and of how many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    pub reading: Reading,
    /// What it was computed of.
    pub of: usize,
}

/// Technology cycle time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CycleTime {
    /// In years.
    pub median: Reading,
    /// Citations between families of the index that have dates.
    pub citations: usize,
}

#[cfg(test)]
mod tests;
