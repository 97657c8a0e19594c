use axum::{
    Json,
    extract::{RawQuery, State},
    http::{HeaderMap, Uri},
    response::Html,
};
use query::Period;

use super::{only, pages};
use crate::{
    AppState, HttpError,
    error::{Bilingual, Item, Place},
    honesty,
    request::Pairs,
    search::in_gate,
    web,
    wire::{CompletenessResponse, Problem},
};

/// What the index holds by office, type and kind: documents, years, and how many have abstract, claims, full text.
#[utoipa::path(
    get, path = "/v1/completeness", tag = "about",
    params(
        ("office" = Option<Vec<String>>, Query, description = "Publishing office, WIPO ST.3; repeated for several. Without it, articles are listed too.", example = json!(["JP"])),
        ("from" = Option<u16>, Query, description = "First year of publication.", example = 2010),
        ("to" = Option<u16>, Query, description = "Last year of publication.", example = 2020),
        ("lang" = Option<String>, Query, description = "Language of messages: ja or en."),
    ),
    responses(
        (status = 200, description = "The ledger.", body = CompletenessResponse),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    RawQuery(query_string): RawQuery,
) -> Result<Json<CompletenessResponse>, HttpError> {
    let pairs = Pairs::parse(&query_string.unwrap_or_default());
    only(&pairs, &["office", "from", "to", "lang"])?;
    let period = period(&pairs)?;
    Ok(Json(ledger(&state, period).await?))
}

/// The same as a page.
pub(crate) async fn page(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Html<String>, HttpError> {
    let context = pages::context(&state, &uri, &headers);
    let period = period(&context.pairs)?;
    let ledger = ledger(&state, period.clone()).await?;
    Ok(web::completeness_page(&context, &period, &ledger))
}

async fn ledger(state: &AppState, period: Period) -> Result<CompletenessResponse, HttpError> {
    let generation = state.generation();
    let ledger = in_gate(state, move || query::ledger(&generation, &period)).await??;
    Ok(CompletenessResponse {
        generation: ledger.generation.to_string(),
        documents: ledger.documents,
        undated: ledger.undated,
        digest: ledger.digest(),
        rows: honesty::rows(&ledger),
    })
}

fn period(pairs: &Pairs) -> Result<Period, HttpError> {
    let mut items = Vec::new();
    let mut year = |name: &str| {
        let written = pairs.get(name).map(str::trim).filter(|written| !written.is_empty())?;
        match written.parse::<u16>() {
            Ok(year) if (1000..=9999).contains(&year) => Some(year),
            _ => {
                let message = Bilingual::new(
                    format!("{name} は 4 桁の年です ({written} は使えません)"),
                    format!("{name} must be a year of four digits, not {written:?}"),
                );
                items.push(Item::new(Place::Parameter(name.to_owned()), "not-a-year", message));
                None
            }
        }
    };
    let (from, to) = (year("from"), year("to"));
    if let (Some(first), Some(last)) = (from, to)
        && last < first
    {
        let message = Bilingual::new(
            format!("期間の終わり {last} が始まり {first} より前です"),
            format!("the last year, {last}, is before the first, {first}"),
        );
        items.push(Item::new(Place::Parameter("to".to_owned()), "empty-range", message));
    }
    let offices = pairs.0.iter().filter(|(name, value)| name == "office" && !value.trim().is_empty());
    let offices = offices.map(|(_, value)| value.trim().to_uppercase()).collect();
    if items.is_empty() { Ok(Period { offices, from, to }) } else { Err(HttpError::invalid(items)) }
}
