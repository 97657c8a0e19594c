use axum::{
    Json,
    extract::{Path, RawQuery, State, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, Uri, header},
    response::{IntoResponse, Response},
};

use export::Selection;

use super::{
    only,
    related::{self, Related},
};
use crate::{
    AppState, HttpError, InterfaceLanguage,
    request::{Pairs, unknown_field},
    resolve,
    search::in_gate,
    wire::{DocumentResponse, Problem, SelectedDocument},
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
        ("fields" = Option<String>, Query, description = "Only these parts of the document, by path, separated by commas; /v1/fields lists the paths. The answer then has `fields` in place of `document` and `links`.", example = "title.ja,claims.independent,biblio.applicants"),
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
    id: Result<Path<String>, PathRejection>,
    RawQuery(query_string): RawQuery,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let Path(id) = id?;
    let query_string = query_string.unwrap_or_default();
    let pairs = Pairs::parse(&query_string);
    if let Some((related, suffix)) = Related::of(uri.path()) {
        let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
        let id = id.strip_suffix(suffix).unwrap_or(&id).to_owned();
        return match related {
            Related::Citations => {
                related::citations(&state, id, &pairs, language).await.map(IntoResponse::into_response)
            }
            Related::Family => {
                related::family(&state, id, &pairs, language).await.map(IntoResponse::into_response)
            }
            Related::Indicators => {
                related::indicators(&state, id, &pairs, language).await.map(IntoResponse::into_response)
            }
            Related::Use => {
                related::use_of(&state, id, &pairs, language).await.map(IntoResponse::into_response)
            }
            Related::Links => {
                related::links(&state, id, &pairs, language).await.map(IntoResponse::into_response)
            }
            Related::Science => {
                related::science(&state, id, &pairs, language).await.map(IntoResponse::into_response)
            }
        };
    }
    only(&pairs, &["lang", "fields"])?;
    let selection = selection(&pairs)?;
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    let generation = state.generation();
    if let Some(selection) = selection {
        let answer = in_gate(&state, move || -> Result<SelectedDocument, HttpError> {
            let document = resolve::document(&generation, &id)?;
            Ok(SelectedDocument {
                generation: generation.id().to_string(),
                id: document.id().to_string(),
                fields: selection.pick(&document),
            })
        })
        .await??;
        return Ok(Json(answer).into_response());
    }
    let of_work = state.clone();
    let answer = in_gate(&state, move || -> Result<DocumentResponse, HttpError> {
        let document = resolve::document(&generation, &id)?;
        of_work.looked_at(&document);
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

/// The parts asked for, if any are.
fn selection(pairs: &Pairs) -> Result<Option<Selection>, HttpError> {
    let given = pairs.0.iter().filter(|(name, _)| name == "fields").flat_map(|(_, value)| value.split(','));
    let paths: Vec<String> =
        given.map(str::trim).filter(|path| !path.is_empty()).map(str::to_owned).collect();
    if paths.is_empty() {
        return Ok(None);
    }
    Selection::read(paths.iter().map(String::as_str)).map(Some).map_err(|unknown| {
        HttpError::invalid(unknown.iter().map(|field| unknown_field(&paths, field)).collect())
    })
}
