//! Finds what is similar to a document or a text, for the API and the pages alike.

use std::time::Instant;

use export::Selection;
use indexer::Generation;
use model::{Document, DocumentId};
use query::{Before, Hit, SimilarPage, SimilarRequest, SimilarTo};

use crate::{
    AppState, HttpError, InterfaceLanguage,
    error::Item,
    request::{Given, SearchParameters, before, similar_text},
    resolve,
    search::{PlaceOf, Prepared, generation_for, in_gate, prepare},
    wire::{self, SearchContext, SimilarResponse},
};

/// What similar documents are asked for, as it was written.
pub(crate) enum Written {
    /// A number in any accepted form, or a DOI.
    Document(String),
    /// The parameter `text` is one.
    Text,
}

/// A question for similar documents that is ready to be answered.
pub(crate) struct Asked {
    to: To,
    before: Option<Before>,
    prepared: Prepared,
    selection: Option<Selection>,
}

enum To {
    Document(String),
    Text(String),
}

/// The answer, and what it was made of.
pub(crate) struct Answered {
    pub(crate) response: SimilarResponse,
    /// The document asked about.
    pub(crate) document: Option<Document>,
    /// The parts that are wanted of the hits' documents, which stand in the order of the hits.
    pub(crate) selected: Option<(Selection, Vec<Document>)>,
}

impl Asked {
    /// Judges what was given; all that is wrong is reported at once.
    pub(crate) fn read(
        state: &AppState,
        mut given: Given,
        to: Written,
        place: PlaceOf,
    ) -> Result<Self, HttpError> {
        let config = state.config();
        let before = before(&mut given);
        let to = match to {
            Written::Document(written) => To::Document(written),
            Written::Text => To::Text(similar_text(&mut given, config.query_chars_max)),
        };
        let parameters =
            SearchParameters::read(given, config).map_err(|items: Vec<Item>| HttpError::invalid(items))?;
        let prepared = prepare(&parameters, place)?;
        Ok(Self { to, before, prepared, selection: parameters.selection })
    }

    /// Finds similar documents behind the gate.
    pub(crate) async fn answer(
        self,
        state: &AppState,
        language: InterfaceLanguage,
    ) -> Result<Answered, HttpError> {
        let generation = generation_for(state, self.prepared.request.cursor.as_ref())?;
        let started = Instant::now();
        let answered = in_gate(state, move || self.answered(&generation, language)).await??;
        state.metrics().search(started.elapsed());
        Ok(answered)
    }

    fn answered(self, generation: &Generation, language: InterfaceLanguage) -> Result<Answered, HttpError> {
        let (to, document) = match self.to {
            To::Text(text) => (SimilarTo::Text(text), None),
            To::Document(written) => {
                let document = resolve::document(generation, &written)?;
                let id: DocumentId = document.id();
                (SimilarTo::Document(id), Some(document))
            }
        };
        let started = Instant::now();
        let Prepared { request: search, problems, .. } = self.prepared;
        let request = SimilarRequest { to, before: self.before, search };
        let found: SimilarPage = query::similar(generation, &request)?;
        let context = SearchContext { language, took: started.elapsed() };
        let about = (&request.to, document.as_ref());
        let mut response = wire::similar_response(&found, about, self.before, &problems, &context);
        let is_across = !request.search.across.into.is_empty();
        response.page.translations = is_across.then(|| wire::translations(&found.page));
        let documents = || found.page.hits.iter().map(Hit::document).collect::<Result<Vec<_>, _>>();
        let selected = self.selection.map(|selection| Ok::<_, HttpError>((selection, documents()?)));
        Ok(Answered { response, document, selected: selected.transpose()? })
    }
}

impl Answered {
    /// The answer as JSON; hits hold only the selected parts where parts were selected.
    pub(crate) fn json(self) -> Result<serde_json::Value, HttpError> {
        let to_json =
            |response: &SimilarResponse| serde_json::to_value(response).map_err(HttpError::internal);
        let Some((selection, documents)) = self.selected else { return to_json(&self.response) };
        let mut answer = to_json(&self.response)?;
        let selected = wire::with_selected_hits(self.response.page, &documents, &selection);
        answer["hits"] = selected["hits"].clone();
        Ok(answer)
    }
}
