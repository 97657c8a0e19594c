//! Technique coverage: the API's answers, their CSV, and the page.

use axum::{
    Json,
    extract::{RawQuery, Request, State},
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use super::{
    pages::context,
    search::{body_of, language_of, read_body},
};
use crate::{
    AppState, HttpError, InterfaceLanguage, ProblemKind,
    coverage::{Answered, Asked, in_body, in_url},
    request::{Endpoint, Given, Pairs},
    web::{self, CoverageView},
    wire::{CoverageResponse, Problem, coverage_csv},
};

/// Which documents claim a technique, element by element: a matrix of elements and documents.
///
/// The technique is a `description`, which is divided into elements, or `elements`, or a claim of a `document`. Each
/// document stands for its claim that covers most; a dependent claim is judged with what it refers to. Articles that
/// mention each element come beside.
#[utoipa::path(
    get, path = "/v1/coverage", tag = "search",
    responses(
        (status = 200, description = "The matrix.", content((CoverageResponse = "application/json"), (String = "text/csv"))),
        (status = 300, description = "The number can mean several documents: candidates.", body = Problem, content_type = "application/problem+json"),
        (status = 304, description = "Unchanged since the answer whose ETag was sent in If-None-Match."),
        (status = 400, description = "A parameter is wrong, or the technique is longer than a limit.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The index does not hold the document.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many searches; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "The judging took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let query_string = query_string.unwrap_or_default();
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    let given = Given::from_pairs(Endpoint::Coverage, Pairs::parse(&query_string));
    let answered = Asked::read(&state, given, in_url)?.answer(&state, language).await?;
    Ok(written(&answered))
}

/// The same with its parameters in a JSON body, for what is too long for a URL.
#[utoipa::path(
    post, path = "/v1/coverage", tag = "search",
    responses(
        (status = 200, description = "The matrix.", content((CoverageResponse = "application/json"), (String = "text/csv"))),
        (status = 300, description = "The number can mean several documents: candidates.", body = Problem, content_type = "application/problem+json"),
        (status = 400, description = "The body is wrong, or the technique is longer than a limit.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The index does not hold the document.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is larger than the limit.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not announced as JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many searches; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "The judging took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn post(State(state): State<AppState>, request: Request) -> Result<Response, HttpError> {
    let headers = request.headers().clone();
    let body = body_of(&state, request).await?;
    let language = language_of(&body, &headers);
    let given = Given::from_json(Endpoint::Coverage, body);
    let answered = Asked::read(&state, given, in_body)?.answer(&state, language).await?;
    Ok(written(&answered))
}

fn written(answered: &Answered) -> Response {
    if answered.is_csv { csv(&answered.response) } else { Json(&answered.response).into_response() }
}

fn csv(response: &CoverageResponse) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"chizai-coverage.csv\""),
    ];
    (headers, coverage_csv(response)).into_response()
}

/// The page: a form, and the matrix of a technique in the address or in the form's body.
pub(crate) async fn page(
    State(state): State<AppState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, HttpError> {
    let context = context(&state, &uri, &headers);
    let mut sent = context.pairs.clone();
    if method == Method::POST {
        let body = read_body(&state, request).await?;
        sent = Pairs::parse(&String::from_utf8_lossy(&body));
    }
    // Browsers send line breaks as CR LF; the text is counted and shown with LF.
    for (_, value) in &mut sent.0 {
        *value = value.replace("\r\n", "\n");
    }
    let format = sent.get("format").unwrap_or_default().to_owned();
    let view = CoverageView { sent: &sent, answer: None, refusal: None };
    let is_empty = |name| sent.get(name).unwrap_or_default().trim().is_empty();
    if ["description", "elements", "document"].into_iter().all(is_empty) {
        return Ok(web::coverage_page(&context, &view).into_response());
    }
    let given = Given::from_page(Endpoint::Coverage, &sent);
    let answered = match Asked::read(&state, given, in_url) {
        Ok(asked) => asked.answer(&state, context.language).await,
        Err(error) => Err(error),
    };
    match answered {
        Ok(answered) if !format.is_empty() => Ok(written(&answered)),
        Ok(answered) => {
            let view = CoverageView { answer: Some(&answered.response), ..view };
            Ok(web::coverage_page(&context, &view).into_response())
        }
        Err(error) if matches!(error.kind, ProblemKind::InvalidRequest | ProblemKind::InvalidQuery) => {
            let view = CoverageView { refusal: Some(&error), ..view };
            Ok((StatusCode::BAD_REQUEST, web::coverage_page(&context, &view)).into_response())
        }
        Err(error) => Err(error),
    }
}
