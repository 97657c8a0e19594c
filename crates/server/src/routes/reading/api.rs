//! Reading the commons: `/v1/commons` and what is below it.

use std::convert::Infallible;

use axum::{
    Json,
    extract::{FromRequestParts, Path, rejection::PathRejection},
    http::request::Parts,
};

use super::super::only;
use crate::{
    AppState, HttpError, InterfaceLanguage,
    reading::{ProvidersAsked, Reading},
    refusals::{ListingOfLedger, ReadingOfLedger},
    request::Pairs,
    search::in_gate,
    wire::{
        CommonsOverview, FieldResponse, FieldsOfCommons, PackageResponse, PackagesResponse, ProviderResponse,
        ProvidersResponse, TermsListResponse, TermsResponse,
    },
};

/// Looks at the commons behind the gate, for the reader's language.
pub(crate) async fn look<T: Send + 'static>(
    state: &AppState,
    language: InterfaceLanguage,
    work: impl FnOnce(&Reading) -> Result<T, HttpError> + Send + 'static,
) -> Result<T, HttpError> {
    let of_work = state.clone();
    in_gate(state, move || work(&Reading::now(&of_work, language)?)).await?
}

/// An answer about the commons that is asked for.
pub(crate) struct Asking {
    state: AppState,
    pairs: Pairs,
    language: InterfaceLanguage,
}

impl FromRequestParts<AppState> for Asking {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let query_string = parts.uri.query().unwrap_or_default();
        Ok(Self {
            state: state.clone(),
            pairs: Pairs::parse(query_string),
            language: InterfaceLanguage::of_request(Some(query_string), &parts.headers),
        })
    }
}

impl Asking {
    /// The answer of a path that takes these parameters and no others.
    async fn answered<T: Send + 'static>(
        self,
        known: &[&str],
        work: impl FnOnce(&Reading, &Pairs) -> Result<T, HttpError> + Send + 'static,
    ) -> Result<Json<T>, HttpError> {
        let Self { state, pairs, language } = self;
        only(&pairs, known)?;
        look(&state, language, move |reading| work(reading, &pairs)).await.map(Json)
    }
}

/// How much the commons holds today, in Japan.
#[utoipa::path(
    get, path = "/v1/commons", tag = "commons",
    params(
        ("lang" = Option<String>, Query, description = "Language of messages and names: ja or en."),
    ),
    responses(
        (status = 200, description = "Counts.", body = CommonsOverview),
        ListingOfLedger,
    )
)]
pub(crate) async fn overview(asking: Asking) -> Result<Json<CommonsOverview>, HttpError> {
    asking.answered(&["lang"], |reading, _| reading.overview()).await
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
        ListingOfLedger,
    )
)]
pub(crate) async fn providers(asking: Asking) -> Result<Json<ProvidersResponse>, HttpError> {
    asking
        .answered(&["region", "kind", "lang"], |reading, pairs| {
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
        ReadingOfLedger,
    )
)]
pub(crate) async fn provider(
    asking: Asking,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<ProviderResponse>, HttpError> {
    let Path(id) = id?;
    asking.answered(&["lang"], move |reading, _| reading.provider(&id)).await
}

/// All versions of all terms.
#[utoipa::path(
    get, path = "/v1/commons/terms", tag = "commons",
    params(
        ("lang" = Option<String>, Query, description = "Language of messages and names: ja or en."),
    ),
    responses(
        (status = 200, description = "The terms.", body = TermsListResponse),
        ListingOfLedger,
    )
)]
pub(crate) async fn terms_list(asking: Asking) -> Result<Json<TermsListResponse>, HttpError> {
    asking.answered(&["lang"], |reading, _| reading.terms_list()).await
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
        ReadingOfLedger,
    )
)]
pub(crate) async fn terms(
    asking: Asking,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Result<Json<TermsResponse>, HttpError> {
    let Path((terms, version)) = path?;
    asking.answered(&["lang"], move |reading, _| reading.terms(&terms, &version)).await
}

/// Packages that are offered today.
#[utoipa::path(
    get, path = "/v1/commons/packages", tag = "commons",
    params(
        ("lang" = Option<String>, Query, description = "Language of messages and names: ja or en."),
    ),
    responses(
        (status = 200, description = "The packages.", body = PackagesResponse),
        ListingOfLedger,
    )
)]
pub(crate) async fn packages(asking: Asking) -> Result<Json<PackagesResponse>, HttpError> {
    asking.answered(&["lang"], |reading, _| reading.packages()).await
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
        ReadingOfLedger,
    )
)]
pub(crate) async fn package(
    asking: Asking,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<PackageResponse>, HttpError> {
    let Path(id) = id?;
    asking.answered(&["lang"], move |reading, _| reading.package(&id)).await
}

/// Technology fields.
#[utoipa::path(
    get, path = "/v1/commons/fields", tag = "commons",
    params(
        ("lang" = Option<String>, Query, description = "Language of messages and names: ja or en."),
    ),
    responses(
        (status = 200, description = "The fields.", body = FieldsOfCommons),
        ListingOfLedger,
    )
)]
pub(crate) async fn fields(asking: Asking) -> Result<Json<FieldsOfCommons>, HttpError> {
    asking.answered(&["lang"], |reading, _| reading.fields()).await
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
        ReadingOfLedger,
    )
)]
pub(crate) async fn field(
    asking: Asking,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<FieldResponse>, HttpError> {
    let Path(id) = id?;
    asking.answered(&["lang"], move |reading, _| reading.field(&id)).await
}
