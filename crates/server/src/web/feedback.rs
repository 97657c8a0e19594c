//! Feedback on the page of results: whether terms of the best documents take part in the ranking, and which.

use maud::{Markup, html};

use super::PageContext;
use crate::wire::{FeedbackTerm, SearchResponse};

/// The choice, and the terms that were added, each with the way to do without it.
pub(super) fn control(context: &PageContext, response: &SearchResponse) -> Markup {
    if response.sort != "relevance" {
        return html! {};
    }
    let is_on = response.feedback.is_some();
    html! {
        p .sorts.collapse aria-label=(context.t("順位のつけ方", "What ranks")) {
            span .quiet { (context.t("順位: ", "Ranked by ")) }
            a href=(switched(context, false)) aria-current=[(!is_on).then_some("true")] { (context.t("検索語", "the query")) }
            a href=(switched(context, true)) aria-current=[is_on.then_some("true")] {
                (context.t("検索語と上位文献の語", "the query and words of the best documents"))
            }
        }
        @if let Some(terms) = &response.feedback {
            @if terms.is_empty() {
                p .small.quiet { (context.t("加える語はありません。", "There is no word to add.")) }
            } @else {
                p .small {
                    span .quiet { (context.t("加えた語 (選ぶと外します): ", "Added, choose one to do without it: ")) }
                    @for (i, term) in terms.iter().enumerate() {
                        @if 0 < i { (context.t("、", ", ")) }
                        a href=(without(context, term)) lang=(term.view) title=(format!("{:.3}", term.weight)) { (term.name) }
                    }
                }
            }
        }
    }
}

const FLAG: &str = "feedback";
const REFUSED: &str = "feedback_without";

fn switched(context: &PageContext, on: bool) -> String {
    context.href_with(|pairs| {
        let of_here = [FLAG, REFUSED, "cursor", "rank", "explain"];
        pairs.retain(|(known, _)| !of_here.contains(&known.as_str()));
        if on {
            pairs.push((FLAG.to_owned(), "true".to_owned()));
        }
    })
}

fn without(context: &PageContext, term: &FeedbackTerm) -> String {
    context.href_with(|pairs| {
        pairs.retain(|(known, _)| !["cursor", "rank", "explain"].contains(&known.as_str()));
        pairs.push((REFUSED.to_owned(), term.name.clone()));
    })
}
