use serde::Serialize;
use utoipa::ToSchema;
use value::{MINIMUM_COHORT, Portfolio};

use super::{
    IndicatorReading, ProblemItem, TechnologyFieldName,
    indicators::{field_name, in_language, indicator_reading},
};
use crate::{
    InterfaceLanguage,
    error::{Item, Place},
};

/// What a set of documents is like as a whole, and beside it another set.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PortfolioResponse {
    pub generation: String,
    /// The latest day of publication in the index: the figures know of nothing after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "2025-10-02")]
    pub as_of: Option<String>,
    /// The edition of the concordance of technology fields.
    pub concordance: String,
    /// The least size of a cohort that anything is compared with.
    pub minimum_cohort: u64,
    /// The least count expected by chance that an advantage is told of.
    pub minimum_expected: f64,
    pub set: PortfolioSet,
    /// The set of `against`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<PortfolioSet>,
    /// Families in both sets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub common_families: Option<u64>,
}

/// A set of documents, as figures. Families are counted, each once.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PortfolioSet {
    /// The query, as it was written.
    pub q: String,
    /// What came up while the query was read and planned.
    pub problems: Vec<ProblemItem>,
    pub patents: u64,
    /// Articles take no part in the figures.
    pub articles: u64,
    pub families: u64,
    /// How indicators are distributed over the families that have them.
    pub distributions: Vec<PortfolioDistribution>,
    pub fields: Vec<PortfolioField>,
    pub offices: Vec<PortfolioCount>,
    /// By earliest year of filing.
    pub years: Vec<PortfolioCount>,
    pub sectors: Vec<PortfolioCount>,
    /// The most frequent.
    pub applicants: Vec<PortfolioApplicant>,
    pub applicant_count: u64,
    /// One figure each: concentration, cycle time, shares.
    pub figures: Vec<PortfolioFigure>,
}

/// How an indicator is distributed over the families of a set.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PortfolioDistribution {
    #[schema(example = "backward_citations")]
    pub name: String,
    pub title: String,
    /// Families with a value.
    pub known: u64,
    pub mean: f64,
    pub least: f64,
    pub first_quartile: f64,
    pub median: f64,
    pub third_quartile: f64,
    pub greatest: f64,
    pub formula: String,
    pub source: String,
}

/// A technology field of a set.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PortfolioField {
    pub field: TechnologyFieldName,
    pub families: u64,
    /// If the set had the fields of the whole index.
    pub expected: f64,
    /// Revealed technological advantage: families over expected.
    pub advantage: IndicatorReading,
}

/// Families with one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PortfolioCount {
    #[schema(example = "JP")]
    pub value: String,
    pub families: u64,
}

/// An applicant of a set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PortfolioApplicant {
    pub name: String,
    /// The sector that most documents of the applicant state for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "university")]
    pub sector: Option<String>,
    pub families: u64,
}

/// One figure of a set.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PortfolioFigure {
    #[schema(example = "hhi")]
    pub name: String,
    pub title: String,
    #[serde(flatten)]
    pub reading: IndicatorReading,
    /// What it was computed of: families, citations.
    pub of: u64,
    /// How it is computed, in words.
    pub formula: String,
    /// The paper that it is from.
    pub source: String,
}

/// A set as the API answers it.
pub fn portfolio_set<'p>(
    q: &str,
    problems: impl Iterator<Item = &'p query::Problem>,
    set: &Portfolio,
    language: InterfaceLanguage,
) -> PortfolioSet {
    let problem =
        |problem: &query::Problem| Item::of_query(problem, Place::Pointer("/q".to_owned())).to_wire(language);
    let count = |value: String, families: usize| PortfolioCount { value, families: families as u64 };
    PortfolioSet {
        q: q.to_owned(),
        problems: problems.map(problem).collect(),
        patents: set.patents as u64,
        articles: set.articles as u64,
        families: set.families as u64,
        distributions: set.distributions.iter().map(|found| distribution(found, language)).collect(),
        fields: set
            .fields
            .iter()
            .map(|found| PortfolioField {
                field: field_name(found.field, language),
                families: found.families as u64,
                expected: found.expected,
                advantage: indicator_reading(found.advantage, language),
            })
            .collect(),
        offices: set.offices.iter().map(|(office, families)| count(office.to_string(), *families)).collect(),
        years: set.years.iter().map(|(year, families)| count(year.to_string(), *families)).collect(),
        sectors: set.sectors.iter().map(|(sector, families)| count(sector.to_string(), *families)).collect(),
        applicants: set
            .applicants
            .iter()
            .map(|applicant| PortfolioApplicant {
                name: applicant.name.clone(),
                sector: applicant.sector.map(|sector| sector.to_string()),
                families: applicant.families as u64,
            })
            .collect(),
        applicant_count: set.applicant_count as u64,
        figures: figures(set, language),
    }
}

/// What both sets of an answer have in common.
pub fn portfolio_response(
    generation: &str,
    as_of: Option<model::Date>,
    set: PortfolioSet,
    against: Option<(PortfolioSet, usize)>,
) -> PortfolioResponse {
    let (against, common_families) = match against {
        None => (None, None),
        Some((against, common)) => (Some(against), Some(common as u64)),
    };
    PortfolioResponse {
        generation: generation.to_owned(),
        as_of: as_of.map(|day| day.to_string()),
        concordance: value::CONCORDANCE_EDITION.to_owned(),
        minimum_cohort: MINIMUM_COHORT as u64,
        minimum_expected: value::MINIMUM_EXPECTED,
        set,
        against,
        common_families,
    }
}

pub(super) fn distribution(
    found: &value::Distribution,
    language: InterfaceLanguage,
) -> PortfolioDistribution {
    let [least, first_quartile, median, third_quartile, greatest] = found.quartiles;
    PortfolioDistribution {
        name: found.measure.as_str().to_owned(),
        title: in_language(found.measure.title(), language).to_owned(),
        known: found.known as u64,
        mean: found.mean,
        least,
        first_quartile,
        median,
        third_quartile,
        greatest,
        formula: in_language(found.measure.formula(), language).to_owned(),
        source: found.measure.source().to_owned(),
    }
}

pub(super) fn figures(set: &Portfolio, language: InterfaceLanguage) -> Vec<PortfolioFigure> {
    value::PortfolioMeasure::ALL
        .iter()
        .map(|measure| {
            let (reading, of) = set.figure(*measure);
            PortfolioFigure {
                name: measure.as_str().to_owned(),
                title: in_language(measure.title(), language).to_owned(),
                reading: indicator_reading(reading, language),
                of: of as u64,
                formula: in_language(measure.formula(), language).to_owned(),
                source: measure.source().to_owned(),
            }
        })
        .collect()
}
