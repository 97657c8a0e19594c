//! The formats in which a record is given.

use commons::{
    Bilingual, Day, DeclaredLicence, Entry, Event, Link, Listing, ListingState, Offer, Profile, ProviderId,
    Record, RecordKey, Terms, TermsVersion,
};
use model::{Document, Party, Patent, PublicationNumber, Text};

use super::Harvest;
use crate::{HttpError, xml::Xml};

/// A metadata format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Unqualified Dublin Core, which every repository has (section 5).
    DublinCore,
    /// The listing in elements, and the entries of the ledger as they are: `schema/commons.xsd`.
    Commons,
}

impl Format {
    pub(super) const ALL: [Self; 2] = [Self::DublinCore, Self::Commons];

    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::DublinCore => "oai_dc",
            Self::Commons => "commons",
        }
    }

    pub(super) fn of_prefix(prefix: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.prefix() == prefix)
    }

    pub(super) fn namespace(self) -> &'static str {
        match self {
            Self::DublinCore => "http://www.openarchives.org/OAI/2.0/oai_dc/",
            Self::Commons => "urn:x-chizai:commons:1",
        }
    }

    /// Where its schema lies, for a server at an address.
    pub(super) fn schema(self, base: &str) -> String {
        match self {
            Self::DublinCore => "http://www.openarchives.org/OAI/2.0/oai_dc.xsd".to_owned(),
            Self::Commons => format!("{base}/schema/commons.xsd"),
        }
    }
}

const XSI: (&str, &str) = ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");

impl Harvest<'_> {
    /// The content of `metadata`.
    pub(super) fn metadata(
        &self,
        xml: &mut Xml,
        record: &Record<'_>,
        format: Format,
    ) -> Result<(), HttpError> {
        let patent = match &record.key {
            RecordKey::Listing { patent, .. } => self.patent(patent)?,
            _ => None,
        };
        let location = format!("{} {}", format.namespace(), format.schema(&self.base));
        match format {
            Format::DublinCore => {
                let attributes = [
                    ("xmlns:oai_dc", format.namespace()),
                    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
                    XSI,
                    ("xsi:schemaLocation", location.as_str()),
                ];
                xml.element("oai_dc:dc", &attributes, |xml| self.dublin_core(xml, record, patent.as_ref()));
            }
            Format::Commons => {
                let attributes =
                    [("xmlns", format.namespace()), XSI, ("xsi:schemaLocation", location.as_str())];
                xml.element("commons", &attributes, |xml| self.own(xml, record, patent.as_ref()));
            }
        }
        Ok(())
    }

    fn patent(&self, number: &PublicationNumber) -> Result<Option<Patent>, HttpError> {
        let id = model::DocumentId::Patent(number.clone());
        let Some(address) = self.generation.address(&id)? else { return Ok(None) };
        match self.generation.summary(address)? {
            Document::Patent(patent) => Ok(Some(*patent)),
            Document::Article(_) => Ok(None),
        }
    }

    fn dublin_core(&self, xml: &mut Xml, record: &Record<'_>, patent: Option<&Patent>) {
        match &record.key {
            RecordKey::Listing { provider, patent: number } => {
                self.listing_in_dublin_core(xml, record, provider, number, patent);
            }
            RecordKey::Provider(_) => {
                if let Some(profile) = last_profile(&record.entries) {
                    bilingual(xml, "dc:title", &profile.names);
                    xml.text("dc:type", &[], "Organization");
                    for link in profile.homepage.iter() {
                        xml.text("dc:relation", &[], link.as_str());
                    }
                    if let Some(ror) = &profile.ror {
                        xml.text("dc:identifier", &[], &format!("https://ror.org/{ror}"));
                    }
                }
            }
            RecordKey::Terms(_) => {
                if let Some(terms) = terms_of(&record.entries) {
                    bilingual(xml, "dc:title", &terms.names);
                    terms.summary().iter().for_each(|line| bilingual(xml, "dc:description", line));
                    xml.text("dc:type", &[], "Text");
                }
            }
        }
        xml.text("dc:identifier", &[], &self.identifier(&record.key));
        if let Some(first) = record.entries.first() {
            xml.text("dc:date", &[], &first.valid.from.to_string());
        }
    }

    fn listing_in_dublin_core(
        &self,
        xml: &mut Xml,
        record: &Record<'_>,
        provider: &ProviderId,
        number: &PublicationNumber,
        patent: Option<&Patent>,
    ) {
        match patent {
            Some(patent) => self.patent_in_dublin_core(xml, patent),
            None => xml.text("dc:title", &[], &number.to_string()),
        }
        xml.text("dc:type", &[], "Patent");
        xml.text("dc:identifier", &[], &number.to_string());
        if let Some(profile) = self.profile(provider) {
            bilingual(xml, "dc:publisher", &profile.names);
        }
        if let Some((version, terms)) = self.terms_of_listing(record) {
            xml.text("dc:rights", &[], &self.identifier(&RecordKey::Terms(version.clone())));
            terms.summary().iter().for_each(|line| bilingual(xml, "dc:rights", line));
        }
    }

    fn patent_in_dublin_core(&self, xml: &mut Xml, patent: &Patent) {
        texts(xml, "dc:title", &patent.titles);
        patent.inventors.iter().for_each(|party| parties(xml, "dc:creator", party));
        patent.applicants.iter().for_each(|party| parties(xml, "dc:contributor", party));
        patent.ipc.iter().for_each(|class| xml.text("dc:subject", &[], class.symbol.as_str()));
        texts(xml, "dc:description", &patent.abstracts);
        if let Some(published) = patent.published {
            xml.text("dc:date", &[], &published.to_string());
        }
        xml.text("dc:relation", &[], &format!("{}/documents/{}", self.base, patent.number));
    }

    fn own(&self, xml: &mut Xml, record: &Record<'_>, patent: Option<&Patent>) {
        match &record.key {
            RecordKey::Listing { provider, patent: number } => {
                let number = number.to_string();
                let attributes = [("provider", provider.as_str()), ("patent", number.as_str())];
                xml.element("listing", &attributes, |xml| self.own_listing(xml, record, provider, patent));
            }
            RecordKey::Provider(provider) => {
                xml.element("provider", &[("id", provider.as_str())], |xml| {
                    if let Some(profile) = last_profile(&record.entries) {
                        own_profile(xml, profile);
                    }
                });
            }
            RecordKey::Terms(version) => {
                let number = version.version.to_string();
                let attributes = [("id", version.terms.as_str()), ("version", number.as_str())];
                xml.element("terms", &attributes, |xml| {
                    if let Some(terms) = terms_of(&record.entries) {
                        bilingual(xml, "name", &terms.names);
                        terms.summary().iter().for_each(|line| bilingual(xml, "summary", line));
                    }
                });
            }
        }
        record.entries.iter().for_each(|entry| own_entry(xml, entry));
    }

    fn own_listing(
        &self,
        xml: &mut Xml,
        record: &Record<'_>,
        provider: &ProviderId,
        patent: Option<&Patent>,
    ) {
        texts(xml, "title", patent.map_or(&[], |patent| &patent.titles));
        if let Some(profile) = self.profile(provider) {
            bilingual(xml, "providerName", &profile.names);
        }
        let Some(listing) = self.listing(record) else { return };
        if let Some((version, terms)) = self.terms_of_listing(record) {
            let (number, digests) = (version.version.to_string(), terms.text_digests());
            let href = self.identifier(&RecordKey::Terms(version.clone()));
            let (ja, en) = (digests.ja.to_string(), digests.en.to_string());
            let attributes = [
                ("id", version.terms.as_str()),
                ("version", number.as_str()),
                ("href", href.as_str()),
                ("sha256Ja", ja.as_str()),
                ("sha256En", en.as_str()),
            ];
            xml.element("terms", &attributes, |xml| {
                bilingual(xml, "name", &terms.names);
                terms.summary().iter().for_each(|line| bilingual(xml, "summary", line));
            });
        }
        xml.text("since", &[], &listing.since.to_string());
        if let Some(until) = listing.until {
            xml.text("lastDay", &[], &until.previous().to_string());
        }
        own_offer(xml, listing.offer);
    }

    fn profile(&self, provider: &ProviderId) -> Option<&Profile> {
        let view = self.view();
        self.snapshot.register().profile(provider, view.at.day(), view.revision)
    }

    /// The listing as it is on the day of the request, or as it was when it ended or will be when it begins.
    fn listing(&self, record: &Record<'_>) -> Option<Listing<'_>> {
        let RecordKey::Listing { provider, patent } = &record.key else { return None };
        let patent = self.snapshot.patent(self.snapshot.place(patent)?)?;
        let history = self.snapshot.history(patent, self.snapshot.revision());
        match settled(history.listing(provider, self.now.day())?) {
            Ok(listing) => Some(listing),
            Err(from) => settled(history.listing(provider, from)?).ok(),
        }
    }

    fn terms_of_listing(&self, record: &Record<'_>) -> Option<(&TermsVersion, &Terms)> {
        let listing = self.listing(record)?;
        Some((&listing.offer.terms, listing.terms))
    }
}

/// A listing that has begun, or the day on which it will.
fn settled(state: ListingState<'_>) -> Result<Listing<'_>, Day> {
    match state {
        ListingState::Current(listing)
        | ListingState::Ended { listing, .. }
        | ListingState::Withdrawn { listing, .. } => Ok(listing),
        ListingState::NotYet { from } => Err(from),
    }
}

fn last_profile<'e>(entries: &[&'e Entry]) -> Option<&'e Profile> {
    entries.iter().rev().find_map(|entry| match &entry.event {
        Event::ProviderJoined { profile, .. } | Event::ProviderChanged { profile, .. } => Some(&**profile),
        _ => None,
    })
}

fn terms_of<'e>(entries: &[&'e Entry]) -> Option<&'e Terms> {
    entries.iter().find_map(|entry| match &entry.event {
        Event::TermsPublished { content, .. } => Some(&**content),
        _ => None,
    })
}

fn bilingual(xml: &mut Xml, name: &str, text: &Bilingual) {
    xml.text(name, &[("xml:lang", "ja")], &text.ja);
    xml.text(name, &[("xml:lang", "en")], &text.en);
}

fn texts(xml: &mut Xml, name: &str, texts: &[Text]) {
    for text in texts {
        xml.text(name, &[("xml:lang", text.language.as_str())], &text.text);
    }
}

/// The main form of a name alone: of several scripts it would look like several people.
fn parties(xml: &mut Xml, name: &str, party: &Party) {
    texts(xml, name, &party.names[..party.names.len().min(1)]);
}

fn own_profile(xml: &mut Xml, profile: &Profile) {
    bilingual(xml, "name", &profile.names);
    xml.text("kind", &[], profile.kind.as_str());
    xml.text("country", &[], profile.country.as_str());
    if let Some(prefecture) = profile.prefecture {
        xml.text("prefecture", &[], &prefecture.to_string());
    }
    if let Some(ror) = &profile.ror {
        xml.text("ror", &[], ror.as_str());
    }
    if let Some(homepage) = &profile.homepage {
        xml.text("homepage", &[], homepage.as_str());
    }
}

fn own_offer(xml: &mut Xml, offer: &Offer) {
    let licence = match &offer.exclusive_licence {
        DeclaredLicence::None => "none",
        DeclaredLicence::InField(_) => "in-field",
        DeclaredLicence::Exists => "exists",
        DeclaredLicence::Unknown => "unknown",
    };
    xml.text("exclusiveLicence", &[], licence);
    if let Some(readiness) = offer.readiness {
        xml.text("readiness", &[], &u8::from(readiness).to_string());
    }
    for proof in &offer.verification {
        xml.empty("evidence", &[("kind", proof.kind.as_str()), ("href", proof.link.as_str())]);
    }
}

/// An entry of the ledger: what it says as JSON, as the ledger keeps it; who entered it is not public.
fn own_entry(xml: &mut Xml, entry: &Entry) {
    let (number, entered) = (entry.number.to_string(), entry.entered.to_string());
    let (from, to) = (entry.valid.from.to_string(), entry.valid.to.map(|to| to.to_string()));
    let origin = entry.origin.as_ref().map(|origin| (origin.node.as_str(), origin.entry.to_string()));
    let mut attributes =
        vec![("number", number.as_str()), ("entered", entered.as_str()), ("from", from.as_str())];
    attributes.extend(to.as_deref().map(|to| ("to", to)));
    attributes.extend(entry.evidence.as_ref().map(Link::as_str).map(|link| ("evidence", link)));
    if let Some((node, number)) = &origin {
        attributes.extend([("originNode", *node), ("originNumber", number.as_str())]);
    }
    // An event was read from JSON, so that it can be written as JSON.
    let event = serde_json::to_string(&entry.event).unwrap_or_default();
    xml.text("entry", &attributes, &event);
}
