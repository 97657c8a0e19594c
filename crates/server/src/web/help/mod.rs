//! How queries are written, and what can be done with their results.

mod commons;
mod coverage;
mod examples;
mod results;

use axum::response::Html;
use indexer::{Limits, RankingConfig};
use maud::{Markup, html};
use query::{FieldInfo, Syntax};

use self::examples::{OTHER_SYNTAXES, Row, SECTIONS};
use super::{
    PageContext,
    frame::{Framed, frame, grouped},
};
use crate::request::Pairs;

/// How queries are written, by examples that can be tried.
pub(crate) fn help_page(
    context: &PageContext,
    fields: &[FieldInfo],
    ranking: &RankingConfig,
) -> Html<String> {
    let limits = &ranking.limits;
    let main = html! {
        div .reading.help {
            h1 { (context.t("検索式の書き方", "How to write a query")) }
            p {
                (context.t(
                    "例を選ぶと、そのまま検索します (例は付属の架空の文献に合わせてあります)。日本語の式と英語の式の区別はなく、言語の推測もしません。",
                    "Choose an example to run it; the examples fit the invented documents that come with chizai. Japanese and English queries are written alike, and no language is guessed.",
                ))
            }
            (contents(context))
            @for section in SECTIONS {
                h2 id=(section.id) { (pick(context, section.heading)) }
                @if !section.lead[0].is_empty() { p { (pick(context, section.lead)) } }
                (example_table(context, section.syntax, section.id, section.rows))
                (after(context, section.id, limits))
            }
            h2 #other-syntaxes { (context.t("ほかの構文", "Other syntaxes")) }
            p {
                (context.t(
                    "検索欄の右で構文を選びます。どの構文の式も同じ意味に読み、構文どうしの書き換え (/v1/translate) では失われるものを知らせます。別の構文らしい式には、そう知らせます。",
                    "Choose the syntax beside the search box. All of them are read into the same meaning; /v1/translate writes one in another and lists what is lost. A query that looks like another syntax is told so.",
                ))
            }
            @for section in OTHER_SYNTAXES {
                h3 id=(section.id) { (pick(context, section.heading)) }
                p { (pick(context, section.lead)) }
                (example_table(context, section.syntax, section.id, section.rows))
            }
            (results::sections(context, limits))
            (coverage::section(context, &ranking.coverage))
            (commons::section(context))
            h2 #fields { (context.t("欄", "Fields")) }
            (field_table(context, fields))
            h2 #keys { (context.t("キー", "Keys")) }
            p {
                kbd { "/" } (context.t(" 検索欄へ、", " to the search box, ")) kbd { "j" } " " kbd { "k" }
                (context.t(
                    " 次と前の文献 (文献のページでは印の付いた語)。スクリプトを止めていても、Tab キーとリンクですべて使えます。",
                    " to the next and previous hit (on a document's page: marked word). Everything works with Tab and links alone, too.",
                ))
            }
        }
    };
    let title = context.t("検索式の書き方 – chizai", "How to write a query – chizai");
    frame(context, Framed { title, box_text: Some(""), alternate: None, main })
}

fn pick(context: &PageContext, text: [&'static str; 2]) -> &'static str {
    context.language.pick(text[0], text[1])
}

fn contents(context: &PageContext) -> Markup {
    let own = SECTIONS.iter().map(|section| (section.id, pick(context, section.heading)));
    let rest = [
        ("other-syntaxes", context.t("ほかの構文", "Other syntaxes")),
        ("lines", context.t("複数行の検索", "Several lines")),
        ("similar", context.t("近い文献", "Similar documents")),
        ("families", context.t("ファミリー", "Families")),
        ("coverage", context.t("技術の請求項対比", "Technique coverage")),
        ("keeping", context.t("確かめ、残す", "Check and keep")),
    ];
    let last = [("fields", context.t("欄", "Fields")), ("keys", context.t("キー", "Keys"))];
    let commons = context.has_commons.then_some(("commons", context.t("コモンズ", "The commons")));
    html! {
        nav .contents aria-label=(context.t("目次", "Contents")) {
            ul { @for (id, heading) in own.chain(rest).chain(commons).chain(last) { li { a href={ "#" (id) } { (heading) } } } }
        }
    }
}

/// What stands below the examples of a section.
fn after(context: &PageContext, id: &str, limits: &Limits) -> Markup {
    let expansions = grouped(limits.expansions as u64);
    html! {
        @match id {
            "exact" => p .small {
                (context.t("省略や綴りの揺れが表せる語は 1 つにつき ", "One truncated or misspelt word may stand for "))
                (expansions)
                (context.t(
                    " 語 (limits.expansions) までです。超えるときは黙って切り捨てず、検索を断ってそう知らせます。",
                    " words of the index (limits.expansions). Beyond that the search is refused and says so; nothing is cut silently.",
                ))
            },
            "numbers" => p {
                a href=(context.href("/resolve", &[])) {
                    (context.t("文章の中の番号をまとめて調べる", "Find all numbers in a text"))
                }
            },
            "classes" if !context.schemes.is_empty() => p {
                a href=(context.href("/classes", &[])) { (context.t("分類表をたどる", "Browse the schemes")) }
            },
            _ => {}
        }
    }
}

fn example_table(context: &PageContext, syntax: Syntax, id: &str, rows: &[Row]) -> Markup {
    html! {
        div .table tabindex="0" role="region" aria-labelledby=(id) {
            table .examples {
                thead { tr {
                    th scope="col" { (context.t("例", "Example")) }
                    th scope="col" { (context.t("意味", "Meaning")) }
                } }
                tbody {
                    @for (query, meaning) in rows {
                        tr {
                            td { a href=(href(context, syntax, query)) { code lang="und" { (query) } } }
                            td { (pick(context, *meaning)) }
                        }
                    }
                }
            }
        }
    }
}

/// The search of an example in its syntax.
fn href(context: &PageContext, syntax: Syntax, query: &str) -> String {
    let mut pairs = Pairs::default();
    pairs.push("q", query);
    if syntax != Syntax::default() {
        pairs.push("syntax", syntax.as_str());
    }
    context.keep_language(&mut pairs);
    pairs.href("/")
}

fn field_table(context: &PageContext, fields: &[FieldInfo]) -> Markup {
    html! {
        div .table.fields tabindex="0" role="region" aria-labelledby="fields" {
            table {
                thead { tr {
                    th scope="col" { (context.t("欄", "Field")) }
                    th scope="col" { (context.t("内容", "Content")) }
                    th scope="col" { (context.t("例", "Example")) }
                } }
                tbody {
                    @for field in fields {
                        tr id={ "field-" (field.name) } {
                            th scope="row" {
                                code { (field.name) }
                                @if !field.aliases.is_empty() {
                                    br; span .quiet lang="ja" { (field.aliases.join(" ")) }
                                }
                            }
                            td { (context.t(field.summary_ja, field.summary)) }
                            td { a href=(context.search_href(field.example)) { code lang="und" { (field.example) } } }
                        }
                    }
                }
            }
        }
    }
}
