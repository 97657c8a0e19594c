//! Tokens to the tree, by recursive descent of bounded depth: the operators, loosest first.

use std::ops::Range;

use super::{
    MAX_DEPTH, MAX_NESTING,
    lexer::{Token, TokenKind},
    numbers,
    parentheses::match_parentheses,
    proximity,
    word::{Manner, Reading, Word},
};
use crate::{Ast, Field, FieldKind, Leaf, Near, Operand, Problem, ProblemCode};

pub(super) struct Parser<'a> {
    pub(super) tokens: Vec<&'a Token>,
    /// For an opening parenthesis, the index of its partner, or of the end.
    pub(super) partners: Vec<usize>,
    pub(super) at: usize,
    /// The field of words without one.
    pub(super) field: Field,
    pub(super) depth: usize,
    pub(super) problems: &'a mut Vec<Problem>,
}

/// What stands between two operators.
pub(super) enum Item<'a> {
    /// One bare word: an operator wants it to be there, alone it is free text.
    Bare(&'a Word, Range<usize>),
    /// Several bare words: free text.
    Words(Vec<String>),
    Tree(Ast),
}

/// One of the things side by side.
pub(super) enum Element<'a> {
    Bare(&'a Word, Range<usize>),
    Tree(Ast),
}

impl<'a> From<Element<'a>> for Item<'a> {
    fn from(element: Element<'a>) -> Self {
        match element {
            Element::Bare(word, char_range) => Self::Bare(word, char_range),
            Element::Tree(tree) => Self::Tree(tree),
        }
    }
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

    pub(super) fn peek(&self) -> Option<&'a TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    pub(super) fn range_here(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(0..0, |token| token.char_range.clone())
    }

    /// The place of the tokens from `first` to the one just read.
    pub(super) fn range_since(&self, first: usize) -> Range<usize> {
        let place = |index: usize| self.tokens.get(index).map(|token| &token.char_range);
        let start = place(first).map_or(0, |range| range.start);
        let last = self.at.min(self.tokens.len()).saturating_sub(1).max(first);
        start..place(last).map_or(start, |range| range.end)
    }

    pub(super) fn problem(
        &mut self,
        code: ProblemCode,
        char_range: Range<usize>,
        subject: &str,
        message: String,
    ) {
        let subject = subject.to_owned();
        self.problems.push(Problem { code, char_range, subject, message, suggestions: Vec::new() });
    }

    pub(super) fn too_deep(&mut self, char_range: Range<usize>) {
        self.problems.push(super::too_deep(char_range));
    }

    pub(super) fn or(&mut self) -> Option<Item<'a>> {
        self.operands(&TokenKind::Or, "OR", Self::and, Ast::Or)
    }

    fn and(&mut self) -> Option<Item<'a>> {
        self.operands(&TokenKind::And, "AND", Self::sequence, Ast::And)
    }

    /// Operands with one operator between them; an operator that lacks an operand is reported once and left out.
    fn operands(
        &mut self,
        operator: &TokenKind,
        name: &str,
        operand: fn(&mut Self) -> Option<Item<'a>>,
        combine: fn(Vec<Ast>) -> Ast,
    ) -> Option<Item<'a>> {
        let mut items = Vec::new();
        // The operator read last, unless it was reported.
        let mut unreported: Option<Range<usize>> = None;
        loop {
            let item = operand(self);
            let next = (self.peek() == Some(operator)).then(|| self.range_here());
            let mut lacks = None;
            if item.is_none() {
                lacks = unreported.take().or(next.clone());
            }
            items.extend(item);
            unreported = next.clone().filter(|next| lacks.as_ref() != Some(next));
            if let Some(at) = lacks {
                self.problem(ProblemCode::MissingOperand, at, name, format!("{name} lacks an operand"));
            }
            if next.is_none() {
                break;
            }
            self.at += 1;
        }
        match items.len() {
            0 | 1 => items.pop(),
            _ => Some(Item::Tree(combine(items.into_iter().map(|item| self.operand_of(item)).collect()))),
        }
    }

    /// Things side by side: bare words become one free text, the rest must hold as well.
    fn sequence(&mut self) -> Option<Item<'a>> {
        let mut elements = Vec::new();
        let mut beside_proximity = None;
        while !matches!(self.peek(), None | Some(TokenKind::Close | TokenKind::And | TokenKind::Or)) {
            let numbers = self.numbers();
            if !numbers.is_empty() {
                elements.extend(numbers);
                continue;
            }
            let first = self.at;
            let chained = self.near(&mut elements);
            beside_proximity = beside_proximity.or_else(|| chained.then(|| self.range_since(first)));
        }
        if elements.len() < 2 {
            return elements.pop().map(Item::from);
        }
        if self.field.kind() != FieldKind::Text {
            return Some(Item::Tree(self.values_side_by_side(elements)));
        }
        if let Some(char_range) = beside_proximity
            && elements.iter().any(|element| matches!(element, Element::Bare(..)))
        {
            let message = "NEAR and ADJ take what stands directly beside them; \
                           put several words into quotation marks or parentheses";
            self.problem(ProblemCode::WordsBesideProximity, char_range, "NEAR", message.to_owned());
        }
        Some(self.side_by_side(elements))
    }

    /// One thing, or several with NEAR or ADJ between them, the first pair taken together first. Returns whether
    /// there was such an operator.
    fn near(&mut self, elements: &mut Vec<Element<'a>>) -> bool {
        let first = self.at;
        let mut left = self.unary();
        let mut operators = 0;
        while let Some(&TokenKind::Near { ordered, distance }) = self.peek() {
            let place = self.range_here();
            let left_range = self.range_since(first);
            self.at += 1;
            operators += 1;
            let right_first = self.at;
            let right = self.unary();
            let right_range = self.range_since(right_first);
            let name = if ordered { "ADJ" } else { "NEAR" };
            left = match (left, right) {
                (Some(left), Some(right)) if operators <= MAX_DEPTH => {
                    let sides = [(self.element(left), left_range), (self.element(right), right_range)];
                    Some(Element::Tree(self.neighbours(sides, ordered, distance)))
                }
                (Some(left), Some(_)) => {
                    if operators == MAX_DEPTH + 1 {
                        self.too_deep(place);
                    }
                    Some(left)
                }
                (left, right) => {
                    let message = format!("{name} lacks an operand");
                    self.problem(ProblemCode::MissingOperand, place, name, message);
                    left.or(right)
                }
            };
        }
        elements.extend(left);
        0 < operators
    }

    /// Two trees near each other; both of them anywhere, with a problem, where they cannot be.
    fn neighbours(&mut self, sides: [(Ast, Range<usize>); 2], ordered: bool, distance: u32) -> Ast {
        let [(left, left_range), (right, right_range)] = sides;
        let near = Near { left: Box::new(left), right: Box::new(right), distance, ordered };
        match proximity::refused(&near, &[left_range, right_range]) {
            None => Ast::Near(near),
            Some(problem) => {
                self.problems.push(problem);
                Ast::And(vec![*near.left, *near.right])
            }
        }
    }

    /// Bare words, and groups of them, become one free text in the place of the first.
    fn side_by_side(&mut self, elements: Vec<Element<'a>>) -> Item<'a> {
        let mut words = Vec::new();
        let mut words_at = 0;
        let mut trees = Vec::new();
        for element in elements {
            let tree = match element {
                Element::Bare(word, char_range) => self.read_word(word, Manner::Bare, &char_range),
                Element::Tree(tree) => tree,
            };
            let text = match tree {
                Ast::Leaf(Leaf { field, operand: Operand::FreeText(text) }) if field == self.field => text,
                tree => {
                    trees.push(tree);
                    continue;
                }
            };
            if words.is_empty() {
                words_at = trees.len();
            }
            words.push(text);
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
    fn values_side_by_side(&self, elements: Vec<Element<'a>>) -> Ast {
        let trees = elements.into_iter().filter_map(|element| match element {
            Element::Tree(tree) => Some(tree),
            Element::Bare(..) => None,
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

    /// A run of bare words in the field of patents' numbers, whose numbers may have spaces in them; empty elsewhere.
    fn numbers(&mut self) -> Vec<Element<'a>> {
        let mut text = String::new();
        while numbers::is_number_field(self.field)
            && let Some(TokenKind::Word(word)) = self.peek()
            && let Reading::Plain(word) = word.read(Manner::Code)
        {
            text.push_str(&word);
            text.push(' ');
            self.at += 1;
        }
        let leaf = |number| Element::Tree(Ast::leaf(self.field, Operand::Word(number)));
        numbers::split_list(&text).into_iter().map(leaf).collect()
    }

    fn unary(&mut self) -> Option<Element<'a>> {
        let start = self.range_here();
        let mut negations = 0;
        while self.peek() == Some(&TokenKind::Not) {
            negations += 1;
            self.at += 1;
        }
        if MAX_NESTING < self.depth + negations {
            self.too_deep(start.clone());
            negations = MAX_NESTING - self.depth;
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
        let operand = self.element(operand);
        Some(Element::Tree((0..negations).fold(operand, |tree, _| Ast::Not(Box::new(tree)))))
    }

    pub(super) fn free_text(&self, words: &[String]) -> Ast {
        Ast::leaf(self.field, Operand::FreeText(words.join(" ")))
    }

    fn element(&mut self, element: Element<'a>) -> Ast {
        self.operand_of(element.into())
    }

    /// An item that an operator takes.
    fn operand_of(&mut self, item: Item<'a>) -> Ast {
        match item {
            Item::Tree(tree) => tree,
            Item::Bare(word, char_range) => self.read_word(word, Manner::Operand, &char_range),
            Item::Words(words) => self.free_text(&words),
        }
    }

    /// An item that stands alone.
    pub(super) fn finish(&mut self, item: Option<Item<'a>>) -> Option<Ast> {
        item.map(|item| match item {
            Item::Tree(tree) => tree,
            Item::Bare(word, char_range) => self.read_word(word, Manner::Bare, &char_range),
            Item::Words(words) => self.free_text(&words),
        })
    }

    /// A word of the field that words without one are in.
    fn read_word(&mut self, word: &Word, manner: Manner, char_range: &Range<usize>) -> Ast {
        let field = self.field;
        match word.read(manner) {
            Reading::Plain(text) if manner == Manner::Bare => Ast::leaf(field, Operand::FreeText(text)),
            reading => self
                .text_operand(field, reading, char_range)
                .map_or(Ast::Everything, |operand| Ast::leaf(field, operand)),
        }
    }
}
