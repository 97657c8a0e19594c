use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The query as it was understood, with the exact count of every part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct QueryEcho {
    /// The query as written.
    pub input: String,
    /// The syntax that it was read in.
    #[schema(example = "native")]
    pub syntax: String,
    /// The query in chizai's own syntax, normalised: it parses to the same tree.
    pub understood: String,
    pub tree: CountedNode,
    /// False where the tree has more different parts than are counted, see `limit`; their counts are missing.
    pub complete: bool,
    /// The most parts that are counted: `limits.counted_nodes` of ranking.toml.
    pub limit: usize,
}

/// A part of a query with the number of documents that it matches by itself, within the filters of the search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(no_recursion)]
pub struct CountedNode {
    /// The part in chizai's own syntax.
    #[schema(example = "claims:触媒")]
    pub query: String,
    /// `condition`, `and`, `or`, `not`, `near`, `within`, `citing`, `line` or `everything`.
    pub operator: String,
    /// Absent beyond the limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<CountedNode>,
}

/// Advice on a query, measured on the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Advice {
    /// Stable, for programs: `precedence`, `dead-branch`, `empty-operand`, `nothing-in-common`, `excludes-nothing`,
    /// `excludes-everything`, `subsumed`, `dominates`, `empty-class`, `outside-holdings`, `words-apart`,
    /// `missing-variant`.
    #[schema(example = "dead-branch")]
    pub code: String,
    /// The part of `query.tree` that it is about: `` for the whole, `/0/1` for the second operand of the first.
    pub node: String,
    /// That part in chizai's own syntax.
    pub query: String,
    /// What it matches by itself.
    pub count: u64,
    /// For people.
    pub message: String,
    pub suggestions: Vec<Suggestion>,
}

/// A whole query that could be searched instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Suggestion {
    pub query: String,
    /// What it matches, within the filters of the search.
    pub count: u64,
    /// In what the word that it adds differs, where it adds one: `long-vowel`, `okurigana`, `kanji`, `kana`, `width`,
    /// `hyphen`, `spelling`, `number`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
}

/// What the index holds of the offices and years that a search chose: nothing found is not nothing there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Completeness {
    pub documents: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_year: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_year: Option<u16>,
    /// The whole ledger.
    #[schema(example = "/v1/completeness?office=JP")]
    pub href: String,
    /// The ledger itself, where nothing was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<Vec<CompletenessRow>>,
}

/// What the index holds, by office, type and kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CompletenessResponse {
    pub generation: String,
    /// In all rows.
    pub documents: u64,
    /// Documents without a year of publication; counted only where no years are asked for.
    pub undated: u64,
    pub rows: Vec<CompletenessRow>,
    /// BLAKE3 of the rows: equal where the same is held.
    pub digest: String,
}

/// Documents of one office, type and kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CompletenessRow {
    /// ST.3 code; absent for articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// `patent` or `article`.
    #[serde(rename = "type")]
    pub document_type: String,
    /// ST.16 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    pub documents: u64,
    pub with_abstract: u64,
    pub with_claims: u64,
    /// With a description or an article's body.
    pub with_full_text: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_year: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_year: Option<u16>,
    /// Years between the first and the last of which there is no document.
    pub years_without: Vec<u16>,
}
