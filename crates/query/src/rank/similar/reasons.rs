//! Why a document is similar: what it shares with the source.

use std::collections::BTreeSet;

use indexer::{Cited, IndexError, StoredDocument, View};
use model::{Document, DocumentId, SchemeKind};

use crate::{Explained, Explanation, Hit, means_same_document};

/// Shared terms that are named.
const TERMS: usize = 10;

/// Why a hit is similar.
#[derive(Debug, Clone, PartialEq)]
pub struct Reasons {
    /// The terms that gave most of the score, at most ten, by what they gave.
    pub terms: Vec<SharedTerm>,
    /// How many terms gave some of it.
    pub term_count: usize,
    /// Symbols that both carry in one scheme, in full, by scheme and symbol.
    pub classes: Vec<SharedClass>,
    /// Whether the source cites it.
    pub is_cited: bool,
    /// Whether it cites the source.
    pub is_citing: bool,
    /// References that both cite, as the source has them.
    pub references: Vec<String>,
}

/// A term of the source that a hit has.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedTerm {
    pub name: String,
    pub view: View,
    /// What it adds to the score.
    pub value: f64,
}

/// A class that the source and a hit carry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SharedClass {
    pub scheme: SchemeKind,
    pub symbol: String,
}

/// What is compared of the source; nothing of a text.
pub(super) struct Source {
    id: Option<DocumentId>,
    classes: BTreeSet<SharedClass>,
    references: Vec<String>,
}

impl Source {
    pub(super) fn new(stored: Option<&StoredDocument>) -> Result<Self, IndexError> {
        let document = stored.map(StoredDocument::front);
        let cited = stored.map(StoredDocument::cited).transpose()?;
        Ok(Self {
            id: document.map(Document::id),
            classes: document.map(classes).unwrap_or_default(),
            references: cited.as_ref().map(references).unwrap_or_default(),
        })
    }

    pub(super) fn reasons(&self, hit: &Hit) -> Result<Reasons, IndexError> {
        let its = references(&hit.stored.cited()?);
        let names = |references: &[String], id: &DocumentId| {
            references.iter().any(|reference| means_same_document(reference, &id.to_string()))
        };
        let shared = |one: &&String| its.iter().any(|other| means_same_document(one, other));
        let mut terms = hit.explanation.as_ref().map(shared_terms).unwrap_or_default();
        let term_count = terms.len();
        terms.truncate(TERMS);
        Ok(Reasons {
            terms,
            term_count,
            classes: self.classes.intersection(&classes(hit.front())).cloned().collect(),
            is_cited: names(&self.references, &hit.id),
            is_citing: self.id.as_ref().is_some_and(|id| names(&its, id)),
            references: self.references.iter().filter(shared).cloned().collect(),
        })
    }
}

/// By what they gave, most first.
fn shared_terms(explanation: &Explanation) -> Vec<SharedTerm> {
    let mut terms = Vec::new();
    explanation.each(&mut |part| {
        if let Explained::Term { name, statistics } = &part.what {
            terms.push(SharedTerm { name: name.clone(), view: statistics.view, value: part.value });
        }
    });
    terms.sort_by(|a, b| b.value.total_cmp(&a.value).then_with(|| a.name.cmp(&b.name)));
    terms
}

fn classes(document: &Document) -> BTreeSet<SharedClass> {
    let Document::Patent(patent) = document else { return BTreeSet::new() };
    let of = |scheme, symbol: String| SharedClass { scheme, symbol };
    let ipc = patent.ipc.iter().map(|class| of(SchemeKind::Ipc, class.symbol.to_string()));
    let cpc = patent.cpc.iter().map(|class| of(SchemeKind::Cpc, class.symbol.to_string()));
    let fi = patent.fi.iter().map(|symbol| of(SchemeKind::Fi, symbol.to_string()));
    let f_terms = patent.f_terms.iter().map(|symbol| of(SchemeKind::FTerm, symbol.to_string()));
    ipc.chain(cpc).chain(fi).chain(f_terms).collect()
}

/// The numbers and DOIs that a document cites, once each.
fn references(cited: &Cited) -> Vec<String> {
    let numbers = cited.citations.iter().filter_map(|citation| citation.number.as_ref());
    let dois = cited.literature.iter().filter_map(|citation| citation.doi.as_ref());
    let of_reference = |reference: &model::Reference| match (&reference.doi, &reference.patent) {
        (Some(doi), _) => Some(format!("doi:{doi}")),
        (None, Some(patent)) => Some(patent.to_string()),
        (None, None) => None,
    };
    let all: BTreeSet<String> = numbers
        .map(ToString::to_string)
        .chain(dois.map(|doi| format!("doi:{doi}")))
        .chain(cited.references.iter().filter_map(of_reference))
        .collect();
    all.into_iter().collect()
}
