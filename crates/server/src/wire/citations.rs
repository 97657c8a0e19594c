//! Citations and families of one document over the wire.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Bucket, CitedLink, ReadLiterature, Total};

/// What a document cites, or the documents of the index that cite it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CitationsResponse {
    pub generation: String,
    pub id: String,
    /// `cites` or `citedby`.
    pub direction: String,
    /// Citations, or citing documents, that pass `category`, `by` and `place`.
    pub total: Total,
    /// Of all, whatever was asked for.
    pub counts: CitationCounts,
    /// In the order of the source, or the newest citing documents first; of these at most 100.
    pub citations: Vec<CitationEntry>,
    /// The same documents as a search, where the query finds them all.
    pub search: String,
}

/// How many citations, or citing documents, there are of each sort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CitationCounts {
    pub all: u64,
    /// Those whose other end is in the index.
    pub in_index: u64,
    /// By the letters of WIPO ST.14; one with several counts for each.
    pub by_category: Vec<Bucket>,
    /// By who cited: `applicant`, `examiner`, `search`, …
    pub by_origin: Vec<Bucket>,
    /// By where a patent cites: `front-page`, `in-text`. References of articles are of neither.
    pub by_place: Vec<Bucket>,
}

/// One citation, seen from one of its ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CitationEntry {
    /// As printed in the citing document; what could not be resolved stays visible by it.
    pub text: String,
    /// The canonical number or `doi:` that was read from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Where the source has it: `front-page` or `in-text` of a patent, `reference-list` of an article.
    pub place: &'static str,
    pub categories: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The document at the other end, where the index holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<CitedLink>,
    /// By what it was resolved: `number`, `doi`, `title` (with year or first author) or `place` (volume, first page and
    /// year, with journal or first author).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
    /// What was read of a citation of literature; absent of patents and of citing documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub literature: Option<ReadLiterature>,
}

/// A document's family by one definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FamilyResponse {
    pub generation: String,
    pub id: String,
    /// `simple` or `extended`.
    pub definition: String,
    /// The definition's name in the reader's language.
    pub name: String,
    /// What belongs together.
    pub text: String,
    /// Members in the index, the document itself included.
    pub total: Total,
    /// At most `limits.family_members` of them.
    pub members: Vec<RelatedMember>,
}

/// A member of a family, and what connects it with the document asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RelatedMember {
    #[serde(flatten)]
    pub document: CitedLink,
    /// The applications whose priority it claims; its own where it claims none.
    pub priorities: Vec<String>,
    /// Those of them that the document asked about has too. None in an extended family: connected through others.
    pub shared: Vec<String>,
}
