//! The pages of the commons.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Path, rejection::PathRejection},
    http::request::Parts,
    response::Html,
};

use value::maps::Kind;

use super::{
    super::{commons::health::health_of_field, pages::context},
    api::look,
};
use crate::{
    AppState, HttpError,
    desk::at_desk,
    maps::{Sought, several},
    may_use::no_ledger,
    reading::{NeedAsked, ProvidersAsked, Reading},
    signed_in::Viewer,
    web::{self, PageContext, ProvidersView},
};

type Page = Result<Html<String>, HttpError>;

/// A page of the commons that is asked for.
pub(crate) struct AskedPage {
    state: AppState,
    context: PageContext,
}

impl FromRequestParts<AppState> for AskedPage {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self { state: state.clone(), context: context(state, &parts.uri, &parts.headers) })
    }
}

impl AskedPage {
    /// Looks at the commons and makes a page of it.
    async fn shown(self, make: impl FnOnce(&Reading, &PageContext) -> Page + Send + 'static) -> Page {
        let Self { state, context } = self;
        look(&state, context.language, move |reading| make(reading, &context)).await
    }
}

pub(crate) async fn overview(asked: AskedPage) -> Page {
    asked.shown(|reading, context| Ok(web::overview_page(context, &reading.overview()?))).await
}

pub(crate) async fn providers(asked: AskedPage) -> Page {
    asked
        .shown(|reading, context| {
            let asked = ProvidersAsked::read(&context.pairs)?;
            Ok(web::providers_page(context, &ProvidersView { asked, found: &reading.providers(asked)? }))
        })
        .await
}

pub(crate) async fn provider(asked: AskedPage, id: Result<Path<String>, PathRejection>) -> Page {
    let Path(id) = id?;
    let make = move |reading: &Reading, context: &PageContext| {
        Ok(web::provider_page(context, &reading.provider(&id)?))
    };
    asked.shown(make).await
}

pub(crate) async fn terms_list(asked: AskedPage) -> Page {
    asked.shown(|reading, context| Ok(web::terms_list_page(context, &reading.terms_list()?))).await
}

pub(crate) async fn terms(asked: AskedPage, path: Result<Path<(String, String)>, PathRejection>) -> Page {
    let Path((terms, version)) = path?;
    let make = move |reading: &Reading, context: &PageContext| {
        Ok(web::terms_page(context, &reading.terms(&terms, &version)?))
    };
    asked.shown(make).await
}

pub(crate) async fn packages(asked: AskedPage) -> Page {
    asked.shown(|reading, context| Ok(web::packages_page(context, &reading.packages()?))).await
}

pub(crate) async fn package(asked: AskedPage, id: Result<Path<String>, PathRejection>) -> Page {
    let Path(id) = id?;
    let make = move |reading: &Reading, context: &PageContext| {
        Ok(web::package_page(context, &reading.package(&id)?))
    };
    asked.shown(make).await
}

pub(crate) async fn fields(asked: AskedPage) -> Page {
    asked.shown(|reading, context| Ok(web::fields_page(context, &reading.fields()?))).await
}

pub(crate) async fn field(asked: AskedPage, id: Result<Path<String>, PathRejection>) -> Page {
    let Path(id) = id?;
    let make = move |reading: &Reading, context: &PageContext| {
        let response = reading.field(&id)?;
        let sought = Sought::of_query(&response.query, context.pairs.get("lang"))?;
        let drawn = several(&reading.generation, &[Kind::Filings], &sought, context.language, None)?;
        Ok(web::field_page(context, &response, &drawn))
    };
    asked.shown(make).await
}

pub(crate) async fn field_health(asked: AskedPage, id: Result<Path<String>, PathRejection>) -> Page {
    let Path(id) = id?;
    let AskedPage { state, context } = asked;
    let commons = state.commons().ok_or_else(no_ledger)?.clone();
    let of_work = state.clone();
    let work = move || {
        let report = health_of_field(&of_work, &commons, &id, false, context.language)?;
        Ok(web::field_health_page(&context, &report))
    };
    at_desk(&state, work).await
}

pub(crate) async fn needs(asked: AskedPage, Viewer(viewer): Viewer) -> Page {
    let make = move |reading: &Reading, context: &PageContext| {
        Ok(web::needs_page(context, &reading.needs(viewer.as_ref())?))
    };
    asked.shown(make).await
}

pub(crate) async fn need(
    asked: AskedPage,
    Viewer(viewer): Viewer,
    id: Result<Path<String>, PathRejection>,
) -> Page {
    let Path(id) = id?;
    let make = move |reading: &Reading, context: &PageContext| {
        let asked = NeedAsked::read(&context.pairs)?;
        Ok(web::need_page(context, &reading.need(viewer.as_ref(), &id, asked)?))
    };
    asked.shown(make).await
}
