use serde::Serialize;
use utoipa::ToSchema;
use value::{Measure, Portfolio, PortfolioMeasure};

use super::{FieldSummary, LedgerState, NamedProvider, Remark};
use crate::{
    InterfaceLanguage,
    wire::{
        PortfolioDistribution, PortfolioFigure,
        portfolio::{distribution, figures},
    },
};

/// How a provider's listings stand today.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ProviderHealth {
    pub provider: NamedProvider,
    #[serde(flatten)]
    pub report: HealthReport,
}

/// How the listings of a technology field stand today, whoever listed them.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FieldHealth {
    pub field: FieldSummary,
    /// The search that finds the field's documents.
    pub query: String,
    #[serde(flatten)]
    pub report: HealthReport,
}

/// How listings stand.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct HealthReport {
    /// The day, in Japan.
    pub on: String,
    pub ledger: LedgerState,
    pub counts: HealthCounts,
    /// Since when looks at patents are counted, UTC; absent where nobody has looked at any yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub views_since: Option<String>,
    /// What is listed now, as a set; absent while the figures of a large index are being computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicators: Option<IndicatorSummary>,
    /// Listings that something is to be said about, or all of them where that was asked for.
    pub listings: Vec<ListingHealth>,
}

/// Patents by how they stand; one patent can be counted in several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HealthCounts {
    pub listed: usize,
    /// Listed from a later day.
    pub listed_later: usize,
    /// Listings whose time is over.
    pub ended: usize,
    pub withdrawn: usize,
    /// Listed, and the right is not in force or its term of twenty years is over.
    pub not_in_force: usize,
    /// Listed, and the permission or the right ends soon.
    pub lapsing_soon: usize,
    /// Listed, and the right was sold since.
    pub owner_moved: usize,
    /// Listed, with an exclusive licence or another provider's listing or withdrawal beside it.
    pub conflicts: usize,
    /// Listed, and not in the index, so that the legal status is not known.
    pub not_in_index: usize,
    /// Listed, and nobody has looked at it here since looks are counted.
    pub never_viewed: usize,
    /// With at least one record of use.
    pub in_use: usize,
}

/// Technical value of what is listed now and in the index: a choice of what `/v1/portfolio` answers of a set.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct IndicatorSummary {
    /// The latest day of publication in the index: the figures know of nothing after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    pub patents: u64,
    /// Each counts once.
    pub families: u64,
    /// One figure each.
    pub figures: Vec<PortfolioFigure>,
    /// How indicators are distributed over the families that have them.
    pub distributions: Vec<PortfolioDistribution>,
}

impl IndicatorSummary {
    /// Of the figures of a set, those that say whether its patents are noticed and what they stand on.
    pub fn of(set: &Portfolio, language: InterfaceLanguage) -> Self {
        let mut set_figures = figures(set, language);
        set_figures.retain(|figure| FIGURES.iter().any(|measure| measure.as_str() == figure.name));
        let chosen = set.distributions.iter().filter(|found| DISTRIBUTIONS.contains(&found.measure));
        Self {
            as_of: set.as_of.map(|day| day.to_string()),
            patents: set.patents as u64,
            families: set.families as u64,
            figures: set_figures,
            distributions: chosen.map(|found| distribution(found, language)).collect(),
        }
    }
}

/// What listings have in common with what applicants are like is left to the whole answer.
const FIGURES: [PortfolioMeasure; 4] = [
    PortfolioMeasure::Impact,
    PortfolioMeasure::CycleTime,
    PortfolioMeasure::International,
    PortfolioMeasure::Collaboration,
];

const DISTRIBUTIONS: [Measure; 5] = [
    Measure::ForwardCitations5,
    Measure::CategoryXy,
    Measure::ScienceLinkage,
    Measure::Scope,
    Measure::FamilySize,
];

/// One listing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListingHealth {
    pub patent: String,
    /// Who lists it.
    pub provider: String,
    /// In the reader's language where the index has it in that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_language: Option<String>,
    /// `listed`, `listed-later`, `ended` or `withdrawn`.
    pub state: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The last day, where one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// Looks at it on this server: its page, and its document and the answer to "may I use it?" by the API.
    pub views: u64,
    /// Records of use for any purpose.
    pub records_of_use: u64,
    /// What to look at.
    pub remarks: Vec<Remark>,
}
