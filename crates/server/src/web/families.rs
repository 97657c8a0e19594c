//! Families on the page of results: their count, the choice between documents and families, a family's members.

use maud::{Markup, html};
use query::{Collapse, FamilyDefinition};

use super::{PageContext, frame::grouped, hit::document_href};
use crate::wire::{self, Hit, SearchResponse};

/// "in 9 simple families", with the way to see them as hits.
pub(super) fn count(context: &PageContext, response: &SearchResponse) -> Markup {
    let Some(families) = &response.families else { return html! {} };
    let definition = shown_definition(response);
    let count = match definition {
        FamilyDefinition::Simple => families.simple.value,
        FamilyDefinition::Extended => families.extended.value,
    };
    let is_japanese = context.language.code() == "ja";
    let name = match (wire::definition_name(definition, context.language), count) {
        (name, _) if is_japanese => name.to_owned(),
        (name, 1) => name.to_owned(),
        (name, _) => name.replace("family", "families"),
    };
    html! {
        @if is_japanese { " (" (grouped(count)) " " (name) ")" }
        @else { " in " (grouped(count)) " " (name) }
    }
}

/// The definition whose families are counted on the page.
fn shown_definition(response: &SearchResponse) -> FamilyDefinition {
    match response.collapse.definition.as_str() {
        "extended" => FamilyDefinition::Extended,
        _ => FamilyDefinition::Simple,
    }
}

/// Hits on all pages.
pub(super) fn hits_in_all(response: &SearchResponse) -> u64 {
    match (&response.families, response.collapse.definition.as_str()) {
        (Some(families), "simple") => families.simple.value,
        (Some(families), "extended") => families.extended.value,
        _ => response.total.value,
    }
}

/// Documents or families as hits, which document stands for a family, and what a family is.
pub(super) fn control(context: &PageContext, response: &SearchResponse) -> Markup {
    let current = response.collapse.definition.as_str();
    let choices = [
        (Collapse::None, context.t("文献ごと", "documents")),
        (Collapse::Simple, context.t("シンプルファミリーごと", "simple families")),
        (Collapse::Extended, context.t("拡張ファミリーごと", "extended families")),
    ];
    let standing = [
        ("rank", context.t("順位の高い文献", "the best")),
        ("language:ja", context.t("日本語の文献", "one in Japanese")),
        ("language:en", context.t("英語の文献", "one in English")),
    ];
    html! {
        p .sorts.collapse aria-label=(context.t("結果のまとめ方", "What one hit stands for")) {
            span .quiet { (context.t("表示: ", "Hits are ")) }
            @for (collapse, label) in choices {
                @let name = collapse.as_str();
                a href=(chosen(context, "collapse", name, "none")) aria-current=[(name == current).then_some("true")] { (label) }
            }
            @if current != "none" {
                span .quiet { (context.t("代表: ", "shown by ")) }
                @for (value, label) in standing {
                    @let is_current = response.collapse.representative.as_deref() == Some(value);
                    a href=(chosen(context, "representative", value, "rank")) aria-current=[is_current.then_some("true")] { (label) }
                }
            }
        }
        @if current != "none" {
            p .small.quiet {
                (response.collapse.name) (context.t(": ", ": ")) (response.collapse.text) (context.t("。", ". "))
                (context.t(
                    "絞り込みの件数は文献の数です。",
                    "Counts beside the filters are of documents.",
                ))
            }
        }
    }
}

/// This search with a parameter changed, from its first page.
fn chosen(context: &PageContext, name: &str, value: &str, default: &str) -> String {
    context.href_with(|pairs| {
        pairs.retain(|(known, _)| known != name && !["cursor", "rank", "explain"].contains(&known.as_str()));
        if value != default {
            pairs.push((name.to_owned(), value.to_owned()));
        }
    })
}

/// The members of the family that a hit stands for, closed until asked for.
pub(super) fn members(context: &PageContext, hit: &Hit) -> Markup {
    let Some(family) = &hit.collapsed else { return html! {} };
    if family.size < 2 {
        return html! {};
    }
    let unlisted = family.size - family.members.len() as u64;
    html! {
        details .family {
            summary {
                (context.t("ファミリー ", "Family of ")) span .number { (grouped(family.size)) }
                (context.t(" 文献、うち該当 ", " documents, ")) span .number { (grouped(family.matched)) }
                (context.t("", if family.matched == 1 { " matches" } else { " match" }))
            }
            ul .cited {
                @for member in &family.members {
                    li {
                        a href=(document_href(context, &member.id)) { (member.id) }
                        " " span lang=(member.language) { (member.title) }
                        @if let Some(date) = &member.published { " " time .number.quiet datetime=(date) { (date) } }
                        @if !member.matched {
                            " " span .quiet { (context.t("(検索式には該当しない)", "(does not match)")) }
                        }
                    }
                }
                @if 0 < unlisted {
                    li .quiet { (context.t("ほか ", "and ")) (grouped(unlisted)) (context.t(" 文献", " more")) }
                }
            }
        }
    }
}
