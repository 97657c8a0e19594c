use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{OfficeCode, Ror, Text};

/// An applicant, assignee or inventor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The name in each script given, with its language; the source's main form first.
    pub names: Vec<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<OfficeCode>,
    /// State, prefecture or region, as the source writes it: 兵庫県, CA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Only where the source states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ror: Option<Ror>,
}

/// 産学官: the sector of an applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sector {
    University,
    Company,
    PublicInstitute,
    LicensingOffice,
    Individual,
}

impl Sector {
    pub const ALL: [Self; 5] =
        [Self::University, Self::Company, Self::PublicInstitute, Self::LicensingOffice, Self::Individual];

    /// The word of the exchange form: `public-institute`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::University => "university",
            Self::Company => "company",
            Self::PublicInstitute => "public-institute",
            Self::LicensingOffice => "licensing-office",
            Self::Individual => "individual",
        }
    }
}

impl std::fmt::Display for Sector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
