//! Tokens to the tree, by recursive descent of bounded depth.

use std::ops::Range;

use super::{
    MAX_DEPTH, enumerated,
    lexer::{Token, TokenKind},
    missing_value, numbers,
    parentheses::match_parentheses,
    value,
};
use crate::{Ast, Field, FieldKind, Leaf, Operand, Problem, ProblemCode};

pub(super) struct Parser<'a> {
    tokens: Vec<&'a Token>,
    /// For an opening parenthesis, the index of its partner, or of the end.
    partners: Vec<usize>,
    at: usize,
    field: Field,
    depth: usize,
    problems: &'a mut Vec<Problem>,
}

/// What stands between two operators.
enum Item {
    /// Bare words alone: one word that an operator takes must be there, several are free text.
    Words(Vec<String>),
    Tree(Ast),
}

/// One of the things side by side.
enum Element {
    Bare(String),
    Tree(Ast),
}

impl<'a> Parser<'a> {
    /// A parser of tokens whose words without a field are in `field`.
    pub(super) fn new(tokens: &'a [Token], field: Field, problems: &'a mut Vec<Problem>) -> Self {
        let (tokens, partners) = match_parentheses(tokens, problems);
        Self { tokens, partners, at: 0, field, depth: 0, problems }
    }

    /// `None` where nothing that can be searched is left of the tokens.
    pub(super) fn parse(mut self) -> Option<Ast> {
        let item = self.or();
        self.finish(item)
    }

    fn peek(&self) -> Option<&'a TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    fn range_here(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(0..0, |token| token.char_range.clone())
    }

    fn problem(&mut self, code: ProblemCode, char_range: Range<usize>, subject: &str, message: String) {
        let subject = subject.to_owned();
        self.problems.push(Problem { code, char_range, subject, message, suggestions: Vec::new() });
    }

    fn or(&mut self) -> Option<Item> {
        self.operands(&TokenKind::Or, "OR", Self::and, Ast::Or)
    }

    fn and(&mut self) -> Option<Item> {
        self.operands(&TokenKind::And, "AND", Self::sequence, Ast::And)
    }

    /// Operands with one operator between them; an operator that lacks an operand is reported and left out.
    fn operands(
        &mut self,
        operator: &TokenKind,
        name: &str,
        operand: fn(&mut Self) -> Option<Item>,
        combine: fn(Vec<Ast>) -> Ast,
    ) -> Option<Item> {
        let mut items = Vec::new();
        let mut operator_at: Option<Range<usize>> = None;
        loop {
            let item = operand(self);
            let goes_on = self.peek() == Some(operator);
            let char_range = self.range_here();
            if item.is_none()
                && let Some(at) = operator_at.take().or(goes_on.then(|| char_range.clone()))
            {
                self.problem(ProblemCode::MissingOperand, at, name, format!("{name} lacks an operand"));
            }
            items.extend(item);
            if !goes_on {
                break;
            }
            operator_at = Some(char_range);
            self.at += 1;
        }
        match items.len() {
            0 | 1 => items.pop(),
            _ => Some(Item::Tree(combine(items.into_iter().map(|item| self.operand_of(item)).collect()))),
        }
    }

    /// Things side by side: bare words become one free text, the rest must hold as well.
    fn sequence(&mut self) -> Option<Item> {
        let mut elements = Vec::new();
        while matches!(
            self.peek(),
            Some(
                TokenKind::Open
                    | TokenKind::Not
                    | TokenKind::Field(_)
                    | TokenKind::Word { .. }
                    | TokenKind::Quoted(_)
                    | TokenKind::Range { .. }
            )
        ) {
            if numbers::is_number_field(self.field) && matches!(self.peek(), Some(TokenKind::Word { .. })) {
                elements.extend(self.numbers());
            } else {
                elements.extend(self.unary());
            }
        }
        if elements.len() < 2 {
            return elements.pop().map(|element| match element {
                Element::Bare(word) => Item::Words(vec![word]),
                Element::Tree(tree) => Item::Tree(tree),
            });
        }
        if self.field.kind() == FieldKind::Text {
            Some(self.side_by_side(elements))
        } else {
            Some(Item::Tree(self.values_side_by_side(elements)))
        }
    }

    /// Bare words, and groups of them, become one free text in the place of the first.
    fn side_by_side(&self, elements: Vec<Element>) -> Item {
        let mut words = Vec::new();
        let mut words_at = 0;
        let mut trees = Vec::new();
        for element in elements {
            let bare = match element {
                Element::Bare(word) => word,
                Element::Tree(Ast::Leaf(Leaf { field, operand: Operand::FreeText(text) }))
                    if field == self.field =>
                {
                    text
                }
                Element::Tree(tree) => {
                    trees.push(tree);
                    continue;
                }
            };
            if words.is_empty() {
                words_at = trees.len();
            }
            words.push(bare);
        }
        if trees.is_empty() {
            return Item::Words(words);
        }
        if !words.is_empty() {
            trees.insert(words_at, self.free_text(&words));
        }
        Item::Tree(if trees.len() == 1 { trees.remove(0) } else { Ast::And(trees) })
    }

    /// Values of a field that has no free text, as in `office:(JP US)`: any of them.
    fn values_side_by_side(&self, elements: Vec<Element>) -> Ast {
        let trees = elements.into_iter().filter_map(|element| match element {
            Element::Tree(tree) => Some(tree),
            Element::Bare(_) => None,
        });
        let is_value = |tree: &Ast| matches!(tree, Ast::Leaf(leaf) if leaf.field == self.field);
        let (mut values, mut others): (Vec<Ast>, Vec<Ast>) = trees.partition(is_value);
        match values.len() {
            0 => {}
            1 => others.insert(0, values.remove(0)),
            _ => others.insert(0, Ast::Or(values)),
        }
        if others.len() == 1 { others.remove(0) } else { Ast::And(others) }
    }

    /// A run of bare words in the field of patents' numbers, whose numbers may have spaces in them.
    fn numbers(&mut self) -> Vec<Element> {
        let mut text = String::new();
        while let Some(TokenKind::Word { text: word, truncated: false }) = self.peek() {
            text.push_str(word);
            text.push(' ');
            self.at += 1;
        }
        if text.trim().is_empty() {
            return self.unary().into_iter().collect();
        }
        let leaf = |number| Element::Tree(Ast::leaf(self.field, Operand::Word(number)));
        numbers::split_list(&text).into_iter().map(leaf).collect()
    }

    fn unary(&mut self) -> Option<Element> {
        let start = self.range_here();
        let mut negations = 0;
        while self.peek() == Some(&TokenKind::Not) {
            negations += 1;
            self.at += 1;
        }
        if MAX_DEPTH < self.depth + negations {
            self.too_deep(start.clone());
            negations = MAX_DEPTH - self.depth;
        }
        if negations == 0 {
            return self.primary();
        }
        self.depth += negations;
        let operand = self.primary();
        self.depth -= negations;
        let Some(operand) = operand else {
            self.problem(ProblemCode::MissingOperand, start, "NOT", "NOT lacks an operand".to_owned());
            return None;
        };
        let operand = match operand {
            Element::Bare(word) => self.operand_of(Item::Words(vec![word])),
            Element::Tree(tree) => tree,
        };
        Some(Element::Tree((0..negations).fold(operand, |tree, _| Ast::Not(Box::new(tree)))))
    }

    fn primary(&mut self) -> Option<Element> {
        let token = *self.tokens.get(self.at)?;
        match &token.kind {
            TokenKind::Open => self.group(self.field).map(Element::Tree),
            TokenKind::Field(field) => {
                self.at += 1;
                self.value(*field, &token.char_range).map(Element::Tree)
            }
            TokenKind::Word { text, truncated } if self.field.kind() == FieldKind::Text => {
                self.at += 1;
                self.bare_word(text, *truncated, &token.char_range)
            }
            TokenKind::Word { .. } | TokenKind::Quoted(_) | TokenKind::Range { .. } => {
                self.operand(self.field).map(Element::Tree)
            }
            TokenKind::Close | TokenKind::And | TokenKind::Or | TokenKind::Not => None,
        }
    }

    fn bare_word(&mut self, text: &str, truncated: bool, char_range: &Range<usize>) -> Option<Element> {
        if truncated && text.is_empty() {
            return Some(Element::Tree(Ast::Everything));
        }
        if truncated {
            self.unsupported_truncation(text, char_range);
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        (!words.is_empty()).then(|| Element::Bare(words.join(" ")))
    }

    fn unsupported_truncation(&mut self, text: &str, char_range: &Range<usize>) {
        let message =
            format!("{text}* was searched as {text}: * is read for classes, numbers and codes only");
        self.problem(ProblemCode::UnsupportedTruncation, char_range.clone(), text, message);
    }

    fn too_deep(&mut self, char_range: Range<usize>) {
        let message = format!("the query is nested deeper than {MAX_DEPTH}");
        self.problem(ProblemCode::TooDeep, char_range, &MAX_DEPTH.to_string(), message);
    }

    /// At an opening parenthesis: what it encloses, with `field` for words without one.
    fn group(&mut self, field: Field) -> Option<Ast> {
        let start = self.range_here();
        let partner = self.partners[self.at];
        if self.depth == MAX_DEPTH {
            self.too_deep(start);
            self.at = partner + 1;
            return None;
        }
        self.at += 1;
        let outer = std::mem::replace(&mut self.field, field);
        self.depth += 1;
        let problems_before = self.problems.len();
        let item = self.or();
        let tree = self.finish(item);
        self.depth -= 1;
        self.field = outer;
        if tree.is_none() && self.problems.len() == problems_before {
            let message = "parentheses enclose nothing".to_owned();
            self.problem(ProblemCode::EmptyParentheses, start, "()", message);
        }
        self.at = partner + 1;
        tree
    }

    /// What follows `field:`.
    fn value(&mut self, field: Field, name_range: &Range<usize>) -> Option<Ast> {
        match self.peek() {
            Some(TokenKind::Open) => self.group(field),
            Some(TokenKind::Word { .. } | TokenKind::Quoted(_) | TokenKind::Range { .. }) => {
                self.operand(field)
            }
            _ => {
                self.problems.push(missing_value(field, name_range.clone()));
                None
            }
        }
    }

    /// A word, quoted text or range as a condition on `field`.
    fn operand(&mut self, field: Field) -> Option<Ast> {
        let token = *self.tokens.get(self.at)?;
        self.at += 1;
        let char_range = token.char_range.clone();
        if let TokenKind::Quoted(text) = &token.kind
            && text.trim().is_empty()
        {
            let message = "quotation marks enclose nothing".to_owned();
            self.problem(ProblemCode::EmptyQuote, char_range, "", message);
            return None;
        }
        if field.kind().is_ordered() {
            let next = self.next_word_of_comparison(token);
            let operand = value::read(field, &token.kind, next, char_range, self.problems)?;
            return Some(Ast::leaf(field, operand));
        }
        let place = char_range.clone();
        let operand = match &token.kind {
            TokenKind::Quoted(text) => Operand::Quoted(text.clone()),
            TokenKind::Word { text, truncated } => self.word_operand(field, text, *truncated, &char_range)?,
            TokenKind::Range { inside, lower_inclusive, upper_inclusive }
                if numbers::is_number_field(field) =>
            {
                match numbers::read_range(inside, (*lower_inclusive, *upper_inclusive), char_range) {
                    Ok((operand, problem)) => {
                        self.problems.extend(problem);
                        operand
                    }
                    Err(problem) => {
                        self.problems.push(*problem);
                        return None;
                    }
                }
            }
            TokenKind::Range { inside, .. } => {
                let message = format!("the field {field} has no order, so that it has no ranges");
                self.problem(ProblemCode::UnsupportedOperation, char_range, inside, message);
                return None;
            }
            _ => return None,
        };
        if let Some(problem) = enumerated::refused(field, &operand, place) {
            self.problems.push(problem);
            return None;
        }
        Some(Ast::leaf(field, operand))
    }

    /// `>= 2010` with a space between.
    fn next_word_of_comparison(&mut self, token: &Token) -> Option<&'a str> {
        let TokenKind::Word { text, .. } = &token.kind else { return None };
        let TokenKind::Word { text: next, .. } = self.peek()? else { return None };
        value::is_comparison(text).then(|| {
            self.at += 1;
            next.as_str()
        })
    }

    fn word_operand(
        &mut self,
        field: Field,
        text: &str,
        truncated: bool,
        char_range: &Range<usize>,
    ) -> Option<Operand> {
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() {
            self.problems.push(missing_value(field, char_range.clone()));
            return None;
        }
        if truncated && field.kind().has_prefixes() {
            return Some(Operand::Prefix(words.join(" ")));
        }
        if truncated {
            self.unsupported_truncation(text, char_range);
        }
        Some(Operand::Word(words.join(" ")))
    }

    fn free_text(&self, words: &[String]) -> Ast {
        Ast::leaf(self.field, Operand::FreeText(words.join(" ")))
    }

    /// An item that an operator takes.
    fn operand_of(&self, item: Item) -> Ast {
        match item {
            Item::Tree(tree) => tree,
            Item::Words(mut words) if words.len() == 1 => {
                Ast::leaf(self.field, Operand::Word(words.remove(0)))
            }
            Item::Words(words) => self.free_text(&words),
        }
    }

    /// An item that stands alone.
    fn finish(&self, item: Option<Item>) -> Option<Ast> {
        item.map(|item| match item {
            Item::Tree(tree) => tree,
            Item::Words(words) => self.free_text(&words),
        })
    }
}
