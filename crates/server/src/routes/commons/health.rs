use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, RawQuery, State, rejection::PathRejection},
    http::HeaderMap,
};
use commons::{Commons, FieldId, ProviderId, Refusal};

use super::super::only;
use crate::{
    AppState, HttpError, InterfaceLanguage,
    desk::at_desk,
    error::{Bilingual, Item, Place, refused},
    figures::if_ready,
    listing_health::{field_health, provider_health},
    may_use::no_ledger,
    reading::unknown,
    refusals::ReadingOfLedger,
    request::{Pairs, parsed},
    wire::{FieldHealth, ProviderHealth},
};

/// How a provider's listings stand today: expired, lapsing soon, sold, licensed exclusively, in conflict, in use.
#[utoipa::path(
    get, path = "/v1/commons/providers/{id}/health", tag = "commons",
    params(
        ("id" = String, Path, description = "Name of the provider.", example = "aoba-battery"),
        ("listings" = Option<String>, Query, description = "`marked` (usual): those that something is to be said about; `all`."),
        ("lang" = Option<String>, Query, description = "Language of messages: ja or en."),
    ),
    responses((status = 200, description = "The report.", body = ProviderHealth), ReadingOfLedger)
)]
pub(crate) async fn of_provider(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<ProviderHealth>, HttpError> {
    let Asked { commons, id, all, language } = Asked::read(&state, id, query_string, &headers)?;
    let provider: ProviderId = parsed(&id, "/id")?;
    let generation = state.generation();
    let of_work = state.clone();
    at_desk(&state, move || {
        of_work.write_looks();
        let figures = if_ready(&of_work, &generation)?;
        let report = provider_health(&generation, &commons, figures.as_deref(), &provider, all, language)?;
        let place = Place::Parameter("id".to_owned());
        report.map(Json).ok_or_else(|| refused(&Refusal::UnknownProvider { provider }, place))
    })
    .await
}

/// How the listings of a technology field stand today, whoever listed them.
#[utoipa::path(
    get, path = "/v1/commons/fields/{id}/health", tag = "commons",
    params(
        ("id" = String, Path, description = "Name of the field.", example = "smart-moulding"),
        ("listings" = Option<String>, Query, description = "`marked` (usual): those that something is to be said about; `all`."),
        ("lang" = Option<String>, Query, description = "Language of messages: ja or en."),
    ),
    responses((status = 200, description = "The report.", body = FieldHealth), ReadingOfLedger)
)]
pub(crate) async fn of_field(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<FieldHealth>, HttpError> {
    let Asked { commons, id, all, language } = Asked::read(&state, id, query_string, &headers)?;
    let of_work = state.clone();
    at_desk(&state, move || health_of_field(&of_work, &commons, &id, all, language).map(Json)).await
}

/// The report of a field by its name.
pub(crate) fn health_of_field(
    state: &AppState,
    commons: &Commons,
    name: &str,
    all: bool,
    language: InterfaceLanguage,
) -> Result<FieldHealth, HttpError> {
    let absent = || unknown("技術分野", "technology field", name);
    let field: FieldId = name.parse().map_err(|_| absent())?;
    state.write_looks();
    let generation = state.generation();
    let figures = if_ready(state, &generation)?;
    field_health(&generation, commons, figures.as_deref(), &field, all, language)?.ok_or_else(absent)
}

/// What both reports are asked with.
struct Asked {
    commons: Arc<Commons>,
    id: String,
    all: bool,
    language: InterfaceLanguage,
}

impl Asked {
    fn read(
        state: &AppState,
        id: Result<Path<String>, PathRejection>,
        query_string: Option<String>,
        headers: &HeaderMap,
    ) -> Result<Self, HttpError> {
        let Path(id) = id?;
        let commons = state.commons().ok_or_else(no_ledger)?.clone();
        let query_string = query_string.unwrap_or_default();
        let pairs = Pairs::parse(&query_string);
        only(&pairs, &["listings", "lang"])?;
        let language = InterfaceLanguage::of_request(Some(&query_string), headers);
        Ok(Self { commons, id, all: all(&pairs)?, language })
    }
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
