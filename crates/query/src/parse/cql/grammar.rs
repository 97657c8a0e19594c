//! Tokens to the tree, by recursive descent of bounded depth.

use std::ops::Range;

use super::{
    chain::{Chain, Operator, Reports},
    comparison::Compared,
    guess,
    index::Index,
    lexer::{Token, TokenKind},
};
use crate::{
    Ast, Field, FieldKind, Problem, ProblemCode,
    parse::{
        MAX_DEPTH,
        common::{Builder, Condition, Tree, Written, group_length},
    },
};

pub(super) struct Parser<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) at: usize,
    depth: usize,
    pub(super) builder: Builder,
    pub(super) problems: &'a mut Vec<Problem>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(tokens: &'a [Token], problems: &'a mut Vec<Problem>) -> Self {
        Self { tokens, at: 0, depth: 0, builder: Builder::default(), problems }
    }

    pub(super) fn parse(mut self) -> Option<Ast> {
        let mut chain = Chain::default();
        loop {
            self.operands(&mut chain, None);
            match self.peek() {
                Some(TokenKind::Close) => {
                    let message = "a closing parenthesis has no partner".to_owned();
                    self.problem(ProblemCode::UnopenedParenthesis, self.range_here(), ")", message);
                    self.at += 1;
                }
                _ => break,
            }
        }
        self.finish(chain).map(|tree| tree.ast)
    }

    pub(super) fn peek(&self) -> Option<&'a TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    pub(super) fn range_here(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(0..0, |token| token.char_range.clone())
    }

    pub(super) fn problem(&mut self, code: ProblemCode, place: Range<usize>, subject: &str, message: String) {
        self.problems.push(Problem::new(code, place, subject, message));
    }

    fn finish(&mut self, chain: Chain) -> Option<Tree> {
        let place = self.tokens.get(self.at.saturating_sub(1)).map_or(0..0, |token| token.char_range.clone());
        chain.finish(&place, &mut Reports { builder: &mut self.builder, problems: self.problems })
    }

    /// Operands and the operators between them, up to a closing parenthesis or the end.
    fn operands(&mut self, chain: &mut Chain, scope: Option<Index>) {
        loop {
            let place = self.range_here();
            let (operator, name) = self.operator();
            let leading_not = operator == Some(Operator::AndNot) && chain.is_empty();
            if operator.is_some() && chain.is_empty() && !leading_not {
                self.missing_operand(place.clone(), name);
            }
            let operand_starts = self.starts_operand();
            if !operand_starts {
                if operator.is_some() && (!chain.is_empty() || leading_not) {
                    self.missing_operand(place, name);
                }
                if operator.is_some() {
                    continue;
                }
                return;
            }
            let scope = match operator {
                Some(Operator::Prox(_)) => scope.or_else(|| self.inherited(chain)),
                _ => scope,
            };
            let place = if operator.is_some() { place } else { self.range_here() };
            let Some(tree) = self.operand(scope) else { continue };
            if chain.is_empty() {
                chain.start(tree, leading_not);
                continue;
            }
            let mut reports = Reports { builder: &mut self.builder, problems: self.problems };
            chain.push(operator.unwrap_or(Operator::And), tree, &place, &mut reports);
        }
    }

    /// Takes an operator, `and not` and `or not` as one.
    fn operator(&mut self) -> (Option<Operator>, &'static str) {
        let (operator, name) = match self.peek() {
            Some(TokenKind::And) => (Operator::And, "and"),
            Some(TokenKind::Or) => (Operator::Or, "or"),
            Some(TokenKind::Not) => (Operator::AndNot, "not"),
            Some(TokenKind::Prox(prox)) => (Operator::Prox(*prox), "prox"),
            _ => return (None, ""),
        };
        self.at += 1;
        let operator = match (operator, self.peek()) {
            (Operator::And, Some(TokenKind::Not)) => Operator::AndNot,
            (Operator::Or, Some(TokenKind::Not)) => Operator::OrNot,
            _ => return (Some(operator), name),
        };
        self.at += 1;
        (Some(operator), name)
    }

    fn missing_operand(&mut self, place: Range<usize>, name: &str) {
        self.problem(ProblemCode::MissingOperand, place, name, format!("{name} lacks an operand"));
    }

    fn starts_operand(&self) -> bool {
        matches!(
            self.peek(),
            Some(TokenKind::Open | TokenKind::Word(_) | TokenKind::Quoted(_) | TokenKind::Relation(_))
        )
    }

    /// The index of what stands before `prox`, for a word after it that has none.
    fn inherited(&mut self, chain: &Chain) -> Option<Index> {
        let leaf = chain.last()?.leaves().pop()?;
        let is_text = matches!(leaf.field.kind(), FieldKind::Text | FieldKind::Name);
        if !is_text || leaf.field == Field::TEXT || self.has_index_here() {
            return None;
        }
        let field = leaf.field;
        let message = format!("what follows prox was read in the field {field} as well");
        self.problem(ProblemCode::GuessedField, self.range_here(), &field.to_string(), message);
        Some(Index::Field(field))
    }

    fn operand(&mut self, scope: Option<Index>) -> Option<Tree> {
        let place = self.range_here();
        match self.peek()? {
            TokenKind::Open => self.group(scope),
            TokenKind::Relation(_) => {
                self.at += 1;
                let message = "a relation lacks the index before it".to_owned();
                self.problem(ProblemCode::MissingOperand, place, "=", message);
                None
            }
            TokenKind::Word(written) => {
                if let Some((index, name)) = self.index(written) {
                    return self.comparison(index, &name, place);
                }
                self.at += 1;
                match scope {
                    Some(index) => self.condition(index, written, false, place),
                    None => self.guess(written, place),
                }
            }
            TokenKind::Quoted(written) => {
                self.at += 1;
                self.condition(scope.unwrap_or(Index::Field(Field::TEXT)), written, true, place)
            }
            _ => None,
        }
    }

    /// At an opening parenthesis: what it encloses.
    pub(super) fn group(&mut self, scope: Option<Index>) -> Option<Tree> {
        let start = self.range_here();
        if self.depth == MAX_DEPTH {
            self.builder.too_deep(start, self.problems);
            self.skip_group();
            return None;
        }
        self.at += 1;
        self.depth += 1;
        let problems_before = self.problems.len();
        let mut chain = Chain::default();
        self.operands(&mut chain, scope);
        self.depth -= 1;
        let tree = self.finish(chain);
        if tree.is_none() && self.problems.len() == problems_before {
            let message = "parentheses enclose nothing".to_owned();
            self.problem(ProblemCode::EmptyParentheses, start.clone(), "()", message);
        }
        match self.peek() {
            Some(TokenKind::Close) => self.at += 1,
            _ => {
                let message = "an opening parenthesis has no partner".to_owned();
                self.problem(ProblemCode::UnclosedParenthesis, start, "(", message);
            }
        }
        tree
    }

    fn skip_group(&mut self) {
        self.at += group_length(&self.tokens[self.at..], &TokenKind::Open, &TokenKind::Close);
    }

    /// Whether the word here stands before a relation; takes nothing.
    pub(super) fn has_index_here(&self) -> bool {
        match self.peek() {
            Some(TokenKind::Word(written)) => {
                matches!(self.after(1), Some(TokenKind::Relation(_)))
                    || self.named_relation(written).is_some()
            }
            _ => false,
        }
    }

    pub(super) fn after(&self, offset: usize) -> Option<&'a TokenKind> {
        self.tokens.get(self.at + offset).map(|token| &token.kind)
    }

    /// `any`, `all` or `within` after the index here, with something after it.
    pub(super) fn named_relation(&self, index: &Written) -> Option<Compared> {
        let Some(TokenKind::Word(word)) = self.after(1) else { return None };
        let relation = match word.text().to_lowercase().as_str() {
            "any" => Compared::Any,
            "all" => Compared::All,
            "within" => Compared::Within,
            _ => return None,
        };
        let follows =
            matches!(self.after(2), Some(TokenKind::Word(_) | TokenKind::Quoted(_) | TokenKind::Open));
        (follows && Index::find(&index.text()).is_some()).then_some(relation)
    }

    /// At a word before a relation: the index, the word as written. An unknown index is reported and read as text.
    fn index(&mut self, written: &Written) -> Option<(Index, String)> {
        if !self.has_index_here() {
            return None;
        }
        let name = written.text();
        let index = Index::find(&name).unwrap_or_else(|| {
            let message = format!("no index is called {name:?}");
            let mut problem = Problem::new(ProblemCode::UnknownField, self.range_here(), &name, message);
            problem.suggestions = Index::nearest(&name);
            self.problems.push(problem);
            Index::Field(Field::TEXT)
        });
        Some((index, name))
    }

    /// A condition on an index; after a class also who allocated it, which is left out.
    pub(super) fn condition(
        &mut self,
        index: Index,
        written: &Written,
        quoted: bool,
        place: Range<usize>,
    ) -> Option<Tree> {
        if index == Index::Everything {
            return Some(Tree::leaf(Ast::Everything));
        }
        let field = index.field();
        let without_low = (field.kind() == FieldKind::Class).then(|| written.without_low()).flatten();
        let written = without_low.as_ref().unwrap_or(written);
        let condition = Condition { field, written, quoted, char_range: place }.read(self.problems);
        if field.kind() == FieldKind::Class {
            self.origin();
        }
        condition.map(|condition| Tree::leaf(index.wrap(condition)))
    }

    /// `(EP)` after a class.
    fn origin(&mut self) {
        let (Some(TokenKind::Open), Some(TokenKind::Word(office)), Some(TokenKind::Close)) =
            (self.peek(), self.after(1), self.after(2))
        else {
            return;
        };
        let office = office.text();
        if office.len() != 2 || !office.bytes().all(|b| b.is_ascii_uppercase()) {
            return;
        }
        let place = self.tokens[self.at].char_range.start..self.tokens[self.at + 2].char_range.end;
        let message = format!("which office allocated a class is not indexed: {office} was left out");
        self.problem(ProblemCode::ReadDifferently, place, &office, message);
        self.at += 3;
    }

    /// A word without an index.
    fn guess(&mut self, written: &Written, place: Range<usize>) -> Option<Tree> {
        let text = written.text();
        let guessed = if written.has_wildcards() { None } else { guess::index_of(&text) };
        let field = guessed.and_then(guess::field_of).unwrap_or(Field::TEXT);
        if let Some(index) = guessed {
            let message =
                format!("{text:?} was read as {index}={text}; in quotation marks it is searched as text");
            self.problem(ProblemCode::GuessedField, place.clone(), &text, message);
        }
        self.condition(Index::Field(field), written, false, place)
    }
}
