//! People and organisations, in every script given.

use model::{Article, Party, Patent};

use super::Values;
use crate::{KeywordField, NameField};

pub(super) fn patent<'d>(values: &mut Values<'d>, patent: &'d Patent) {
    for party in patent.applicants.iter().chain(&patent.assignees) {
        names(values, NameField::Applicant, KeywordField::ApplicantFacet, party);
        if let Some(region) = &party.region {
            values.keyword(KeywordField::Region, region.as_str());
        }
        if let Some(sector) = party.sector {
            values.keyword(KeywordField::Sector, sector.as_str());
            if let Some(name) = party.names.first() {
                values.keyword(KeywordField::ApplicantSector, format!("{sector}\t{}", name.text));
            }
        }
        if let Some(country) = party.country {
            values.keyword(KeywordField::ApplicantCountry, country.as_str());
        }
    }
    origin(values, patent);
    for party in &patent.inventors {
        names(values, NameField::Inventor, KeywordField::InventorFacet, party);
    }
}

/// Where a patent comes from: the countries of those who apply, of the assignees where no applicant has one, and the office of
/// the earliest priority, its own application's included, where the source gives no country.
fn origin(values: &mut Values, patent: &Patent) {
    let countries = |parties: &[Party]| -> Vec<String> {
        parties
            .iter()
            .filter_map(|party| party.country.as_ref())
            .map(|code| code.as_str().to_owned())
            .collect()
    };
    let mut origins = countries(&patent.applicants);
    if origins.is_empty() {
        origins = countries(&patent.assignees);
    }
    if origins.is_empty() {
        let priorities = patent.priorities.iter();
        let earliest = priorities.min_by_key(|priority| (priority.date.is_none(), priority.date));
        let own = patent.application.as_ref();
        let office = earliest.map(|priority| &priority.number).or(own).map(|number| number.office());
        origins.extend(office.map(|office| office.as_str().to_owned()));
    }
    for country in origins {
        values.keyword(KeywordField::Origin, country);
    }
}

pub(super) fn article<'d>(values: &mut Values<'d>, article: &'d Article) {
    for author in &article.authors {
        for name in &author.names {
            values.name(NameField::Inventor, &name.text);
        }
        if let Some(name) = author.names.first() {
            values.keyword(KeywordField::InventorFacet, name.text.as_str());
        }
    }
}

/// Every script can be searched; the facet shows the first, the source's main form.
fn names<'d>(values: &mut Values<'d>, field: NameField, facet: KeywordField, party: &'d Party) {
    for name in &party.names {
        values.name(field, &name.text);
    }
    if let Some(name) = party.names.first() {
        values.keyword(facet, name.text.as_str());
    }
}
