use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    http::{HeaderMap, StatusCode, Uri},
    response::{Html, IntoResponse, Response},
};
use indexer::Generation;
use model::Document;
use query::{CitationDirection, FamilyDefinition};

use super::{
    related::{Related, claim_number},
    search::read_body,
};
use crate::{
    AppState, HttpError, InterfaceLanguage, ProblemKind,
    citations::{self, Wanted},
    error::Place,
    figures,
    marks::Marker,
    may_use::{self, UseAsked},
    request::{Endpoint, Given, Pairs, SearchParameters},
    resolve,
    search::{Prepared, in_gate, prepare, run},
    web::{self, DocumentView, PageContext, ResultsView, UsePanel},
    wire::FamilyResponse,
};

/// The facets of the page of results, in their order there.
const FACETS: &[&str] = &["type", "office", "year", "applicant", "ipc", "journal"];

/// Values of each of them.
const FACET_SIZE: &str = "8";

/// The facets of the start page: what the index holds.
const HOLDINGS: &[&str] = &["type", "office", "ipc"];

pub(crate) fn context(state: &AppState, uri: &Uri, headers: &HeaderMap) -> PageContext {
    let generation = state.generation();
    PageContext {
        language: InterfaceLanguage::of_request(uri.query(), headers),
        path: uri.path().to_owned(),
        pairs: Pairs::parse(uri.query().unwrap_or_default()),
        generation: generation.id().to_string(),
        documents: generation.document_count(),
        schemes: generation.schemes().infos().map(|info| info.kind).collect(),
        has_commons: state.commons().is_some(),
    }
}

/// The start page, or the results of a search.
pub(crate) async fn search(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let context = context(&state, &uri, &headers);
    let parameters = match page_parameters(&state, &context.pairs) {
        Ok(parameters) => parameters,
        Err(items) => {
            let query = context.pairs.get("q").unwrap_or_default();
            return Ok((StatusCode::BAD_REQUEST, web::refused_page(&context, query, &items)).into_response());
        }
    };
    if parameters.is_empty() {
        return start(&state, &context).await.map(IntoResponse::into_response);
    }
    let prepared = match prepare(&parameters, |name| Place::Parameter(name.to_owned())) {
        Err(error) if error.kind == ProblemKind::InvalidQuery => {
            let page = web::refused_page(&context, &parameters.q, &error.items);
            return Ok((StatusCode::BAD_REQUEST, page).into_response());
        }
        other => other?,
    };
    results(&state, &context, &parameters, prepared).await.map(IntoResponse::into_response)
}

fn page_parameters(state: &AppState, pairs: &Pairs) -> Result<SearchParameters, Vec<crate::Item>> {
    let mut pairs = pairs.clone();
    // What the page shows of a hit and beside the hits is the page's own choice.
    pairs.0.retain(|(name, _)| !["facets", "facet_size", "fields"].contains(&name.as_str()));
    pairs.push("facets", FACETS.join(","));
    pairs.push("facet_size", FACET_SIZE);
    // The page says of how many families its documents are.
    pairs.0.retain(|(name, _)| name != "families");
    pairs.push("families", "true");
    if pairs.get("size").is_none() {
        pairs.push("size", state.config().web_page_size.to_string());
    }
    // The tree of the query stands on the first page; those that follow are the same search.
    if pairs.get("counts").is_none() && pairs.get("cursor").is_none() {
        pairs.push("counts", "true");
    }
    SearchParameters::read(Given::from_page(Endpoint::Search, &pairs), state.config())
}

async fn start(state: &AppState, context: &PageContext) -> Result<Html<String>, HttpError> {
    let mut pairs = Pairs::default();
    pairs.push("facets", HOLDINGS.join(","));
    pairs.push("facet_size", FACET_SIZE);
    // The hits are not shown, only looked at for whether invented documents are among them.
    pairs.push("size", state.config().web_page_size.min(state.config().page_size_max).to_string());
    pairs.push("highlight", "false");
    let parameters = SearchParameters::read(Given::from_pairs(Endpoint::Search, pairs), state.config())
        .map_err(HttpError::invalid)?;
    let prepared = prepare(&parameters, |name| Place::Parameter(name.to_owned()))?;
    let (holdings, _) = run(state, prepared, context.language).await?;
    Ok(web::start_page(context, &holdings))
}

async fn results(
    state: &AppState,
    context: &PageContext,
    parameters: &SearchParameters,
    prepared: Prepared,
) -> Result<Html<String>, HttpError> {
    let (response, ast) = run(state, prepared, context.language).await?;
    let rank = context.pairs.get("rank").and_then(|rank| rank.parse().ok()).filter(|rank| 1 < *rank);
    let first_rank = if parameters.cursor.is_some() { rank.unwrap_or(2) } else { 1 };
    let view = ResultsView { query: &parameters.q, ast: &ast, response: &response, first_rank };
    Ok(web::results_page(context, &view))
}

/// The page of one document, with the words of the query that led to it marked.
pub(crate) async fn document(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Html<String>, HttpError> {
    let Path(id) = id?;
    let context = context(&state, &uri, &headers);
    let generation = state.generation();
    if let Some((Related::Science, suffix)) = Related::of(uri.path()) {
        let id = id.strip_suffix(suffix).unwrap_or(&id).to_owned();
        return in_gate(&state, move || {
            let claim = claim_number(&context.pairs)?;
            let document = resolve::document(&generation, &id)?;
            let answer = crate::science::science(&generation, &document, claim, context.language)?;
            Ok(web::science_page(&context, &answer))
        })
        .await?;
    }
    let gate_state = state.clone();
    in_gate(&gate_state, move || {
        let document = resolve::document(&generation, &id)?;
        state.looked_at(&document);
        let query = context.pairs.get("q").filter(|query| !query.trim().is_empty());
        let limit = state.config().query_chars_max;
        let ast = query
            .filter(|query| query.chars().count() <= limit)
            .map(|query| query::parse_as(context.syntax(), query).ast);
        let marker = ast.map(|ast| Marker::new(&generation, &ast));
        let marks = |field: &'static str, language, text: &str| {
            marker.as_ref().map_or_else(Vec::new, |marker| marker.marks(field, language, text))
        };
        let around = |direction| {
            let wanted = Wanted::all(direction);
            citations::citations(&generation, &document, wanted, context.language)
        };
        let may_use = use_panel(&state, &generation, &document, &context)?;
        let view = DocumentView {
            document: &document,
            self_href: crate::wire::document_href(&document.id().to_string()),
            cites: &around(CitationDirection::Cites)?,
            cited_by: &around(CitationDirection::CitedBy)?,
            families: &families(&generation, &document, context.language)?,
            query,
            marks: &marks,
            may_use: may_use.as_ref(),
            indicators: &figures::for_page(&state, &generation, &document, context.language)?,
        };
        Ok(web::document_page(&context, &view))
    })
    .await?
}

/// The panel "may I use it?"; an article has none.
fn use_panel(
    state: &AppState,
    generation: &Generation,
    document: &Document,
    context: &PageContext,
) -> Result<Option<UsePanel>, HttpError> {
    if matches!(document, Document::Article(_)) {
        return Ok(None);
    }
    let Some(commons) = state.commons() else { return Ok(Some(UsePanel::NoLedger)) };
    Ok(Some(match UseAsked::read(&context.pairs) {
        Err(error) => UsePanel::Refused(error),
        Ok(asked) => {
            let answer = may_use::answer(commons, generation, document, &asked, context.language)?;
            UsePanel::Answered(Box::new(answer))
        }
    }))
}

/// The families of a document; the extended one only where it is larger.
fn families(
    generation: &Generation,
    document: &Document,
    language: InterfaceLanguage,
) -> Result<Vec<FamilyResponse>, HttpError> {
    let simple = citations::family(generation, document, FamilyDefinition::Simple, language)?;
    let extended = citations::family(generation, document, FamilyDefinition::Extended, language)?;
    let is_larger = simple.total.value < extended.total.value;
    Ok(std::iter::once(simple).chain(is_larger.then_some(extended)).collect())
}

/// The page that finds numbers in a text: the empty form, or the numbers of a short text in the address.
pub(crate) async fn resolve(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let context = context(&state, &uri, &headers);
    let text = context.pairs.get("text").unwrap_or_default().to_owned();
    resolved(&state, &context, text).await
}

/// The same for a text that the form sends.
pub(crate) async fn resolve_posted(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, HttpError> {
    let context = context(&state, &uri, &headers);
    let body = read_body(&state, request).await?;
    // Browsers send line breaks as CR LF; the text is shown and counted with LF.
    let sent = Pairs::parse(&String::from_utf8_lossy(&body));
    let text = sent.get("text").unwrap_or_default().replace("\r\n", "\n");
    resolved(&state, &context, text).await
}

async fn resolved(state: &AppState, context: &PageContext, text: String) -> Result<Response, HttpError> {
    if text.trim().is_empty() {
        return Ok(web::resolve_page(context, "", None, None).into_response());
    }
    let place = Place::Parameter("text".to_owned());
    match super::resolve::answer(state, text.clone(), place, context.language).await {
        Ok(answer) => Ok(web::resolve_page(context, &text, Some(&answer), None).into_response()),
        Err(error) if error.kind == ProblemKind::InvalidRequest => {
            let refusal = error.detail.get(context.language);
            let page = web::resolve_page(context, &text, None, Some(refusal));
            Ok((StatusCode::BAD_REQUEST, page).into_response())
        }
        Err(error) => Err(error),
    }
}

pub(crate) async fn help(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Html<String> {
    let generation = state.generation();
    web::help_page(&context(&state, &uri, &headers), query::fields(), &generation.config().ranking)
}

pub(crate) async fn docs(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Html<String> {
    let generation = state.generation();
    web::docs_page(&context(&state, &uri, &headers), state.config(), &generation.config().ranking)
}
