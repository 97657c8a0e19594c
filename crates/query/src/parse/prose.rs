//! Long texts that were pasted where a query is expected: a paragraph, a claim, a publication.
//!
//! Their quotation marks, parentheses and asterisks are the text's own: read as syntax, a quoted word would have to be
//! there, and the text would find nothing but itself.

use super::lexer::{Token, TokenKind};
use crate::{Problem, ProblemCode};

/// The least that a pasted text has, in characters: no query of a person's is as long without a field or an operator.
const LEAST_CHARS: usize = 200;

/// What divides the sentences and clauses of prose.
const MARKS: [char; 8] = ['。', '、', '，', '．', ',', '.', ';', '；'];

/// The least that prose has of these.
const LEAST_MARKS: usize = 3;

/// The notice that a text was read as prose: it is long, has marks of prose and neither a field nor an operator, and
/// something that would else be syntax.
pub(super) fn notice(text: &str, tokens: &[Token]) -> Option<Problem> {
    let chars = text.chars().count();
    let is_long = LEAST_CHARS <= chars;
    let is_text = |token: &Token| {
        use TokenKind::{Close, Open, Quoted, Range, Word};
        matches!(token.kind, Word(_) | Quoted(_) | Open | Close | Range { .. })
    };
    let has_syntax = tokens.iter().any(|token| !matches!(token.kind, TokenKind::Word(_)));
    if !is_long || !has_syntax || !tokens.iter().all(is_text) {
        return None;
    }
    // A mark in front of a space or a Japanese letter ends a clause; 1,000 and H01M10.05 have none.
    let mut marks = text
        .chars()
        .zip(text.chars().skip(1))
        .filter(|(mark, next)| MARKS.contains(mark) && (next.is_whitespace() || !mark.is_ascii()));
    marks.nth(LEAST_MARKS - 1)?;
    let message = "a long text without fields and operators is read as prose: its quotation marks and parentheses \
                   are its own";
    Some(Problem {
        code: ProblemCode::ReadAsProse,
        char_range: 0..0,
        subject: chars.to_string(),
        message: message.to_owned(),
        suggestions: Vec::new(),
    })
}
