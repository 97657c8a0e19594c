//! Trees as compact s-expressions, so that a table of queries can show what is expected of each.
//!
//! `(word title laser)`, `(quoted "laser printer")` (no field: all text), `(pattern electro*)` with `*` any run, `?` one
//! character and `~` at most one, `(range published [2005 2006])` with `)` for an end left out and `-` for an open one,
//! `(and …)`, `(or …)`, `(not …)`, `(near 3 a b)` and `(adj 3 a b)` with `*` for no limit, `(sentence …)`,
//! `(cites XY examiner …)`, `(citedby …)`, `(line L1 …)`, `*`.

use query::{Ast, Bound, CitationDirection, Field, Leaf, Near, Operand, Pattern, Piece, Unit};

pub(crate) fn sexp(ast: &Ast) -> String {
    match ast {
        Ast::Everything => "*".to_owned(),
        Ast::Leaf(leaf) => condition(leaf),
        Ast::And(operands) => list("and", operands),
        Ast::Or(operands) => list("or", operands),
        Ast::Not(operand) => format!("(not {})", sexp(operand)),
        Ast::Near(near) => {
            let name = if near.ordered { "adj" } else { "near" };
            let distance = match near.distance {
                Near::UNLIMITED => "*".to_owned(),
                distance => distance.to_string(),
            };
            format!("({name} {distance} {} {})", sexp(&near.left), sexp(&near.right))
        }
        Ast::Within(within) => {
            let unit = match within.unit {
                Unit::Sentence => "sentence",
                Unit::Paragraph => "paragraph",
                Unit::Claim => "claim",
            };
            format!("({unit} {})", sexp(&within.operand))
        }
        Ast::Citing(citing) => {
            let name = match citing.direction {
                CitationDirection::Cites => "cites",
                CitationDirection::CitedBy => "citedby",
            };
            let mut parts = vec![name.to_owned()];
            if !citing.categories.is_empty() {
                parts.push(citing.categories.iter().map(ToString::to_string).collect());
            }
            parts.extend(citing.by.map(|by| by.as_str().to_owned()));
            parts.extend(citing.place.map(|place| place.as_str().to_owned()));
            parts.push(sexp(&citing.of));
            format!("({})", parts.join(" "))
        }
        Ast::Line(line) => format!("(line {} {})", line.name, sexp(&line.operand)),
    }
}

fn list(name: &str, operands: &[Ast]) -> String {
    let parts: Vec<String> = std::iter::once(name.to_owned()).chain(operands.iter().map(sexp)).collect();
    format!("({})", parts.join(" "))
}

fn condition(leaf: &Leaf) -> String {
    let (name, value) = match &leaf.operand {
        Operand::FreeText(text) => ("free", atom(text)),
        Operand::Word(text) => ("word", atom(text)),
        Operand::Quoted(text) => ("quoted", atom(text)),
        Operand::Exact(text) => ("exact", atom(text)),
        Operand::Prefix(text) => ("prefix", atom(text)),
        Operand::Pattern(pattern) => ("pattern", pieces(pattern)),
        Operand::Fuzzy { word, distance } => ("fuzzy", format!("{} {distance}", atom(word))),
        Operand::Range { lower, upper } => ("range", range(lower.as_ref(), upper.as_ref())),
    };
    match leaf.field == Field::TEXT {
        true => format!("({name} {value})"),
        false => format!("({name} {} {value})", leaf.field),
    }
}

fn atom(text: &str) -> String {
    let is_plain = !text.is_empty() && !text.chars().any(|c| c.is_whitespace() || "()\"".contains(c));
    if is_plain { text.to_owned() } else { format!("{text:?}") }
}

fn pieces(pattern: &Pattern) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Literal(text) => atom(text),
        Piece::AnyRun => "*".to_owned(),
        Piece::AnyOne => "?".to_owned(),
        Piece::AtMostOne => "~".to_owned(),
    };
    pattern.pieces().iter().map(piece).collect()
}

fn range(lower: Option<&Bound>, upper: Option<&Bound>) -> String {
    let value = |bound: Option<&Bound>| bound.map_or("-".to_owned(), |bound| bound.value.to_string());
    let (from, to) = (value(lower), value(upper));
    let open = if lower.is_none_or(|bound| bound.inclusive) { '[' } else { '(' };
    let close = if upper.is_none_or(|bound| bound.inclusive) { ']' } else { ')' };
    if from == to && lower.is_some() && open == '[' && close == ']' {
        return from;
    }
    format!("{open}{from} {to}{close}")
}
