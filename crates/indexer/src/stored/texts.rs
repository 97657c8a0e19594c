//! Claims and sections read where they stand in what is stored, without a copy of their texts.
//!
//! Fields are those of [`model::Claim`], [`model::Section`] and [`model::Paragraph`] in their order, which
//! [`super::compact`] tells them by.

use model::{ClaimCategory, Language};
use serde::Deserialize;

/// A claim as it is stored.
#[derive(Debug, Deserialize)]
pub struct StoredClaim<'s> {
    /// From 1, as printed.
    pub number: u32,
    pub language: Language,
    pub text: &'s str,
    /// Only where the source states it.
    pub category: Option<ClaimCategory>,
    #[serde(default)]
    depends_on: Vec<u32>,
}

/// A headed part of a description or body as it is stored.
#[derive(Debug, Deserialize)]
pub struct StoredSection<'s> {
    /// As printed.
    pub heading: Option<&'s str>,
    pub language: Language,
    #[serde(borrow)]
    pub paragraphs: Vec<StoredParagraph<'s>>,
}

/// A paragraph as it is stored.
#[derive(Debug, Deserialize)]
pub struct StoredParagraph<'s> {
    /// As printed.
    pub number: Option<&'s str>,
    pub text: &'s str,
}

impl StoredClaim<'_> {
    /// See [`model::Claim::is_independent`].
    pub fn is_independent(&self) -> bool {
        self.depends_on.is_empty()
    }
}
