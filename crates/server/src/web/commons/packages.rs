use axum::response::Html;
use maud::{Markup, html};

use super::{super::frame::grouped, PageContext, both, own, own_href, page, provider_link, provider_links};
use crate::wire::{PackageResponse, PackageSummary, PackagesResponse};

pub(crate) fn packages_page(context: &PageContext, response: &PackagesResponse) -> Html<String> {
    let content = html! {
        p { (context.t(
            "合わせて使うと役に立つ特許を、提供者がまとめたものです。",
            "Patents that providers offer together, because they are of use together.",
        )) }
        @if response.packages.is_empty() {
            p .quiet { (context.t("今日提供されているパッケージはありません。", "No package is offered today.")) }
        } @else { (package_lines(context, &response.packages)) }
    };
    page(context, context.t("パッケージ", "Packages"), "/v1/commons/packages", &content)
}

pub(super) fn package_lines(context: &PageContext, packages: &[PackageSummary]) -> Markup {
    html! {
        ul .list {
            @for package in packages {
                li {
                    a href=(context.href(&package.href, &[])) { (package.name) }
                    " " span .quiet.small {
                        (package.provider.name) (context.t("、", "; ")) (grouped(package.patents)) (context.t(" 件", " patents"))
                    }
                }
            }
        }
    }
}

pub(crate) fn package_page(context: &PageContext, response: &PackageResponse) -> Html<String> {
    let content = html! {
        p .quiet { (context.t("提供者 ", "Offered by ")) (provider_link(context, &response.provider)) }
        @if let Some(description) = &response.description { (both(context, description)) }
        h2 { (context.t("特許", "Patents")) }
        ul .list {
            @for patent in &response.patents {
                li {
                    @match (&patent.href, &patent.title) {
                        (Some(href), Some(title)) => {
                            a href=(context.href(href, &[])) { span lang=(patent.language.as_deref().unwrap_or("und")) { (title) } }
                        },
                        (Some(href), None) => a href=(context.href(href, &[])) { (patent.id) },
                        (None, _) => (patent.id),
                    }
                    " " span .quiet.small {
                        (patent.id)
                        @if patent.href.is_none() { (context.t("、索引にありません", "; not in the index")) }
                        @if patent.listed_by.is_empty() { (context.t("、今日は掲載されていません", "; not listed today")) }
                        @else { (context.t("、掲載 ", "; listed by ")) (provider_links(context, &patent.listed_by)) }
                    }
                }
            }
        }
        p .action { a href=(own_href(context, &response.search)) { (context.t("この中を検索", "Search in it")) } }
    };
    page(context, own(context, &response.names), &format!("/v1/commons/packages/{}", response.id), &content)
}
