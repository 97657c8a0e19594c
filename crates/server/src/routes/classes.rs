use axum::{
    Json,
    extract::{Path, RawQuery, State, rejection::PathRejection},
    http::HeaderMap,
};

use super::only;
use crate::{
    AppState, HttpError, InterfaceLanguage,
    classes::{self, Shelf},
    request::Pairs,
    search::in_gate,
    wire::{ClassResponse, ClassesResponse, Problem, SchemesResponse},
};

/// The classification schemes at hand.
#[utoipa::path(
    get, path = "/v1/classes", tag = "classes",
    responses(
        (status = 200, description = "The installed schemes; none where none is installed.", body = SchemesResponse),
        (status = 400, description = "There is no such parameter.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn schemes(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
) -> Result<Json<SchemesResponse>, HttpError> {
    only(&Pairs::parse(&query_string.unwrap_or_default()), &["lang"])?;
    Ok(Json(classes::schemes(&state.generation())))
}

/// The top classes of a scheme, or a search in its titles.
#[utoipa::path(
    get, path = "/v1/classes/{scheme}", tag = "classes",
    params(
        ("scheme" = String, Path, description = "ipc, cpc, fi or fterm.", example = "cpc"),
        ("q" = Option<String>, Query, description = "Words that a title must have, in any case; the first 100 classes are listed."),
        ("lang" = Option<String>, Query, description = "Language of messages, and of the title that stands first: ja or en."),
    ),
    responses(
        (status = 200, description = "Classes with counts of documents.", body = ClassesResponse),
        (status = 400, description = "There is no such parameter.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such scheme, or it is not installed.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn scheme(
    State(state): State<AppState>,
    scheme: Result<Path<String>, PathRejection>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<ClassesResponse>, HttpError> {
    let Path(scheme) = scheme?;
    let query_string = query_string.unwrap_or_default();
    let pairs = Pairs::parse(&query_string);
    only(&pairs, &["lang", "q"])?;
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    let generation = state.generation();
    in_gate(&state, move || {
        Shelf::open(&generation, &scheme, language)?.list(pairs.get("q").unwrap_or_default()).map(Json)
    })
    .await?
}

/// One class: its titles, what contains it, what is below it, and how many documents carry it.
#[utoipa::path(
    get, path = "/v1/classes/{scheme}/{symbol}", tag = "classes",
    params(
        ("scheme" = String, Path, description = "ipc, cpc, fi or fterm.", example = "cpc"),
        ("symbol" = String, Path, description = "A symbol of any level in any accepted form, percent-encoded; its slash may stand as it is.", example = "H01M10/0525"),
        ("lang" = Option<String>, Query, description = "Language of messages, and of the title that stands first: ja or en."),
    ),
    responses(
        (status = 200, description = "The class.", body = ClassResponse),
        (status = 400, description = "This is no symbol of the scheme.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The scheme does not have it, with the nearest ones as candidates; or there is no such scheme.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn class(
    State(state): State<AppState>,
    path: Result<Path<(String, String)>, PathRejection>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<ClassResponse>, HttpError> {
    let Path((scheme, symbol)) = path?;
    let query_string = query_string.unwrap_or_default();
    only(&Pairs::parse(&query_string), &["lang"])?;
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    let generation = state.generation();
    in_gate(&state, move || Shelf::open(&generation, &scheme, language)?.class(&symbol).map(Json)).await?
}
