//! The landscape report: the maps of a search, its first documents with reasons, method and limits, as one file.

use std::time::Duration;

use indexer::Generation;
use query::{QueryError, SearchRequest, Severity};
use value::maps::Kind;

use crate::{
    InterfaceLanguage,
    maps::{Asked, Drawn},
    request::Pairs,
    web::{self, LandscapeView, PageContext},
    wire::{self, SearchContext},
};

/// The maps of a report, in their order.
const MAPS: [Kind; 11] = [
    Kind::Filings,
    Kind::Applicants,
    Kind::Technologies,
    Kind::Matrix,
    Kind::Flow,
    Kind::Families,
    Kind::Papers,
    Kind::Maturity,
    Kind::Status,
    Kind::Collaboration,
    Kind::Landscape,
];

/// Documents that a report names.
const DOCUMENTS: usize = 15;

/// A landscape report that is asked for.
#[derive(Debug, Clone)]
pub struct LandscapeRequest {
    /// In the standard syntax.
    pub query: String,
    pub language: InterfaceLanguage,
    /// Where the server of the searches is, `https://example.org`; links lead nowhere without it.
    pub base: Option<String>,
    /// When it is made, UTC.
    pub made: String,
}

/// Makes a report: one HTML file that needs nothing else, and prints on A4.
///
/// The same index, query and time give the same bytes. Errors of the query are refused together.
pub fn landscape_report(generation: &Generation, request: &LandscapeRequest) -> Result<String, QueryError> {
    let parsed = query::parse(&request.query);
    let is_error = |problem: &query::Problem| problem.severity() == Severity::Error;
    let (errors, problems): (Vec<_>, Vec<_>) = parsed.problems.into_iter().partition(is_error);
    if !errors.is_empty() {
        return Err(QueryError::Refused { problems: errors });
    }
    let mut maps: Vec<Drawn> = Vec::new();
    for kind in MAPS {
        let asked = Asked::of_query(kind, &request.query, Some(request.language.code()));
        maps.push(asked.at(request.base.clone()).drawn(generation, request.language)?);
    }
    let search = SearchRequest { size: DOCUMENTS, ..SearchRequest::new(parsed.ast) };
    let page = query::search(generation, &search)?;
    let context = SearchContext { language: request.language, took: Duration::ZERO };
    let found = wire::search_response(&page, &problems, &context);
    let view = LandscapeView { request, maps: &maps, found: &found };
    Ok(web::landscape_page(&page_context(generation, request), &view))
}

/// What the parts of pages need to know.
fn page_context(generation: &Generation, request: &LandscapeRequest) -> PageContext {
    let mut pairs = Pairs::default();
    pairs.push("q", request.query.clone());
    pairs.push("lang", request.language.code());
    PageContext {
        language: request.language,
        path: "/maps/report".to_owned(),
        pairs,
        generation: generation.id().to_string(),
        documents: generation.document_count(),
        schemes: Vec::new(),
        has_commons: false,
    }
}
