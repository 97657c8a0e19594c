//! Conditions on where words stand: near each other, in one sentence, paragraph or claim; truncated, misspelt or
//! with their capital letters.
//!
//! A condition is planned for each part and language by itself, with the terms that this part of this index has.
//! In Japanese every operand is a run of characters (view `ja.chars`); elsewhere it is one of words, whose positions
//! are those of the text in each view, so that stemmed words and words as written can stand in one condition.

mod build;
mod operands;
mod pattern;
mod run;

use std::ops::RangeInclusive;

use indexer::Generation;

pub use pattern::JAPANESE_RUN;

use super::Vocabulary;
use crate::QueryError;

/// A condition on positions in one part of the documents in one language, or in a field of names.
#[derive(Debug, Clone, PartialEq)]
pub struct Spans {
    /// The condition as the echo prints it.
    pub condition: String,
    /// The physical field that has the ends of sentences and values, and whose length the score uses.
    pub field: String,
    pub slots: Vec<Slot>,
    pub node: Node,
}

/// What a position must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    pub field: String,
    /// Any of these terms.
    pub any_of: Vec<String>,
    /// And none of these at the same position.
    pub but_not: Vec<String>,
    /// Terms of which each document wanted has one as well, wherever. Empty where nothing is known of it.
    pub beside: Vec<String>,
    /// Documents that have the slot: of several terms, the sum of theirs and at most all. `None` where it is no
    /// evidence: the ends of units and of words, and what lies below NOT.
    pub document_frequency: Option<u64>,
}

/// What makes spans: places of a text from a first position to a last.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    Run(Run),
    /// The spans of all.
    Any(Vec<Node>),
    /// From the beginning of one to the end of the other.
    Near(Box<NearNode>),
    /// So many positions more on both sides, which the value must have.
    Padded {
        before: u32,
        after: u32,
        node: Box<Node>,
    },
    /// Whole units for which a condition holds.
    Within {
        boundary: Boundary,
        held: Box<Held>,
    },
}

/// Slots at fixed places of a span.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// At offsets from the span's first position. That of a Latin word among characters is that of its last one.
    pub slots: Vec<(u32, usize)>,
    /// The offset of the span's last position.
    pub last: u32,
    /// Whether places of the span have no slot: those of words that are left out. Two values seem to have one between.
    pub has_gaps: bool,
    /// Whether it is the beginning of one Latin word among characters, and nothing else.
    pub is_beginning: bool,
}

/// Two spans that do not overlap, in one value.
#[derive(Debug, Clone, PartialEq)]
pub struct NearNode {
    pub left: Node,
    pub right: Node,
    /// The later one's beginning minus the earlier one's end: 1 for neighbours.
    pub distance: RangeInclusive<u32>,
    pub ordered: bool,
    pub boundary: Boundary,
    /// Whether both are pieces of one truncated run of characters.
    pub is_run: bool,
}

/// What holds in a unit.
#[derive(Debug, Clone, PartialEq)]
pub enum Held {
    /// In every unit. The slot is that of the ends of values, which every document with the part has.
    Everything(usize),
    Nothing,
    /// In units that a span lies in.
    Span(Node),
    All(Vec<Held>),
    Any(Vec<Held>),
    /// The slot as in [`Held::Everything`].
    Not {
        units: usize,
        operand: Box<Held>,
    },
}

/// What spans do not cross.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Boundary {
    Sentence,
    /// A claim, a paragraph, a title: one value of a field.
    Value,
}

/// The sides on which a run may stand inside a Latin word of a Japanese text: those that are truncated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Open {
    pub(super) start: bool,
    pub(super) end: bool,
}

impl Run {
    /// Of words, each at a position of its own.
    pub(crate) fn of(slots: Vec<(u32, usize)>) -> Self {
        let last = slots.iter().map(|(offset, _)| *offset).max().unwrap_or(0);
        let has_gaps = slots.len() as u32 <= last;
        Self { slots, last, has_gaps, is_beginning: false }
    }
}

impl Slot {
    /// Any of some terms, and nothing else.
    pub(crate) fn of(field: &str, any_of: Vec<String>, document_frequency: Option<u64>) -> Self {
        let (but_not, beside) = (Vec::new(), Vec::new());
        Self { field: field.to_owned(), any_of, but_not, beside, document_frequency }
    }

    /// A marker's place, which is no evidence.
    pub(super) fn of_marker(field: &str, marker: &str) -> Self {
        Self::of(field, vec![marker.to_owned()], None)
    }

    /// Whether it asks for nothing but any of its terms.
    fn is_plain(&self) -> bool {
        self.but_not.is_empty() && self.beside.is_empty()
    }
}

impl Spans {
    /// Characters and whole words at offsets from the first position, up to the last one's, with markers at theirs: a
    /// marker is no evidence, which a phrase of the engine would make of it. `physical` is a field of characters.
    pub(crate) fn of_characters(
        generation: &Generation,
        (physical, condition): (&str, String),
        terms: &[(u32, String)],
        markers: &[(u32, &str)],
    ) -> Result<Self, QueryError> {
        let mut slots = Vec::with_capacity(terms.len() + markers.len());
        for (_, term) in terms {
            let documents = generation.document_frequency(physical, term)?.min(generation.document_count());
            slots.push(Slot::of(physical, vec![term.clone()], Some(documents)));
        }
        slots.extend(markers.iter().map(|(_, marker)| Slot::of_marker(physical, marker)));
        let offsets =
            terms.iter().map(|(offset, _)| *offset).chain(markers.iter().map(|(offset, _)| *offset));
        let last = terms.last().map_or(0, |(offset, _)| *offset);
        let run = Run { slots: offsets.zip(0..).collect(), last, has_gaps: false, is_beginning: false };
        Ok(Self { condition, field: physical.to_owned(), slots, node: Node::Run(run) })
    }

    /// The numbers of documents that its operands are in.
    pub(crate) fn document_frequencies(&self) -> Vec<u64> {
        self.slots.iter().filter_map(|slot| slot.document_frequency).collect()
    }

    /// A field's terms that occur in a document as often as the condition has spans there, without a look at positions;
    /// `None` where there are none such.
    pub(crate) fn counted_by(&self) -> Option<(&str, &[String])> {
        let Node::Run(run) = &self.node else { return None };
        let first = &self.slots[run.slots.first()?.1];
        let Slot { field, any_of, beside, .. } = first;
        if run.is_beginning {
            return (!beside.is_empty()).then_some((field, beside));
        }
        // At one position stand a word, how it is written and what it ends, but no two words.
        let meet = || 1 < any_of.len() && any_of.iter().any(|term| analysis::is_marker(term));
        (run.slots.len() == 1 && first.is_plain() && !meet()).then_some((field, any_of))
    }
}
