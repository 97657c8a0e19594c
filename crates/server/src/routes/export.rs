use axum::{
    extract::{RawQuery, Request, State},
    http::HeaderMap,
    response::Response,
};
use export::{Format, Options};
use query::DocumentParts;

use super::search::{body_of, language_of};
use crate::{
    AppState, HttpError, InterfaceLanguage,
    error::Place,
    exports,
    request::{Endpoint, Given, Pairs, SearchParameters},
    search::{PlaceOf, prepare},
    wire::Problem,
};

/// The whole result of a search as a file, in the order of its pages: NDJSON (the exchange form), CSV, RIS, BibTeX or
/// CSL-JSON.
///
/// There is no limit on its length. Headers tell before the first document how many follow (`x-total`) and which
/// generation they come from (`x-generation`). An answer that breaks off has no end of its chunks: the client's
/// library reports it as incomplete.
#[utoipa::path(
    get, path = "/v1/export", tag = "search",
    responses(
        (
            status = 200, description = "The documents, one after the other.",
            content(
                (String = "application/x-ndjson"), (String = "text/csv"), (String = "application/x-research-info-systems"),
                (String = "application/x-bibtex"), (Vec<Object> = "application/vnd.citationstyles.csl+json"),
            ),
            headers(
                ("x-total" = u64, description = "Documents that follow."),
                ("x-generation" = String, description = "The generation that they come from."),
                ("content-disposition" = String, description = "A name for the file."),
            )
        ),
        (status = 400, description = "A parameter or the query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many exports or searches; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "Finding the result took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let query_string = query_string.unwrap_or_default();
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    let given = Given::from_pairs(Endpoint::Export, Pairs::parse(&query_string));
    answer(&state, given, language, |name| Place::Parameter(name.to_owned())).await
}

/// The same with its parameters in a JSON body.
#[utoipa::path(
    post, path = "/v1/export", tag = "search",
    responses(
        (
            status = 200, description = "The documents, one after the other.",
            content(
                (String = "application/x-ndjson"), (String = "text/csv"), (String = "application/x-research-info-systems"),
                (String = "application/x-bibtex"), (Vec<Object> = "application/vnd.citationstyles.csl+json"),
            ),
            headers(
                ("x-total" = u64, description = "Documents that follow."),
                ("x-generation" = String, description = "The generation that they come from."),
                ("content-disposition" = String, description = "A name for the file."),
            )
        ),
        (status = 400, description = "The body or the query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is larger than the limit.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not announced as JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many exports or searches; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "Finding the result took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn post(State(state): State<AppState>, request: Request) -> Result<Response, HttpError> {
    let headers = request.headers().clone();
    let body = body_of(&state, request).await?;
    let language = language_of(&body, &headers);
    let given = Given::from_json(Endpoint::Export, body);
    answer(&state, given, language, |name| Place::Pointer(format!("/{name}"))).await
}

async fn answer(
    state: &AppState,
    mut given: Given,
    language: InterfaceLanguage,
    place: PlaceOf,
) -> Result<Response, HttpError> {
    // The table of parameters has the formats' own names as its choices.
    let format = given.choice("format").parse().unwrap_or(Format::Ndjson);
    let byte_order_mark = given.flag("bom", false);
    let parameters = SearchParameters::read(given, state.config()).map_err(HttpError::invalid)?;
    let mut prepared = prepare(&parameters, place)?;
    if format == Format::Ndjson && parameters.selection.is_none() {
        // The exchange form is the whole document: what is exported can be indexed again.
        prepared.request.parts = DocumentParts::Whole;
    }
    let options = Options { language: language.model(), byte_order_mark, selection: parameters.selection };
    exports::answer(state, prepared, format, options).await
}
