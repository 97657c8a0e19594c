//! J-PlatPat's logical expressions.

use super::{Dialect, Loss, LossReason, Written, name_of, value};
use crate::{
    Ast, Bound, Citing, Field, FieldKind, Leaf, Near, Operand, Pattern, Piece, Severity, Syntax, Value,
    Within,
    parse::{has_japanese, is_quote, parse_as},
};

pub(super) struct JPlatPat;

/// chizai's fields and J-PlatPat's tags of the same meaning; several tags: any of them.
const NAMES: &[(&str, &str)] = &[
    ("text", "TX"),
    ("title", "TI"),
    ("abstract", "AB"),
    ("tiab", "TI AB"),
    ("claims", "CL"),
    ("description", "SP"),
    ("applicant", "AP"),
    ("inventor", "IN"),
    ("party", "AP IN"),
    ("fi", "FI"),
    ("fterm", "FT"),
    ("ipc", "IP"),
    ("cpc", "CP"),
    ("class", "IP CP FI"),
    ("number", "PN"),
    ("published", "PD"),
    ("filed", "AD"),
];

fn find(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|(field, _)| *field == name).map(|(_, tag)| *tag)
}

impl Dialect for JPlatPat {
    fn and(&self) -> &'static str {
        "*"
    }

    fn or(&self) -> &'static str {
        "+"
    }

    fn but_not(&self) -> &'static str {
        "-"
    }

    fn not(&self) -> &'static str {
        "-"
    }

    fn everything(&self) -> Option<String> {
        None
    }

    fn leaf(&self, leaf: &Leaf, losses: &mut Vec<Loss>) -> Option<Written> {
        write(leaf, true, losses)
    }

    fn leaf_of_near(&self, leaf: &Leaf, losses: &mut Vec<Loss>) -> Option<Written> {
        write(leaf, false, losses)
    }

    fn field_of_near(&self, field: Field) -> Option<String> {
        let (tag, is_same) = name_of(field, find)?;
        (is_same && !tag.contains(' ')).then(|| format!("/{tag}"))
    }

    /// From 1 to 99 characters or words lie between; neighbours have none.
    fn near(&self, near: &Near) -> (String, Option<LossReason>) {
        let letter = if near.ordered { 'C' } else { 'N' };
        match near.distance {
            2..=100 => (format!(",{}{letter},", near.distance - 1), None),
            0..=1 => (format!(",1{letter},"), Some(LossReason::Distance)),
            _ => (format!(",99{letter},"), Some(LossReason::Distance)),
        }
    }

    fn within(&self, _: &Within) -> Option<String> {
        None
    }

    fn citing(&self, citing: &Citing, losses: &mut Vec<Loss>) -> Option<Written> {
        let what = Ast::Citing(citing.clone()).to_string();
        losses.push(Loss { what, reason: LossReason::Citation, replaced_by: None });
        None
    }
}

fn write(leaf: &Leaf, with_tag: bool, losses: &mut Vec<Loss>) -> Option<Written> {
    let condition = Ast::Leaf(leaf.clone());
    let mut lose = |reason, replaced_by| {
        losses.push(Loss { what: condition.to_string(), reason, replaced_by });
    };
    let Some((tags, is_same)) = name_of(leaf.field, find) else {
        lose(LossReason::Field, None);
        return None;
    };
    let Some((keyword, reason)) = keyword(leaf) else {
        lose(LossReason::Range, None);
        return None;
    };
    let parts: Vec<(&str, String)> = tags.split(' ').map(|tag| (tag, format!("{keyword}/{tag}"))).collect();
    let is_sayable = parts.iter().all(|(_, text)| is_condition(text, leaf));
    if !is_sayable || (!with_tag && !is_condition(&keyword, leaf)) {
        // There is no sign that protects another one outside of quotation marks, and no truncation inside of them.
        lose(LossReason::Wording, None);
        return None;
    }
    let reads_back =
        || parts.iter().all(|(tag, text)| parse_as(Syntax::JPlatPat, text).ast == as_read(tag, leaf));
    let reason = if is_same { reason } else { Some(LossReason::Field) };
    let reason = reason.or_else(|| (!reads_back()).then_some(LossReason::Wording));
    let parts: Vec<String> = parts.into_iter().map(|(_, text)| text).collect();
    let text = if with_tag { parts.join("+") } else { keyword };
    if let Some(reason) = reason {
        lose(reason, Some(text.clone()));
    }
    Some(if with_tag && 1 < parts.len() { Written::loose(text) } else { Written::tight(text) })
}

/// Whether a text is read as a condition at all; a truncated word as one.
fn is_condition(text: &str, leaf: &Leaf) -> bool {
    let parsed = parse_as(Syntax::JPlatPat, text);
    let is_refused = parsed.problems.iter().any(|problem| problem.severity() == Severity::Error);
    let is_truncated = |operand: &Operand| matches!(operand, Operand::Pattern(_) | Operand::Prefix(_));
    let has_truncation = matches!(&parsed.ast, Ast::Leaf(read) if is_truncated(&read.operand));
    !is_refused && (has_truncation || !is_truncated(&leaf.operand))
}

/// The condition as it is read with a tag: in the tag's field, symbols without spaces, and symbols and numbers the same
/// in quotation marks and without.
fn as_read(tag: &str, leaf: &Leaf) -> Ast {
    let name = NAMES.iter().find(|(_, of_field)| *of_field == tag).map_or("text", |(name, _)| name);
    let symbol = |text: &str| text.split_whitespace().collect::<String>();
    let operand = match (leaf.field.kind(), &leaf.operand) {
        (FieldKind::Class, Operand::Word(text) | Operand::Quoted(text)) => Operand::Word(symbol(text)),
        (FieldKind::Class, Operand::Exact(text)) => Operand::Exact(symbol(text)),
        (FieldKind::Identifier, Operand::Quoted(text)) if bare(text) == *text => Operand::Word(text.clone()),
        (_, operand) => operand.clone(),
    };
    Ast::leaf(Field::find(name).unwrap_or(leaf.field), operand)
}

/// The condition without its tag, and what of it is lost. `None` for a range that has no form.
fn keyword(leaf: &Leaf) -> Option<(String, Option<LossReason>)> {
    let is_class = leaf.field.kind() == FieldKind::Class;
    Some(match &leaf.operand {
        Operand::Word(text) | Operand::Quoted(text) => (bare(text), None),
        Operand::Exact(text) if is_class => (format!("${}", bare(text)), None),
        Operand::Exact(text) => (bare(text), Some(LossReason::Case)),
        Operand::Prefix(text) => (format!("{}?", bare(text)), None),
        Operand::Pattern(pattern) => pattern_text(pattern),
        Operand::Fuzzy { word, .. } => (bare(word), Some(LossReason::Fuzzy)),
        Operand::FreeText(text) => {
            let words: Vec<String> = text.split_whitespace().map(bare).collect();
            let text = if words.len() == 1 { words.join("") } else { format!("({})", words.join("+")) };
            (text, Some(LossReason::FreeText))
        }
        Operand::Range { lower, upper } => range(lower.as_ref(), upper.as_ref())?,
    })
}

/// A keyword as it is where it reads back as one, else in quotation marks.
fn bare(text: &str) -> String {
    // Inside a proximity it stands without its tag.
    let reads_back = |written: &str| match parse_as(Syntax::JPlatPat, written).ast {
        Ast::Leaf(Leaf { operand: Operand::Word(read) | Operand::Quoted(read), .. }) => read == text,
        _ => false,
    };
    let reads_back = reads_back(text) && reads_back(&format!("{text}/TX"));
    // A word that ends in a sign would take it along, or lose it, before a proximity.
    let ends_plainly =
        text.chars().next_back().is_some_and(|c| c.is_alphanumeric() || has_japanese(&c.to_string()));
    if reads_back && ends_plainly && !text.chars().any(is_quote) {
        return text.to_owned();
    }
    let escape = |c: char| if is_quote(c) || c == '\\' { format!("\\{c}") } else { c.to_string() };
    let escaped: String = text.chars().map(escape).collect();
    format!("\"{escaped}\"")
}

fn pattern_text(pattern: &Pattern) -> (String, Option<LossReason>) {
    let mut reason = None;
    let mut text = String::new();
    for piece in pattern.pieces() {
        match piece {
            Piece::Literal(literal) => text.push_str(literal),
            Piece::AnyRun => text.push('?'),
            Piece::AnyOne | Piece::AtMostOne => {
                reason = Some(LossReason::Truncation);
                text.push('?');
            }
        }
    }
    (text, reason)
}

fn range(lower: Option<&Bound>, upper: Option<&Bound>) -> Option<(String, Option<LossReason>)> {
    let is_identifier =
        |bound: Option<&Bound>| bound.is_some_and(|bound| matches!(bound.value, Value::Identifier(_)));
    if is_identifier(lower) || is_identifier(upper) || (lower.is_none() && upper.is_none()) {
        return None;
    }
    let end = |bound: Option<&Bound>| bound.map_or_else(String::new, |bound| value(&bound.value));
    let is_inclusive = |bound: Option<&Bound>| bound.is_none_or(|bound| bound.inclusive);
    let reason = (!is_inclusive(lower) || !is_inclusive(upper)).then_some(LossReason::Range);
    let text = if lower == upper { end(lower) } else { format!("{}:{}", end(lower), end(upper)) };
    Some((text, reason))
}
