use axum::{
    Json,
    extract::{Path, RawQuery, Request, State, rejection::PathRejection},
    http::HeaderMap,
};

use super::{
    super::{only, search::body_of},
    own_provider,
};
use crate::{
    AppState, HttpError, InterfaceLanguage,
    desk::at_desk,
    entering,
    error::{Bilingual, Item, Place},
    refusals::Entering,
    request::{Pairs, typed},
    signed_in::SignedIn,
    wire::{Entered, ImportPlan, ImportResponse, ListingRequest},
};

/// Lists, changes or withdraws one patent, its number in any form: by the provider's editor.
#[utoipa::path(
    post, path = "/v1/commons/providers/{id}/listings", tag = "commons", security(("token" = [])),
    params(
        ("id" = String, Path, description = "Name of the provider.", example = "aoba-battery"),
        ("dry_run" = Option<bool>, Query, description = "Only say what would be entered; `entered` is then absent."),
        ("lang" = Option<String>, Query, description = "Language of messages: ja or en."),
    ),
    request_body = ListingRequest,
    responses(
        (status = 200, description = "It is entered, or the ledger said so already.", body = ImportResponse),
        Entering,
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    signed: SignedIn,
    id: Result<Path<String>, PathRejection>,
    RawQuery(query_string): RawQuery,
    headers: HeaderMap,
    request: Request,
) -> Result<Json<ImportResponse>, HttpError> {
    let provider = own_provider(&signed, id)?;
    let query_string = query_string.unwrap_or_default();
    let pairs = Pairs::parse(&query_string);
    only(&pairs, &["dry_run", "lang"])?;
    let is_dry = is_dry(&pairs)?;
    let language = InterfaceLanguage::of_request(Some(&query_string), &headers);
    let asked: ListingRequest = typed(body_of(&state, request).await?)?;
    let generation = state.generation();
    at_desk(&state, move || {
        let plan = entering::one_listing(&signed, &generation, &provider, &asked)?;
        let applied = if is_dry { None } else { Some(signed.commons.apply(&plan.batch(None))?) };
        let plan = ImportPlan::new(&plan, language)?;
        Ok(Json(ImportResponse { entered: applied.as_ref().map(Entered::from), plan }))
    })
    .await
}

fn is_dry(pairs: &Pairs) -> Result<bool, HttpError> {
    match pairs.get("dry_run") {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(written) => {
            let message = Bilingual::new(
                format!("dry_run は true か false です ({written} は使えません)"),
                format!("dry_run must be true or false, not {written:?}"),
            );
            Err(HttpError::invalid(vec![Item::new(
                Place::Parameter("dry_run".to_owned()),
                "not-a-choice",
                message,
            )]))
        }
    }
}
