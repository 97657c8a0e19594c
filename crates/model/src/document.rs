use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Article, ArticleId, Date, Invalid, Patent, PublicationNumber, Text, newtype::as_json_string};

/// What an index holds: one patent publication or one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Document {
    Patent(Box<Patent>),
    Article(Box<Article>),
}

impl Document {
    pub fn id(&self) -> DocumentId {
        match self {
            Self::Patent(patent) => DocumentId::Patent(patent.number.clone()),
            Self::Article(article) => DocumentId::Article(article.id.clone()),
        }
    }

    pub fn document_type(&self) -> DocumentType {
        match self {
            Self::Patent(_) => DocumentType::Patent,
            Self::Article(_) => DocumentType::Article,
        }
    }

    pub fn titles(&self) -> &[Text] {
        match self {
            Self::Patent(patent) => &patent.titles,
            Self::Article(article) => &article.titles,
        }
    }

    pub fn abstracts(&self) -> &[Text] {
        match self {
            Self::Patent(patent) => &patent.abstracts,
            Self::Article(article) => &article.abstracts,
        }
    }

    pub fn published(&self) -> Option<Date> {
        match self {
            Self::Patent(patent) => patent.published,
            Self::Article(article) => article.published,
        }
    }

    /// True for a document invented for demonstration and tests.
    pub fn is_invented(&self) -> bool {
        match self {
            Self::Patent(patent) => patent.invented,
            Self::Article(article) => article.invented,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DocumentType {
    Patent,
    Article,
}

impl DocumentType {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Patent => "patent",
            Self::Article => "article",
        }
    }
}

/// The stable public identifier: `JP-2010228687-A`, `doi:10.1000/182`, `pmc:PMC1234567`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentId {
    Patent(PublicationNumber),
    Article(ArticleId),
}

impl FromStr for DocumentId {
    type Err = Invalid;

    /// Reads the canonical form only; `read_number` reads what people write.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        if text.contains(':') { text.parse().map(Self::Article) } else { text.parse().map(Self::Patent) }
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Patent(number) => number.fmt(f),
            Self::Article(id) => id.fmt(f),
        }
    }
}

as_json_string!(DocumentId, "DocumentId", "Stable identifier of a document", "^.+$");
