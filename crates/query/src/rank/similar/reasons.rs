//! Why a document is similar: what it shares with the source.

use std::collections::BTreeSet;

use model::{Document, DocumentId};

use crate::{Explained, Explanation, Hit, means_same_document};

/// Shared terms that are named.
const TERMS: usize = 10;

/// Why a hit is similar.
#[derive(Debug, Clone, PartialEq)]
pub struct Reasons {
    /// The terms that gave most of the score, at most ten, by what they gave.
    pub terms: Vec<SharedTerm>,
    /// Symbols of IPC, CPC and FI that both carry, in full.
    pub classes: Vec<String>,
    /// Whether the source cites it.
    pub is_cited: bool,
    /// Whether it cites the source.
    pub is_citing: bool,
    /// References that both cite.
    pub references: Vec<String>,
}

/// A term of the source that a hit has.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedTerm {
    pub name: String,
    /// What it adds to the score.
    pub value: f64,
}

/// What is compared of the source; nothing of a text.
pub(super) struct Source {
    id: Option<DocumentId>,
    classes: BTreeSet<String>,
    references: Vec<String>,
}

impl Source {
    pub(super) fn new(document: Option<&Document>) -> Self {
        Self {
            id: document.map(Document::id),
            classes: document.map(classes).unwrap_or_default(),
            references: document.map(references).unwrap_or_default(),
        }
    }

    pub(super) fn reasons(&self, hit: &Hit) -> Reasons {
        let its = references(&hit.document);
        let names = |references: &[String], id: &DocumentId| {
            references.iter().any(|reference| means_same_document(reference, &id.to_string()))
        };
        let shared = |one: &&String| its.iter().any(|other| means_same_document(one, other));
        Reasons {
            terms: hit.explanation.as_ref().map(shared_terms).unwrap_or_default(),
            classes: self.classes.intersection(&classes(&hit.document)).cloned().collect(),
            is_cited: names(&self.references, &hit.id),
            is_citing: self.id.as_ref().is_some_and(|id| names(&its, id)),
            references: self.references.iter().filter(shared).cloned().collect(),
        }
    }
}

fn shared_terms(explanation: &Explanation) -> Vec<SharedTerm> {
    let mut terms = Vec::new();
    explanation.each(&mut |part| {
        if let Explained::Term { name, .. } = &part.what {
            terms.push(SharedTerm { name: name.clone(), value: part.value });
        }
    });
    terms.sort_by(|a, b| b.value.total_cmp(&a.value).then_with(|| a.name.cmp(&b.name)));
    terms.truncate(TERMS);
    terms
}

fn classes(document: &Document) -> BTreeSet<String> {
    match document {
        Document::Patent(patent) => {
            let symbols = patent.ipc.iter().chain(&patent.cpc).map(|class| class.symbol.to_string());
            symbols.chain(patent.fi.iter().map(ToString::to_string)).collect()
        }
        Document::Article(_) => BTreeSet::new(),
    }
}

/// The numbers and DOIs that a document cites, once each.
fn references(document: &Document) -> Vec<String> {
    let all: BTreeSet<String> = match document {
        Document::Patent(patent) => {
            let numbers = patent.citations.iter().filter_map(|citation| citation.number.as_ref());
            let dois = patent.literature.iter().filter_map(|citation| citation.doi.as_ref());
            numbers.map(ToString::to_string).chain(dois.map(|doi| format!("doi:{doi}"))).collect()
        }
        Document::Article(article) => {
            let of_reference = |reference: &model::Reference| match (&reference.doi, &reference.patent) {
                (Some(doi), _) => Some(format!("doi:{doi}")),
                (None, Some(patent)) => Some(patent.to_string()),
                (None, None) => None,
            };
            article.references.iter().filter_map(of_reference).collect()
        }
    };
    all.into_iter().collect()
}
