use axum::{
    Json,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};

use super::only;
use crate::{
    AppState, HttpError, InterfaceLanguage,
    request::Pairs,
    resolve,
    search::in_gate,
    wire::{DocumentResponse, Problem},
};

/// One document in the exchange form, with links to its family and citations.
///
/// An ambiguous number is answered with 300 and all candidates, never with a guess; a client that does not know 300
/// sees a status that is not a success, and each candidate has an address of its own.
#[utoipa::path(
    get, path = "/v1/documents/{id}", tag = "documents",
    params(
        ("id" = String, Path, description = "A number in any accepted form, or a DOI, percent-encoded.", example = "JP-2010228687-A"),
        ("lang" = Option<String>, Query, description = "Language of messages and titles: ja or en."),
    ),
    responses(
        (status = 200, description = "The document.", body = DocumentResponse),
        (status = 300, description = "The number can mean several documents: candidates.", body = Problem, content_type = "application/problem+json"),
        (status = 400, description = "This is not a number.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The index does not hold it; the detail says how the number was read.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    Path(id): Path<String>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let query_string = query_string.unwrap_or_default();
    only(&Pairs::parse(&query_string), &["lang"])?;
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    let generation = state.generation();
    let answer = in_gate(&state, move || -> Result<DocumentResponse, HttpError> {
        let document = resolve::document(&generation, &id)?;
        let links = resolve::links(&generation, &document, language)?;
        Ok(DocumentResponse {
            generation: generation.id().to_string(),
            id: document.id().to_string(),
            document,
            links,
        })
    })
    .await??;
    let location = HeaderValue::from_str(&answer.links.self_href).ok();
    let mut response = Json(answer).into_response();
    if let Some(location) = location {
        response.headers_mut().insert(header::CONTENT_LOCATION, location);
    }
    Ok(response)
}
