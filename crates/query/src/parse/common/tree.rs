//! Trees of bounded height, so that whatever walks a tree needs a bounded stack.

use std::ops::Range;

use crate::{Ast, Near, Problem, ProblemCode, parse::MAX_DEPTH};

/// A tree and how high it is.
#[derive(Debug)]
pub(in crate::parse) struct Tree {
    pub(in crate::parse) ast: Ast,
    height: usize,
}

impl Tree {
    /// A tree that the caller knows to be low: a condition, or a phrase of words.
    pub(in crate::parse) fn leaf(ast: Ast) -> Self {
        let height = height(&ast);
        Self { ast, height }
    }
}

fn height(ast: &Ast) -> usize {
    match ast {
        Ast::Near(near) => 1 + height(&near.left).max(height(&near.right)),
        Ast::Citing(citing) => 1 + height(&citing.of),
        _ => 1,
    }
}

/// Puts trees together. What would be higher than [`MAX_DEPTH`] is left out and reported once.
#[derive(Default)]
pub(in crate::parse) struct Builder {
    reported: bool,
}

impl Builder {
    /// A tree `levels` over others; where it would be too high, the first of them.
    pub(in crate::parse) fn over(
        &mut self,
        mut operands: Vec<Tree>,
        levels: usize,
        make: impl FnOnce(Vec<Ast>) -> Ast,
        place: &Range<usize>,
        problems: &mut Vec<Problem>,
    ) -> Option<Tree> {
        let height = levels + operands.iter().map(|tree| tree.height).max().unwrap_or(0);
        if MAX_DEPTH <= height {
            self.too_deep(place.clone(), problems);
            operands.truncate(1);
            return operands.pop();
        }
        Some(Tree { ast: make(operands.into_iter().map(|tree| tree.ast).collect()), height })
    }

    pub(in crate::parse) fn too_deep(&mut self, place: Range<usize>, problems: &mut Vec<Problem>) {
        if std::mem::replace(&mut self.reported, true) {
            return;
        }
        let message = format!("the query is nested deeper than {MAX_DEPTH}");
        problems.push(Problem::new(ProblemCode::TooDeep, place, &MAX_DEPTH.to_string(), message));
    }
}

/// `left` and `right` near each other.
pub(in crate::parse) fn near(mut operands: Vec<Ast>, distance: u32, ordered: bool) -> Ast {
    let right = Box::new(operands.pop().unwrap_or(Ast::Everything));
    let left = Box::new(operands.pop().unwrap_or(Ast::Everything));
    Ast::Near(Near { left, right, distance, ordered })
}
