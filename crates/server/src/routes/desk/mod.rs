//! The pages of self-service. Each form has one address: it is opened with GET and sent there with POST, and what is refused
//! comes back with what was written.

pub(crate) mod account;
pub(crate) mod import;
pub(crate) mod listing;
pub(crate) mod needs;
pub(crate) mod overview;
pub(crate) mod own_terms;
pub(crate) mod profile;
pub(crate) mod terms;
pub(crate) mod uses;
pub(crate) mod withdrawal;

use axum::{
    extract::{FromRequest, FromRequestParts, Path, Request, rejection::PathRejection},
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use commons::ProviderId;

use super::{pages, search::read_body};
use crate::{
    AppState, HttpError,
    request::{Pairs, parsed},
    session::{Session, check_form},
    signed_in::SignedIn,
    web::DeskContext,
    wire::Whoami,
};

/// A request for a page of the desk: who makes it, and what the page is made in.
pub(crate) struct AtDesk {
    signed: SignedIn,
    desk: DeskContext,
}

impl FromRequestParts<AppState> for AtDesk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let Session { signed, form } = Session::from_request_parts(parts, state).await?;
        let page = pages::context(state, &parts.uri, &parts.headers);
        let desk = DeskContext { page, who: Whoami::from(&signed.author), form };
        Ok(Self { signed, desk })
    }
}

/// A request for a page of one provider's desk, for which the account is entitled to act.
pub(crate) struct AtProvider {
    signed: SignedIn,
    desk: DeskContext,
    provider: ProviderId,
}

impl FromRequestParts<AppState> for AtProvider {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let at = AtDesk::from_request_parts(parts, state).await?;
        let id = Path::from_request_parts(parts, state).await;
        Self::new(at, id).map_err(IntoResponse::into_response)
    }
}

impl AtProvider {
    fn new(
        AtDesk { signed, desk }: AtDesk,
        id: Result<Path<String>, PathRejection>,
    ) -> Result<Self, HttpError> {
        let Path(id) = id?;
        let provider: ProviderId = parsed(&id, "/id")?;
        signed.acts_for(&provider)?;
        Ok(Self { signed, desk, provider })
    }

    /// The way back to the desk after something was entered, with the word for what it was.
    fn back(&self, done: &str) -> Response {
        let desk = format!("/commons/desk/{}", self.provider);
        Redirect::to(&self.desk.page.href(&desk, &[("done", done)])).into_response()
    }
}

/// A form of the desk that was sent from a page of the same session.
pub(crate) struct Sent {
    at: AtDesk,
    form: Pairs,
}

impl FromRequest<AppState> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let at = AtDesk::from_request_parts(&mut parts, state).await?;
        let request = Request::from_parts(parts, body);
        let form = form_of(state, request).await.map_err(IntoResponse::into_response)?;
        check_form(&at.desk.form, &form).map_err(IntoResponse::into_response)?;
        Ok(Self { at, form })
    }
}

/// The same of one provider's desk.
pub(crate) struct SentToProvider {
    at: AtProvider,
    form: Pairs,
}

impl FromRequest<AppState> for SentToProvider {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let id = Path::from_request_parts(&mut parts, state).await;
        let Sent { at, form } = Sent::from_request(Request::from_parts(parts, body), state).await?;
        let at = AtProvider::new(at, id).map_err(IntoResponse::into_response)?;
        Ok(Self { at, form })
    }
}

/// The fields of a form that was sent, with LF for the line breaks of browsers.
async fn form_of(state: &AppState, request: Request) -> Result<Pairs, HttpError> {
    let body = read_body(state, request).await?;
    let mut sent = Pairs::parse(&String::from_utf8_lossy(&body));
    for (_, value) in &mut sent.0 {
        *value = value.replace("\r\n", "\n");
    }
    Ok(sent)
}

/// A form that was refused with its page, or a fault that has a page of its own.
fn refused_page(
    error: HttpError,
    page: impl FnOnce(&HttpError) -> axum::response::Html<String>,
) -> Result<Response, HttpError> {
    if error.status().is_server_error() || error.status().is_redirection() {
        return Err(error);
    }
    Ok((error.status(), page(&error)).into_response())
}

/// What was written in a field, where it is not empty.
fn given(sent: &Pairs, name: &str) -> Option<String> {
    sent.get(name).map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
}
