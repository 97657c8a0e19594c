use serde::Serialize;
use utoipa::ToSchema;

/// A problem document, RFC 9457: the body of every answer that is not a success.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// A reference to the description of this sort of problem.
    #[serde(rename = "type")]
    #[schema(example = "/docs#problem-invalid-request")]
    pub problem_type: String,
    /// The sort of problem in a few words, Japanese or English by `Accept-Language`.
    pub title: String,
    /// The HTTP status again.
    #[schema(example = 400)]
    pub status: u16,
    /// What happened this time.
    pub detail: String,
    /// The path that was asked for.
    pub instance: String,
    /// The id under which the logs know this request; also in the header `x-request-id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// What is wrong, place by place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemItem>,
    /// The documents that an ambiguous number can mean, the likeliest first; the classes nearest to one that there is not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
}

/// One thing that is wrong with a request, or worth saying about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProblemItem {
    /// Where in the JSON body, RFC 6901.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "/q")]
    pub pointer: Option<String>,
    /// Which parameter of the URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// Stable, for programs.
    #[schema(example = "unknown-field")]
    pub code: String,
    /// For people.
    pub message: String,
    /// What to write instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// The part of the query that this is about, in characters from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<CharRange>,
}

/// A stretch of text in characters (Unicode scalar values), the end not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct CharRange {
    pub start: usize,
    pub end: usize,
}

/// A document of the index that an ambiguous number can mean, or a class near one that there is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Candidate {
    pub id: String,
    /// The address of its JSON form.
    pub href: String,
}
