//! The members of one document's family.

use indexer::Generation;
use model::{Document, DocumentId};
use tantivy::DocAddress;

use super::{Families, FamilyDefinition};
use crate::QueryError;

/// A document's family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// Members in the index, the document itself included.
    pub size: u64,
    /// The members, in the order of the index, without abstracts, claims, what they cite, and descriptions or bodies; at
    /// most as many as asked for.
    pub members: Vec<Document>,
}

/// The family of a document of the index, by its canonical id; `None` where the index lacks it.
pub fn family_of(
    generation: &Generation,
    id: &DocumentId,
    definition: FamilyDefinition,
    limit: usize,
) -> Result<Option<Family>, QueryError> {
    let all = family_addresses(generation, id, definition)?;
    if all.is_empty() {
        return Ok(None);
    }
    let mut members = Vec::new();
    for address in all.iter().take(limit) {
        members.push(generation.front(*address)?);
    }
    Ok(Some(Family { size: all.len() as u64, members }))
}

/// Where the members of a document's family are, in the order of the index; none where the index lacks it.
pub(crate) fn family_addresses(
    generation: &Generation,
    id: &DocumentId,
    definition: FamilyDefinition,
) -> Result<Vec<DocAddress>, QueryError> {
    let Some(address) = generation.address(id)? else { return Ok(Vec::new()) };
    let families = Families::of(generation)?;
    let family = families.family(definition, families.document(address));
    let members = families.members(definition, family);
    Ok(members.iter().map(|document| families.address(*document)).collect())
}
