//! The tree as text that parses back to the same tree.

use std::fmt;

use super::{
    Ast, Bound, CitationDirection, Citing, Leaf, Near, Operand, Pattern, Piece, Unit, Value, Within,
};
use crate::{
    Field,
    field::narrow,
    parse::{is_quote, is_special},
};

impl fmt::Display for Ast {
    /// Writes the query in chizai's own syntax. Operators are always written, so that the reader sees how the
    /// query was understood; a free text that an operator takes stands in parentheses.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::And(operands) | Self::Or(operands) if operands.len() == 1 => operands[0].fmt(f),
            Self::Leaf(Leaf { field, operand: Operand::FreeText(text) }) if *field == Field::TEXT => {
                f.write_str(&escaped_words(text))
            }
            // Alone, a bare word would be free text.
            Self::Leaf(Leaf { field, operand: Operand::Word(text) }) if *field == Field::TEXT => {
                write!(f, "{field}:{}", escaped(text))
            }
            tree => write_operand(tree, f),
        }
    }
}

/// Writes a tree so that it can stand beside an operator of any binding.
fn write_tight(tree: &Ast, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match tree {
        Ast::And(operands) | Ast::Or(operands) if operands.len() != 1 => write_enclosed(tree, f),
        Ast::Near(_) => write_enclosed(tree, f),
        tree => write_operand(tree, f),
    }
}

fn write_enclosed(tree: &Ast, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("(")?;
    write_operand(tree, f)?;
    f.write_str(")")
}

fn write_operand(tree: &Ast, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match tree {
        Ast::Everything => f.write_str("*"),
        Ast::Leaf(leaf) => write_leaf(leaf, f),
        Ast::And(operands) if operands.is_empty() => f.write_str("*"),
        Ast::Or(operands) if operands.is_empty() => f.write_str("NOT *"),
        Ast::And(operands) => write_joined(operands, " AND ", f),
        Ast::Or(operands) => write_joined(operands, " OR ", f),
        Ast::Not(operand) => {
            f.write_str("NOT ")?;
            write_tight(operand, f)
        }
        Ast::Near(near) => write_near(near, f),
        Ast::Within(within) => write_within(within, f),
        Ast::Citing(citing) => write_citing(citing, f),
        Ast::Line(line) => f.write_str(&line.name),
    }
}

fn write_near(near: &Near, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write_tight(&near.left, f)?;
    let operator = if near.ordered { "ADJ" } else { "NEAR" };
    match near.distance {
        Near::UNLIMITED => write!(f, " {operator}/* ")?,
        distance => write!(f, " {operator}/{distance} ")?,
    }
    write_tight(&near.right, f)
}

fn write_within(within: &Within, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let unit = match within.unit {
        Unit::Sentence => "sentence",
        Unit::Paragraph => "paragraph",
        Unit::Claim => "claim",
    };
    write!(f, "{unit}:")?;
    write_enclosed(&within.operand, f)
}

fn write_citing(citing: &Citing, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(match citing.direction {
        CitationDirection::Cites => "cites",
        CitationDirection::CitedBy => "citedby",
    })?;
    if !citing.categories.is_empty() {
        f.write_str(".")?;
    }
    for category in &citing.categories {
        write!(f, "{category}")?;
    }
    if let Some(by) = citing.by {
        write!(f, ".{}", by.as_str())?;
    }
    f.write_str(":")?;
    write_enclosed(&citing.of, f)
}

fn write_joined(operands: &[Ast], operator: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (i, operand) in operands.iter().enumerate() {
        if i != 0 {
            f.write_str(operator)?;
        }
        write_tight(operand, f)?;
    }
    Ok(())
}

fn write_leaf(leaf: &Leaf, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if leaf.field != Field::TEXT {
        write!(f, "{}:", leaf.field)?;
    }
    match &leaf.operand {
        Operand::FreeText(text) => write!(f, "({})", escaped_words(text)),
        Operand::Word(text) => f.write_str(&escaped(text)),
        Operand::Quoted(text) => write!(f, "\"{}\"", escaped_quoted(text)),
        Operand::Exact(text) if text.chars().any(char::is_whitespace) => {
            write!(f, "=\"{}\"", escaped_quoted(text))
        }
        Operand::Exact(text) => write!(f, "={}", escaped(text)),
        Operand::Pattern(pattern) => write!(f, "{pattern}"),
        Operand::Fuzzy { word, distance } => write!(f, "{}~{distance}", escaped(word)),
        Operand::Prefix(text) => write!(f, "{}*", escaped(text)),
        Operand::Range { lower, upper } => write_range(lower.as_ref(), upper.as_ref(), f),
    }
}

fn write_range(lower: Option<&Bound>, upper: Option<&Bound>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let end = |bound: Option<&Bound>| bound.map_or_else(|| "*".to_owned(), |bound| bound.value.to_string());
    match (lower, upper) {
        (Some(Bound { value: Value::Identifier(_), .. }), _)
        | (_, Some(Bound { value: Value::Identifier(_), .. })) => {
            let open = if lower.is_none_or(|bound| bound.inclusive) { '[' } else { '{' };
            let close = if upper.is_none_or(|bound| bound.inclusive) { ']' } else { '}' };
            write!(f, "{open}{} TO {}{close}", end(lower), end(upper))
        }
        (Some(lower), Some(upper)) if lower == upper && lower.inclusive => write!(f, "{}", lower.value),
        (Some(lower), None) => write!(f, "{}{}", if lower.inclusive { ">=" } else { ">" }, lower.value),
        (None, Some(upper)) => write!(f, "{}{}", if upper.inclusive { "<=" } else { "<" }, upper.value),
        (None, None) => f.write_str("[* TO *]"),
        (Some(lower), Some(upper)) => {
            let open = if lower.inclusive { '[' } else { '{' };
            let close = if upper.inclusive { ']' } else { '}' };
            write!(f, "{open}{} TO {}{close}", lower.value, upper.value)
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in self.pieces() {
            match piece {
                Piece::Literal(text) => f.write_str(&escaped(text))?,
                Piece::AnyRun => f.write_str("*")?,
                Piece::AnyOne => f.write_str("?")?,
                Piece::AtMostOne => f.write_str("??")?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Identifier(number) => f.write_str(&number.unmistakable()),
        }
    }
}

fn escaped_words(text: &str) -> String {
    text.split_whitespace().map(escaped).collect::<Vec<_>>().join(" ")
}

fn escaped(word: &str) -> String {
    let narrowed: String = word.chars().take(4).map(narrow).collect();
    let is_operator = matches!(narrowed.as_str(), "AND" | "OR" | "NOT");
    let mut written = String::with_capacity(word.len());
    for (i, c) in word.chars().enumerate() {
        if is_special(c) || c.is_whitespace() || (i == 0 && is_operator) {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

fn escaped_quoted(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        if is_quote(c) || c == '\\' {
            written.push('\\');
        }
        written.push(c);
    }
    written
}
