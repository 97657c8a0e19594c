use axum::{
    http::header,
    response::{IntoResponse, Response},
};

/// The description of the API, OpenAPI 3.1.
pub(crate) async fn get() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], crate::openapi::openapi().to_string()).into_response()
}
