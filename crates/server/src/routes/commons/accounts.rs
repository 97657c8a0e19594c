use axum::{
    Json,
    extract::{Path, Request, State, rejection::PathRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use commons::AccountId;

use super::super::search::body_of;
use crate::{
    AppState, HttpError,
    desk::at_desk,
    entering,
    refusals::{Ending, Entering},
    request::{parsed, typed},
    signed_in::SignedIn,
    wire::{IssuedToken, NewAccount, NewToken, Problem, Whoami},
};

/// The account of the token that is sent.
#[utoipa::path(
    get, path = "/v1/commons/me", tag = "commons", security(("token" = [])),
    responses(
        (status = 200, description = "The account.", body = Whoami),
        (status = 401, description = "There is no right token.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The ledger does not have it, or there is no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many attempts; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn me(signed: SignedIn) -> Json<Whoami> {
    Json(Whoami::from(&signed.author))
}

/// Opens an account with its first token, which is shown once: administrators only.
#[utoipa::path(
    post, path = "/v1/commons/accounts", tag = "commons", security(("token" = [])), request_body = NewAccount,
    responses(
        (status = 201, description = "The account is open.", body = IssuedToken),
        Entering,
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    signed: SignedIn,
    request: Request,
) -> Result<Response, HttpError> {
    signed.is_administrator()?;
    let asked: NewAccount = typed(body_of(&state, request).await?)?;
    let issued = at_desk(&state, move || entering::new_account(&signed, &asked)).await?;
    Ok(shown_once(&IssuedToken::from(&issued)))
}

/// Closes an account for good, with all its tokens: administrators only.
#[utoipa::path(
    delete, path = "/v1/commons/accounts/{id}", tag = "commons", security(("token" = [])),
    params(("id" = String, Path, description = "Name of the account.", example = "kita-desk")),
    responses(
        (status = 204, description = "It is closed."),
        Ending,
    )
)]
pub(crate) async fn close(
    State(state): State<AppState>,
    signed: SignedIn,
    id: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, HttpError> {
    signed.is_administrator()?;
    let account = account_of(id)?;
    at_desk(&state, move || Ok(signed.commons.close_account(&signed.author, &account)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Issues another token of the account, shown once: for the account itself and by administrators.
#[utoipa::path(
    post, path = "/v1/commons/accounts/{id}/tokens", tag = "commons", security(("token" = [])),
    params(("id" = String, Path, description = "Name of the account.", example = "kita-desk")),
    request_body = NewToken,
    responses(
        (status = 201, description = "The token.", body = IssuedToken),
        Entering,
    )
)]
pub(crate) async fn issue(
    State(state): State<AppState>,
    signed: SignedIn,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, HttpError> {
    let account = account_of(id)?;
    if signed.author.account() != &account {
        signed.is_administrator()?;
    }
    let asked: NewToken = typed(body_of(&state, request).await?)?;
    let issued = at_desk(&state, move || entering::issue_token(&signed, &account, asked.days)).await?;
    Ok(shown_once(&IssuedToken::from(&issued)))
}

/// Ends a token at once: one's own, and any by administrators.
#[utoipa::path(
    delete, path = "/v1/commons/tokens/{id}", tag = "commons", security(("token" = [])),
    params(("id" = String, Path, description = "The part of the token between its underscores.")),
    responses(
        (status = 204, description = "It is revoked."),
        Ending,
    )
)]
pub(crate) async fn revoke(
    State(state): State<AppState>,
    signed: SignedIn,
    id: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, HttpError> {
    let Path(id) = id?;
    at_desk(&state, move || Ok(signed.commons.revoke_token(&signed.author, &id)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn account_of(id: Result<Path<String>, PathRejection>) -> Result<AccountId, HttpError> {
    let Path(id) = id?;
    parsed(&id, "/id")
}

/// No cache may keep what is shown once.
fn shown_once(issued: &IssuedToken) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    (StatusCode::CREATED, headers, Json(issued)).into_response()
}
