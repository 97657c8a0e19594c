//! Articles that mention each element.

use maud::{Markup, html};

use crate::{
    web::{PageContext, annotate::marked, hit::document_href},
    wire::{ElementArticles, TechniqueElement},
};

pub(super) fn articles(
    context: &PageContext,
    elements: &[TechniqueElement],
    articles: &[ElementArticles],
) -> Markup {
    let has_any = articles.iter().any(|of| !of.articles.is_empty());
    html! {
        @if has_any {
            h2 { (context.t("構成要素に触れる論文", "Articles that mention an element")) }
            (by_element(context, elements, articles))
        }
    }
}

/// The articles under each element that has any.
pub(in crate::web) fn by_element(
    context: &PageContext,
    elements: &[TechniqueElement],
    articles: &[ElementArticles],
) -> Markup {
    html! {
            @for (element, of) in elements.iter().zip(articles) {
                @if !of.articles.is_empty() {
                    h3 lang="und" { (element.text) }
                    ul .articles {
                        @for article in &of.articles {
                            li {
                                @if let Some(published) = &article.published { time { (published) } " " }
                                a href=(document_href(context, &article.document.id)) lang=(article.document.language) { (article.document.title) }
                                @if let Some(passage) = &article.passage {
                                    blockquote { span .quiet { (passage.place.label) } " " span lang=(passage.text.language) { (marked(&passage.text)) } }
                                }
                            }
                        }
                    }
                }
            }
    }
}
