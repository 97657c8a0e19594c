//! The pages of the commons: entry, providers, terms, packages, technology fields, needs.

mod contacts;
mod fields;
mod needs;
mod overview;
mod packages;
mod providers;
mod terms;

use axum::response::Html;
use maud::{Markup, html};

pub(crate) use fields::{field_health_page, field_page, fields_page};
pub(in crate::web) use needs::matches;
pub(crate) use needs::{need_page, needs_page};
pub(crate) use overview::overview_page;
pub(crate) use packages::{package_page, packages_page};
pub(crate) use providers::{ProvidersView, provider_page, providers_page};
pub(crate) use terms::{terms_list_page, terms_page};

use super::{
    PageContext,
    frame::{Framed, frame, grouped},
};
use crate::{
    request::Pairs,
    wire::{BilingualText, Gathered, Hit, LedgerOrigin, NamedProvider},
};

/// A page below `/commons`, with the way back to it.
fn page(context: &PageContext, heading: &str, alternate: &str, content: &Markup) -> Html<String> {
    page_in(context, (heading, None), alternate, content)
}

/// The same with a heading in a language of its own.
fn page_in(
    context: &PageContext,
    (heading, language): (&str, Option<&str>),
    alternate: &str,
    content: &Markup,
) -> Html<String> {
    let main = html! {
        div .reading.commons {
            nav .trail aria-label=(context.t("現在位置", "You are here")) {
                a href=(context.href("/commons", &[])) { (context.t("コモンズ", "Commons")) }
            }
            h1 lang=[language] { (heading) }
            (content)
        }
    };
    let title = format!("{heading} – chizai");
    frame(context, Framed { title: &title, box_text: Some(""), alternate: Some(alternate.to_owned()), main })
}

/// An address of the server's own, with the language that the reader chose.
fn own_href(context: &PageContext, href: &str) -> String {
    let (path, query) = href.split_once('?').unwrap_or((href, ""));
    let mut pairs = Pairs::parse(query);
    context.keep_language(&mut pairs);
    pairs.href(path)
}

/// A text in the reader's language, the other one below it.
fn both(context: &PageContext, text: &BilingualText) -> Markup {
    let (own, other) = match context.language.code() {
        "ja" => (("ja", &text.ja), ("en", &text.en)),
        _ => (("en", &text.en), ("ja", &text.ja)),
    };
    html! {
        p lang=(own.0) { (own.1) }
        @if own.1 != other.1 { p .quiet.small lang=(other.0) { (other.1) } }
    }
}

fn own<'t>(context: &PageContext, text: &'t BilingualText) -> &'t str {
    if context.language.code() == "ja" { &text.ja } else { &text.en }
}

fn provider_link(context: &PageContext, provider: &NamedProvider) -> Markup {
    html! { a href=(context.href(&format!("/commons/providers/{}", provider.id), &[])) { (provider.name) } }
}

/// Several, with commas between them.
fn provider_links(context: &PageContext, providers: &[NamedProvider]) -> Markup {
    html! {
        @for (i, provider) in providers.iter().enumerate() {
            @if i != 0 { (context.t("、", ", ")) }
            (provider_link(context, provider))
        }
    }
}

fn harvested_from(context: &PageContext, origin: Option<&LedgerOrigin>) -> Markup {
    html! {
        @if let Some(origin) = origin {
            p .quiet {
                (context.t("収集元 ", "Harvested from "))
                a href=(origin.node) rel="nofollow noopener" { (origin.node) }
            }
        }
    }
}

fn kind_label<'c>(context: &'c PageContext, kind: &'c str) -> &'c str {
    match kind {
        "university" => context.t("大学", "University"),
        "firm" => context.t("企業", "Firm"),
        "public-institute" => context.t("公的研究機関", "Public institute"),
        "licensing-office" => context.t("技術移転機関", "Licensing office"),
        other => other,
    }
}

/// Documents of a search with the way to all of them.
fn gathered(context: &PageContext, gathered: &Gathered, none: &str) -> Markup {
    html! {
        @if gathered.hits.is_empty() {
            p .quiet { (none) }
        } @else {
            ul .list { @for hit in &gathered.hits { (document_line(context, hit)) } }
            p { a href=(own_href(context, &gathered.search)) {
                (context.t("すべて見る: ", "All of them: "))
                (grouped(gathered.total)) (context.t(" 件", if gathered.total == 1 { " document" } else { " documents" }))
            } }
        }
    }
}

fn document_line(context: &PageContext, hit: &Hit) -> Markup {
    let language = hit.titles.first().map_or("und", |title| title.language.as_str());
    html! {
        li {
            a href=(context.href(&format!("/documents/{}", hit.id), &[])) { span lang=(language) { (hit.title) } }
            " " span .quiet.small { (hit.id) }
        }
    }
}
