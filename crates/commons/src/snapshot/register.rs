//! Providers, terms and packages as the entries have them, by day and by what was known.

use std::{collections::BTreeMap, sync::Arc};

use crate::{Day, Entry, Event, Package, PackageId, Profile, ProviderId, Terms, TermsId, TermsVersion};

/// What is few beside patents, and named by them.
#[derive(Debug, Clone, Default)]
pub struct Register {
    providers: BTreeMap<ProviderId, Placed<Vec<Arc<Entry>>>>,
    terms: BTreeMap<TermsVersion, Placed<Arc<Entry>>>,
    packages: BTreeMap<PackageId, Vec<Arc<Entry>>>,
}

/// Something with its place in the order of first entries, by which listings refer to it in little room.
#[derive(Debug, Clone, Default)]
struct Placed<T> {
    place: u32,
    value: T,
}

/// Published terms, and whose they are.
#[derive(Debug, Clone, Copy)]
pub struct PublishedTerms<'s> {
    pub entry: &'s Entry,
    /// None for the models that all may use.
    pub provider: Option<&'s ProviderId>,
    pub content: &'s Terms,
}

impl Register {
    pub(super) fn add(&mut self, entry: &Arc<Entry>) {
        match &entry.event {
            Event::ProviderJoined { provider, .. } | Event::ProviderChanged { provider, .. } => {
                let place = self.providers.len() as u32;
                let placed = self.providers.entry(provider.clone());
                placed.or_insert(Placed { place, value: Vec::new() }).value.push(entry.clone());
            }
            Event::TermsPublished { terms, version, .. } => {
                let key = TermsVersion { terms: terms.clone(), version: *version };
                let place = self.terms.len() as u32;
                self.terms.entry(key).or_insert(Placed { place, value: entry.clone() });
            }
            Event::PackageOffered { package, .. } | Event::PackageWithdrawn { package } => {
                self.packages.entry(package.clone()).or_default().push(entry.clone());
            }
            _ => {}
        }
    }

    /// All providers that have joined as known then, with their profiles on that day.
    pub fn providers(&self, on: Day, known: u64) -> impl Iterator<Item = (&ProviderId, &Profile)> {
        let profile = move |provider| Some((provider, self.profile(provider, on, known)?));
        self.providers.keys().filter_map(profile)
    }

    /// The profile on that day; before the provider joined, the first that it had.
    pub fn profile(&self, provider: &ProviderId, on: Day, known: u64) -> Option<&Profile> {
        let entries = &self.providers.get(provider)?.value;
        let known_ones = || entries.iter().filter(|entry| entry.number <= known);
        let first =
            || known_ones().min_by_key(|entry| (entry.valid.from, entry.number)).map(|entry| &**entry);
        let entry = governing(entries, on, known).or_else(first)?;
        match &entry.event {
            Event::ProviderJoined { profile, .. } | Event::ProviderChanged { profile, .. } => Some(profile),
            _ => None,
        }
    }

    /// The profile that was entered last, whatever its day.
    pub fn last_profile(&self, provider: &ProviderId) -> Option<&Profile> {
        match &self.providers.get(provider)?.value.last()?.event {
            Event::ProviderJoined { profile, .. } | Event::ProviderChanged { profile, .. } => Some(profile),
            _ => None,
        }
    }

    /// All providers by name, whenever they joined.
    pub fn provider_ids(&self) -> impl Iterator<Item = &ProviderId> {
        self.providers.keys()
    }

    /// What was entered about a provider itself, in its order.
    pub(crate) fn provider_entries(&self, provider: &ProviderId) -> &[Arc<Entry>] {
        self.providers.get(provider).map_or(&[], |placed| placed.value.as_slice())
    }

    /// The entry by which a provider joined.
    pub fn joining(&self, provider: &ProviderId) -> Option<&Entry> {
        self.providers.get(provider)?.value.first().map(|entry| &**entry)
    }

    pub fn terms(&self, version: &TermsVersion, known: u64) -> Option<PublishedTerms<'_>> {
        let entry = &self.terms.get(version).filter(|terms| terms.value.number <= known)?.value;
        match &entry.event {
            Event::TermsPublished { provider, content, .. } => {
                Some(PublishedTerms { entry, provider: provider.as_ref(), content })
            }
            _ => None,
        }
    }

    /// All published versions, by name and number.
    pub fn all_terms(&self) -> impl Iterator<Item = &TermsVersion> {
        self.terms.keys()
    }

    pub(super) fn provider_place(&self, provider: &ProviderId) -> Option<u32> {
        self.providers.get(provider).map(|placed| placed.place)
    }

    pub(super) fn terms_place(&self, version: &TermsVersion) -> Option<u32> {
        self.terms.get(version).map(|placed| placed.place)
    }

    /// The number of the last version, 0 where there is none.
    pub fn last_version(&self, terms: &TermsId) -> u32 {
        let first = TermsVersion { terms: terms.clone(), version: 0 };
        let versions = self.terms.range(first..).take_while(|(version, _)| version.terms == *terms);
        versions.last().map_or(0, |(version, _)| version.version)
    }

    /// The package as it is offered on that day, if it is.
    pub fn package(&self, package: &PackageId, on: Day, known: u64) -> Option<&Package> {
        let entry = governing(self.packages.get(package)?, on, known)?;
        match &entry.event {
            Event::PackageOffered { content, .. } if entry.valid.contains(on) => Some(content),
            _ => None,
        }
    }

    /// Who offered a package last, whether or not it is offered still.
    pub fn package_provider(&self, package: &PackageId) -> Option<&ProviderId> {
        self.packages.get(package)?.iter().rev().find_map(|entry| match &entry.event {
            Event::PackageOffered { content, .. } => Some(&content.provider),
            _ => None,
        })
    }

    /// Whether the last word on a package, by that day, is that it was withdrawn on it.
    pub(crate) fn is_package_withdrawn(&self, package: &PackageId, on: Day) -> bool {
        let entries = self.packages.get(package);
        let last = entries.and_then(|entries| governing(entries, on, u64::MAX));
        last.is_some_and(|entry| {
            matches!(entry.event, Event::PackageWithdrawn { .. }) && entry.valid.from == on
        })
    }

    /// All packages offered on that day.
    pub fn packages(&self, on: Day, known: u64) -> impl Iterator<Item = (&PackageId, &Package)> {
        self.packages.keys().filter_map(move |id| Some((id, self.package(id, on, known)?)))
    }
}

/// Of the entries that have begun, the one that began last; of those with one beginning, the one entered last.
fn governing(entries: &[Arc<Entry>], on: Day, known: u64) -> Option<&Entry> {
    let begun = entries.iter().filter(|entry| entry.number <= known && entry.valid.from <= on);
    begun.max_by_key(|entry| (entry.valid.from, entry.number)).map(|entry| &**entry)
}
