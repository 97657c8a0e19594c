//! The passages of the cells as text, document by document: where the cells lead, and what is printed.

use maud::{Markup, html};

use super::{
    grade,
    matrix::{anchor, claim_name},
    score,
};
use crate::{
    web::{
        PageContext,
        annotate::marked,
        hit::{self, document_href, invented},
    },
    wire::{CoverageCell, CoverageDocument, CoverageResponse},
};

pub(super) fn passages(context: &PageContext, answer: &CoverageResponse) -> Markup {
    html! {
        h2 { (context.t("各箇所", "Passages")) }
        @for document in &answer.documents {
            section .column {
                h3 {
                    a href=(document_href(context, &document.document.id)) { (document.document.id) } " "
                    span lang=(document.document.language) { (document.document.title) }
                    @if document.invented { " " (invented(context)) }
                }
                p .quiet { (facts(context, document)) }
                ol {
                    @for (element, cell) in answer.elements.iter().zip(&document.cells) {
                        li id=(anchor(document, cell)) data-grade=(cell.grade) { (one(context, document, &element.text, cell)) }
                    }
                }
            }
        }
    }
}

fn facts(context: &PageContext, document: &CoverageDocument) -> Markup {
    html! {
        @if let Some(published) = &document.published { time { (published) } " · " }
        @match &document.claim {
            Some(claim) => (claim_name(context, claim)),
            None => (context.t("請求項の収録なし", "no claims in the index")),
        }
        " · " (score(document.coverage)) "/" (document.of)
        @if 1 < document.independent_claims.len() {
            " · "
            @for (i, claim) in document.independent_claims.iter().enumerate() {
                @if 0 < i { (context.t("、", ", ")) }
                (context.t("独立請求項", "independent claim ")) (claim.number) ": " (score(claim.coverage)) "/" (document.of)
            }
        }
    }
}

fn one(context: &PageContext, document: &CoverageDocument, element: &str, cell: &CoverageCell) -> Markup {
    let (sign, words) = grade(context, cell);
    let variants: Vec<String> = cell
        .found
        .iter()
        .filter(|word| word.variant)
        .map(|word| format!("{} = {}", word.word, word.text))
        .collect();
    html! {
        p { span .sign aria-hidden="true" { (sign) } " " b lang="und" { (element) } " " span .quiet { (words) } }
        @if let Some(passage) = &cell.passage {
            blockquote { a .quiet href={ (document_href(context, &document.document.id)) (hit::anchor(passage)) } { (passage.place.label) } " " span lang=(passage.text.language) { (marked(&passage.text)) } }
        }
        @if !variants.is_empty() {
            p .quiet { (context.t("別の言い方: ", "in other words: ")) span lang="und" { (variants.join(context.t("、", ", "))) } }
        }
        @if !cell.missing.is_empty() {
            p .quiet {
                (context.t("まとまった形で見つからない語: ", "not found in one place: "))
                span lang="und" { (cell.missing.join(context.t("、", ", "))) }
            }
        }
    }
}
