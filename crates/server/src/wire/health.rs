use serde::Serialize;
use utoipa::ToSchema;

/// The process answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Health {
    /// Always `ok`.
    pub status: &'static str,
    pub version: &'static str,
}

/// Searches can be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Readiness {
    /// `ready`.
    pub status: &'static str,
    pub generation: String,
    pub documents: u64,
    /// Fingerprint of the weights and limits in force (`ranking.toml`): it changes when any of them does.
    pub ranking: String,
    /// True while the index's folder cannot be followed: answers come from the last generation that was opened.
    pub stale: bool,
}
