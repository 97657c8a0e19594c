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
