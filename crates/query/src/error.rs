use indexer::{GenerationId, IndexError};

use crate::Problem;

/// Why a search could not be answered. Problems in the user's text are not errors: they are `Problem`s.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The cursor belongs to another generation; the caller finds it with `GenerationWatch::get`, if it is still kept.
    #[error("the cursor belongs to generation {of}, this search runs on {current}")]
    CursorOfOtherGeneration { of: String, current: GenerationId },
    /// The cursor was made for another query, other filters or another order of hits.
    #[error(
        "the cursor belongs to another search: query, filters and sort order must be those that it was made with"
    )]
    CursorOfOtherSearch,
    #[error("a page of {asked} hits was asked for, the limit is {limit} (limits.page_size_max)")]
    PageTooLarge { asked: usize, limit: usize },
    /// The query expands to more leaves (fields times terms) than one search may have.
    #[error("the query expands to {clauses} clauses, the limit is {limit} (limits.clauses)")]
    TooManyClauses { clauses: usize, limit: usize },
    /// A search of citations that names more documents or references than can be joined exactly.
    #[error(
        "a search of citations has more than {limit} documents at the other end (limits.citations_joined)"
    )]
    TooManyCitations { limit: usize },
    /// A histogram has more buckets from its first value to its last than an answer may have.
    #[error("the histogram {histogram} has more buckets than {limit} (limits.histogram_buckets)")]
    TooManyBuckets { histogram: String, limit: usize },
    /// Errors in the query that only the index and the schemes beside it could tell; never empty.
    #[error("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Refused { problems: Vec<Problem> },
    /// A condition that this kind of field, or the place where it stands, does not offer.
    #[error("{condition} cannot be searched")]
    NotExecutable { condition: String },
    /// A condition that has no place in the text, or several, where one place is asked for.
    #[error(
        "{condition} cannot stand inside {operator}: only conditions on text can, and OR and proximity of them"
    )]
    NotInside { condition: String, operator: &'static str },
    /// A truncated or misspelt word that too many words of the index fit.
    #[error(
        "{condition} stands for {terms} terms of the index, the limit is {limit} (limits.expansions); \
         write more letters of the word"
    )]
    TooManyExpansions { condition: String, terms: usize, limit: usize },
    /// A fuzzy term that is divided into several words, or has none.
    #[error("{condition} is not one word, and only single words can be searched with differences")]
    NotOneWord { condition: String },
    #[error("the index has no document {id}")]
    UnknownDocument { id: String },
    /// A day of a document's that it does not have, and a text never has.
    #[error("there is no {before} date to search before; give a date such as 2012-03-04")]
    NoDate { before: String },
    /// A technique without a word, or without one outside of what divides elements.
    #[error("the technique has no element: describe it in words, or give its elements")]
    NoElements,
    #[error("the technique has {elements} elements, the limit is {limit} (coverage.elements)")]
    TooManyElements { elements: usize, limit: usize },
    /// Of a claim, or of elements together.
    #[error("the technique has {chars} characters, the limit is {limit} (coverage.chars)")]
    TechniqueTooLong { chars: usize, limit: usize },
    #[error("a matrix of {asked} documents was asked for, the limit is {limit} (coverage.described)")]
    MatrixTooLarge { asked: usize, limit: usize },
    /// `last` is the greatest number of a claim; 0 for a document without claims.
    #[error("{}", unknown_claim(id, *number, *last))]
    UnknownClaim { id: String, number: u32, last: u32 },
    #[error("the index has no field {field:?}")]
    MissingField { field: String },
    #[error("the index names the analyser {name:?}, which there is not")]
    MissingAnalyzer { name: String },
    #[error("the term pairs beside the index cannot be used: {0}")]
    Terms(#[from] terms::TermsError),
    #[error("the index could not be read")]
    Index(#[from] IndexError),
    #[error("the index could not be searched")]
    Engine(#[from] tantivy::TantivyError),
    #[error("the index could not be read from its file")]
    Io(#[from] std::io::Error),
}

fn unknown_claim(id: &str, number: u32, last: u32) -> String {
    match last {
        0 => format!("{id} has no claims in the index"),
        last => format!("{id} has no claim {number} in the index; its last is {last}"),
    }
}
