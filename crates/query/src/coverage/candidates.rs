//! The documents whose claims are judged.
//!
//! They are the best of a search of the whole technique, at most `coverage.candidates`, and the best of a search of
//! each element, at most `coverage.element_candidates` each: a document that says one element well is not lost where
//! the others outweigh it.

use std::collections::HashSet;

use indexer::Generation;
use model::DocumentId;

use super::{document::Candidate, element::Element};
use crate::{Across, Filter, QueryError, Scope, SearchRequest, parse::free_text, rank::search};

pub(super) struct Candidates<'s> {
    pub(super) generation: &'s Generation,
    /// What narrows them.
    pub(super) scope: &'s Scope,
    pub(super) across: &'s Across,
    /// The family of the document whose claim the technique is.
    pub(super) left_out: &'s [DocumentId],
}

impl Candidates<'_> {
    /// Each document once, with the score of the first search that found it where that was of the whole technique.
    pub(super) fn of_technique(
        &self,
        text: &str,
        elements: &[Element],
    ) -> Result<Vec<Candidate>, QueryError> {
        let settings = &self.generation.config().ranking.coverage;
        let mut found = self.found(text, &[], settings.candidates)?;
        let mut known: HashSet<DocumentId> = found.iter().map(|candidate| candidate.id.clone()).collect();
        for element in elements {
            for candidate in self.found(&element.text, &[], settings.element_candidates)? {
                if known.insert(candidate.id.clone()) {
                    found.push(Candidate { score: 0.0, ..candidate });
                }
            }
        }
        Ok(found)
    }

    /// The best documents for a text.
    pub(super) fn found(
        &self,
        text: &str,
        filters: &[Filter],
        wanted: usize,
    ) -> Result<Vec<Candidate>, QueryError> {
        let request = SearchRequest {
            filters: self.scope.filters.iter().chain(filters).cloned().collect(),
            size: wanted + self.left_out.len(),
            highlight: false,
            across: self.across.clone(),
            ..SearchRequest::new(self.scope.narrow(free_text(text)))
        };
        let page = search(self.generation, &request)?;
        let mut found = Vec::with_capacity(wanted);
        for hit in page.hits.into_iter().filter(|hit| !self.left_out.contains(&hit.id)).take(wanted) {
            let unknown = || QueryError::UnknownDocument { id: hit.id.to_string() };
            let address = self.generation.address(&hit.id)?.ok_or_else(unknown)?;
            let (score, value) = (hit.score, (0.0, 0.0));
            let document = hit.document()?;
            found.push(Candidate { id: hit.id, document, score, address, value });
        }
        Ok(found)
    }
}
