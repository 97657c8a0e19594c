//! An expression to the tree: tags to fields, keywords to conditions.

use super::{
    expression::{Expression, Keyword, Nearness},
    tag::Tag,
};
use crate::{
    Ast, Field, FieldKind, Operand, Problem, ProblemCode,
    parse::common::{Builder, Condition, Tree, Written, is_japanese, near, span},
};

/// How many characters or words J-PlatPat lets lie between two keywords.
const BETWEEN: std::ops::RangeInclusive<u32> = 1..=99;

/// Most tags behind one keyword or bracket.
const TAGS_MAX: usize = 8;

pub(super) fn lower(expression: Expression, problems: &mut Vec<Problem>) -> Option<Ast> {
    let mut lowering = Lowering { builder: Builder::default(), problems };
    lowering.expression(expression, &[Field::TEXT]).map(|tree| tree.ast)
}

struct Lowering<'a> {
    builder: Builder,
    problems: &'a mut Vec<Problem>,
}

impl Lowering<'_> {
    fn expression(&mut self, expression: Expression, fields: &[Field]) -> Option<Tree> {
        match expression {
            Expression::Keyword(keyword) => self.keyword(&keyword, fields),
            Expression::Sum(operands) => {
                let trees =
                    operands.into_iter().filter_map(|operand| self.expression(operand, fields)).collect();
                self.joined(trees, Ast::Or)
            }
            Expression::Product(operands) => self.product(operands, fields),
            Expression::Near(first, rest) => {
                let mut tree = self.expression(*first, fields);
                for (nearness, operand) in rest {
                    let operand = self.expression(operand, fields);
                    tree = match (tree, operand) {
                        (Some(left), Some(right)) => self.near(&nearness, left, right),
                        (left, right) => left.or(right),
                    };
                }
                tree
            }
            Expression::Tagged(operand, tags) => {
                let own = self.fields(&tags);
                self.expression(*operand, &own)
            }
        }
    }

    fn fields(&mut self, tags: &[Tag]) -> Vec<Field> {
        if let Some(first) = tags.get(TAGS_MAX) {
            let message = format!("{} tags stand together, the limit is {TAGS_MAX}", tags.len());
            let place = first.char_range.clone();
            let subject = format!("/{}", first.name);
            self.problems.push(Problem::new(ProblemCode::UnsupportedOperation, place, &subject, message));
        }
        let mut fields: Vec<Field> = Vec::new();
        for tag in tags.iter().take(TAGS_MAX) {
            let field = tag.field(self.problems).unwrap_or(Field::TEXT);
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        fields
    }

    fn joined(&mut self, mut trees: Vec<Tree>, make: fn(Vec<Ast>) -> Ast) -> Option<Tree> {
        match trees.len() {
            0 | 1 => trees.pop(),
            _ => self.builder.over(trees, 1, make, &(0..0), self.problems),
        }
    }

    fn product(&mut self, operands: Vec<(bool, Expression)>, fields: &[Field]) -> Option<Tree> {
        let mut trees = Vec::with_capacity(operands.len());
        for (negated, operand) in operands {
            let Some(tree) = self.expression(operand, fields) else { continue };
            let negation = |mut operands: Vec<Ast>| Ast::Not(Box::new(operands.swap_remove(0)));
            trees.extend(match negated {
                true => self.builder.over(vec![tree], 1, negation, &(0..0), self.problems),
                false => Some(tree),
            });
        }
        self.joined(trees, Ast::And)
    }

    fn near(&mut self, nearness: &Nearness, left: Tree, right: Tree) -> Option<Tree> {
        let place = &nearness.char_range;
        let text = |ast: &Ast| {
            ast.leaves().iter().all(|leaf| matches!(leaf.field.kind(), FieldKind::Text | FieldKind::Name))
        };
        if !text(&left.ast) || !text(&right.ast) {
            let message =
                "proximity is between keywords of texts: other conditions were joined by *".to_owned();
            let code = ProblemCode::ReadDifferently;
            self.problems.push(Problem::new(code, place.clone(), &nearness.sign(), message));
            return self.joined(vec![left, right], Ast::And);
        }
        if !BETWEEN.contains(&nearness.between) {
            let (sign, first, last) = (nearness.sign(), BETWEEN.start(), BETWEEN.end());
            let message =
                format!("{sign} is out of range: {first} to {last} characters or words may lie between");
            self.problems.push(Problem::new(ProblemCode::InvalidDistance, place.clone(), &sign, message));
        }
        // Neighbours have distance 1, and nothing between them.
        let distance = nearness.between.clamp(*BETWEEN.start(), *BETWEEN.end()) + 1;
        let ordered = nearness.ordered;
        let make = move |operands| near(operands, distance, ordered);
        self.builder.over(vec![left, right], 1, make, place, self.problems)
    }

    /// A keyword in any of some fields.
    fn keyword(&mut self, keyword: &Keyword, fields: &[Field]) -> Option<Tree> {
        let mut trees = Vec::with_capacity(fields.len());
        for field in fields {
            trees.extend(self.condition(keyword, *field).map(Tree::leaf));
        }
        self.joined(trees, Ast::Or)
    }

    fn condition(&mut self, keyword: &Keyword, field: Field) -> Option<Ast> {
        let Keyword { written, phrase, char_range } = keyword;
        let raw = written.raw();
        if field.kind().is_ordered()
            && let Some((from, to)) = raw.split_once([':', '：'])
        {
            let operand = span(field, (from, to), char_range, self.problems)?;
            return Some(Ast::leaf(field, operand));
        }
        if field.kind() == FieldKind::Class {
            if let Some(symbol) = exact_symbol(written) {
                return Some(Ast::leaf(field, Operand::Exact(symbol)));
            }
            if raw.starts_with(['<', '＜']) {
                let message =
                    "the order of layers <A,B;AB01,AK41> cannot be asked for; write the terms with * between";
                let code = ProblemCode::UnsupportedOperation;
                self.problems.push(Problem::new(code, char_range.clone(), &raw, message.to_owned()));
                return None;
            }
        }
        let is_text = matches!(field.kind(), FieldKind::Text | FieldKind::Name);
        // Keywords in Japanese are exact by characters.
        let quoted = *phrase || (is_text && !written.has_wildcards() && raw.chars().any(is_japanese));
        Condition { field, written, quoted, char_range: char_range.clone() }.read(self.problems)
    }
}

/// The symbol behind `$`, which stands for nothing below it.
fn exact_symbol(written: &Written) -> Option<String> {
    let raw = written.raw();
    let symbol: String = raw.trim().strip_prefix(['$', '＄'])?.split_whitespace().collect();
    (!symbol.is_empty() && !written.has_wildcards()).then_some(symbol)
}
