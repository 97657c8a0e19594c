//! Search across languages on the page of results: whether terms are searched in the other language, and by which pairs.

use maud::{Markup, html};

use super::PageContext;
use crate::wire::{SearchResponse, TermTranslation};

/// The choice, and the pairs that took part, each with the way to do without it.
pub(super) fn control(context: &PageContext, response: &SearchResponse) -> Markup {
    let is_on = response.translations.is_some();
    html! {
        p .sorts.collapse aria-label=(context.t("検索する言語", "Languages searched")) {
            span .quiet { (context.t("検索語: ", "Words searched ")) }
            a href=(switched(context, false)) aria-current=[(!is_on).then_some("true")] { (context.t("入力のまま", "as written")) }
            a href=(switched(context, true)) aria-current=[is_on.then_some("true")] {
                (context.t("日本語と英語の両方で", "in Japanese and English"))
            }
        }
        @if let Some(pairs) = &response.translations {
            @if pairs.is_empty() {
                p .small.quiet {
                    (context.t(
                        "使える対訳がありません (chizai terms mine で索引から作ります)。",
                        "No term pair fits (chizai terms mine makes them from the index).",
                    ))
                }
            } @else {
                p .small {
                    span .quiet { (context.t("加えた訳語 (選ぶと外します): ", "Added, choose one to do without it: ")) }
                    @for (i, pair) in pairs.iter().enumerate() {
                        @if 0 < i { (context.t("、", ", ")) }
                        a href=(without(context, pair)) title=(reason(context, pair)) {
                            (pair.word) " = " span lang=(pair.into) { (pair.translation) }
                        }
                    }
                }
            }
        }
    }
}

fn reason(context: &PageContext, pair: &TermTranslation) -> String {
    let sources = pair.sources.join(", ");
    let documents = pair.documents.join(", ");
    match context.language.code() {
        "ja" => format!("{sources} 確率 {:.2} 文献 {} 件 {documents}", pair.probability, pair.support),
        _ => {
            format!("{sources}, probability {:.2}, {} documents {documents}", pair.probability, pair.support)
        }
    }
}

const LANGUAGES: &str = "xl";
const REFUSED: &str = "xl_without";

fn switched(context: &PageContext, on: bool) -> String {
    context.href_with(|pairs| {
        let of_here = [LANGUAGES, REFUSED, "cursor", "rank", "explain"];
        pairs.retain(|(known, _)| !of_here.contains(&known.as_str()));
        if on {
            pairs.push((LANGUAGES.to_owned(), "en,ja".to_owned()));
        }
    })
}

fn without(context: &PageContext, pair: &TermTranslation) -> String {
    context.href_with(|pairs| {
        pairs.retain(|(known, _)| !["cursor", "rank", "explain"].contains(&known.as_str()));
        pairs.push((REFUSED.to_owned(), pair.pair.clone()));
    })
}
