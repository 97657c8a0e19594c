//! What goes over the wire: plain structs with their OpenAPI schemas, and small functions that fill them.
//!
//! Types of the engine are never serialised. A document is the exception that the model states: its serialised form
//! is the public exchange form.

mod analyze;
mod citations;
mod classes;
mod commons;
mod convert;
mod coverage;
mod coverage_csv;
mod document;
mod family;
mod fields;
mod health;
mod honesty;
mod indicators;
mod lines;
mod links;
mod map;
mod map_csv;
mod portfolio;
mod problem;
mod report;
mod resolve;
mod search;
mod selected;
mod similar;
mod translate;

pub use analyze::{AnalyzeResponse, Token};
pub use citations::{CitationCounts, CitationEntry, CitationsResponse, FamilyResponse, RelatedMember};
pub use classes::{
    ClassItem, ClassResponse, ClassTitle, ClassesResponse, SchemeDescription, SchemesResponse,
};
pub(crate) use commons::tongue;
pub use commons::{
    AskedUse, BegunWork, BilingualText, CommonsOverview, ContactBody, Entered, FieldHealth, FieldProvider,
    FieldResponse, FieldSummary, FieldsOfCommons, Gathered, HealthCounts, HealthReport, HitUse,
    ImportConflict, ImportPlan, ImportResponse, ImportRow, IndicatorSummary, IssuedToken, JoinRequest,
    Joined, LedgerEvidence, LedgerLine, LedgerOrigin, LedgerState, ListingHealth, ListingRequest,
    NamedProvider, NeedBody, NeedChange, NeedMatch, NeedRequest, NeedResponse, NeedSummary, NeedsResponse,
    NewAccount, NewEditor, NewToken, PackageResponse, PackageSummary, PackagedPatent, PackagesResponse,
    PersonBody, ProfileBody, ProfileChange, ProviderHealth, ProviderResponse, ProviderSummary,
    ProvidersResponse, Region, Remark, SavedNeed, TermsContent, TermsListResponse, TermsRequest,
    TermsResponse, TermsSummary, UseContact, UseCount, UseDeletion, UseReceipt, UseRecordRequest,
    UseResponse, UseTerms, VersionName, Whoami,
};
pub use convert::search_response;
pub(crate) use convert::{char_ranges, document_href, for_reader, translations};
pub use coverage::{
    CoverageCell, CoverageDocument, CoverageResponse, CoveredWord, CoveringClaim, ElementArticles,
    IndependentClaim, MentioningArticle, TechniqueElement, TechniqueText, coverage_response,
};
pub use coverage_csv::coverage_csv;
pub use document::{CitedLink, DocumentLinks, DocumentResponse};
pub(crate) use family::{definition_name, definition_text};
pub use fields::{FacetDescription, FieldDescription, FieldsResponse, OperatorDescription, PathDescription};
pub use health::{Health, Readiness};
pub use honesty::{
    Advice, Completeness, CompletenessResponse, CompletenessRow, CountedNode, QueryEcho, Suggestion,
};
pub use indicators::{
    Indicator, IndicatorCohort, IndicatorInput, IndicatorInputs, IndicatorPart, IndicatorReading,
    IndicatorsResponse, TechnologyFieldName, indicators_response,
};
pub use lines::{LineResponse, LinesRequest, LinesResponse};
pub use links::{
    CitedByPlace, CitingDocuments, CitingPatents, LinkCounts, LinksResponse, ReadLiterature, ScienceResponse,
};
pub use map::{
    MapCell, MapDescription, MapDocument, MapLag, MapName, MapResponse, MapRow, MapTable, MapWhiteSpace,
    MapsResponse,
};
pub(crate) use map::{map_response, maps_response};
pub use map_csv::map_csv;
pub use portfolio::{
    PortfolioApplicant, PortfolioCount, PortfolioDistribution, PortfolioField, PortfolioFigure,
    PortfolioResponse, PortfolioSet, portfolio_response, portfolio_set,
};
pub use problem::{Candidate, CharRange, Problem, ProblemItem};
pub use report::{
    Change, ChangedCondition, CountDifference, DiffResponse, Difference, Report, ReportedDocument,
    ReportedFamilies, ReportedIndex, ReportedLedger, ReportedResults, Verification,
};
pub use resolve::{Mention, Reading, ResolveResponse};
pub use search::{
    Bucket, CollapseDescription, Explanation, Facet, FamilyMember, FamilyTotals, FeedbackTerm, Histogram,
    HistogramBucket, Hit, HitFamily, HitLinks, MarkedText, Name, Passage, Place, SearchContext,
    SearchResponse, TermTranslation, Total,
};
pub(crate) use selected::with_selected_hits;
pub use selected::{SelectedDocument, SelectedHit};
pub use similar::{
    BeforeDay, LookupTerm, Reasons, SharedClass, SharedTerm, SimilarResponse, similar_response,
};
pub use translate::{LossItem, TranslateResponse};
