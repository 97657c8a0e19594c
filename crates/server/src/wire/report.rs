use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::CountedNode;

/// What was asked, how it was understood, and what was found, so that it can be shown and checked later.
///
/// The digest covers every other member: a report that was changed by hand does not fit its digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The version of this form.
    #[schema(example = 1)]
    pub version: u32,
    /// When it was made, UTC, RFC 3339.
    #[schema(example = "2026-11-23T20:00:00Z")]
    pub made: String,
    /// The program and its version.
    pub program: String,
    /// The query as written.
    pub input: String,
    /// The syntax that it was read in.
    pub syntax: String,
    /// The query in chizai's own syntax, normalised: it parses to the same tree.
    pub understood: String,
    /// Conditions beside the query that must all hold, in chizai's own syntax.
    pub filters: Vec<String>,
    /// Conditions of which none may hold.
    pub excluded: Vec<String>,
    /// `score`, or a date with `-` before it for the newest first.
    pub sort: String,
    /// Where hits are families: then the results list the document that stands for each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub families: Option<ReportedFamilies>,
    /// Where terms of the best documents took part in the ranking: those that were refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<Vec<String>>,
    /// Documents that match, exactly.
    pub total: u64,
    /// Every part of the query with its count.
    pub tree: CountedNode,
    /// False where the tree has more parts than are counted.
    pub complete: bool,
    pub index: ReportedIndex,
    /// The state of the ledger of the commons; absent where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ledger: Option<ReportedLedger>,
    pub results: ReportedResults,
    /// BLAKE3 of this report as compact JSON with this member empty.
    pub digest: String,
}

/// The state of the ledger that conditions on the commons were answered by, where they name no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportedLedger {
    /// Number of the last entry.
    pub revision: u64,
    /// SHA-256 that chains all entries up to it.
    pub sha256: String,
    /// The day that was asked about.
    #[schema(example = "2026-01-31")]
    pub day: String,
}

/// The families that a reported search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportedFamilies {
    /// `simple` or `extended`.
    pub definition: String,
    /// What belongs together.
    pub text: String,
    /// Which matching document stands for a family: `rank`, `language:ja,en` or `office:JP,US`.
    pub representative: String,
    /// Families that match, exactly.
    pub families: u64,
}

/// The state of the index that a report is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportedIndex {
    pub generation: String,
    /// All documents of the generation.
    pub documents: u64,
    /// Fields, analysers, stored form and engine together.
    pub fingerprint: String,
    pub fields: String,
    /// Of the analysers with their dictionaries.
    pub analyzers: String,
    pub stored_form: u32,
    pub engine: String,
    /// Of weights and limits.
    pub ranking: String,
    /// Of what the index holds by office, kind and year: `digest` of `/v1/completeness`.
    pub completeness: String,
}

/// The ordered list of what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportedResults {
    /// BLAKE3 of the ids in their order, one a line.
    pub ids_blake3: String,
    /// BLAKE3 of ids and contents in their order, one a line: `ID<TAB>CONTENT`.
    pub contents_blake3: String,
    /// The first documents, at most `limits.report_documents` of ranking.toml; the hashes cover all.
    pub documents: Vec<ReportedDocument>,
    /// Whether `documents` are all.
    pub listed_all: bool,
}

/// One document that was found.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportedDocument {
    pub id: String,
    /// Hash of the stored document, 16 hexadecimal digits.
    pub content: String,
}

/// What a second run of a report's search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Verification {
    /// Nothing differs, and the report fits its digest.
    pub same: bool,
    /// Whether the report fits its own digest. If not, it was changed after it was made.
    pub untampered: bool,
    /// The generation that the search was run on again.
    pub generation: String,
    /// Whether that is the report's own.
    pub same_generation: bool,
    /// Members of the report that differ.
    pub differences: Vec<Difference>,
    /// Parts of the query whose counts differ.
    pub counts: Vec<CountDifference>,
    pub added: Vec<String>,
    pub removed: Vec<String>,
    /// Documents with another content.
    pub changed: Vec<String>,
    /// Documents whose order among each other differs.
    pub moved: Vec<String>,
}

/// A member of a report that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Difference {
    #[schema(example = "index.ranking")]
    pub member: String,
    pub reported: String,
    pub found: String,
}

/// A part of a query whose count is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CountDifference {
    pub query: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<u64>,
}

/// A search compared between two generations of the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DiffResponse {
    pub from_generation: String,
    pub to_generation: String,
    /// Revisions of the ledger, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_revision: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_revision: Option<u64>,
    pub total_from: u64,
    pub total_to: u64,
    pub added: Vec<Change>,
    pub removed: Vec<Change>,
    pub changed: Vec<Change>,
    /// Documents found in both whose order among each other differs.
    pub moved: Vec<String>,
    /// Changes without details: those beyond `limits.explained_changes` of ranking.toml.
    pub unexplained: u64,
}

/// A document that is found otherwise than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Change {
    pub id: String,
    /// `new-in-index`, `removed-from-index`, `content-matches-otherwise`, `status-changed`, `content-changed`,
    /// `other-documents-changed`; by the ledger of the commons `withdrawn-from-commons`, `listed-in-commons`,
    /// `commons-changed`.
    pub cause: String,
    /// The cause for people.
    pub message: String,
    /// By the ledger: the entry that is the cause, and the day from which it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// The smallest parts of the query that the document fulfils in one generation only.
    pub conditions: Vec<ChangedCondition>,
    /// What of the document is not as it was: `claims`, `status`, …
    pub parts: Vec<String>,
}

/// A part of the query whose answer for a document changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChangedCondition {
    pub condition: String,
    /// Whether the document fulfils it in the later generation.
    pub holds: bool,
}
