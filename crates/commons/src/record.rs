//! What a ledger gives to harvesters: one record for each provider, version of terms and listing, with the moment at which
//! it last changed.

use std::{collections::BTreeSet, fmt, str::FromStr, sync::Arc};

use model::{Invalid, PublicationNumber};

use crate::{
    Entry, Event, Instant, ListingState, ProviderId, Snapshot, TermsVersion,
    text_form::{invalid, text_form},
};

/// The name of a record, `listings/aoba-university/JP-2010228687-A`: unique in a ledger and the same for ever.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RecordKey {
    Provider(ProviderId),
    Terms(TermsVersion),
    Listing { provider: ProviderId, patent: PublicationNumber },
}

/// What a harvest sees: the entries up to a revision, at one moment. Two questions with one view have one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordView {
    pub revision: u64,
    /// Says which periods have begun.
    pub at: Instant,
}

/// A record as a view shows it.
#[derive(Debug, Clone)]
pub struct Record<'s> {
    pub key: RecordKey,
    /// Its last change: the moment at which an entry was entered, or at which the entry's first day began in Japan if
    /// that was later.
    pub changed: Instant,
    /// Whether it is the record of a listing that is withdrawn.
    pub is_deleted: bool,
    /// In the order in which they were entered. A listing has those of its own provider and those about the right, which
    /// bear on whether the patent may be used.
    pub entries: Vec<&'s Entry>,
}

impl Snapshot {
    /// A record by its name, if the view shows it.
    pub fn record(&self, key: &RecordKey, view: RecordView) -> Option<Record<'_>> {
        match key {
            RecordKey::Provider(provider) => self.provider_record(provider, view),
            RecordKey::Terms(version) => self.terms_record(version, view),
            RecordKey::Listing { provider, patent } => {
                self.listing_record(self.place(patent)?, provider, view)
            }
        }
    }

    /// All records after a name, or from the beginning: providers before terms before listings, so that whoever enters
    /// them in this order has entered what each refers to. The order of a view never changes.
    pub fn records<'s>(
        &'s self,
        after: Option<&RecordKey>,
        view: RecordView,
    ) -> impl Iterator<Item = Record<'s>> + use<'s> {
        let rank = after.map_or(0, |key| match key {
            RecordKey::Provider(_) => 0,
            RecordKey::Terms(_) => 1,
            RecordKey::Listing { .. } => 2,
        });
        let last = after.cloned();
        let (register, after_provider) = (self.register(), last.clone());
        let providers = register.provider_ids().filter(move |provider| match &after_provider {
            Some(RecordKey::Provider(last)) => last < provider,
            _ => rank == 0,
        });
        let after_terms = last.clone();
        let terms = register.all_terms().filter(move |version| match &after_terms {
            Some(RecordKey::Terms(last)) => last < version,
            _ => rank < 2,
        });
        let (first_place, after_listing) = match last {
            Some(RecordKey::Listing { provider, patent }) => {
                // A patent that the ledger does not know has nothing after it.
                (self.place(&patent).unwrap_or(self.n_patents()), Some(provider))
            }
            _ => (0, None),
        };
        let listings = (first_place..self.n_patents()).flat_map(move |place| {
            let is_after = |provider: &&ProviderId| {
                place != first_place || after_listing.as_ref().is_none_or(|last| last < *provider)
            };
            self.listing_providers(place, view)
                .into_iter()
                .filter(is_after)
                .map(move |p| (place, p))
                .collect::<Vec<_>>()
        });
        providers
            .filter_map(move |provider| self.provider_record(provider, view))
            .chain(terms.filter_map(move |version| self.terms_record(version, view)))
            .chain(listings.filter_map(move |(place, provider)| self.listing_record(place, provider, view)))
    }

    fn provider_record(&self, provider: &ProviderId, view: RecordView) -> Option<Record<'_>> {
        let entries = known(self.register().provider_entries(provider), view);
        present(RecordKey::Provider(provider.clone()), entries, view)
    }

    fn terms_record(&self, version: &TermsVersion, view: RecordView) -> Option<Record<'_>> {
        let entry = self.register().terms(version, view.revision)?.entry;
        present(RecordKey::Terms(version.clone()), vec![entry], view)
    }

    /// Those who have listed the patent, by name.
    fn listing_providers(&self, place: usize, view: RecordView) -> BTreeSet<&ProviderId> {
        let listed = known(self.entries_at(place), view).into_iter().filter_map(|entry| match &entry.event {
            Event::PatentListed { provider, .. } => Some(provider),
            _ => None,
        });
        listed.collect()
    }

    fn listing_record(&self, place: usize, provider: &ProviderId, view: RecordView) -> Option<Record<'_>> {
        let patent = self.patent(place)?;
        let mut entries = known(self.entries_at(place), view);
        entries.retain(|entry| entry.event.listing_provider().is_none_or(|of| of == provider));
        let is_listing = |entry: &&Entry| matches!(entry.event, Event::PatentListed { .. });
        entries.iter().find(|entry| is_listing(entry))?;
        let key = RecordKey::Listing { provider: provider.clone(), patent: patent.clone() };
        match self.history(patent, view.revision).listing(provider, view.at.day()) {
            Some(ListingState::Withdrawn { entry, .. }) => {
                Some(Record { key, changed: changed(entry, view), is_deleted: true, entries: vec![entry] })
            }
            _ => present(key, entries, view),
        }
    }
}

fn known(entries: &[Arc<Entry>], view: RecordView) -> Vec<&Entry> {
    entries.iter().filter(|entry| entry.number <= view.revision).map(|entry| &**entry).collect()
}

fn present(key: RecordKey, entries: Vec<&Entry>, view: RecordView) -> Option<Record<'_>> {
    let changed = entries.iter().map(|entry| changed(entry, view)).max()?;
    Some(Record { key, changed, is_deleted: false, entries })
}

/// When the entry changed its record: a period that begins later changes it again when it begins.
fn changed(entry: &Entry, view: RecordView) -> Instant {
    let begins = Instant::beginning_of(entry.valid.from);
    if begins <= view.at { entry.entered.max(begins) } else { entry.entered }
}

impl FromStr for RecordKey {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wrong = || {
            let expected = "expected providers/NAME, terms/NAME/VERSION or listings/PROVIDER/PATENT";
            invalid("record", text, expected)
        };
        let (kind, rest) = text.split_once('/').ok_or_else(wrong)?;
        match kind {
            "providers" => Ok(Self::Provider(rest.parse()?)),
            "terms" => {
                let (terms, version) = rest.split_once('/').ok_or_else(wrong)?;
                let version = version.parse().ok().filter(|number| 0 < *number).ok_or_else(wrong)?;
                Ok(Self::Terms(TermsVersion { terms: terms.parse()?, version }))
            }
            "listings" => {
                let (provider, patent) = rest.split_once('/').ok_or_else(wrong)?;
                Ok(Self::Listing { provider: provider.parse()?, patent: patent.parse()? })
            }
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Provider(provider) => write!(f, "providers/{provider}"),
            Self::Terms(TermsVersion { terms, version }) => write!(f, "terms/{terms}/{version}"),
            Self::Listing { provider, patent } => write!(f, "listings/{provider}/{patent}"),
        }
    }
}

text_form!(RecordKey);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_and_read_alike() {
        for text in ["providers/aoba", "terms/model-research/2", "listings/aoba/JP-2010228687-A"] {
            assert_eq!(text.parse::<RecordKey>().unwrap().to_string(), text);
        }
        for text in ["", "providers", "providers/", "terms/a", "terms/a/0", "listings/aoba", "others/aoba"] {
            assert!(text.parse::<RecordKey>().is_err(), "{text}");
        }
    }
}
