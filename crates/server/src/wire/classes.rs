use serde::Serialize;
use utoipa::ToSchema;

/// The classification schemes that are installed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SchemesResponse {
    /// The generation of the index that the schemes stand beside.
    pub generation: String,
    pub schemes: Vec<SchemeDescription>,
}

/// An installed scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SchemeDescription {
    /// `ipc`, `cpc`, `fi` or `fterm`: also the field to search.
    #[schema(example = "cpc")]
    pub scheme: String,
    /// The edition as its file names it.
    #[schema(example = "2019-08-01")]
    pub version: String,
    /// Whether these are some of the scheme's classes only.
    pub excerpt: bool,
    /// How many classes it has.
    pub classes: u64,
    /// Changes whenever the scheme does.
    pub fingerprint: String,
    /// The address of its top classes.
    pub href: String,
}

/// The top classes of a scheme, or those whose titles have the words asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClassesResponse {
    pub generation: String,
    pub scheme: SchemeDescription,
    /// Classes that there are, of which `classes` may be the first.
    pub total: u64,
    pub classes: Vec<ClassItem>,
}

/// One class with what contains it and what is directly below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClassResponse {
    pub generation: String,
    pub scheme: SchemeDescription,
    pub class: ClassItem,
    /// How many classes contain it.
    pub level: u64,
    /// Dots before the title, for classes below a main group or viewpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dots: Option<u64>,
    /// What contains it, the widest first.
    pub ancestors: Vec<ClassItem>,
    /// What is directly below it, in the scheme's order.
    pub children: Vec<ClassItem>,
}

/// A class in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClassItem {
    #[schema(example = "H01M10/0525")]
    pub symbol: String,
    /// In the languages at hand, the reader's first.
    pub titles: Vec<ClassTitle>,
    /// Documents that carry this very symbol.
    pub documents: u64,
    /// Documents that carry it or anything below it.
    pub documents_below: u64,
    /// Its address.
    pub href: String,
}

/// A title of a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClassTitle {
    #[schema(example = "ja")]
    pub language: String,
    pub text: String,
}
