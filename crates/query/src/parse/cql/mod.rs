//! Espacenet's CQL: a text to a tree. Never fails, never panics.
//!
//! | written | read as |
//! |---|---|
//! | `ti=laser`, `ti="laser printer"` | a word; quoted text, its words in order |
//! | `ti all "paint brush"`, `ti any "motor engine"` | all of the words; any of them |
//! | `ti=electric motor` | both words, in the same index, with a notice |
//! | `ti=(a and b)` | a group in one index |
//! | `ti==AIDS` | as written, nothing expanded; of a class, this very symbol |
//! | `pd within "2005 2006"`, `pd>=2005`, `pd=07/01/2008` | a range; a day, month or year |
//! | `mous*`, `wom?n`, `colo#r` | any run of characters; none or one; exactly one; inside quotes as well |
//! | `a prox/distance<3 b` | fewer than three words apart: [`Near`](crate::Near) with distance 2 |
//! | `a prox/distance<=3/ordered=true b`, `a prox/ordered b` | in this order; without a distance side by side |
//! | `a prox/unit=sentence b`, `/unit=paragraph` | both inside one unit |
//! | `ct=ep1000000` | documents that cite it |
//! | `cpc=H01M10/05`, `cpc=H01M10/05/low` | the symbol and what is below it |
//! | `cql.allRecords=1` | every document |
//!
//! `and`, `or`, `not`, `prox` and two conditions side by side (`and`) have one precedence, from left to right, as in
//! Espacenet. Where that differs from chizai's own syntax a notice says so. One thing departs from it: `a and b
//! prox/… c` is read as `a and (b prox/… c)`, since nothing can be near an `and`.
//!
//! A word without an index is guessed as Espacenet's smart search does, with a notice: a day is `pd`, a class symbol
//! `cl`, a number `num`, a capitalised word `ia`. Other words are searched in all text.
//! An index can also be any field of chizai by its own name (`fi=`, `ft=`, `claims.first=`).

mod chain;
mod comparison;
mod grammar;
mod guess;
mod index;
mod lexer;
mod prox;

pub(in crate::parse) use index::Index;

use crate::{Ast, Problem};

/// Reads a text; `None` where nothing that can be searched is left of it.
pub(super) fn read(text: &str, problems: &mut Vec<Problem>) -> Option<Ast> {
    let tokens = lexer::lex(text, problems);
    grammar::Parser::new(&tokens, problems).parse()
}
