//! A provider's desk: its listings, how they stand, and what can be done.

use axum::response::Html;
use maud::{Markup, html};

use super::{super::health, DeskContext};
use crate::wire::{ListingHealth, NamedProvider, ProviderHealth};

/// Listings on one page.
const ROWS: usize = 100;

/// The desks that an account may work at, where it is more than one.
pub(crate) fn desks_page(desk: &DeskContext, providers: &[NamedProvider]) -> Html<String> {
    let context = &desk.page;
    let heading = context.t("コモンズの窓口", "The commons' desk");
    let main = html! {
        h1 { (heading) }
        @if desk.who.role == "administrator" {
            p { a href=(desk.href("/commons/join")) { (context.t("提供者の参加を記録する", "Enter that a provider joins")) } }
        }
        p { a href=(desk.href("/commons/my/needs")) { (desk.t("ニーズ", "Your needs")) } }
        @if providers.is_empty() { p { (context.t("参加した提供者はまだありません。", "No provider has joined yet.")) } }
        ul .list {
            @for provider in providers {
                li { a href=(desk.desk(&provider.id, "")) { (provider.name) } " " span .quiet.id { (provider.id) } }
            }
        }
    };
    desk.framed(heading, &main)
}

/// The desk of one provider. `from` is the place of the first listing that is shown.
pub(crate) fn desk_page(
    desk: &DeskContext,
    of: &ProviderHealth,
    from: usize,
    done: Option<&'static str>,
) -> Html<String> {
    let provider = of.provider.id.as_str();
    let listed = desk.page.href("/", &[("commons", "any"), ("provider", provider)]);
    let whole = desk.page.href("/portfolio", &[("commons", "any"), ("provider", provider)]);
    let json = format!("/v1/commons/providers/{provider}/health?listings=all");
    let main = html! {
        h1 { (of.provider.name) }
        @if let Some(done) = done { p .notes role="status" { (done) } }
        (actions(desk, provider))
        h2 #health { (desk.t("状況", "How the listings stand")) }
        (health::counts(&desk.page, &of.report, &listed, &json))
        (health::indicators(&desk.page, &of.report, &whole))
        h2 #listings { (desk.t("掲載", "Listings")) }
        (listings(desk, provider, &of.report.listings, from))
    };
    desk.framed(&of.provider.name, &main)
}

fn actions(desk: &DeskContext, provider: &str) -> Markup {
    let actions = [
        ("/listing", desk.t("一件掲載する", "List a patent")),
        ("/import", desk.t("表 (CSV) で掲載・取下げ", "List and withdraw by a table (CSV)")),
        ("/terms", desk.t("利用条件を選ぶ", "Choose terms")),
        ("/profile", desk.t("提供者の情報", "The provider's details")),
    ];
    html! {
        nav .actions aria-label=(desk.t("窓口の操作", "At this desk")) {
            ul {
                @for (page, label) in actions { li { a href=(desk.desk(provider, page)) { (label) } } }
                li { a href=(desk.href("/commons/my/needs")) { (desk.t("ニーズ", "Your needs")) } }
            }
        }
    }
}

fn listings(desk: &DeskContext, provider: &str, listings: &[ListingHealth], from: usize) -> Markup {
    let shown: Vec<&ListingHealth> = listings.iter().skip(from).take(ROWS).collect();
    let page = |from: usize| {
        let from = from.to_string();
        format!("{}#listings", desk.page.href(&format!("/commons/desk/{provider}"), &[("from", &from)]))
    };
    html! {
        @if listings.is_empty() {
            p { (desk.t("掲載はまだありません。", "Nothing is listed yet.")) }
        } @else {
            div .table tabindex="0" role="region" aria-labelledby="listings" {
                table .listings {
                    thead { tr {
                        th scope="col" { (desk.t("特許", "Patent")) }
                        th scope="col" { (desk.t("状態", "State")) }
                        th scope="col" { (desk.t("条件", "Terms")) }
                        th scope="col" { (desk.t("閲覧・利用", "Views, uses")) }
                        th scope="col" { (desk.t("見ておくこと", "To look at")) }
                        th scope="col" { (desk.t("操作", "Do")) }
                    } }
                    tbody { @for listing in shown { (row(desk, provider, listing)) } }
                }
            }
            p .paging {
                @if 0 < from { a rel="prev" href=(page(from.saturating_sub(ROWS))) { (desk.t("前へ", "Previous")) } }
                @if from + ROWS < listings.len() { a rel="next" href=(page(from + ROWS)) { (desk.t("次へ", "Next")) } }
            }
        }
    }
}

fn row(desk: &DeskContext, provider: &str, listing: &ListingHealth) -> Markup {
    let act = |page: &str| {
        desk.page.href(&format!("/commons/desk/{provider}{page}"), &[("patent", &listing.patent)])
    };
    html! {
        tr {
            (health::patent(&desk.page, listing))
            td { (health::state(&desk.page, listing)) }
            td .small {
                @if let (Some(terms), Some(version)) = (&listing.terms, listing.version) {
                    span .id { (terms) } " " span .number { (version) }
                }
            }
            td .number { (health::interest(&desk.page, listing)) }
            td .small { (health::remarks(listing)) }
            td .small {
                @if listing.state == "listed" {
                    a href=(act("/listing")) { (desk.t("変更", "change")) } " "
                    a href=(act("/withdrawal")) { (desk.t("取下げ", "withdraw")) }
                }
            }
        }
    }
}
