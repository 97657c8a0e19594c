//! Links between patents and papers over the wire.

use std::ops::Range;

use model::LiteratureReading;
use serde::Serialize;
use utoipa::ToSchema;

use super::{BeforeDay, CitationEntry, CitedLink, ElementArticles, TechniqueElement, Total};

/// The papers and patents that a document cites, and those of the index that cite it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LinksResponse {
    pub generation: String,
    pub id: String,
    /// `patent` or `article`.
    #[serde(rename = "type")]
    pub document_type: String,
    pub counts: LinkCounts,
    /// Literature that it cites: every citation stays, with what was read of it, resolved or not.
    pub literature: CitedByPlace,
    /// Patents that it cites, in the order of the source.
    pub patents: Vec<CitationEntry>,
    /// Patents of the index that cite it.
    pub citing_patents: CitingPatents,
    /// Articles of the index that cite it.
    pub citing_articles: CitingDocuments,
}

/// How many links there are of each sort. Links within the index are counted alike from both of their ends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct LinkCounts {
    /// Citations of literature.
    pub literature: u64,
    /// Of these, those resolved to an article of the index.
    pub resolved: u64,
    /// Those that agree with several articles.
    pub ambiguous: u64,
    /// Those of a publication that the index does not hold.
    pub not_in_index: u64,
    /// Those that say too little, or name no publication.
    pub unresolvable: u64,
    /// Citations of patents.
    pub patents: u64,
    /// Of these, those that the index holds.
    pub patents_in_index: u64,
    /// Patents of the index that cite it.
    pub citing_patents: u64,
    /// Articles of the index that cite it.
    pub citing_articles: u64,
}

/// Citations by where the source has them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct CitedByPlace {
    /// On a patent's front page or in its search report.
    pub front_page: Vec<CitationEntry>,
    /// In a patent's text, where the source marks it.
    pub in_text: Vec<CitationEntry>,
    /// In an article's list of references.
    pub reference_list: Vec<CitationEntry>,
}

/// Patents that cite a document, by where they do; one that does so in both places is in both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CitingPatents {
    pub total: Total,
    pub front_page: CitingDocuments,
    pub in_text: CitingDocuments,
}

/// Documents that cite another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CitingDocuments {
    pub total: Total,
    /// The newest first, at most 100.
    pub citations: Vec<CitationEntry>,
    /// The same documents as a search.
    pub search: String,
}

/// What was read of a citation of literature, and what it was resolved to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReadLiterature {
    /// `publication`, `office-paper` (search reports, office actions, applications), `web-page`, `trade-literature` or
    /// `other`.
    pub kind: &'static str,
    /// `resolved`, `ambiguous` (it agrees with several articles, `candidates`), `not-in-index`, `unresolvable` (it says
    /// too little, or names no publication).
    pub status: &'static str,
    /// As printed, without "et al.".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authors: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The journal, proceedings or book.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issn: Option<String>,
    /// The articles between which an ambiguous citation leaves the choice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<CitedLink>,
}

impl ReadLiterature {
    /// What was read of `text`.
    pub(crate) fn new(text: &str, reading: &LiteratureReading, status: &'static str) -> Self {
        let part = |range: &Option<Range<usize>>| range.clone().map(|range| text[range].to_owned());
        Self {
            kind: reading.kind.as_str(),
            status,
            authors: part(&reading.authors),
            title: part(&reading.title),
            journal: part(&reading.journal),
            year: reading.year,
            volume: part(&reading.volume),
            issue: part(&reading.issue),
            first_page: part(&reading.first_page),
            last_page: part(&reading.last_page),
            doi: reading.doi.as_ref().map(ToString::to_string),
            issn: reading.issn.as_ref().map(ToString::to_string),
            candidates: Vec::new(),
        }
    }
}

/// The science around a claim of a patent: what was known of its elements before it, and what built on it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ScienceResponse {
    pub generation: String,
    pub id: String,
    pub document: CitedLink,
    pub claim: u32,
    /// The claim as it was divided.
    pub text: String,
    pub elements: Vec<TechniqueElement>,
    /// The day that articles of `before` are older than.
    pub day: BeforeDay,
    /// Articles published before that day that mention an element, one entry an element.
    pub before: Vec<ElementArticles>,
    /// By element: the query of all articles before that day with any of its words, best first. Where `before` has none,
    /// these come nearest.
    pub searches: Vec<String>,
    /// Articles published on that day or later that cite the patent.
    pub after: CitingDocuments,
}
