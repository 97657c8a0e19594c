use axum::{
    extract::State,
    response::{Html, Response},
};

use super::{AtProvider, SentToProvider, given, own_terms::version_name, refused_page};
use crate::{
    AppState, HttpError,
    desk::at_desk,
    entering::{self, terms_choices},
    request::Pairs,
    web,
    wire::{BilingualText, TermsRequest},
};

/// The terms that the provider's listings can take.
pub(crate) async fn form(
    AtProvider { signed, desk, provider }: AtProvider,
) -> Result<Html<String>, HttpError> {
    let choices = terms_choices(&signed.commons, &provider, desk.page.language)?;
    Ok(web::terms_choice_page(&desk, provider.as_str(), &choices, &Pairs::default(), None))
}

/// Publishes some of them under a name of the provider's own.
pub(crate) async fn posted(
    State(state): State<AppState>,
    SentToProvider { at, form: sent }: SentToProvider,
) -> Result<Response, HttpError> {
    let asked = asked(&sent);
    let choices = terms_choices(&at.signed.commons, &at.provider, at.desk.page.language)?;
    let (signed, entered) = (at.signed.clone(), at.provider.clone());
    match at_desk(&state, move || entering::publish_terms(&signed, &entered, &asked)).await {
        Ok(_) => Ok(at.back("published")),
        Err(error) => refused_page(error, |error| {
            web::terms_choice_page(&at.desk, at.provider.as_str(), &choices, &sent, Some(error))
        }),
    }
}

fn asked(sent: &Pairs) -> TermsRequest {
    let like = version_name(&given(sent, "like").unwrap_or_default());
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
