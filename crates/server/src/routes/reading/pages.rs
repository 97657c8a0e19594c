//! The pages of the commons.

use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, Uri},
    response::Html,
};

use super::{super::pages::context, api::look};
use crate::{
    AppState, HttpError,
    reading::{NeedAsked, ProvidersAsked, Reading},
    signed_in::Viewer,
    web::{self, PageContext, ProvidersView},
};

type Page = Result<Html<String>, HttpError>;

/// Looks at the commons and makes a page of it.
async fn shown(
    state: &AppState,
    (uri, headers): (&Uri, &HeaderMap),
    make: impl FnOnce(&Reading, &PageContext) -> Page + Send + 'static,
) -> Page {
    let context = context(state, uri, headers);
    look(state, context.language, move |reading| make(reading, &context)).await
}

pub(crate) async fn overview(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Page {
    shown(&state, (&uri, &headers), |reading, context| Ok(web::overview_page(context, &reading.overview()?)))
        .await
}

pub(crate) async fn providers(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Page {
    shown(&state, (&uri, &headers), |reading, context| {
        let asked = ProvidersAsked::read(&context.pairs)?;
        Ok(web::providers_page(context, &ProvidersView { asked, found: &reading.providers(asked)? }))
    })
    .await
}

pub(crate) async fn provider(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Page {
    let Path(id) = id?;
    let make = move |reading: &Reading, context: &PageContext| {
        Ok(web::provider_page(context, &reading.provider(&id)?))
    };
    shown(&state, (&uri, &headers), make).await
}

pub(crate) async fn terms_list(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Page {
    shown(&state, (&uri, &headers), |reading, context| {
        Ok(web::terms_list_page(context, &reading.terms_list()?))
    })
    .await
}

pub(crate) async fn terms(
    State(state): State<AppState>,
    path: Result<Path<(String, String)>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Page {
    let Path((terms, version)) = path?;
    let make = move |reading: &Reading, context: &PageContext| {
        Ok(web::terms_page(context, &reading.terms(&terms, &version)?))
    };
    shown(&state, (&uri, &headers), make).await
}

pub(crate) async fn packages(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Page {
    shown(&state, (&uri, &headers), |reading, context| Ok(web::packages_page(context, &reading.packages()?)))
        .await
}

pub(crate) async fn package(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Page {
    let Path(id) = id?;
    let make = move |reading: &Reading, context: &PageContext| {
        Ok(web::package_page(context, &reading.package(&id)?))
    };
    shown(&state, (&uri, &headers), make).await
}

pub(crate) async fn fields(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Page {
    shown(&state, (&uri, &headers), |reading, context| Ok(web::fields_page(context, &reading.fields()?)))
        .await
}

pub(crate) async fn field(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Page {
    let Path(id) = id?;
    let make =
        move |reading: &Reading, context: &PageContext| Ok(web::field_page(context, &reading.field(&id)?));
    shown(&state, (&uri, &headers), make).await
}

pub(crate) async fn needs(
    State(state): State<AppState>,
    Viewer(viewer): Viewer,
    uri: Uri,
    headers: HeaderMap,
) -> Page {
    let make = move |reading: &Reading, context: &PageContext| {
        Ok(web::needs_page(context, &reading.needs(viewer.as_ref())?))
    };
    shown(&state, (&uri, &headers), make).await
}

pub(crate) async fn need(
    State(state): State<AppState>,
    Viewer(viewer): Viewer,
    id: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Page {
    let Path(id) = id?;
    let make = move |reading: &Reading, context: &PageContext| {
        let asked = NeedAsked::read(&context.pairs)?;
        Ok(web::need_page(context, &reading.need(viewer.as_ref(), &id, asked)?))
    };
    shown(&state, (&uri, &headers), make).await
}
