//! Providers, terms and events for tests, in as few words as they need. All are invented.

use std::{
    collections::BTreeSet,
    path::Path,
    sync::{Arc, atomic::AtomicI64, atomic::Ordering},
};

use commons::*;
use model::{LegalState, LegalStatus, OfficeCode, PublicationNumber};

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn patent(text: &str) -> PublicationNumber {
    text.parse().unwrap()
}

pub(crate) fn provider(text: &str) -> ProviderId {
    text.parse().unwrap()
}

pub(crate) fn office(text: &str) -> OfficeCode {
    text.parse().unwrap()
}

/// A clock that stands until it is set.
#[derive(Clone)]
pub(crate) struct Hands(Arc<AtomicI64>);

impl Hands {
    pub(crate) fn at(instant: &str) -> Self {
        Self(Arc::new(AtomicI64::new(instant.parse::<Instant>().unwrap().unix_ms())))
    }

    pub(crate) fn set(&self, instant: &str) {
        self.0.store(instant.parse::<Instant>().unwrap().unix_ms(), Ordering::SeqCst);
    }

    pub(crate) fn clock(&self) -> Clock {
        let hands = self.clone();
        Arc::new(move || Instant::from_unix_ms(hands.0.load(Ordering::SeqCst)))
    }
}

pub(crate) fn admin() -> Author {
    Author::new("admin".parse().unwrap(), Role::Administrator)
}

pub(crate) fn editor(of: &str) -> Author {
    Author::new(format!("{of}-editor").parse().unwrap(), Role::Editor(provider(of)))
}

pub(crate) fn contact(en: &str) -> Contact {
    Contact {
        names: Bilingual::new("窓口", en),
        email: Some("desk@example.org".parse().unwrap()),
        telephone: None,
        page: None,
        languages: Vec::new(),
        classes: Vec::new(),
    }
}

pub(crate) fn profile(prefecture: &str) -> Profile {
    Profile {
        names: Bilingual::new("青葉大学", "Aoba University"),
        kind: ProviderKind::University,
        country: OfficeCode::JP,
        prefecture: Some(prefecture.parse().unwrap()),
        ror: None,
        homepage: None,
        liaison_office: None,
        contacts: vec![contact("provider's desk")],
        represented_by: BTreeSet::new(),
    }
}

pub(crate) fn research() -> Terms {
    let [(_, terms), ..] = models("https://example.org/conditions".parse().unwrap());
    terms
}

pub(crate) fn version(terms: &str, version: u32) -> TermsVersion {
    TermsVersion { terms: terms.parse().unwrap(), version }
}

pub(crate) fn offer(terms: &str) -> Offer {
    Offer {
        terms: version(terms, 1),
        application: None,
        exclusive_licence: DeclaredLicence::None,
        contact: None,
        verification: Vec::new(),
        readiness: None,
    }
}

pub(crate) fn since(from: &str, event: Event) -> NewEntry {
    NewEntry { event, valid: Period::since(day(from)), evidence: None, origin: None }
}

pub(crate) fn within(from: &str, to: &str, event: Event) -> NewEntry {
    let valid = Period { from: day(from), to: Some(day(to)) };
    NewEntry { valid, ..since(from, event) }
}

pub(crate) fn joined(id: &str) -> Event {
    Event::ProviderJoined { provider: provider(id), profile: Box::new(profile("04")) }
}

pub(crate) fn published(terms: &str, content: Terms) -> Event {
    Event::publish(terms.parse().unwrap(), 1, None, content)
}

pub(crate) fn listed(by: &str, number: &str, offer: Offer) -> Event {
    Event::PatentListed { provider: provider(by), patent: patent(number), offer: Box::new(offer) }
}

pub(crate) fn changed(by: &str, number: &str, offer: Offer) -> Event {
    Event::ListingChanged { provider: provider(by), patent: patent(number), offer: Box::new(offer) }
}

pub(crate) fn withdrawn(by: &str, number: &str) -> Event {
    Event::ListingWithdrawn { provider: provider(by), patent: patent(number), reason: None }
}

pub(crate) fn sold(number: &str, to: &str) -> Event {
    Event::AssigneeChanged { patent: patent(number), assignee: to.to_owned(), provider: None }
}

pub(crate) fn licensed(number: &str, licence: &str) -> Event {
    let licence = licence.parse().unwrap();
    Event::ExclusiveLicenceGranted { patent: patent(number), licence, field_of_use: None }
}

pub(crate) fn licence_ended(number: &str, licence: &str) -> Event {
    Event::ExclusiveLicenceEnded { patent: patent(number), licence: licence.parse().unwrap() }
}

pub(crate) fn lapsed(number: &str, state: LegalState) -> Event {
    let patent = patent(number);
    Event::RightLapsed { territory: patent.office(), patent, state }
}

pub(crate) fn restored(number: &str) -> Event {
    let patent = patent(number);
    Event::RightRestored { territory: patent.office(), patent }
}

/// The first part of every story: two providers, and terms named `open` (research, anyone), published in 2019.
pub(crate) fn founded() -> Vec<NewEntry> {
    let aoba = since("2020-01-01", joined("aoba"));
    let kita = since("2020-01-01", joined("kita"));
    vec![aoba, kita, since("2019-01-01", published("open", research()))]
}

pub(crate) fn batch(author: Author, entries: Vec<NewEntry>) -> Batch {
    Batch { author, entries, key: None }
}

#[track_caller]
pub(crate) fn enter(commons: &Commons, entries: Vec<NewEntry>) -> Applied {
    commons.apply(&batch(admin(), entries)).unwrap()
}

pub(crate) fn open(dir: &Path, hands: &Hands) -> Commons {
    Commons::open_with_clock(&dir.join("commons.sqlite"), hands.clock()).unwrap()
}

/// A ledger with a story, founded first.
pub(crate) struct Story {
    pub(crate) commons: Commons,
    pub(crate) hands: Hands,
    dir: tempfile::TempDir,
}

impl Story {
    #[track_caller]
    pub(crate) fn of(entries: Vec<NewEntry>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let hands = Hands::at("2026-01-10T00:00:00Z");
        let commons = open(dir.path(), &hands);
        enter(&commons, founded());
        if !entries.is_empty() {
            enter(&commons, entries);
        }
        Self { commons, hands, dir }
    }

    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn answer(&self, number: &str, question: &UseQuestion) -> UseAnswer {
        self.answer_with(number, &in_force("2019-01-01"), question)
    }

    pub(crate) fn answer_with(
        &self,
        number: &str,
        statuses: &[LegalStatus],
        question: &UseQuestion,
    ) -> UseAnswer {
        let snapshot = self.commons.snapshot().unwrap();
        let legal = LegalKnowledge { statuses, family: Family::NotLookedUp };
        snapshot.use_answer(&patent(number), &legal, question, snapshot.revision())
    }
}

pub(crate) fn status(state: LegalState, as_of: &str) -> LegalStatus {
    LegalStatus { state, as_of: Some(as_of.parse().unwrap()), territory: None, evidence: None }
}

pub(crate) fn in_force(as_of: &str) -> Vec<LegalStatus> {
    vec![status(LegalState::InForce, as_of)]
}

/// A company in Japan that would use it in research there.
pub(crate) fn question(on: &str) -> UseQuestion {
    UseQuestion {
        on: day(on),
        user: User { kind: UserKind::Company, residence: Some(OfficeCode::JP) },
        territory: OfficeCode::JP,
        purpose: Use::Research,
        work_begun: None,
    }
}
