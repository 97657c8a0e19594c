//! Operands and operators of one precedence, put together from left to right.

use std::ops::Range;

use super::prox::Prox;
use crate::{
    Ast, FieldKind, Near, Problem, ProblemCode, Unit, Within,
    parse::common::{Builder, Tree, near},
};

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    And,
    AndNot,
    Or,
    OrNot,
    Prox(Prox),
}

/// What several operands in a row are joined by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    And,
    Or,
    /// In one unit, by `prox/unit=…`.
    Unit(Unit),
}

/// What was read so far.
#[derive(Default)]
pub(super) struct Chain {
    operands: Vec<Operand>,
    /// `None` while there is one operand only.
    join: Option<Join>,
    /// Whether the notice on reading from left to right was given.
    noticed: bool,
}

struct Operand {
    tree: Tree,
    negated: bool,
}

/// What a chain needs while it grows.
pub(super) struct Reports<'a> {
    pub(super) builder: &'a mut Builder,
    pub(super) problems: &'a mut Vec<Problem>,
}

impl Chain {
    pub(super) fn is_empty(&self) -> bool {
        self.operands.is_empty()
    }

    /// The first operand, perhaps with `not` before it.
    pub(super) fn start(&mut self, tree: Tree, negated: bool) {
        self.operands.push(Operand { tree, negated });
    }

    /// What the next operand is near to, if a `prox` came now.
    pub(super) fn last(&self) -> Option<&Ast> {
        self.operands.last().map(|operand| &operand.tree.ast)
    }

    pub(super) fn push(
        &mut self,
        operator: Operator,
        tree: Tree,
        place: &Range<usize>,
        reports: &mut Reports<'_>,
    ) {
        if self.join == Some(Join::Or)
            && matches!(operator, Operator::And | Operator::AndNot | Operator::Prox(_))
        {
            self.notice(place, reports);
        }
        match operator {
            Operator::And => self.join(Join::And, tree, false, place, reports),
            Operator::AndNot => self.join(Join::And, tree, true, place, reports),
            Operator::Or => self.join(Join::Or, tree, false, place, reports),
            Operator::OrNot => self.join(Join::Or, tree, true, place, reports),
            Operator::Prox(prox) => self.prox(prox, tree, place, reports),
        }
    }

    fn notice(&mut self, place: &Range<usize>, reports: &mut Reports<'_>) {
        if std::mem::replace(&mut self.noticed, true) {
            return;
        }
        let message = "read from left to right, as Espacenet does: what stands before this operator was put together first; chizai's own syntax would join by OR last";
        let code = ProblemCode::LeftToRight;
        reports.problems.push(Problem::new(code, place.clone(), "or … and", message.to_owned()));
    }

    fn join(
        &mut self,
        join: Join,
        tree: Tree,
        negated: bool,
        place: &Range<usize>,
        reports: &mut Reports<'_>,
    ) {
        if self.join.is_some_and(|before| before != join) {
            self.collapse(place, reports);
        }
        self.join = Some(join);
        self.operands.push(Operand { tree, negated });
    }

    fn prox(&mut self, prox: Prox, tree: Tree, place: &Range<usize>, reports: &mut Reports<'_>) {
        let unit_only = prox.unit.filter(|_| !prox.ordered && prox.distance.unwrap_or(0) == 0);
        if self.join != Some(Join::And) {
            if let Some(unit) = unit_only.filter(|_| self.are_texts(&tree)) {
                return self.join(Join::Unit(unit), tree, false, place, reports);
            }
            self.collapse(place, reports);
        }
        // Nothing is near an AND, or near a NOT: the last operand alone is.
        let Some(Operand { tree: left, negated }) = self.operands.pop() else { return };
        let tree = nearness(prox, left, tree, place, reports);
        self.operands.extend(tree.map(|tree| Operand { tree, negated }));
    }

    /// Whether all conditions are on texts or names.
    fn are_texts(&self, right: &Tree) -> bool {
        self.operands.iter().all(|operand| is_text(&operand.tree.ast)) && is_text(&right.ast)
    }

    /// Makes one operand of all.
    fn collapse(&mut self, place: &Range<usize>, reports: &mut Reports<'_>) {
        let noticed = self.noticed;
        let tree = std::mem::take(self).finish(place, reports);
        self.noticed = noticed;
        self.operands.extend(tree.map(|tree| Operand { tree, negated: false }));
    }

    /// The whole chain as one tree.
    pub(super) fn finish(self, place: &Range<usize>, reports: &mut Reports<'_>) -> Option<Tree> {
        let mut trees = Vec::with_capacity(self.operands.len());
        for Operand { tree, negated } in self.operands {
            trees.extend(match negated {
                true => reports.builder.over(vec![tree], 1, negation, place, reports.problems),
                false => Some(tree),
            });
        }
        match self.join {
            _ if trees.len() < 2 => trees.pop(),
            None | Some(Join::And) => reports.builder.over(trees, 1, Ast::And, place, reports.problems),
            Some(Join::Or) => reports.builder.over(trees, 1, Ast::Or, place, reports.problems),
            Some(Join::Unit(unit)) => {
                let in_unit = |operands| within(unit, Ast::And(operands));
                reports.builder.over(trees, 2, in_unit, place, reports.problems)
            }
        }
    }
}

fn negation(operands: Vec<Ast>) -> Ast {
    let operand = operands.into_iter().next().unwrap_or(Ast::Everything);
    Ast::Not(Box::new(operand))
}

fn within(unit: Unit, operand: Ast) -> Ast {
    Ast::Within(Within { unit, operand: Box::new(operand) })
}

fn is_text(ast: &Ast) -> bool {
    let in_text = |kind| matches!(kind, FieldKind::Text | FieldKind::Name);
    !matches!(ast, Ast::Everything | Ast::Citing(_))
        && ast.leaves().into_iter().all(|leaf| in_text(leaf.field.kind()))
}

fn not_near(place: &Range<usize>, reports: &mut Reports<'_>) {
    let message =
        "prox is between words of texts: conditions on codes and dates were joined by AND".to_owned();
    reports.problems.push(Problem::new(ProblemCode::ReadDifferently, place.clone(), "prox", message));
}

/// Two operands near each other, or in one unit.
fn nearness(
    prox: Prox,
    left: Tree,
    right: Tree,
    place: &Range<usize>,
    reports: &mut Reports<'_>,
) -> Option<Tree> {
    let texts = is_text(&left.ast) && is_text(&right.ast);
    if !texts {
        not_near(place, reports);
    } else if prox.unit.is_some() && prox.distance.is_some_and(|distance| distance != 0) {
        let message = "the distance was counted in words inside the unit".to_owned();
        reports.problems.push(Problem::new(ProblemCode::ReadDifferently, place.clone(), "prox", message));
    }
    let make = move |operands: Vec<Ast>| match (texts, prox) {
        (false, _) => Ast::And(operands),
        (true, Prox { unit: None, distance, ordered }) => near(operands, distance.unwrap_or(1), ordered),
        (true, Prox { unit: Some(unit), distance: None | Some(0), ordered: false }) => {
            within(unit, Ast::And(operands))
        }
        (true, Prox { unit: Some(unit), distance, ordered }) => {
            let distance = distance.filter(|distance| *distance != 0).unwrap_or(Near::UNLIMITED);
            within(unit, near(operands, distance, ordered))
        }
    };
    let levels = if prox.unit.is_some() { 2 } else { 1 };
    reports.builder.over(vec![left, right], levels, make, place, reports.problems)
}
