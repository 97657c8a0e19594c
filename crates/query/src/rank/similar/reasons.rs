//! Why a document is similar: what it shares with the source.

use std::collections::{BTreeSet, HashMap};

use indexer::{IndexError, StoredDocument, View};
use model::{Document, SchemeKind};

use crate::{Explained, Explanation, Hit, means_same_document, split_reference};

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
    id: Option<String>,
    classes: BTreeSet<SharedClass>,
    /// Ids of what it cites, once each, in their order.
    references: Vec<String>,
    /// The places of references by what they are but for a kind.
    by_base: HashMap<String, Vec<usize>>,
}

impl Source {
    pub(super) fn new(stored: Option<&StoredDocument>) -> Result<Self, IndexError> {
        let document = stored.map(StoredDocument::front);
        let cited = stored.map(StoredDocument::cited_ids).transpose()?;
        let cited: BTreeSet<String> = cited.into_iter().flatten().collect();
        let references: Vec<String> = cited.into_iter().collect();
        let mut by_base: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, reference) in references.iter().enumerate() {
            by_base.entry(split_reference(reference).0.to_owned()).or_default().push(place);
        }
        Ok(Self {
            id: document.map(|document| document.id().to_string()),
            classes: document.map(classes).unwrap_or_default(),
            references,
            by_base,
        })
    }

    pub(super) fn reasons(&self, hit: &Hit) -> Result<Reasons, IndexError> {
        let its = hit.stored.cited_ids()?;
        let shared: BTreeSet<usize> = its.iter().flat_map(|reference| self.meant(reference)).collect();
        let mut terms = match &hit.explanation {
            Some(explanation) => shared_terms(explanation),
            None => hit.shares.clone(),
        };
        // Terms of the same value and name come in the order of the query.
        terms.sort_by(|a, b| b.value.total_cmp(&a.value).then_with(|| a.name.cmp(&b.name)));
        let term_count = terms.len();
        terms.truncate(TERMS);
        let is_source = |id: &String| its.iter().any(|reference| means_same_document(reference, id));
        Ok(Reasons {
            terms,
            term_count,
            classes: self.classes.intersection(&classes(hit.front())).cloned().collect(),
            is_cited: self.meant(&hit.id.to_string()).next().is_some(),
            is_citing: self.id.as_ref().is_some_and(is_source),
            references: shared.into_iter().map(|place| self.references[place].clone()).collect(),
        })
    }

    /// The places of its references that mean the same document as another one.
    fn meant<'s>(&'s self, other: &'s str) -> impl Iterator<Item = usize> + 's {
        let of_base = self.by_base.get(split_reference(other).0).into_iter().flatten().copied();
        of_base.filter(move |place| means_same_document(&self.references[*place], other))
    }
}

/// In the order of the query.
fn shared_terms(explanation: &Explanation) -> Vec<SharedTerm> {
    let mut terms = Vec::new();
    explanation.each(&mut |part| {
        if let Explained::Term { name, statistics } = &part.what {
            terms.push(SharedTerm { name: name.clone(), view: statistics.view, value: part.value });
        }
    });
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
