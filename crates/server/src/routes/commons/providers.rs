use axum::{
    Json,
    extract::{Path, Request, State, rejection::PathRejection},
    http::StatusCode,
};

use super::{super::search::body_of, own_provider};
use crate::{
    AppState, HttpError,
    desk::at_desk,
    entering,
    refusals::Entering,
    request::typed,
    signed_in::SignedIn,
    wire::{Entered, JoinRequest, Joined, ProfileChange, TermsRequest},
};

/// A provider joins, with an account for its editor if one is asked for: by an administrator.
#[utoipa::path(
    post, path = "/v1/commons/providers", tag = "commons", security(("token" = [])), request_body = JoinRequest,
    responses(
        (status = 201, description = "It has joined.", body = Joined),
        Entering,
    )
)]
pub(crate) async fn join(
    State(state): State<AppState>,
    signed: SignedIn,
    request: Request,
) -> Result<(StatusCode, Json<Joined>), HttpError> {
    signed.is_administrator()?;
    let asked: JoinRequest = typed(body_of(&state, request).await?)?;
    let joined = at_desk(&state, move || entering::join(&signed, &asked)).await?;
    Ok((StatusCode::CREATED, Json(joined)))
}

/// Enters a provider's profile as it is from a day on: by its editor.
#[utoipa::path(
    put, path = "/v1/commons/providers/{id}/profile", tag = "commons", security(("token" = [])),
    params(("id" = String, Path, description = "Name of the provider.", example = "aoba-battery")),
    request_body = ProfileChange,
    responses(
        (status = 200, description = "It is entered, or the ledger said so already.", body = Entered),
        Entering,
    )
)]
pub(crate) async fn change(
    State(state): State<AppState>,
    signed: SignedIn,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Json<Entered>, HttpError> {
    let provider = own_provider(&signed, id)?;
    let asked: ProfileChange = typed(body_of(&state, request).await?)?;
    at_desk(&state, move || entering::change_profile(&signed, &provider, &asked)).await.map(Json)
}

/// Publishes a version of terms of the provider's own: new content, or that of a model under its own name.
///
/// Models need no publishing: a listing names them as they are.
#[utoipa::path(
    post, path = "/v1/commons/providers/{id}/terms", tag = "commons", security(("token" = [])),
    params(("id" = String, Path, description = "Name of the provider.", example = "aoba-battery")),
    request_body = TermsRequest,
    responses(
        (status = 200, description = "They are published, or were already with this content.", body = Entered),
        Entering,
    )
)]
pub(crate) async fn publish_terms(
    State(state): State<AppState>,
    signed: SignedIn,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Json<Entered>, HttpError> {
    let provider = own_provider(&signed, id)?;
    let asked: TermsRequest = typed(body_of(&state, request).await?)?;
    at_desk(&state, move || entering::publish_terms(&signed, &provider, &asked)).await.map(Json)
}
