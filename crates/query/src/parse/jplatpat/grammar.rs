//! Tokens to an expression, by recursive descent of bounded depth.

use std::ops::Range;

use super::{
    expression::{Expression, Keyword, Nearness},
    lexer::{Token, TokenKind},
    tag::Tag,
};
use crate::{
    Problem, ProblemCode,
    parse::{
        MAX_DEPTH,
        common::{Builder, Written, group_length, is_japanese},
    },
};

/// Leaves out closing brackets without a partner.
pub(super) fn without_unopened(tokens: &mut Vec<Token>, problems: &mut Vec<Problem>) {
    let mut open = 0_usize;
    tokens.retain(|token| {
        match token.kind {
            TokenKind::Open => open += 1,
            TokenKind::Close if open == 0 => {
                let message = "a closing bracket has no partner".to_owned();
                let code = ProblemCode::UnopenedParenthesis;
                problems.push(Problem::new(code, token.char_range.clone(), ")", message));
                return false;
            }
            TokenKind::Close => open -= 1,
            _ => {}
        }
        true
    });
}

pub(super) struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
    builder: Builder,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(tokens: &'a [Token], problems: &'a mut Vec<Problem>) -> Self {
        Self { tokens, at: 0, depth: 0, builder: Builder::default(), problems }
    }

    pub(super) fn parse(mut self) -> Option<Expression> {
        self.sum()
    }

    fn peek(&self) -> Option<&'a TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    fn range_here(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(0..0, |token| token.char_range.clone())
    }

    fn problem(&mut self, code: ProblemCode, place: Range<usize>, subject: &str, message: String) {
        self.problems.push(Problem::new(code, place, subject, message));
    }

    fn missing_operand(&mut self, place: Range<usize>, sign: &str) {
        self.problem(ProblemCode::MissingOperand, place, sign, format!("{sign} lacks an operand"));
    }

    /// Products with `+` between.
    fn sum(&mut self) -> Option<Expression> {
        let mut products = Vec::new();
        let mut sign: Option<Range<usize>> = None;
        loop {
            let product = self.product();
            let goes_on = self.peek() == Some(&TokenKind::Or);
            let here = self.range_here();
            if product.is_none()
                && let Some(place) = sign.take().or(goes_on.then(|| here.clone()))
            {
                self.missing_operand(place, "+");
            }
            products.extend(product);
            if !goes_on {
                break;
            }
            sign = Some(here);
            self.at += 1;
        }
        match products.len() {
            0 | 1 => products.pop(),
            _ => Some(Expression::Sum(products)),
        }
    }

    /// Operands with `*` or `-` between, from left to right.
    fn product(&mut self) -> Option<Expression> {
        let mut operands: Vec<(bool, Expression)> = Vec::new();
        loop {
            let place = self.range_here();
            let sign = match self.peek() {
                Some(TokenKind::And) => Some("*"),
                Some(TokenKind::Not) => Some("-"),
                _ => None,
            };
            if sign.is_some() {
                self.at += 1;
                if operands.is_empty() && sign == Some("*") {
                    self.missing_operand(place.clone(), "*");
                }
            }
            let starts = matches!(
                self.peek(),
                Some(
                    TokenKind::Open
                        | TokenKind::Word(_)
                        | TokenKind::Quoted(_)
                        | TokenKind::Tag(_)
                        | TokenKind::Near { .. }
                )
            );
            if !starts {
                match sign {
                    Some("*") if operands.is_empty() => continue,
                    Some(sign) => {
                        self.missing_operand(place, sign);
                        continue;
                    }
                    None => break,
                }
            }
            if sign.is_none() && !operands.is_empty() {
                let message = "no sign stands between two operands: read as *".to_owned();
                let subject = self.subject_here();
                self.problem(ProblemCode::ReadDifferently, place, &subject, message);
            }
            operands.extend(self.near().map(|operand| (sign == Some("-"), operand)));
        }
        match operands.as_slice() {
            [] => None,
            [(false, _)] => operands.pop().map(|(_, operand)| operand),
            _ => Some(Expression::Product(operands)),
        }
    }

    fn subject_here(&self) -> String {
        match self.peek() {
            Some(TokenKind::Word(written) | TokenKind::Quoted(written)) => {
                written.text().chars().take(80).collect()
            }
            _ => "(".to_owned(),
        }
    }

    /// Operands with `,10C,` between. The tags behind the last are for all that have none of their own.
    fn near(&mut self) -> Option<Expression> {
        let mut operands: Vec<(Option<Nearness>, Expression, Vec<Tag>)> = Vec::new();
        let mut nearness: Option<Nearness> = None;
        loop {
            let operand = self.primary();
            let tags = self.tags();
            match (operand, nearness.take()) {
                (Some(operand), nearness) => operands.push((nearness, operand, tags)),
                (None, Some(nearness)) => self.missing_operand(nearness.char_range.clone(), &nearness.sign()),
                (None, None) => {}
            }
            let Some(&TokenKind::Near { between, ordered }) = self.peek() else { break };
            let found = Nearness { between, ordered, char_range: self.range_here() };
            self.at += 1;
            if operands.is_empty() {
                self.missing_operand(found.char_range.clone(), &found.sign());
            } else {
                nearness = Some(found);
            }
        }
        let (nearness, last, tags) = operands.pop()?;
        let mut operands = operands.into_iter();
        let (Some((_, first, first_tags)), Some(nearness)) = (operands.next(), nearness) else {
            return Some(tagged(last, tags));
        };
        let mut rest: Vec<(Nearness, Expression)> = operands
            .filter_map(|(nearness, operand, tags)| Some((nearness?, tagged(operand, tags))))
            .collect();
        rest.push((nearness, last));
        Some(tagged(Expression::Near(Box::new(tagged(first, first_tags)), rest), tags))
    }

    fn tags(&mut self) -> Vec<Tag> {
        let mut tags = Vec::new();
        while let Some(TokenKind::Tag(name)) = self.peek() {
            tags.push(Tag { name: name.clone(), char_range: self.range_here() });
            self.at += 1;
        }
        tags
    }

    fn primary(&mut self) -> Option<Expression> {
        let place = self.range_here();
        match self.peek()? {
            TokenKind::Open => self.group(),
            TokenKind::Quoted(written) => {
                self.at += 1;
                if written.text().is_empty() {
                    let message = "quotation marks enclose nothing".to_owned();
                    self.problem(ProblemCode::EmptyQuote, place, "", message);
                    return None;
                }
                Some(keyword(written.clone(), true, place))
            }
            TokenKind::Word(written) => {
                self.at += 1;
                Some(self.words(written, place))
            }
            TokenKind::Tag(name) => {
                self.at += 1;
                let message = format!("nothing stands before the tag /{name}");
                self.problem(ProblemCode::MissingValue, place, &format!("/{name}"), message);
                None
            }
            _ => None,
        }
    }

    /// A keyword; English words side by side are one.
    fn words(&mut self, first: &Written, place: Range<usize>) -> Expression {
        let is_english = |written: &Written| !written.raw().chars().any(is_japanese);
        let mut joined = first.clone();
        let mut end = place.end;
        let mut phrase = false;
        while is_english(&joined)
            && let Some(TokenKind::Word(next)) = self.peek()
            && is_english(next)
        {
            joined.append_word(next);
            phrase = true;
            end = self.range_here().end;
            self.at += 1;
        }
        keyword(joined, phrase, place.start..end)
    }

    fn group(&mut self) -> Option<Expression> {
        let start = self.range_here();
        if self.depth == MAX_DEPTH {
            self.builder.too_deep(start, self.problems);
            self.skip_group();
            return None;
        }
        self.at += 1;
        self.depth += 1;
        let problems_before = self.problems.len();
        let expression = self.sum();
        self.depth -= 1;
        if expression.is_none() && self.problems.len() == problems_before {
            let message = "brackets enclose nothing".to_owned();
            self.problem(ProblemCode::EmptyParentheses, start.clone(), "()", message);
        }
        if self.peek() == Some(&TokenKind::Close) {
            self.at += 1;
        } else {
            let message = "an opening bracket has no partner".to_owned();
            self.problem(ProblemCode::UnclosedParenthesis, start, "(", message);
        }
        expression
    }

    fn skip_group(&mut self) {
        self.at += group_length(&self.tokens[self.at..], &TokenKind::Open, &TokenKind::Close);
    }
}

fn keyword(written: Written, phrase: bool, char_range: Range<usize>) -> Expression {
    Expression::Keyword(Keyword { written, phrase, char_range })
}

fn tagged(expression: Expression, tags: Vec<Tag>) -> Expression {
    if tags.is_empty() { expression } else { Expression::Tagged(Box::new(expression), tags) }
}
