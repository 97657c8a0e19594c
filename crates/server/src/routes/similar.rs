//! What is similar to a document or a text: the API's answers and the pages.

use axum::{
    Json,
    extract::{Path, RawQuery, Request, State, rejection::PathRejection},
    http::{HeaderMap, StatusCode, Uri},
    response::{Html, IntoResponse, Response},
};
use serde_json::Value;

use super::{
    pages::context,
    search::{body_of, language_of, read_body},
};
use crate::{
    AppState, HttpError, InterfaceLanguage, ProblemKind,
    error::Place,
    request::{Endpoint, Given, Pairs},
    similar::{Asked, Written},
    web::{self, PageContext, SimilarTextView},
    wire::{Problem, SimilarResponse},
};

/// Documents similar to one of the index: prior art and neighbours, patents and articles alike, each with reasons.
///
/// The document is looked up by the terms that tell what it is about, which the answer lists with their weights; its
/// extended family is left out. `before=priority` leaves only what was published before its priority. `q` narrows,
/// as the filters do, and changes no score.
#[utoipa::path(
    get, path = "/v1/similar/{id}", tag = "search",
    params(
        ("id" = String, Path, description = "A number in any accepted form, or a DOI, percent-encoded.", example = "JP-2020940308-A"),
    ),
    responses(
        (status = 200, description = "A page of similar documents.", body = SimilarResponse),
        (status = 300, description = "The number can mean several documents: candidates.", body = Problem, content_type = "application/problem+json"),
        (status = 304, description = "Unchanged since the answer whose ETag was sent in If-None-Match."),
        (status = 400, description = "A parameter is wrong, or this is not a number.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The index does not hold the document.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The cursor's generation is no longer kept.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many searches; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "The search took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<Value>, HttpError> {
    let Path(id) = id?;
    let query_string = query_string.unwrap_or_default();
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    let given = Given::from_pairs(Endpoint::Similar, Pairs::parse(&query_string));
    let asked = Asked::read(&state, given, Written::Document(id), |name| Place::Parameter(name.to_owned()))?;
    asked.answer(&state, language).await?.json().map(Json)
}

/// Documents similar to a text: a paragraph, a claim or a whole publication, in Japanese or English.
///
/// No syntax is read. Of a long text the words that tell most are searched, which a notice tells; a text with the
/// headings of a publication is weighed by its parts, as a document of the index is.
#[utoipa::path(
    post, path = "/v1/similar", tag = "search",
    responses(
        (status = 200, description = "A page of similar documents.", body = SimilarResponse),
        (status = 400, description = "The body is wrong, or the text longer than the limit.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The cursor's generation is no longer kept.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is larger than the limit.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not announced as JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many searches; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "The search took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn post(State(state): State<AppState>, request: Request) -> Result<Json<Value>, HttpError> {
    let headers = request.headers().clone();
    let body = body_of(&state, request).await?;
    let language = language_of(&body, &headers);
    let given = Given::from_json(Endpoint::SimilarText, body);
    let asked = Asked::read(&state, given, Written::Text, |name| Place::Pointer(format!("/{name}")))?;
    asked.answer(&state, language).await?.json().map(Json)
}

/// The page of what is similar to a document.
pub(crate) async fn page(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Html<String>, HttpError> {
    let Path(id) = id?;
    let context = context(&state, &uri, &headers);
    let given = Given::from_page(Endpoint::Similar, &paged(&state, &context.pairs));
    let asked = Asked::read(&state, given, Written::Document(id), |name| Place::Parameter(name.to_owned()))?;
    let answered = asked.answer(&state, context.language).await?;
    let document = answered.document.ok_or_else(|| HttpError::internal("the document was just found"))?;
    let first_rank = first_rank(&context.pairs);
    Ok(web::similar_page(&context, &document, &answered.response, first_rank))
}

/// The page for a text: the form, with what is similar to a short text in the address.
pub(crate) async fn text_page(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let context = context(&state, &uri, &headers);
    let sent = context.pairs.clone();
    of_text(&state, &context, &sent).await
}

/// The same for a text that the form sends.
pub(crate) async fn text_posted(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, HttpError> {
    let context = context(&state, &uri, &headers);
    let body = read_body(&state, request).await?;
    let mut sent = Pairs::parse(&String::from_utf8_lossy(&body));
    // Browsers send line breaks as CR LF; the text is counted and sent on with LF.
    for (_, value) in &mut sent.0 {
        *value = value.replace("\r\n", "\n");
    }
    of_text(&state, &context, &sent).await
}

async fn of_text(state: &AppState, context: &PageContext, sent: &Pairs) -> Result<Response, HttpError> {
    let first_rank = first_rank(sent);
    let view = SimilarTextView { sent, first_rank, answer: None, refusal: None };
    if sent.get("text").unwrap_or_default().trim().is_empty() {
        return Ok(web::similar_text_page(context, &view).into_response());
    }
    let given = Given::from_page(Endpoint::SimilarText, &paged(state, sent));
    let asked = Asked::read(state, given, Written::Text, |name| Place::Parameter(name.to_owned()));
    let answered = match asked {
        Ok(asked) => asked.answer(state, context.language).await,
        Err(error) => Err(error),
    };
    match answered {
        Ok(answered) => {
            let view = SimilarTextView { answer: Some(&answered.response), ..view };
            Ok(web::similar_text_page(context, &view).into_response())
        }
        Err(error) if matches!(error.kind, ProblemKind::InvalidRequest | ProblemKind::InvalidQuery) => {
            let view = SimilarTextView { refusal: Some(&error), ..view };
            Ok((StatusCode::BAD_REQUEST, web::similar_text_page(context, &view)).into_response())
        }
        Err(error) => Err(error),
    }
}

/// What a page asks for: as many hits as a page of results shows.
fn paged(state: &AppState, pairs: &Pairs) -> Pairs {
    let mut pairs = pairs.clone();
    pairs.0.retain(|(name, _)| !["facets", "facet_size", "histogram", "fields"].contains(&name.as_str()));
    if pairs.get("size").is_none() {
        pairs.push("size", state.config().web_page_size.to_string());
    }
    pairs
}

/// The rank of the page's first hit, from 1.
fn first_rank(pairs: &Pairs) -> usize {
    let rank = pairs.get("rank").and_then(|rank| rank.parse().ok()).filter(|rank| 1 < *rank);
    if pairs.get("cursor").is_some_and(|cursor| !cursor.is_empty()) { rank.unwrap_or(2) } else { 1 }
}
