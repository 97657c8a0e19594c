use axum::{
    Json,
    body::Bytes,
    extract::{Path, RawQuery, Request, State, rejection::PathRejection},
    http::HeaderMap,
};
use commons::{Digest, ProviderId};

use super::{
    super::{only, search::read_at_most},
    own_provider,
};
use crate::{
    AppState, HttpError, InterfaceLanguage,
    desk::at_desk,
    entering::{self, ImportAsked},
    request::{Pairs, parsed},
    signed_in::SignedIn,
    wire::{Entered, ImportPlan, ImportResponse, Problem},
};

/// A table as it was sent, with what its rows leave out.
struct Sent {
    provider: ProviderId,
    asked: ImportAsked,
    table: Bytes,
    language: InterfaceLanguage,
}

/// The dry run of a table: what every row would do, by the provider's editor. Nothing is entered.
///
/// The body is CSV (comma, semicolon or tab; UTF-8, UTF-16 or Shift_JIS) or a JSON array of objects. Its columns are
/// described in docs/commons.md.
#[utoipa::path(
    post, path = "/v1/commons/providers/{id}/import", tag = "commons", security(("token" = [])),
    params(
        ("id" = String, Path, description = "Name of the provider.", example = "aoba-battery"),
        ("terms" = Option<String>, Query, description = "Terms of rows that name none: NAME, or NAME@VERSION.", example = "model-research"),
        ("from" = Option<String>, Query, description = "First day of rows that have none; today in Japan where it is absent."),
        ("evidence" = Option<String>, Query, description = "An address that proves the entries of rows that have none."),
        ("lang" = Option<String>, Query, description = "Language of messages: ja or en."),
    ),
    request_body(content = String, content_type = "text/csv", description = "The table; `application/json` for an array."),
    responses(
        (status = 200, description = "The plan, which can have refused rows; `plan` names it for applying.", body = ImportPlan),
        (status = 400, description = "The request is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "There is no right token.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The account may not do that.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The ledger does not have it, or there is no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is larger than the limit.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many attempts; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn plan(
    State(state): State<AppState>,
    signed: SignedIn,
    id: Result<Path<String>, PathRejection>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
    request: Request,
) -> Result<Json<ImportPlan>, HttpError> {
    let provider = own_provider(&signed, id)?;
    let sent = sent(&state, provider, query_string, &headers, request).await?;
    let generation = state.generation();
    at_desk(&state, move || {
        let plan = entering::plan_of(&signed, &generation, &sent.provider, &sent.asked, &sent.table)?;
        Ok(Json(ImportPlan::new(&plan, sent.language)?))
    })
    .await
}

/// Applies a table whose plan was shown: all of it or nothing, and once. The same table and parameters are sent again; where
/// they would not do what was shown, nothing is entered.
#[utoipa::path(
    post, path = "/v1/commons/providers/{id}/import/{plan}", tag = "commons", security(("token" = [])),
    params(
        ("plan" = String, Path, description = "`plan` of the dry run."),
        ("id" = String, Path, description = "Name of the provider.", example = "aoba-battery"),
        ("terms" = Option<String>, Query, description = "Terms of rows that name none: NAME, or NAME@VERSION.", example = "model-research"),
        ("from" = Option<String>, Query, description = "First day of rows that have none; today in Japan where it is absent."),
        ("evidence" = Option<String>, Query, description = "An address that proves the entries of rows that have none."),
        ("lang" = Option<String>, Query, description = "Language of messages: ja or en."),
    ),
    request_body(content = String, content_type = "text/csv", description = "The table; `application/json` for an array."),
    responses(
        (status = 200, description = "It is entered, or was before.", body = ImportResponse),
        (status = 400, description = "The request is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "There is no right token.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The account may not do that.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The ledger does not have it, or there is no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It does not fit what the ledger holds; nothing was entered.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is larger than the limit.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many attempts; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn apply(
    State(state): State<AppState>,
    signed: SignedIn,
    path: Result<Path<(String, String)>, PathRejection>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
    request: Request,
) -> Result<Json<ImportResponse>, HttpError> {
    let Path((id, shown)) = path?;
    let provider = own_provider(&signed, Ok(Path(id)))?;
    let shown: Digest = parsed(&shown, "/plan")?;
    let sent = sent(&state, provider, query_string, &headers, request).await?;
    let generation = state.generation();
    at_desk(&state, move || {
        let plan = entering::plan_of(&signed, &generation, &sent.provider, &sent.asked, &sent.table)?;
        let applied = entering::apply_table(&signed, &plan, shown)?;
        let plan = ImportPlan::new(&plan, sent.language)?;
        Ok(Json(ImportResponse { entered: Some(Entered::from(&applied)), plan }))
    })
    .await
}

async fn sent(
    state: &AppState,
    provider: ProviderId,
    query_string: Option<String>,
    headers: &HeaderMap,
    request: Request,
) -> Result<Sent, HttpError> {
    let query_string = query_string.unwrap_or_default();
    let pairs = Pairs::parse(&query_string);
    only(&pairs, ImportAsked::PARAMETERS)?;
    let asked = ImportAsked::read(&pairs)?;
    let language = InterfaceLanguage::of_request(Some(&query_string), headers);
    let table = read_at_most(state, request, state.config().import_bytes_max).await?;
    Ok(Sent { provider, asked, table, language })
}
