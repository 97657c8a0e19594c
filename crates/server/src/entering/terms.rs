use commons::{Commons, Event, ProviderId, Refusal, Snapshot, Terms, TermsId, TermsVersion};

use super::{Holding, enter};
use crate::{
    HttpError, InterfaceLanguage,
    error::{Bilingual, Item, Place, refused},
    request::{parsed, to_ledger},
    signed_in::SignedIn,
    wire::{Entered, TermsRequest, VersionName, tongue},
};

/// Publishes a version of the provider's own terms: their whole content, or that of a published version.
pub(crate) fn publish_terms(
    signed: &SignedIn,
    provider: &ProviderId,
    request: &TermsRequest,
) -> Result<Entered, HttpError> {
    let terms: TermsId = parsed(&request.terms, "/terms")?;
    let snapshot = signed.commons.snapshot()?;
    let content: Terms = match (&request.content, &request.like) {
        (Some(content), None) => to_ledger(content, "/content")?,
        (None, Some(like)) => {
            let taken = content_like(&snapshot, like)?;
            match &request.names {
                None => taken,
                Some(names) => Terms { names: to_ledger(names, "/names")?, ..taken },
            }
        }
        _ => {
            let message = Bilingual::new(
                "content か like のどちらか一つを入れてください",
                "give either content or like",
            );
            let item = Item::new(Place::Pointer("/content".to_owned()), "one-of-two", message);
            return Err(HttpError::invalid(vec![item]));
        }
    };
    let version = request.version.unwrap_or_else(|| next_version(&snapshot, &terms, &content));
    let event = Event::publish(terms, version, Some(provider.clone()), content);
    let holding = Holding {
        from: request.from.as_deref(),
        to: request.to.as_deref(),
        evidence: request.evidence.as_deref(),
    };
    let applied = enter(signed, holding.entry(&signed.commons, event)?)?;
    Ok(Entered::from(&applied))
}

/// The version after the last one, or the last one where it says the same: publishing it again changes nothing.
fn next_version(snapshot: &Snapshot, terms: &TermsId, content: &Terms) -> u32 {
    let register = snapshot.register();
    let last = register.last_version(terms);
    let version = TermsVersion { terms: terms.clone(), version: last };
    let is_same = register
        .terms(&version, snapshot.revision())
        .is_some_and(|published| published.content == content && published.entry.valid.to.is_none());
    if is_same { last } else { last + 1 }
}

/// The content of published terms.
pub(crate) fn content_like(snapshot: &Snapshot, like: &VersionName) -> Result<Terms, HttpError> {
    let version = TermsVersion { terms: parsed(&like.terms, "/like/terms")?, version: like.version };
    match snapshot.register().terms(&version, snapshot.revision()) {
        Some(published) => Ok(published.content.clone()),
        None => Err(refused(&Refusal::UnknownTerms(version), Place::Pointer("/like".to_owned()))),
    }
}

/// Terms that a listing of a provider can begin to use today, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TermsChoice {
    pub(crate) terms: String,
    pub(crate) version: u32,
    pub(crate) name: String,
    pub(crate) summary: Vec<String>,
    pub(crate) text: String,
}

impl TermsChoice {
    /// `NAME@VERSION`, as forms send it.
    pub(crate) fn value(&self) -> String {
        format!("{}@{}", self.terms, self.version)
    }
}

/// The last version of the models, of the provider's own terms, and of those of who represents it.
pub(crate) fn terms_choices(
    commons: &Commons,
    provider: &ProviderId,
    language: InterfaceLanguage,
) -> Result<Vec<TermsChoice>, HttpError> {
    let (snapshot, today) = (commons.snapshot()?, commons.now().day());
    let register = snapshot.register();
    let agents = register.last_profile(provider).map(|profile| &profile.represented_by);
    let may_take = |owner: Option<&ProviderId>| {
        owner.is_none_or(|owner| owner == provider || agents.is_some_and(|agents| agents.contains(owner)))
    };
    let last =
        register.all_terms().filter(|version| register.last_version(&version.terms) == version.version);
    let choices = last.filter_map(|version| {
        let published = register.terms(version, snapshot.revision())?;
        let is_offered = may_take(published.provider) && published.entry.valid.contains(today);
        let say = |text: &commons::Bilingual| text.get(tongue(language)).clone();
        is_offered.then(|| TermsChoice {
            terms: version.terms.to_string(),
            version: version.version,
            name: say(&published.content.names),
            summary: published.content.summary().iter().map(say).collect(),
            text: say(&published.content.text),
        })
    });
    Ok(choices.collect())
}
