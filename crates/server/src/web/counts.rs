//! The query's tree with its counts, and advice.

use maud::{Markup, html};

use super::{PageContext, frame::grouped};
use crate::wire::{Advice, CountedNode, QueryEcho, SearchResponse, Suggestion};

/// The tree and the advice of a search, where it has them. Open where nothing was found.
pub(super) fn examined(context: &PageContext, response: &SearchResponse) -> Markup {
    html! {
        @if let Some(echo) = &response.query {
            @if !echo.tree.children.is_empty() {
                details .tree open[response.total.value == 0] {
                    summary { (context.t("検索式の各部分の件数", "Counts of the parts of the query")) }
                    (tree(context, echo))
                }
            }
        }
        @if let Some(advice) = response.lint.as_deref().filter(|advice| !advice.is_empty()) {
            (self::advice(context, advice))
        }
    }
}

/// Every part of a query with its count, as nested lists; each leads to its own search.
pub(super) fn tree(context: &PageContext, echo: &QueryEcho) -> Markup {
    html! {
        ul .counted { (node(context, &echo.tree)) }
        @if !echo.complete {
            p .small {
                (context.t("数えた部分は ", "The first ")) (echo.limit)
                (context.t(
                    " 個 (limits.counted_nodes) までです。件数のない部分は数えていません。",
                    " different parts were counted (limits.counted_nodes); parts without a figure were not.",
                ))
            }
        }
    }
}

fn node(context: &PageContext, counted: &CountedNode) -> Markup {
    html! {
        li {
            span .count.number {
                @match counted.count {
                    Some(count) => (grouped(count)),
                    None => span title=(context.t("数えていません", "not counted")) { "?" },
                }
            }
            " "
            @if let Some(operator) = operator(context, &counted.operator) { span .operator { (operator) } " " }
            // Only the conditions on this search page narrow it as they narrowed the count.
            a href=(same_filters(context, &counted.query)) lang="und" { (counted.query) }
            @if !counted.children.is_empty() {
                ul { @for child in &counted.children { (node(context, child)) } }
            }
        }
    }
}

fn operator<'a>(context: &'a PageContext, name: &str) -> Option<&'a str> {
    let operator = match name {
        "and" => ("すべて", "all of"),
        "or" => ("いずれか", "any of"),
        "not" => ("除く", "without"),
        "near" => ("近接", "near"),
        "within" => ("同じ単位", "in one unit"),
        "citing" => ("引用", "citing"),
        "line" => ("行", "line"),
        _ => return None,
    };
    Some(context.t(operator.0, operator.1))
}

/// Advice with what to search instead.
pub(super) fn advice(context: &PageContext, advice: &[Advice]) -> Markup {
    html! {
        section .notes.advice aria-label=(context.t("検索式への助言", "Advice on the query")) {
            ul {
                @for one in advice {
                    li {
                        (one.message) (context.t("。", "."))
                        @for suggestion in &one.suggestions { " " (suggested(context, suggestion)) }
                    }
                }
            }
        }
    }
}

fn suggested(context: &PageContext, suggestion: &Suggestion) -> Markup {
    html! {
        a href=(same_filters(context, &suggestion.query)) lang="und" { (suggestion.query) }
        " (" span .number { (grouped(suggestion.count)) } ")"
    }
}

/// The search of another query with the filters in force.
fn same_filters(context: &PageContext, query: &str) -> String {
    let mut pairs = context.pairs.clone();
    pairs
        .0
        .retain(|(name, _)| !["q", "cursor", "rank", "explain", "syntax", "text"].contains(&name.as_str()));
    pairs.0.insert(0, ("q".to_owned(), query.to_owned()));
    pairs.href("/")
}
