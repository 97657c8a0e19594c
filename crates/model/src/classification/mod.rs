//! Symbols of IPC, CPC, FI and F-terms, read as offices and people write them.

mod columns;
mod f_term;
mod fi;
mod symbol;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

pub use f_term::FTerm;
pub use fi::FiSymbol;
pub use symbol::ClassSymbol;

/// An IPC or CPC class of a document, with its role.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Classification {
    pub symbol: ClassSymbol,
    /// True for the first (main) class.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub main: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<ClassificationValue>,
}

/// WIPO ST.8: invention information or additional information.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClassificationValue {
    Inventive,
    Additional,
}

/// Full-width to ASCII, upper case.
pub(crate) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_uppercase();
    }
    text.nfkc().map(|c| c.to_ascii_uppercase()).collect()
}

/// `Display` and `Debug` as the symbol's text.
macro_rules! displayed_as_text {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

use displayed_as_text;
