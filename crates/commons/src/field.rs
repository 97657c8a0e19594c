//! Priority technology fields: named, versioned sets of searches and classes.

use model::Invalid;
use serde::{Deserialize, Serialize};

use crate::{
    Author, Bilingual, ClassPrefix, Commons, Error, FieldId,
    provider::{MAX_ITEMS, check_names, check_note},
    text_form::invalid,
    versioned::{Shelf, Version},
};

const FIELDS: Shelf = Shelf { noun: "field" };

/// What a field is made of, in one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub names: Bilingual,
    pub description: Bilingual,
    /// Queries in chizai's own syntax; a document that any of them or any of the classes finds belongs to the field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub searches: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<ClassPrefix>,
}

impl Field {
    fn check(&self) -> Result<(), Invalid> {
        check_names("field's names", &self.names)?;
        check_names("field's description", &self.description)?;
        let n_parts = self.searches.len() + self.classes.len();
        if n_parts == 0 || MAX_ITEMS < n_parts {
            let reason = format!("expected 1 to {MAX_ITEMS} searches and classes");
            return Err(invalid("field", &self.names.en, reason));
        }
        for search in &self.searches {
            check_note("search of the field", search)?;
            if search.trim().is_empty() {
                return Err(invalid("search of the field", search, "expected a query"));
            }
        }
        Ok(())
    }
}

impl Commons {
    /// Saves the version after `expected`, 0 for a new field, and gives its number. Every version stays.
    pub fn save_field(&self, by: &Author, id: &FieldId, expected: u32, field: &Field) -> Result<u32, Error> {
        field.check()?;
        self.save_version(FIELDS, by, id.as_str(), expected, field)
    }

    /// A field in its last or an earlier version.
    pub fn field(&self, id: &FieldId, version: Option<u32>) -> Result<Option<Version<Field>>, Error> {
        self.version(FIELDS, id.as_str(), version)
    }

    /// The last versions of all fields, by name.
    pub fn fields(&self) -> Result<Vec<Version<Field>>, Error> {
        self.last_versions(FIELDS)
    }
}
