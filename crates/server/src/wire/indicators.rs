use model::Language;
use serde::Serialize;
use utoipa::ToSchema;
use value::{Bilingual, Card, Missing, Standing, TechnologyField};

use super::document_href;
use crate::InterfaceLanguage;

/// The indicators of a patent or its family, each with formula, source, inputs, cohort and percentile.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct IndicatorsResponse {
    pub generation: String,
    #[schema(example = "JP-2012900101-A")]
    pub id: String,
    /// `patent` (what its family published at its office) or `family`.
    #[schema(example = "patent")]
    pub unit: String,
    /// The documents that this is.
    pub members: Vec<IndicatorInput>,
    /// The latest day of publication in the index: the figures know of nothing after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "2025-10-02")]
    pub as_of: Option<String>,
    /// The edition of the concordance of technology fields.
    pub concordance: String,
    /// The least size of a cohort that anything is compared with.
    pub minimum_cohort: u64,
    pub indicators: Vec<Indicator>,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Indicator {
    #[schema(example = "forward_citations_5y")]
    pub name: String,
    pub title: String,
    #[serde(flatten)]
    pub reading: IndicatorReading,
    /// Whether 1 stands for yes and 0 for no.
    pub is_flag: bool,
    /// How it is computed, in words.
    pub formula: String,
    /// The paper or standard that it is from.
    pub source: String,
    /// What it is made of.
    pub parts: Vec<IndicatorPart>,
    pub inputs: IndicatorInputs,
    /// Absent where it is not compared, or where what makes a cohort is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cohort: Option<IndicatorCohort>,
    /// Why there is no cohort.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_cohort: Option<String>,
}

/// A value, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct IndicatorReading {
    /// `known`, `not-enough-data`, `window-not-closed` or `unknown`.
    #[schema(example = "known")]
    pub status: String,
    /// Of `known`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Of `not-enough-data`: the members that have the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Of `not-enough-data`: how many there must be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed: Option<u64>,
    /// Of `window-not-closed`: the day on which it closes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Of `unknown`: what is missing, a word for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "filing-date")]
    pub missing: Option<String>,
    /// Why there is no value, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// A number beside an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct IndicatorPart {
    #[schema(example = "self")]
    pub name: String,
    pub title: String,
    pub value: f64,
}

/// What an indicator was computed from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct IndicatorInputs {
    /// At most a hundred.
    pub documents: Vec<IndicatorInput>,
    /// Documents in all.
    pub document_count: u64,
    /// Subclasses.
    pub classes: Vec<String>,
    pub applicants: Vec<String>,
    pub offices: Vec<String>,
}

/// A document that a figure was computed from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct IndicatorInput {
    pub id: String,
    pub href: String,
}

/// What an indicator is compared with.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct IndicatorCohort {
    /// ST.3; absent of families, which are compared over all offices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    pub field: TechnologyFieldName,
    /// Of filing.
    #[schema(example = 2012)]
    pub year: u16,
    /// Lengths of claims are compared within a language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Members that have the value, this one included.
    pub size: u64,
    /// Mid-rank, 0 to 100; absent where the value is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percentile: Option<IndicatorReading>,
}

/// One of WIPO's 35 technology fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TechnologyFieldName {
    #[schema(example = 1)]
    pub number: u8,
    pub name: String,
}

/// The indicators as the API answers them.
pub fn indicators_response(card: &Card, generation: &str, language: InterfaceLanguage) -> IndicatorsResponse {
    IndicatorsResponse {
        generation: generation.to_owned(),
        id: card.document.to_string(),
        unit: card.unit.as_str().to_owned(),
        members: card.members.iter().map(|id| input(id)).collect(),
        as_of: card.as_of.map(|day| day.to_string()),
        concordance: value::CONCORDANCE_EDITION.to_owned(),
        minimum_cohort: value::MINIMUM_COHORT as u64,
        indicators: card.indicators.iter().map(|indicator| one(indicator, language)).collect(),
    }
}

fn one(indicator: &value::Indicator, language: InterfaceLanguage) -> Indicator {
    let (cohort, no_cohort) = match indicator.standing {
        Standing::NotCompared => (None, None),
        Standing::NoCohort(missing) => (None, Some(in_language(missing.text(), language).to_owned())),
        Standing::In { cohort, language: of_claims, size, percentile } => {
            let cohort = IndicatorCohort {
                office: cohort.office.map(|office| office.to_string()),
                field: field_name(cohort.field, language),
                year: cohort.year,
                language: of_claims.map(|language: Language| language.to_string()),
                size: size as u64,
                percentile: percentile.map(|reading| indicator_reading(reading, language)),
            };
            (Some(cohort), None)
        }
    };
    let measure = indicator.measure;
    Indicator {
        name: measure.as_str().to_owned(),
        title: in_language(measure.title(), language).to_owned(),
        reading: indicator_reading(indicator.reading, language),
        is_flag: measure.is_flag(),
        formula: in_language(measure.formula(), language).to_owned(),
        source: measure.source().to_owned(),
        parts: indicator
            .parts
            .iter()
            .map(|part| IndicatorPart {
                name: part.name.as_str().to_owned(),
                title: in_language(part.name.text(), language).to_owned(),
                value: part.value,
            })
            .collect(),
        inputs: IndicatorInputs {
            documents: indicator.inputs.documents.iter().map(|id| input(id)).collect(),
            document_count: indicator.inputs.document_count as u64,
            classes: indicator.inputs.classes.clone(),
            applicants: indicator.inputs.applicants.clone(),
            offices: indicator.inputs.offices.clone(),
        },
        cohort,
        no_cohort,
    }
}

/// A reading with the words for it.
pub(super) fn indicator_reading(reading: value::Reading, language: InterfaceLanguage) -> IndicatorReading {
    let empty = IndicatorReading {
        status: "known".to_owned(),
        value: None,
        size: None,
        needed: None,
        until: None,
        missing: None,
        message: None,
    };
    match reading {
        value::Reading::Known(value) => IndicatorReading { value: Some(value), ..empty },
        value::Reading::NotEnoughData { size, needed } => IndicatorReading {
            status: "not-enough-data".to_owned(),
            size: Some(size as u64),
            needed: Some(needed as u64),
            message: Some(match language {
                InterfaceLanguage::Japanese => {
                    format!("データ不足: 比較には {needed} 件が必要ですが {size} 件しかありません")
                }
                InterfaceLanguage::English => {
                    format!("not enough data: {size} to compare with, {needed} are needed")
                }
            }),
            ..empty
        },
        value::Reading::WindowNotClosed { until } => IndicatorReading {
            status: "window-not-closed".to_owned(),
            until: Some(until.to_string()),
            message: Some(match language {
                InterfaceLanguage::Japanese => format!("期間未了: {until} まで引用が加わり得ます"),
                InterfaceLanguage::English => format!("window not closed: citations count until {until}"),
            }),
            ..empty
        },
        value::Reading::Unknown(missing) => IndicatorReading {
            status: "unknown".to_owned(),
            missing: Some(missing.as_str().to_owned()),
            message: Some(unknown(missing, language)),
            ..empty
        },
    }
}

fn unknown(missing: Missing, language: InterfaceLanguage) -> String {
    let what = in_language(missing.text(), language);
    match language {
        InterfaceLanguage::Japanese => format!("不明: {what}"),
        InterfaceLanguage::English => format!("unknown: {what}"),
    }
}

pub(super) fn field_name(field: TechnologyField, language: InterfaceLanguage) -> TechnologyFieldName {
    TechnologyFieldName {
        number: field.number(),
        name: language.pick(field.name_ja(), field.name_en()).to_owned(),
    }
}

pub(super) fn in_language(text: Bilingual<&'static str>, language: InterfaceLanguage) -> &'static str {
    language.pick(text.ja, text.en)
}

fn input(id: &str) -> IndicatorInput {
    IndicatorInput { id: id.to_owned(), href: document_href(id) }
}
