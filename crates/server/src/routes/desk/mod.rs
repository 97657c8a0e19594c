//! The pages of self-service. Each form has one address: it is opened with GET and sent there with POST, and what is refused
//! comes back with what was written.

pub(crate) mod account;
pub(crate) mod import;
pub(crate) mod listing;
pub(crate) mod overview;
pub(crate) mod profile;
pub(crate) mod terms;
pub(crate) mod uses;
pub(crate) mod withdrawal;

use axum::{
    extract::{Path, Request, rejection::PathRejection},
    http::{HeaderMap, Uri},
    response::{IntoResponse, Redirect, Response},
};
use commons::ProviderId;

use super::{pages, search::read_body};
use crate::{
    AppState, HttpError,
    request::{Pairs, parsed},
    session::Session,
    signed_in::SignedIn,
    web::{DeskContext, PageContext},
    wire::Whoami,
};

/// A request for a page of the desk: who makes it, and what the page is made in.
struct AtDesk {
    signed: SignedIn,
    desk: DeskContext,
}

impl AtDesk {
    fn new(state: &AppState, session: Session, uri: &Uri, headers: &HeaderMap) -> Self {
        let desk = DeskContext {
            page: pages::context(state, uri, headers),
            who: Whoami::from(&session.signed.author),
            form: session.form,
        };
        Self { signed: session.signed, desk }
    }

    /// The provider of the path, for which the account must be entitled to act.
    fn provider(&self, id: Result<Path<String>, PathRejection>) -> Result<ProviderId, HttpError> {
        let Path(id) = id?;
        let provider: ProviderId = parsed(&id, "/id")?;
        self.signed.acts_for(&provider)?;
        Ok(provider)
    }

    /// The way back to the desk after something was entered, with the word for what it was.
    fn back(&self, provider: &ProviderId, done: &str) -> Response {
        back(&self.desk.page, provider, done)
    }
}

fn back(context: &PageContext, provider: &ProviderId, done: &str) -> Response {
    Redirect::to(&context.href(&format!("/commons/desk/{provider}"), &[("done", done)])).into_response()
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
