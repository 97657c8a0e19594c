use axum::response::Html;
use maud::{Markup, html};
use model::SchemeKind;
use query::{Ast, Operand, class_field};

use super::{
    PageContext,
    frame::{Framed, frame, grouped},
};
use crate::{
    HttpError,
    request::encode_component,
    wire::{ClassItem, ClassResponse, ClassesResponse, SchemeDescription, SchemesResponse},
};

/// The installed schemes.
pub(crate) fn schemes_page(context: &PageContext, response: &SchemesResponse) -> Html<String> {
    let heading = context.t("特許の分類", "Classification schemes");
    let main = html! {
        div .reading {
            h1 { (heading) }
            @if response.schemes.is_empty() {
                p { (context.t(
                    "分類表は入っていません。chizai classes import で入れると、ここから下位をたどれます。",
                    "No scheme is installed. chizai classes import installs one, which can then be browsed here.",
                )) }
            }
            ul .list {
                @for scheme in &response.schemes {
                    li {
                        a href=(context.href(&page_of(&scheme.href), &[])) { (scheme_name(context, &scheme.scheme)) }
                        " " span .quiet { (edition(context, scheme)) }
                    }
                }
            }
        }
    };
    framed(context, heading, "/v1/classes".to_owned(), main)
}

/// The top of a scheme, or what a search of its titles found.
pub(crate) fn scheme_page(
    context: &PageContext,
    kind: SchemeKind,
    words: &str,
    response: &ClassesResponse,
) -> Html<String> {
    let name = scheme_name(context, kind.as_str());
    let main = html! {
        div .reading {
            (trail(context, kind, &[], None))
            h1 { (name) }
            p .quiet { (edition(context, &response.scheme)) }
            (title_form(context, kind, words))
            @if !words.trim().is_empty() {
                p role="status" {
                    (grouped(response.total)) (context.t(" 件の分類", " classes"))
                    @if (response.classes.len() as u64) < response.total {
                        (context.t("。はじめの ", "; the first ")) (response.classes.len()) (context.t(" 件", " are listed"))
                    }
                }
            }
            (table(context, kind, &response.classes))
        }
    };
    framed(context, name, response.scheme.href.clone(), main)
}

/// One class: what contains it, its title, its documents, what is below it.
pub(crate) fn class_page(context: &PageContext, kind: SchemeKind, response: &ClassResponse) -> Html<String> {
    let class = &response.class;
    let main = html! {
        div .reading {
            (trail(context, kind, &response.ancestors, Some(class)))
            h1 { span .number { (class.symbol) } }
            (titles(class))
            ul .list {
                li {
                    a href=(search(context, kind, &class.symbol, false)) {
                        (context.t("この分類と下位を検索", "Search in this class and below"))
                    }
                    " " span .number { (grouped(class.documents_below)) }
                }
                li {
                    a href=(search(context, kind, &class.symbol, true)) {
                        (context.t("この分類だけを検索", "Search in this class only"))
                    }
                    " " span .number { (grouped(class.documents)) }
                }
            }
            @if response.children.is_empty() {
                p .quiet { (context.t("下位の分類はありません。", "There is nothing below it.")) }
            } @else {
                h2 #below { (context.t("下位の分類", "Below it")) }
                (table(context, kind, &response.children))
            }
            p .quiet.small { (scheme_name(context, kind.as_str())) " " (edition(context, &response.scheme)) }
        }
    };
    let title = format!("{} {}", scheme_name(context, kind.as_str()), class.symbol);
    framed(context, &title, class.href.clone(), main)
}

/// A symbol that the scheme at hand does not have: what carries it all the same, and the nearest symbols.
pub(crate) fn absent_class_page(
    context: &PageContext,
    kind: SchemeKind,
    symbol: &str,
    documents: u64,
    error: &HttpError,
) -> Html<String> {
    let main = html! {
        div .reading {
            (trail(context, kind, &[], None))
            h1 { span .number { (symbol) } }
            p { (error.detail.get(context.language)) (context.t("。", ".")) }
            @if 0 < documents {
                p {
                    (context.t(
                        "手元の分類表は抜粋か別の版なので、この記号の名称と下位は分かりません。記号そのものは検索できます。",
                        "The scheme at hand is an excerpt or of another edition, so that its title and what is below it are not known. The symbol itself can be searched.",
                    ))
                }
                ul .list {
                    li {
                        a href=(search(context, kind, symbol, true)) {
                            (context.t("この分類だけを検索", "Search in this class only"))
                        }
                        " " span .number { (grouped(documents)) }
                    }
                }
            } @else {
                p { (context.t("この記号の付いた文献も索引にありません。", "No document of the index carries it either.")) }
            }
            @if !error.candidates.is_empty() {
                h2 #near { (context.t("近い記号", "Symbols near it")) }
                ul .list {
                    @for near in &error.candidates {
                        li { a .number href=(class_page_href(context, kind.as_str(), &near.id)) { (near.id) } }
                    }
                }
            }
            p { a href=(context.href(&format!("/classes/{}", kind.as_str()), &[])) { (scheme_name(context, kind.as_str())) } }
        }
    };
    framed(context, symbol, format!("/v1/classes/{}", kind.as_str()), main)
}

fn framed(context: &PageContext, heading: &str, json: String, main: Markup) -> Html<String> {
    let title = format!("{heading} – chizai");
    frame(context, Framed { title: &title, box_text: Some(""), alternate: Some(json), main })
}

/// The page of an address of the API.
fn page_of(href: &str) -> String {
    href.replacen("/v1", "", 1)
}

/// The address of a class's page.
pub(crate) fn class_page_href(context: &PageContext, kind: &str, symbol: &str) -> String {
    context.href(&format!("/classes/{kind}/{}", encode_component(symbol)), &[])
}

/// A search in a class: with what is below it, or for this very symbol.
fn search(context: &PageContext, kind: SchemeKind, symbol: &str, exact: bool) -> String {
    let symbol = symbol.to_owned();
    let operand = if exact { Operand::Exact(symbol) } else { Operand::Word(symbol) };
    context.search_href(&Ast::leaf(class_field(kind), operand).to_string())
}

fn scheme_name<'a>(context: &PageContext, scheme: &'a str) -> &'a str {
    match scheme {
        "ipc" => context.language.pick("国際特許分類 (IPC)", "International Patent Classification (IPC)"),
        "cpc" => context.language.pick("共同特許分類 (CPC)", "Cooperative Patent Classification (CPC)"),
        "fi" => context.language.pick("FI (日本)", "FI (Japan)"),
        "fterm" => context.language.pick("Fターム (日本)", "F-terms (Japan)"),
        other => other,
    }
}

fn edition(context: &PageContext, scheme: &SchemeDescription) -> String {
    let classes = grouped(scheme.classes);
    let version = &scheme.version;
    let (japanese, english) = match scheme.excerpt {
        true => (
            format!("{version}、抜粋、{classes} 分類"),
            format!("{version}, an excerpt of {classes} classes"),
        ),
        false => (format!("{version}、{classes} 分類"), format!("{version}, {classes} classes")),
    };
    context.language.pick(&japanese, &english).to_owned()
}

/// Where the page stands in the scheme.
fn trail(context: &PageContext, kind: SchemeKind, above: &[ClassItem], class: Option<&ClassItem>) -> Markup {
    html! {
        nav .trail aria-label=(context.t("上位の分類", "What contains it")) {
            ol {
                li { a href=(context.href("/classes", &[])) { (context.t("分類", "Classes")) } }
                @if class.is_some() {
                    li {
                        a href=(context.href(&format!("/classes/{}", kind.as_str()), &[])) { (kind.label()) }
                    }
                }
                @for item in above {
                    li {
                        a .number href=(class_page_href(context, kind.as_str(), &item.symbol)) { (item.symbol) }
                        @if let Some(title) = item.titles.first() {
                            " " span .quiet lang=(title.language) { (title.text) }
                        }
                    }
                }
                @if let Some(class) = class { li aria-current="page" { span .number { (class.symbol) } } }
            }
        }
    }
}

fn title_form(context: &PageContext, kind: SchemeKind, words: &str) -> Markup {
    html! {
        form .box role="search" action={ "/classes/" (kind.as_str()) } method="get" {
            label .visually-hidden for="title-words" { (context.t("分類の名称の語", "Words of titles")) }
            input #title-words type="search" name="q" value=(words) autocomplete="off"
                placeholder=(context.t("名称の語、例えば 電解質", "words of a title, such as electrolyte"));
            @if context.pairs.get("lang").is_some() {
                input type="hidden" name="lang" value=(context.language.code());
            }
            button type="submit" { (context.t("分類を探す", "Find classes")) }
        }
    }
}

fn titles(item: &ClassItem) -> Markup {
    html! {
        @for (i, title) in item.titles.iter().enumerate() {
            p .quiet[i != 0] lang=(title.language) { (title.text) }
        }
    }
}

fn table(context: &PageContext, kind: SchemeKind, items: &[ClassItem]) -> Markup {
    html! {
        div .table tabindex="0" role="region" aria-label=(context.t("分類の一覧", "Classes")) {
            table .classes-table {
                thead { tr {
                    th scope="col" { (context.t("記号", "Symbol")) }
                    th scope="col" { (context.t("名称", "Title")) }
                    th scope="col" { (context.t("この記号のみ", "Only here")) }
                    th scope="col" { (context.t("下位を含む", "With below")) }
                } }
                tbody {
                    @for item in items {
                        tr {
                            th scope="row" {
                                a .number href=(class_page_href(context, kind.as_str(), &item.symbol)) { (item.symbol) }
                            }
                            td { (titles(item)) }
                            td .count { (count(item.documents, search(context, kind, &item.symbol, true))) }
                            td .count { (count(item.documents_below, search(context, kind, &item.symbol, false))) }
                        }
                    }
                }
            }
        }
    }
}

/// A count is a door to its documents, where there are any.
#[expect(clippy::needless_pass_by_value, reason = "each call makes the address in place")]
fn count(count: u64, href: String) -> Markup {
    html! {
        @if count == 0 { span .quiet { "0" } } @else { a .number href=(href) { (grouped(count)) } }
    }
}
