//! The pages of maps: the chart, its figures as tables, and how to read them.

mod report;
mod table;

pub(crate) use report::{LandscapeView, landscape_page};

use axum::response::Html;
use maud::{Markup, PreEscaped, html};
use value::maps::{By, Kind};

use super::{
    PageContext,
    frame::{Framed, frame},
    hit::document_href,
    results::problem_list,
};
use crate::{
    HttpError,
    maps::Drawn,
    request::Pairs,
    wire::{MapResponse, ProblemItem},
};

/// The page that leads to the maps of a search, or of everything.
pub(crate) fn maps_page(context: &PageContext) -> Html<String> {
    let heading = context.t("パテントマップ", "Patent maps");
    let query = context.pairs.get("q").unwrap_or_default();
    let main = html! {
        div .maps {
            h1 { (heading) }
            p .lead { (context.t(
                "検索した文献の集まりを図にします。図の印はどれも、数えた文献の検索へつながります。検索式がなければ索引のすべての文献を描きます。",
                "Charts of what a search finds. Every mark leads to the search that it counts. Without a query, all documents of the index are drawn.",
            )) }
            (query_form(context, query))
            ul .kinds {
                @for kind in listed(context) {
                    li { a href=(kind_href(context, kind)) { (words(context, &kind.words())) } }
                }
            }
            p { a href=(report_href(context)) {
                (context.t("すべての図と主な文献を一つの報告書にする", "All maps and the first documents in one report"))
            } }
        }
    };
    let title = format!("{heading} – chizai");
    frame(context, Framed { title: &title, box_text: Some(query), alternate: None, main })
}

/// The page of a map that could not be drawn.
pub(crate) fn refused_map_page(context: &PageContext, error: &HttpError) -> Html<String> {
    let query = context.pairs.get("q").unwrap_or_default();
    let items: Vec<ProblemItem> = error.items.iter().map(|item| item.to_wire(context.language)).collect();
    let main = html! {
        div .maps {
            h1 { (context.t("図を描きませんでした", "Nothing was drawn")) }
            div .notes.bad role="alert" { (problem_list(context, &items)) }
            (query_form(context, query))
        }
    };
    let title = context.t("図を描きませんでした – chizai", "Nothing was drawn – chizai");
    frame(context, Framed { title, box_text: Some(query), alternate: None, main })
}

/// The page of a map.
pub(crate) fn map_page(context: &PageContext, drawn: &Drawn) -> Html<String> {
    let map = &drawn.response;
    let query = context.pairs.get("q").unwrap_or_default();
    let main = html! {
        div .maps {
            h1 { (map.title) }
            (kinds(context, &map.kind))
            p .summary { (map.summary) }
            (choices(context, &map.kind, &map.by))
            (figure(drawn))
            p .forms {
                a href=(in_form(context, &map.kind, "svg")) { "SVG" } " "
                a href=(in_form(context, &map.kind, "csv")) { "CSV" } " "
                a href=(in_form(context, &map.kind, "json")) { "JSON" } " "
                a href=(report_href(context)) { (context.t("俯瞰報告書", "landscape report")) } " "
                a href=(search_href(context)) { (context.t("この検索の結果", "results of this search")) }
            }
            @for one in &map.tables { (table::table(context, map, one)) }
            (white_spaces(context, map))
            section aria-labelledby="reading" {
                h2 #reading { (context.t("図の読み方", "How to read it")) }
                ul { @for line in map.method.iter().chain(&map.limits) { li { (line) } } }
                p .quiet {
                    (context.t("索引の世代 ", "Index generation ")) span .number { (map.generation) }
                    @if let Some(day) = &map.as_of {
                        (context.t("、最新の発行日 ", ", newest publication ")) span .number { (day) }
                    }
                }
            }
        }
    };
    let title = format!("{} – chizai", map.title);
    let alternate = Some(in_form(context, &map.kind, "json"));
    frame(context, Framed { title: &title, box_text: Some(query), alternate, main })
}

/// The maps of a query, as a list.
pub(crate) fn map_links(context: &PageContext, query: &str) -> Markup {
    html! {
        ul .kinds {
            @for kind in listed(context) {
                li { a href=(context.href(&format!("/maps/{}", kind.as_str()), &[("q", query)])) { (words(context, &kind.words())) } }
            }
        }
    }
}

/// What is missing, and what comes nearest to it.
fn white_spaces(context: &PageContext, map: &MapResponse) -> Markup {
    let name =
        |name: &crate::wire::MapName| html! { span lang=[name.as_written.then_some("und")] { (name.text) } };
    html! {
        @if !map.white_spaces.is_empty() {
            section aria-labelledby="white-spaces" {
                h2 #white-spaces { (context.t("空白と、最も近い文献", "White spaces and the nearest documents")) }
                ul {
                    @for space in &map.white_spaces {
                        li {
                            (name(&space.row)) " × " (name(&space.column)) ": "
                            (table::cell(context, map, &space.cell, Some("")))
                            @if !space.nearest.is_empty() { ul {
                                @for near in &space.nearest {
                                    li { a href=(document_href(context, &near.id)) lang=[near.language.as_deref()] { (near.title) } " " span .number.quiet { (near.id) } }
                                }
                            } }
                        }
                    }
                }
            }
        }
    }
}

/// The chart at both widths; the style sheet shows the one that fits.
pub(crate) fn figure(drawn: &Drawn) -> Markup {
    html! {
        figure .map { @for chart in &drawn.charts { (PreEscaped(chart)) } }
    }
}

/// The other maps of the same search.
fn kinds(context: &PageContext, current: &str) -> Markup {
    html! {
        nav .kinds aria-label=(context.t("マップの種類", "Maps")) {
            ul {
                @for kind in listed(context) {
                    li { a href=(kind_href(context, kind)) aria-current=[(kind.as_str() == current).then_some("page")] {
                        (words(context, &kind.words()))
                    } }
                }
            }
        }
    }
}

/// What else the map can be divided by.
fn choices(context: &PageContext, kind: &str, current: &str) -> Markup {
    let choices = kind.parse::<Kind>().map(Kind::choices).unwrap_or_default();
    let href = |by: By| {
        context.href_with(|pairs| {
            pairs.retain(|(name, _)| name != "by" && name != "x");
            pairs.push(("by".to_owned(), by.as_str().to_owned()));
        })
    };
    html! {
        @if 1 < choices.len() {
            p .choices {
                @for by in choices {
                    a href=(href(*by)) aria-current=[(by.as_str() == current).then_some("true")] { (words(context, &by.words())) }
                }
            }
        }
    }
}

/// A box for another query on the same page.
fn query_form(context: &PageContext, query: &str) -> Markup {
    html! {
        form .map-query action=(context.path) method="get" {
            label for="map-q" { (context.t("検索式", "Query")) }
            input #map-q type="search" name="q" value=(query);
            @for (name, value) in context.pairs.0.iter().filter(|(name, _)| name != "q") {
                input type="hidden" name=(name) value=(value);
            }
            button type="submit" { (context.t("描く", "Draw")) }
        }
    }
}

/// The maps that can be drawn here: those around a document where there is one.
fn listed(context: &PageContext) -> impl Iterator<Item = Kind> {
    let has_document = context.pairs.get("document").is_some();
    Kind::ALL.into_iter().filter(move |kind| has_document || !kind.needs_document())
}

fn kind_href(context: &PageContext, kind: Kind) -> String {
    let mut pairs = context.pairs.clone();
    pairs.0.retain(|(name, _)| {
        !["by", "x", "y", "top", "format", "width"].contains(&name.as_str())
            && (name != "document" || kind.needs_document())
    });
    pairs.href(&format!("/maps/{}", kind.as_str()))
}

fn in_form(context: &PageContext, kind: &str, format: &str) -> String {
    let mut pairs = context.pairs.clone();
    pairs.0.retain(|(name, _)| name != "format" && crate::request::Endpoint::Map.parameter(name).is_some());
    if pairs.get("lang").is_none() {
        pairs.push("lang", context.language.code());
    }
    pairs.push("format", format);
    pairs.href(&format!("/v1/maps/{kind}"))
}

fn search_href(context: &PageContext) -> String {
    search_alone(context).href("/")
}

/// The landscape report of the same search.
fn report_href(context: &PageContext) -> String {
    search_alone(context).href("/maps/report")
}

/// The search without what divides and draws a map.
fn search_alone(context: &PageContext) -> Pairs {
    let mut pairs = context.pairs.clone();
    pairs
        .0
        .retain(|(name, _)| !["by", "x", "y", "top", "document", "format", "width"].contains(&name.as_str()));
    pairs
}

fn words(context: &PageContext, words: &value::maps::Words) -> String {
    context.language.pick(&words.ja, &words.en).to_owned()
}
