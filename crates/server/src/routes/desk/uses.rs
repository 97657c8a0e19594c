use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, Uri},
    response::{Html, IntoResponse, Response},
};

use super::{form_of, given, refused_page};
use crate::{
    AppState, HttpError,
    client::Client,
    desk::at_desk,
    entering,
    may_use::no_ledger,
    request::Pairs,
    routes::pages,
    web,
    wire::{PersonBody, UseRecordRequest},
};

/// The forms by which a use is registered and its person deleted.
pub(crate) async fn form(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Html<String>, HttpError> {
    state.commons().ok_or_else(no_ledger)?;
    let context = pages::context(&state, &uri, &headers);
    Ok(web::uses_page(&context, &context.pairs, None))
}

/// Registers a use, and shows the number and the key.
pub(crate) async fn register(
    State(state): State<AppState>,
    client: Client,
    uri: Uri,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, HttpError> {
    let commons = state.commons().ok_or_else(no_ledger)?.clone();
    let context = pages::context(&state, &uri, &headers);
    let sent = form_of(&state, request).await?;
    let asked = asked(&sent);
    let (desk, generation) = (state.clone(), state.generation());
    let work = move || entering::register_use(desk.desk(), &commons, &generation, client, &asked);
    match at_desk(&state, work).await {
        Ok(receipt) => Ok((StatusCode::CREATED, web::receipt_page(&context, &receipt)).into_response()),
        Err(error) => refused_page(error, |error| web::uses_page(&context, &sent, Some(error))),
    }
}

/// Deletes the person from a record.
pub(crate) async fn delete(
    State(state): State<AppState>,
    client: Client,
    uri: Uri,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, HttpError> {
    let commons = state.commons().ok_or_else(no_ledger)?.clone();
    let mut context = pages::context(&state, &uri, &headers);
    let sent = form_of(&state, request).await?;
    let (reference, key) =
        (given(&sent, "reference").unwrap_or_default(), given(&sent, "key").unwrap_or_default());
    // The address of the other language is one that can be opened.
    context.path = "/commons/uses".to_owned();
    let (desk, of) = (state.clone(), reference.clone());
    let work = move || entering::delete_use(desk.desk(), &commons, client, &of, &key);
    match at_desk(&state, work).await {
        Ok(()) => Ok(web::deleted_page(&context, &reference).into_response()),
        Err(error) => refused_page(error, |error| web::uses_page(&context, &sent, Some(error))),
    }
}

fn asked(sent: &Pairs) -> UseRecordRequest {
    UseRecordRequest {
        patent: given(sent, "patent").unwrap_or_default(),
        purpose: given(sent, "used_for").unwrap_or_default(),
        since: given(sent, "since").unwrap_or_default(),
        person: Some(PersonBody {
            name: given(sent, "name"),
            email: given(sent, "email"),
            statement: given(sent, "statement"),
        }),
    }
}
