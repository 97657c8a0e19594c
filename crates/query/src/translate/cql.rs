//! Espacenet's CQL.

use super::{Dialect, Loss, LossReason, Written, name_of, value};
use crate::{
    Ast, Bound, CitationDirection, Citing, Field, FieldKind, Leaf, Near, Operand, Pattern, Piece, Syntax,
    Unit, Value, Within,
    field::narrow,
    parse::{is_quote, parse_as},
};

pub(super) struct Cql;

/// chizai's fields and Espacenet's identifiers of the same meaning.
const NAMES: &[(&str, &str)] = &[
    ("text", "ftxt"),
    ("title", "ti"),
    ("abstract", "ab"),
    ("tiab", "ta"),
    ("claims", "claims"),
    ("description", "desc"),
    ("inventor", "in"),
    ("applicant", "pa"),
    ("party", "ia"),
    ("number", "num"),
    ("cites", "ct"),
    ("published", "pd"),
    ("filed", "ad"),
    ("priority", "prd"),
    ("family", "famn"),
    ("ipc", "ipc"),
    ("cpc", "cpc"),
    ("class", "cl"),
];

fn find(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|(field, _)| *field == name).map(|(_, index)| *index)
}

impl Dialect for Cql {
    fn and(&self) -> &'static str {
        " and "
    }

    fn or(&self) -> &'static str {
        " or "
    }

    fn but_not(&self) -> &'static str {
        " not "
    }

    fn not(&self) -> &'static str {
        "not "
    }

    fn everything(&self) -> Option<String> {
        Some("cql.allRecords=1".to_owned())
    }

    fn leaf(&self, leaf: &Leaf, losses: &mut Vec<Loss>) -> Option<Written> {
        let condition = Ast::Leaf(leaf.clone());
        let mut lose = |reason, replaced_by| {
            losses.push(Loss { what: condition.to_string(), reason, replaced_by });
        };
        let Some((index, is_same)) = name_of(leaf.field, find) else {
            lose(LossReason::Field, None);
            return None;
        };
        let Some((text, reason)) = condition_text(leaf.field, index, &leaf.operand) else {
            lose(LossReason::Range, None);
            return None;
        };
        // ct= asks for documents: of those that begin so, it finds what cites one that the index holds.
        let is_narrower = index == "ct" && matches!(leaf.operand, Operand::Prefix(_));
        let reason = if is_narrower { Some(LossReason::Citation) } else { reason };
        let reason = if is_same { reason } else { Some(LossReason::Field) };
        let reads_back = || is_rewritten(leaf) || parse_as(Syntax::Cql, &text).ast == condition;
        if let Some(reason) = reason.or_else(|| (!reads_back()).then_some(LossReason::Wording)) {
            lose(reason, Some(text.clone()));
        }
        Some(if text.contains(" and ") { Written::loose(text) } else { Written::tight(text) })
    }

    fn field_of_near(&self, _: Field) -> Option<String> {
        None
    }

    fn near(&self, near: &Near) -> (String, Option<LossReason>) {
        let ordered = if near.ordered { "/ordered" } else { "" };
        match near.distance {
            Near::UNLIMITED => (format!(" prox/unit=paragraph{ordered} "), Some(LossReason::Distance)),
            distance => (format!(" prox/distance<{}{ordered} ", distance + 1), None),
        }
    }

    fn within(&self, within: &Within) -> Option<String> {
        let unit = match within.unit {
            Unit::Sentence => "sentence",
            Unit::Paragraph => "paragraph",
            Unit::Claim => return None,
        };
        match within.operand.as_ref() {
            Ast::And(operands) if 2 <= operands.len() => {
                let has_negation = operands.iter().any(|operand| matches!(operand, Ast::Not(_)));
                (!has_negation).then(|| format!(" prox/unit={unit} "))
            }
            Ast::Near(Near { distance: Near::UNLIMITED, ordered: true, .. }) => {
                Some(format!(" prox/unit={unit}/ordered "))
            }
            _ => None,
        }
    }

    fn citing(&self, citing: &Citing, losses: &mut Vec<Loss>) -> Option<Written> {
        let condition = Ast::Citing(citing.clone());
        let mut lose = |reason, replaced_by| {
            losses.push(Loss { what: condition.to_string(), reason, replaced_by });
        };
        let numbers = match (citing.direction, citing.of.as_ref()) {
            (CitationDirection::Cites, Ast::Or(numbers)) => numbers.as_slice(),
            (CitationDirection::Cites, number @ Ast::Leaf(_)) => std::slice::from_ref(number),
            _ => &[],
        };
        let number = |ast: &Ast| match ast {
            Ast::Leaf(leaf) if leaf.field.info().name == "number" => {
                condition_text(leaf.field, "ct", &leaf.operand).filter(|(_, reason)| reason.is_none())
            }
            _ => None,
        };
        let texts: Option<Vec<String>> =
            numbers.iter().map(|ast| number(ast).map(|(text, _)| text)).collect();
        let Some(texts) = texts.filter(|texts| !texts.is_empty()) else {
            lose(LossReason::Citation, None);
            return None;
        };
        let text = texts.join(" or ");
        if !citing.categories.is_empty() || citing.by.is_some() || citing.place.is_some() {
            lose(LossReason::Citation, Some(text.clone()));
        }
        Some(if texts.len() == 1 { Written::tight(text) } else { Written::loose(text) })
    }
}

/// Conditions that are written in other words of the same meaning.
fn is_rewritten(leaf: &Leaf) -> bool {
    matches!(&leaf.operand, Operand::Range { .. })
        || (leaf.field.info().name == "cites"
            && matches!(leaf.operand, Operand::Word(_) | Operand::Quoted(_)))
        || (leaf.field.kind() == FieldKind::Class && matches!(leaf.operand, Operand::Quoted(_)))
}

/// The condition as text, and what of it is lost. `None` for a range that has no form.
fn condition_text(field: Field, index: &str, operand: &Operand) -> Option<(String, Option<LossReason>)> {
    let quoted = |text: &str| format!("{index}=\"{}\"", escaped_quoted(text));
    Some(match operand {
        Operand::Word(text) => (format!("{index}={}", escaped(text)), None),
        Operand::Quoted(text) if field.kind() == FieldKind::Class => {
            (format!("{index}={}", escaped(text)), None)
        }
        Operand::Quoted(text) => (quoted(text), None),
        Operand::Exact(text) if field.kind() == FieldKind::Class => {
            (format!("{index}={}", escaped(text)), Some(LossReason::ExactClass))
        }
        Operand::Exact(text) => (quoted(text), Some(LossReason::Case)),
        Operand::Prefix(text) => (format!("{index}={}*", escaped(text)), None),
        Operand::Pattern(pattern) => (format!("{index}={}", pattern_text(pattern)), None),
        Operand::Fuzzy { word, .. } => (format!("{index}={}", escaped(word)), Some(LossReason::Fuzzy)),
        Operand::FreeText(text) => {
            let any = format!("{index} any \"{}\"", escaped_quoted(text));
            (any, Some(LossReason::FreeText))
        }
        Operand::Range { lower, upper } => range(index, lower.as_ref(), upper.as_ref())?,
    })
}

fn range(index: &str, lower: Option<&Bound>, upper: Option<&Bound>) -> Option<(String, Option<LossReason>)> {
    let lower_text =
        |bound: &Bound| format!("{index}{}{}", if bound.inclusive { ">=" } else { ">" }, value(&bound.value));
    let upper_text =
        |bound: &Bound| format!("{index}{}{}", if bound.inclusive { "<=" } else { "<" }, value(&bound.value));
    let is_identifier = |bound: &Bound| matches!(bound.value, Value::Identifier(_));
    Some(match (lower, upper) {
        (Some(lower), Some(upper)) if lower == upper && lower.inclusive && !is_identifier(lower) => {
            (format!("{index}={}", value(&lower.value)), None)
        }
        (Some(lower), Some(upper)) if lower.inclusive && upper.inclusive => {
            let text = format!("{index} within \"{} {}\"", value(&lower.value), value(&upper.value));
            (text, is_identifier(lower).then_some(LossReason::Range))
        }
        (Some(bound), _) | (_, Some(bound)) if is_identifier(bound) => return None,
        (Some(lower), Some(upper)) => (format!("{} and {}", lower_text(lower), upper_text(upper)), None),
        (Some(lower), None) => (lower_text(lower), None),
        (None, Some(upper)) => (upper_text(upper), None),
        // Years have four digits, so that this is every date and every year.
        (None, None) => (format!("{index}>=1000"), None),
    })
}

fn pattern_text(pattern: &Pattern) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Literal(text) => text.chars().map(escaped_char).collect(),
        Piece::AnyRun => "*".to_owned(),
        Piece::AnyOne => "#".to_owned(),
        Piece::AtMostOne => "?".to_owned(),
    };
    let written: String = pattern.pieces().iter().map(piece).collect();
    if starts_with_prox(&written) { format!("\\{written}") } else { written }
}

fn escaped_char(c: char) -> String {
    let is_special = is_quote(c) || c.is_whitespace() || "()=<>\\*?#".contains(narrow(c));
    if is_special { format!("\\{c}") } else { c.to_string() }
}

/// A word so that no part of it is read as an operator or a wildcard.
fn escaped(word: &str) -> String {
    let is_operator =
        |operator: &&str| word.chars().take(5).map(narrow).collect::<String>().to_lowercase() == **operator;
    let written: String = word.chars().map(escaped_char).collect();
    if starts_with_prox(word) || ["and", "or", "not"].iter().any(is_operator) {
        return format!("\\{written}");
    }
    written
}

/// Whether a word begins as `prox/distance<3` does.
fn starts_with_prox(word: &str) -> bool {
    word.chars().take(4).map(narrow).collect::<String>().eq_ignore_ascii_case("prox")
}

fn escaped_quoted(text: &str) -> String {
    let is_special = |c: char| is_quote(c) || "\\*?#".contains(narrow(c));
    text.chars().map(|c| if is_special(c) { format!("\\{c}") } else { c.to_string() }).collect()
}
