//! What a document cites, as it is stored, and how much of it is read.

use std::borrow::Cow;

use model::{Document, LiteratureCitation, PatentCitation, Reference};
use serde::{Deserialize, Serialize};

/// What a document cites, in its own order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cited {
    /// Of a patent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<PatentCitation>,
    /// Of a patent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub literature: Vec<LiteratureCitation>,
    /// Of an article.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
}

/// Of the same, numbers and DOIs as they are written, so that nothing else is parsed.
#[derive(Deserialize)]
pub(super) struct CitedIds<'j> {
    #[serde(default, borrow)]
    citations: Vec<CitedId<'j>>,
    #[serde(default, borrow)]
    literature: Vec<CitedId<'j>>,
    #[serde(default, borrow)]
    references: Vec<CitedId<'j>>,
}

/// A citation or reference.
#[derive(Deserialize)]
struct CitedId<'j> {
    #[serde(borrow)]
    number: Option<Cow<'j, str>>,
    #[serde(borrow)]
    doi: Option<Cow<'j, str>>,
    #[serde(borrow)]
    patent: Option<Cow<'j, str>>,
}

impl Cited {
    pub(super) fn take(document: &mut Document) -> Self {
        match document {
            Document::Patent(patent) => Self {
                citations: std::mem::take(&mut patent.citations),
                literature: std::mem::take(&mut patent.literature),
                references: Vec::new(),
            },
            Document::Article(article) => {
                Self { references: std::mem::take(&mut article.references), ..Self::default() }
            }
        }
    }

    /// Of a document of the same type.
    pub(super) fn put(self, document: &mut Document) {
        match document {
            Document::Patent(patent) => {
                (patent.citations, patent.literature) = (self.citations, self.literature);
            }
            Document::Article(article) => article.references = self.references,
        }
    }
}

impl CitedIds<'_> {
    /// Patents by their numbers, articles by `doi:…`; what has neither is left out.
    pub(super) fn into_ids(self) -> Vec<String> {
        let all = self.citations.into_iter().chain(self.literature).chain(self.references);
        let id = |one: CitedId<'_>| match one.doi {
            Some(doi) => Some(format!("doi:{doi}")),
            None => one.number.or(one.patent).map(Cow::into_owned),
        };
        all.filter_map(id).collect()
    }
}
