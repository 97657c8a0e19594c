//! People and organisations, in every script given.

use model::{Article, Party, Patent};

use super::Values;
use crate::{KeywordField, NameField};

pub(super) fn patent(values: &mut Values, patent: &Patent) {
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
    for party in &patent.inventors {
        names(values, NameField::Inventor, KeywordField::InventorFacet, party);
    }
}

pub(super) fn article(values: &mut Values, article: &Article) {
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
fn names(values: &mut Values, field: NameField, facet: KeywordField, party: &Party) {
    for name in &party.names {
        values.name(field, &name.text);
    }
    if let Some(name) = party.names.first() {
        values.keyword(facet, name.text.as_str());
    }
}
