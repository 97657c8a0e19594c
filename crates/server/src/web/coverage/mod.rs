//! The page of technique coverage: the form, the matrix, and the passages below it.

mod articles;
mod form;
mod matrix;
mod passages;

pub(super) use articles::by_element;

use axum::response::Html;
use maud::{Markup, html};

use super::{
    PageContext,
    frame::{Framed, frame},
    hit::document_href,
};
use crate::{
    HttpError,
    request::Pairs,
    wire::{CoverageCell, CoverageResponse},
};

/// What the page shows.
#[derive(Clone, Copy)]
pub(crate) struct CoverageView<'a> {
    /// The form as it was sent.
    pub(crate) sent: &'a Pairs,
    /// Absent before a technique is given.
    pub(crate) answer: Option<&'a CoverageResponse>,
    pub(crate) refusal: Option<&'a HttpError>,
}

/// The address of what else claims a claim of a document.
pub(super) fn claim_href(context: &PageContext, id: &str, claim: u32, language: &str) -> String {
    let number = claim.to_string();
    context.href("/coverage", &[("document", id), ("claim", &number), ("claim_language", language)])
}

pub(crate) fn coverage_page(context: &PageContext, view: &CoverageView<'_>) -> Html<String> {
    let heading = context.t("技術の請求項対比", "Technique coverage");
    let main = html! {
        div .coverage {
            h1 { (heading) }
            @if view.answer.is_none() {
                p .lead { (context.t(
                    "技術を文章で書くと構成要素に分け、それぞれを各文献の請求項が述べているかを一つの表で示します。一つの請求項がどれだけ満たすかの順に並べます。",
                    "Describe a technique: it is divided into elements, and a table shows which documents claim each of them. Documents are ordered by how fully one single claim covers the technique.",
                )) }
            }
            @if let Some(refusal) = view.refusal {
                div .notes.bad role="alert" { ul {
                    @for item in &refusal.items { li { (item.message.get(context.language)) } }
                } }
            }
            @match view.answer {
                Some(answer) => (answered(context, view, answer)),
                None => (form::of_technique(context, view.sent)),
            }
        }
    };
    let title = format!("{heading} – chizai");
    frame(context, Framed { title: &title, box_text: Some(""), alternate: None, main })
}

fn answered(context: &PageContext, view: &CoverageView<'_>, answer: &CoverageResponse) -> Markup {
    html! {
        p .summary { (sentence(context, answer)) }
        (form::of_elements(context, view.sent, answer))
        @if answer.documents.is_empty() {
            div .nothing {
                h2 { (context.t("候補がありません", "No candidates")) }
                p { (context.t(
                    "この範囲に、構成要素の語を持つ文献がありません。絞り込みや期日を外すか、別の語で書いてください。",
                    "No document in this range has words of the elements. Remove limits, or use other words.",
                )) }
            }
        } @else {
            (matrix::matrix(context, answer))
            (form::pairs(context, view.sent, answer))
            (form::exports(context, view.sent))
            (passages::passages(context, answer))
        }
        (articles::articles(context, &answer.elements, &answer.articles))
        p .quiet.limits { (context.t(
            "語がまとまって述べられているかを測ったもので、語順・否定・数値範囲の包含は見ていません。各箇所を読んで判断してください。法的な助言ではありません。",
            "This measures words that stand together; it does not judge their order, negation, or whether a range contains a number. Read the passages. It is not legal advice.",
        )) }
    }
}

/// What was done, as a sentence.
fn sentence(context: &PageContext, answer: &CoverageResponse) -> Markup {
    let (judged, of) = (answer.judged, answer.elements.len());
    let best = answer.documents.first().filter(|document| document.coverage > 0.0);
    let family = answer.left_out.saturating_sub(1);
    html! {
        @if let (Some(document), Some(claim)) = (&answer.technique.document, answer.technique.claim) {
            a href=(document_href(context, &document.id)) { (document.id) }
            @if context.language.code() == "ja" { " の請求項" (claim) "を技術として。" } @else { " claim " (claim) " as the technique. " }
        }
        @if context.language.code() == "ja" {
            "構成要素 " strong { (of) } "、請求項を調べた文献 " strong { (judged) } "。"
            @if let Some(best) = best {
                "最も満たすのは " (best.document.id) " の " strong { (score(best.coverage)) "/" (of) } "。"
            } @else { "どの請求項も構成要素を満たしません。" }
            @if let Some(before) = &answer.before { time { (before.day) } " より前の発行だけ。" }
            @if 0 < family { "同じファミリーの " (family) " 文献を除く。" }
        } @else {
            strong { (of) } " elements, claims of " strong { (judged) } " documents judged. "
            @if let Some(best) = best {
                "The fullest is " (best.document.id) " with " strong { (score(best.coverage)) "/" (of) } ". "
            } @else { "No claim covers any of them. " }
            @if let Some(before) = &answer.before { "Published before " time { (before.day) } " only. " }
            @match family {
                0 => {}
                1 => "The other member of its family is left out.",
                _ => { "The " (family) " others of its family are left out." }
            }
        }
    }
}

/// A coverage as it is read: a whole number without a fraction.
fn score(value: f64) -> String {
    if (value - value.round()).abs() < 1e-9 { format!("{value:.0}") } else { format!("{value:.1}") }
}

/// A grade in words, and its sign, which tells it without colour.
fn grade<'a>(context: &PageContext, cell: &CoverageCell) -> (&'static str, &'a str) {
    let t = |japanese, english| context.language.pick(japanese, english);
    let is_claim = cell.passage.as_ref().is_some_and(|passage| passage.place.claim.is_some());
    match cell.grade.as_str() {
        "covered" => ("●", t("請求項にあり", "in the claim")),
        "variant" => ("◐", t("別の言い方で請求項にあり", "in the claim, in other words")),
        "description" if is_claim => ("○", t("別の請求項にのみあり", "in another claim only")),
        "description" => ("○", t("請求項以外にのみあり", "outside the claims only")),
        _ => ("–", t("なし", "absent")),
    }
}
