//! A query's text to tokens with their places.

use model::{CitationCategory, CitationPlace, CitedBy};

use super::{
    operator, prefix,
    word::{Word, can_be_exact, is_quote},
};
use crate::{CitationDirection, Field, Near, Problem, ProblemCode, Unit, field::narrow};

/// A piece of a query.
pub(super) type Token = super::common::Token<TokenKind>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open,
    Close,
    And,
    Or,
    Not,
    Near {
        ordered: bool,
        distance: u32,
    },
    /// A field's name and its colon.
    Field(Field),
    /// `claim:`; with `field`, where the name says in what: `claim.independent:`.
    Unit {
        unit: Unit,
        field: Option<Field>,
    },
    /// `cites.X.examiner:`; `cites:` alone is a field.
    Citing {
        direction: CitationDirection,
        categories: Vec<CitationCategory>,
        by: Option<CitedBy>,
        place: Option<CitationPlace>,
    },
    Word(Word),
    Quoted(String),
    /// `=AIDS`, `="in vitro"`.
    Exact(String),
    /// `[a TO b]`: the text between the brackets, and whether each end is included.
    Range {
        inside: String,
        lower_inclusive: bool,
        upper_inclusive: bool,
    },
}

/// Cuts a query into tokens.
pub(super) fn lex(text: &str, problems: &mut Vec<Problem>) -> Vec<Token> {
    let mut lexer = Lexer::new(text, problems);
    lexer.run();
    lexer.tokens
}

/// Cuts what follows `field:` into tokens.
pub(super) fn lex_value(field: Field, text: &str, problems: &mut Vec<Problem>) -> Vec<Token> {
    let mut lexer = Lexer::new(text, problems);
    lexer.push(TokenKind::Field(field), 0);
    lexer.run();
    lexer.tokens.remove(0);
    lexer.tokens
}

struct Lexer<'p> {
    chars: Vec<char>,
    at: usize,
    tokens: Vec<Token>,
    /// Parentheses that words opened and did not close: `poly(ethylene oxide)` is two words.
    open_in_words: usize,
    problems: &'p mut Vec<Problem>,
}

impl<'p> Lexer<'p> {
    fn new(text: &str, problems: &'p mut Vec<Problem>) -> Self {
        let mut chars: Vec<char> = text.chars().take(super::MAX_CHARS + 1).collect();
        if super::MAX_CHARS < chars.len() {
            chars.pop();
            let total = text.chars().count();
            problems.push(Problem {
                code: ProblemCode::TooLong,
                char_range: super::MAX_CHARS..total,
                subject: total.to_string(),
                message: format!("the query has {total} characters, the limit is {}", super::MAX_CHARS),
                suggestions: Vec::new(),
            });
        }
        Self { chars, at: 0, tokens: Vec::new(), open_in_words: 0, problems }
    }

    fn run(&mut self) {
        while let Some(c) = self.peek() {
            let start = self.at;
            match c {
                c if c.is_whitespace() => self.at += 1,
                '(' | '（' => self.single(TokenKind::Open),
                ')' | '）' if self.open_in_words == 0 => self.single(TokenKind::Close),
                '=' | '＝' if self.chars.get(start + 1).is_some_and(|&next| can_be_exact(next)) => {
                    self.exact(start);
                }
                c if is_quote(c) => {
                    let text = self.quotation(start);
                    self.push(TokenKind::Quoted(text), start);
                }
                '[' | '{' | '［' | '｛' => self.range_or_word(start),
                _ => self.field_or_word(start),
            }
        }
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn push(&mut self, kind: TokenKind, start: usize) {
        self.tokens.push(Token { kind, char_range: start..self.at });
    }

    fn single(&mut self, kind: TokenKind) {
        self.at += 1;
        self.push(kind, self.at - 1);
    }

    /// The field whose value comes next.
    fn field_before(&self) -> Option<Field> {
        match self.tokens.last()?.kind {
            TokenKind::Field(field) => Some(field),
            TokenKind::Citing { .. } => Some(Field::number()),
            _ => None,
        }
    }

    /// `=`, then a word or a quotation.
    fn exact(&mut self, start: usize) {
        self.at += 1;
        let text = match self.peek() {
            Some(c) if is_quote(c) => self.quotation(start),
            _ => self.word(|_, _| false).map_or_else(String::new, |word| word.text()),
        };
        self.push(TokenKind::Exact(text), start);
    }

    /// The text between quotation marks, at the first of them. `start` is where the token begins.
    fn quotation(&mut self, start: usize) -> String {
        self.at += 1;
        let mut text = String::new();
        let mut closed = false;
        while let Some(c) = self.peek() {
            self.at += 1;
            match c {
                c if is_quote(c) => {
                    closed = true;
                    break;
                }
                '\\' => {
                    text.push(self.peek().unwrap_or('\\'));
                    self.at = (self.at + 1).min(self.chars.len());
                }
                c => text.push(c),
            }
        }
        if !closed {
            self.problem(ProblemCode::UnclosedQuote, start, "a quotation mark has no partner".to_owned());
        }
        text
    }

    fn problem(&mut self, code: ProblemCode, start: usize, message: String) {
        let subject = self.chars[start..self.at].iter().take(80).collect();
        let char_range = start..self.at;
        self.problems.push(Problem { code, char_range, subject, message, suggestions: Vec::new() });
    }

    /// `[a TO b]` after a field; without the bracket's partner, or without TO after a field of words, it is a word.
    fn range_or_word(&mut self, start: usize) {
        let Some(field) = self.field_before() else { return self.field_or_word(start) };
        let is_end = |c: &char| matches!(narrow(*c), ']' | '}');
        // A bound has no brackets, so that a second one ends the search: it stays linear over many open brackets.
        let stop = |c: &char| matches!(narrow(*c), ']' | '}' | '[' | '{');
        let rest = &self.chars[start + 1..];
        let Some(length) = rest.iter().position(stop).filter(|&i| is_end(&rest[i])) else {
            return self.field_or_word(start);
        };
        let inside: String = rest[..length].iter().map(|&c| narrow(c)).collect();
        let has_to = inside.split_whitespace().any(|word| word.eq_ignore_ascii_case("TO"));
        if !field.kind().is_ordered() && !has_to {
            return self.field_or_word(start);
        }
        let lower_inclusive = narrow(self.chars[start]) == '[';
        let upper_inclusive = narrow(rest[length]) == ']';
        self.at = start + length + 2;
        self.push(TokenKind::Range { inside, lower_inclusive, upper_inclusive }, start);
    }

    fn field_or_word(&mut self, start: usize) {
        let mut colon_seen = false;
        let word = self.word(|lexer, word| {
            let is_first = !std::mem::replace(&mut colon_seen, true);
            is_first && !word.has_escapes() && lexer.field_prefix(&word.text(), start)
        });
        let Some(word) = word else { return };
        if !word.has_escapes()
            && let Some(operator) = operator::read(&word.text())
        {
            if let Some(distance) = operator.refused_distance {
                let limit = Near::MAX_DISTANCE;
                let message = format!("{distance:?} is no distance: write 1 to {limit}, or * for no limit");
                self.problem(ProblemCode::InvalidDistance, start, message);
            }
            return self.push(operator.kind, start);
        }
        self.push(TokenKind::Word(word), start);
    }

    /// The characters up to the word's end. `at_colon` looks at what stands before a colon; `None` where that, with
    /// the colon, is no part of a word and has been dealt with.
    fn word(&mut self, mut at_colon: impl FnMut(&mut Self, &Word) -> bool) -> Option<Word> {
        let mut word = Word::default();
        while let Some(c) = self.peek() {
            if c.is_whitespace() || is_quote(c) {
                break;
            }
            match c {
                '\\' => {
                    word.push(self.chars.get(self.at + 1).copied().unwrap_or('\\'), true);
                    self.at = (self.at + 2).min(self.chars.len());
                    continue;
                }
                // A parenthesis directly after a character belongs to the word: poly(ethylene), 触媒（銅）.
                '(' | '（' if !word.is_empty() => self.open_in_words += 1,
                '(' | '（' => break,
                ')' | '）' if self.open_in_words == 0 => break,
                ')' | '）' => self.open_in_words -= 1,
                ':' | '：' if at_colon(self, &word) => return None,
                _ => {}
            }
            word.push(c, false);
            self.at += 1;
        }
        Some(word)
    }

    /// At a colon: emits the field before it, if that is one.
    fn field_prefix(&mut self, name: &str, start: usize) -> bool {
        let Some(kind) = prefix::read(name) else {
            let follows_slash = self.chars.get(self.at + 1) == Some(&'/');
            if is_field_like(name) && !follows_slash && !self.is_value_of_field() {
                self.unknown_field(name, start);
            }
            return false;
        };
        if self.is_value_of_field() {
            return false;
        }
        self.at += 1;
        self.push(kind, start);
        true
    }

    /// Whether the word being read is the value of a field whose values have colons, such as `cites:doi:10.1/x`.
    fn is_value_of_field(&self) -> bool {
        self.field_before().is_some()
            && self
                .tokens
                .last()
                .is_some_and(|token| self.chars.get(token.char_range.end).is_some_and(|c| !c.is_whitespace()))
    }

    fn unknown_field(&mut self, name: &str, start: usize) {
        let char_range = start..self.at;
        let nearest = Field::nearest(name);
        // "comprising: a cathode" is prose, "titel: battery" a misspelt field.
        let is_prose =
            self.chars.get(self.at + 1).is_none_or(|next| next.is_whitespace()) && nearest.is_empty();
        let problem = if self.peek() == Some(':') && !is_prose {
            super::unknown_field(name, char_range)
        } else {
            Problem {
                code: ProblemCode::TextWithColon,
                char_range,
                subject: name.to_owned(),
                message: format!("{name:?} before the colon is no field and was read as text"),
                suggestions: nearest,
            }
        };
        self.problems.push(problem);
    }
}

/// Whether a text before a colon looks like the name of a field: a letter, then letters, digits, `.`, `-`, `_`.
fn is_field_like(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_alphabetic)
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}
