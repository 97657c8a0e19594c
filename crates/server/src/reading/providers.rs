use commons::{Contact, Prefecture, Profile, ProviderId, ProviderKind};

use super::{Reading, origin, search_href, unknown};
use crate::{
    HttpError,
    error::{Bilingual, Item, Place},
    request::{Pairs, did_you_mean},
    wire::{BilingualText, ContactBody, ProviderResponse, ProviderSummary, ProvidersResponse, Region},
};

/// Which providers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ProvidersAsked {
    pub(crate) region: Option<Prefecture>,
    pub(crate) kind: Option<ProviderKind>,
}

impl ProvidersAsked {
    /// Reads `region` and `kind`; an empty value asks for nothing, as forms send it. All that is wrong is reported.
    pub(crate) fn read(pairs: &Pairs) -> Result<Self, HttpError> {
        let given = |name: &str| pairs.get(name).map(str::trim).filter(|value| !value.is_empty());
        let mut items = Vec::new();
        let region = given("region").and_then(|written| match written.parse() {
            Ok(region) => Some(region),
            Err(error) => {
                let english = format!("region: {error}");
                let japanese =
                    format!("region の値 {written} は都道府県として読めません (04、宮城県、Miyagi など)");
                let message = Bilingual::new(japanese, english);
                items.push(Item::new(Place::Parameter("region".to_owned()), "not-readable", message));
                None
            }
        });
        let words = ProviderKind::ALL.iter().map(|kind| kind.as_str());
        let kind = given("kind").and_then(|written| match written.parse() {
            Ok(kind) => Some(kind),
            Err(_) => {
                let list: Vec<&str> = words.clone().collect();
                let message = Bilingual::new(
                    format!("kind は {} のいずれかです ({written} は使えません)", list.join("、")),
                    format!("kind must be one of {}, not {written:?}", list.join(", ")),
                );
                let item = Item::new(Place::Parameter("kind".to_owned()), "unknown-word", message);
                items.push(item.suggest(did_you_mean(written, words)));
                None
            }
        });
        if items.is_empty() { Ok(Self { region, kind }) } else { Err(HttpError::invalid(items)) }
    }
}

impl Reading {
    /// Providers by region, then kind, then name.
    pub(crate) fn providers(&self, asked: ProvidersAsked) -> Result<ProvidersResponse, HttpError> {
        let (register, revision) = (self.snapshot.register(), self.snapshot.revision());
        let is_asked = |profile: &Profile| {
            asked.region.is_none_or(|region| profile.prefecture == Some(region))
                && asked.kind.is_none_or(|kind| profile.kind == kind)
        };
        let mut found: Vec<(&ProviderId, &Profile)> =
            register.providers(self.on, revision).filter(|(_, profile)| is_asked(profile)).collect();
        found.sort_by_key(|(id, profile)| {
            (profile.prefecture.is_none(), profile.prefecture, profile.kind, *id)
        });
        let providers = found.into_iter().map(|(id, profile)| self.provider_summary(id, profile));
        Ok(ProvidersResponse {
            ledger: self.ledger(),
            on: self.on.to_string(),
            providers: providers.collect::<Result<_, _>>()?,
        })
    }

    pub(super) fn provider_summary(
        &self,
        id: &ProviderId,
        profile: &Profile,
    ) -> Result<ProviderSummary, HttpError> {
        let region = |prefecture: Prefecture| Region {
            code: prefecture.to_string(),
            name: prefecture.name(self.tongue()).to_owned(),
        };
        Ok(ProviderSummary {
            id: id.to_string(),
            name: self.say(&profile.names),
            kind: profile.kind.to_string(),
            country: profile.country.to_string(),
            prefecture: profile.prefecture.map(region),
            listed: self.listed_by(id)?,
            href: format!("/commons/providers/{id}"),
        })
    }

    pub(crate) fn provider(&self, name: &str) -> Result<ProviderResponse, HttpError> {
        let absent = || unknown("提供者", "provider", name);
        let id: ProviderId = name.parse().map_err(|_| absent())?;
        let (register, revision) = (self.snapshot.register(), self.snapshot.revision());
        let profile = register.profile(&id, self.on, revision).ok_or_else(absent)?;
        let joining = register.joining(&id).ok_or_else(absent)?;
        let represented =
            register.providers(self.on, revision).filter(|(_, other)| other.represented_by.contains(&id));
        let terms = self.terms_list()?.terms.into_iter();
        let packages = self.packages()?.packages.into_iter();
        Ok(ProviderResponse {
            ledger: self.ledger(),
            on: self.on.to_string(),
            provider: self.provider_summary(&id, profile)?,
            names: BilingualText::from(&profile.names),
            joined: joining.valid.from.to_string(),
            ror: profile.ror.as_ref().map(ToString::to_string),
            homepage: profile.homepage.as_ref().map(ToString::to_string),
            liaison_office: profile.liaison_office.as_ref().map(BilingualText::from),
            contacts: profile.contacts.iter().map(contact).collect(),
            represented_by: profile.represented_by.iter().map(|agent| self.named(agent)).collect(),
            represents: represented.map(|(other, _)| self.named(other)).collect(),
            terms: terms.filter(|terms| terms.provider.as_ref().is_some_and(|of| of.id == name)).collect(),
            packages: packages.filter(|package| package.provider.id == name).collect(),
            search: search_href(&[("commons", "any"), ("provider", name)]),
            origin: origin(joining.origin.as_ref()),
        })
    }
}

pub(super) fn contact(contact: &Contact) -> ContactBody {
    ContactBody {
        names: BilingualText::from(&contact.names),
        email: contact.email.as_ref().map(ToString::to_string),
        telephone: contact.telephone.clone(),
        page: contact.page.as_ref().map(ToString::to_string),
        languages: contact.languages.iter().map(ToString::to_string).collect(),
        classes: contact.classes.iter().map(ToString::to_string).collect(),
    }
}
