//! The document of the index whose claim is the technique.

use indexer::Generation;
use model::{Claim, Document, DocumentId, Language};

use crate::{FamilyDefinition, QueryError, family::family_addresses};

pub(super) struct Source {
    /// Without its description.
    pub(super) document: Document,
    /// It and all members of its extended family.
    pub(super) family: Vec<DocumentId>,
}

impl Source {
    pub(super) fn of(generation: &Generation, id: &DocumentId) -> Result<Self, QueryError> {
        let unknown = || QueryError::UnknownDocument { id: id.to_string() };
        let document = generation.head(generation.address(id)?.ok_or_else(unknown)?)?;
        let mut family = Vec::new();
        for address in family_addresses(generation, id, FamilyDefinition::Extended)? {
            family.push(generation.front(address)?.id());
        }
        Ok(Self { document, family })
    }

    /// The text of a claim, in a language or in the first that the document has it in.
    pub(super) fn claim(&self, number: u32, language: Option<Language>) -> Result<&str, QueryError> {
        let claims: &[Claim] = match &self.document {
            Document::Patent(patent) => &patent.claims,
            Document::Article(_) => &[],
        };
        let is_asked = |claim: &&Claim| {
            claim.number == number && language.is_none_or(|language| claim.language == language)
        };
        let found = claims.iter().find(is_asked);
        let last = claims.iter().map(|claim| claim.number).max().unwrap_or(0);
        let unknown = || QueryError::UnknownClaim { id: self.document.id().to_string(), number, last };
        found.map(|claim| claim.text.as_str()).ok_or_else(unknown)
    }
}
