use std::time::Duration;

use serde::Serialize;
use utoipa::ToSchema;

use super::{Advice, CharRange, Completeness, HitUse, ProblemItem, QueryEcho, Reasons};
use crate::InterfaceLanguage;

/// The answer of a search, and what `chizai search --json` prints.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SearchResponse {
    /// The published state of the index that answered.
    #[schema(example = "000002-5f0c9a1e")]
    pub generation: String,
    /// Time of the search itself.
    pub took_ms: f64,
    /// Matching documents, also where hits are families.
    pub total: Total,
    /// Families among them; present where hits are families, or where `families` is true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub families: Option<FamilyTotals>,
    pub collapse: CollapseDescription,
    /// The query as it was understood: it parses to the same tree.
    pub understood: String,
    /// Present where `counts` is true, and where nothing was found: the query with the count of every part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<QueryEcho>,
    /// Advice on the query, beside `query`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lint: Option<Vec<Advice>>,
    /// What the index holds of the offices and years chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completeness: Option<Completeness>,
    /// Terms that the best documents added to the ranking, by weight; present where `feedback` is true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feedback: Option<Vec<FeedbackTerm>>,
    /// Pairs of terms by which the search went into another language; present where `xl` is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translations: Option<Vec<TermTranslation>>,
    /// The order of hits, as the `sort` parameter names it.
    pub sort: String,
    pub hits: Vec<Hit>,
    /// In the order asked for, counted over all matching documents.
    pub facets: Vec<Facet>,
    /// In the order asked for, counted over all matching documents.
    pub histograms: Vec<Histogram>,
    /// What was not read as written; the search ran nevertheless.
    pub problems: Vec<ProblemItem>,
    /// The `cursor` of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A term of the query and what it was searched as in another language.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TermTranslation {
    #[schema(example = "固体電解質")]
    pub word: String,
    #[schema(example = "solid electrolyte")]
    pub translation: String,
    /// The language of the translation: `ja`, `en`.
    pub into: String,
    /// Both with `=` between; `xl_without` refuses the pair by it.
    pub pair: String,
    /// How much an occurrence counts beside one of the likeliest translation.
    pub weight: f32,
    /// Estimate of the probability that the word is said so; by sound, how alike the two sound.
    pub probability: f32,
    /// `mined`, `sound`, `added`, or a dictionary's name.
    pub sources: Vec<String>,
    /// Documents in whose texts the two stand for each other.
    pub support: u32,
    /// Some of them.
    pub documents: Vec<String>,
}

/// A term that the best documents added to the ranking.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FeedbackTerm {
    /// As a document has it; `feedback_without` refuses it.
    pub name: String,
    /// As the index has it.
    pub term: String,
    /// The view of the text: `ja`, `en`, `other`.
    pub view: String,
    /// Its share of all terms added, which sum to 1.
    pub weight: f64,
    /// The documents that it comes from, best first.
    pub documents: Vec<String>,
}

/// How many documents match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Total {
    pub value: u64,
    /// Always `exact`.
    pub relation: &'static str,
}

/// How many families the matching documents are of, by each definition. Both are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct FamilyTotals {
    pub simple: Total,
    pub extended: Total,
}

/// What one hit stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CollapseDescription {
    /// `none`, `simple` or `extended`.
    #[schema(example = "simple")]
    pub definition: String,
    /// The definition's name in the reader's language.
    #[schema(example = "simple family")]
    pub name: String,
    /// What belongs together.
    pub text: String,
    /// Which document stands for a family, as the parameter takes it; absent where hits are documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub representative: Option<String>,
}

/// A family, of which a hit is the document shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HitFamily {
    /// Members in the index.
    pub size: u64,
    /// Members that match the query.
    pub matched: u64,
    /// Those that match first; `limits.family_members` of them at most.
    pub members: Vec<FamilyMember>,
}

/// A document of a family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FamilyMember {
    #[schema(example = "JP-2010228687-A")]
    pub id: String,
    /// Whether the query finds it.
    pub matched: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// In the reader's language where there is one, else the first.
    pub title: String,
    pub language: String,
    /// Its JSON form.
    pub href: String,
}

/// One document of a page.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Hit {
    #[schema(example = "JP-2010228687-A")]
    pub id: String,
    /// `patent` or `article`.
    #[serde(rename = "type")]
    pub document_type: String,
    pub score: f64,
    /// In the reader's language where there is one, else the first.
    pub title: String,
    /// Every title, the one of `title` first.
    pub titles: Vec<MarkedText>,
    /// The language of the title that the source gives first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_language: Option<String>,
    /// ST.3 code of the publishing office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// ST.16 kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// YYYY-MM-DD, or as precisely as it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Applicants of a patent, authors of an article: one name each, in the reader's script where it is given.
    pub parties: Vec<Name>,
    /// IPC symbols, the main one first; CPC where there is no IPC.
    pub classes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal: Option<Name>,
    /// The source's family id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// The family that it stands for, where hits are families.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collapsed: Option<HitFamily>,
    /// True for a document invented for demonstration.
    pub invented: bool,
    /// Best first; empty where `highlight` is false.
    pub passages: Vec<Passage>,
    /// Present where `explain` is true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
    /// Whether it may be used, for the day, user, place and purpose of the search; absent for articles, and where the
    /// server has no ledger of the commons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commons: Option<HitUse>,
    /// Why it is similar; present where similar documents are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Reasons>,
    pub links: HitLinks,
}

/// A name with the language it is written in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Name {
    pub text: String,
    pub language: String,
}

/// A text with the query's words marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MarkedText {
    pub language: String,
    pub text: String,
    /// In characters of `text` (Unicode scalar values), ascending, disjoint.
    pub marks: Vec<CharRange>,
}

/// A piece of a document that shows why it matched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Passage {
    /// `title`, `abstract`, `claims`, `description`, `body` or `keywords`.
    pub field: String,
    pub place: Place,
    #[serde(flatten)]
    pub text: MarkedText,
}

/// Where a passage stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Place {
    /// In words: `請求項1`, `claim 1`, `[0012]`.
    pub label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<u32>,
    /// The printed number of a paragraph.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
    /// The heading of its section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
}

/// Counts of the values of a field among all matching documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Facet {
    /// The facet's name, as `facets` takes it.
    #[schema(example = "ipc.group")]
    pub field: String,
    /// The filter that takes the values.
    #[schema(example = "ipc")]
    pub filter: String,
    pub buckets: Vec<Bucket>,
    /// How many values there are in all, those that were cut off included.
    pub distinct: u64,
    /// Matching documents without any value.
    pub missing: u64,
}

/// Exact counts along a scale of dates or numbers. Buckets, `missing` and `coarser` add up to the total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Histogram {
    #[schema(example = "published")]
    pub field: String,
    /// `year`, `month`, `day`, or the width of a bucket in whole numbers.
    #[schema(example = "month")]
    pub step: String,
    /// Ascending, from the first that is not empty to the last; the empty ones between are here too.
    pub buckets: Vec<HistogramBucket>,
    /// Matching documents without a value.
    pub missing: u64,
    /// Matching documents whose date is known less precisely than the step.
    pub coarser: u64,
}

/// The documents from one value up to the next bucket's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HistogramBucket {
    #[schema(example = "2015-04")]
    pub from: String,
    pub count: u64,
}

/// A value and its documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Bucket {
    pub value: String,
    pub count: u64,
}

/// A node of the tree that a score is the sum of: `value` is the sum of the parts' values, where there are parts.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(no_recursion)]
pub struct Explanation {
    /// What contributed.
    pub label: String,
    pub value: f64,
    /// The formula with its numbers, on a leaf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Explanation>,
}

/// Where a hit's document is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HitLinks {
    /// Its JSON form.
    pub document: String,
    /// Its page.
    pub page: String,
}

/// Everything that [`search_response`](super::search_response) needs besides the page itself.
#[derive(Debug, Clone, Copy)]
pub struct SearchContext {
    /// The language of titles chosen, labels and messages.
    pub language: InterfaceLanguage,
    pub took: Duration,
}
