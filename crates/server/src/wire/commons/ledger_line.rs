use serde::Serialize;
use utoipa::ToSchema;

use super::LedgerOrigin;

/// An entry of the ledger, as the download of the whole ledger has it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LedgerLine {
    /// From 1, without gaps.
    pub number: u64,
    /// The first entry of the batch that it came in.
    pub batch: u64,
    /// When it was entered, UTC.
    pub entered: String,
    /// The first day on which it holds.
    pub from: String,
    /// The last one, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What proves it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<LedgerOrigin>,
    /// What happened, in the form that `chizai commons enter` takes.
    #[schema(value_type = Object)]
    pub event: serde_json::Value,
    /// SHA-256 of the entry as the ledger has it, who entered it included.
    pub sha256: String,
    /// That of the entry before.
    pub previous: String,
}
