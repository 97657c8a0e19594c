use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, Uri},
    response::Html,
};

use super::pages::context;
use crate::{
    AppState, HttpError,
    classes::{self, Shelf},
    search::in_gate,
    web,
};

/// The schemes at hand.
pub(crate) async fn schemes(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Html<String> {
    let context = context(&state, &uri, &headers);
    web::schemes_page(&context, &classes::schemes(&state.generation()))
}

/// The top of a scheme, or what a search of its titles finds.
pub(crate) async fn scheme(
    State(state): State<AppState>,
    scheme: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Html<String>, HttpError> {
    let Path(scheme) = scheme?;
    let context = context(&state, &uri, &headers);
    let generation = state.generation();
    in_gate(&state, move || {
        let shelf = Shelf::open(&generation, &scheme, context.language)?;
        let words = context.pairs.get("q").unwrap_or_default();
        Ok(web::scheme_page(&context, shelf.kind(), words, &shelf.list(words)?))
    })
    .await?
}

/// One class.
pub(crate) async fn class(
    State(state): State<AppState>,
    path: Result<Path<(String, String)>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Html<String>, HttpError> {
    let Path((scheme, symbol)) = path?;
    let context = context(&state, &uri, &headers);
    let generation = state.generation();
    in_gate(&state, move || {
        let shelf = Shelf::open(&generation, &scheme, context.language)?;
        Ok(web::class_page(&context, shelf.kind(), &shelf.class(&symbol)?))
    })
    .await?
}
