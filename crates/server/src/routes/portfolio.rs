//! What a set of documents is like as a whole: the API's answer and the page.

use axum::{
    Json,
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode, Uri},
    response::{IntoResponse, Response},
};

use super::pages::context;
use crate::{
    AppState, HttpError, InterfaceLanguage, ProblemKind,
    figures::AskedSets,
    request::{Endpoint, Given, Pairs},
    search::in_gate,
    web,
    wire::{PortfolioResponse, Problem},
};

/// What the documents of a search are like as a whole: distributions of indicators, fields with revealed technological
/// advantage, offices, years, applicants and their concentration, technology cycle time; beside another search.
///
/// Families are counted, each once. Every figure has its formula and source; where there is too little to compare
/// with, it says so.
#[utoipa::path(
    get, path = "/v1/portfolio", tag = "documents",
    responses(
        (status = 200, description = "The figures.", body = PortfolioResponse),
        (status = 304, description = "Unchanged since the answer whose ETag was sent in If-None-Match."),
        (status = 400, description = "A query or another parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "The figures of this generation took too long; asked again, they go on from there.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<PortfolioResponse>, HttpError> {
    let query_string = query_string.unwrap_or_default();
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    let given = Given::from_pairs(Endpoint::Portfolio, Pairs::parse(&query_string));
    answer(&state, given, language).await.map(Json)
}

async fn answer(
    state: &AppState,
    given: Given,
    language: InterfaceLanguage,
) -> Result<PortfolioResponse, HttpError> {
    let asked = AskedSets::read(state, given)?;
    let generation = state.generation();
    in_gate(state, move || asked.answer(&generation, language)).await?
}

/// The page: the form, with the figures of the query in the address.
pub(crate) async fn page(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let context = context(&state, &uri, &headers);
    let given = Given::from_page(Endpoint::Portfolio, &context.pairs);
    let is_asked = context.pairs.0.iter().any(|(name, value)| {
        name != "lang"
            && name != "against"
            && !value.is_empty()
            && Endpoint::Portfolio.parameter(name).is_some()
    });
    if !is_asked {
        return Ok(web::portfolio_page(&context, None).into_response());
    }
    match answer(&state, given, context.language).await {
        Ok(answer) => Ok(web::portfolio_page(&context, Some(Ok(&answer))).into_response()),
        Err(error) if matches!(error.kind, ProblemKind::InvalidRequest | ProblemKind::InvalidQuery) => {
            let page = web::portfolio_page(&context, Some(Err(&error)));
            Ok((StatusCode::BAD_REQUEST, page).into_response())
        }
        Err(error) => Err(error),
    }
}
