use axum::{
    Json,
    extract::{Path, RawQuery, State, rejection::PathRejection},
    http::HeaderMap,
};
use commons::{ProviderId, Refusal};

use super::super::only;
use crate::{
    AppState, HttpError, InterfaceLanguage,
    desk::at_desk,
    error::{Bilingual, Item, Place, refused},
    listing_health::provider_health,
    may_use::no_ledger,
    request::{Pairs, parsed},
    wire::{HealthResponse, Problem},
};

/// How a provider's listings stand today: expired, lapsing soon, sold, licensed exclusively, in conflict, in use.
#[utoipa::path(
    get, path = "/v1/commons/providers/{id}/health", tag = "commons",
    params(
        ("id" = String, Path, description = "Name of the provider.", example = "aoba-battery"),
        ("listings" = Option<String>, Query, description = "`marked` (usual): those that something is to be said about; `all`."),
        ("lang" = Option<String>, Query, description = "Language of messages: ja or en."),
    ),
    responses(
        (status = 200, description = "The report.", body = HealthResponse),
        (status = 400, description = "The request is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The ledger does not have it, or there is no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<HealthResponse>, HttpError> {
    let Path(id) = id?;
    let commons = state.commons().ok_or_else(no_ledger)?.clone();
    let query_string = query_string.unwrap_or_default();
    let pairs = Pairs::parse(&query_string);
    only(&pairs, &["listings", "lang"])?;
    let all = all(&pairs)?;
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    let provider: ProviderId = parsed(&id, "/id")?;
    let generation = state.generation();
    at_desk(&state, move || {
        let report = provider_health(&generation, &commons, &provider, all, language)?;
        let place = Place::Parameter("id".to_owned());
        report.map(Json).ok_or_else(|| refused(&Refusal::UnknownProvider { provider }, place))
    })
    .await
}

fn all(pairs: &Pairs) -> Result<bool, HttpError> {
    match pairs.get("listings") {
        None | Some("marked") => Ok(false),
        Some("all") => Ok(true),
        Some(written) => {
            let message = Bilingual::new(
                format!("listings は marked か all です ({written} は使えません)"),
                format!("listings must be marked or all, not {written:?}"),
            );
            let place = Place::Parameter("listings".to_owned());
            Err(HttpError::invalid(vec![Item::new(place, "not-a-choice", message)]))
        }
    }
}
