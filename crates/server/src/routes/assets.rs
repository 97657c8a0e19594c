use std::sync::LazyLock;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

use crate::web;

/// Pages ask for assets with the version in the address, so that a browser never needs to ask twice.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

fn asset(content_type: &'static str, body: &'static str) -> Response {
    ([(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, FOR_GOOD)], body).into_response()
}

pub(crate) async fn style() -> Response {
    static STYLE: LazyLock<String> = LazyLock::new(|| format!("{}{}", web::STYLE, charts::STYLE));
    asset("text/css; charset=utf-8", &STYLE)
}

pub(crate) async fn keys() -> Response {
    asset("text/javascript; charset=utf-8", web::KEYS)
}

pub(crate) async fn icon() -> Response {
    asset("image/svg+xml", web::ICON)
}
