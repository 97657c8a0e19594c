//! Which parentheses belong together.

use super::lexer::{Token, TokenKind};
use crate::{Problem, ProblemCode};

/// Leaves out closing parentheses without a partner, and finds the partner of every opening one.
pub(super) fn match_parentheses<'a>(
    tokens: &'a [Token],
    problems: &mut Vec<Problem>,
) -> (Vec<&'a Token>, Vec<usize>) {
    let mut kept: Vec<&Token> = Vec::with_capacity(tokens.len());
    let mut partners = Vec::with_capacity(tokens.len());
    let mut open = Vec::new();
    let mut report = |token: &Token, code, subject: &str, message: &str| {
        problems.push(Problem {
            code,
            char_range: token.char_range.clone(),
            subject: subject.to_owned(),
            message: message.to_owned(),
            suggestions: Vec::new(),
        });
    };
    for token in tokens {
        match token.kind {
            TokenKind::Open => open.push(kept.len()),
            TokenKind::Close => match open.pop() {
                Some(partner) => partners[partner] = kept.len(),
                None => {
                    let message = "a closing parenthesis has no partner";
                    report(token, ProblemCode::UnopenedParenthesis, ")", message);
                    continue;
                }
            },
            _ => {}
        }
        partners.push(usize::MAX - 1);
        kept.push(token);
    }
    for index in open {
        partners[index] = kept.len();
        let message = "an opening parenthesis has no partner";
        report(kept[index], ProblemCode::UnclosedParenthesis, "(", message);
    }
    (kept, partners)
}
