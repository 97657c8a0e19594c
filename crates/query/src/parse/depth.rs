//! Trees of bounded depth: what reads a tree goes down it.

use super::MAX_DEPTH;
use crate::{Ast, Citing, Near, Within};

/// The tree without what lies deeper than [`MAX_DEPTH`]; `None` where nothing else was there.
pub(super) fn limited(ast: Ast) -> Option<Ast> {
    if ast.depth() <= MAX_DEPTH { Some(ast) } else { cut(ast, MAX_DEPTH) }
}

fn cut(ast: Ast, depth: usize) -> Option<Ast> {
    if matches!(ast, Ast::Everything | Ast::Leaf(_)) {
        return Some(ast);
    }
    let below = depth.checked_sub(1)?;
    let one = |operand: Box<Ast>| cut(*operand, below).map(Box::new);
    let many = |operands: Vec<Ast>, combine: fn(Vec<Ast>) -> Ast| {
        let mut kept: Vec<Ast> = operands.into_iter().filter_map(|operand| cut(operand, below)).collect();
        if kept.len() < 2 { kept.pop() } else { Some(combine(kept)) }
    };
    match ast {
        Ast::And(operands) => many(operands, Ast::And),
        Ast::Or(operands) => many(operands, Ast::Or),
        Ast::Not(operand) => one(operand).map(Ast::Not),
        Ast::Near(Near { left, right, distance, ordered }) => match (one(left), one(right)) {
            (Some(left), Some(right)) => Some(Ast::Near(Near { left, right, distance, ordered })),
            (left, right) => left.or(right).map(|operand| *operand),
        },
        Ast::Within(Within { unit, operand }) => {
            one(operand).map(|operand| Ast::Within(Within { unit, operand }))
        }
        Ast::Citing(citing) => one(citing.of).map(|of| Ast::Citing(Citing { of, ..citing })),
        ast => Some(ast),
    }
}
