use model::Document;
use serde::Serialize;
use utoipa::ToSchema;

/// One document in chizai's exchange form, with what the index knows around it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DocumentResponse {
    pub generation: String,
    pub id: String,
    /// The document in the exchange form (the form of chizai's JSON Lines).
    #[schema(value_type = Object)]
    pub document: Document,
    pub links: DocumentLinks,
}

/// Addresses of what a document is connected with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocumentLinks {
    /// This answer, by its canonical address.
    #[serde(rename = "self")]
    pub self_href: String,
    /// The page for people.
    pub page: String,
    /// Other members of the family that are in the index.
    pub family: Vec<CitedLink>,
    /// What it cites, where the index holds that.
    pub cites: Vec<CitedLink>,
    /// Documents of the index that cite it.
    pub cited_by: Vec<CitedLink>,
}

/// A document of the index that another one is connected with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CitedLink {
    pub id: String,
    pub title: String,
    pub language: String,
    /// Its JSON form.
    pub href: String,
}
