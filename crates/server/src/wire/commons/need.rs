//! Needs: a problem in words, and what the commons has for it.

use ::commons::{Need, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{FieldProvider, Gathered, LedgerState, NamedProvider};

/// What somebody needs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedBody {
    pub title: String,
    /// The problem, in words.
    pub text: String,
    /// Of title and text: ja or en.
    #[schema(example = "ja")]
    pub language: String,
    /// `public`, or `private` to its owner and administrators.
    #[schema(example = "public")]
    pub visibility: String,
    /// Beginnings of classes in which patents are looked for; everywhere where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// Whether it still stands.
    pub is_open: bool,
}

/// A need that is stated.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedRequest {
    /// Its name for good: small letters, digits and hyphens.
    #[schema(example = "quiet-pump")]
    pub id: String,
    pub need: NeedBody,
}

/// A need as it is from now on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedChange {
    /// The version that it follows: what others have changed meanwhile is not overwritten.
    #[schema(minimum = 1)]
    pub after: u32,
    pub need: NeedBody,
}

/// A need that was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SavedNeed {
    pub id: String,
    pub version: u32,
    pub href: String,
}

/// Needs that the reader may see and that still stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NeedsResponse {
    pub needs: Vec<NeedSummary>,
}

/// A need in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NeedSummary {
    pub id: String,
    pub version: u32,
    pub title: String,
    /// Of title and text.
    pub language: String,
    pub visibility: String,
    pub is_open: bool,
    /// When this version was saved, UTC.
    pub saved: String,
    pub href: String,
}

impl From<&Version<Need>> for NeedSummary {
    fn from(need: &Version<Need>) -> Self {
        Self {
            id: need.id.clone(),
            version: need.version,
            title: need.content.title.clone(),
            language: need.content.language.to_string(),
            visibility: need.content.visibility.to_string(),
            is_open: need.content.is_open,
            saved: need.saved.to_string(),
            href: format!("/commons/needs/{}", need.id),
        }
    }
}

/// A need with what the commons has for it now.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct NeedResponse {
    pub generation: String,
    pub ledger: LedgerState,
    pub on: String,
    #[serde(flatten)]
    pub need: NeedSummary,
    pub text: String,
    pub classes: Vec<String>,
    /// How patents were matched: `coverage` where the text is a technique of several elements, else `search`.
    pub method: String,
    /// The elements that the text was divided into.
    pub elements: Vec<String>,
    /// The day from which on matches are new, where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Patents of the commons, the best first.
    pub patents: Vec<NeedMatch>,
    /// Related articles.
    pub articles: Gathered,
    /// Who lists the patents, with the contacts that fit.
    pub providers: Vec<FieldProvider>,
}

/// A patent of the commons that may answer a need.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct NeedMatch {
    pub id: String,
    pub title: String,
    pub language: String,
    /// Elements that one claim of it covers, as `/v1/coverage` judges it; absent where the text is searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<f64>,
    /// The elements that the claim covers.
    pub covered: Vec<String>,
    pub listed_by: Vec<NamedProvider>,
    /// The first day of its listing.
    pub listed_since: String,
    /// When the listing was entered, UTC.
    pub entered: String,
    /// Whether it was listed, or the listing was entered, on the asked day or later.
    pub is_new: bool,
    /// Its page.
    pub href: String,
}
