use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::UseCount;

/// "We use this in research": voluntary, without an account and without a contract.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UseRecordRequest {
    /// A patent that the ledger knows, in any form of its number.
    #[schema(example = "JP-2012900101-A")]
    pub patent: String,
    /// `research`, `education`, `evaluation` or `commercial`.
    #[schema(example = "research")]
    pub purpose: String,
    /// The day on which the use began.
    #[schema(example = "2026-01-31")]
    pub since: String,
    /// Private, and only if the user likes: administrators tell who left an address of a withdrawal.
    #[serde(default)]
    pub person: Option<PersonBody>,
}

/// The private part of a record of use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonBody {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What it is used for, in the user's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
}

/// What the user keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UseReceipt {
    /// The number of the record.
    #[schema(example = "U-0123456789ab")]
    pub reference: String,
    /// What takes the person out of the record. It is shown this once.
    pub key: String,
    pub patent: String,
    pub purpose: String,
    pub since: String,
    /// Records of use of the patent by purpose, this one among them.
    pub records_of_use: Vec<UseCount>,
}

/// What deletes the person from a record.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UseDeletion {
    pub key: String,
}
