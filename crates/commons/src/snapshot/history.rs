//! What the entries of one patent say about a day.

use std::{collections::BTreeMap, sync::Arc};

use model::{LegalState, OfficeCode, PublicationNumber};

use super::Register;
use crate::{Day, Duration, Entry, Event, LicenceId, Offer, ProviderId, Succession, Terms};

/// The entries of one patent up to a revision, with the register that they refer to.
///
/// A history at a revision is made of entries that never change, so whatever is read from it never changes either.
#[derive(Debug, Clone, Copy)]
pub struct History<'s> {
    pub patent: &'s PublicationNumber,
    /// In the order in which they were entered; those after `known` are passed over.
    pub entries: &'s [Arc<Entry>],
    pub register: &'s Register,
    /// The revision of the ledger up to which it is known.
    pub known: u64,
}

/// One provider's listing of a patent on a day.
#[derive(Debug, Clone, Copy)]
pub enum ListingState<'s> {
    NotYet { from: Day },
    Current(Listing<'s>),
    Ended { listing: Listing<'s>, last: Day },
    Withdrawn { listing: Listing<'s>, on: Day, entry: &'s Entry },
}

/// A listing with what it offers.
#[derive(Debug, Clone, Copy)]
pub struct Listing<'s> {
    pub provider: &'s ProviderId,
    /// The first day.
    pub since: Day,
    /// The entry that began it.
    pub listed: &'s Entry,
    /// The entry whose offer holds: the same, or a change.
    pub governing: &'s Entry,
    pub offer: &'s Offer,
    pub terms: &'s Terms,
    /// The first day on which it does not hold any more, if one is known.
    pub until: Option<Day>,
}

/// An exclusive licence that is in force.
#[derive(Debug, Clone, Copy)]
pub struct ActiveLicence<'s> {
    pub licence: &'s LicenceId,
    pub field_of_use: Option<&'s str>,
    pub entry: &'s Entry,
}

/// What the ledger says of the right in a territory: the state since a day; none after it was restored.
#[derive(Debug, Clone, Copy)]
pub struct RightChange<'s> {
    pub lapsed: Option<LegalState>,
    pub entry: &'s Entry,
}

impl<'s> History<'s> {
    /// Entries that have begun on the day, in the order of their first days, then as they were entered.
    fn begun(&self, on: Day) -> Vec<&'s Entry> {
        let known = |entry: &&'s Arc<Entry>| entry.number <= self.known && entry.valid.from <= on;
        let mut begun: Vec<&Entry> = self.entries.iter().filter(known).map(|entry| &**entry).collect();
        begun.sort_by_key(|entry| (entry.valid.from, entry.number));
        begun
    }

    /// The state of each provider's listing, by provider.
    pub fn listings(&self, on: Day) -> Vec<(&'s ProviderId, ListingState<'s>)> {
        let mut states: BTreeMap<&ProviderId, Option<ListingState<'s>>> = BTreeMap::new();
        for entry in self.begun(on) {
            if let Some(provider) = entry.event.listing_provider() {
                let before = states.remove(provider).flatten();
                states.insert(provider, self.after(before, provider, entry));
            }
        }
        for entry in self.entries.iter().filter(|entry| entry.number <= self.known) {
            if let Event::PatentListed { provider, .. } = &entry.event
                && on < entry.valid.from
            {
                let state = states.entry(provider).or_default();
                match state {
                    None => *state = Some(ListingState::NotYet { from: entry.valid.from }),
                    Some(ListingState::NotYet { from }) => *from = entry.valid.from.min(*from),
                    Some(_) => {}
                }
            }
        }
        let present = states.into_iter().filter_map(|(provider, state)| Some((provider, state?)));
        present.map(|(provider, state)| (provider, ended_by(state, on))).collect()
    }

    /// One provider's listing; none if it has none, not even a coming one.
    pub fn listing(&self, provider: &ProviderId, on: Day) -> Option<ListingState<'s>> {
        self.listings(on).into_iter().find(|(of, _)| *of == provider).map(|(_, state)| state)
    }

    /// The state after one more entry, in the order of days. A change of what is not listed has no effect: it was
    /// entered before a withdrawal that begins earlier than the change.
    fn after(
        &self,
        before: Option<ListingState<'s>>,
        provider: &'s ProviderId,
        entry: &'s Entry,
    ) -> Option<ListingState<'s>> {
        let before = before.map(|state| ended_by(state, entry.valid.from));
        match (&entry.event, before) {
            (Event::PatentListed { offer, .. }, _) => {
                self.current(provider, entry.valid.from, entry, entry, offer).or(before)
            }
            (Event::ListingChanged { offer, .. }, Some(ListingState::Current(listing))) => {
                self.current(provider, listing.since, listing.listed, entry, offer).or(before)
            }
            (Event::ListingWithdrawn { .. }, Some(ListingState::Current(listing))) => {
                Some(ListingState::Withdrawn { listing, on: entry.valid.from, entry })
            }
            _ => before,
        }
    }

    fn current(
        &self,
        provider: &'s ProviderId,
        since: Day,
        listed: &'s Entry,
        governing: &'s Entry,
        offer: &'s Offer,
    ) -> Option<ListingState<'s>> {
        let terms = self.register.terms(&offer.terms, self.known)?.content;
        let by_terms = match terms.duration {
            Duration::LifeOfRight => None,
            Duration::Until(day) => Some(day.next()),
            Duration::Years(years) => Some(since.plus_months(years.saturating_mul(12))),
        };
        let until = governing.valid.to.map(Day::next).into_iter().chain(by_terms).min();
        Some(ListingState::Current(Listing { provider, since, listed, governing, offer, terms, until }))
    }

    /// The last change of owner that has begun, unless the right came back to the listing's own provider.
    ///
    /// A change on the day of listing counts if it was entered after the listing.
    pub fn assignee_change(&self, listing: &Listing<'_>, on: Day) -> Option<(&'s str, &'s Entry)> {
        let mut of_owner = self.begun(on).into_iter().filter_map(|entry| match &entry.event {
            Event::AssigneeChanged { assignee, provider, .. } => Some((assignee, provider, entry)),
            _ => None,
        });
        let (assignee, owner, entry) = of_owner.next_back()?;
        let listed = (listing.since, listing.listed.number);
        let is_after = listed < (entry.valid.from, entry.number);
        (is_after && owner.as_ref() != Some(listing.provider)).then_some((assignee.as_str(), entry))
    }

    /// Exclusive licences in force on the day.
    pub fn licences(&self, on: Day) -> Vec<ActiveLicence<'s>> {
        let mut active: Vec<ActiveLicence<'s>> = Vec::new();
        for entry in self.begun(on) {
            match &entry.event {
                Event::ExclusiveLicenceGranted { licence, field_of_use, .. } if entry.valid.contains(on) => {
                    active.push(ActiveLicence { licence, field_of_use: field_of_use.as_deref(), entry });
                }
                Event::ExclusiveLicenceEnded { licence, .. } => {
                    active.retain(|granted| granted.licence != licence);
                }
                _ => {}
            }
        }
        active
    }

    /// What the ledger says last of the right in a territory.
    pub fn right_change(&self, territory: OfficeCode, on: Day) -> Option<RightChange<'s>> {
        let mut changes = self.begun(on).into_iter().filter_map(|entry| match &entry.event {
            Event::RightLapsed { territory: place, state, .. } if *place == territory => {
                Some(RightChange { lapsed: Some(*state), entry })
            }
            Event::RightRestored { territory: place, .. } if *place == territory => {
                Some(RightChange { lapsed: None, entry })
            }
            _ => None,
        });
        changes.next_back()
    }

    /// Days on which something of it can begin or end.
    pub(super) fn turning_days(&self) -> Vec<Day> {
        let begin =
            self.entries.iter().flat_map(|entry| [Some(entry.valid.from), entry.valid.to.map(Day::next)]);
        let mut days: Vec<Day> = begin.flatten().collect();
        let ends: Vec<Day> = days
            .iter()
            .flat_map(|day| self.listings(*day))
            .filter_map(|(_, state)| match state {
                ListingState::Current(listing) => listing.until,
                _ => None,
            })
            .collect();
        days.extend(ends);
        days.sort_unstable();
        days.dedup();
        days
    }
}

/// The state on a day that is not before the entries it was made from.
fn ended_by(state: ListingState<'_>, on: Day) -> ListingState<'_> {
    match state {
        ListingState::Current(listing) => match listing.until {
            Some(until) if until <= on => ListingState::Ended { listing, last: until.previous() },
            _ => state,
        },
        _ => state,
    }
}

impl Listing<'_> {
    /// Whether the permission goes on under a new owner.
    pub fn binds_new_owner(&self) -> bool {
        self.terms.succession == Succession::Binding
    }
}
