//! One module a group of routes; what they share is below.

pub(crate) mod analyze;
pub(crate) mod assets;
pub(crate) mod class_pages;
pub(crate) mod classes;
pub(crate) mod commons;
pub(crate) mod completeness;
pub(crate) mod coverage;
pub(crate) mod desk;
pub(crate) mod document;
pub(crate) mod export;
pub(crate) mod fields;
pub(crate) mod health;
pub(crate) mod lines;
pub(crate) mod maps;
pub(crate) mod metrics;
pub(crate) mod oai;
pub(crate) mod openapi;
pub(crate) mod pages;
pub(crate) mod portfolio;
pub(crate) mod reading;
pub(crate) mod related;
pub(crate) mod reports;
pub(crate) mod resolve;
pub(crate) mod search;
pub(crate) mod similar;
pub(crate) mod translate;

use axum::http::{Method, Uri};

use crate::{
    HttpError, ProblemKind,
    error::{Bilingual, Item, Place},
    request::{Pairs, did_you_mean},
};

/// The paths that exist, to suggest one for a path that does not.
const PATHS: &[&str] = &[
    "/",
    "/help",
    "/docs",
    "/classes",
    "/classes/cpc",
    "/documents/",
    "/v1/search",
    "/v1/export",
    "/v1/documents/",
    "/v1/coverage",
    "/coverage",
    "/v1/similar",
    "/similar",
    "/v1/portfolio",
    "/portfolio",
    "/v1/maps",
    "/v1/maps/filings",
    "/maps",
    "/maps/filings",
    "/v1/resolve",
    "/resolve",
    "/v1/analyze",
    "/v1/fields",
    "/v1/completeness",
    "/v1/lines",
    "/lines",
    "/v1/reports",
    "/v1/reports/verify",
    "/v1/diff",
    "/report",
    "/completeness",
    "/v1/classes",
    "/v1/classes/cpc",
    "/v1/translate",
    "/commons/desk",
    "/commons/sign-in",
    "/commons/join",
    "/commons/my/needs",
    "/commons/uses",
    "/v1/commons/me",
    "/v1/commons/providers",
    "/v1/commons/accounts",
    "/healthz",
    "/readyz",
    "/metrics",
    "/openapi.json",
    "/oai",
    "/commons",
    "/commons/providers",
    "/commons/terms",
    "/commons/packages",
    "/commons/fields",
    "/commons/needs",
    "/v1/commons",
    "/v1/commons/providers",
    "/v1/commons/terms",
    "/v1/commons/packages",
    "/v1/commons/fields",
    "/v1/commons/needs",
    "/v1/commons/ledger",
    "/sitemap.xml",
];

pub(crate) async fn not_found(uri: Uri) -> HttpError {
    let path: String = uri.path().chars().take(200).collect();
    let suggestion = did_you_mean(&path, PATHS.iter().copied());
    let english = match &suggestion {
        Some(near) => format!("there is nothing at {path}; did you mean {near}?"),
        None => format!("there is nothing at {path}"),
    };
    let japanese = match &suggestion {
        Some(near) => format!("{path} には何もありません。もしかして {near}"),
        None => format!("{path} には何もありません"),
    };
    HttpError::new(ProblemKind::NotFound, Bilingual::new(japanese, english))
}

pub(crate) async fn method_not_allowed(method: Method, uri: Uri) -> HttpError {
    let path = uri.path();
    let detail = Bilingual::new(
        format!("{path} では {method} は使えません"),
        format!("{path} does not take {method}"),
    );
    HttpError::new(ProblemKind::MethodNotAllowed, detail)
}

/// Refuses parameters other than `known`.
fn only(pairs: &Pairs, known: &[&str]) -> Result<(), HttpError> {
    let unknown = pairs.0.iter().filter(|(name, _)| !known.contains(&name.as_str()));
    let items: Vec<Item> = unknown
        .map(|(name, _)| {
            let message = Bilingual::new(
                format!("{name} というパラメーターはありません"),
                format!("there is no parameter {name:?}"),
            );
            let suggestion = did_you_mean(name, known.iter().copied());
            Item::new(Place::Parameter(name.clone()), "unknown-parameter", message).suggest(suggestion)
        })
        .collect();
    if items.is_empty() { Ok(()) } else { Err(HttpError::invalid(items)) }
}
