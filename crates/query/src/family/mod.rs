//! Patent families: what they are, and which of a generation's documents belong together.
//!
//! | family | documents that belong together |
//! |---|---|
//! | simple | those that claim the priority of the same set of applications, as DOCDB's simple family; those to which the source gives the same family id |
//! | extended | those connected by a shared priority application, directly or through other documents, as the INPADOC extended family |
//!
//! A document that claims no priority stands with those that claim the priority of its own application. A document
//! without any application or family id (articles) is a family of one. Every extended family is a union of simple
//! ones. Only documents of the index are known: two documents are not connected by one that the index lacks.

mod joiner;
mod members;
mod shared_values;
mod tables;

use std::str::FromStr;

use model::{Date, Document, DocumentId, Language, OfficeCode, Text};

pub(crate) use members::family_addresses;
pub use members::{Family, family_of};
pub use tables::Families;

use crate::{Problem, ProblemCode};

/// A way of putting documents into families.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FamilyDefinition {
    /// The same set of priority applications.
    Simple,
    /// Connected by shared priority applications.
    Extended,
}

impl FamilyDefinition {
    pub const ALL: [Self; 2] = [Self::Simple, Self::Extended];

    /// `simple` or `extended`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Extended => "extended",
        }
    }
}

/// Whether hits are documents or families.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Collapse {
    /// Each document is a hit.
    #[default]
    None,
    Simple,
    Extended,
}

impl FamilyDefinition {
    /// The definition in a sentence of English, with its name in practice.
    pub fn text(self) -> &'static str {
        match self {
            Self::Simple => {
                "documents that claim the priority of the same set of applications (as DOCDB's simple family), or that the source puts into one family"
            }
            Self::Extended => {
                "documents connected by a shared priority application, directly or through other documents (as the INPADOC extended family), or that the source puts into one family"
            }
        }
    }

    /// The definition in Japanese.
    pub fn text_ja(self) -> &'static str {
        match self {
            Self::Simple => {
                "優先権主張の基礎出願の組が同じ文献 (DOCDB シンプルファミリーと同じ考え方)、または情報源が同じファミリーとする文献"
            }
            Self::Extended => {
                "基礎出願の共有を直接または他の文献を介してたどれる文献 (INPADOC 拡張ファミリーと同じ考え方)、または情報源が同じファミリーとする文献"
            }
        }
    }
}

impl Collapse {
    pub fn definition(self) -> Option<FamilyDefinition> {
        match self {
            Self::None => None,
            Self::Simple => Some(FamilyDefinition::Simple),
            Self::Extended => Some(FamilyDefinition::Extended),
        }
    }

    /// `none`, `simple` or `extended`.
    pub fn as_str(self) -> &'static str {
        self.definition().map_or("none", FamilyDefinition::as_str)
    }
}

/// Which of a family's matching documents stands for it. Its place among the hits is that of its best one, always.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Representative {
    /// The one that comes first in the order of hits.
    #[default]
    Rank,
    /// One with a text in the first of these languages that any has; among several the first in the order.
    Language(Vec<Language>),
    /// One of the first of these offices that any is of; among several the first in the order.
    Office(Vec<OfficeCode>),
}

impl std::fmt::Display for Representative {
    /// As the `representative` parameter takes it: `rank`, `language:ja,en`, `office:JP,US`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        fn joined<T: ToString>(values: &[T]) -> String {
            values.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
        }
        match self {
            Self::Rank => f.write_str("rank"),
            Self::Language(languages) => write!(f, "language:{}", joined(languages)),
            Self::Office(offices) => write!(f, "office:{}", joined(offices)),
        }
    }
}

impl FromStr for Representative {
    type Err = Problem;

    /// Reads `rank`, `language:ja,en` and `office:JP,US`.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let (name, values) = text.trim().split_once(':').unwrap_or((text.trim(), ""));
        let values = || values.split(',').map(str::trim).filter(|value| !value.is_empty());
        let read = match name {
            "rank" if values().next().is_none() => Some(Self::Rank),
            "language" => values().map(|value| value.parse().ok()).collect::<Option<_>>().map(Self::Language),
            "office" => values().map(|value| value.parse().ok()).collect::<Option<_>>().map(Self::Office),
            _ => None,
        };
        let is_empty = matches!(&read, Some(Self::Language(values)) if values.is_empty())
            || matches!(&read, Some(Self::Office(values)) if values.is_empty());
        read.filter(|_| !is_empty).ok_or_else(|| Problem {
            code: ProblemCode::InvalidValue,
            char_range: 0..text.chars().count(),
            subject: text.to_owned(),
            message: format!("{text:?} does not say which document stands for a family"),
            suggestions: ["rank", "language:ja,en", "office:JP,US"].map(str::to_owned).to_vec(),
        })
    }
}

/// Families among the matching documents, exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FamilyCounts {
    pub simple: u64,
    pub extended: u64,
}

/// The family that a hit stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyOfHit {
    /// Members in the index.
    pub size: u64,
    /// Members that match.
    pub matched: u64,
    /// The members in the index, those that match first, each part in the order of the index; at most
    /// `limits.family_members` of `ranking.toml`.
    pub members: Vec<FamilyMember>,
}

/// A document as a member of a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyMember {
    pub id: DocumentId,
    /// Whether the query finds it.
    pub matched: bool,
    pub titles: Vec<Text>,
    pub published: Option<Date>,
}

impl FamilyMember {
    pub(crate) fn of(document: &Document, matched: bool) -> Self {
        let titles = document.titles().to_vec();
        Self { id: document.id(), matched, titles, published: document.published() }
    }
}
