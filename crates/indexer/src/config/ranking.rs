//! The typed form of `ranking.toml`: weights and limits, which may change without a rebuild.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ConfigError, fingerprint, toml_file};
use crate::schema::{Part, View};

/// Weights and limits of a search, the typed form of `ranking.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankingConfig {
    /// Multiplier of a part's scores, 1.0 for none.
    pub boost: BTreeMap<Part, f32>,
    /// Multiplier of a view's scores, on top of the part's.
    pub view: BTreeMap<View, f32>,
    pub limits: Limits,
}

/// Every limit of a search; an answer that was cut says by which.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Hits of a page when the request does not say.
    pub page_size: usize,
    pub page_size_max: usize,
    /// Characters of a query's text.
    pub query_chars: usize,
    /// Terms and operators of a query, before it is spread over fields.
    pub clauses: usize,
    /// Terms of the index that one truncated or misspelt word may stand for.
    pub expansions: usize,
    /// Values of one facet.
    pub facet_values: usize,
    /// Buckets of one histogram, the empty ones between others included.
    pub histogram_buckets: usize,
    /// Values of one filter in a request.
    pub filters: usize,
    /// Highlighted passages of a hit.
    pub passages: usize,
    /// Members of a family that are listed with a hit.
    pub family_members: usize,
    /// Distinct documents or references that a search of citations may have at the other end.
    pub citations_joined: usize,
    /// Parts of a query that are counted for its echo, and as many counts again for advice.
    pub counted_nodes: usize,
    /// Lines of a search of several lines.
    pub lines: usize,
    /// Documents that a report lists, beside the hash over all of them.
    pub report_documents: usize,
    /// Changed documents of a comparison for which the cause is told part by part.
    pub explained_changes: usize,
}

impl RankingConfig {
    pub fn parse(text: &str, file_name: &str) -> Result<Self, ConfigError> {
        let config: Self = toml_file::parse(text, file_name)?;
        let wrong = |key: String, reason: &str| {
            Err(ConfigError::Invalid { file: file_name.to_owned(), key, reason: reason.to_owned() })
        };
        for part in Part::ALL {
            match config.boost.get(part) {
                None => return wrong(format!("boost.\"{part}\""), "is missing"),
                Some(boost) if !usable(*boost) => {
                    return wrong(format!("boost.\"{part}\""), "must be a finite number, 0 or more");
                }
                Some(_) => {}
            }
        }
        for view in View::ALL {
            match config.view.get(view) {
                None => return wrong(format!("view.\"{view}\""), "is missing"),
                Some(weight) if !usable(*weight) => {
                    return wrong(format!("view.\"{view}\""), "must be a finite number, 0 or more");
                }
                Some(_) => {}
            }
        }
        if let Some(key) = config.limits.first_zero() {
            return wrong(format!("limits.{key}"), "must be at least 1");
        }
        if config.limits.page_size > config.limits.page_size_max {
            return wrong("limits.page_size".to_owned(), "must not exceed limits.page_size_max");
        }
        Ok(config)
    }

    /// The multiplier of a physical field: its part's boost times its view's weight.
    pub fn weight(&self, part: Part, view: View) -> f32 {
        self.boost[&part] * self.view[&view]
    }

    /// Sixteen hexadecimal digits; it gates nothing, since no weight is written into an index.
    pub fn fingerprint(&self) -> String {
        let json = serde_json::to_vec(self).expect("a configuration of strings and numbers is JSON");
        fingerprint::hex(&json)
    }
}

/// The weights are multiplied into scores, which must stay finite and ordered.
fn usable(weight: f32) -> bool {
    weight.is_finite() && weight >= 0.0
}

impl Limits {
    fn first_zero(&self) -> Option<&'static str> {
        let all = [
            ("page_size", self.page_size),
            ("page_size_max", self.page_size_max),
            ("query_chars", self.query_chars),
            ("clauses", self.clauses),
            ("expansions", self.expansions),
            ("facet_values", self.facet_values),
            ("histogram_buckets", self.histogram_buckets),
            ("filters", self.filters),
            ("passages", self.passages),
            ("family_members", self.family_members),
            ("citations_joined", self.citations_joined),
            ("counted_nodes", self.counted_nodes),
            ("lines", self.lines),
            ("report_documents", self.report_documents),
            ("explained_changes", self.explained_changes),
        ];
        all.into_iter().find_map(|(key, limit)| (limit == 0).then_some(key))
    }
}
