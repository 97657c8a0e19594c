//! What another node's ledger says, entered into this one: each record whole or not at all, each entry once, with where it
//! comes from.

use model::PublicationNumber;
use rusqlite::{OptionalExtension, TransactionBehavior};

use super::{Commons, append::Chain, caught_up, lock};
use crate::{
    Author, Entry, Error, Event, Instant, Link, ListingState, NewEntry, Origin, Period, ProviderId,
    RecordKey, Refusal, Register, Terms, TermsVersion, models,
};

/// A record as a node gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    pub key: RecordKey,
    /// Where it can be read.
    pub address: Link,
    pub content: ReceivedContent,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReceivedContent {
    /// In the order of that node's ledger.
    Present(Vec<ReceivedEntry>),
    /// A listing that is withdrawn, since that moment by that node's clock.
    Deleted { changed: Instant },
}

/// An entry of another node's ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedEntry {
    /// Its number there.
    pub number: u64,
    pub entered: Instant,
    pub valid: Period,
    pub evidence: Option<Link>,
    pub event: Event,
}

/// How far the harvest of a node has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HarvestProgress {
    /// By the node's clock: when the last whole harvest began, which is where the next one begins.
    pub since: Option<Instant>,
    /// A harvest that has not ended.
    pub under_way: Option<UnderWay>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderWay {
    /// When it began, by the node's clock.
    pub begun: Instant,
    /// What the node gave for the rest.
    pub token: String,
}

/// What became of records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenOver {
    /// Entries that were entered.
    pub n_entered: usize,
    /// Records that said nothing new.
    pub n_known: usize,
    pub skipped: Vec<SkippedRecord>,
}

/// A record that was not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedRecord {
    pub key: RecordKey,
    pub reason: Skipped,
}

/// Why a record is not taken over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Skipped {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("provider {provider} has joined {place}, not at {node}")]
    ProviderOfAnother { provider: ProviderId, place: String, node: Link },
    #[error(
        "terms {} version {} belong to no provider and are none of the models, so that only an administrator of this \
         node publishes them", .0.terms, .0.version
    )]
    TermsOfNobody(TermsVersion),
    #[error("terms {} version {} are published here with another content", .0.terms, .0.version)]
    OtherTerms(TermsVersion),
    #[error("its entry {number} is about something else")]
    StrangeEntry { number: u64 },
}

impl Commons {
    /// How far the harvest of a node has come; nothing yet for one that was never harvested.
    pub fn harvest_progress(&self, node: &Link) -> Result<HarvestProgress, Error> {
        self.read(|connection| {
            let select = "SELECT since, begun, token FROM harvest WHERE node = ?1";
            type Row = (Option<String>, Option<String>, Option<String>);
            let read = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Row> {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            };
            let row = self.in_file(connection.query_row(select, [node.as_str()], read).optional())?;
            let (since, begun, token) = row.unwrap_or_default();
            let under_way = match (begun, token) {
                (Some(begun), Some(token)) => Some(UnderWay { begun: begun.parse()?, token }),
                _ => None,
            };
            Ok(HarvestProgress { since: since.map(|since| since.parse()).transpose()?, under_way })
        })
    }

    /// Enters what records of a node say and this ledger does not, and keeps how far the harvest has come: both or neither.
    /// A record that cannot be taken over whole is left out and named.
    pub fn take_over(
        &self,
        by: &Author,
        node: &Link,
        records: &[Received],
        progress: &HarvestProgress,
    ) -> Result<TakenOver, Error> {
        let mut writer = lock(&self.writer);
        let behavior = TransactionBehavior::Immediate;
        let transaction = self.in_file(writer.transaction_with_behavior(behavior))?;
        let known = lock(&self.reader).snapshot.clone();
        let current = caught_up(&transaction, &self.path, known, u64::MAX)?;
        let mut chain = Chain::new(&current, by, self.now());
        let mut taken = TakenOver::default();
        for record in records {
            let before = chain.entries.len();
            let mut with_record = chain.clone();
            match (Taking { chain: &mut with_record, node, record }).take() {
                Ok(()) => chain = with_record,
                Err(reason) => taken.skipped.push(SkippedRecord { key: record.key.clone(), reason }),
            }
            taken.n_known += usize::from(chain.entries.len() == before);
        }
        taken.n_known -= taken.skipped.len();
        taken.n_entered = chain.entries.len();
        self.insert(&transaction, &chain.entries)?;
        let upsert = "INSERT INTO harvest (node, since, begun, token) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (node) \
                      DO UPDATE SET since = excluded.since, begun = excluded.begun, token = excluded.token";
        let under_way = progress.under_way.as_ref();
        let values = (
            node.as_str(),
            progress.since.map(|since| since.to_string()),
            under_way.map(|under_way| under_way.begun.to_string()),
            under_way.map(|under_way| under_way.token.as_str()),
        );
        self.in_file(transaction.execute(upsert, values))?;
        self.in_file(transaction.commit())?;
        self.show(chain.snapshot);
        Ok(taken)
    }
}

/// One record on its way into the ledger.
struct Taking<'t, 'a> {
    chain: &'t mut Chain<'a>,
    node: &'t Link,
    record: &'t Received,
}

impl Taking<'_, '_> {
    fn take(&mut self) -> Result<(), Skipped> {
        let record = self.record;
        match &record.content {
            ReceivedContent::Present(entries) => entries.iter().try_for_each(|entry| self.take_entry(entry)),
            ReceivedContent::Deleted { changed } => match &record.key {
                RecordKey::Listing { provider, patent } => self.withdraw(provider, patent, *changed),
                // Providers and terms are never deleted.
                RecordKey::Provider(_) | RecordKey::Terms(_) => Ok(()),
            },
        }
    }

    fn take_entry(&mut self, entry: &ReceivedEntry) -> Result<(), Skipped> {
        if !is_about(&entry.event, &self.record.key) {
            return Err(Skipped::StrangeEntry { number: entry.number });
        }
        if self.is_known(entry) || self.says_nothing_new(entry)? {
            return Ok(());
        }
        let origin = Origin { node: self.node.clone(), entry: entry.number, entered: entry.entered };
        let evidence = entry.evidence.clone().unwrap_or_else(|| self.record.address.clone());
        self.enter(entry.event.clone(), entry.valid, evidence, origin)
    }

    fn enter(&mut self, event: Event, valid: Period, evidence: Link, origin: Origin) -> Result<(), Skipped> {
        let new = NewEntry { event, valid, evidence: Some(evidence), origin: Some(origin) };
        self.chain.take(&new)?;
        Ok(())
    }

    /// Whether the entry was taken over before.
    fn is_known(&self, entry: &ReceivedEntry) -> bool {
        let snapshot = &self.chain.snapshot;
        let is_same = |known: &Entry| {
            known
                .origin
                .as_ref()
                .is_some_and(|origin| origin.node == *self.node && origin.entry == entry.number)
        };
        match &self.record.key {
            RecordKey::Provider(provider) => {
                snapshot.register().provider_entries(provider).iter().any(|known| is_same(known))
            }
            RecordKey::Terms(version) => snapshot
                .register()
                .terms(version, snapshot.revision())
                .is_some_and(|terms| is_same(terms.entry)),
            RecordKey::Listing { patent, .. } => {
                let place = snapshot.place(patent);
                place.is_some_and(|place| snapshot.entries_at(place).iter().any(|known| is_same(known)))
            }
        }
    }

    /// Whether this ledger has it already in its own words; refuses what this node would say in another's name.
    fn says_nothing_new(&self, entry: &ReceivedEntry) -> Result<bool, Skipped> {
        let snapshot = &self.chain.snapshot;
        match &entry.event {
            Event::ProviderJoined { provider, .. } | Event::ProviderChanged { provider, .. } => {
                self.expect_own(provider).map(|()| false)
            }
            Event::TermsPublished { terms, version, provider, content, .. } => {
                let version = TermsVersion { terms: terms.clone(), version: *version };
                if let Some(published) = snapshot.register().terms(&version, snapshot.revision()) {
                    let is_same = published.content == &**content && published.provider == provider.as_ref();
                    return if is_same { Ok(true) } else { Err(Skipped::OtherTerms(version)) };
                }
                match provider {
                    Some(provider) => self.expect_own(provider)?,
                    None if is_model(content) => {}
                    None => return Err(Skipped::TermsOfNobody(version)),
                }
                Ok(false)
            }
            // The node tells the withdrawal of a deleted record without its entry; when the patent is listed again, the
            // entry comes after all.
            Event::ListingWithdrawn { provider, patent, .. } => {
                self.expect_own(provider)?;
                let state = snapshot.history(patent, snapshot.revision()).listing(provider, entry.valid.from);
                Ok(!matches!(state, Some(ListingState::Current(_))))
            }
            _ => {
                if let RecordKey::Listing { provider, .. } = &self.record.key {
                    self.expect_own(provider)?;
                }
                Ok(false)
            }
        }
    }

    /// A node speaks for providers that joined there.
    fn expect_own(&self, provider: &ProviderId) -> Result<(), Skipped> {
        let register: &Register = self.chain.snapshot.register();
        let Some(joining) = register.joining(provider) else { return Ok(()) };
        match &joining.origin {
            Some(origin) if origin.node == *self.node => Ok(()),
            of_another => {
                let place =
                    of_another.as_ref().map_or("here".to_owned(), |origin| format!("at {}", origin.node));
                Err(Skipped::ProviderOfAnother { provider: provider.clone(), place, node: self.node.clone() })
            }
        }
    }

    /// Withdraws the listing from the day on which its record was deleted; one that has not begun, from its first day.
    fn withdraw(
        &mut self,
        provider: &ProviderId,
        patent: &PublicationNumber,
        changed: Instant,
    ) -> Result<(), Skipped> {
        let snapshot = &self.chain.snapshot;
        let state = snapshot.history(patent, snapshot.revision()).listing(provider, changed.day());
        let from = match state {
            Some(ListingState::Current(_)) => changed.day(),
            Some(ListingState::NotYet { from }) => from,
            Some(ListingState::Withdrawn { .. } | ListingState::Ended { .. }) | None => return Ok(()),
        };
        self.expect_own(provider)?;
        let event =
            Event::ListingWithdrawn { provider: provider.clone(), patent: patent.clone(), reason: None };
        let origin = Origin { node: self.node.clone(), entry: 0, entered: changed };
        self.enter(event, Period::since(from), self.record.address.clone(), origin)
    }
}

/// Whether an event belongs to a record.
fn is_about(event: &Event, key: &RecordKey) -> bool {
    match (key, event) {
        (
            RecordKey::Provider(key),
            Event::ProviderJoined { provider, .. } | Event::ProviderChanged { provider, .. },
        ) => key == provider,
        (RecordKey::Terms(key), Event::TermsPublished { terms, version, .. }) => {
            key.terms == *terms && key.version == *version
        }
        (RecordKey::Listing { provider, patent }, event) => {
            event.patent() == Some(patent) && event.listing_provider().is_none_or(|of| of == provider)
        }
        _ => false,
    }
}

/// Whether terms are one of the ready-made ones, whatever the address of their conditions.
fn is_model(content: &Terms) -> bool {
    let conditions = match &content.consideration {
        crate::Consideration::CommercialConditions(link) => link.clone(),
        crate::Consideration::Free => match "https://example.org/".parse() {
            Ok(link) => link,
            Err(_) => return false,
        },
    };
    models(conditions).iter().any(|(_, model)| model == content)
}
