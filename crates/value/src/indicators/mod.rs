//! The indicators of one patent or family, each with what it was computed from and how it stands in its cohort.

mod card;
mod ids;
mod part;
mod readings;

use model::{Date, DocumentId, Language};

pub use card::indicators;
pub(crate) use ids::Ids;
pub use part::{Part, PartName};

use crate::{Cohort, Measure, Missing, Reading};

/// What the indicators are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum UnitKind {
    /// The document with what else its simple family published at the same office: application and grant are cited as
    /// one. Claims are those of the document itself.
    #[default]
    Patent,
    /// All publications of its simple family.
    Family,
}

impl UnitKind {
    pub const ALL: [Self; 2] = [Self::Patent, Self::Family];

    /// `patent` or `family`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patent => "patent",
            Self::Family => "family",
        }
    }
}

/// The indicators of a patent or a family.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    pub document: DocumentId,
    pub unit: UnitKind,
    /// The documents that it is made of.
    pub members: Vec<String>,
    /// The latest day of publication in the index.
    pub as_of: Option<Date>,
    /// In the order of [`Measure::ALL`].
    pub indicators: Vec<Indicator>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    pub measure: Measure,
    pub reading: Reading,
    pub parts: Vec<Part>,
    pub inputs: Inputs,
    pub standing: Standing,
}

/// What an indicator was computed from. Of long lists of documents the first [`INPUTS_SHOWN`] are here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inputs {
    /// Ids, in the order of the index.
    pub documents: Vec<String>,
    /// Documents in all.
    pub document_count: usize,
    /// Subclasses.
    pub classes: Vec<String>,
    pub applicants: Vec<String>,
    pub offices: Vec<String>,
}

/// Documents that an indicator names: more are a search of their own (`citedby:`, `cites:`).
pub const INPUTS_SHOWN: usize = 100;

/// How a value stands among those that it can be compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Standing {
    /// The indicator is not compared.
    NotCompared,
    /// The document lacks what its cohort is made of.
    NoCohort(Missing),
    In {
        cohort: Cohort,
        /// Lengths of claims are compared within a language only.
        language: Option<Language>,
        /// Members of the cohort that have the value.
        size: usize,
        /// Mid-rank, 0 to 100: always of the value as it is, so that a long first claim has a high one. `None` where
        /// the value itself is not known.
        percentile: Option<Reading>,
    },
}

#[cfg(test)]
mod tests;
