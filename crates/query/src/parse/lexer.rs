//! A query's text to tokens with their places.

use std::ops::Range;

use crate::{Field, Problem, ProblemCode, field::narrow};

/// A piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) char_range: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open,
    Close,
    And,
    Or,
    Not,
    /// A field's name and its colon.
    Field(Field),
    /// A word with its escapes resolved; `truncated` where an unescaped `*` ended it.
    Word {
        text: String,
        truncated: bool,
    },
    Quoted(String),
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

pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '＂')
}

/// What ends a word or begins something else, and so needs `\` inside a word.
pub(crate) fn is_special(c: char) -> bool {
    is_quote(c) || matches!(narrow(c), '(' | ')' | '\\' | '*' | ':' | '[' | '{')
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
                c if is_quote(c) => self.quoted(start),
                '[' | '{' | '［' | '｛' if self.after_field() => self.range_or_word(start),
                _ => self.word(start),
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

    fn after_field(&self) -> bool {
        matches!(self.tokens.last(), Some(Token { kind: TokenKind::Field(_), .. }))
    }

    fn quoted(&mut self, start: usize) {
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
            self.problem(ProblemCode::UnclosedQuote, start, "a quotation mark has no partner");
        }
        self.push(TokenKind::Quoted(text), start);
    }

    fn problem(&mut self, code: ProblemCode, start: usize, message: &str) {
        let subject = self.chars[start..self.at].iter().take(80).collect();
        let message = message.to_owned();
        self.problems.push(Problem {
            code,
            char_range: start..self.at,
            subject,
            message,
            suggestions: Vec::new(),
        });
    }

    /// `[a TO b]` after a field; without the bracket's partner, or without TO after a field of words, it is a word.
    fn range_or_word(&mut self, start: usize) {
        let is_end = |c: &char| matches!(narrow(*c), ']' | '}');
        // A bound has no brackets, so that a second one ends the search: it stays linear over many open brackets.
        let stop = |c: &char| matches!(narrow(*c), ']' | '}' | '[' | '{');
        let rest = &self.chars[start + 1..];
        let Some(length) = rest.iter().position(stop).filter(|&i| is_end(&rest[i])) else {
            return self.word(start);
        };
        let inside: String = rest[..length].iter().map(|&c| narrow(c)).collect();
        let is_ordered = matches!(
            self.tokens.last(),
            Some(Token { kind: TokenKind::Field(field), .. }) if field.kind().is_ordered()
        );
        if !is_ordered && !inside.split_whitespace().any(|word| word.eq_ignore_ascii_case("TO")) {
            return self.word(start);
        }
        let lower_inclusive = narrow(self.chars[start]) == '[';
        let upper_inclusive = narrow(rest[length]) == ']';
        self.at = start + length + 2;
        self.push(TokenKind::Range { inside, lower_inclusive, upper_inclusive }, start);
    }

    fn word(&mut self, start: usize) {
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
                '(' | '（' if !word.text.is_empty() => self.open_in_words += 1,
                '(' | '（' => break,
                ')' | '）' if self.open_in_words == 0 => break,
                ')' | '）' => self.open_in_words -= 1,
                ':' | '：' if self.field_prefix(&mut word, start, c) => return,
                _ => {}
            }
            word.push(c, false);
            self.at += 1;
        }
        self.finish_word(word, start);
    }

    /// At a colon: emits the field before it, if that is one.
    fn field_prefix(&mut self, word: &mut Word, start: usize, colon: char) -> bool {
        if word.escaped || word.colon_seen {
            return false;
        }
        word.colon_seen = true;
        let Some(field) = Field::find(&word.text) else {
            let follows_slash = self.chars.get(self.at + 1) == Some(&'/');
            if is_field_like(&word.text) && !follows_slash && !self.value_of_field() {
                self.unknown_field(&word.text, start, colon);
            }
            return false;
        };
        if self.value_of_field() {
            return false;
        }
        self.at += 1;
        self.push(TokenKind::Field(field), start);
        true
    }

    /// Whether the word being read is the value of a field whose values have colons, such as `cites:doi:10.1/x`.
    fn value_of_field(&self) -> bool {
        match self.tokens.last() {
            Some(Token { kind: TokenKind::Field(_), char_range }) => {
                self.chars.get(char_range.end).is_some_and(|c| !c.is_whitespace())
            }
            _ => false,
        }
    }

    fn unknown_field(&mut self, name: &str, start: usize, colon: char) {
        let char_range = start..self.at;
        let problem = if colon == ':' {
            super::unknown_field(name, char_range)
        } else {
            Problem {
                code: ProblemCode::TextWithColon,
                char_range,
                subject: name.to_owned(),
                message: format!("{name:?} before a full-width colon is no field and was read as text"),
                suggestions: Field::nearest(name),
            }
        };
        self.problems.push(problem);
    }

    fn finish_word(&mut self, word: Word, start: usize) {
        if !word.escaped {
            let narrowed: String = word.text.chars().take(4).map(narrow).collect();
            let operator = match narrowed.as_str() {
                "AND" => Some(TokenKind::And),
                "OR" => Some(TokenKind::Or),
                "NOT" => Some(TokenKind::Not),
                _ => None,
            };
            if let Some(operator) = operator {
                return self.push(operator, start);
            }
        }
        let Word { mut text, stars_at_end, .. } = word;
        let stars = text.char_indices().rev().nth(stars_at_end.saturating_sub(1)).map_or(0, |(at, _)| at);
        if 0 < stars_at_end {
            text.truncate(stars);
        }
        self.push(TokenKind::Word { text, truncated: 0 < stars_at_end }, start);
    }
}

#[derive(Default)]
struct Word {
    text: String,
    /// Whether any character was escaped: then the word is neither an operator nor a field.
    escaped: bool,
    /// Whether a colon was looked at already.
    colon_seen: bool,
    /// Unescaped `*` at the end.
    stars_at_end: usize,
}

impl Word {
    fn push(&mut self, c: char, escaped: bool) {
        self.text.push(c);
        self.escaped |= escaped;
        self.stars_at_end = if !escaped && narrow(c) == '*' { self.stars_at_end + 1 } else { 0 };
    }
}

/// Whether a text before a colon looks like the name of a field: a letter, then letters, digits, `.`, `-`, `_`.
fn is_field_like(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_alphabetic)
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}
