use serde::Serialize;
use utoipa::ToSchema;

use super::CharRange;

/// The terms that a field's analyser makes of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AnalyzeResponse {
    #[schema(example = "claims.ja")]
    pub field: String,
    #[schema(example = "japanese")]
    pub analyzer: String,
    pub tokens: Vec<Token>,
}

/// A term and the text it was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Token {
    pub term: String,
    /// The surface, cut out of the given text.
    pub text: String,
    pub range: CharRange,
    /// From 0; words that are left out leave a gap.
    pub position: u32,
}
