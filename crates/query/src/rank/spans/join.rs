//! Positions to spans: the meaning of every node, apart from where positions come from.

use crate::{
    Near,
    plan::{Boundary, Held, NearNode, Node, Run},
};

/// A place of a text, by its first and its last position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Where slots and ends of units stand in one text.
pub(crate) trait Places {
    /// The positions of a slot, ascending and distinct, into an empty list.
    fn of_slot(&mut self, slot: usize, positions: &mut Vec<u32>);

    /// The last positions of the units, ascending and distinct, into an empty list. The end of a value is the end
    /// of its last sentence.
    fn ends(&mut self, boundary: Boundary, positions: &mut Vec<u32>);
}

/// Distances from here on are looked up unit by unit: spans are few there, while in a whole text all would meet.
const WIDE: u32 = 64;

/// A value begins this many positions after the end of the one before.
const VALUE_STEP: u32 = 2;

/// Which pairs of an unlimited NEAR make spans. In one long value all of them are as many as the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pairs {
    /// All: a limited NEAR around it asks for each beginning with each end.
    All,
    /// To each beginning the first end behind it, and to each end the last beginning before it. This tells where there
    /// is a span, which words take part in one, and all that an unlimited NEAR around it asks for.
    Closest,
}

/// The distinct spans of a node, ascending; of NEAR without a limit the closest.
pub(crate) fn find(node: &Node, places: &mut impl Places) -> Vec<Span> {
    find_pairs(node, places, Pairs::Closest)
}

fn find_pairs(node: &Node, places: &mut impl Places, pairs: Pairs) -> Vec<Span> {
    match node {
        Node::Run(run) => of_run(run, places),
        Node::Any(nodes) => {
            let mut spans = Vec::new();
            nodes.iter().for_each(|node| spans.append(&mut find_pairs(node, places, pairs)));
            sorted(spans)
        }
        Node::Near(near) => of_near(near, places, pairs),
        Node::Padded { before, after, node } => {
            let mut spans = find_pairs(node, places, pairs);
            if !spans.is_empty() {
                let ends = Ends::of(Boundary::Value, places);
                let widened = |span: Span| ends.widened(span, *before, *after);
                spans = spans.into_iter().filter_map(widened).collect();
            }
            spans
        }
        Node::Within { boundary, held } => {
            let ends = Ends::of(*boundary, places);
            units_of(held, &ends, places).into_iter().map(|unit| ends.span(unit)).collect()
        }
    }
}

fn sorted(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    spans.dedup();
    spans
}

fn of_run(run: &Run, places: &mut impl Places) -> Vec<Span> {
    let mut starts = Vec::new();
    let mut others = Vec::new();
    for (i, (offset, slot)) in run.slots.iter().enumerate() {
        if i == 0 {
            places.of_slot(*slot, &mut starts);
            // A text has what stands before it, unless it was written otherwise than the analyser does.
            starts.retain(|position| offset <= position);
            starts.iter_mut().for_each(|position| *position -= offset);
        } else {
            others.clear();
            places.of_slot(*slot, &mut others);
            let mut at = 0;
            starts.retain(|start| {
                let wanted = start + offset;
                at += others[at..].iter().take_while(|position| **position < wanted).count();
                others.get(at) == Some(&wanted)
            });
        }
        if starts.is_empty() {
            return Vec::new();
        }
    }
    let mut spans: Vec<Span> = starts.iter().map(|&start| Span { start, end: start + run.last }).collect();
    if run.has_gaps && !spans.is_empty() {
        let ends = Ends::of(Boundary::Value, places);
        spans.retain(|span| ends.unit_of(*span).is_some());
    }
    spans
}

fn of_near(near: &NearNode, places: &mut impl Places, pairs: Pairs) -> Vec<Span> {
    let of_operands = if is_unlimited(near) { Pairs::Closest } else { Pairs::All };
    let left = find_pairs(&near.left, places, of_operands);
    if left.is_empty() {
        return left;
    }
    let right = find_pairs(&near.right, places, of_operands);
    if right.is_empty() {
        return right;
    }
    let mut spans = Vec::new();
    if *near.distance.end() < WIDE {
        pair(near, &left, &right, pairs, &mut spans);
        if !spans.is_empty() {
            let ends = Ends::of(near.boundary, places);
            spans.retain(|span| ends.unit_of(*span).is_some());
        }
    } else {
        let ends = Ends::of(near.boundary, places);
        let (left, right) = (ends.by_unit(&left), ends.by_unit(&right));
        let mut others = right.chunk_by(|a, b| a.0 == b.0).peekable();
        for unit in left.chunk_by(|a, b| a.0 == b.0) {
            while others.next_if(|other| other[0].0 < unit[0].0).is_some() {}
            let Some(other) = others.next_if(|other| other[0].0 == unit[0].0) else { continue };
            let spans_of = |of: &[(usize, Span)]| of.iter().map(|(_, span)| *span).collect::<Vec<_>>();
            pair(near, &spans_of(unit), &spans_of(other), pairs, &mut spans);
        }
    }
    sorted(spans)
}

fn is_unlimited(near: &NearNode) -> bool {
    near.distance == (1..=Near::UNLIMITED)
}

/// Pairs in the order or in both.
fn pair(near: &NearNode, left: &[Span], right: &[Span], pairs: Pairs, spans: &mut Vec<Span>) {
    let mut join = |left: &[Span], right: &[Span]| {
        if !is_unlimited(near) {
            return join_ordered(near, left, right, spans);
        }
        // Only the nearest end and the farthest beginning decide, which keeps the pairs distinct.
        let (left, right) = (nearest_ends(left), farthest_starts(right));
        match pairs {
            Pairs::All => join_ordered(near, &left, &right, spans),
            Pairs::Closest => join_closest(&left, &right, spans),
        }
    };
    join(left, right);
    if !near.ordered {
        join(right, left);
    }
}

/// [`Pairs::Closest`] in which the span of `left` comes first, at any distance. `left` has each start once, `right`
/// each end once, and both are ascending.
fn join_closest(left: &[Span], right: &[Span], spans: &mut Vec<Span>) {
    let mut first_end: Vec<u32> = right.iter().map(|second| second.end).collect();
    for i in (1..first_end.len()).rev() {
        first_end[i - 1] = first_end[i - 1].min(first_end[i]);
    }
    for first in left {
        let behind = right.partition_point(|second| second.start <= first.end);
        spans.extend(first_end.get(behind).map(|end| Span { start: first.start, end: *end }));
    }
    let mut by_end = left.to_vec();
    by_end.sort_unstable_by_key(|span| span.end);
    for i in 1..by_end.len() {
        by_end[i].start = by_end[i].start.max(by_end[i - 1].start);
    }
    for second in right {
        let before = by_end.partition_point(|first| first.end < second.start);
        let last = before.checked_sub(1).map(|last| by_end[last].start);
        spans.extend(last.map(|start| Span { start, end: second.end }));
    }
}

/// Pairs in which the span of `left` comes first. Both are ascending.
fn join_ordered(near: &NearNode, left: &[Span], right: &[Span], spans: &mut Vec<Span>) {
    let before = spans.len();
    for first in left {
        let nearest = first.end.saturating_add(*near.distance.start());
        let farthest = first.end.saturating_add(*near.distance.end());
        let from = right.partition_point(|second| second.start < nearest);
        let fitting = right[from..].iter().take_while(|second| second.start <= farthest);
        spans.extend(fitting.map(|second| Span { start: first.start, end: second.end }));
    }
    if before < spans.len() {
        spans[before..].sort_unstable();
    }
}

/// Of the spans with the same start, the one that ends first.
fn nearest_ends(spans: &[Span]) -> Vec<Span> {
    spans.chunk_by(|a, b| a.start == b.start).map(|same| same[0]).collect()
}

/// Of the spans with the same end, the one that starts last; ascending.
fn farthest_starts(spans: &[Span]) -> Vec<Span> {
    let mut by_end = spans.to_vec();
    by_end.sort_unstable_by_key(|span| (span.end, std::cmp::Reverse(span.start)));
    by_end.dedup_by_key(|span| span.end);
    by_end.sort_unstable();
    by_end
}

/// The ordinals of the units in which a condition holds, ascending.
fn units_of(held: &Held, ends: &Ends, places: &mut impl Places) -> Vec<usize> {
    match held {
        Held::Nothing => Vec::new(),
        Held::Everything(_) => (0..ends.last.len()).collect(),
        Held::Span(node) => {
            let mut units: Vec<usize> =
                find(node, places).into_iter().filter_map(|span| ends.unit_of(span)).collect();
            units.sort_unstable();
            units.dedup();
            units
        }
        Held::All(operands) => {
            let mut all: Option<Vec<usize>> = None;
            for operand in operands {
                let units = units_of(operand, ends, places);
                let both = match all {
                    None => units,
                    Some(all) => all.into_iter().filter(|unit| units.binary_search(unit).is_ok()).collect(),
                };
                if both.is_empty() {
                    return both;
                }
                all = Some(both);
            }
            all.unwrap_or_default()
        }
        Held::Any(operands) => {
            let mut any = Vec::new();
            operands.iter().for_each(|operand| any.append(&mut units_of(operand, ends, places)));
            any.sort_unstable();
            any.dedup();
            any
        }
        Held::Not { operand, .. } => {
            let not = units_of(operand, ends, places);
            (0..ends.last.len()).filter(|unit| not.binary_search(unit).is_err()).collect()
        }
    }
}

/// The units of one text.
struct Ends {
    /// The last position of each.
    last: Vec<u32>,
}

impl Ends {
    fn of(boundary: Boundary, places: &mut impl Places) -> Self {
        let mut last = Vec::new();
        places.ends(boundary, &mut last);
        Self { last }
    }

    /// The unit that a span lies in; `None` where it lies in several.
    fn unit_of(&self, span: Span) -> Option<usize> {
        let unit = self.last.partition_point(|last| *last < span.start);
        self.last.get(unit).is_some_and(|last| span.end <= *last).then_some(unit)
    }

    fn span(&self, unit: usize) -> Span {
        let start = unit.checked_sub(1).map_or(0, |before| self.last[before] + 1);
        Span { start, end: self.last[unit] }
    }

    /// Spans with their units, those in several left out.
    fn by_unit(&self, spans: &[Span]) -> Vec<(usize, Span)> {
        let with_unit = |span: &Span| self.unit_of(*span).map(|unit| (unit, *span));
        let mut by_unit: Vec<(usize, Span)> = spans.iter().filter_map(with_unit).collect();
        by_unit.sort_unstable();
        by_unit
    }

    /// A span with so many positions more, where its value has them.
    fn widened(&self, span: Span, before: u32, after: u32) -> Option<Span> {
        let unit = self.unit_of(span)?;
        let first = unit.checked_sub(1).map_or(0, |unit| self.last[unit] + VALUE_STEP);
        let start = span.start.checked_sub(before).filter(|start| first <= *start)?;
        let end = span.end.checked_add(after).filter(|end| *end <= self.last[unit])?;
        Some(Span { start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two slots at every other position of one value.
    struct Alternating {
        positions: u32,
    }

    impl Places for Alternating {
        fn of_slot(&mut self, slot: usize, positions: &mut Vec<u32>) {
            positions.extend((slot as u32..self.positions).step_by(2));
        }

        fn ends(&mut self, _: Boundary, positions: &mut Vec<u32>) {
            positions.push(self.positions - 1);
        }
    }

    fn near(left: Node, right: Node) -> Node {
        Node::Near(Box::new(NearNode {
            left,
            right,
            distance: 1..=Near::UNLIMITED,
            ordered: false,
            boundary: Boundary::Value,
            is_run: false,
        }))
    }

    /// All pairs would be 10^11, and with a third operand more.
    #[test]
    fn an_unlimited_near_in_a_long_value_has_spans_in_proportion() {
        let word = |slot: usize| Node::Run(Run::of(vec![(0, slot)]));
        let positions = 600_000;
        for node in [near(word(0), word(1)), near(near(word(0), word(1)), word(0))] {
            let spans = find(&node, &mut Alternating { positions });
            assert!(
                (positions as usize / 2..4 * positions as usize).contains(&spans.len()),
                "{}",
                spans.len()
            );
        }
    }
}
