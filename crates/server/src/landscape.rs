//! The landscape report: the maps of a search, its first documents with reasons, method and limits, as one file.

use std::time::Duration;

use indexer::Generation;
use query::SearchRequest;
use value::maps::Kind;

use crate::{
    InterfaceLanguage,
    maps::{Deadline, MapError, Sought, several},
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
pub fn landscape_report(generation: &Generation, request: &LandscapeRequest) -> Result<String, MapError> {
    let sought = Sought::of_query(&request.query, Some(request.language.code()))?;
    report_of(generation, request, &sought.at(request.base.clone()), None)
}

/// Makes the report of a search with whatever narrows it; `request.query` is how its query was written. Given up between two
/// maps once the deadline has passed.
pub(crate) fn report_of(
    generation: &Generation,
    request: &LandscapeRequest,
    sought: &Sought,
    deadline: Option<Deadline>,
) -> Result<String, MapError> {
    let maps = several(generation, &MAPS, sought, request.language, deadline)?;
    let search = SearchRequest { size: DOCUMENTS, cursor: None, ..sought.request.clone() };
    let page = query::search(generation, &search)?;
    let context = SearchContext { language: request.language, took: Duration::ZERO };
    let found = wire::search_response(&page, &sought.problems, &context);
    let view = LandscapeView { request, narrowed_by: sought.links.narrowed_by(), maps: &maps, found: &found };
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
