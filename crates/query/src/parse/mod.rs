//! A query's text to an [`Ast`] and what is wrong with the text. Never fails, never panics.
//!
//! | written | read as |
//! |---|---|
//! | `電池 solid` | free text: any of the words, ranked |
//! | `"固体電解質"` | quoted: exact by characters in Japanese, words in order in other languages |
//! | `=AIDS`, `="in vitro"` | as written: case counts, nothing is expanded; `cpc:=H01M10/05` this symbol and none below |
//! | `electro*`, `*lyte`, `wom?n`, `colo[?]r` | truncation: `*` any run of characters, `?` one, `[?]` one or none |
//! | `electrolite~`, `electrolite~2` | fuzzy: 1 or 2 letters differ |
//! | `ti:電池`, `発明の名称：電池`, `ti:(a b)`, `ti:"a b"` | a condition on a field, see [`crate::fields`] |
//! | `ipc:H01M10*`, `number:(A B C)` | any class that starts so; any of the numbers |
//! | `pd:2010-05`, `pd:[2010 TO 2012}`, `pd:>=2010`, `pd:2010..2012` | a day, month or year; ranges; `}` leaves the end out |
//! | `sentence:( … )`, `paragraph:( … )`, `claim:( … )` | all of it in one sentence, paragraph or claim; `claim.independent:( … )` |
//! | `cites:EP1`, `cites.XY.examiner:( … )`, `citedby.A:( … )` | documents that cite, or are cited by, others; a bare word inside is a number |
//! | `( … )` | a group; directly after a letter, as in `poly(ethylene)`, a parenthesis is part of the word |
//! | `NOT x` | not x |
//! | `x NEAR/5 y`, `x ADJ/5 y` | near each other, in either order or in this one; `NEAR` is `NEAR/10`, `ADJ` is `ADJ/1`, `NEAR/*` has no limit but the claim or paragraph |
//! | `x AND y` | both; also understood between anything but bare words and what stands beside it |
//! | `x OR y` | either |
//! | `\` | the next character is taken as it is |
//! | `*` | every document; so does an empty query |
//!
//! NOT binds tightest, then NEAR and ADJ (the first pair first), things side by side, AND, OR.
//! NEAR takes exactly what stands beside it: words, quotations, OR between them in parentheses, and proximity again.
//!
//! Among bare words `*`, `?` and `~` count only where they stand as in the examples: `what is this?`, `電池とは何か？`,
//! `2*3` and `C*-algebra` are text. In the value of a text or name field, and in a word that is an operand of
//! AND, OR, NOT or NEAR, every one of them counts. A truncated, fuzzy or exact word among bare words must be there.
//!
//! Full-width parentheses, colons, quotation marks, spaces, `＊？＝～` and letters of operators are read like narrow
//! ones. A single word that is an operand of an operator, or the value of a field, must be there as a whole;
//! `(電池)` in parentheses, like several words side by side, is free text. So is a long text, such as a claim or a
//! paragraph, that has neither a field nor an operator, with all its quotation marks and parentheses; and what stands
//! before a colon and a space without being a field's name, as in `a battery comprising: a cathode`.
//! Inside `claim:( … )` words without a field are in the claims.
//! The time taken is linear in the length of the text, which is limited to [`MAX_CHARS`]; nesting to [`MAX_DEPTH`].

mod common;
mod cql;
mod depth;
mod enumerated;
mod grammar;
mod hint;
mod jplatpat;
pub mod json;
mod lexer;
mod numbers;
mod operand;
mod operator;
mod parentheses;
mod prefix;
mod prose;
mod proximity;
mod syntax;
mod value;
mod word;

pub(crate) use common::has_japanese;
pub use hint::{OtherSyntax, hint};
pub(crate) use numbers::{is_number_field, is_one_number};
pub(crate) use operand::default_field;
pub use operator::{ADJ_DISTANCE, NEAR_DISTANCE};
pub(crate) use syntax::is_before_value;
pub use syntax::{Syntax, UnknownSyntax, parse_as};
pub(crate) use word::{Manner, Reading, Word, can_be_exact, is_quote};

use crate::{Ast, Field, FieldKind, Filter, Leaf, Operand, Problem, ProblemCode, Severity};

/// The longest query that is read, in characters: some ten pages of a claim.
pub const MAX_CHARS: usize = 20_000;

/// The most operators inside each other: [`Ast::depth`].
pub const MAX_DEPTH: usize = 64;

/// The deepest nesting of parentheses and NOT, those that say nothing included.
const MAX_NESTING: usize = 2 * MAX_DEPTH;

/// A query as it was understood, and what was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    pub ast: Ast,
    /// In the order of their places in the text.
    pub problems: Vec<Problem>,
}

/// Reads a query in chizai's own syntax, which the module comment describes.
pub fn parse(text: &str) -> Parsed {
    let mut problems = Vec::new();
    let tokens = lexer::lex(text, &mut problems);
    if let Some(notice) = prose::notice(text, &tokens) {
        // What is wrong with a text as syntax is none of prose's but its length.
        problems.retain(|problem| problem.code == ProblemCode::TooLong);
        problems.push(notice);
        return Parsed { ast: free_text(text), problems };
    }
    let ast = grammar::Parser::new(&tokens, Field::TEXT, &mut problems).parse();
    let ast = ast.and_then(|ast| {
        if MAX_DEPTH < ast.depth() {
            problems.push(too_deep(0..text.chars().count()));
        }
        depth::limited(ast)
    });
    let is_refused = problems.iter().any(|problem| problem.severity() == Severity::Error);
    if ast.is_none() && !is_refused && !text.trim().is_empty() {
        problems.push(nothing_to_search(text));
    }
    problems.extend(hint::problem(text));
    let ast = ast.unwrap_or(Ast::Everything);
    problems.sort_by_key(|problem| (problem.char_range.start, problem.char_range.end));
    Parsed { ast, problems }
}

/// Natural language: no syntax is read, every word is a word. An empty text matches every document.
pub fn free_text(text: &str) -> Ast {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() {
        return Ast::Everything;
    }
    Ast::leaf(Field::TEXT, Operand::FreeText(words.join(" ")))
}

/// See [`Filter::read`].
pub(crate) fn read_filter(name: &str, values: &[&str]) -> Result<Filter, Vec<Problem>> {
    let Some(field) = Field::find(name) else {
        return Err(vec![unknown_field(name, 0..name.chars().count())]);
    };
    let mut problems = Vec::new();
    let mut operands = Vec::new();
    for value in values {
        match read_filter_value(field, value, &mut problems) {
            Some(operand) => operands.push(operand),
            None if problems.is_empty() => {
                problems.push(missing_value(field, 0..value.chars().count()));
            }
            None => {}
        }
    }
    if operands.is_empty() && problems.is_empty() {
        problems.push(missing_value(field, 0..0));
    }
    if problems.is_empty() { Ok(Filter { field, operands }) } else { Err(problems) }
}

fn read_filter_value(field: Field, value: &str, problems: &mut Vec<Problem>) -> Option<Operand> {
    let value = value.trim();
    if field.kind().is_ordered() {
        let tokens = lexer::lex_value(field, value, problems);
        return match grammar::Parser::new(&tokens, field, problems).parse() {
            Some(Ast::Leaf(Leaf { operand, .. })) => Some(operand),
            None | Some(Ast::Everything) => None,
            Some(_) => {
                problems.push(Problem {
                    code: ProblemCode::InvalidValue,
                    char_range: 0..value.chars().count(),
                    subject: value.to_owned(),
                    message: format!("{value:?} is more than one value of the field {field}"),
                    suggestions: vec![field.info().example.to_owned()],
                });
                None
            }
        };
    }
    if value.is_empty() {
        return None;
    }
    if let Some(stem) = value.strip_suffix(['*', '＊'])
        && field.kind().has_prefixes()
        && !stem.is_empty()
    {
        return Some(Operand::Prefix(stem.to_owned()));
    }
    let quoted = value.chars().any(char::is_whitespace) || field.kind() == FieldKind::Name;
    let operand = if quoted { Operand::Quoted(value.to_owned()) } else { Operand::Word(value.to_owned()) };
    match enumerated::refused(field, &operand, 0..value.chars().count()) {
        Some(problem) => {
            problems.push(problem);
            None
        }
        None => Some(operand),
    }
}

fn nothing_to_search(text: &str) -> Problem {
    Problem {
        code: ProblemCode::NothingToSearch,
        char_range: 0..text.chars().count(),
        subject: text.trim().chars().take(80).collect(),
        message: "nothing that can be searched is left of the query; * stands for every document".to_owned(),
        suggestions: Vec::new(),
    }
}

pub(crate) fn unknown_field(name: &str, char_range: std::ops::Range<usize>) -> Problem {
    Problem {
        code: ProblemCode::UnknownField,
        char_range,
        subject: name.to_owned(),
        message: format!("no field is called {name:?}; a colon inside a word is written \\:"),
        suggestions: Field::nearest(name),
    }
}

fn too_deep(char_range: std::ops::Range<usize>) -> Problem {
    Problem {
        code: ProblemCode::TooDeep,
        char_range,
        subject: MAX_DEPTH.to_string(),
        message: format!("the query is nested deeper than {MAX_DEPTH}"),
        suggestions: Vec::new(),
    }
}

fn missing_value(field: Field, char_range: std::ops::Range<usize>) -> Problem {
    Problem {
        code: ProblemCode::MissingValue,
        char_range,
        subject: field.to_string(),
        message: format!("nothing follows the field {field}"),
        suggestions: vec![field.info().example.to_owned()],
    }
}
