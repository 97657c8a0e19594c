use std::collections::BTreeMap;

use commons::{Field, FieldId, ListingFilter, ListingState, ProviderId, Version};
use query::{Filter, SearchPage, SearchRequest};

use super::{Reading, providers::contact, search_href, unknown};
use crate::{
    HttpError,
    field_listings::field_query,
    wire::{self, FieldProvider, FieldResponse, FieldSummary, FieldsOfCommons, Gathered, SearchContext},
};

/// Documents that a page shows of what a search finds.
pub(super) const GATHERED: usize = 10;

impl Reading {
    pub(crate) fn fields(&self) -> Result<FieldsOfCommons, HttpError> {
        Ok(FieldsOfCommons { fields: self.commons.fields()?.iter().map(FieldSummary::from).collect() })
    }

    pub(crate) fn field(&self, name: &str) -> Result<FieldResponse, HttpError> {
        let absent = || unknown("技術分野", "technology field", name);
        let id: FieldId = name.parse().map_err(|_| absent())?;
        let field = self.commons.field(&id, None)?.ok_or_else(absent)?;
        let query = field_query(&field.content);
        Ok(FieldResponse {
            generation: self.generation.id().to_string(),
            ledger: self.ledger(),
            on: self.on.to_string(),
            field: FieldSummary::from(&field),
            saved: field.saved.to_string(),
            searches: field.content.searches.clone(),
            classes: field.content.classes.iter().map(ToString::to_string).collect(),
            patents: self.gathered(&query, ("commons", "any"))?,
            articles: self.gathered(&query, ("type", "article"))?,
            providers: self.field_providers(&field)?,
            query,
        })
    }

    /// The best documents that a query finds under one more condition.
    pub(super) fn gathered(&self, query: &str, (name, value): (&str, &str)) -> Result<Gathered, HttpError> {
        let page = self.found(query, (name, value))?;
        let hits = self.hits(&page);
        Ok(Gathered { total: page.total, hits, search: search_href(&[("q", query), (name, value)]) })
    }

    pub(super) fn found(&self, query: &str, (name, value): (&str, &str)) -> Result<SearchPage, HttpError> {
        // Conditions that are the program's own can be read.
        let filters = Filter::read(name, &[value]).into_iter().collect();
        let request =
            SearchRequest { filters, size: GATHERED, ..SearchRequest::new(query::parse(query).ast) };
        Ok(query::search(&self.generation, &request)?)
    }

    pub(super) fn hits(&self, page: &SearchPage) -> Vec<wire::Hit> {
        let context = SearchContext { language: self.language, took: std::time::Duration::ZERO };
        wire::search_response(page, &[], &context).hits
    }

    /// Who lists the field's patents today, most of them first.
    fn field_providers(&self, field: &Version<Field>) -> Result<Vec<FieldProvider>, HttpError> {
        let members = self.state.field_listings().members(&self.generation, &self.snapshot, field)?;
        let listed = self.listed(&ListingFilter::on(self.on))?;
        let mut counts: BTreeMap<&ProviderId, u64> = BTreeMap::new();
        for patent in
            listed.places().filter(|place| members.contains(*place)).filter_map(|p| self.snapshot.patent(p))
        {
            for (provider, state) in self.snapshot.history(patent, self.snapshot.revision()).listings(self.on)
            {
                if matches!(state, ListingState::Current(_)) {
                    *counts.entry(provider).or_default() += 1;
                }
            }
        }
        let classes: Vec<&str> = field.content.classes.iter().map(|class| class.as_str()).collect();
        let of_provider = |(id, listed): (&ProviderId, u64)| self.field_provider(id, listed, &classes);
        let mut providers: Vec<FieldProvider> = counts.into_iter().map(of_provider).collect();
        providers.sort_by(|a, b| b.listed.cmp(&a.listed).then_with(|| a.id.cmp(&b.id)));
        Ok(providers)
    }

    pub(super) fn field_provider(&self, id: &ProviderId, listed: u64, classes: &[&str]) -> FieldProvider {
        let profile = self.snapshot.register().profile(id, self.on, self.snapshot.revision());
        let contacts =
            profile.map_or_else(Vec::new, |profile| profile.contacts_for(classes, self.language.model()));
        FieldProvider {
            id: id.to_string(),
            name: self.named(id).name,
            listed,
            contacts: contacts.into_iter().map(contact).collect(),
            href: format!("/commons/providers/{id}"),
        }
    }
}
