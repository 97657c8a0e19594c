//! The matrix: elements are rows, documents are columns, a cell is a sign and a tone.

use maud::{Markup, html};

use super::{grade, score};
use crate::{
    web::{PageContext, hit::document_href},
    wire::{CoverageCell, CoverageDocument, CoverageResponse, CoveringClaim},
};

pub(super) fn matrix(context: &PageContext, answer: &CoverageResponse) -> Markup {
    html! {
        (legend(context))
        div .table.matrix tabindex="0" role="region" aria-label=(context.t("構成要素と文献の対比表", "Elements by documents")) {
            table {
                thead { tr {
                    th scope="col" { (context.t("構成要素", "Element")) }
                    @for document in &answer.documents { (column(context, document)) }
                } }
                tbody {
                    @for (i, element) in answer.elements.iter().enumerate() {
                        tr {
                            th scope="row" lang="und" { span .number.quiet { (element.number) } " " (element.text) }
                            @for document in &answer.documents {
                                @if let Some(found) = document.cells.get(i) { (cell(context, document, found)) }
                            }
                        }
                    }
                }
                tfoot { tr {
                    th scope="row" { (context.t("一つの請求項で満たす数", "Covered by one claim")) }
                    @for document in &answer.documents {
                        td .number { strong { (score(document.coverage)) } "/" (document.of) }
                    }
                } }
            }
        }
    }
}

fn column(context: &PageContext, document: &CoverageDocument) -> Markup {
    html! {
        th scope="col" {
            a href=(document_href(context, &document.document.id)) title=(document.document.title) { (document.document.id) }
            span .title lang=(document.document.language) { (document.document.title) }
            span .quiet {
                @if let Some(claim) = &document.claim { (claim_name(context, claim)) }
                @else { (context.t("請求項の収録なし", "no claims in the index")) }
            }
        }
    }
}

/// A claim with the claims that it was judged with.
pub(super) fn claim_name(context: &PageContext, claim: &CoveringClaim) -> String {
    let with: Vec<String> = claim.with.iter().map(ToString::to_string).collect();
    let (number, with) = (claim.number, with.join(context.t("・", ", ")));
    match (context.language.code(), with.is_empty()) {
        ("ja", true) => format!("請求項{number}"),
        ("ja", false) => format!("請求項{number} (引用する{with}を含む)"),
        (_, true) => format!("claim {number}"),
        (_, false) => format!("claim {number} with {with}"),
    }
}

/// Anchors tie a cell to its passage below.
pub(super) fn anchor(document: &CoverageDocument, cell: &CoverageCell) -> String {
    let id: String =
        document.document.id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("cell-{}-{id}", cell.element)
}

fn cell(context: &PageContext, document: &CoverageDocument, cell: &CoverageCell) -> Markup {
    let (sign, words) = grade(context, cell);
    let place = cell.passage.as_ref().map(|passage| passage.place.label.as_str());
    html! {
        td .cell data-grade=(cell.grade) {
            @match (place, &cell.passage) {
                (Some(place), Some(passage)) => {
                    a href={ "#" (anchor(document, cell)) } {
                        span .sign aria-hidden="true" { (sign) }
                        span .visually-hidden { (words) ": " }
                        span .place { (place) }
                        span .tip lang=(passage.text.language) { (passage.text.text) }
                    }
                },
                _ => {
                    span .sign aria-hidden="true" { (sign) }
                    span .visually-hidden { (words) }
                    @if !cell.claims_judged { span .place { (context.t("請求項なし", "no claims")) } }
                },
            }
        }
    }
}

fn legend(context: &PageContext) -> Markup {
    let all = [
        ("covered", "●", context.t("請求項がその語で述べる", "the claim says it in these words")),
        (
            "variant",
            "◐",
            context.t(
                "別の表記・別の言語の語で述べる",
                "the claim says it in a listed variant or another language",
            ),
        ),
        (
            "description",
            "○",
            context.t(
                "その請求項以外 (別の請求項・明細書・要約) にのみある",
                "only elsewhere: another claim, description, abstract",
            ),
        ),
        ("absent", "–", context.t("なし", "absent")),
    ];
    html! {
        ul .legend aria-label=(context.t("凡例", "Legend")) {
            @for (grade, sign, words) in all {
                li data-grade=(grade) { span .sign { (sign) } " " (words) }
            }
        }
    }
}
