//! Which patents of the ledger belong to a technology field: what its searches and classes find in the index.

use std::{
    collections::HashMap,
    fmt::Write,
    sync::{Arc, Mutex, PoisonError},
};

use commons::{Field, Snapshot, Version};
use indexer::Generation;
use model::DocumentId;
use query::{QueryError, SearchRequest};

/// Members of the fields that were asked for last, each with what they depend on.
#[derive(Debug, Default)]
pub(crate) struct FieldListings(Mutex<HashMap<String, (Basis, Arc<Members>)>>);

/// What the members of a field depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Basis {
    generation: String,
    version: u32,
    /// Patents of the ledger: they are never fewer, and each keeps its place.
    n_patents: usize,
}

/// Places of patents in the ledger, in ascending order.
#[derive(Debug, Default)]
pub(crate) struct Members(Vec<usize>);

impl Members {
    pub(crate) fn contains(&self, place: usize) -> bool {
        self.0.binary_search(&place).is_ok()
    }
}

/// The query that finds a field's documents.
pub(crate) fn field_query(field: &Field) -> String {
    let mut query = String::new();
    for search in &field.searches {
        // Writing to a string does not fail.
        _ = write!(query, "{}({search})", if query.is_empty() { "" } else { " OR " });
    }
    for class in &field.classes {
        let separator = if query.is_empty() { "" } else { " OR " };
        _ = write!(query, "{separator}ipc:{class}* OR cpc:{class}*");
    }
    query
}

impl FieldListings {
    /// The patents of the ledger, listed now or not, that belong to the field.
    pub(crate) fn members(
        &self,
        generation: &Arc<Generation>,
        snapshot: &Snapshot,
        field: &Version<Field>,
    ) -> Result<Arc<Members>, QueryError> {
        let basis = Basis {
            generation: generation.id().to_string(),
            version: field.version,
            n_patents: snapshot.n_patents(),
        };
        if let Some((of, members)) = self.kept().get(&field.id)
            && *of == basis
        {
            return Ok(members.clone());
        }
        let members = Arc::new(Members(members(generation, snapshot, &field.content)?));
        self.kept().insert(field.id.clone(), (basis, members.clone()));
        Ok(members)
    }

    /// A lock whose holder panicked guards whole values.
    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<String, (Basis, Arc<Members>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Places of the field's patents in the ledger, in ascending order.
pub(crate) fn members(
    generation: &Arc<Generation>,
    snapshot: &Snapshot,
    field: &Field,
) -> Result<Vec<usize>, QueryError> {
    let ast = query::parse(&field_query(field)).ast;
    let found = query::list(generation, &SearchRequest::new(ast))?;
    let place = |id: &str| match id.parse() {
        Ok(DocumentId::Patent(number)) => snapshot.place(&number),
        _ => None,
    };
    let mut places: Vec<usize> = found.documents.iter().filter_map(|document| place(&document.id)).collect();
    places.sort_unstable();
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_whatever_any_part_of_it_finds() {
        let field: Field = serde_json::from_str(
            r#"{"names": {"ja": "a", "en": "a"}, "description": {"ja": "a", "en": "a"},
                "searches": ["固体 AND 電解質", "x OR y"], "classes": ["H01M10/05"]}"#,
        )
        .unwrap();
        let expected = "(固体 AND 電解質) OR (x OR y) OR ipc:H01M10/05* OR cpc:H01M10/05*";
        assert_eq!(field_query(&field), expected);
    }
}
