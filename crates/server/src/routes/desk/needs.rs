//! The needs of the account that is signed in: stated, changed and removed, and what the commons has for each.

use axum::{
    extract::{Path, State, rejection::PathRejection},
    response::{Html, IntoResponse, Redirect, Response},
};
use commons::{NeedId, Version};

use super::{super::reading::api::look, AtDesk, Sent, given, refused_page};
use crate::{
    AppState, HttpError,
    desk::at_desk,
    entering::{remove_need, save_need},
    reading::NeedAsked,
    request::{Pairs, parsed},
    web::{self, OwnNeedView},
    wire::{NeedBody, NeedResponse, NeedSummary},
};

/// The account's needs, and the form for a new one. Administrators see those of all.
pub(crate) async fn own(State(state): State<AppState>, at: AtDesk) -> Result<Html<String>, HttpError> {
    let needs = own_needs(&state, &at).await?;
    Ok(web::own_needs_page(&at.desk, &needs, &Pairs::default(), None))
}

/// States a need.
pub(crate) async fn stated(
    State(state): State<AppState>,
    Sent { at, form: sent }: Sent,
) -> Result<Response, HttpError> {
    let (signed, asked) = (at.signed.clone(), sent.clone());
    let work = move || {
        let id: NeedId = parsed(&given(&asked, "id").unwrap_or_default(), "/id")?;
        save_need(&signed, &id, 0, &body_of(&asked, true))
    };
    match at_desk(&state, work).await {
        Ok(saved) => Ok(to_need(&at, &saved.id)),
        Err(error) => {
            let needs = own_needs(&state, &at).await?;
            refused_page(error, |error| web::own_needs_page(&at.desk, &needs, &sent, Some(error)))
        }
    }
}

/// A need with what the commons has for it, and the form that changes it.
pub(crate) async fn form(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    at: AtDesk,
) -> Result<Html<String>, HttpError> {
    let Path(id) = id?;
    let need = with_matches(&state, &at, &id).await?;
    Ok(web::own_need_page(&at.desk, &OwnNeedView { need: &need, sent: &pairs_of(&need), error: None }))
}

/// Saves the next version of a need.
pub(crate) async fn changed(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    Sent { at, form: sent }: Sent,
) -> Result<Response, HttpError> {
    let Path(id) = id?;
    let (signed, asked, of) = (at.signed.clone(), sent.clone(), id.clone());
    let work = move || {
        let after = given(&asked, "after").and_then(|after| after.parse().ok()).unwrap_or(0);
        save_need(&signed, &parsed(&of, "/id")?, after, &body_of(&asked, asked.get("is_open").is_some()))
    };
    match at_desk(&state, work).await {
        Ok(saved) => Ok(to_need(&at, &saved.id)),
        Err(error) => {
            let need = with_matches(&state, &at, &id).await?;
            refused_page(error, |error| {
                let view = OwnNeedView { need: &need, sent: &sent, error: Some(error) };
                web::own_need_page(&at.desk, &view)
            })
        }
    }
}

/// Removes a need with all its versions.
pub(crate) async fn removed(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    Sent { at, .. }: Sent,
) -> Result<Response, HttpError> {
    let Path(id) = id?;
    let signed = at.signed.clone();
    at_desk(&state, move || remove_need(&signed, &parsed(&id, "/id")?)).await?;
    Ok(Redirect::to(&at.desk.page.href("/commons/my/needs", &[])).into_response())
}

fn to_need(at: &AtDesk, id: &str) -> Response {
    Redirect::to(&at.desk.page.href(&format!("/commons/my/needs/{id}"), &[])).into_response()
}

async fn own_needs(state: &AppState, at: &AtDesk) -> Result<Vec<NeedSummary>, HttpError> {
    let signed = at.signed.clone();
    at_desk(state, move || {
        let needs = signed.commons.needs(Some(&signed.author))?;
        let is_own =
            |need: &&Version<_>| signed.author.is_administrator() || need.owner == *signed.author.account();
        Ok(needs.iter().filter(is_own).map(NeedSummary::from).collect())
    })
    .await
}

async fn with_matches(state: &AppState, at: &AtDesk, id: &str) -> Result<NeedResponse, HttpError> {
    let asked = NeedAsked::read(&at.desk.page.pairs)?;
    let (viewer, id) = (at.signed.author.clone(), id.to_owned());
    look(state, at.desk.page.language, move |reading| reading.need(Some(&viewer), &id, asked)).await
}

fn body_of(sent: &Pairs, is_open: bool) -> NeedBody {
    let classes = given(sent, "classes").unwrap_or_default();
    let classes = classes.split([',', '、', ' ', '　', '\n']).filter(|class| !class.is_empty());
    NeedBody {
        title: given(sent, "title").unwrap_or_default(),
        text: given(sent, "text").unwrap_or_default(),
        language: given(sent, "language").unwrap_or_default(),
        visibility: given(sent, "visibility").unwrap_or_default(),
        classes: classes.map(str::to_owned).collect(),
        is_open,
    }
}

/// A need as the form shows it.
fn pairs_of(response: &NeedResponse) -> Pairs {
    let need = &response.need;
    let mut pairs = Pairs::default();
    let values = [
        ("title", need.title.as_str()),
        ("text", &response.text),
        ("language", &need.language),
        ("visibility", &need.visibility),
        ("after", &need.version.to_string()),
    ];
    for (name, value) in values {
        pairs.push(name, value);
    }
    pairs.push("classes", response.classes.join(" "));
    if need.is_open {
        pairs.push("is_open", "yes");
    }
    pairs
}
