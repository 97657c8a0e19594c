//! J-PlatPat's logical expressions (論理式): a text to a tree. Never fails, never panics.
//!
//! | written | read as |
//! |---|---|
//! | `電池/TI` | a keyword and the tag of its field; without a tag `/TX`, all text |
//! | `A*B`, `A+B`, `A-B` | both; either; the first without the second |
//! | `A,10C,B` | A, then B, at most ten characters (Japanese) or words between: [`Near`](crate::Near) with distance 11, ordered |
//! | `A,10N,B` | the same in either order; 1 to 99; chains `A,10N,B,10N,C` from left to right |
//! | `( )`, `[ ]` | a group; the tag after it is for every keyword in it without one of its own |
//! | `/TI/AB` | any of the fields |
//! | `電解?`, `?lyte` | truncation, any run of characters |
//! | `H01M10/05/FI`, `$H01M10/05/FI` | the symbol and what is below it; this very symbol |
//! | `20100101:20101231/PD` | a range of days |
//! | `"…"` | what is between, as it is; J-PlatPat itself has no quotation marks |
//!
//! Proximity binds tightest, then `*` and `-` from left to right, then `+`. All signs may be full-width.
//! Japanese keywords are exact by characters, English words are words, and English words side by side are a phrase.
//!
//! What looks like a sign may be part of a keyword: a comma that begins no `,10C,`; a slash that begins no tag; a
//! parenthesis directly after a character, with no sign inside it; a hyphen after a Latin letter, a Greek one or a
//! digit (`1,10-フェナントロリン`, `特開2010-228687`), or before a locant and another hyphen (`ポリ-1-ブテン`).
//! Hence NOT after a bare Latin keyword needs a tag, a bracket or a space: `LED/TX-電球/TX`, `[LED]-電球`.

mod expression;
mod grammar;
mod lexer;
mod lower;
mod tag;

use crate::{Ast, Problem};

/// Reads a text; `None` where nothing that can be searched is left of it.
pub(super) fn read(text: &str, problems: &mut Vec<Problem>) -> Option<Ast> {
    let mut tokens = lexer::lex(text, problems);
    grammar::without_unopened(&mut tokens, problems);
    let expression = grammar::Parser::new(&tokens, problems).parse()?;
    lower::lower(expression, problems)
}
