use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, Uri, header},
    response::{Html, IntoResponse, Redirect, Response},
};

use super::{AtDesk, Sent, form_of, given, profile, refused_page};
use crate::{
    AppState, HttpError,
    client::Client,
    desk::at_desk,
    entering,
    may_use::no_ledger,
    request::Pairs,
    routes::pages,
    session::set_cookie,
    signed_in::SignedIn,
    web,
    wire::{JoinRequest, NewEditor},
};

/// Where a sign-in leads when nobody says.
const DESK: &str = "/commons/desk";

/// The page on which a token is given.
pub(crate) async fn sign_in_page(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Html<String>, HttpError> {
    state.commons().ok_or_else(no_ledger)?;
    let context = pages::context(&state, &uri, &headers);
    let next = next_of(&context.pairs);
    Ok(web::sign_in_page(&context, &next, None))
}

/// Takes the token into a cookie, and leads on.
pub(crate) async fn sign_in(
    State(state): State<AppState>,
    client: Client,
    uri: Uri,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, HttpError> {
    let commons = state.commons().ok_or_else(no_ledger)?.clone();
    let context = pages::context(&state, &uri, &headers);
    let sent = form_of(&state, request).await?;
    let next = next_of(&sent);
    let token = sent.get("token").unwrap_or_default().trim().to_owned();
    if let Err(error) = SignedIn::by_token(&state, commons, client, token.clone()).await {
        return refused_page(error, |error| web::sign_in_page(&context, &next, Some(error)));
    }
    let cookie = set_cookie(&state, &headers, &token)?;
    let to = context.href(&next, &[]);
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&to)).into_response())
}

/// Takes the cookie away. The token itself stays valid; an administrator revokes it.
pub(crate) async fn sign_out(
    State(state): State<AppState>,
    headers: HeaderMap,
    Sent { at, .. }: Sent,
) -> Result<Response, HttpError> {
    let cookie = set_cookie(&state, &headers, "")?;
    let to = at.desk.page.href("/commons/sign-in", &[]);
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&to)).into_response())
}

/// A page of the desk; an address elsewhere could lead to a page that only looks like ours.
fn next_of(pairs: &Pairs) -> String {
    let next = pairs.get("next").filter(|next| {
        next.starts_with("/commons/") && next.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-".contains(&b))
    });
    next.unwrap_or(DESK).to_owned()
}

/// The form by which a provider joins.
pub(crate) async fn join_page(at: AtDesk) -> Html<String> {
    let mut usual = Pairs::default();
    usual.push("country", "JP");
    web::join_page(&at.desk, &usual, None)
}

/// Enters that a provider joins, and shows its editor's token.
pub(crate) async fn join(
    State(state): State<AppState>,
    Sent { at: AtDesk { signed, desk }, form: sent }: Sent,
) -> Result<Response, HttpError> {
    signed.is_administrator()?;
    let asked = JoinRequest {
        id: given(&sent, "id").unwrap_or_default(),
        profile: profile::body_of(&sent),
        from: None,
        evidence: None,
        editor: given(&sent, "account").map(|account| NewEditor { account, days: None }),
    };
    let of = sent.clone();
    let work = move || {
        profile::check_fields(&of)?;
        entering::join(&signed, &asked)
    };
    match at_desk(&state, work).await {
        Ok(joined) => Ok((StatusCode::CREATED, web::joined_page(&desk, &joined)).into_response()),
        Err(error) => refused_page(error, |error| web::join_page(&desk, &sent, Some(error))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_leads_to_a_page_of_the_desk_only() {
        for (next, expected) in [
            ("/commons/desk/kita/import", "/commons/desk/kita/import"),
            ("", DESK),
            ("https://example.org/commons/", DESK),
            ("//example.org/commons/", DESK),
            ("/commons/../x", DESK),
            ("/documents/x", DESK),
        ] {
            let mut pairs = Pairs::default();
            pairs.push("next", next);
            assert_eq!(next_of(&pairs), expected, "{next}");
        }
    }
}
