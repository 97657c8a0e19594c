//! What can stand beside NEAR and ADJ, and inside `sentence:( )`, `paragraph:( )` and `claim:( )`.

use std::ops::Range;

use crate::{
    Ast, Field, FieldKind, Leaf, Near, Operand, Problem, ProblemCode, TextView, Unit, Within, field::CLAIMS,
};

/// The largest tree for which another way to write it is worked out, in leaves.
const REWRITTEN_LEAVES: usize = 8;

/// The problem of two operands that cannot be near each other, if they cannot; `places` are those of the operands.
pub(super) fn refused(near: &Near, places: &[Range<usize>; 2]) -> Option<Problem> {
    let operator = operator_name(near);
    let sides = [&near.left, &near.right].into_iter().zip(places.iter());
    for (operand, place) in sides {
        if let Some(intruder) = not_near(operand) {
            let instead = rewritten(near);
            return Some(Problem {
                code: ProblemCode::NotInProximity,
                char_range: place.clone(),
                subject: intruder.to_string(),
                message: format!(
                    "{intruder} cannot stand beside {operator}, which takes words, quotations, OR between them \
                     and proximity again; {}",
                    hint(intruder, instead.as_deref())
                ),
                suggestions: instead.into_iter().collect(),
            });
        }
    }
    if reach(&near.left) & reach(&near.right) != 0 {
        return None;
    }
    let subject = fields(&near.left, &near.right);
    Some(Problem {
        code: ProblemCode::NotInProximity,
        char_range: places[0].start..places[1].end,
        message: format!("{subject} are different texts, so that nothing in them is near; write AND"),
        subject,
        suggestions: Vec::new(),
    })
}

/// The problem of a tree that is no condition on one unit of a text, if it is none.
pub(super) fn refused_within(within: &Within, place: Range<usize>) -> Option<Problem> {
    let unit = unit_name(within.unit);
    let intruder = not_within(&within.operand, within.unit)?;
    let message = match intruder {
        Intruder::Field(field) if field.kind() == FieldKind::Text => {
            format!("{field} is no part of the claims; write it outside {unit}:( ), with AND before it")
        }
        intruder => format!(
            "{intruder} cannot stand inside {unit}:( ), which takes words, quotations, AND, OR, NOT, NEAR and ADJ; \
             write it outside, with AND before it"
        ),
    };
    Some(Problem {
        code: ProblemCode::NotInUnit,
        char_range: place,
        subject: intruder.to_string(),
        message,
        suggestions: Vec::new(),
    })
}

/// What does not belong.
#[derive(Clone, Copy)]
enum Intruder {
    And,
    Not,
    Everything,
    Field(Field),
    Unit(Unit),
    Citing,
}

impl std::fmt::Display for Intruder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::And => f.write_str("AND"),
            Self::Not => f.write_str("NOT"),
            Self::Everything => f.write_str("*"),
            Self::Field(field) => write!(f, "{field}:"),
            Self::Unit(unit) => write!(f, "{}:", unit_name(*unit)),
            Self::Citing => f.write_str("cites:"),
        }
    }
}

fn not_near(tree: &Ast) -> Option<Intruder> {
    match tree {
        Ast::Leaf(leaf) => not_text(leaf),
        Ast::Or(operands) => operands.iter().find_map(not_near),
        Ast::Near(near) => not_near(&near.left).or_else(|| not_near(&near.right)),
        Ast::Line(line) => not_near(&line.operand),
        Ast::And(_) => Some(Intruder::And),
        Ast::Not(_) => Some(Intruder::Not),
        Ast::Everything => Some(Intruder::Everything),
        Ast::Within(within) => Some(Intruder::Unit(within.unit)),
        Ast::Citing(_) => Some(Intruder::Citing),
    }
}

fn not_within(tree: &Ast, unit: Unit) -> Option<Intruder> {
    match tree {
        Ast::Leaf(leaf) => not_text(leaf).or_else(|| {
            let has_unit = unit != Unit::Claim || leaf.field.info().physical.iter().any(is_claims);
            (!has_unit).then_some(Intruder::Field(leaf.field))
        }),
        Ast::And(operands) | Ast::Or(operands) => {
            operands.iter().find_map(|operand| not_within(operand, unit))
        }
        Ast::Not(operand) => not_within(operand, unit),
        Ast::Near(near) => not_within(&near.left, unit).or_else(|| not_within(&near.right, unit)),
        Ast::Line(line) => not_within(&line.operand, unit),
        Ast::Everything => Some(Intruder::Everything),
        Ast::Within(within) => Some(Intruder::Unit(within.unit)),
        Ast::Citing(_) => Some(Intruder::Citing),
    }
}

fn is_claims(part: &&str) -> bool {
    CLAIMS.contains(part)
}

fn not_text(leaf: &Leaf) -> Option<Intruder> {
    let is_text = leaf.field.kind() == FieldKind::Text
        && !matches!(leaf.operand, Operand::Prefix(_) | Operand::Range { .. });
    (!is_text).then_some(Intruder::Field(leaf.field))
}

/// The texts, one bit for each part and language, in which a tree of proximity can have its words.
fn reach(tree: &Ast) -> u32 {
    match tree {
        Ast::Leaf(leaf) => {
            let parts = Field::TEXT.info().physical.iter().enumerate();
            let of_field = parts.filter(|(_, part)| leaf.field.info().physical.contains(part));
            of_field.fold(0, |bits, (i, _)| bits | views(leaf.field) << (3 * i))
        }
        Ast::Or(operands) => operands.iter().fold(0, |bits, operand| bits | reach(operand)),
        Ast::Near(near) => reach(&near.left) & reach(&near.right),
        Ast::Line(line) => reach(&line.operand),
        _ => 0,
    }
}

fn views(field: Field) -> u32 {
    match field.view() {
        None => 0b111,
        Some(TextView::Japanese) => 0b001,
        Some(TextView::English) => 0b010,
        Some(TextView::Other) => 0b100,
    }
}

fn fields(left: &Ast, right: &Ast) -> String {
    let mut names: Vec<String> =
        [left.leaves(), right.leaves()].concat().iter().map(|leaf| leaf.field.to_string()).collect();
    names.sort();
    names.dedup();
    names.join(" and ")
}

fn hint(intruder: Intruder, instead: Option<&str>) -> String {
    match (intruder, instead) {
        (Intruder::And, Some(instead)) => {
            format!("write {instead}, or paragraph:( ) or claim:( ) for words in the same unit")
        }
        (_, Some(instead)) => format!("write {instead}"),
        (_, None) => "write it outside, with AND before it".to_owned(),
    }
}

/// The condition as it can be written, where what does not belong is a whole operand and short.
fn rewritten(near: &Near) -> Option<String> {
    if REWRITTEN_LEAVES < near.left.leaves().len() + near.right.leaves().len() {
        return None;
    }
    let beside = |left: &Ast, right: &Ast| {
        Ast::Near(Near { left: Box::new(left.clone()), right: Box::new(right.clone()), ..near.clone() })
    };
    let (left, right) = (near.left.as_ref(), near.right.as_ref());
    let tree = match (left, right) {
        (Ast::And(operands), right) if not_near(right).is_none() => {
            Ast::And(operands.iter().map(|operand| beside(operand, right)).collect())
        }
        (left, Ast::And(operands)) if not_near(left).is_none() => {
            Ast::And(operands.iter().map(|operand| beside(left, operand)).collect())
        }
        (Ast::Not(operand), other) => {
            Ast::And(vec![other.clone(), Ast::Not(Box::new(beside(operand, other)))])
        }
        (other, Ast::Not(operand)) => {
            Ast::And(vec![other.clone(), Ast::Not(Box::new(beside(other, operand)))])
        }
        (left, right) if !matches!(left, Ast::Or(_) | Ast::Near(_)) => {
            Ast::And(vec![left.clone(), right.clone()])
        }
        _ => return None,
    };
    Some(tree.to_string())
}

fn operator_name(near: &Near) -> String {
    let name = if near.ordered { "ADJ" } else { "NEAR" };
    match near.distance {
        Near::UNLIMITED => format!("{name}/*"),
        distance => format!("{name}/{distance}"),
    }
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Sentence => "sentence",
        Unit::Paragraph => "paragraph",
        Unit::Claim => "claim",
    }
}
