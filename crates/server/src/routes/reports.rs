use std::time::SystemTime;

use axum::{
    Json,
    extract::{RawQuery, Request, State},
    http::{HeaderMap, Uri, header},
    response::{Html, IntoResponse, Response},
};
use indexer::GenerationId;

use super::{pages, search::body_of};
use crate::{
    AppState, HttpError, InterfaceLanguage, ProblemKind,
    error::{Bilingual, Item, Place},
    report::{self, ReportError, Reported, Side},
    request::{Endpoint, Given, Pairs, SearchParameters},
    search::{PlaceOf, in_gate, prepare},
    web,
    wire::{DiffResponse, Problem, Report, ReportedLedger, Verification},
};

/// A report of a search: query, tree with counts, state of the index, and hashes over the ordered result.
///
/// The parameters are those of `GET /v1/search`; size, cursor, facets, explain and highlight have no effect.
#[utoipa::path(
    get, path = "/v1/reports", tag = "reports",
    responses(
        (status = 200, description = "The report.", body = Report),
        (status = 400, description = "A parameter or the query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many searches; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "The search took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
) -> Result<Response, HttpError> {
    let given = Given::from_pairs(Endpoint::Search, Pairs::parse(&query_string.unwrap_or_default()));
    let report = made(&state, given, |name| Place::Parameter(name.to_owned())).await?;
    let name = format!("attachment; filename=\"chizai-report-{}.json\"", &report.digest[..8]);
    Ok(([(header::CONTENT_DISPOSITION, name)], Json(report)).into_response())
}

/// The same with the parameters of the search in a JSON body.
#[utoipa::path(
    post, path = "/v1/reports", tag = "reports",
    responses(
        (status = 200, description = "The report.", body = Report),
        (status = 400, description = "The body or the query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is larger than the limit.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not announced as JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many searches; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "The search took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn post(State(state): State<AppState>, request: Request) -> Result<Json<Report>, HttpError> {
    let body = body_of(&state, request).await?;
    made(&state, Given::from_json(Endpoint::Search, body), |name| Place::Pointer(format!("/{name}")))
        .await
        .map(Json)
}

/// Runs a report's search again, on its own generation while that is kept, else on the current one.
#[utoipa::path(
    post, path = "/v1/reports/verify", tag = "reports", request_body = Report,
    responses(
        (status = 200, description = "What differs.", body = Verification),
        (status = 400, description = "The body is no report.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is larger than the limit.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not announced as JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many searches; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "The search took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn verify(
    State(state): State<AppState>,
    request: Request,
) -> Result<Json<Verification>, HttpError> {
    let body = body_of(&state, request).await?;
    let known: Report = serde_json::from_value(body).map_err(|error| not_a_report(&error))?;
    let own = match known.index.generation.parse::<GenerationId>() {
        Ok(id) => state.watch().kept(&id).ok().flatten().map(|kept| state.joined(kept)),
        Err(_) => None,
    };
    let generation = own.unwrap_or_else(|| state.generation());
    let commons = state.commons().cloned();
    let work = move || report::verify(&generation, &known, commons.as_deref());
    in_gate(&state, work).await?.map(Json).map_err(HttpError::from)
}

/// What a search finds in one generation of the index and not in another, and why. The parameters are those of
/// `GET /v1/search` with two more.
#[utoipa::path(
    get, path = "/v1/diff", tag = "reports",
    responses(
        (status = 200, description = "Documents added, removed, changed and moved.", body = DiffResponse),
        (status = 400, description = "A parameter or the query is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "A generation is no longer kept.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many searches; Retry-After says when to come back.", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "The search took too long.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn diff(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
) -> Result<Json<DiffResponse>, HttpError> {
    let query_string = query_string.unwrap_or_default();
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    let mut pairs = Pairs::parse(&query_string);
    let (from, to) = (generation(&state, &pairs, FROM)?, generation(&state, &pairs, TO)?);
    let from = from.ok_or_else(|| {
        let message = Bilingual::new(format!("{FROM} が必要です"), format!("{FROM} is required"));
        HttpError::invalid(vec![Item::new(Place::Parameter(FROM.to_owned()), "missing", message)])
    })?;
    let to = to.unwrap_or_else(|| state.generation());
    let states = [
        LedgerState::read(&pairs, FROM_REVISION, FROM_DAY)?,
        LedgerState::read(&pairs, TO_REVISION, TO_DAY)?,
    ];
    pairs.0.retain(|(name, _)| {
        ![FROM, TO, FROM_REVISION, TO_REVISION, FROM_DAY, TO_DAY].contains(&name.as_str())
    });
    let asked =
        asked(&state, Given::from_pairs(Endpoint::Search, pairs), |name| Place::Parameter(name.to_owned()))?;
    let commons = state.commons().cloned();
    let diff = in_gate(&state, move || -> Result<DiffResponse, HttpError> {
        let commons = commons.as_deref();
        let [before, after] = states;
        let from = Side { generation: from, ledger: before.of(commons, FROM_REVISION)? };
        let to = Side { generation: to, ledger: after.of(commons, TO_REVISION)? };
        Ok(report::compare(&asked, &from, &to, commons, language)?)
    });
    Ok(Json(diff.await??))
}

/// The states of the ledger that are compared: revisions, and the days that are asked about.
pub(crate) const FROM_REVISION: &str = "from_revision";
pub(crate) const TO_REVISION: &str = "to_revision";
pub(crate) const FROM_DAY: &str = "from_day";
pub(crate) const TO_DAY: &str = "to_day";

/// A state of the ledger as it is asked for; what is absent is as it is now.
struct LedgerState {
    revision: Option<u64>,
    day: Option<commons::Day>,
}

impl LedgerState {
    fn read(pairs: &Pairs, revision: &str, day: &str) -> Result<Self, HttpError> {
        Ok(Self { revision: value(pairs, revision)?, day: value(pairs, day)? })
    }

    fn of(
        &self,
        commons: Option<&commons::Commons>,
        name: &str,
    ) -> Result<Option<ReportedLedger>, HttpError> {
        let Some(commons) = commons else { return Ok(None) };
        let day = self.day.unwrap_or_else(|| commons.now().day());
        let revision = match self.revision {
            Some(revision) => revision,
            None => commons.snapshot()?.revision(),
        };
        let state = ReportedLedger::at(commons, revision, day)?;
        state.map(Some).ok_or_else(|| {
            let message = Bilingual::new(
                format!("台帳に {revision} 件目の記録はまだありません"),
                format!("the ledger has not come to revision {revision} yet"),
            );
            HttpError::invalid(vec![Item::new(
                Place::Parameter(name.to_owned()),
                "no-such-revision",
                message,
            )])
        })
    }
}

fn value<T: std::str::FromStr>(pairs: &Pairs, name: &str) -> Result<Option<T>, HttpError> {
    let Some(written) = pairs.get(name).filter(|written| !written.is_empty()) else { return Ok(None) };
    written.parse().map(Some).map_err(|_| {
        let message = Bilingual::new(
            format!("{name} の値 {written} は読めません (記録の番号、または 2026-01-31 のような日付)"),
            format!(
                "{name}={written:?} cannot be read: expected the number of an entry, or a day as 2026-01-31"
            ),
        );
        HttpError::invalid(vec![Item::new(Place::Parameter(name.to_owned()), "not-readable", message)])
    })
}

/// The two generations that are compared.
pub(crate) const FROM: &str = "from_generation";
pub(crate) const TO: &str = "to_generation";

fn generation(
    state: &AppState,
    pairs: &Pairs,
    name: &str,
) -> Result<Option<std::sync::Arc<indexer::Generation>>, HttpError> {
    let Some(written) = pairs.get(name).filter(|written| !written.is_empty()) else { return Ok(None) };
    let id: GenerationId = written.parse().map_err(|error: indexer::NotAGeneration| {
        let message = Bilingual::new(format!("{written} は世代の名前ではありません"), error.to_string());
        HttpError::invalid(vec![Item::new(Place::Parameter(name.to_owned()), "not-a-generation", message)])
    })?;
    let kept = state.watch().kept(&id).map_err(|error| HttpError::internal(crate::search::chain(&error)))?;
    let kept = kept.map(|kept| state.joined(kept));
    kept.map(Some).ok_or_else(|| {
        let detail = Bilingual::new(
            format!("世代 {written} はもう残っていません"),
            format!("generation {written} is no longer kept"),
        );
        HttpError::new(ProblemKind::CursorGone, detail)
    })
}

/// The report as a page that prints.
pub(crate) async fn page(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Html<String>, HttpError> {
    let context = pages::context(&state, &uri, &headers);
    let report = made(&state, Given::from_page(Endpoint::Search, &context.pairs), |name| {
        Place::Parameter(name.to_owned())
    })
    .await?;
    Ok(web::report_page(&context, &report))
}

async fn made(state: &AppState, given: Given, place: PlaceOf) -> Result<Report, HttpError> {
    let asked = asked(state, given, place)?;
    let generation = state.generation();
    let made = report::utc(SystemTime::now());
    let commons = state.commons().cloned();
    let work = move || -> Result<Report, HttpError> {
        let ledger = commons.as_deref().map(ReportedLedger::now).transpose()?;
        Ok(report::report(&generation, &asked, made, ledger)?)
    };
    in_gate(state, work).await?
}

fn not_a_report(error: &serde_json::Error) -> HttpError {
    let message = Bilingual::new("報告書として読めません", format!("the body is no report: {error}"));
    HttpError::invalid(vec![Item::new(Place::Pointer(String::new()), "not-a-report", message)])
}

/// The search that the parameters ask for.
fn asked(state: &AppState, given: Given, place: PlaceOf) -> Result<Reported, HttpError> {
    let parameters = SearchParameters::read(given, state.config()).map_err(HttpError::invalid)?;
    if !parameters.across.into.is_empty() {
        let message = Bilingual::new(
            "報告書は対訳を記録しません。xl を外してください",
            "a report does not keep term pairs: leave xl out",
        );
        return Err(HttpError::invalid(vec![Item::new(place("xl"), "not-in-reports", message)]));
    }
    Ok(prepare(&parameters, place)?.reported())
}

impl From<ReportError> for HttpError {
    fn from(error: ReportError) -> Self {
        let refused = |pointer: &str, code, japanese: String, english: String| {
            let place = Place::Pointer(format!("/{pointer}"));
            Self::invalid(vec![Item::new(place, code, Bilingual::new(japanese, english))])
        };
        let english = error.to_string();
        match error {
            ReportError::Version { found, expected } => {
                let japanese = format!("報告書の版は {found} です。読めるのは {expected} です");
                refused("version", "unknown-version", japanese, english)
            }
            ReportError::Unreadable { member, value } => {
                refused(member, "unreadable", format!("報告書の {member} を読めません: {value}"), english)
            }
            ReportError::Query(error) => error.into(),
            ReportError::Ledger(error) => error.into(),
        }
    }
}
