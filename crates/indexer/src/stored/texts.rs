//! Claims and sections read where they stand in what is stored: a text is copied only where its JSON has escapes.

use std::borrow::Cow;

use model::Language;
use serde::Deserialize;

/// A claim as it is stored.
#[derive(Debug, Deserialize)]
pub struct StoredClaim<'j> {
    /// From 1, as printed.
    pub number: u32,
    pub language: Language,
    #[serde(borrow)]
    pub text: Cow<'j, str>,
    #[serde(default)]
    depends_on: Vec<u32>,
}

/// A headed part of a description or body as it is stored.
#[derive(Debug, Deserialize)]
pub struct StoredSection<'j> {
    #[serde(default, borrow)]
    heading: Option<Label<'j>>,
    pub language: Language,
    #[serde(borrow)]
    pub paragraphs: Vec<StoredParagraph<'j>>,
}

/// A paragraph as it is stored.
#[derive(Debug, Deserialize)]
pub struct StoredParagraph<'j> {
    #[serde(default, borrow)]
    number: Option<Label<'j>>,
    #[serde(borrow)]
    pub text: Cow<'j, str>,
}

/// Of its own type, since an optional [`Cow`] is always read as a copy.
#[derive(Debug, Deserialize)]
struct Label<'j>(#[serde(borrow)] Cow<'j, str>);

impl StoredClaim<'_> {
    /// See [`model::Claim::is_independent`].
    pub fn is_independent(&self) -> bool {
        self.depends_on.is_empty()
    }
}

impl StoredSection<'_> {
    /// As printed.
    pub fn heading(&self) -> Option<&str> {
        self.heading.as_ref().map(|Label(text)| &**text)
    }
}

impl StoredParagraph<'_> {
    /// As printed.
    pub fn number(&self) -> Option<&str> {
        self.number.as_ref().map(|Label(text)| &**text)
    }
}
