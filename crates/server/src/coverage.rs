//! Judges which documents claim a technique, for the API and the pages alike.

use indexer::Generation;
use model::Document;
use query::{CoveragePage, CoverageRequest, QueryError, Scope, Technique};

use crate::{
    AppState, HttpError, InterfaceLanguage, ProblemKind,
    error::{Bilingual, Item, Place},
    request::{CoverageParameters, Given, SearchParameters, WrittenClaim},
    resolve,
    search::{PlaceOf, in_gate, prepare},
    wire::{self, CoverageResponse},
};

/// A technique that is ready to be judged.
pub(crate) struct Asked {
    parameters: CoverageParameters,
    scope: Scope,
    place: PlaceOf,
}

/// The answer, and what it was made of.
pub(crate) struct Answered {
    pub(crate) response: CoverageResponse,
    pub(crate) is_csv: bool,
}

impl Asked {
    /// Judges what was given; all that is wrong is reported at once.
    pub(crate) fn read(state: &AppState, mut given: Given, place: PlaceOf) -> Result<Self, HttpError> {
        let generation = state.generation();
        let parameters = CoverageParameters::read(&mut given, &generation.config().ranking.coverage);
        let search = SearchParameters::read(given, state.config()).map_err(HttpError::invalid)?;
        Ok(Self { parameters, scope: prepare(&search, place)?.scope(), place })
    }

    /// Judges behind the gate.
    pub(crate) async fn answer(
        self,
        state: &AppState,
        language: InterfaceLanguage,
    ) -> Result<Answered, HttpError> {
        let generation = state.generation();
        let started = std::time::Instant::now();
        let answered = in_gate(state, move || self.answered(&generation, language)).await??;
        state.metrics().search(started.elapsed());
        Ok(answered)
    }

    fn answered(self, generation: &Generation, language: InterfaceLanguage) -> Result<Answered, HttpError> {
        let CoverageParameters { description, elements, claim, before, languages, across, size, is_csv } =
            self.parameters;
        let (technique, source) = match claim {
            None => (Technique::Description(description), None),
            Some(claim) => {
                let source = resolve::document(generation, &claim.document)?;
                (technique_of(&claim, &source), Some((source, claim.number)))
            }
        };
        let scope = self.scope;
        let request = CoverageRequest { technique, elements, before, scope, languages, across, size };
        let page: CoveragePage =
            query::coverage(generation, &request).map_err(|error| refused(error, self.place))?;
        let response = wire::coverage_response(&page, source.as_ref(), before, language);
        Ok(Answered { response, is_csv })
    }
}

fn technique_of(claim: &WrittenClaim, source: &Document) -> Technique {
    Technique::Claim { document: source.id(), number: claim.number, language: claim.language }
}

/// What only the index could tell.
pub(crate) fn refused(error: QueryError, place: PlaceOf) -> HttpError {
    let english = error.to_string();
    match error {
        QueryError::NoElements => {
            let message = Bilingual::new("技術の説明に構成要素となる語がありません", english);
            HttpError::invalid(vec![Item::new(place("description"), "no-element", message)])
        }
        QueryError::TooManyElements { elements, limit } => {
            let message = Bilingual::new(
                format!(
                    "構成要素は {limit} 個 (coverage.elements) までです (この技術は {elements} 個に分かれます)"
                ),
                format!("{english}; shorten the text, or give fewer elements"),
            );
            HttpError::invalid(vec![Item::new(place("elements"), "too-many", message)])
        }
        QueryError::TechniqueTooLong { chars, limit } => {
            let message = Bilingual::new(
                format!("技術の説明は {limit} 文字 (coverage.chars) までです (この請求項は {chars} 文字)"),
                format!("{english}; give its elements instead"),
            );
            HttpError::invalid(vec![Item::new(place("claim"), "too-long", message)])
        }
        QueryError::UnknownClaim { id, number, last } => {
            let japanese = match last {
                0 => format!("{id} の請求項は索引にありません"),
                last => format!("{id} に請求項{number}はありません (最後は請求項{last})"),
            };
            let item = Item::new(place("claim"), "unknown-claim", Bilingual::new(japanese, english));
            HttpError { kind: ProblemKind::InvalidRequest, ..HttpError::invalid(vec![item]) }
        }
        other => other.into(),
    }
}

/// Where parameters of a URL stand.
pub(crate) fn in_url(name: &str) -> Place {
    Place::Parameter(name.to_owned())
}

/// Where the members of a body stand.
pub(crate) fn in_body(name: &str) -> Place {
    Place::Pointer(format!("/{name}"))
}
