use ::commons::Applied;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What became of something that was to be entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Entered {
    /// `entered`; `nothing-new` where the ledger said all of it already; `entered-before` where this very table was applied
    /// before.
    #[schema(example = "entered")]
    pub outcome: String,
    /// Number of the first entry that was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<u64>,
    /// Number of the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<u64>,
    /// Events that said what the ledger said already.
    pub unchanged: usize,
}

impl From<&Applied> for Entered {
    fn from(applied: &Applied) -> Self {
        let outcome =
            |outcome: &str| Self { outcome: outcome.to_owned(), first: None, last: None, unchanged: 0 };
        match applied {
            Applied::Entered { first, last, n_unchanged } => {
                Self { first: Some(*first), last: Some(*last), unchanged: *n_unchanged, ..outcome("entered") }
            }
            Applied::NothingNew => outcome("nothing-new"),
            Applied::EnteredBefore => outcome("entered-before"),
        }
    }
}

/// One patent to be listed, changed or withdrawn: the members are those of a row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListingRequest {
    /// The patent in any form of its number.
    #[schema(example = "特開2012-900101")]
    pub number: String,
    /// `list`, `change` (the whole offer as it is from then on) or `withdraw`; `list` where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "list")]
    pub action: Option<String>,
    /// Name of the terms, of a listing or change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "model-research")]
    pub terms: Option<String>,
    /// Their version; the last one where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// First day; today in Japan where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day of the permission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Exclusive licences: `none`, `exists`, `unknown`, or the field of use to which one is limited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "none")]
    pub licence: Option<String>,
    /// Technology readiness level, 1 to 9.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readiness: Option<u32>,
    /// Why it is withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// An address that proves the entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// A page to ask at about this patent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// A page about a prototype.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prototype: Option<String>,
    /// A page with test data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test_data: Option<String>,
    /// An article about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
}
