//! Maps of a search: as JSON, CSV, SVG, as pages, and together as a report.

use std::time::SystemTime;

use axum::{
    Json,
    extract::{Path, RawQuery, State, rejection::PathRejection},
    http::{HeaderMap, StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
};

use super::{only, pages::context};
use crate::{
    AppState, HttpError, InterfaceLanguage, LandscapeRequest, ProblemKind,
    address::own_address,
    landscape::report_of,
    maps::{Asked, Deadline, Form, Sought},
    report,
    request::{Endpoint, Given, Pairs},
    search::in_gate,
    web,
    wire::{self, MapResponse, MapsResponse, Problem, map_csv},
};

/// A picture has its style sheet inside, and nothing else.
const POLICY_OF_PICTURES: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// The kinds of maps that can be drawn of any search.
#[utoipa::path(
    get, path = "/v1/maps", tag = "maps",
    params(("lang" = Option<String>, Query, description = "Language of titles: ja or en.")),
    responses(
        (status = 200, description = "The kinds.", body = MapsResponse),
        (status = 304, description = "Unchanged since the answer whose ETag was sent in If-None-Match."),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<MapsResponse>, HttpError> {
    let query_string = query_string.unwrap_or_default();
    only(&Pairs::parse(&query_string), &["lang"])?;
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    Ok(Json(wire::maps_response(language)))
}

/// A map of a search: counts, each with the search that it stands for and that finds as many.
///
/// The parameters are those of `GET /v1/search` that say what is found; with `format=svg` or `Accept: image/svg+xml` the answer
/// is the chart, with `format=csv` one line for each count.
#[utoipa::path(
    get, path = "/v1/maps/{kind}", tag = "maps",
    params(("kind" = String, Path, description = "A kind that /v1/maps lists.", example = "filings")),
    responses(
        (status = 200, description = "The map.", content((MapResponse = "application/json"), (String = "image/svg+xml"), (String = "text/csv"))),
        (status = 304, description = "Unchanged since the answer whose ETag was sent in If-None-Match."),
        (status = 300, description = "The number can mean several documents: candidates.", body = Problem, content_type = "application/problem+json"),
        (status = 400, description = "A parameter or the query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such map, or the index does not hold the document.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many searches; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "The drawing took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    kind: Result<Path<String>, PathRejection>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let Path(kind) = kind?;
    let query_string = query_string.unwrap_or_default();
    let pairs = Pairs::parse(&query_string);
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    let asked = Asked::read(&state, &kind, &pairs, false)?;
    let negotiated = if wants_picture(&headers) { Form::Svg } else { Form::Json };
    Ok(match asked.form.unwrap_or(negotiated) {
        Form::Svg => {
            picture(&kind, asked.picture(&state, language, own_address(state.config(), &headers)).await?)
        }
        Form::Csv => csv(&kind, &asked.figures(&state, language).await?),
        Form::Json => Json(asked.figures(&state, language).await?).into_response(),
    })
}

fn wants_picture(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = accepted.split(',').next().unwrap_or_default();
    first.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case("image/svg+xml"))
}

fn picture(kind: &str, svg: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml".to_owned()),
        (header::CONTENT_SECURITY_POLICY, POLICY_OF_PICTURES.to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"chizai-{kind}.svg\"")),
    ];
    (headers, svg).into_response()
}

fn csv(kind: &str, response: &MapResponse) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"chizai-{kind}.csv\"")),
    ];
    (headers, map_csv(response)).into_response()
}

/// The landscape report of a query as one HTML file, whose links lead back here.
pub(crate) async fn report(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let context = context(&state, &uri, &headers);
    let given = Given::from_page(Endpoint::Map, &context.pairs);
    let base = own_address(state.config(), &headers);
    let sought = Sought::read(&state, given, &context.pairs)?.at(Some(base.clone()));
    let request = LandscapeRequest {
        query: context.pairs.get("q").unwrap_or_default().to_owned(),
        language: context.language,
        base: Some(base),
        made: report::utc(SystemTime::now()),
    };
    let generation = state.generation();
    let deadline = Deadline::after(state.config().search_timeout);
    let made = in_gate(&state, move || report_of(&generation, &request, &sought, Some(deadline))).await??;
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY_OF_PICTURES),
        (header::CONTENT_DISPOSITION, "inline; filename=\"chizai-landscape.html\""),
    ];
    Ok((headers, made).into_response())
}

/// The page that lists the maps of a search.
pub(crate) async fn list_page(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Html<String> {
    web::maps_page(&context(&state, &uri, &headers))
}

/// A map as a page: the chart, its figures as tables, and how to read them.
pub(crate) async fn page(
    State(state): State<AppState>,
    kind: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let Path(kind) = kind?;
    let context = context(&state, &uri, &headers);
    let drawn = match Asked::read(&state, &kind, &context.pairs, true) {
        Ok(asked) => asked.drawn(&state, context.language).await,
        Err(error) => Err(error),
    };
    match drawn {
        Ok(drawn) => Ok(web::map_page(&context, &drawn).into_response()),
        Err(error) if matches!(error.kind, ProblemKind::InvalidRequest | ProblemKind::InvalidQuery) => {
            Ok((StatusCode::BAD_REQUEST, web::refused_map_page(&context, &error)).into_response())
        }
        Err(error) => Err(error),
    }
}
