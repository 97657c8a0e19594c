use commons::{PublishedTerms, Terms, TermsId, TermsVersion};

use super::{Reading, origin, search_href, unknown};
use crate::{
    HttpError,
    wire::{BilingualText, TermsContent, TermsListResponse, TermsResponse, TermsSummary},
};

impl Reading {
    pub(crate) fn terms_list(&self) -> Result<TermsListResponse, HttpError> {
        let (register, revision) = (self.snapshot.register(), self.snapshot.revision());
        let published =
            register.all_terms().filter_map(|version| Some((version, register.terms(version, revision)?)));
        let terms = published.map(|(version, terms)| self.terms_summary(version, terms));
        Ok(TermsListResponse {
            ledger: self.ledger(),
            on: self.on.to_string(),
            terms: terms.collect::<Result<_, _>>()?,
        })
    }

    fn terms_summary(
        &self,
        version: &TermsVersion,
        terms: PublishedTerms<'_>,
    ) -> Result<TermsSummary, HttpError> {
        Ok(TermsSummary {
            id: version.terms.to_string(),
            version: version.version,
            name: self.say(&terms.content.names),
            provider: terms.provider.map(|provider| self.named(provider)),
            is_offered: terms.entry.valid.contains(self.on),
            listed: self.listed_under(&version.terms, version.version)?,
            href: format!("/commons/terms/{}/{}", version.terms, version.version),
        })
    }

    pub(crate) fn terms(&self, name: &str, number: &str) -> Result<TermsResponse, HttpError> {
        let absent = || unknown("条項", "terms", &format!("{name}/{number}"));
        let terms: TermsId = name.parse().map_err(|_| absent())?;
        let version = TermsVersion { terms, version: number.parse().map_err(|_| absent())? };
        let register = self.snapshot.register();
        let published = register.terms(&version, self.snapshot.revision()).ok_or_else(absent)?;
        let valid = published.entry.valid;
        let digests = published.content.text_digests();
        let versions = register.all_terms().filter(|other| other.terms == version.terms);
        Ok(TermsResponse {
            ledger: self.ledger(),
            on: self.on.to_string(),
            terms: self.terms_summary(&version, published)?,
            offered_from: valid.from.to_string(),
            offered_to: valid.to.map(|day| day.to_string()),
            content: content(published.content)?,
            summary: published.content.summary().iter().map(BilingualText::from).collect(),
            sha256: BilingualText { ja: digests.ja.to_string(), en: digests.en.to_string() },
            versions: versions.map(|other| other.version).collect(),
            search: search_href(&[("commons", "any"), ("terms", &format!("{name}@{number}"))]),
            origin: origin(published.entry.origin.as_ref()),
        })
    }
}

/// The content in the form in which it is sent to be published.
fn content(terms: &Terms) -> Result<TermsContent, HttpError> {
    let written = serde_json::to_value(terms).map_err(HttpError::internal)?;
    serde_json::from_value(written).map_err(HttpError::internal)
}
