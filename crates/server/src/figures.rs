//! Figures of technical value for the API and the pages: the whole generation is computed once, then each answer is
//! a look-up.

use std::sync::{Arc, Mutex, PoisonError};

use indexer::{Generation, GenerationId};
use model::Document;
use query::Matching;
use value::{Card, Figures, UnitKind, ValueError};

use crate::{
    AppState, HttpError, InterfaceLanguage, ProblemKind,
    error::{Bilingual, Item, Place},
    request::{Endpoint, Given, Pairs, SearchParameters},
    search::{Prepared, prepare},
    wire::{self, IndicatorsResponse, PortfolioResponse, PortfolioSet},
};

/// A generation of so many documents is computed while a page waits; a larger one beside it, as the page says. A
/// hundred thousand take about a second.
const COMPUTED_AT_ONCE: u64 = 100_000;

/// The generation that is being computed beside the pages.
#[derive(Default)]
pub(crate) struct Background(Mutex<Option<GenerationId>>);

impl Background {
    /// Computes the figures of a generation on a thread of its own, once.
    fn start(&self, generation: &Arc<Generation>) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if last.as_ref() == Some(generation.id()) {
            return;
        }
        let of = Arc::clone(generation);
        let thread = std::thread::Builder::new().name("figures".to_owned());
        let spawned = thread.spawn(move || {
            if let Err(error) = Figures::of(&of) {
                tracing::error!(%error, generation = %of.id(), "figures could not be computed");
            }
        });
        match spawned {
            Ok(_) => *last = Some(generation.id().clone()),
            Err(error) => tracing::error!(%error, "no thread to compute figures on"),
        }
    }
}

/// The indicators of a patent of the index.
pub(crate) fn indicators(
    generation: &Generation,
    document: &Document,
    unit: UnitKind,
    language: InterfaceLanguage,
) -> Result<IndicatorsResponse, HttpError> {
    let card: Card = value::indicators(generation, &document.id(), unit)?;
    Ok(wire::indicators_response(&card, &generation.id().to_string(), language))
}

/// The same for a document's page, of the patent and of its family: none of an article, and none before a large
/// generation is computed, which this begins.
pub(crate) fn for_page(
    state: &AppState,
    generation: &Arc<Generation>,
    document: &Document,
    language: InterfaceLanguage,
) -> Result<OnPage, HttpError> {
    if matches!(document, Document::Article(_)) {
        return Ok(OnPage::NotOfArticles);
    }
    if if_ready(state, generation)?.is_none() {
        return Ok(OnPage::BeingComputed);
    }
    let of = |unit| indicators(generation, document, unit, language);
    Ok(OnPage::Ready(Box::new([of(UnitKind::Patent)?, of(UnitKind::Family)?])))
}

/// The figures of a generation; of a large one none before they are computed, which this begins.
pub(crate) fn if_ready(
    state: &AppState,
    generation: &Arc<Generation>,
) -> Result<Option<Arc<Figures>>, ValueError> {
    if generation.document_count() <= COMPUTED_AT_ONCE {
        return Figures::of(generation).map(Some);
    }
    let computed = Figures::if_computed(generation);
    if computed.is_none() {
        state.background().start(generation);
    }
    Ok(computed)
}

/// The indicators of a document's page.
pub(crate) enum OnPage {
    NotOfArticles,
    BeingComputed,
    /// Of the patent, and of its family.
    Ready(Box<[IndicatorsResponse; 2]>),
}

/// A set of documents, and another to compare it with.
pub(crate) struct AskedSets {
    set: Asked,
    against: Option<Asked>,
}

struct Asked {
    prepared: Prepared,
    /// As it was written.
    q: String,
}

impl AskedSets {
    /// Reads both queries; `against` is read in the same syntax and not narrowed by the filters.
    pub(crate) fn read(state: &AppState, given: Given) -> Result<Self, HttpError> {
        let against = given.text("against").map(str::trim).filter(|against| !against.is_empty());
        let against = against.map(str::to_owned);
        let set = Asked::read(state, given)?;
        let other = against.map(|against| {
            let mut pairs = Pairs::default();
            pairs.push("q", against);
            pairs.push("syntax", set.prepared.syntax().as_str());
            Asked::read(state, Given::from_pairs(Endpoint::Search, pairs)).map_err(in_against)
        });
        Ok(Self { set, against: other.transpose()? })
    }

    /// Finds both sets and computes their figures.
    pub(crate) fn answer(
        self,
        generation: &Arc<Generation>,
        language: InterfaceLanguage,
    ) -> Result<PortfolioResponse, HttpError> {
        let figures = Figures::of(generation)?;
        let set = self.set.find(generation, &figures, language)?;
        let against = self.against.map(|against| against.find(generation, &figures, language)).transpose()?;
        let against = against.map(|(other, matching)| {
            let (a, b) = (&set.1.addresses, &matching.addresses);
            let common = value::common_families(figures.facts(), a, b);
            (other, common)
        });
        let as_of = figures.facts().as_of();
        Ok(wire::portfolio_response(&generation.id().to_string(), as_of, set.0, against))
    }
}

impl Asked {
    fn read(state: &AppState, given: Given) -> Result<Self, HttpError> {
        let parameters = SearchParameters::read(given, state.config()).map_err(HttpError::invalid)?;
        let prepared = prepare(&parameters, |name| Place::Parameter(name.to_owned()))?;
        Ok(Self { prepared, q: parameters.q })
    }

    fn find(
        &self,
        generation: &Arc<Generation>,
        figures: &Figures,
        language: InterfaceLanguage,
    ) -> Result<(PortfolioSet, Matching), HttpError> {
        let matching = query::matching(generation, &self.prepared.request)?;
        let problems = self.prepared.problems.iter().chain(&matching.problems);
        let portfolio = value::portfolio(figures, &matching.addresses);
        Ok((wire::portfolio_set(&self.q, problems, &portfolio, language), matching))
    }
}

/// What is wrong with the second query stands at its own parameter.
fn in_against(mut error: HttpError) -> HttpError {
    for item in &mut error.items {
        item.place = Place::Parameter("against".to_owned());
    }
    error
}

impl From<ValueError> for HttpError {
    fn from(error: ValueError) -> Self {
        match error {
            ValueError::NotAPatent { ref id } => {
                let message = Bilingual::new(
                    format!("{id} は論文です。指標は特許について計算します"),
                    error.to_string(),
                );
                Self::invalid(vec![Item::new(Place::Parameter("id".to_owned()), "not-a-patent", message)])
            }
            ValueError::UnknownDocument { ref id } => Self::new(
                ProblemKind::DocumentNotFound,
                Bilingual::new(format!("{id} は索引にありません"), error.to_string()),
            ),
            ValueError::Query(error) => error.into(),
            other => Self::internal(other),
        }
    }
}
