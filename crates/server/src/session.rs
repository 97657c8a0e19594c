//! Who looks at a page: the account whose token the sign-in page put into a cookie.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, Uri, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use commons::Digest;

use crate::{
    AppState, HttpError, ProblemKind,
    client::Client,
    error::Bilingual,
    may_use::no_ledger,
    request::Pairs,
    signed_in::{SignedIn, forbidden},
};

/// The cookie; it goes to the pages of the commons alone, never to scripts, and never with a request from elsewhere.
const COOKIE: &str = "chizai-token";

/// The field of a form that shows that it came from a page of this session.
pub(crate) const FORM_FIELD: &str = "form";

/// A signed-in reader of pages. Who is not signed in is led to the page where that is done.
pub(crate) struct Session {
    pub(crate) signed: SignedIn,
    /// What forms carry: it is bound to the token and to this run of the server.
    pub(crate) form: String,
}

impl FromRequestParts<AppState> for Session {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let commons = state.commons().ok_or_else(|| no_ledger().into_response())?.clone();
        let token = token_of(&parts.headers).ok_or_else(|| to_sign_in(&parts.uri))?;
        let form = form_key(state, &token).map_err(IntoResponse::into_response)?;
        let client = Client::of(parts, state.config());
        match SignedIn::by_token(state, commons, client, token).await {
            Ok(signed) => Ok(Self { signed, form }),
            Err(error) if error.kind == ProblemKind::NotSignedIn => Err(to_sign_in(&parts.uri)),
            Err(error) => Err(error.into_response()),
        }
    }
}

/// Refuses a form that was not made for the session with that key (cross-site request forgery).
pub(crate) fn check_form(form: &str, sent: &Pairs) -> Result<(), HttpError> {
    // Digests are compared, so that how long it takes tells nothing of the right one.
    let given = Digest::of(sent.get(FORM_FIELD).unwrap_or_default().as_bytes());
    if given == Digest::of(form.as_bytes()) {
        return Ok(());
    }
    Err(forbidden(Bilingual::new(
        "このフォームはこのサインインのものではありません。ページを開き直して送ってください",
        "this form does not belong to this sign-in; open the page again and send it from there",
    )))
}

/// The key of a session's forms.
fn form_key(state: &AppState, token: &str) -> Result<String, HttpError> {
    let secret = state.desk().form_secret()?;
    let inner = Digest::of(format!("{}:{token}", secret.reveal()).as_bytes());
    Ok(Digest::of(format!("{}:{inner}", secret.reveal()).as_bytes()).to_string())
}

fn token_of(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, value)| *name == COOKIE && !value.is_empty()).map(|(_, value)| value.to_owned())
}

/// Leads to the sign-in page and from there back to a page that is read.
fn to_sign_in(uri: &Uri) -> Response {
    let mut pairs = Pairs::default();
    pairs.push("next", uri.path());
    if let Some(language) = Pairs::parse(uri.query().unwrap_or_default()).get("lang") {
        pairs.push("lang", language);
    }
    Redirect::to(&pairs.href("/commons/sign-in")).into_response()
}

/// The header that keeps a token for the browser's session, or takes it away where the token is empty.
pub(crate) fn set_cookie(
    state: &AppState,
    headers: &HeaderMap,
    token: &str,
) -> Result<HeaderValue, HttpError> {
    let forwarded = headers.get("x-forwarded-proto").and_then(|value| value.to_str().ok());
    let is_https = state.config().behind_proxy && forwarded == Some("https");
    let secure = if is_https { "; Secure" } else { "" };
    let age = if token.is_empty() { "; Max-Age=0" } else { "" };
    let cookie = format!("{COOKIE}={token}; Path=/commons; HttpOnly; SameSite=Strict{secure}{age}");
    HeaderValue::from_str(&cookie).map_err(HttpError::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cookies: &str, expected: Option<&str>) {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(cookies).unwrap());
        assert_eq!(token_of(&headers).as_deref(), expected, "{cookies}");
    }

    #[test]
    fn the_token_is_found_among_other_cookies() {
        check("a=b; chizai-token=chizai_1_2; c=d", Some("chizai_1_2"));
        check("chizai-token=", None);
        check("xchizai-token=1", None);
        check("a=b", None);
    }
}
