//! What the commons has for a need: patents by coverage of the technique, else by rank; articles; whom to ask.

use std::collections::BTreeMap;

use commons::{Day, ListingState, Need, NeedId, ProviderId};
use model::{Document, PublicationNumber};
use query::{Across, CoverageRequest, Element, Filter, Grade, Scope, SearchRequest, Technique};

use super::{Reading, fields::GATHERED, search_href, unknown};
use crate::{
    HttpError,
    error::{Bilingual, Item, Place},
    request::Pairs,
    wire::{FieldProvider, Gathered, NeedMatch, NeedResponse, NeedSummary, NeedsResponse, for_reader},
};

/// Elements from which on a text is a technique that claims can cover.
const TECHNIQUE: usize = 2;

/// What is asked beside the need.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct NeedAsked {
    /// The day from which on matches are new.
    pub(crate) since: Option<Day>,
}

impl NeedAsked {
    pub(crate) fn read(pairs: &Pairs) -> Result<Self, HttpError> {
        let Some(written) = pairs.get("since").map(str::trim).filter(|written| !written.is_empty()) else {
            return Ok(Self::default());
        };
        written.parse().map(|day| Self { since: Some(day) }).map_err(|error| {
            let japanese = format!("since の値 {written} は 2026-01-31 のような日付で書いてください");
            let message = Bilingual::new(japanese, format!("since: {error}"));
            HttpError::invalid(vec![Item::new(Place::Parameter("since".to_owned()), "not-readable", message)])
        })
    }
}

/// A patent that was found, with what its best claim covers.
struct Found {
    document: Document,
    coverage: Option<f64>,
    covered: Vec<String>,
}

impl Reading {
    /// Needs that still stand, as far as the viewer may read them.
    pub(crate) fn needs(&self, viewer: Option<&commons::Author>) -> Result<NeedsResponse, HttpError> {
        let needs = self.commons.needs(viewer)?;
        Ok(NeedsResponse {
            needs: needs.iter().filter(|need| need.content.is_open).map(NeedSummary::from).collect(),
        })
    }

    /// A need with what the commons has for it. One that the viewer may not read is not told apart from none.
    pub(crate) fn need(
        &self,
        viewer: Option<&commons::Author>,
        name: &str,
        asked: NeedAsked,
    ) -> Result<NeedResponse, HttpError> {
        let absent = || unknown("ニーズ", "need", name);
        let id: NeedId = name.parse().map_err(|_| absent())?;
        let need = self.commons.need(viewer, &id, None)?.ok_or_else(absent)?;
        let elements: Vec<String> = Element::all_of(&need.content.text).into_iter().map(|e| e.text).collect();
        let is_technique = TECHNIQUE <= elements.len();
        let found = if is_technique { self.covering(&need.content)? } else { self.ranked(&need.content)? };
        let patents: Vec<NeedMatch> =
            found.into_iter().filter_map(|found| self.need_match(found, asked)).collect();
        Ok(NeedResponse {
            generation: self.generation.id().to_string(),
            ledger: self.ledger(),
            on: self.on.to_string(),
            need: NeedSummary::from(&need),
            text: need.content.text.clone(),
            classes: need.content.classes.iter().map(ToString::to_string).collect(),
            method: if is_technique { "coverage" } else { "search" }.to_owned(),
            elements,
            since: asked.since.map(|day| day.to_string()),
            providers: self.need_providers(&need.content, &patents)?,
            patents,
            articles: self.articles(&need.content)?,
        })
    }

    /// Listed patents, in the classes of the need if it names any.
    fn scope(need: &Need) -> Scope {
        let mut filters: Vec<Filter> = Filter::read("commons", &["any"]).into_iter().collect();
        let classes: Vec<String> = need.classes.iter().map(|class| format!("{class}*")).collect();
        let classes: Vec<&str> = classes.iter().map(String::as_str).collect();
        if !classes.is_empty() {
            filters.extend(Filter::read("class", &classes));
        }
        Scope { filters, excluded: Vec::new() }
    }

    fn covering(&self, need: &Need) -> Result<Vec<Found>, HttpError> {
        let request = CoverageRequest {
            technique: Technique::Description(need.text.clone()),
            elements: Vec::new(),
            before: None,
            scope: Self::scope(need),
            languages: Vec::new(),
            across: Across::both(),
            size: GATHERED,
        };
        let page = match query::coverage(&self.generation, &request) {
            // More elements or characters than are judged: the text is searched.
            Err(query::QueryError::TooManyElements { .. } | query::QueryError::TechniqueTooLong { .. }) => {
                return self.ranked(need);
            }
            page => page?,
        };
        let covers = |grade: Grade| matches!(grade, Grade::Covered | Grade::Variant);
        let of = |document: query::CoveringDocument| {
            let cells = document.cells.iter().zip(&page.elements);
            let covered =
                cells.filter(|(cell, _)| covers(cell.grade)).map(|(_, element)| element.text.clone());
            Found {
                covered: covered.collect(),
                coverage: Some(document.coverage),
                document: document.document,
            }
        };
        Ok(page.documents.into_iter().filter(|document| 0.0 < document.coverage).map(of).collect())
    }

    fn ranked(&self, need: &Need) -> Result<Vec<Found>, HttpError> {
        let request = SearchRequest { filters: Self::scope(need).filters, ..self.text_request(need) };
        let page = query::search(&self.generation, &request)?;
        let of = |hit: query::Hit| Found { document: hit.into_front(), coverage: None, covered: Vec::new() };
        Ok(page.hits.into_iter().map(of).collect())
    }

    fn articles(&self, need: &Need) -> Result<Gathered, HttpError> {
        let filters = Filter::read("type", &["article"]).into_iter().collect();
        let page = query::search(&self.generation, &SearchRequest { filters, ..self.text_request(need) })?;
        let hits = self.hits(&page);
        let search = search_href(&[("q", &need.text), ("type", "article")]);
        Ok(Gathered { total: page.total, hits, search })
    }

    /// A search for the words of the need, in the other language too.
    fn text_request(&self, need: &Need) -> SearchRequest {
        let across = Across::both();
        SearchRequest { size: GATHERED, across, ..SearchRequest::new(query::free_text(&need.text)) }
    }

    /// A patent that is listed today: the newest of its listings counts.
    fn need_match(&self, found: Found, asked: NeedAsked) -> Option<NeedMatch> {
        let Document::Patent(patent) = &found.document else { return None };
        let history = self.snapshot.history(&patent.number, self.snapshot.revision());
        let listings = history.listings(self.on).into_iter().filter_map(|(_, state)| match state {
            ListingState::Current(listing) => Some((listing.since, listing.listed.entered)),
            _ => None,
        });
        let (since, entered) = listings.max_by_key(|(since, entered)| (*since).max(entered.day()))?;
        let title = for_reader(&patent.titles, self.language);
        Some(NeedMatch {
            id: patent.number.to_string(),
            title: title.map_or_else(|| patent.number.to_string(), |title| title.text.clone()),
            language: title.map_or_else(|| "und".to_owned(), |title| title.language.to_string()),
            coverage: found.coverage,
            covered: found.covered,
            listed_by: self.listing_providers(&patent.number),
            listed_since: since.to_string(),
            entered: entered.to_string(),
            is_new: asked.since.is_some_and(|day| day <= since.max(entered.day())),
            href: format!("/documents/{}", patent.number),
        })
    }

    fn need_providers(&self, need: &Need, patents: &[NeedMatch]) -> Result<Vec<FieldProvider>, HttpError> {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for provider in patents.iter().flat_map(|patent| &patent.listed_by) {
            *counts.entry(&provider.id).or_default() += 1;
        }
        // The classes of the first match say what the need is about, where it names none itself.
        let classes: Vec<String> = match patents.first() {
            _ if !need.classes.is_empty() => need.classes.iter().map(ToString::to_string).collect(),
            Some(first) => self.classes_of(&first.id)?,
            None => Vec::new(),
        };
        let classes: Vec<&str> = classes.iter().map(String::as_str).collect();
        let of = |(id, listed): (&str, u64)| -> Option<FieldProvider> {
            let id: ProviderId = id.parse().ok()?;
            Some(self.field_provider(&id, listed, &classes))
        };
        let mut providers: Vec<FieldProvider> = counts.into_iter().filter_map(of).collect();
        providers.sort_by(|a, b| b.listed.cmp(&a.listed).then_with(|| a.id.cmp(&b.id)));
        Ok(providers)
    }

    fn classes_of(&self, id: &str) -> Result<Vec<String>, HttpError> {
        let Ok(number) = id.parse::<PublicationNumber>() else { return Ok(Vec::new()) };
        let document = self.generation.document(&model::DocumentId::Patent(number))?;
        Ok(match document {
            Some(Document::Patent(patent)) => {
                let classes = patent.ipc.iter().chain(&patent.cpc);
                classes.map(|class| class.symbol.as_str().replace(' ', "")).collect()
            }
            _ => Vec::new(),
        })
    }
}
