//! A listing as linked data: JSON-LD 1.1 in the vocabulary of schema.org, with the terms as its licence.

use commons::{Bilingual, Commons, ListingState, RecordKey, Terms, TermsVersion};
use indexer::Generation;
use model::{Document, DocumentId, Patent};
use serde_json::{Value, json};

use crate::HttpError;

/// A listing that was described.
pub(crate) struct Described {
    pub(crate) json: Value,
    pub(crate) patent: String,
    pub(crate) is_in_index: bool,
}

/// Describes one provider's listing of a patent as it is today; none where it was never listed by it.
pub(crate) fn of_listing(
    commons: &Commons,
    generation: &Generation,
    key: &RecordKey,
    base: &str,
) -> Result<Option<Described>, HttpError> {
    let RecordKey::Listing { provider, patent: number } = key else { return Ok(None) };
    let (snapshot, on) = (commons.snapshot()?, commons.now().day());
    let revision = snapshot.revision();
    let Some(number) = snapshot.place(number).and_then(|place| snapshot.patent(place)) else {
        return Ok(None);
    };
    let Some(state) = snapshot.history(number, revision).listing(provider, on) else { return Ok(None) };
    let id = format!("{base}/commons/{key}");
    let mut json = json!({
        "@context": "https://schema.org",
        "@id": id,
        "@type": "CreativeWork",
        "additionalType": "http://purl.org/ontology/bibo/Patent",
        "identifier": { "@type": "PropertyValue", "propertyID": "publication number", "value": number.to_string() },
    });
    let address = generation.address(&DocumentId::Patent(number.clone()))?;
    let document = address.map(|address| generation.front(address)).transpose()?;
    if let Some(Document::Patent(patent)) = &document {
        describe_patent(&mut json, patent, base);
    }
    if let Some(profile) = snapshot.register().profile(provider, on, revision) {
        json["provider"] = json!({
            "@type": "Organization",
            "@id": format!("{base}/commons/providers/{provider}"),
            "name": both(&profile.names),
        });
        if let Some(ror) = &profile.ror {
            json["provider"]["sameAs"] = format!("https://ror.org/{ror}").into();
        }
    }
    match state {
        ListingState::Current(listing) => {
            licence(&mut json, &listing.offer.terms, listing.terms, base);
            json["isAccessibleForFree"] = true.into();
            json["datePublished"] = listing.since.to_string().into();
            if let Some(until) = listing.until {
                json["expires"] = until.to_string().into();
            }
            json["creativeWorkStatus"] = "listed".into();
        }
        ListingState::Withdrawn { on, .. } => {
            json["creativeWorkStatus"] = "withdrawn".into();
            json["expires"] = on.to_string().into();
        }
        ListingState::Ended { last, .. } => {
            json["creativeWorkStatus"] = "ended".into();
            json["expires"] = last.to_string().into();
        }
        ListingState::NotYet { from } => {
            json["creativeWorkStatus"] = "announced".into();
            json["datePublished"] = from.to_string().into();
        }
    }
    Ok(Some(Described { json, patent: number.to_string(), is_in_index: document.is_some() }))
}

fn describe_patent(json: &mut Value, patent: &Patent, base: &str) {
    let text = |text: &model::Text| json!({ "@language": text.language.as_str(), "@value": text.text });
    json["name"] = patent.titles.iter().map(text).collect();
    json["url"] = format!("{base}/documents/{}", patent.number).into();
    let inventor = |party: &model::Party| {
        party.names.first().map(|name| json!({ "@type": "Person", "name": name.text }))
    };
    let inventors: Vec<Value> = patent.inventors.iter().filter_map(inventor).collect();
    if !inventors.is_empty() {
        json["creator"] = inventors.into();
    }
    if let Some(published) = patent.published {
        json["dateCreated"] = published.to_string().into();
    }
}

fn licence(json: &mut Value, version: &TermsVersion, terms: &Terms, base: &str) {
    json["license"] = json!({
        "@type": "CreativeWork",
        "@id": format!("{base}/commons/terms/{}/{}", version.terms, version.version),
        "name": both(&terms.names),
        "version": version.version,
        "abstract": terms.summary().iter().flat_map(both_values).collect::<Vec<_>>(),
    });
}

fn both(text: &Bilingual) -> Value {
    both_values(text).to_vec().into()
}

fn both_values(text: &Bilingual) -> [Value; 2] {
    [json!({ "@language": "ja", "@value": text.ja }), json!({ "@language": "en", "@value": text.en })]
}
