//! The tree as text that parses back to the same tree.

use std::fmt;

use super::{
    Ast, Bound, CitationDirection, Citing, Leaf, Near, Operand, Pattern, Piece, Unit, Value, Within,
};
use crate::{
    Field, FieldKind,
    parse::{Manner, Reading, Word, can_be_exact, default_field, is_number_field, is_one_number, is_quote},
};

impl fmt::Display for Ast {
    /// Writes the query in chizai's own syntax. Operators are always written, so that the reader sees how the
    /// query was understood; a free text that an operator takes stands in parentheses.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Printer { field: Field::TEXT }.alone(self, f)
    }
}

impl fmt::Display for Leaf {
    /// As a tree of it alone is written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Printer { field: Field::TEXT }.leaf_alone(self, f)
    }
}

/// Prints inside one prefix, such as `cites:( … )`.
#[derive(Clone, Copy)]
struct Printer {
    /// The field of words without one.
    field: Field,
}

impl Printer {
    /// Writes a tree that no operator stands beside.
    fn alone(self, tree: &Ast, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match tree {
            Ast::And(operands) | Ast::Or(operands) if operands.len() == 1 => self.alone(&operands[0], f),
            Ast::Leaf(leaf) => self.leaf_alone(leaf, f),
            tree => self.operand(tree, f),
        }
    }

    fn leaf_alone(self, leaf: &Leaf, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Leaf { field, operand } = leaf;
        match operand {
            Operand::FreeText(text) if *field == self.field => f.write_str(&escaped_words(text)),
            // Alone, a bare word would be free text, and its truncation perhaps punctuation.
            operand if *field == self.field && !is_read_alone(*field, operand) => {
                write!(f, "{field}:")?;
                write_value(*field, operand, f)
            }
            _ => self.leaf(leaf, f),
        }
    }

    fn leaf(self, leaf: &Leaf, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if leaf.field != self.field || !is_read_among_values(leaf) {
            write!(f, "{}:", leaf.field)?;
        }
        write_value(leaf.field, &leaf.operand, f)
    }

    /// Writes a tree so that it can stand beside an operator of any binding.
    fn tight(self, tree: &Ast, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match tree {
            Ast::And(operands) | Ast::Or(operands) if 2 <= operands.len() => self.enclosed(tree, f),
            Ast::Near(_) => self.enclosed(tree, f),
            tree => self.operand(tree, f),
        }
    }

    fn enclosed(self, tree: &Ast, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        self.alone(tree, f)?;
        f.write_str(")")
    }

    fn operand(self, tree: &Ast, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match tree {
            Ast::Everything => f.write_str("*"),
            Ast::Leaf(leaf) => self.leaf(leaf, f),
            Ast::And(operands) if operands.is_empty() => f.write_str("*"),
            Ast::Or(operands) if operands.is_empty() => f.write_str("NOT *"),
            Ast::And(operands) => self.joined(operands, " AND ", f),
            Ast::Or(operands) => self.joined(operands, " OR ", f),
            Ast::Not(operand) => {
                f.write_str("NOT ")?;
                self.tight(operand, f)
            }
            Ast::Near(near) => self.near(near, f),
            Ast::Within(within) => self.within(within, f),
            Ast::Citing(citing) => write_citing(citing, f),
            Ast::Line(line) => f.write_str(&line.name),
        }
    }

    fn near(self, near: &Near, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tight(&near.left, f)?;
        let operator = if near.ordered { "ADJ" } else { "NEAR" };
        match near.distance {
            Near::UNLIMITED => write!(f, " {operator}/* ")?,
            distance => write!(f, " {operator}/{distance} ")?,
        }
        self.tight(&near.right, f)
    }

    fn within(self, within: &Within, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match within.unit {
            Unit::Sentence => "sentence:",
            Unit::Paragraph => "paragraph:",
            Unit::Claim => "claim:",
        })?;
        Self { field: default_field(within.unit, self.field) }.enclosed(&within.operand, f)
    }

    fn joined(self, operands: &[Ast], operator: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, operand) in operands.iter().enumerate() {
            if i != 0 {
                f.write_str(operator)?;
            }
            self.tight(operand, f)?;
        }
        Ok(())
    }
}

/// Whether a value of a field in parentheses is read whole: lists of numbers are cut at commas, and brackets are a range
/// directly after a field only.
fn is_read_among_values(leaf: &Leaf) -> bool {
    match &leaf.operand {
        Operand::Range { .. } => !is_number_field(leaf.field),
        Operand::Word(text) => !is_number_field(leaf.field) || is_one_number(text),
        _ => true,
    }
}

/// Whether a value needs no field before it to be read as it is where nothing stands beside it.
fn is_read_alone(field: Field, operand: &Operand) -> bool {
    if field.kind() != FieldKind::Text {
        return true;
    }
    match operand {
        Operand::Word(_) => false,
        Operand::Pattern(pattern) => reads_bare(&pattern.to_string(), &Reading::Pattern(pattern.clone())),
        Operand::Fuzzy { word, distance } => {
            let reading = Reading::Fuzzy { word: word.clone(), distance: u32::from(*distance) };
            reads_bare(&fuzzy(word, *distance), &reading)
        }
        _ => true,
    }
}

fn reads_bare(written: &str, reading: &Reading) -> bool {
    Word::typed(written).read(Manner::Bare) == *reading
}

fn fuzzy(word: &str, distance: u8) -> String {
    no_operator(format!("{}~{distance}", Word::protecting_marks(word)))
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
    if let Some(place) = citing.place {
        write!(f, ".{}", place.as_str())?;
    }
    f.write_str(":")?;
    Printer { field: Field::number() }.enclosed(&citing.of, f)
}

fn write_value(field: Field, operand: &Operand, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let manner = if field.kind().has_prefixes() { Manner::Code } else { Manner::Operand };
    match operand {
        Operand::FreeText(text) => write!(f, "({})", escaped_words(text)),
        Operand::Word(text) if Word::is_safe(text) => f.write_str(text),
        Operand::Word(text) => write!(f, "{}", Word::protecting(text, manner)),
        Operand::Quoted(text) => write!(f, "\"{}\"", escaped_quoted(text)),
        Operand::Exact(text) if is_one_word(text) => write!(f, "={}", Word::protecting_marks(text)),
        Operand::Exact(text) => write!(f, "=\"{}\"", escaped_quoted(text)),
        Operand::Pattern(pattern) => write!(f, "{pattern}"),
        Operand::Fuzzy { word, distance } => f.write_str(&fuzzy(word, *distance)),
        Operand::Prefix(text) => f.write_str(&no_operator(format!("{}*", Word::protecting_marks(text)))),
        Operand::Range { lower, upper } => write_range(lower.as_ref(), upper.as_ref(), f),
    }
}

/// A word as it is typed, protected where it would be read as `NEAR/*`.
fn no_operator(mut written: String) -> String {
    if Word::typed(&written).is_operator() {
        written.insert(0, '\\');
    }
    written
}

/// Whether `=` before the text needs no quotation marks.
fn is_one_word(text: &str) -> bool {
    text.chars().next().is_some_and(can_be_exact) && !text.chars().any(char::is_whitespace)
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
        let mut written = String::new();
        for piece in self.pieces() {
            match piece {
                Piece::Literal(text) => written.push_str(&Word::protecting_marks(text).to_string()),
                Piece::AnyRun => written.push('*'),
                Piece::AnyOne => written.push('?'),
                Piece::AtMostOne => written.push_str("[?]"),
            }
        }
        f.write_str(&no_operator(written))
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
    let mut written = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !written.is_empty() {
            written.push(' ');
        }
        match Word::is_safe(word) {
            true => written.push_str(word),
            false => written.push_str(&Word::protecting(word, Manner::Bare).to_string()),
        }
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
