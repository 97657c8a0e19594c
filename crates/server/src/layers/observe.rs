use std::{
    hash::{BuildHasher, RandomState},
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;

use crate::AppState;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Longest request id that is taken over from a client.
const CLIENT_ID_MAX: usize = 64;

/// The name of one request in the logs and in its answer.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

impl RequestId {
    /// The client's own id where it is harmless in a log line, else a new one.
    fn of(request: &Request) -> Self {
        let given = request.headers().get(REQUEST_ID).and_then(|value| value.to_str().ok());
        let harmless = |id: &&str| {
            !id.is_empty()
                && id.len() <= CLIENT_ID_MAX
                && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        };
        Self(given.filter(harmless).map_or_else(next_id, str::to_owned))
    }
}

/// Unique within the process and, by its random start, unlikely to come again in another.
fn next_id() -> String {
    static START: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one("start"));
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{:08x}-{count:06x}", *START as u32)
}

/// Gives each request its id, and each answer a line in the log and a place in the metrics.
///
/// The route's pattern is known only after routing: this layer must be put on with `Router::layer`.
pub(crate) async fn observe(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = RequestId::of(&request);
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "unmatched".to_owned(), |matched| matched.as_str().to_owned());
    request.extensions_mut().insert(id.clone());

    let span = tracing::info_span!("request", id = %id.0, %method, path);
    let mut response = next.run(request).instrument(span.clone()).await;

    let took = started.elapsed();
    let status = response.status().as_u16();
    state.metrics().request(&route, method.as_str(), status, took);
    span.in_scope(|| {
        tracing::info!(route, status, duration_ms = took.as_secs_f64() * 1e3, "answered");
    });
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}
