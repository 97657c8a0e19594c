use serde::Serialize;
use utoipa::ToSchema;

/// The fields that a query can name, and the parts of documents that an answer can be reduced to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldsResponse {
    pub fields: Vec<FieldDescription>,
    /// What the operators of the fields are.
    pub operators: Vec<OperatorDescription>,
    /// The paths that `fields` of a search, a document or an export takes.
    pub paths: Vec<PathDescription>,
    /// What `facets` of a search takes.
    pub facets: Vec<FacetDescription>,
}

/// A field whose values are counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetDescription {
    #[schema(example = "ipc.group")]
    pub name: String,
    /// The filter, and the field of a query, that takes its values.
    #[schema(example = "ipc")]
    pub filter: String,
}

/// A part of documents that can be asked for by path. The part of a path before its dot names all below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PathDescription {
    #[schema(example = "claims.independent")]
    pub path: String,
    pub description: String,
    /// Whether `.ja`, `.en` or another language may follow; the values stand by language.
    pub by_language: bool,
}

/// What can be written after a field's name and colon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OperatorDescription {
    #[schema(example = "truncation")]
    pub name: String,
    /// How it is written.
    #[schema(example = "title:*lyte, title:wom?n, title:colo[?]r")]
    pub form: String,
}

/// One field, as a user of the query syntax needs to know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldDescription {
    #[schema(example = "claims")]
    pub name: String,
    /// Other names that mean the same.
    pub aliases: Vec<String>,
    /// `text`, `name`, `keyword`, `class`, `number`, `date`, …
    pub kind: String,
    pub description: String,
    /// What can be written after the colon, by the names of `operators`.
    pub operators: Vec<String>,
    #[schema(example = "claims:\"固体電解質層\"")]
    pub example: String,
}
