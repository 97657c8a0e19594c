use export::Selection;
use model::Document;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::{Explanation, Hit, Passage, SearchResponse};

/// A document of a page of which only some parts were asked for.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SelectedHit {
    #[schema(example = "JP-2010228687-A")]
    pub id: String,
    /// The parts, along their paths.
    #[schema(value_type = Object)]
    pub fields: Map<String, Value>,
    /// Best first; present where `highlight` is true.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub passages: Vec<Passage>,
    /// Present where `explain` is true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

/// One document of which only some parts were asked for.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SelectedDocument {
    pub generation: String,
    pub id: String,
    /// The parts, along their paths.
    #[schema(value_type = Object)]
    pub fields: Map<String, Value>,
}

/// A page whose hits are reduced to the selected parts of their documents, which stand in the order of the hits.
pub(crate) fn with_selected_hits(
    mut response: SearchResponse,
    documents: &[Document],
    selection: &Selection,
) -> Value {
    let hits: Vec<Hit> = std::mem::take(&mut response.hits);
    let hits: Vec<SelectedHit> = hits
        .into_iter()
        .zip(documents)
        .map(|(hit, document)| SelectedHit {
            id: hit.id,
            fields: selection.pick(document),
            passages: hit.passages,
            explanation: hit.explanation,
        })
        .collect();
    let mut answer = json!(response);
    answer["hits"] = json!(hits);
    answer
}
