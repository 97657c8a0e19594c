//! What stands around a chart, and what its marks say.

use crate::{Shape, Tone};

/// Sizes of letters: of the title, of labels, of notes and figures.
pub(crate) const TITLE: f64 = 17.0;
pub(crate) const LABEL: f64 = 13.0;
pub(crate) const NOTE: f64 = 12.5;
/// From one line of notes or labels to the next.
pub(crate) const LINE: f64 = 18.0;

/// The words around a chart, in the reader's language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caption {
    /// `ja` or `en`.
    pub language: String,
    pub title: String,
    /// What a reader who does not see the picture is told: what it shows and its main figures.
    pub description: String,
    /// Lines below the title: the query, the date, the total.
    pub notes: Vec<String>,
    /// What stands in place of the chart where there is nothing to draw.
    pub nothing: String,
}

/// Where something drawn leads, and what it says when it is pointed at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    /// An address; empty where it leads nowhere.
    pub href: String,
    pub text: String,
}

/// A name beside a mark. It is elided where there is no room; its mark's text says all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    pub text: String,
    /// Whether the text comes from a source that does not tell its language: the name of an applicant.
    pub foreign: bool,
    pub mark: Mark,
}

/// What something drawn means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    pub label: Label,
    pub sample: Sample,
}

/// What stands before a key's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// An area of a tone.
    Area(Tone),
    /// A point of a landscape.
    Point(Shape, Tone),
    /// What joins two nodes of a network, and what stands out of them.
    Link,
    StrongLink,
    /// The line over bars.
    Overlay,
}

/// The years at the end of an axis that are not wholly published.
#[derive(Debug, Clone, PartialEq)]
pub struct Lag {
    /// The place on the axis from which on publications are missing, in steps from the first: 2.5 is the middle of the third.
    pub from: f64,
    /// What is written above the zone.
    pub label: String,
}

impl Label {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The label with other words, for a line of it or its beginning.
    pub(crate) fn saying(&self, text: impl Into<String>) -> Self {
        Self { text: text.into(), ..self.clone() }
    }
}
