use axum::{
    extract::{RawQuery, Request, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};

use super::search::read_body;
use crate::{
    AppState, HttpError,
    address::own_address,
    error::Bilingual,
    may_use,
    oai::{self, Harvest},
    request::Pairs,
    search::in_gate,
    wire::Problem,
};

const XML: HeaderValue = HeaderValue::from_static("text/xml; charset=utf-8");

/// The ledger for harvesters: OAI-PMH 2.0.
///
/// Verbs are Identify, ListMetadataFormats, ListSets, ListIdentifiers, ListRecords and GetRecord; formats are `oai_dc` and
/// `commons`; sets are `provider:NAME` and `field:NAME`. A withdrawn listing is a deleted record. What the protocol calls
/// an error is answered with 200 and told in the document.
#[utoipa::path(
    get, path = "/oai", tag = "commons",
    params(
        ("verb" = Option<String>, Query, description = "What is asked.", example = "ListRecords"),
        ("metadataPrefix" = Option<String>, Query, description = "The format: oai_dc or commons.", example = "oai_dc"),
        ("identifier" = Option<String>, Query, description = "A record's identifier."),
        ("from" = Option<String>, Query, description = "Changed at that second or later: YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ."),
        ("until" = Option<String>, Query, description = "Changed at that second or earlier."),
        ("set" = Option<String>, Query, description = "A set, as ListSets names it."),
        ("resumptionToken" = Option<String>, Query, description = "Where a list goes on."),
    ),
    responses(
        (status = 200, description = "A document of OAI-PMH 2.0.", body = String, content_type = "text/xml"),
        (status = 404, description = "The server has no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "The answer took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    answer(&state, Pairs::parse(&query_string.unwrap_or_default()), &headers).await
}

/// The same with the arguments in a form's body (section 3.1.1 of the protocol).
#[utoipa::path(
    post, path = "/oai", tag = "commons",
    request_body(content = String, content_type = "application/x-www-form-urlencoded", description = "The arguments, as in a query string."),
    responses(
        (status = 200, description = "A document of OAI-PMH 2.0.", body = String, content_type = "text/xml"),
        (status = 404, description = "The server has no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is larger than the limit.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not announced as a form.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "The answer took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn post(State(state): State<AppState>, request: Request) -> Result<Response, HttpError> {
    let headers = request.headers().clone();
    let media_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !media_type.trim_start().to_ascii_lowercase().starts_with("application/x-www-form-urlencoded") {
        let detail = Bilingual::new(
            "本文は application/x-www-form-urlencoded で送ってください",
            "the body must be announced as application/x-www-form-urlencoded",
        );
        return Err(HttpError::new(crate::ProblemKind::UnsupportedMediaType, detail));
    }
    let body = read_body(&state, request).await?;
    answer(&state, Pairs::parse(&String::from_utf8_lossy(&body)), &headers).await
}

async fn answer(state: &AppState, pairs: Pairs, headers: &HeaderMap) -> Result<Response, HttpError> {
    let commons = state.commons().cloned().ok_or_else(may_use::no_ledger)?;
    let base = own_address(state.config(), headers);
    let (generation, of_work) = (state.generation(), state.clone());
    let work = move || {
        let (snapshot, now) = (commons.snapshot()?, commons.now());
        let state = &of_work;
        Harvest { state, generation: &generation, commons: &commons, snapshot, base, now }.answer(&pairs)
    };
    let xml = in_gate(state, work).await??;
    Ok(([(header::CONTENT_TYPE, XML), (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))], xml)
        .into_response())
}

/// The schema of the own format.
pub(crate) async fn schema() -> Response {
    ([(header::CONTENT_TYPE, XML)], oai::SCHEMA).into_response()
}
