use axum::{
    extract::State,
    response::{Html, IntoResponse, Response},
};
use commons::{Applied, Commons, DeclaredLicence, Link, ListingState, Offer, ProviderId, VerificationKind};
use model::PublicationNumber;

use super::{AtProvider, SentToProvider, given, refused_page};
use crate::{
    AppState, HttpError, InterfaceLanguage,
    desk::at_desk,
    entering::{self, TermsChoice, terms_choices},
    request::Pairs,
    signed_in::SignedIn,
    web,
    wire::{ImportPlan, ListingRequest},
};

/// The form, with the present offer where a listing is to be changed.
pub(crate) async fn form(
    AtProvider { signed, desk, provider }: AtProvider,
) -> Result<Html<String>, HttpError> {
    let commons = &signed.commons;
    let choices = terms_choices(commons, &provider, desk.page.language)?;
    let mut shown = Pairs::default();
    if let Some(patent) = desk.page.pairs.get("patent").and_then(|patent| patent.parse().ok()) {
        shown = present(commons, &provider, &patent)?.unwrap_or_default();
    }
    if let Some(terms) = desk.page.pairs.get("terms") {
        shown.push("terms", terms);
    }
    Ok(web::listing_page(&desk, provider.as_str(), &choices, &shown, None, None))
}

/// Says what a listing would do, or enters it.
pub(crate) async fn posted(
    State(state): State<AppState>,
    SentToProvider { at, form: sent }: SentToProvider,
) -> Result<Response, HttpError> {
    let choices: Vec<TermsChoice> = terms_choices(&at.signed.commons, &at.provider, at.desk.page.language)?;
    let asked = asked(&sent);
    let (signed, of) = (at.signed.clone(), at.provider.clone());
    let (generation, language) = (state.generation(), at.desk.page.language);
    let is_dry = sent.get("do") == Some("check");
    let work = move || {
        let plan = entering::one_listing(&signed, &generation, &of, &asked)?;
        outcome(&signed, &plan, is_dry, language)
    };
    match at_desk(&state, work).await {
        Ok((plan, None)) => {
            let page = web::listing_page(&at.desk, at.provider.as_str(), &choices, &sent, Some(&plan), None);
            Ok(page.into_response())
        }
        Ok((_, Some(Applied::Entered { .. }))) => Ok(at.back("listed")),
        Ok(_) => Ok(at.back("unchanged")),
        Err(error) => refused_page(error, |error| {
            web::listing_page(&at.desk, at.provider.as_str(), &choices, &sent, None, Some(error))
        }),
    }
}

fn outcome(
    signed: &SignedIn,
    plan: &commons::ImportPlan,
    is_dry: bool,
    language: InterfaceLanguage,
) -> Result<(ImportPlan, Option<Applied>), HttpError> {
    let applied = if is_dry { None } else { Some(signed.commons.apply(&plan.batch(None))?) };
    Ok((ImportPlan::new(plan, language)?, applied))
}

fn asked(sent: &Pairs) -> ListingRequest {
    let terms = given(sent, "terms");
    let (terms, version) = match terms.as_deref().map(|terms| terms.split_once('@').unwrap_or((terms, ""))) {
        Some((terms, version)) => (Some(terms.to_owned()), version.parse().ok()),
        None => (None, None),
    };
    ListingRequest {
        number: given(sent, "number").unwrap_or_default(),
        action: given(sent, "action"),
        terms,
        version,
        from: given(sent, "from"),
        to: given(sent, "to"),
        licence: given(sent, "licence"),
        readiness: given(sent, "readiness").and_then(|level| level.parse().ok()),
        reason: given(sent, "reason"),
        evidence: given(sent, "evidence"),
        contact: given(sent, "contact"),
        prototype: given(sent, "prototype"),
        test_data: given(sent, "test_data"),
        paper: given(sent, "paper"),
    }
}

/// A listing that holds today, as the form shows it.
fn present(
    commons: &Commons,
    provider: &ProviderId,
    patent: &PublicationNumber,
) -> Result<Option<Pairs>, HttpError> {
    let snapshot = commons.snapshot()?;
    let history = snapshot.history(patent, snapshot.revision());
    let Some(ListingState::Current(listing)) = history.listing(provider, commons.now().day()) else {
        return Ok(None);
    };
    let mut pairs = Pairs::default();
    pairs.push("action", "change");
    pairs.push("number", patent.to_string());
    pairs.push("to", listing.governing.valid.to.map(|day| day.to_string()).unwrap_or_default());
    pairs.push("evidence", listing.governing.evidence.as_ref().map_or("", Link::as_str));
    offer(&mut pairs, listing.offer);
    Ok(Some(pairs))
}

fn offer(pairs: &mut Pairs, offer: &Offer) {
    pairs.push("terms", format!("{}@{}", offer.terms.terms, offer.terms.version));
    let licence = match &offer.exclusive_licence {
        DeclaredLicence::None => "none",
        DeclaredLicence::Exists => "exists",
        DeclaredLicence::Unknown => "unknown",
        DeclaredLicence::InField(field) => field,
    };
    pairs.push("licence", licence);
    let page = offer.contact.as_ref().and_then(|contact| contact.page.as_ref());
    pairs.push("contact", page.map_or("", Link::as_str));
    pairs.push("readiness", offer.readiness.map(|level| u8::from(level).to_string()).unwrap_or_default());
    for verification in &offer.verification {
        let name = match verification.kind {
            VerificationKind::Prototype => "prototype",
            VerificationKind::TestData => "test_data",
            VerificationKind::Paper => "paper",
            VerificationKind::Other => continue,
        };
        pairs.push(name, verification.link.as_str());
    }
}
