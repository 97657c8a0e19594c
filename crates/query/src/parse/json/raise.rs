//! The tree to JSON nodes.

use super::node::{
    CitingNode, FuzzyNode, Gap, LineNode, NearNode, Node, PieceNode, RangeNode, UnitName, WithinNode,
};
use crate::{Ast, CitationDirection, Field, Leaf, Near, Operand, Pattern, Piece, Unit};

/// The JSON form of a tree; every tree has one.
pub(super) fn raise(ast: &Ast) -> Node {
    match ast {
        Ast::Everything => Node::Everything { everything: true },
        Ast::Leaf(leaf) => condition(leaf),
        Ast::And(operands) => Node::And { and: operands.iter().map(raise).collect() },
        Ast::Or(operands) => Node::Or { or: operands.iter().map(raise).collect() },
        Ast::Not(operand) => Node::Not { not: Box::new(raise(operand)) },
        Ast::Near(near) => Node::Near {
            near: NearNode {
                left: Box::new(raise(&near.left)),
                right: Box::new(raise(&near.right)),
                distance: (near.distance != Near::UNLIMITED).then_some(near.distance),
                ordered: near.ordered,
            },
        },
        Ast::Within(within) => {
            let unit = match within.unit {
                Unit::Sentence => UnitName::Sentence,
                Unit::Paragraph => UnitName::Paragraph,
                Unit::Claim => UnitName::Claim,
            };
            Node::Within { within: WithinNode { unit, query: Box::new(raise(&within.operand)) } }
        }
        Ast::Citing(citing) => {
            let of = Box::new(raise(&citing.of));
            let node =
                CitingNode { of, categories: citing.categories.clone(), by: citing.by, place: citing.place };
            match citing.direction {
                CitationDirection::Cites => Node::Cites { cites: node },
                CitationDirection::CitedBy => Node::CitedBy { cited_by: node },
            }
        }
        Ast::Line(line) => {
            let query = Box::new(raise(&line.operand));
            Node::Line { line: LineNode { name: line.name.clone(), query } }
        }
    }
}

fn condition(leaf: &Leaf) -> Node {
    let field = (leaf.field != Field::TEXT).then(|| leaf.field.to_string());
    match &leaf.operand {
        Operand::FreeText(text) => Node::FreeText { field, free_text: text.clone() },
        Operand::Word(text) => Node::Word { field, word: text.clone() },
        Operand::Quoted(text) => Node::Quoted { field, quoted: text.clone() },
        Operand::Exact(text) => Node::Exact { field, exact: text.clone() },
        Operand::Prefix(text) => Node::Prefix { field, prefix: text.clone() },
        Operand::Pattern(pattern) => Node::Pattern { field, pattern: pieces(pattern) },
        Operand::Fuzzy { word, distance } => {
            Node::Fuzzy { field, fuzzy: FuzzyNode { word: word.clone(), distance: *distance } }
        }
        Operand::Range { lower, upper } => {
            let range = RangeNode {
                from: lower.as_ref().map(|bound| bound.value.to_string()),
                to: upper.as_ref().map(|bound| bound.value.to_string()),
                from_inclusive: lower.as_ref().is_none_or(|bound| bound.inclusive),
                to_inclusive: upper.as_ref().is_none_or(|bound| bound.inclusive),
            };
            Node::Range { field, range }
        }
    }
}

fn pieces(pattern: &Pattern) -> Vec<PieceNode> {
    let piece = |piece: &Piece| match piece {
        Piece::Literal(text) => PieceNode::Literal(text.clone()),
        Piece::AnyRun => PieceNode::Any(Gap::Run),
        Piece::AnyOne => PieceNode::Any(Gap::One),
        Piece::AtMostOne => PieceNode::Any(Gap::AtMostOne),
    };
    pattern.pieces().iter().map(piece).collect()
}
