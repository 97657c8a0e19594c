//! Which events may follow on what a ledger holds: each is entered, refused with a reason, or changes nothing.

use std::sync::Arc;

use model::PublicationNumber;

use crate::{
    Author, Entry, Event, Instant, LicenceId, Listing, ListingState, NewEntry, Offer, Package, PackageId,
    Profile, ProviderId, Refusal, Snapshot, Terms, TermsVersion, author::represents,
};

/// What entering an event would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    Changes,
    /// The ledger says the same already for that day.
    Nothing,
}

type Judgement = Result<Effect, Refusal>;

/// Judges an event against everything that was entered before it.
pub(crate) fn judge(snapshot: &Snapshot, new: &NewEntry, author: &Author, now: Instant) -> Judgement {
    new.event.check()?;
    check_period(new)?;
    if new.origin.is_some() && !author.is_administrator() {
        return Err(Refusal::AdministratorsOnly);
    }
    let case = Case { snapshot, new, author, now };
    match &new.event {
        Event::ProviderJoined { provider, profile } => case.joined(provider, profile),
        Event::ProviderChanged { provider, profile } => case.provider_changed(provider, profile),
        Event::TermsPublished { terms, version, provider, content, .. } => {
            let version = TermsVersion { terms: terms.clone(), version: *version };
            case.terms_published(version, provider.as_ref(), content)
        }
        Event::PatentListed { provider, patent, offer } => case.listed(provider, patent, offer),
        Event::ListingChanged { provider, patent, offer } => case.listing_changed(provider, patent, offer),
        Event::ListingWithdrawn { provider, patent, .. } => case.withdrawn(provider, patent),
        Event::AssigneeChanged { patent, .. } | Event::RightLapsed { patent, .. } => {
            case.of_own_patent(patent)?;
            Ok(case.unless_repeated(patent))
        }
        Event::ExclusiveLicenceGranted { patent, licence, .. } => case.licence_granted(patent, licence),
        Event::ExclusiveLicenceEnded { patent, licence } => case.licence_ended(patent, licence),
        Event::RightRestored { patent, territory } => {
            case.of_own_patent(patent)?;
            if case.unless_repeated(patent) == Effect::Nothing {
                return Ok(Effect::Nothing);
            }
            let history = snapshot.history(patent, snapshot.revision());
            match history.right_change(*territory, new.valid.from) {
                Some(change) if change.lapsed.is_some() => Ok(Effect::Changes),
                _ => Err(Refusal::NotLapsed { patent: patent.to_string(), on: new.valid.from }),
            }
        }
        Event::PackageOffered { package, content } => case.package_offered(package, content),
        Event::PackageWithdrawn { package } => case.package_withdrawn(package),
    }
}

/// Only a permission, the offer of terms or of a package, and a licence have a last day; other events hold until the next.
fn check_period(new: &NewEntry) -> Result<(), Refusal> {
    let Some(to) = new.valid.to else { return Ok(()) };
    if !new.valid.is_ordered() {
        return Err(Refusal::PeriodReversed { from: new.valid.from, to });
    }
    match new.event {
        Event::TermsPublished { .. }
        | Event::PatentListed { .. }
        | Event::ListingChanged { .. }
        | Event::ExclusiveLicenceGranted { .. }
        | Event::PackageOffered { .. } => Ok(()),
        _ => Err(Refusal::HasNoEnd { to }),
    }
}

struct Case<'c> {
    snapshot: &'c Snapshot,
    new: &'c NewEntry,
    author: &'c Author,
    now: Instant,
}

impl<'c> Case<'c> {
    fn acts_for(&self, provider: &ProviderId) -> Result<(), Refusal> {
        if self.author.acts_for(provider, self.snapshot) {
            Ok(())
        } else {
            Err(Refusal::NotYours { account: self.author.account().clone(), provider: provider.clone() })
        }
    }

    fn has_joined(&self, provider: &ProviderId) -> Result<&'c Entry, Refusal> {
        let joining = self.snapshot.register().joining(provider);
        joining.ok_or_else(|| Refusal::UnknownProvider { provider: provider.clone() })
    }

    fn not_dated_back(&self) -> Result<(), Refusal> {
        let (from, today) = (self.new.valid.from, self.now.day());
        if from < today && !self.author.is_administrator() {
            return Err(Refusal::DatedBack { from, today });
        }
        Ok(())
    }

    fn joined(&self, provider: &ProviderId, profile: &Profile) -> Judgement {
        self.acts_for(provider)?;
        match self.snapshot.register().joining(provider) {
            None => Ok(Effect::Changes),
            Some(joining) => match &joining.event {
                Event::ProviderJoined { profile: first, .. }
                    if **first == *profile && joining.valid == self.new.valid =>
                {
                    Ok(Effect::Nothing)
                }
                _ => Err(Refusal::AlreadyJoined { provider: provider.clone() }),
            },
        }
    }

    fn provider_changed(&self, provider: &ProviderId, profile: &Profile) -> Judgement {
        self.acts_for(provider)?;
        self.has_joined(provider)?;
        let before =
            self.snapshot.register().profile(provider, self.new.valid.from, self.snapshot.revision());
        Ok(changes(before != Some(profile)))
    }

    fn terms_published(
        &self,
        version: TermsVersion,
        provider: Option<&ProviderId>,
        content: &Terms,
    ) -> Judgement {
        match provider {
            Some(provider) => {
                self.acts_for(provider)?;
                self.has_joined(provider)?;
            }
            None if self.author.is_administrator() => {}
            None => return Err(Refusal::AdministratorsOnly),
        }
        let register = self.snapshot.register();
        let last = register.last_version(&version.terms);
        if let Some(published) = register.terms(&version, self.snapshot.revision()) {
            let is_same = published.content == content
                && published.provider == provider
                && published.entry.valid == self.new.valid;
            return if is_same {
                Ok(Effect::Nothing)
            } else {
                Err(Refusal::TermsPublished { version, next: last + 1 })
            };
        }
        if version.version != last + 1 {
            return Err(Refusal::VersionGap { version, last });
        }
        let before = TermsVersion { version: last, ..version.clone() };
        match register.terms(&before, self.snapshot.revision()) {
            Some(before) if before.provider != provider => Err(Refusal::TermsOfAnother {
                version,
                owner: before.provider.map_or_else(|| "all".to_owned(), ToString::to_string),
            }),
            _ => Ok(Effect::Changes),
        }
    }

    fn listing(&self, provider: &ProviderId, patent: &'c PublicationNumber) -> Option<ListingState<'c>> {
        let history = self.snapshot.history(patent, self.snapshot.revision());
        let states = history.listings(self.new.valid.from);
        states.into_iter().find(|(of, _)| *of == provider).map(|(_, state)| state)
    }

    fn listed(&self, provider: &ProviderId, patent: &'c PublicationNumber, offer: &Offer) -> Judgement {
        self.acts_for(provider)?;
        self.has_joined(provider)?;
        self.may_take_terms(provider, offer)?;
        match self.listing(provider, patent) {
            Some(ListingState::Current(listing)) if self.is_same(&listing, offer) => Ok(Effect::Nothing),
            Some(ListingState::Current(listing)) => Err(Refusal::AlreadyListed {
                patent: patent.to_string(),
                provider: provider.clone(),
                since: listing.since,
            }),
            _ => Ok(Effect::Changes),
        }
    }

    fn is_same(&self, listing: &Listing<'_>, offer: &Offer) -> bool {
        *listing.offer == *offer && listing.governing.valid.to == self.new.valid.to
    }

    /// The provider's own terms, those of who represents it, or the models; offered when the listing begins. Whether they
    /// were offered at another node was judged there.
    fn may_take_terms(&self, provider: &ProviderId, offer: &Offer) -> Result<(), Refusal> {
        let register = self.snapshot.register();
        let version = || offer.terms.clone();
        let published = register
            .terms(&offer.terms, self.snapshot.revision())
            .ok_or_else(|| Refusal::UnknownTerms(version()))?;
        if let Some(owner) = published.provider
            && owner != provider
            && !represents(register, owner, provider)
        {
            return Err(Refusal::TermsOfAnother { version: version(), owner: owner.to_string() });
        }
        if self.new.origin.is_some() || published.entry.valid.contains(self.new.valid.from) {
            Ok(())
        } else {
            Err(Refusal::TermsNotOffered { version: version(), on: self.new.valid.from })
        }
    }

    fn listing_changed(
        &self,
        provider: &ProviderId,
        patent: &'c PublicationNumber,
        offer: &Offer,
    ) -> Judgement {
        self.acts_for(provider)?;
        match self.listing(provider, patent) {
            Some(ListingState::Current(listing)) if self.is_same(&listing, offer) => Ok(Effect::Nothing),
            Some(ListingState::Current(listing)) => {
                self.not_dated_back()?;
                if listing.offer.terms != offer.terms {
                    self.may_take_terms(provider, offer)?;
                }
                Ok(Effect::Changes)
            }
            _ => Err(self.not_listed(provider, patent)),
        }
    }

    fn withdrawn(&self, provider: &ProviderId, patent: &'c PublicationNumber) -> Judgement {
        self.acts_for(provider)?;
        match self.listing(provider, patent) {
            Some(ListingState::Current(_)) => {
                self.not_dated_back()?;
                Ok(Effect::Changes)
            }
            Some(ListingState::Withdrawn { on, .. }) if on == self.new.valid.from => Ok(Effect::Nothing),
            _ => Err(self.not_listed(provider, patent)),
        }
    }

    fn not_listed(&self, provider: &ProviderId, patent: &PublicationNumber) -> Refusal {
        let (patent, on) = (patent.to_string(), self.new.valid.from);
        Refusal::NotListed { patent, provider: provider.clone(), on }
    }

    /// An editor speaks of the right only where a provider that it acts for has listed it.
    fn of_own_patent(&self, patent: &PublicationNumber) -> Result<(), Refusal> {
        let history = self.snapshot.history(patent, self.snapshot.revision());
        let mut providers = history.entries.iter().filter_map(|entry| entry.event.listing_provider());
        let is_own = self.author.is_administrator()
            || providers.any(|provider| self.author.acts_for(provider, self.snapshot));
        if is_own {
            return Ok(());
        }
        let (account, patent) = (self.author.account().clone(), patent.to_string());
        Err(Refusal::NotYourPatent { account, patent })
    }

    /// Whether the last event of the same kind and subject that began by that day is the very same.
    fn unless_repeated(&self, patent: &PublicationNumber) -> Effect {
        let history = self.snapshot.history(patent, self.snapshot.revision());
        let begun = history.entries.iter().filter(|entry| {
            entry.valid.from <= self.new.valid.from && is_same_subject(&entry.event, &self.new.event)
        });
        let last = begun.max_by_key(|entry| (entry.valid.from, entry.number));
        changes(!last.is_some_and(|entry| self.is_repeated(entry)))
    }

    fn is_repeated(&self, entry: &Arc<Entry>) -> bool {
        entry.event == self.new.event && entry.valid == self.new.valid
    }

    fn licence_granted(&self, patent: &PublicationNumber, licence: &LicenceId) -> Judgement {
        self.of_own_patent(patent)?;
        match self.grant_of(patent, licence) {
            None => Ok(Effect::Changes),
            Some(entry) if self.is_repeated(entry) => Ok(Effect::Nothing),
            Some(_) => Err(Refusal::LicenceExists { patent: patent.to_string(), licence: licence.clone() }),
        }
    }

    fn licence_ended(&self, patent: &PublicationNumber, licence: &LicenceId) -> Judgement {
        self.of_own_patent(patent)?;
        match self.grant_of(patent, licence) {
            Some(grant) if grant.valid.from <= self.new.valid.from => Ok(self.unless_repeated(patent)),
            _ => Err(Refusal::UnknownLicence { patent: patent.to_string(), licence: licence.clone() }),
        }
    }

    fn grant_of(&self, patent: &PublicationNumber, licence: &LicenceId) -> Option<&'c Arc<Entry>> {
        let place = self.snapshot.place(patent)?;
        self.snapshot.entries_at(place).iter().find(|entry| {
            matches!(&entry.event, Event::ExclusiveLicenceGranted { licence: granted, .. } if granted == licence)
        })
    }

    fn package_offered(&self, package: &PackageId, content: &Package) -> Judgement {
        self.acts_for(&content.provider)?;
        self.has_joined(&content.provider)?;
        let (register, revision) = (self.snapshot.register(), self.snapshot.revision());
        let on = self.new.valid.from;
        if let Some(owner) = register.package_provider(package)
            && !self.author.acts_for(owner, self.snapshot)
        {
            return Err(Refusal::PackageOfAnother { package: package.clone(), provider: owner.clone() });
        }
        for patent in &content.patents {
            let states = self.snapshot.history(patent, revision).listings(on);
            if !states.iter().any(|(_, state)| matches!(state, ListingState::Current(_))) {
                return Err(Refusal::NotListedByAnybody { patent: patent.to_string(), on });
            }
        }
        Ok(changes(register.package(package, on, revision) != Some(content)))
    }

    fn package_withdrawn(&self, package: &PackageId) -> Judgement {
        let (register, on) = (self.snapshot.register(), self.new.valid.from);
        let unknown = || Refusal::UnknownPackage { package: package.clone(), on };
        self.acts_for(register.package_provider(package).ok_or_else(unknown)?)?;
        match register.package(package, on, self.snapshot.revision()) {
            Some(_) => Ok(Effect::Changes),
            None if register.is_package_withdrawn(package, on) => Ok(Effect::Nothing),
            None => Err(unknown()),
        }
    }
}

fn changes(does: bool) -> Effect {
    if does { Effect::Changes } else { Effect::Nothing }
}

/// Whether the later of two events takes the place of the earlier.
fn is_same_subject(a: &Event, b: &Event) -> bool {
    match (a, b) {
        (Event::AssigneeChanged { .. }, Event::AssigneeChanged { .. }) => true,
        (
            Event::ExclusiveLicenceEnded { licence: a, .. },
            Event::ExclusiveLicenceEnded { licence: b, .. },
        ) => a == b,
        (
            Event::RightLapsed { territory: a, .. } | Event::RightRestored { territory: a, .. },
            Event::RightLapsed { territory: b, .. } | Event::RightRestored { territory: b, .. },
        ) => a == b,
        _ => false,
    }
}
