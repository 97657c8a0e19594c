//! The forms of the page: the technique, its elements, and the files.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::super::PageContext;
use crate::{request::Pairs, wire::CoverageResponse};

/// The technique before it is judged.
pub(super) fn of_technique(context: &PageContext, sent: &Pairs) -> Markup {
    let example = context.t(
        "例: 金型の温度を検知する手段と、検知した温度に応じて冷却水の流量を変える弁とを備える射出成形機",
        "e.g. An injection molding machine with means for detecting the temperature of a mold and a valve that changes the flow rate of cooling water according to the detected temperature",
    );
    html! {
        form action={ (context.href("/coverage", &[])) } method="post" {
            p { label for="description" { (context.t("技術の説明 (10,000 文字まで。文章でも請求項でも)", "The technique, a sentence or a claim, up to 10,000 characters")) } }
            textarea #description .pasted name="description" rows="7" spellcheck="false" lang="und" placeholder=(example) {
                "\n" (sent.get("description").unwrap_or_default())
            }
            p { label for="elements" { (context.t("または構成要素を 1 行に 1 つずつ", "or its elements, one a line")) } }
            textarea #elements .pasted name="elements" rows="4" spellcheck="false" lang="und" { "\n" (lines(sent)) }
            (choices(context, sent))
            p { button type="submit" { (context.t("対比する", "Compare with claims")) } }
        }
    }
}

/// The elements as they were judged, to be edited: a line less or more is an element less or more.
pub(super) fn of_elements(context: &PageContext, sent: &Pairs, answer: &CoverageResponse) -> Markup {
    let texts: Vec<&str> = answer.elements.iter().map(|element| element.text.as_str()).collect();
    let rows = texts.len() + 1;
    html! {
        form .elements action={ (context.href("/coverage", &[])) } method="post" {
            details {
                summary { (context.t("構成要素を直す・絞り込む", "Edit the elements, narrow")) }
                p { label for="elements" { (context.t(
                    "1 行が 1 つの構成要素です。行を足す、消す、書き直すことができます。",
                    "One element a line: add, remove or rewrite lines.",
                )) } }
                textarea #elements .pasted name="elements" rows=(rows) spellcheck="false" lang="und" { "\n" (texts.join("\n")) }
                @for name in ["document", "claim", "claim_language"] {
                    @if let Some(value) = sent.get(name).filter(|value| !value.is_empty()) {
                        input type="hidden" name=(name) value=(value);
                    }
                }
                (choices(context, sent))
                p {
                    button type="submit" { (context.t("この構成要素で対比する", "Compare with these elements")) }
                    " " a href=(context.href("/coverage", &[])) { (context.t("別の技術", "Another technique")) }
                }
            }
        }
    }
}

fn lines(sent: &Pairs) -> String {
    let values = sent.0.iter().filter(|(name, _)| name == "elements").map(|(_, value)| value.as_str());
    values.collect::<Vec<_>>().join("\n")
}

fn choices(context: &PageContext, sent: &Pairs) -> Markup {
    let chosen = sent.get("type").unwrap_or_default();
    let types = [
        ("", context.t("特許と論文", "patents and articles")),
        ("patent", context.t("特許だけ", "patents only")),
    ];
    html! {
        div .choices {
            p {
                label for="type" { (context.t("種類", "Type")) } " "
                select #type name="type" {
                    @for (value, label) in types { option value=(value) selected[value == chosen] { (label) } }
                }
            }
            p {
                label for="before" { (context.t("この日より前の発行", "Published before")) } " "
                input #before type="text" name="before" size="12" placeholder="2012-03-04"
                    value=(sent.get("before").unwrap_or_default());
            }
        }
    }
}

/// The pairs of terms by which claims in the other language were judged, each a button to do without it.
pub(super) fn pairs(context: &PageContext, sent: &Pairs, answer: &CoverageResponse) -> Markup {
    let cells = answer.documents.iter().flat_map(|document| &document.cells);
    let pairs: BTreeSet<&str> =
        cells.flat_map(|cell| &cell.found).filter_map(|word| word.pair.as_deref()).collect();
    html! {
        @if !pairs.is_empty() {
            form .pairs action={ (context.href("/coverage", &[])) } method="post" {
                (hidden(sent))
                span .quiet { (context.t("別の言語の語 (選ぶと外して比べ直します): ", "Terms of the other language, choose one to compare without it: ")) }
                @for pair in pairs {
                    button .plain type="submit" name="xl_without" value=(pair) lang="und" { (pair.replacen('=', " = ", 1)) } " "
                }
            }
        }
    }
}

/// The same matrix as files.
pub(super) fn exports(context: &PageContext, sent: &Pairs) -> Markup {
    html! {
        form .exports action={ (context.href("/coverage", &[])) } method="post" {
            (hidden(sent))
            span .quiet { (context.t("この表を保存: ", "Save this table: ")) }
            button .plain type="submit" name="format" value="csv" { "CSV" } " "
            button .plain type="submit" name="format" value="json" { "JSON" }
        }
    }
}

/// What was sent, to be sent again.
fn hidden(sent: &Pairs) -> Markup {
    html! {
        @for (name, value) in sent.0.iter().filter(|(name, _)| name != "format" && name != "lang") {
            input type="hidden" name=(name) value=(value);
        }
    }
}
