use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{HttpError, ProblemKind};
use crate::{AppState, InterfaceLanguage, layers::RequestId, web, wire::Problem};

/// What the outermost layer knows of a request when it renders a problem.
struct Asked {
    path: String,
    language: InterfaceLanguage,
    wants_html: bool,
    request_id: Option<String>,
}

/// Gives every [`HttpError`] its body: a page for browsers, a problem document for everyone else.
pub(crate) async fn render_problems(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let asked = Asked {
        path: request.uri().path().to_owned(),
        language: InterfaceLanguage::of_request(request.uri().query(), headers),
        wants_html: wants_html(headers),
        request_id: request.extensions().get::<RequestId>().map(|id| id.0.clone()),
    };
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<HttpError>() {
        Some(error) => render(&state, &error, &asked, response.headers()),
        None => response,
    }
}

fn render(state: &AppState, error: &HttpError, asked: &Asked, headers: &HeaderMap) -> Response {
    log(error, asked);
    let problem = problem(error, asked);
    let status = error.status();
    let mut response = if asked.wants_html {
        let page = web::problem_page(state, &problem, error.kind, asked.language);
        (status, page).into_response()
    } else {
        let json = HeaderValue::from_static("application/problem+json");
        (status, [(header::CONTENT_TYPE, json)], Json(&problem)).into_response()
    };
    let answer_headers = response.headers_mut();
    for (name, value) in headers {
        if *name != header::CONTENT_TYPE && *name != header::CONTENT_LENGTH {
            answer_headers.insert(name, value.clone());
        }
    }
    if let Some(seconds) = error.retry_after_seconds {
        answer_headers.insert(header::RETRY_AFTER, seconds.into());
    }
    if error.kind == ProblemKind::NotSignedIn {
        // RFC 6750, 3: what to send instead.
        answer_headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"commons\""));
    }
    answer_headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer_headers.insert(header::VARY, HeaderValue::from_static("accept, accept-language"));
    response
}

fn problem(error: &HttpError, asked: &Asked) -> Problem {
    let words = error.kind.words();
    Problem {
        problem_type: format!("/docs#problem-{}", words.slug),
        title: words.title(asked.language).to_owned(),
        status: words.status.as_u16(),
        detail: error.detail.get(asked.language).to_owned(),
        instance: asked.path.clone(),
        request_id: asked.request_id.clone(),
        errors: error.items.iter().map(|item| item.to_wire(asked.language)).collect(),
        candidates: error.candidates.clone(),
    }
}

/// Faults of ours are errors in the log, being too busy is a warning, a client's mistakes are not logged here.
fn log(error: &HttpError, asked: &Asked) {
    let (path, detail) = (asked.path.as_str(), error.detail.english.as_str());
    let cause = error.cause.as_deref().unwrap_or_default();
    match error.kind {
        ProblemKind::Internal => tracing::error!(path, cause, "request failed: {detail}"),
        kind if kind.words().status.is_server_error() => {
            tracing::warn!(path, cause, "request refused: {detail}");
        }
        _ => {}
    }
}

/// Whether `Accept` names HTML before JSON. Programs mostly send `*/*` and get JSON.
fn wants_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let html = accept.find("text/html");
    let json = accept.find("json");
    html.is_some_and(|html| json.is_none_or(|json| html < json))
}

/// The answer of the panic layer: the panic's own words go to the log only.
#[expect(clippy::needless_pass_by_value, reason = "the panic layer hands it over")]
pub(crate) fn panic_answer(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without words");
    HttpError::internal(format!("panic: {message}")).into_response()
}
