use axum::{Json, extract::State};

use crate::{
    AppState,
    wire::{Health, Readiness},
};

/// The process answers.
#[utoipa::path(
    get, path = "/healthz", tag = "operation",
    responses((status = 200, description = "Alive.", body = Health))
)]
pub(crate) async fn healthz() -> Json<Health> {
    Json(Health { status: "ok", version: env!("CARGO_PKG_VERSION") })
}

/// A generation is open: a server has one from its start to its end.
#[utoipa::path(
    get, path = "/readyz", tag = "operation",
    responses((status = 200, description = "Searches are answered.", body = Readiness))
)]
pub(crate) async fn readyz(State(state): State<AppState>) -> Json<Readiness> {
    let generation = state.generation();
    Json(Readiness {
        status: "ready",
        generation: generation.id().to_string(),
        documents: generation.document_count(),
        ranking: generation.config().ranking.fingerprint(),
        stale: state.watch().is_stale(),
    })
}
