//! The data as a whole: the ledger as NDJSON, a listing as JSON-LD, what crawlers ask for.

use axum::{
    extract::{Path, RawQuery, State, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use commons::RecordKey;

use super::super::only;
use crate::{
    AppState, HttpError, ProblemKind,
    address::own_address,
    error::{Bilingual, Item, Place},
    exports, ledger_lines, linked_data, may_use,
    request::Pairs,
    search::in_gate,
    sitemap,
    wire::Problem,
};

/// All entries of the ledger, one a line, in their order; with `after` those that follow an entry.
///
/// Accounts are left out: the hash of an entry covers who entered it, which is not public. Records of use, needs and
/// accounts are no entries. An answer that breaks off has no end of its chunks.
#[utoipa::path(
    get, path = "/v1/commons/ledger", tag = "commons",
    params(("after" = Option<u64>, Query, description = "Only entries with a larger number.", example = 0)),
    responses(
        (status = 200, description = "The entries, each a LedgerLine.", body = String, content_type = "application/x-ndjson", headers(("x-total" = u64, description = "Entries that follow."))),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The server has no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many downloads; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn ledger(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
) -> Result<Response, HttpError> {
    let pairs = Pairs::parse(&query_string.unwrap_or_default());
    only(&pairs, &["after"])?;
    let after = match pairs.get("after").map(str::trim).filter(|written| !written.is_empty()) {
        None => 0,
        Some(written) => written.parse::<u64>().map_err(|_| {
            let message = Bilingual::new(
                format!("after には記録の番号を書いてください ({written} は読めません)"),
                format!("after: expected the number of an entry, not {written:?}"),
            );
            HttpError::invalid(vec![Item::new(Place::Parameter("after".to_owned()), "not-readable", message)])
        })?,
    };
    let commons = state.commons().cloned().ok_or_else(may_use::no_ledger)?;
    let of_look = commons.clone();
    let revision = in_gate(&state, move || of_look.snapshot().map(|snapshot| snapshot.revision())).await??;
    let mut response = exports::streamed(&state, "the ledger", move |out| {
        ledger_lines::write(&commons, after, revision, out)
    })?;
    let named = [
        (header::CONTENT_TYPE, "application/x-ndjson".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"chizai-ledger-{revision}.ndjson\"")),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (exports::TOTAL, revision.saturating_sub(after).to_string()),
    ];
    for (name, value) in named {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}

/// A listing as linked data (JSON-LD): its address is its identifier. A browser is sent to the patent's page.
pub(crate) async fn listing(
    State(state): State<AppState>,
    path: Result<Path<(String, String)>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let Path((provider, patent)) = path?;
    let commons = state.commons().cloned().ok_or_else(may_use::no_ledger)?;
    let absent = move || {
        let detail = Bilingual::new("この掲載は台帳にありません", "the ledger has no such listing");
        HttpError::new(ProblemKind::NotInLedger, detail)
    };
    let key: RecordKey = format!("listings/{provider}/{patent}").parse().map_err(|_| absent())?;
    let base = own_address(state.config(), &headers);
    let generation = state.generation();
    let described =
        in_gate(&state, move || linked_data::of_listing(&commons, &generation, &key, &base)).await??;
    let described = described.ok_or_else(absent)?;
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accept.contains("text/html") && described.is_in_index {
        return Ok(Redirect::to(&format!("/documents/{}#use", described.patent)).into_response());
    }
    let media_type = HeaderValue::from_static("application/ld+json");
    let varying = HeaderValue::from_static("accept");
    let body = serde_json::to_string_pretty(&described.json).map_err(HttpError::internal)?;
    Ok(([(header::CONTENT_TYPE, media_type), (header::VARY, varying)], body).into_response())
}

const XML: (header::HeaderName, HeaderValue) =
    (header::CONTENT_TYPE, HeaderValue::from_static("application/xml; charset=utf-8"));

/// The pages that crawlers should know, or where the lists of them are if they are too many for one.
pub(crate) async fn sitemap(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let base = own_address(state.config(), &headers);
    let of_work = state.clone();
    let xml = in_gate(&state, move || sitemap::sitemap(&of_work, &base)).await??;
    Ok(([XML], xml).into_response())
}

/// One of several lists of pages, from 1.
pub(crate) async fn sitemap_part(
    State(state): State<AppState>,
    part: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    let Path(part) = part?;
    let base = own_address(state.config(), &headers);
    let of_work = state.clone();
    let number = part.strip_suffix(".xml").and_then(|number| number.parse::<usize>().ok());
    let xml = in_gate(&state, move || sitemap::part(&of_work, &base, number)).await??;
    let xml = xml.ok_or_else(|| {
        let detail =
            Bilingual::new(format!("{part} という一覧はありません"), format!("there is no list {part}"));
        HttpError::new(ProblemKind::NotFound, detail)
    })?;
    Ok(([XML], xml).into_response())
}

/// Crawlers read pages, not the API and not what is computed for one reader.
pub(crate) async fn robots(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let base = own_address(state.config(), &headers);
    let text = format!(
        "User-agent: *\nDisallow: /v1/\nDisallow: /report\nDisallow: /lines\nDisallow: /similar\nDisallow: /coverage\n\
         Disallow: /maps\nDisallow: /portfolio\n\
         Sitemap: {base}/sitemap.xml\n"
    );
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
