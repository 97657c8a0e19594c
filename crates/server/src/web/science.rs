//! The page of the science behind a claim.

use axum::response::Html;
use maud::{Markup, html};

use super::{
    PageContext,
    coverage::by_element,
    frame::{Framed, frame},
    hit::document_href,
};
use crate::wire::{ScienceResponse, document_href as api_href};

/// The address of the science behind a claim of a document.
pub(super) fn science_href(context: &PageContext, id: &str, claim: u32) -> String {
    let path = format!("{}/science", document_path(id));
    context.href(&path, &[("claim", &claim.to_string())])
}

/// `/documents/{id}` as the pages have it.
fn document_path(id: &str) -> String {
    api_href(id).trim_start_matches("/v1").to_owned()
}

pub(crate) fn science_page(context: &PageContext, answer: &ScienceResponse) -> Html<String> {
    let is_japanese = context.language.code() == "ja";
    let heading = match is_japanese {
        true => format!("{} 請求項{}の背後の科学", answer.id, answer.claim),
        false => format!("The science behind claim {} of {}", answer.claim, answer.id),
    };
    let main = html! {
        div .coverage .science {
            h1 { (heading) }
            p .summary {
                a href=(document_href(context, &answer.id)) { (answer.id) } " "
                span lang=(answer.document.language) { (answer.document.title) } " "
                @if is_japanese {
                    "基準日 (" (day_name(context, &answer.day.of)) ") " time { (answer.day.day) }
                    "。その前に構成要素に触れた論文と、以後にこの特許を引用した論文を示します。"
                } @else {
                    "Day that counts (" (day_name(context, &answer.day.of)) "): " time { (answer.day.day) }
                    ". Articles that mention an element before it, and articles from then on that cite the patent."
                }
            }
            details { summary { (context.t("請求項の全文", "The claim")) } p .prose lang="und" { (answer.text) } }
            h2 #before { (context.t("基準日より前に構成要素に触れた論文", "Articles before that day that mention an element")) }
            (by_element(context, &answer.elements, &answer.before))
            (without_articles(context, answer))
            h2 #after { (context.t("基準日以後にこの特許を引用した論文", "Articles from that day on that cite the patent")) }
            (after(context, answer))
            p .quiet .limits { (context.t(
                "索引にある文献だけを見ています。語が述べられているかを測ったもので、新規性などの判断ではありません。",
                "Only documents of the index are looked at. This measures words that are said; it is no judgement of novelty.",
            )) }
            p .small { a href={ (api_href(&answer.id)) "/science?claim=" (answer.claim) } { (context.t("データで見る", "As data")) } }
        }
    };
    let title = format!("{heading} – chizai");
    frame(context, Framed { title: &title, box_text: Some(""), alternate: None, main })
}

fn day_name<'a>(context: &PageContext, of: &str) -> &'a str {
    let (japanese, english) = match of {
        "filed" => ("出願日", "filing"),
        "published" => ("発行日", "publication"),
        _ => ("最先の優先日", "earliest priority"),
    };
    context.language.pick(japanese, english)
}

/// The elements that no article covers: that is told, with what comes nearest.
fn without_articles(context: &PageContext, answer: &ScienceResponse) -> Markup {
    let elements = answer.elements.iter().zip(&answer.searches).zip(&answer.before);
    let alone = elements.filter(|(_, of)| of.articles.is_empty()).map(|(element, _)| element);
    html! {
        @if alone.clone().next().is_some() {
            h3 { (context.t("すべての語を一か所に含む論文が索引にない構成要素", "Elements of which no article of the index has all words in one place")) }
            ul {
                @for (element, search) in alone {
                    li {
                        span lang="und" { (element.text) } " "
                        a .small href=(context.search_href(search)) {
                            (context.t("語の一部を含む論文を検索", "Search articles with any of its words"))
                        }
                    }
                }
            }
        }
    }
}

fn after(context: &PageContext, answer: &ScienceResponse) -> Markup {
    let after = &answer.after;
    html! {
        @if after.citations.is_empty() {
            p .quiet { (context.t("索引にはありません。", "None in the index.")) }
        } @else {
            ul .articles {
                @for entry in &after.citations {
                    @if let Some(link) = &entry.document {
                        li {
                            a href=(document_href(context, &link.id)) lang=(link.language) { (link.title) }
                            " " span .quiet lang="und" { (entry.text) }
                        }
                    }
                }
            }
            @if (after.citations.len() as u64) < after.total.value {
                p .small .quiet { (context.t("新しいものから示しています。全部で ", "The newest are listed, of ")) (after.total.value) }
            }
        }
    }
}
