use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Advice, ProblemItem};

/// A search of several lines.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinesRequest {
    /// One query a line: `L1: 固体電解質`, `L2 = L1 AND cpc:H01M10/0562`; `#` begins a comment.
    #[schema(example = "L1: 固体電解質\nL2 = L1 AND ipc:H01M")]
    pub text: String,
    /// The syntax of every line: `native`, `cql`, `jplatpat` or `json`.
    #[serde(default)]
    #[schema(example = "native")]
    pub syntax: Option<String>,
    /// Language of messages, `ja` or `en`; else Accept-Language decides.
    #[serde(default)]
    pub lang: Option<String>,
}

/// Each line with its exact count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LinesResponse {
    pub generation: String,
    pub lines: Vec<LineResponse>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LineResponse {
    #[schema(example = "L2")]
    pub name: String,
    /// The number of the line in the text, from 1.
    pub number: usize,
    /// Where the query begins in its line, in characters from 1.
    pub column: usize,
    /// The query as written, without name and comment.
    pub query: String,
    /// The query in chizai's own syntax, with what its references stand for: it can be searched by itself.
    pub understood: String,
    /// Documents that match, exactly; absent where the line cannot be searched, see `problems`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Ranges are of the whole text.
    pub problems: Vec<ProblemItem>,
    pub lint: Vec<Advice>,
}
