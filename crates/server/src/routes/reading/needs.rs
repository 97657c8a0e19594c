//! Needs: read by anybody as far as they are public, stated and changed by accounts.

use axum::{
    Json,
    extract::{Path, RawQuery, Request, State, rejection::PathRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use commons::NeedId;

use super::{
    super::{only, search::body_of},
    api::look,
};
use crate::{
    AppState, HttpError, InterfaceLanguage,
    address::own_address,
    desk::at_desk,
    entering::{remove_need, save_need},
    feed,
    reading::NeedAsked,
    request::{Pairs, parsed, typed},
    signed_in::{SignedIn, Viewer},
    wire::{NeedChange, NeedRequest, NeedResponse, NeedsResponse, Problem, SavedNeed},
};

/// Needs that still stand: the public ones, and with a token the account's own.
#[utoipa::path(
    get, path = "/v1/commons/needs", tag = "commons", security((), ("token" = [])),
    params(("lang" = Option<String>, Query, description = "Language of messages: ja or en.")),
    responses(
        (status = 200, description = "The needs.", body = NeedsResponse),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The token is not right.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The server has no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many attempts; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    Viewer(viewer): Viewer,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<NeedsResponse>, HttpError> {
    let query_string = query_string.unwrap_or_default();
    only(&Pairs::parse(&query_string), &["lang"])?;
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    look(&state, language, move |reading| reading.needs(viewer.as_ref())).await.map(Json)
}

/// A need with what the commons has for it now: patents, articles, and whom to ask.
///
/// Patents are matched by how much of the technique one claim covers, where the text is a technique of several elements,
/// else by a search for its words.
#[utoipa::path(
    get, path = "/v1/commons/needs/{id}", tag = "commons", security((), ("token" = [])),
    params(
        ("id" = String, Path, description = "Name of the need.", example = "mould-cooling"),
        ("since" = Option<String>, Query, description = "Marks matches that were listed on that day or later, YYYY-MM-DD.", example = "2026-01-01"),
        ("lang" = Option<String>, Query, description = "Language of messages, titles and names: ja or en."),
    ),
    responses(
        (status = 200, description = "The need.", body = NeedResponse),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The token is not right.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such need that the reader may see, or no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many attempts; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    Viewer(viewer): Viewer,
    id: Result<Path<String>, PathRejection>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<NeedResponse>, HttpError> {
    let Path(id) = id?;
    let query_string = query_string.unwrap_or_default();
    let pairs = Pairs::parse(&query_string);
    only(&pairs, &["since", "lang"])?;
    let asked = NeedAsked::read(&pairs)?;
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    look(&state, language, move |reading| reading.need(viewer.as_ref(), &id, asked)).await.map(Json)
}

/// The matches of a need as an Atom feed (RFC 4287), the last listed first: `/commons/needs/{id}/feed`.
pub(crate) async fn feed(
    State(state): State<AppState>,
    Viewer(viewer): Viewer,
    id: Result<Path<String>, PathRejection>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let Path(id) = id?;
    let language = InterfaceLanguage::of_request(query_string.as_deref(), &headers);
    let base = own_address(state.config(), &headers);
    let make = move |reading: &crate::reading::Reading| {
        let need = reading.need(viewer.as_ref(), &id, NeedAsked::default())?;
        Ok(feed::of_need(&base, &need, language))
    };
    let xml = look(&state, language, make).await?;
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], xml).into_response())
}

/// States a need: any account, for itself.
#[utoipa::path(
    post, path = "/v1/commons/needs", tag = "commons", security(("token" = [])), request_body = NeedRequest,
    responses(
        (status = 201, description = "It is stated.", body = SavedNeed),
        (status = 400, description = "The request is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "There is no right token.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The server has no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "There is a need of that name.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The name is taken by another account.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is larger than the limit.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not announced as JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many attempts; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn state(
    State(state): State<AppState>,
    signed: SignedIn,
    request: Request,
) -> Result<(StatusCode, Json<SavedNeed>), HttpError> {
    let asked: NeedRequest = typed(body_of(&state, request).await?)?;
    let id: NeedId = parsed(&asked.id, "/id")?;
    let saved = at_desk(&state, move || save_need(&signed, &id, 0, &asked.need)).await?;
    Ok((StatusCode::CREATED, Json(saved)))
}

/// Changes a need, or ends it with `is_open`: its owner and administrators.
#[utoipa::path(
    put, path = "/v1/commons/needs/{id}", tag = "commons", security(("token" = [])),
    params(("id" = String, Path, description = "Name of the need.", example = "quiet-pump")),
    request_body = NeedChange,
    responses(
        (status = 200, description = "It is changed.", body = SavedNeed),
        (status = 400, description = "The request is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "There is no right token.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "It is another account's.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such need, or no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It has changed meanwhile.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is larger than the limit.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not announced as JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many attempts; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn change(
    State(state): State<AppState>,
    signed: SignedIn,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Json<SavedNeed>, HttpError> {
    let Path(id) = id?;
    let asked: NeedChange = typed(body_of(&state, request).await?)?;
    let id: NeedId = parsed(&id, "/id")?;
    at_desk(&state, move || save_need(&signed, &id, asked.after, &asked.need)).await.map(Json)
}

/// Removes a need with all its versions: its owner and administrators.
#[utoipa::path(
    delete, path = "/v1/commons/needs/{id}", tag = "commons", security(("token" = [])),
    params(("id" = String, Path, description = "Name of the need.", example = "quiet-pump")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 400, description = "This is no name.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "There is no right token.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "It is another account's.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such need, or no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many attempts; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn remove(
    State(state): State<AppState>,
    signed: SignedIn,
    id: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, HttpError> {
    let Path(id) = id?;
    let id: NeedId = parsed(&id, "/id")?;
    at_desk(&state, move || remove_need(&signed, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
