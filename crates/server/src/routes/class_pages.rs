use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, StatusCode, Uri},
    response::{Html, IntoResponse, Response},
};

use super::pages::context;
use crate::{
    AppState, HttpError, ProblemKind,
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
) -> Result<Response, HttpError> {
    let Path((scheme, symbol)) = path?;
    let context = context(&state, &uri, &headers);
    let generation = state.generation();
    in_gate(&state, move || {
        let shelf = Shelf::open(&generation, &scheme, context.language)?;
        match shelf.class(&symbol) {
            Ok(class) => Ok(web::class_page(&context, shelf.kind(), &class).into_response()),
            // Documents may carry what a scheme does not have: it is an excerpt, or of another edition.
            Err(error) if error.kind == ProblemKind::ClassNotFound => {
                let (symbol, documents) = shelf.carrying(&symbol)?;
                let page = web::absent_class_page(&context, shelf.kind(), &symbol, documents, &error);
                Ok((StatusCode::NOT_FOUND, page).into_response())
            }
            Err(error) => Err(error),
        }
    })
    .await?
}
