//! What anybody can read of the commons: providers, terms, packages, technology fields and needs, as of today.
//!
//! All of it is computed from one snapshot of the ledger, and of the index where documents are gathered.

mod fields;
mod needs;
mod packages;
mod providers;
mod terms;

use std::sync::Arc;

use commons::{
    Bilingual, Commons, Day, ListedPatents, ListingFilter, Origin, ProviderId, Snapshot, TermsId, Tongue, Use,
};
use indexer::Generation;

use crate::{
    AppState, HttpError, InterfaceLanguage, ProblemKind, error, may_use,
    request::Pairs,
    wire::{CommonsOverview, LedgerOrigin, LedgerState, NamedProvider, tongue},
};

pub(crate) use needs::NeedAsked;
pub(crate) use providers::ProvidersAsked;

/// One look at the commons.
pub(crate) struct Reading {
    pub(crate) commons: Arc<Commons>,
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) generation: Arc<Generation>,
    /// Today in Japan.
    pub(crate) on: Day,
    pub(crate) language: InterfaceLanguage,
    state: AppState,
}

impl Reading {
    /// A look at what is there now. Refused where the server has no ledger.
    pub(crate) fn now(state: &AppState, language: InterfaceLanguage) -> Result<Self, HttpError> {
        let commons = state.commons().cloned().ok_or_else(may_use::no_ledger)?;
        let (snapshot, on) = (commons.snapshot()?, commons.now().day());
        Ok(Self { commons, snapshot, generation: state.generation(), on, language, state: state.clone() })
    }

    pub(crate) fn overview(&self) -> Result<CommonsOverview, HttpError> {
        let (register, revision) = (self.snapshot.register(), self.snapshot.revision());
        let mut for_research = ListingFilter::on(self.on);
        for_research.asked.purpose = Some(Use::Research);
        Ok(CommonsOverview {
            ledger: self.ledger(),
            on: self.on.to_string(),
            listed: self.listed(&ListingFilter::on(self.on))?.len() as u64,
            listed_for_research: self.listed(&for_research)?.len() as u64,
            providers: register.providers(self.on, revision).count() as u64,
            terms: register.all_terms().count() as u64,
            packages: register.packages(self.on, revision).count() as u64,
            fields: self.commons.fields()?.len() as u64,
            needs: self.commons.needs(None)?.iter().filter(|need| need.content.is_open).count() as u64,
        })
    }

    fn ledger(&self) -> LedgerState {
        let head = self.snapshot.head();
        LedgerState { revision: head.revision, sha256: head.hash.to_string() }
    }

    fn listed(&self, filter: &ListingFilter) -> Result<Arc<ListedPatents>, HttpError> {
        Ok(self.commons.listed(filter)?)
    }

    fn listed_by(&self, provider: &ProviderId) -> Result<u64, HttpError> {
        let filter = ListingFilter { provider: Some(provider.clone()), ..ListingFilter::on(self.on) };
        Ok(self.listed(&filter)?.len() as u64)
    }

    fn listed_under(&self, terms: &TermsId, version: u32) -> Result<u64, HttpError> {
        let on = ListingFilter::on(self.on);
        let filter = ListingFilter { terms: Some(terms.clone()), version: Some(version), ..on };
        Ok(self.listed(&filter)?.len() as u64)
    }

    fn tongue(&self) -> Tongue {
        tongue(self.language)
    }

    /// In the reader's language.
    fn say(&self, text: &Bilingual) -> String {
        text.get(self.tongue()).clone()
    }

    fn named(&self, provider: &ProviderId) -> NamedProvider {
        let profile = self.snapshot.register().profile(provider, self.on, self.snapshot.revision());
        let name = profile.map_or_else(|| provider.to_string(), |profile| self.say(&profile.names));
        NamedProvider { id: provider.to_string(), name }
    }
}

/// A search on the page of results.
fn search_href(pairs: &[(&str, &str)]) -> String {
    let mut all = Pairs::default();
    for (name, value) in pairs {
        all.push(name, *value);
    }
    all.href("/")
}

fn origin(origin: Option<&Origin>) -> Option<LedgerOrigin> {
    origin.map(LedgerOrigin::from)
}

/// There is no such thing in the ledger.
pub(crate) fn unknown(japanese: &str, english: &str, name: &str) -> HttpError {
    let shown: String = name.chars().take(80).collect();
    let detail = error::Bilingual::new(
        format!("{japanese} {shown} は台帳にありません"),
        format!("the ledger has no {english} {shown}"),
    );
    HttpError::new(ProblemKind::NotInLedger, detail)
}
