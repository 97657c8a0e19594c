//! What anybody can read of the commons: providers, terms, packages, technology fields, and counts of them.

use ::commons::{Field, Version};
use serde::Serialize;
use utoipa::ToSchema;

use super::{BilingualText, ContactBody, LedgerOrigin, LedgerState, NamedProvider, TermsContent};
use crate::wire::Hit;

/// How much the commons holds on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CommonsOverview {
    pub ledger: LedgerState,
    /// The day, in Japan.
    pub on: String,
    /// Patents that are listed.
    pub listed: u64,
    /// Of these, patents whose terms cover research.
    pub listed_for_research: u64,
    pub providers: u64,
    /// Versions of terms.
    pub terms: u64,
    pub packages: u64,
    pub fields: u64,
    /// Needs that stand and are public.
    pub needs: u64,
}

/// Providers by region and kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProvidersResponse {
    pub ledger: LedgerState,
    pub on: String,
    pub providers: Vec<ProviderSummary>,
}

/// A provider in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProviderSummary {
    #[schema(example = "hokushin")]
    pub id: String,
    /// In the reader's language.
    pub name: String,
    /// `university`, `firm`, `public-institute` or `licensing-office`.
    pub kind: String,
    /// ST.3.
    pub country: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefecture: Option<Region>,
    /// Patents that it lists on the day.
    pub listed: u64,
    /// Its page.
    pub href: String,
}

/// A prefecture of Japan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Region {
    /// JIS X 0401.
    #[schema(example = "04")]
    pub code: String,
    /// In the reader's language.
    pub name: String,
}

/// What a provider says of itself, and what it offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProviderResponse {
    pub ledger: LedgerState,
    pub on: String,
    #[serde(flatten)]
    pub provider: ProviderSummary,
    pub names: BilingualText,
    /// The first day.
    pub joined: String,
    /// Research Organization Registry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ror: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub homepage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub liaison_office: Option<BilingualText>,
    pub contacts: Vec<ContactBody>,
    /// Licensing offices that act for it.
    pub represented_by: Vec<NamedProvider>,
    /// Providers that it acts for.
    pub represents: Vec<NamedProvider>,
    /// Its own terms.
    pub terms: Vec<TermsSummary>,
    /// Packages that it offers.
    pub packages: Vec<PackageSummary>,
    /// The search for what it lists.
    pub search: String,
    /// The node that it was harvested from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<LedgerOrigin>,
}

/// All versions of all terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TermsListResponse {
    pub ledger: LedgerState,
    pub on: String,
    pub terms: Vec<TermsSummary>,
}

/// A version of terms in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TermsSummary {
    #[schema(example = "model-research")]
    pub id: String,
    pub version: u32,
    /// In the reader's language.
    pub name: String,
    /// Whose they are; absent for models that all may take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<NamedProvider>,
    /// Whether a listing may begin under them on the day.
    pub is_offered: bool,
    /// Patents listed under them on the day.
    pub listed: u64,
    pub href: String,
}

/// A version of terms: its data, its summary and its texts, which never change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TermsResponse {
    pub ledger: LedgerState,
    pub on: String,
    #[serde(flatten)]
    pub terms: TermsSummary,
    /// The days on which a listing may begin under them.
    pub offered_from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offered_to: Option<String>,
    /// As it was published: the data, and the wording that counts.
    pub content: TermsContent,
    /// What the data say, a line a dimension.
    pub summary: Vec<BilingualText>,
    /// SHA-256 of each text's UTF-8.
    pub sha256: BilingualText,
    /// The numbers of all versions.
    pub versions: Vec<u32>,
    /// The search for what is listed under them.
    pub search: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<LedgerOrigin>,
}

/// Packages that are offered on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PackagesResponse {
    pub ledger: LedgerState,
    pub on: String,
    pub packages: Vec<PackageSummary>,
}

/// Several patents that are offered together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PackageSummary {
    #[schema(example = "mould-temperature")]
    pub id: String,
    /// In the reader's language.
    pub name: String,
    pub provider: NamedProvider,
    /// Patents in it.
    pub patents: u64,
    pub href: String,
}

/// A package with its patents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PackageResponse {
    pub ledger: LedgerState,
    pub on: String,
    pub id: String,
    pub names: BilingualText,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<BilingualText>,
    pub provider: NamedProvider,
    pub patents: Vec<PackagedPatent>,
    /// The search for those that are listed.
    pub search: String,
}

/// A patent of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PackagedPatent {
    pub id: String,
    /// In the reader's language where there is one; absent where the index does not hold it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Who lists it on the day.
    pub listed_by: Vec<NamedProvider>,
    /// Its page; absent where the index does not hold it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

/// Technology fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldsOfCommons {
    pub fields: Vec<FieldSummary>,
}

/// A technology field in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldSummary {
    #[schema(example = "smart-moulding")]
    pub id: String,
    pub version: u32,
    pub names: BilingualText,
    pub description: BilingualText,
    pub href: String,
}

impl From<&Version<Field>> for FieldSummary {
    fn from(field: &Version<Field>) -> Self {
        Self {
            id: field.id.clone(),
            version: field.version,
            names: BilingualText::from(&field.content.names),
            description: BilingualText::from(&field.content.description),
            href: format!("/commons/fields/{}", field.id),
        }
    }
}

/// A technology field with what it gathers.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FieldResponse {
    pub generation: String,
    pub ledger: LedgerState,
    pub on: String,
    #[serde(flatten)]
    pub field: FieldSummary,
    /// When this version was saved, UTC.
    pub saved: String,
    /// Queries, of which any finds it.
    pub searches: Vec<String>,
    /// Beginnings of classes, of which any finds it.
    pub classes: Vec<String>,
    /// All of it as one query.
    pub query: String,
    /// Its patents in the commons.
    pub patents: Gathered,
    /// Its articles.
    pub articles: Gathered,
    /// Who lists its patents, most of them first, with the contacts that fit the field.
    pub providers: Vec<FieldProvider>,
}

/// The best documents of a search, and where all are.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Gathered {
    pub total: u64,
    pub hits: Vec<Hit>,
    /// The search for all of them.
    pub search: String,
}

/// A provider of a field's patents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldProvider {
    pub id: String,
    pub name: String,
    /// Patents of the field that it lists.
    pub listed: u64,
    pub contacts: Vec<ContactBody>,
    pub href: String,
}
