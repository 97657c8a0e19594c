//! An index, a relation and what follows.

use std::ops::Range;

use super::{
    grammar::Parser,
    index::Index,
    lexer::{Relation, TokenKind},
};
use crate::{
    Ast, FieldKind, Operand, ProblemCode,
    parse::{
        common::{Comparison, Tree, Written, comparison, refuse, span},
        numbers,
    },
};

/// A relation, with signs or as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compared {
    By(Relation),
    Any,
    All,
    Within,
}

impl Compared {
    fn as_str(self) -> &'static str {
        match self {
            Self::By(Relation::Equal) => "=",
            Self::By(Relation::Exact) => "==",
            Self::By(Relation::Unequal) => "<>",
            Self::By(Relation::Less) => "<",
            Self::By(Relation::AtMost) => "<=",
            Self::By(Relation::More) => ">",
            Self::By(Relation::AtLeast) => ">=",
            Self::Any => "any",
            Self::All => "all",
            Self::Within => "within",
        }
    }
}

impl Parser<'_> {
    /// At an index: its relation and what follows.
    pub(super) fn comparison(&mut self, index: Index, name: &str, place: Range<usize>) -> Option<Tree> {
        let relation = match self.after(1)? {
            TokenKind::Relation(relation) => Compared::By(*relation),
            _ => {
                let Some(TokenKind::Word(written)) = self.peek() else { return None };
                self.named_relation(written)?
            }
        };
        self.at += 2;
        if let Some(meaning) = Index::narrower_meaning(name) {
            let message = format!("{name} means {meaning}; it was read in the field {}", index.field());
            self.problem(ProblemCode::ReadDifferently, place.clone(), name, message);
        }
        match self.peek() {
            Some(TokenKind::Open) if relation == Compared::By(Relation::Equal) => self.group(Some(index)),
            Some(TokenKind::Open) => {
                let operation = relation.as_str();
                refuse(index.field(), &format!("{operation} ("), self.range_here(), self.problems);
                self.group(Some(index))
            }
            Some(TokenKind::Word(written)) => {
                let here = self.range_here();
                self.at += 1;
                self.values(index, relation, written, here)
            }
            Some(TokenKind::Quoted(written)) => {
                let here = self.range_here();
                self.at += 1;
                self.quoted(index, relation, written, here)
            }
            _ => {
                self.problems.push(crate::parse::missing_value(index.field(), place));
                None
            }
        }
    }

    /// A word after a relation, and the words after that which have no index of their own.
    fn values(
        &mut self,
        index: Index,
        relation: Compared,
        first: &Written,
        place: Range<usize>,
    ) -> Option<Tree> {
        let mut words = vec![(first, place.clone())];
        let takes_more = !matches!(relation, Compared::By(relation) if relation != Relation::Equal);
        while takes_more
            && let Some(TokenKind::Word(written)) = self.peek()
            && !self.has_index_here()
        {
            words.push((written, self.range_here()));
            self.at += 1;
        }
        if relation == Compared::Within {
            let texts: Vec<String> = words.iter().map(|(written, _)| written.raw()).collect();
            return self.within(index, &texts.join(" "), place);
        }
        if let Compared::By(relation) = relation
            && words.len() == 1
        {
            return self.single(index, relation, first, false, place);
        }
        if let (Compared::By(_), Some((_, from)), Some((_, to))) = (relation, words.get(1), words.last()) {
            let rest: Vec<String> = words[1..].iter().map(|(written, _)| written.text()).collect();
            let rest = rest.join(" ");
            let message = format!("{rest:?} was read in the field {} as well", index.field());
            self.problem(ProblemCode::GuessedField, from.start..to.end, &rest, message);
        }
        let is_any = match relation {
            Compared::Any => true,
            Compared::All => false,
            _ => index.words_are_alternatives(),
        };
        let trees =
            words.into_iter().map(|(word, place)| self.condition(index, word, false, place)).collect();
        self.joined(trees, is_any, &place)
    }

    /// Quoted text after a relation.
    fn quoted(
        &mut self,
        index: Index,
        relation: Compared,
        written: &Written,
        place: Range<usize>,
    ) -> Option<Tree> {
        let is_any = match relation {
            Compared::By(relation) => return self.single(index, relation, written, true, place),
            Compared::Within => return self.within(index, &written.raw(), place),
            Compared::Any => true,
            Compared::All => false,
        };
        let words = written.words();
        if words.is_empty() {
            return self.condition(index, written, true, place);
        }
        let condition = |word| self.condition(index, word, false, place.clone());
        let trees = words.iter().map(condition).collect();
        self.joined(trees, is_any, &place)
    }

    fn joined(&mut self, trees: Vec<Option<Tree>>, is_any: bool, place: &Range<usize>) -> Option<Tree> {
        let mut trees: Vec<Tree> = trees.into_iter().flatten().collect();
        if trees.len() < 2 {
            return trees.pop();
        }
        let make = if is_any { Ast::Or } else { Ast::And };
        self.builder.over(trees, 1, make, place, self.problems)
    }

    /// One value after a relation that is written with signs.
    fn single(
        &mut self,
        index: Index,
        relation: Relation,
        written: &Written,
        quoted: bool,
        place: Range<usize>,
    ) -> Option<Tree> {
        let field = index.field();
        let comparison_of = |relation| match relation {
            Relation::Less => Some(Comparison::Less),
            Relation::AtMost => Some(Comparison::AtMost),
            Relation::More => Some(Comparison::More),
            Relation::AtLeast => Some(Comparison::AtLeast),
            _ => None,
        };
        match (relation, comparison_of(relation)) {
            (_, Some(compared)) if field.kind().is_ordered() => {
                let operand = comparison(field, compared, &written.text(), &place, self.problems)?;
                Some(Tree::leaf(Ast::leaf(field, operand)))
            }
            (_, Some(_)) => {
                refuse(field, Compared::By(relation).as_str(), place, self.problems);
                None
            }
            (Relation::Exact, _) if !field.kind().is_ordered() && !written.text().is_empty() => {
                let text = match field.kind() {
                    FieldKind::Class => written.text().split_whitespace().collect(),
                    _ => written.text(),
                };
                Some(Tree::leaf(index.wrap(Ast::leaf(field, Operand::Exact(text)))))
            }
            (Relation::Unequal, _) => {
                let tree = self.condition(index, written, quoted, place.clone())?;
                let negation = |mut operands: Vec<Ast>| Ast::Not(Box::new(operands.swap_remove(0)));
                self.builder.over(vec![tree], 1, negation, &place, self.problems)
            }
            _ => self.condition(index, written, quoted, place),
        }
    }

    /// `within "2005 2006"`.
    fn within(&mut self, index: Index, text: &str, place: Range<usize>) -> Option<Tree> {
        let field = index.field();
        let ends: Vec<&str> = text.split([' ', ',', '\u{3000}']).filter(|end| !end.is_empty()).collect();
        let &[from, to] = ends.as_slice() else {
            let message = "within takes two values: within \"2005 2006\"".to_owned();
            self.problem(ProblemCode::MalformedRange, place, text, message);
            return None;
        };
        if field.kind().is_ordered() {
            let operand = span(field, (from, to), &place, self.problems)?;
            return Some(Tree::leaf(Ast::leaf(field, operand)));
        }
        if !numbers::is_number_field(field) || index == Index::Cites {
            refuse(field, "within", place, self.problems);
            return None;
        }
        match numbers::read_range(&format!("{from} TO {to}"), (true, true), place) {
            Ok((operand, problem)) => {
                self.problems.extend(problem);
                Some(Tree::leaf(Ast::leaf(field, operand)))
            }
            Err(problem) => {
                self.problems.push(*problem);
                None
            }
        }
    }
}
