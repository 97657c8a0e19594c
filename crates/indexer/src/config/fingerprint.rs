use std::fmt;

use serde::{Deserialize, Serialize};

use super::FieldsConfig;

/// The version of what the stored field holds, of what the mapping makes of a document, and of the ends of values.
/// Raised by hand when either changes so that an index built before must not be read as one built after.
pub const STORED_FORM_VERSION: u32 = 16;

/// Hexadecimal digits of a part: 64 bits tell configurations apart and can be read out.
const DIGITS: usize = 16;

/// What an index was built with, part by part, so that a mismatch can say what differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fingerprint {
    /// Of the typed form of `fields.toml`: comments and order do not count.
    pub fields: String,
    /// Of the analysers, their dictionaries, user dictionaries and the analysis code's version.
    pub analyzers: String,
    pub stored_form: u32,
    /// The on-disk format of the engine's segments.
    pub engine: String,
}

impl Fingerprint {
    pub(super) fn of(fields: &FieldsConfig, analyzers: &analysis::Analyzers) -> Self {
        // Maps are sorted and keys are enums, so equal configurations have equal JSON.
        let json = serde_json::to_vec(fields).expect("a configuration of strings and numbers is JSON");
        Self {
            fields: hex(&json),
            analyzers: analyzers.fingerprint().to_owned(),
            stored_form: STORED_FORM_VERSION,
            engine: tantivy::version_string().to_owned(),
        }
    }

    /// Names the parts in which two fingerprints differ.
    pub fn differences(&self, other: &Self) -> Vec<&'static str> {
        let parts = [
            ("the fields (fields.toml)", self.fields != other.fields),
            ("the analysers or dictionaries (analyzers.toml)", self.analyzers != other.analyzers),
            ("the stored form", self.stored_form != other.stored_form),
            ("the engine", self.engine != other.engine),
        ];
        parts.into_iter().filter_map(|(name, differs)| differs.then_some(name)).collect()
    }
}

/// Sixteen hexadecimal digits over all parts.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = format!("{}\n{}\n{}\n{}", self.fields, self.analyzers, self.stored_form, self.engine);
        f.write_str(&hex(all.as_bytes()))
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..DIGITS].to_owned()
}
