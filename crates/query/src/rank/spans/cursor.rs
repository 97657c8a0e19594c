//! A condition on positions in one segment, document by document.

use std::{collections::HashMap, sync::Arc};

use tantivy::{DocId, SegmentReader, TERMINATED, schema::Field};

use super::{
    join::{Places, Span, find},
    slot::SlotPostings,
};
use crate::plan::{Boundary, Held, Node, Slot, Spans};

/// Finds the documents of a condition in ascending order, and its spans in them.
pub(crate) struct SpanCursor {
    spans: Arc<Spans>,
    places: Postings,
}

/// Where the slots stand in the document asked for.
struct Postings {
    slots: Vec<SlotPostings>,
    sentences: SlotPostings,
    values: SlotPostings,
    document: DocId,
}

impl SpanCursor {
    /// `fields` has every field of the condition's slots, and its own.
    pub(crate) fn open(
        segment: &SegmentReader,
        spans: &Arc<Spans>,
        fields: &HashMap<String, Field>,
    ) -> tantivy::Result<Self> {
        let open = |slot: &Slot| SlotPostings::open(segment, fields[&slot.field], slot);
        let ends = |terms: &[&str]| {
            let terms = terms.iter().map(|term| (*term).to_owned()).collect();
            open(&Slot::of(&spans.field, terms, None))
        };
        let slots = spans.slots.iter().map(open).collect::<tantivy::Result<Vec<_>>>()?;
        let sentences = ends(&[analysis::SENTENCE_END, analysis::UNIT_END])?;
        let values = ends(&[analysis::UNIT_END])?;
        let places = Postings { slots, sentences, values, document: 0 };
        Ok(Self { spans: Arc::clone(spans), places })
    }

    /// The first document from `target` on that has a span, and how many it has; `None` at the end.
    pub(crate) fn next(&mut self, mut target: DocId) -> Option<(DocId, u32)> {
        let spans = Arc::clone(&self.spans);
        loop {
            target = candidate(&spans.node, &mut self.places.slots, target);
            if target == TERMINATED {
                return None;
            }
            match self.here(target).len() {
                0 => target += 1,
                frequency => return Some((target, frequency as u32)),
            }
        }
    }

    /// Documents at most.
    pub(crate) fn size_hint(&self) -> u32 {
        bound(&self.spans.node, &self.places.slots)
    }

    fn here(&mut self, document: DocId) -> Vec<Span> {
        self.places.document = document;
        find(&self.spans.node, &mut self.places)
    }
}

impl Places for Postings {
    fn of_slot(&mut self, slot: usize, positions: &mut Vec<u32>) {
        self.slots[slot].positions(self.document, positions);
    }

    fn ends(&mut self, boundary: Boundary, positions: &mut Vec<u32>) {
        let ends = match boundary {
            Boundary::Sentence => &mut self.sentences,
            Boundary::Value => &mut self.values,
        };
        ends.positions(self.document, positions);
    }
}

/// The first document from `target` on that has the terms, wherever they stand.
fn candidate(node: &Node, slots: &mut [SlotPostings], target: DocId) -> DocId {
    match node {
        Node::Run(run) => {
            meet(&run.slots, slots, target, |(_, slot), slots, target| slots[*slot].seek(target))
        }
        Node::Any(nodes) => first(nodes, slots, target, candidate),
        Node::Near(near) => meet(&[&near.left, &near.right], slots, target, |node, slots, target| {
            candidate(node, slots, target)
        }),
        Node::Padded { node, .. } => candidate(node, slots, target),
        Node::Within { held, .. } => candidate_of_held(held, slots, target),
    }
}

fn candidate_of_held(held: &Held, slots: &mut [SlotPostings], target: DocId) -> DocId {
    match held {
        Held::Nothing => TERMINATED,
        Held::Everything(units) | Held::Not { units, .. } => slots[*units].seek(target),
        Held::Span(node) => candidate(node, slots, target),
        Held::All(operands) => meet(operands, slots, target, candidate_of_held),
        Held::Any(operands) => first(operands, slots, target, candidate_of_held),
    }
}

/// The first document from `target` on that all have.
fn meet<T>(
    all: &[T],
    slots: &mut [SlotPostings],
    mut target: DocId,
    seek: impl Fn(&T, &mut [SlotPostings], DocId) -> DocId,
) -> DocId {
    loop {
        let before = target;
        for one in all {
            target = seek(one, slots, target);
            if target == TERMINATED {
                return TERMINATED;
            }
            if target != before {
                break;
            }
        }
        if target == before {
            return target;
        }
    }
}

/// The first document from `target` on that any has.
fn first<T>(
    any: &[T],
    slots: &mut [SlotPostings],
    target: DocId,
    seek: impl Fn(&T, &mut [SlotPostings], DocId) -> DocId,
) -> DocId {
    any.iter().map(|one| seek(one, slots, target)).min().unwrap_or(TERMINATED)
}

/// Documents that the node has at most.
fn bound(node: &Node, slots: &[SlotPostings]) -> u32 {
    match node {
        Node::Run(run) => run.slots.iter().map(|(_, slot)| slots[*slot].size_hint()).min().unwrap_or(0),
        Node::Any(nodes) => nodes.iter().fold(0, |sum, node| bound(node, slots).saturating_add(sum)),
        Node::Near(near) => bound(&near.left, slots).min(bound(&near.right, slots)),
        Node::Padded { node, .. } => bound(node, slots),
        Node::Within { held, .. } => bound_of_held(held, slots),
    }
}

fn bound_of_held(held: &Held, slots: &[SlotPostings]) -> u32 {
    match held {
        Held::Nothing => 0,
        Held::Everything(units) | Held::Not { units, .. } => slots[*units].size_hint(),
        Held::Span(node) => bound(node, slots),
        Held::All(operands) => operands.iter().map(|held| bound_of_held(held, slots)).min().unwrap_or(0),
        Held::Any(operands) => {
            operands.iter().fold(0, |sum, held| bound_of_held(held, slots).saturating_add(sum))
        }
    }
}
