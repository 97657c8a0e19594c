//! Who makes a request: the account of the token that it carries.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use commons::{Author, Commons, ProviderId};

use crate::{
    AppState, HttpError, ProblemKind, client::Client, desk::at_desk, error::Bilingual, may_use::no_ledger,
};

/// A request with a right token in `Authorization: Bearer`. Taken before the body is read, so that nobody else's body is.
#[derive(Clone)]
pub(crate) struct SignedIn {
    pub(crate) commons: Arc<Commons>,
    pub(crate) author: Author,
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = HttpError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, HttpError> {
        let commons = state.commons().ok_or_else(no_ledger)?.clone();
        let token = bearer(parts).ok_or_else(no_token)?.to_owned();
        let client = Client::of(parts, state.config());
        Self::by_token(state, commons, client, token).await
    }
}

/// Who reads, where that makes a difference: the account of the token that came, or anybody.
pub(crate) struct Viewer(pub(crate) Option<Author>);

impl FromRequestParts<AppState> for Viewer {
    type Rejection = HttpError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, HttpError> {
        if !parts.headers.contains_key(header::AUTHORIZATION) || state.commons().is_none() {
            return Ok(Self(None));
        }
        Ok(Self(Some(SignedIn::from_request_parts(parts, state).await?.author)))
    }
}

impl SignedIn {
    /// The account of a token, wherever it was carried.
    pub(crate) async fn by_token(
        state: &AppState,
        commons: Arc<Commons>,
        client: Client,
        token: String,
    ) -> Result<Self, HttpError> {
        let desk = state.clone();
        at_desk(state, move || {
            let author = desk.desk().sign_in(&commons, client, &token)?;
            Ok(Self { commons, author })
        })
        .await
    }

    /// Refuses to act for a provider that is not the account's own or one that it represents.
    pub(crate) fn acts_for(&self, provider: &ProviderId) -> Result<(), HttpError> {
        if self.author.acts_for(provider, &*self.commons.snapshot()?) {
            return Ok(());
        }
        let account = self.author.account();
        Err(forbidden(Bilingual::new(
            format!("{account} は提供者 {provider} の代わりに操作できません"),
            format!("{account} may not act for {provider}"),
        )))
    }

    pub(crate) fn is_administrator(&self) -> Result<(), HttpError> {
        if self.author.is_administrator() {
            return Ok(());
        }
        let account = self.author.account();
        Err(forbidden(Bilingual::new(
            format!("管理者だけができます ({account} は管理者ではありません)"),
            format!("it is for administrators, and {account} is none"),
        )))
    }
}

fn bearer(parts: &Parts) -> Option<&str> {
    let value = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

fn no_token() -> HttpError {
    HttpError::new(
        ProblemKind::NotSignedIn,
        Bilingual::new(
            "トークンがありません",
            "there is no token: send it as Authorization: Bearer chizai_…",
        ),
    )
}

pub(crate) fn forbidden(detail: Bilingual) -> HttpError {
    HttpError::new(ProblemKind::Forbidden, detail)
}
