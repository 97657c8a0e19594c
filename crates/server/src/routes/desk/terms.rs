use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    http::{HeaderMap, Uri},
    response::{Html, Response},
};

use super::{AtDesk, form_of, given, refused_page};
use crate::{
    AppState, HttpError,
    desk::at_desk,
    entering::{self, terms_choices},
    request::Pairs,
    session::Session,
    web,
    wire::{BilingualText, TermsRequest, VersionName},
};

/// The terms that the provider's listings can take.
pub(crate) async fn form(
    State(state): State<AppState>,
    session: Session,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Html<String>, HttpError> {
    let at = AtDesk::new(&state, session, &uri, &headers);
    let provider = at.provider(id)?;
    let choices = terms_choices(&at.signed.commons, &provider, at.desk.page.language)?;
    Ok(web::terms_choice_page(&at.desk, provider.as_str(), &choices, &Pairs::default(), None))
}

/// Publishes some of them under a name of the provider's own.
pub(crate) async fn posted(
    State(state): State<AppState>,
    session: Session,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, HttpError> {
    let sent = form_of(&state, request).await?;
    session.check_form(&sent)?;
    let at = AtDesk::new(&state, session, &uri, &headers);
    let provider = at.provider(id)?;
    let asked = asked(&sent);
    let choices = terms_choices(&at.signed.commons, &provider, at.desk.page.language)?;
    let AtDesk { signed, desk } = at;
    let entered = provider.clone();
    match at_desk(&state, move || entering::publish_terms(&signed, &entered, &asked)).await {
        Ok(_) => Ok(super::back(&desk.page, &provider, "published")),
        Err(error) => refused_page(error, |error| {
            web::terms_choice_page(&desk, provider.as_str(), &choices, &sent, Some(error))
        }),
    }
}

fn asked(sent: &Pairs) -> TermsRequest {
    let like = given(sent, "like").unwrap_or_default();
    let (terms, version) = like.split_once('@').unwrap_or((&like, "1"));
    let like = VersionName { terms: terms.to_owned(), version: version.parse().unwrap_or(1) };
    let names = BilingualText {
        ja: given(sent, "name_ja").unwrap_or_default(),
        en: given(sent, "name_en").unwrap_or_default(),
    };
    TermsRequest {
        terms: given(sent, "terms").unwrap_or_default(),
        version: None,
        content: None,
        like: Some(like),
        names: Some(names),
        from: None,
        to: None,
        evidence: None,
    }
}
