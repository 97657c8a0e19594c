//! Which patents are listed on a day, for whom, for what: the set that a search is joined with.

use std::sync::Arc;

use model::PublicationNumber;

use super::{History, Listing, ListingState, Snapshot};
use crate::{
    Asked, Day, DeclaredLicence, LegalKnowledge, PackageId, Prefecture, Profile, ProviderId, Standing,
    TermsId, TermsVersion, use_answer::may_reach,
};

/// Which listings are asked for; what is none is not asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListingFilter {
    pub on: Day,
    /// What the terms must cover.
    pub asked: Asked,
    pub terms: Option<TermsId>,
    /// Of these terms.
    pub version: Option<u32>,
    pub provider: Option<ProviderId>,
    /// The provider or licensing office that represents the listing's provider.
    pub represented_by: Option<ProviderId>,
    /// Where the provider has its seat.
    pub prefecture: Option<Prefecture>,
    pub package: Option<PackageId>,
    pub required: Required,
}

/// How much must be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Required {
    /// Listed under terms that cover what is asked.
    Listed,
    /// And nothing in the ledger to be checked: no new owner, exclusive licence, lapse, or withdrawal by a co-owner.
    Open,
}

impl ListingFilter {
    /// All listings of a day.
    pub fn on(day: Day) -> Self {
        Self {
            on: day,
            asked: Asked::default(),
            terms: None,
            version: None,
            provider: None,
            represented_by: None,
            prefecture: None,
            package: None,
            required: Required::Listed,
        }
    }
}

/// A set of patents of one snapshot.
#[derive(Debug, Clone)]
pub struct ListedPatents {
    snapshot: Arc<Snapshot>,
    /// One bit a place.
    bits: Vec<u64>,
    n_patents: usize,
}

impl ListedPatents {
    fn none(snapshot: &Arc<Snapshot>) -> Self {
        let bits = vec![0; snapshot.n_patents().div_ceil(64)];
        Self { snapshot: snapshot.clone(), bits, n_patents: 0 }
    }

    fn put(&mut self, place: usize, is_in: bool) {
        if self.contains_place(place) != is_in
            && let Some(word) = self.bits.get_mut(place / 64)
        {
            *word ^= 1 << (place % 64);
            self.n_patents = if is_in { self.n_patents + 1 } else { self.n_patents - 1 };
        }
    }

    /// The snapshot that it was made from: its revision names the set together with the filter.
    pub fn snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    pub fn len(&self) -> usize {
        self.n_patents
    }

    pub fn is_empty(&self) -> bool {
        self.n_patents == 0
    }

    /// Whether the patent at a place of the snapshot is in it.
    pub fn contains_place(&self, place: usize) -> bool {
        self.bits.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }

    pub fn contains(&self, patent: &PublicationNumber) -> bool {
        self.snapshot.place(patent).is_some_and(|place| self.contains_place(place))
    }

    /// In ascending order.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.bits.iter().enumerate().flat_map(|(i, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
                rest &= rest - 1;
                Some(i * 64 + bit)
            })
        })
    }

    pub fn numbers(&self) -> impl Iterator<Item = &PublicationNumber> {
        self.places().filter_map(|place| self.snapshot.patent(place))
    }
}

/// When a patent's listings hold, worked out when an entry is added. Nearly every patent has one stretch, which lies in the
/// record itself, so that a set is one pass through memory.
#[derive(Debug, Clone)]
pub(super) enum Holding {
    /// Nothing is entered but one listing.
    Plain(Stretch),
    /// By provider and day; what else is entered is asked of the history, where more than being listed is required.
    Several(Arc<[Stretch]>),
    /// Much is entered: the history is asked.
    ByHistory,
}

/// Days on which one provider's listing holds under one offer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    from: Day,
    /// The first day after.
    until: Option<Day>,
    /// Places in the register.
    provider: u32,
    terms: u32,
    has_no_licence: bool,
}

/// A patent with more entries is asked by its history, so that a long one does not make each new entry dearer.
const MOST_ENTRIES: usize = 32;

impl Holding {
    pub(super) fn of(history: &History<'_>) -> Self {
        if MOST_ENTRIES < history.entries.len() {
            return Self::ByHistory;
        }
        let stretches = stretches(history);
        match (&stretches[..], history.entries.len()) {
            ([stretch], 1) => Self::Plain(*stretch),
            _ => Self::Several(stretches.into()),
        }
    }
}

fn stretches(history: &History<'_>) -> Vec<Stretch> {
    let days = history.turning_days();
    let of_day = |(i, day): (usize, &Day)| {
        let (from, until) = (*day, days.get(i + 1).copied());
        let stretch = |(provider, state): (&ProviderId, ListingState<'_>)| match state {
            ListingState::Current(listing) => Some(Stretch {
                from,
                until,
                provider: history.register.provider_place(provider)?,
                terms: history.register.terms_place(&listing.offer.terms)?,
                has_no_licence: listing.offer.exclusive_licence == DeclaredLicence::None,
            }),
            _ => None,
        };
        history.listings(from).into_iter().filter_map(stretch).collect::<Vec<_>>()
    };
    days.iter().enumerate().flat_map(of_day).collect()
}

impl Stretch {
    fn contains(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// A filter with what it says of terms and providers worked out once each.
struct Sieve<'s> {
    snapshot: &'s Snapshot,
    filter: &'s ListingFilter,
    /// By place in the register.
    terms: Vec<bool>,
    providers: Vec<bool>,
}

impl Snapshot {
    /// The patents that a filter asks for, as known at this snapshot's revision.
    pub fn listed(self: &Arc<Self>, filter: &ListingFilter) -> ListedPatents {
        let mut set = ListedPatents::none(self);
        let sieve = Sieve::new(self, filter);
        match &filter.package {
            None => (0..self.n_patents()).for_each(|place| set.put(place, sieve.passes(place))),
            Some(package) => {
                let package = self.register().package(package, filter.on, self.revision());
                for patent in package.into_iter().flat_map(|package| &package.patents) {
                    if let Some(place) = self.place(patent) {
                        set.put(place, sieve.passes(place));
                    }
                }
            }
        }
        set
    }

    /// The same from the set of an earlier revision: only patents that an entry since then is about are looked at again,
    /// unless one is about a provider, terms or a package.
    pub fn listed_since(self: &Arc<Self>, filter: &ListingFilter, earlier: &ListedPatents) -> ListedPatents {
        let subjects = self.subjects_after(earlier.snapshot.revision());
        let Some(places) = subjects.filter(|_| filter.package.is_none()) else { return self.listed(filter) };
        let mut set = ListedPatents::none(self);
        set.bits[..earlier.bits.len()].copy_from_slice(&earlier.bits);
        set.n_patents = earlier.n_patents;
        let sieve = Sieve::new(self, filter);
        places.into_iter().for_each(|place| set.put(place, sieve.passes(place)));
        set
    }
}

impl<'s> Sieve<'s> {
    fn new(snapshot: &'s Snapshot, filter: &'s ListingFilter) -> Self {
        let (register, revision) = (snapshot.register(), snapshot.revision());
        let covered = |version: &TermsVersion| {
            filter.terms.as_ref().is_none_or(|terms| *terms == version.terms)
                && filter.version.is_none_or(|number| number == version.version)
                && register
                    .terms(version, revision)
                    .is_some_and(|terms| filter.asked.shortfalls(terms.content).is_empty())
        };
        let of_provider = |(provider, profile): (&ProviderId, &Profile)| {
            let passes = filter.provider.as_ref().is_none_or(|asked| asked == provider)
                && filter.represented_by.as_ref().is_none_or(|agent| profile.represented_by.contains(agent))
                && filter.prefecture.is_none_or(|asked| profile.prefecture == Some(asked));
            (register.provider_place(provider), passes)
        };
        let terms = register.all_terms().map(|version| (register.terms_place(version), covered(version)));
        let providers = register.providers(filter.on, revision).map(of_provider);
        Self { snapshot, filter, terms: by_place(terms), providers: by_place(providers) }
    }

    fn passes(&self, place: usize) -> bool {
        let Some(record) = self.snapshot.patents.get(place) else { return false };
        if self.filter.asked.territory.is_some_and(|territory| !may_reach(record.number.office(), territory))
        {
            return false;
        }
        let history = || self.snapshot.history(&record.number, self.snapshot.revision());
        match (&record.holding, self.filter.required) {
            (Holding::Plain(stretch), Required::Listed) => self.passes_by(stretch),
            (Holding::Plain(stretch), Required::Open) => stretch.has_no_licence && self.passes_by(stretch),
            (Holding::Several(stretches), required) => {
                stretches.iter().any(|stretch| self.passes_by(stretch))
                    && (required == Required::Listed || self.passes_by_history(&history()))
            }
            (Holding::ByHistory, _) => self.passes_by_history(&history()),
        }
    }

    fn passes_by(&self, stretch: &Stretch) -> bool {
        stretch.contains(self.filter.on)
            && holds(&self.terms, Some(stretch.terms))
            && holds(&self.providers, Some(stretch.provider))
    }

    fn passes_by_history(&self, history: &History<'_>) -> bool {
        let on = self.filter.on;
        let states = history.listings(on);
        let current: Vec<Listing<'_>> = states
            .iter()
            .filter_map(|(_, state)| match state {
                ListingState::Current(listing) => Some(*listing),
                _ => None,
            })
            .collect();
        let is_asked_for = |listing: &Listing<'_>| {
            let register = self.snapshot.register();
            holds(&self.terms, register.terms_place(&listing.offer.terms))
                && holds(&self.providers, register.provider_place(listing.provider))
        };
        if !current.iter().any(is_asked_for) {
            return false;
        }
        self.filter.required == Required::Listed || {
            let is_withdrawn = |state: &ListingState<'_>| matches!(state, ListingState::Withdrawn { .. });
            !states.iter().any(|(_, state)| is_withdrawn(state))
                && current.iter().all(|listing| self.is_open(history, listing))
                && history.licences(on).is_empty()
                && self.has_no_lapse(history)
        }
    }

    fn is_open(&self, history: &History<'_>, listing: &Listing<'_>) -> bool {
        self.filter.asked.shortfalls(listing.terms).is_empty()
            && listing.offer.exclusive_licence == DeclaredLicence::None
            && (listing.binds_new_owner() || history.assignee_change(listing, self.filter.on).is_none())
    }

    fn has_no_lapse(&self, history: &History<'_>) -> bool {
        let territory = self.filter.asked.territory.unwrap_or(history.patent.office());
        let standing = LegalKnowledge::NONE.standing(history, territory, self.filter.on);
        !matches!(standing, Standing::NotInForce { .. })
    }
}

fn by_place(answers: impl Iterator<Item = (Option<u32>, bool)>) -> Vec<bool> {
    let mut placed: Vec<(u32, bool)> = answers.filter_map(|(place, answer)| Some((place?, answer))).collect();
    placed.sort_unstable();
    placed.into_iter().map(|(_, answer)| answer).collect()
}

fn holds(answers: &[bool], place: Option<u32>) -> bool {
    place.and_then(|place| answers.get(place as usize)) == Some(&true)
}
