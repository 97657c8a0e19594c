use axum::response::Html;
use commons::{Prefecture, ProviderKind, Tongue};
use maud::{Markup, html};

use super::{
    super::frame::grouped, PageContext, both, contacts::contacts, harvested_from, kind_label, own_href,
    packages::package_lines, page, provider_links, terms::terms_lines,
};
use crate::{
    InterfaceLanguage,
    reading::ProvidersAsked,
    wire::{ProviderResponse, ProviderSummary, ProvidersResponse},
};

/// Providers by region and kind, with the form that asked.
pub(crate) struct ProvidersView<'v> {
    pub(crate) asked: ProvidersAsked,
    pub(crate) found: &'v ProvidersResponse,
}

pub(crate) fn providers_page(context: &PageContext, view: &ProvidersView<'_>) -> Html<String> {
    let providers = &view.found.providers;
    let content = html! {
        (form(context, view.asked))
        p role="status" {
            (grouped(providers.len() as u64))
            (context.t(" の提供者", if providers.len() == 1 { " provider" } else { " providers" }))
        }
        @if !providers.is_empty() {
            div .table { table {
                thead { tr {
                    th scope="col" { (context.t("名称", "Name")) }
                    th scope="col" { (context.t("種別", "Kind")) }
                    th scope="col" { (context.t("地域", "Region")) }
                    th scope="col" .count { (context.t("掲載", "Listed")) }
                } }
                tbody { @for provider in providers { (row(context, provider)) } }
            } }
        }
    };
    page(context, context.t("提供者", "Providers"), "/v1/commons/providers", &content)
}

fn row(context: &PageContext, provider: &ProviderSummary) -> Markup {
    html! {
        tr {
            th scope="row" { a href=(context.href(&provider.href, &[])) { (provider.name) } }
            td { (kind_label(context, &provider.kind)) }
            td { (provider.prefecture.as_ref().map_or(provider.country.as_str(), |region| region.name.as_str())) }
            td .count {
                a href=(context.href("/", &[("commons", "any"), ("provider", &provider.id)])) { (grouped(provider.listed)) }
            }
        }
    }
}

fn form(context: &PageContext, asked: ProvidersAsked) -> Markup {
    let tongue = match context.language {
        InterfaceLanguage::Japanese => Tongue::Japanese,
        InterfaceLanguage::English => Tongue::English,
    };
    html! {
        form .asking action="/commons/providers" method="get" {
            label for="region" { (context.t("地域", "Region")) }
            select #region name="region" {
                option value="" { (context.t("すべて", "all")) }
                @for prefecture in Prefecture::all() {
                    option value=(prefecture) selected[asked.region == Some(prefecture)] { (prefecture.name(tongue)) }
                }
            }
            label for="kind" { (context.t("種別", "Kind")) }
            select #kind name="kind" {
                option value="" { (context.t("すべて", "all")) }
                @for kind in ProviderKind::ALL.iter().copied() {
                    option value=(kind.as_str()) selected[asked.kind == Some(kind)] { (kind_label(context, kind.as_str())) }
                }
            }
            @if context.pairs.get("lang").is_some() { input type="hidden" name="lang" value=(context.language.code()); }
            button type="submit" { (context.t("絞り込む", "Narrow")) }
        }
    }
}

pub(crate) fn provider_page(context: &PageContext, response: &ProviderResponse) -> Html<String> {
    let provider = &response.provider;
    let content = html! {
        dl .facts-list {
            div { dt { (context.t("種別", "Kind")) } dd { (kind_label(context, &provider.kind)) } }
            div { dt { (context.t("所在", "Seat")) } dd {
                @if let Some(region) = &provider.prefecture { (region.name) (context.t("、", ", ")) }
                (provider.country)
            } }
            div { dt { (context.t("参加", "Joined")) } dd { time .number datetime=(response.joined) { (response.joined) } } }
            @if let Some(ror) = &response.ror {
                div { dt { "ROR" } dd { a href={ "https://ror.org/" (ror) } rel="nofollow noopener" { (ror) } } }
            }
            @if let Some(homepage) = &response.homepage {
                div { dt { (context.t("ホームページ", "Homepage")) } dd { a href=(homepage) rel="nofollow noopener" { (homepage) } } }
            }
            @if !response.represented_by.is_empty() {
                div { dt { (context.t("代理", "Represented by")) } dd { (provider_links(context, &response.represented_by)) } }
            }
            @if !response.represents.is_empty() {
                div { dt { (context.t("代理している提供者", "Represents")) } dd { (provider_links(context, &response.represents)) } }
            }
            @if let Some(office) = &response.liaison_office {
                div { dt { (context.t("産学連携の窓口", "Liaison office")) } dd { (both(context, office)) } }
            }
        }
        (harvested_from(context, response.origin.as_ref()))
        p .action { a href=(own_href(context, &response.search)) {
            (context.t("掲載している特許 ", "Patents that it lists: ")) (grouped(provider.listed)) (context.t(" 件", ""))
        } }
        @if 0 < provider.listed {
            @let as_set = |path: &str| own_href(context, &response.search.replacen('/', path, 1));
            p {
                a href=(as_set("/maps")) { (context.t("そのマップ", "Maps of them")) } " · "
                a href=(as_set("/portfolio")) { (context.t("指標", "their figures as a set")) }
            }
        }
        h2 { (context.t("問い合わせ先", "Whom to ask")) }
        (contacts(context, &response.contacts))
        @if !response.terms.is_empty() {
            h2 { (context.t("独自の条項", "Its own terms")) }
            (terms_lines(context, &response.terms))
        }
        @if !response.packages.is_empty() {
            h2 { (context.t("パッケージ", "Packages")) }
            (package_lines(context, &response.packages))
        }
    };
    page(context, &provider.name, &format!("/v1/commons/providers/{}", provider.id), &content)
}
