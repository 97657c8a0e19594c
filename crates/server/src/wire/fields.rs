use serde::Serialize;
use utoipa::ToSchema;

/// The fields that a query can name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldsResponse {
    pub fields: Vec<FieldDescription>,
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
    /// What can be written after the colon.
    pub operators: Vec<String>,
    #[schema(example = "claims:\"固体電解質層\"")]
    pub example: String,
}
