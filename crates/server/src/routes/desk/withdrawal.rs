use axum::{
    extract::State,
    response::{Html, IntoResponse, Response},
};
use commons::{Commons, ListingState, ProviderId, Refusal, WorkBegunBefore};
use indexer::Generation;
use model::{Document, Number, PublicationNumber};

use super::{AtProvider, SentToProvider, given, refused_page};
use crate::{
    AppState, HttpError, InterfaceLanguage,
    desk::at_desk,
    entering,
    error::{Place, refused},
    request::{Pairs, parsed},
    web::{self, DeskContext, WithdrawalView},
    wire::{self, ListingRequest, tongue},
};

/// What the page says of a listing.
struct Said {
    title: Option<(String, String)>,
    since: String,
    terms: String,
    meaning: String,
    records_of_use: u64,
}

/// The page that says what a withdrawal means.
pub(crate) async fn form(State(state): State<AppState>, at: AtProvider) -> Result<Html<String>, HttpError> {
    let sent = at.desk.page.pairs.clone();
    shown(&state, &at, &sent, None).await
}

/// Enters the withdrawal.
pub(crate) async fn posted(
    State(state): State<AppState>,
    SentToProvider { at, form: sent }: SentToProvider,
) -> Result<Response, HttpError> {
    let asked = ListingRequest {
        number: given(&sent, "patent").unwrap_or_default(),
        action: Some("withdraw".to_owned()),
        from: given(&sent, "from"),
        reason: given(&sent, "reason"),
        ..ListingRequest::default()
    };
    let (signed, of, generation) = (at.signed.clone(), at.provider.clone(), state.generation());
    let work = move || {
        let plan = entering::one_listing(&signed, &generation, &of, &asked)?;
        Ok(signed.commons.apply(&plan.batch(None))?)
    };
    match at_desk(&state, work).await {
        Ok(_) => Ok(at.back("withdrawn")),
        Err(error) if error.status().is_server_error() => Err(error),
        Err(error) => {
            let page = shown(&state, &at, &sent, Some(&error)).await?;
            refused_page(error, |_| page).map(IntoResponse::into_response)
        }
    }
}

async fn shown(
    state: &AppState,
    at: &AtProvider,
    sent: &Pairs,
    error: Option<&HttpError>,
) -> Result<Html<String>, HttpError> {
    let patent: PublicationNumber = parsed(sent.get("patent").unwrap_or_default(), "/patent")?;
    let (commons, generation) = (at.signed.commons.clone(), state.generation());
    let (of, number, language) = (at.provider.clone(), patent.clone(), at.desk.page.language);
    let said = at_desk(state, move || said(&commons, &generation, &of, &number, language)).await?;
    Ok(page(&at.desk, &at.provider, &patent.to_string(), &said, sent, error))
}

fn page(
    desk: &DeskContext,
    provider: &ProviderId,
    patent: &str,
    said: &Said,
    sent: &Pairs,
    error: Option<&HttpError>,
) -> Html<String> {
    let view = WithdrawalView {
        provider: provider.as_str(),
        patent,
        title: said.title.as_ref().map(|(title, language)| (title.as_str(), language.as_str())),
        since: &said.since,
        terms: &said.terms,
        meaning: &said.meaning,
        records_of_use: said.records_of_use,
        sent,
        error,
    };
    web::withdrawal_page(desk, &view)
}

fn said(
    commons: &Commons,
    generation: &Generation,
    provider: &ProviderId,
    patent: &PublicationNumber,
    language: InterfaceLanguage,
) -> Result<Said, HttpError> {
    let (snapshot, today) = (commons.snapshot()?, commons.now().day());
    let history = snapshot.history(patent, snapshot.revision());
    let Some(ListingState::Current(listing)) = history.listing(provider, today) else {
        let (patent, provider) = (patent.to_string(), provider.clone());
        let place = Place::Parameter("patent".to_owned());
        return Err(refused(&Refusal::NotListed { patent, provider, on: today }, place));
    };
    let work = WorkBegunBefore {
        may_go_on: listing.terms.on_withdrawal.may_go_on(today),
        includes_users_work: None,
    };
    let documents = query::documents_with(generation, &Number::Publication(patent.clone()))?;
    let title = documents.iter().find_map(|document| match document {
        Document::Patent(held) if held.number == *patent => wire::for_reader(&held.titles, language),
        _ => None,
    });
    let counts = commons.use_counts(Some(patent))?;
    Ok(Said {
        title: title.map(|title| (title.text.clone(), title.language.to_string())),
        since: listing.since.to_string(),
        terms: listing.terms.names.get(tongue(language)).clone(),
        meaning: work.sentence().get(tongue(language)).clone(),
        records_of_use: counts.iter().map(|count| count.n_records).sum(),
    })
}
