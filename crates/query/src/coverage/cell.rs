//! What a document says of an element: a cell of the matrix.

use crate::{Passage, WordPair};

/// Where, and in which words, a document says an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grade {
    /// In no claim and nowhere else.
    Absent,
    /// Not in the claim that covers most: in another claim, the description, the abstract or the title.
    Description,
    /// In the claim, partly in words that a list says mean the same: another spelling, another language.
    Variant,
    /// In the claim, in the element's own words.
    Covered,
}

impl Grade {
    pub const ALL: [Self; 4] = [Self::Covered, Self::Variant, Self::Description, Self::Absent];

    /// The name that programs see.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Covered => "covered",
            Self::Variant => "variant",
            Self::Description => "description",
            Self::Absent => "absent",
        }
    }

    /// What it adds to a document's coverage.
    pub(super) fn value(self, variant_value: f64) -> f64 {
        match self {
            Self::Covered => 1.0,
            Self::Variant => variant_value,
            Self::Description | Self::Absent => 0.0,
        }
    }
}

/// One element in one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub grade: Grade,
    /// What it adds to the document's coverage: 1 where covered, `coverage.variant` of `ranking.toml` for a variant,
    /// else 0.
    pub value: f64,
    /// The weight of the element's words that the best place says, over that of all its words; 0 to 1.
    pub share: f64,
    /// The place; `None` where the element is absent.
    pub passage: Option<Passage>,
    /// Words of the element that the place says, in the element's order.
    pub found: Vec<FoundWord>,
    /// Words of the element that it does not say.
    pub missing: Vec<String>,
}

/// A word of an element, as a text says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundWord {
    /// As the element writes it.
    pub word: String,
    /// As the text writes it.
    pub text: String,
    pub is_variant: bool,
    /// The term pair by which a text in the other language says it.
    pub pair: Option<WordPair>,
}
