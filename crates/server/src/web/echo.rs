use maud::{Markup, html};
use query::{Ast, Field, FieldKind, Leaf, Operand};

use super::{
    PageContext,
    facet::{facet_name, value_label},
};
use crate::request::FILTERS;

/// The query as it was understood, as a clause of a sentence: "claims contain 固体電解質, without water".
pub(crate) fn understood(context: &PageContext, ast: &Ast) -> Markup {
    match ast {
        Ast::Everything => html! { (context.t("すべての文献", "everything")) },
        Ast::Leaf(leaf) => condition(context, leaf),
        Ast::And(operands) => joined(context, operands, context.t("、かつ ", ", and ")),
        Ast::Or(operands) => joined(context, operands, context.t(" または ", " or ")),
        Ast::Not(operand) => html! {
            @if context.language.code() == "ja" { (nested(context, operand)) " を除く" }
            @else { "not " (nested(context, operand)) }
        },
    }
}

fn joined(context: &PageContext, operands: &[Ast], between: &str) -> Markup {
    html! {
        @for (i, operand) in operands.iter().enumerate() {
            @if i != 0 { (between) }
            (nested(context, operand))
        }
    }
}

fn nested(context: &PageContext, ast: &Ast) -> Markup {
    match ast {
        Ast::And(operands) | Ast::Or(operands) if 1 < operands.len() => {
            html! { "(" (understood(context, ast)) ")" }
        }
        _ => understood(context, ast),
    }
}

fn condition(context: &PageContext, leaf: &Leaf) -> Markup {
    let japanese = context.language.code() == "ja";
    let place = place(context, leaf.field);
    let word = |text: &str| html! { span .echo-word lang="und" { (text) } };
    let (value, how) = match &leaf.operand {
        Operand::FreeText(text) if text.split_whitespace().nth(1).is_some() => {
            (word(text), context.t("のいずれかの語を含む", "any of the words "))
        }
        Operand::FreeText(text) => (word(text), context.t("を含む", "")),
        Operand::Word(text) => (word(text), context.t("を含む", "")),
        Operand::Quoted(text) => (
            html! { (context.t("「", "“")) (word(text)) (context.t("」", "”")) },
            context.t("をその字句どおり含む", "exactly "),
        ),
        Operand::Prefix(text) => {
            (html! { (word(&format!("{text}…"))) }, context.t("で始まる", "beginning with "))
        }
        Operand::Range { .. } => (word(&range_text(leaf)), ""),
    };
    let words_of = matches!(leaf.field.kind(), FieldKind::Text | FieldKind::Name);
    match (japanese, words_of) {
        (true, true) => html! { (place) "に" (value) (how) },
        (true, false) => html! { (place) " " (value) },
        (false, true) => html! { (place) " contains " (how) (value) },
        (false, false) => html! { (place) " " (value) },
    }
}

/// The range without its field's name, as the query syntax writes it.
fn range_text(leaf: &Leaf) -> String {
    let written = Ast::Leaf(leaf.clone()).to_string();
    written.split_once(':').map_or(written.clone(), |(_, range)| range.to_owned())
}

/// The field in the words of its one-line summary.
fn place(context: &PageContext, field: Field) -> String {
    let info = field.info();
    if info.name == "text" && field.view().is_none() {
        return context.t("本文のどこか", "the text").to_owned();
    }
    let summary = context.t(info.summary_ja, info.summary);
    let short = summary.split(['（', ':', '(', ';']).next().unwrap_or(summary).trim();
    match field.view() {
        Some(view) => format!("{short} ({})", view.as_str()),
        None => short.to_owned(),
    }
}

/// The filters in force, each with the link that removes it.
pub(crate) fn filters(context: &PageContext) -> Markup {
    let in_force: Vec<(&str, bool, &str)> = context
        .pairs
        .0
        .iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .filter_map(|(name, value)| {
            let included = FILTERS.iter().find(|filter| filter.name == name);
            let excluded =
                || name.strip_prefix("not_").and_then(|name| FILTERS.iter().find(|f| f.name == name));
            match included {
                Some(filter) => Some((filter.name, false, value.as_str())),
                None => excluded().map(|filter| (filter.name, true, value.as_str())),
            }
        })
        .collect();
    html! {
        @for (name, excluded, value) in in_force {
            (context.t("、", ", "))
            @if excluded && context.language.code() == "en" { "not " }
            (inside_sentence(facet_name(context, name))) " "
            span .echo-word { (value_label(context, name, value)) }
            @if excluded && context.language.code() == "ja" { " 以外" }
            (remove(context, &value_name(name, excluded), value))
        }
        (dates(context))
    }
}

/// A label as a word of a sentence: "Office" becomes "office", "IPC subclass" stays.
fn inside_sentence(label: &str) -> String {
    match label.as_bytes() {
        [first, second, ..] if first.is_ascii_uppercase() && second.is_ascii_lowercase() => {
            format!("{}{}", label[..1].to_lowercase(), &label[1..])
        }
        _ => label.to_owned(),
    }
}

fn value_name(name: &str, excluded: bool) -> String {
    if excluded { format!("not_{name}") } else { name.to_owned() }
}

fn dates(context: &PageContext) -> Markup {
    let given = |name: &str| context.pairs.get(name).filter(|value| !value.trim().is_empty());
    let label = match given("date") {
        Some("filed") => context.t("出願", "filed"),
        Some("priority") => context.t("優先日", "priority"),
        _ => context.t("発行", "published"),
    };
    html! {
        @for (name, japanese, english) in [("from", "以後", "from"), ("to", "まで", "until")] {
            @if let Some(value) = given(name) {
                (context.t("、", ", "))
                @if context.language.code() == "ja" {
                    (label) " " span .echo-word.number { (value) } " " (japanese)
                } @else {
                    (label) " " (english) " " span .echo-word.number { (value) }
                }
                (remove(context, name, value))
            }
        }
    }
}

fn remove(context: &PageContext, name: &str, value: &str) -> Markup {
    let href = context.href_with(|pairs| {
        pairs.retain(|(n, v)| !(*n == name && v == value) && n != "cursor" && n != "rank");
    });
    let label = context.t("外す", "remove");
    html! {
        " (" a .remove href=(href) aria-label={ (label) " " (name) " " (value) } { (label) } ")"
    }
}
