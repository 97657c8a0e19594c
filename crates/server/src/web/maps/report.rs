//! The landscape report as one file.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::table;
use crate::{
    landscape::LandscapeRequest,
    maps::Drawn,
    web::{PageContext, STYLE, annotate::marked, frame::grouped},
    wire::{Hit, SearchResponse},
};

/// Rows of a table that a report prints; the map itself has all.
const ROWS: usize = 40;

/// Columns of a table that fit on paper.
const COLUMNS: usize = 14;

/// What a report shows.
pub(crate) struct LandscapeView<'a> {
    pub(crate) request: &'a LandscapeRequest,
    /// What narrows the search besides its query, as parameters.
    pub(crate) narrowed_by: Vec<String>,
    pub(crate) maps: &'a [Drawn],
    pub(crate) found: &'a SearchResponse,
}

pub(crate) fn landscape_page(context: &PageContext, view: &LandscapeView<'_>) -> String {
    let title = context.t("技術俯瞰報告書", "Landscape report");
    let code = context.language.code();
    let markup = html! {
        (DOCTYPE)
        html lang=(code) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) @if !view.request.query.trim().is_empty() { ": " (view.request.query) } }
                style { (PreEscaped(STYLE)) (PreEscaped(charts::STYLE)) (PreEscaped(PAPER)) }
            }
            body {
                main .page.maps.landscape {
                    (opening(context, view, title))
                    @for drawn in view.maps { (map(context, drawn, view.request.base.as_deref())) }
                    (documents(context, view))
                    (method(context, view))
                }
            }
        }
    };
    markup.into_string()
}

/// What holds for paper: nothing cut through, and a heading with what it is of.
const PAPER: &str = "
.landscape { max-width: 58rem; padding-bottom: 3rem; }
.landscape h2 { margin-top: 3rem; border-top: 1px solid var(--hairline); padding-top: 1rem; }
.landscape dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 1rem 0; }
.landscape dt { color: var(--quiet); }
.landscape ol.documents { list-style: decimal; padding-inline-start: 2rem; }
.landscape ol.documents li { margin: 0.75rem 0; break-inside: avoid; }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  .landscape h2 { margin-top: 1.5rem; padding-top: 0.5rem; }
  .landscape h2, .landscape h3 { break-after: avoid; }
  .landscape h2 + p { break-before: avoid; break-after: avoid; }
  .landscape thead { display: table-header-group; }
  .landscape tr, .landscape li { break-inside: avoid; }
  .landscape a { color: inherit; text-decoration: none; }
}
";

fn opening(context: &PageContext, view: &LandscapeView<'_>, title: &str) -> Markup {
    let found = view.found;
    let as_of = view.maps.iter().find_map(|drawn| drawn.response.as_of.clone()).unwrap_or_default();
    html! {
        h1 { (title) }
        dl {
            dt { (context.t("検索式", "Query")) }
            dd { code lang="und" { @if view.request.query.trim().is_empty() { "*" } @else { (view.request.query) } } }
            @for condition in &view.narrowed_by {
                dt { (context.t("条件", "Narrowed by")) }
                dd { code lang="und" { (condition) } }
            }
            dt { (context.t("解釈", "Understood as")) }
            dd { code lang="und" { (found.understood) } }
            dt { (context.t("文献", "Documents")) }
            dd { span .number { (grouped(found.total.value)) } }
            dt { (context.t("索引", "Index")) }
            dd { (context.t("世代 ", "generation ")) span .number { (found.generation) } ", "
                span .number { (grouped(context.documents)) } (context.t(" 文献、最新の発行日 ", " documents, newest publication ")) span .number { (as_of) } }
            dt { (context.t("作成", "Made")) }
            dd { time .number datetime=(view.request.made) { (view.request.made) } }
        }
        ul .contents { @for drawn in view.maps {
            li { a href={ "#" (drawn.response.kind) } { (drawn.response.title) } " – " (drawn.response.summary) }
        } }
    }
}

fn map(context: &PageContext, drawn: &Drawn, base: Option<&str>) -> Markup {
    let map = &drawn.response;
    html! {
        section .one aria-labelledby=(map.kind) {
            h2 id=(map.kind) { (map.title) }
            p { (map.summary) }
            (super::figure(drawn))
            @for one in &map.tables {
                @if one.columns.len() <= COLUMNS { (table::printed(context, map, one, ROWS, base)) }
            }
            ul { @for line in map.method.iter().chain(&map.limits) { li .small { (line) } } }
        }
    }
}

/// The first documents, each with the passage that shows why it was found.
fn documents(context: &PageContext, view: &LandscapeView<'_>) -> Markup {
    html! {
        section .one aria-labelledby="documents" {
            h2 #documents { (context.t("主な文献とその理由", "First documents and why")) }
            p { (context.t(
                "検索式との関連の順です。理由は、語が印された箇所です。",
                "In the order of relevance to the query; the reason is the passage with the words marked.",
            )) }
            ol .documents { @for hit in &view.found.hits { (document(context, hit, view.request.base.as_deref())) } }
        }
    }
}

fn document(context: &PageContext, hit: &Hit, base: Option<&str>) -> Markup {
    let title = html! {
        @match hit.titles.first() {
            Some(title) => span lang=(title.language) { (marked(title)) },
            None => (hit.id),
        }
    };
    html! {
        li {
            @match base {
                Some(base) => { a href={ (base) (hit.links.page) } { (title) } },
                None => (title),
            }
            p .small {
                span .number { (hit.id) }
                @if let Some(day) = &hit.published { ", " span .number { (day) } }
                @for party in &hit.parties { ", " span lang=(party.language) { (party.text) } }
                @for class in hit.classes.iter().take(3) { ", " span .number { (class) } }
                @if hit.invented { " (" (context.t("架空", "invented")) ")" }
            }
            @for passage in hit.passages.iter().take(2) {
                blockquote .small {
                    span .quiet { (passage.place.label) ": " }
                    span lang=(passage.text.language) { (marked(&passage.text)) }
                }
            }
        }
    }
}

fn method(context: &PageContext, view: &LandscapeView<'_>) -> Markup {
    let lines = [
        context.t(
            "図の件数はどれも、その印の検索の件数と同じです（同じ索引の世代で）。",
            "Every count of a chart is the count of the search behind its mark, on the same generation of the index.",
        ),
        context.t(
            "この報告書は一時点の姿です。索引にない文献、未公開の出願、検索式が当たらない文献は含みません。",
            "A report is a snapshot: it has no documents that the index lacks, no unpublished applications, and none that the query misses.",
        ),
        context.t(
            "法的な助言ではありません。法的状態は情報源が述べた日のものです。",
            "Not legal advice. Legal status is what the source said for the day it said it.",
        ),
    ];
    html! {
        section aria-labelledby="method" {
            h2 #method { (context.t("方法と限界", "Method and limits")) }
            ul { @for line in lines { li { (line) } } }
            @if view.request.base.is_some() {
                p .small.quiet { (context.t("図の印は検索へつながります。", "The marks of the charts lead to their searches.")) }
            }
        }
    }
}
