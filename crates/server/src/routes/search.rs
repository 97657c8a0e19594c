use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest, RawQuery, Request, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;

use crate::{
    AppState, HttpError, InterfaceLanguage, ProblemKind,
    error::{Bilingual, Item, Place},
    request::{BodyError, Endpoint, Given, Pairs, SearchParameters, read_json},
    search::{PlaceOf, prepare, run, run_selected},
    wire::{Problem, SearchResponse},
};

/// Searches. Every parameter is described under `POST`'s body and in the parameters here; they are the same.
#[utoipa::path(
    get, path = "/v1/search", tag = "search",
    responses(
        (status = 200, description = "A page of hits, with the exact total.", body = SearchResponse),
        (status = 304, description = "Unchanged since the answer whose ETag was sent in If-None-Match."),
        (status = 400, description = "A parameter or the query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The cursor's generation is no longer kept.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many searches; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "The search took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let query_string = query_string.unwrap_or_default();
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    let given = Given::from_pairs(Endpoint::Search, Pairs::parse(&query_string));
    answer(&state, given, language, |name| Place::Parameter(name.to_owned())).await
}

/// The same search with its parameters in a JSON body, for what is too long for a URL.
#[utoipa::path(
    post, path = "/v1/search", tag = "search",
    responses(
        (status = 200, description = "A page of hits, with the exact total.", body = SearchResponse),
        (status = 400, description = "The body or the query is wrong; errors[].pointer says where.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The cursor's generation is no longer kept.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is larger than the limit.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not announced as JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many searches; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "The search took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn post(State(state): State<AppState>, request: Request) -> Result<Response, HttpError> {
    let headers = request.headers().clone();
    let body = body_of(&state, request).await?;
    let language = language_of(&body, &headers);
    let given = Given::from_json(Endpoint::Search, body);
    answer(&state, given, language, |name| Place::Pointer(format!("/{name}"))).await
}

async fn answer(
    state: &AppState,
    given: Given,
    language: InterfaceLanguage,
    place: PlaceOf,
) -> Result<Response, HttpError> {
    let parameters = SearchParameters::read(given, state.config()).map_err(HttpError::invalid)?;
    let prepared = prepare(&parameters, place)?;
    let Some(selection) = parameters.selection else {
        let (response, _) = run(state, prepared, language).await?;
        return Ok(Json(response).into_response());
    };
    run_selected(state, prepared, selection, language).await.map(|answer| Json(answer).into_response())
}

/// The body of a request as JSON.
pub(crate) async fn body_of(state: &AppState, request: Request) -> Result<Value, HttpError> {
    expect_json(request.headers())?;
    let body = read_body(state, request).await?;
    read_json(&body).map_err(|error| match error {
        BodyError::NotJson(error) => not_json(&error),
        BodyError::GivenTwice { pointer } => given_twice(pointer),
    })
}

/// The language that a body or its headers ask for.
pub(crate) fn language_of(body: &Value, headers: &HeaderMap) -> InterfaceLanguage {
    let chosen = body.get("lang").and_then(Value::as_str).and_then(InterfaceLanguage::from_code);
    chosen.unwrap_or_else(|| InterfaceLanguage::of_request(None, headers))
}

fn expect_json(headers: &HeaderMap) -> Result<(), HttpError> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json") {
        return Ok(());
    }
    let detail = match content_type {
        Some(found) => Bilingual::new(
            format!("Content-Type が {found} です"),
            format!("the Content-Type is {found}, expected application/json"),
        ),
        None => {
            Bilingual::new("Content-Type がありません", "there is no Content-Type, expected application/json")
        }
    };
    Err(HttpError::new(ProblemKind::UnsupportedMediaType, detail))
}

/// A body that does not arrive in the time of a search is given up: slow senders do not hold a connection for ever.
pub(super) async fn read_body(state: &AppState, request: Request) -> Result<Bytes, HttpError> {
    read_at_most(state, request, state.config().body_bytes_max).await
}

/// The same for a route whose bodies may have so many bytes, which its layer allows.
pub(super) async fn read_at_most(
    state: &AppState,
    request: Request,
    max_bytes: usize,
) -> Result<Bytes, HttpError> {
    let limit = state.config().search_timeout;
    match tokio::time::timeout(limit, Bytes::from_request(request, state)).await {
        Ok(body) => body.map_err(|rejection| unread(max_bytes, &rejection)),
        Err(_) => Err(body_too_slow()),
    }
}

pub(super) fn body_too_slow() -> HttpError {
    let detail = Bilingual::new("本文が時間内に届きませんでした", "the body did not arrive in time");
    HttpError::new(ProblemKind::TimedOut, detail)
}

/// A body that is too large, with the limit, or that broke off.
fn unread(limit: usize, rejection: &BytesRejection) -> HttpError {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let detail = Bilingual::new(
            format!("本文が上限の {limit} バイトを超えています"),
            format!("the body is larger than the limit of {limit} bytes"),
        );
        return HttpError::new(ProblemKind::BodyTooLarge, detail);
    }
    let detail = Bilingual::new("本文を読めませんでした", "the body could not be read");
    HttpError { cause: Some(rejection.body_text()), ..HttpError::new(ProblemKind::InvalidRequest, detail) }
}

fn given_twice(pointer: String) -> HttpError {
    let message = Bilingual::new(
        format!("{pointer} は一度だけ指定できます"),
        format!("{pointer} is given twice: of two, nobody knows which one counts"),
    );
    HttpError::invalid(vec![Item::new(Place::Pointer(pointer), "given-twice", message)])
}

fn not_json(error: &serde_json::Error) -> HttpError {
    let (line, column) = (error.line(), error.column());
    let message = Bilingual::new(
        format!("JSON として読めません ({line} 行 {column} 列)"),
        format!("not valid JSON: {error}"),
    );
    HttpError::invalid(vec![Item::new(Place::Pointer(String::new()), "not-json", message)])
}
