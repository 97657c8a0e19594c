use std::hash::{DefaultHasher, Hash, Hasher};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{AppState, InterfaceLanguage, ServerConfig, error::HttpError, web};

/// Gives answers an entity tag that lives as long as the generation, the weights, the limits, the classification
/// schemes, the ledger's revision, the day and the program, and answers 304 to a client that has that state already, before anything is searched.
///
/// The tag is weak: two answers to one request differ in the time they took.
pub(crate) async fn revalidate_by_generation(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return next.run(request).await;
    }
    let generation = state.generation();
    let ranking = generation.config().ranking.fingerprint();
    let ranking = format!("{ranking}+{}+{}", generation.schemes().fingerprint(), ledger_state(&state));
    let tag = entity_tag(&generation.id().to_string(), &ranking, state.config(), &request);
    if has(request.headers(), &tag) {
        return (StatusCode::NOT_MODIFIED, caching_headers(&tag)).into_response();
    }
    let mut response = next.run(request).await;
    // A newer generation may have answered; then its own tag will be given next time.
    let unchanged = state.generation().id() == generation.id();
    let succeeded = response.status().is_success() && response.extensions().get::<HttpError>().is_none();
    if succeeded && unchanged {
        response.headers_mut().extend(caching_headers(&tag));
    }
    response
}

/// Where the ledger is, and which day its answers are about when a question names none; empty where there is no ledger.
/// One that cannot be read has a state of its own, in which the answer says so.
fn ledger_state(state: &AppState) -> String {
    let Some(commons) = state.commons() else { return String::new() };
    let revision = commons.snapshot().map_or_else(|error| error.to_string(), |s| s.revision().to_string());
    format!("{revision}@{}", commons.now().day())
}

/// What an answer depends on: a changed `ranking.toml` makes no new generation, but other scores and other
/// limits; nor does a classification scheme that is installed.
fn entity_tag(generation: &str, ranking: &str, config: &ServerConfig, request: &Request) -> String {
    let headers = request.headers();
    let mut hasher = DefaultHasher::new();
    request.uri().path().hash(&mut hasher);
    request.uri().query().hash(&mut hasher);
    InterfaceLanguage::of_request(request.uri().query(), headers).code().hash(&mut hasher);
    // A map is a picture or figures by it.
    headers.get(header::ACCEPT).hash(&mut hasher);
    ranking.hash(&mut hasher);
    config.hash(&mut hasher);
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    web::assets_version().hash(&mut hasher);
    format!("W/\"{generation}-{:016x}\"", hasher.finish())
}

/// Whether `If-None-Match` names the tag (weak comparison, RFC 9110, 13.1.2).
fn has(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == tag)
}

fn caching_headers(tag: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    // Kept, but asked about each time: the index can change any moment.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept, accept-language, accept-encoding"));
    headers
}
