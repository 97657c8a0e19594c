//! Reading the commons: `/v1/commons` and what is below it.

use axum::{
    Json,
    extract::{Path, RawQuery, State, rejection::PathRejection},
    http::HeaderMap,
};

use super::super::only;
use crate::{
    AppState, HttpError, InterfaceLanguage,
    reading::{ProvidersAsked, Reading},
    request::Pairs,
    search::in_gate,
    wire::{
        CommonsOverview, FieldResponse, FieldsOfCommons, PackageResponse, PackagesResponse, Problem,
        ProviderResponse, ProvidersResponse, TermsListResponse, TermsResponse,
    },
};

/// Looks at the commons behind the gate, for the reader's language.
pub(super) async fn look<T: Send + 'static>(
    state: &AppState,
    language: InterfaceLanguage,
    work: impl FnOnce(&Reading) -> Result<T, HttpError> + Send + 'static,
) -> Result<T, HttpError> {
    let of_work = state.clone();
    in_gate(state, move || work(&Reading::now(&of_work, language)?)).await?
}

/// The answer of a path that takes no parameter but the language, and some of its own.
async fn answered<T: Send + 'static>(
    state: &AppState,
    (query_string, headers): (Option<String>, HeaderMap),
    known: &[&str],
    work: impl FnOnce(&Reading, &Pairs) -> Result<T, HttpError> + Send + 'static,
) -> Result<Json<T>, HttpError> {
    let query_string = query_string.unwrap_or_default();
    let pairs = Pairs::parse(&query_string);
    only(&pairs, known)?;
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    look(state, language, move |reading| work(reading, &pairs)).await.map(Json)
}

/// How much the commons holds today, in Japan.
#[utoipa::path(
    get, path = "/v1/commons", tag = "commons",
    params(
        ("lang" = Option<String>, Query, description = "Language of messages and names: ja or en."),
    ),
    responses(
        (status = 200, description = "Counts.", body = CommonsOverview),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The server has no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn overview(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<CommonsOverview>, HttpError> {
    answered(&state, (query_string, headers), &["lang"], |reading, _| reading.overview()).await
}

/// Providers by region and kind.
#[utoipa::path(
    get, path = "/v1/commons/providers", tag = "commons",
    params(
        ("region" = Option<String>, Query, description = "Only those of a prefecture: a code of JIS X 0401 or a name.", example = "04"),
        ("kind" = Option<String>, Query, description = "Only those of a kind: university, firm, public-institute or licensing-office.", example = "university"),
        ("lang" = Option<String>, Query, description = "Language of messages and names: ja or en."),
    ),
    responses(
        (status = 200, description = "The providers.", body = ProvidersResponse),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The server has no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn providers(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<ProvidersResponse>, HttpError> {
    answered(&state, (query_string, headers), &["region", "kind", "lang"], |reading, pairs| {
        reading.providers(ProvidersAsked::read(pairs)?)
    })
    .await
}

/// A provider: what it says of itself, whom to ask, its terms and packages.
#[utoipa::path(
    get, path = "/v1/commons/providers/{id}", tag = "commons",
    params(
        ("id" = String, Path, description = "Name of the provider.", example = "hokushin"),
        ("lang" = Option<String>, Query, description = "Language of messages and names: ja or en."),
    ),
    responses(
        (status = 200, description = "The provider.", body = ProviderResponse),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The ledger does not have it, or there is no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn provider(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<ProviderResponse>, HttpError> {
    let Path(id) = id?;
    answered(&state, (query_string, headers), &["lang"], move |reading, _| reading.provider(&id)).await
}

/// All versions of all terms.
#[utoipa::path(
    get, path = "/v1/commons/terms", tag = "commons",
    params(
        ("lang" = Option<String>, Query, description = "Language of messages and names: ja or en."),
    ),
    responses(
        (status = 200, description = "The terms.", body = TermsListResponse),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The server has no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn terms_list(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<TermsListResponse>, HttpError> {
    answered(&state, (query_string, headers), &["lang"], |reading, _| reading.terms_list()).await
}

/// A version of terms: the data, a summary in both languages, the texts and their hashes.
#[utoipa::path(
    get, path = "/v1/commons/terms/{id}/{version}", tag = "commons",
    params(
        ("id" = String, Path, description = "Name of the terms.", example = "model-research"),
        ("version" = String, Path, description = "From 1.", example = "1"),
        ("lang" = Option<String>, Query, description = "Language of messages and names: ja or en."),
    ),
    responses(
        (status = 200, description = "The terms.", body = TermsResponse),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The ledger does not have it, or there is no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn terms(
    State(state): State<AppState>,
    path: Result<Path<(String, String)>, PathRejection>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<TermsResponse>, HttpError> {
    let Path((terms, version)) = path?;
    answered(&state, (query_string, headers), &["lang"], move |reading, _| reading.terms(&terms, &version))
        .await
}

/// Packages that are offered today.
#[utoipa::path(
    get, path = "/v1/commons/packages", tag = "commons",
    params(
        ("lang" = Option<String>, Query, description = "Language of messages and names: ja or en."),
    ),
    responses(
        (status = 200, description = "The packages.", body = PackagesResponse),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The server has no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn packages(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<PackagesResponse>, HttpError> {
    answered(&state, (query_string, headers), &["lang"], |reading, _| reading.packages()).await
}

/// A package with its patents.
#[utoipa::path(
    get, path = "/v1/commons/packages/{id}", tag = "commons",
    params(
        ("id" = String, Path, description = "Name of the package.", example = "mould-temperature"),
        ("lang" = Option<String>, Query, description = "Language of messages and names: ja or en."),
    ),
    responses(
        (status = 200, description = "The package.", body = PackageResponse),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The ledger does not have it, or there is no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn package(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<PackageResponse>, HttpError> {
    let Path(id) = id?;
    answered(&state, (query_string, headers), &["lang"], move |reading, _| reading.package(&id)).await
}

/// Technology fields.
#[utoipa::path(
    get, path = "/v1/commons/fields", tag = "commons",
    params(
        ("lang" = Option<String>, Query, description = "Language of messages and names: ja or en."),
    ),
    responses(
        (status = 200, description = "The fields.", body = FieldsOfCommons),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The server has no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn fields(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<FieldsOfCommons>, HttpError> {
    answered(&state, (query_string, headers), &["lang"], |reading, _| reading.fields()).await
}

/// A technology field: its patents in the commons, related articles, providers and whom to ask.
#[utoipa::path(
    get, path = "/v1/commons/fields/{id}", tag = "commons",
    params(
        ("id" = String, Path, description = "Name of the field.", example = "smart-moulding"),
        ("lang" = Option<String>, Query, description = "Language of messages and names: ja or en."),
    ),
    responses(
        (status = 200, description = "The field.", body = FieldResponse),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "The ledger does not have it, or there is no ledger.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many requests at once; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn field(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<FieldResponse>, HttpError> {
    let Path(id) = id?;
    answered(&state, (query_string, headers), &["lang"], move |reading, _| reading.field(&id)).await
}
