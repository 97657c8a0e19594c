use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

use crate::{AppState, metrics::Gauges};

/// Counters for Prometheus.
#[utoipa::path(
    get, path = "/metrics", tag = "operation",
    responses((status = 200, description = "Prometheus text format.", body = String, content_type = "text/plain"))
)]
pub(crate) async fn get(State(state): State<AppState>) -> Response {
    let generation = state.generation();
    let text = state.metrics().text(&Gauges {
        searches_running: state.gate().running(),
        searches_waiting: state.gate().waiting(),
        queue_length: state.config().queue_length,
        generation: &generation.id().to_string(),
        documents: generation.document_count(),
    });
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}
