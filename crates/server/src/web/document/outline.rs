use maud::{Markup, html};
use model::{Article, Document, Patent, Section};

use super::{DocumentView, claims::ClaimTree, languages_for_reader, sections::section_anchor};
use crate::{
    figures::OnPage,
    web::{PageContext, similar::similar_href},
};

/// The slim outline beside the text.
pub(super) fn outline(context: &PageContext, view: &DocumentView<'_>) -> Markup {
    html! {
        nav .outline aria-label=(context.t("文献の目次", "Outline of the document")) {
            @if let Some(query) = view.query {
                a .back href=(context.same_query_href(query)) { (context.t("← 検索結果へ", "← to the results")) }
            }
            h2 { (context.t("目次", "Outline")) }
            ul {
                @if !view.document.abstracts().is_empty() {
                    li { a href="#abstract" { (context.t("要約", "Abstract")) } }
                }
                @match view.document {
                    Document::Patent(patent) => (of_patent(context, patent)),
                    Document::Article(article) => (of_article(context, article)),
                }
                @if !view.cited_by.citations.is_empty() {
                    li { a href="#cited-by" { (context.t("この文献を引用する文献", "Cited by")) } }
                }
                @if !matches!(view.indicators, OnPage::NotOfArticles) {
                    li { a href="#indicators" { (context.t("指標", "Indicators")) } }
                }
                @if view.may_use.is_some() {
                    li { a href="#use" { (context.t("使えますか", "May I use it?")) } }
                }
                li { a href="#facts" { (context.t("書誌事項", "Bibliographic data")) } }
            }
            (similar(context, view))
        }
    }
}

/// The ways to what is similar: all of it, the other type, and what a patent could not have known.
fn similar(context: &PageContext, view: &DocumentView<'_>) -> Markup {
    let path = similar_href(context, &view.document.id().to_string());
    let with = |pair: &str| format!("{path}{}{pair}", if path.contains('?') { '&' } else { '?' });
    html! {
        h2 { (context.t("近い文献", "Similar documents")) }
        ul {
            li { a href=(path) { (context.t("特許と論文", "patents and articles")) } }
            @match view.document {
                Document::Patent(_) => {
                    li { a href=(with("type=article")) { (context.t("論文だけ", "articles only")) } }
                    li { a href=(with("before=priority")) { (context.t("優先日より前のもの", "before its priority")) } }
                },
                Document::Article(_) => li { a href=(with("type=patent")) { (context.t("特許だけ", "patents only")) } },
            }
        }
    }
}

fn of_patent(context: &PageContext, patent: &Patent) -> Markup {
    let languages = languages_for_reader(context, patent.claims.iter().map(|claim| claim.language));
    html! {
        @if let Some(language) = languages.first() {
            li {
                a href="#claims" { (context.t("特許請求の範囲", "Claims")) }
                (claim_tree(context, &ClaimTree::new(&patent.claims, *language), None))
            }
        }
        (sections(context, &patent.description, context.t("明細書", "Description")))
        @if !(patent.citations.is_empty() && patent.literature.is_empty()) {
            li { a href="#citations" { (context.t("引用文献", "Citations")) } }
        }
    }
}

fn of_article(context: &PageContext, article: &Article) -> Markup {
    html! {
        (sections(context, &article.body, context.t("本文", "Text")))
        @if !article.references.is_empty() {
            li { a href="#citations" { (context.t("参考文献", "References")) } }
        }
    }
}

fn claim_tree(context: &PageContext, tree: &ClaimTree<'_>, parent: Option<u32>) -> Markup {
    html! {
        ul {
            @for claim in tree.under(parent) {
                li .independent[claim.is_independent()] {
                    a href={ "#claim-" (claim.number) "-" (tree.language) } {
                        (context.t("請求項", "claim ")) (claim.number)
                    }
                    @if tree.under(Some(claim.number)).next().is_some() {
                        (claim_tree(context, tree, Some(claim.number)))
                    }
                }
            }
        }
    }
}

fn sections(context: &PageContext, sections: &[Section], title: &str) -> Markup {
    let languages = languages_for_reader(context, sections.iter().map(|section| section.language));
    html! {
        @if let Some(language) = languages.first() {
            li {
                a href="#description" { (title) }
                ul {
                    @for (i, section) in sections.iter().enumerate() {
                        @if section.language == *language && let Some(heading) = &section.heading {
                            li { a href={ "#" (section_anchor(i)) } lang=(section.language) { (heading) } }
                        }
                    }
                }
            }
        }
    }
}
