use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Language;

/// A run of text with its language.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    pub language: Language,
    pub text: String,
}

impl Text {
    pub fn new(language: Language, text: impl Into<String>) -> Self {
        Self { language, text: text.into() }
    }
}

/// A headed part of a description or of an article's body, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// As printed, without brackets: 発明を実施するための形態, BACKGROUND.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    pub language: Language,
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph, with its number where the publisher gives one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// Digits without brackets, as printed: `0012`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    pub text: String,
}
