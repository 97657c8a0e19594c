use axum::{
    Json,
    extract::{Path, Request, State, rejection::PathRejection},
    http::{HeaderName, HeaderValue, StatusCode, header},
};

use super::super::search::body_of;
use crate::{
    AppState, HttpError,
    client::Client,
    desk::at_desk,
    entering,
    may_use::no_ledger,
    refusals::Registering,
    request::typed,
    wire::{Problem, UseDeletion, UseReceipt, UseRecordRequest},
};

/// Registers "we use this in research": without an account. The answer has the number of the record and, this once, the
/// key that takes the person out of it.
#[utoipa::path(
    post, path = "/v1/commons/uses", tag = "commons", request_body = UseRecordRequest,
    responses(
        (status = 201, description = "It is registered.", body = UseReceipt),
        (status = 300, description = "The number can mean several documents: candidates.", body = Problem, content_type = "application/problem+json"),
        Registering,
    )
)]
pub(crate) async fn register(
    State(state): State<AppState>,
    client: Client,
    request: Request,
) -> Result<(StatusCode, [(HeaderName, HeaderValue); 1], Json<UseReceipt>), HttpError> {
    let commons = state.commons().ok_or_else(no_ledger)?.clone();
    let asked: UseRecordRequest = typed(body_of(&state, request).await?)?;
    let (desk, generation) = (state.clone(), state.generation());
    let work = move || entering::register_use(desk.desk(), &commons, &generation, client, &asked);
    let receipt = at_desk(&state, work).await?;
    let no_store = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok((StatusCode::CREATED, [no_store], Json(receipt)))
}

/// Takes the person out of a record of use for good. The record stays to be counted.
#[utoipa::path(
    post, path = "/v1/commons/uses/{reference}/deletion", tag = "commons", request_body = UseDeletion,
    params(("reference" = String, Path, description = "The number of the record.", example = "U-0123456789ab")),
    responses(
        (status = 204, description = "The person is deleted."),
        Registering,
    )
)]
pub(crate) async fn delete(
    State(state): State<AppState>,
    client: Client,
    reference: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<StatusCode, HttpError> {
    let commons = state.commons().ok_or_else(no_ledger)?.clone();
    let Path(reference) = reference?;
    let asked: UseDeletion = typed(body_of(&state, request).await?)?;
    let desk = state.clone();
    at_desk(&state, move || entering::delete_use(desk.desk(), &commons, client, &reference, &asked.key))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
