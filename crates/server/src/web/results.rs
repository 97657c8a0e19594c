use axum::response::Html;
use export::Format;
use maud::{Markup, html};
use query::Ast;

use super::{
    PageContext, completeness, counts,
    date_form::date_form,
    echo,
    facet::facets,
    families, feedback,
    frame::{Framed, frame, grouped},
    hit::{hit, invented_notice},
    translations, use_panel,
};
use crate::{
    error::Item,
    request::{Endpoint, Pairs},
    wire::{ProblemItem, SearchResponse},
};

/// Characters of a text that may describe a technique.
const LEAST_TECHNIQUE: usize = 12;

/// What the page of results shows.
pub(crate) struct ResultsView<'a> {
    pub(crate) query: &'a str,
    pub(crate) ast: &'a Ast,
    pub(crate) response: &'a SearchResponse,
    /// The rank of the first hit of this page, from 1.
    pub(crate) first_rank: usize,
}

/// The page of results, or of none.
pub(crate) fn results_page(context: &PageContext, view: &ResultsView<'_>) -> Html<String> {
    let response = view.response;
    let count = grouped(response.total.value);
    let title = match view.query.trim() {
        "" => format!("{count} {} – chizai", context.t("文献", "documents")),
        query => format!("{query} – {count} {} – chizai", context.t("文献", "documents")),
    };
    let main = html! {
        div .results {
            (summary(context, view))
            (problems(context, &response.problems))
            (counts::examined(context, response))
            (invented_notice(context, &response.hits))
            @if response.hits.is_empty() {
                (nothing(context, view))
            } @else {
                ol .hits start=(view.first_rank) {
                    @for (i, one) in response.hits.iter().enumerate() {
                        (hit(context, one, view.first_rank + i))
                    }
                }
                (paging(context, view))
                (exports(context, response.total.value))
            }
            aside #facets .facets aria-label=(context.t("絞り込み", "Narrow the search")) {
                (use_panel::control(context, response))
                (facets(context, &response.facets, response.total.value))
                (date_form(context))
            }
        }
    };
    let alternate = context.href_with(|_| {}).replacen('/', "/v1/search", 1);
    frame(context, Framed { title: &title, box_text: Some(view.query), alternate: Some(alternate), main })
}

/// The page of a search that was refused: what is wrong, with the form as it was.
pub(crate) fn refused_page(context: &PageContext, query: &str, items: &[Item]) -> Html<String> {
    let items: Vec<ProblemItem> = items.iter().map(|item| item.to_wire(context.language)).collect();
    let title = context.t("検索できませんでした – chizai", "Not searched – chizai");
    let main = html! {
        div .results {
            div .summary { h1 { (context.t("検索しませんでした。", "Nothing was searched.")) } }
            div .notes.bad role="alert" { (problem_list(context, &items)) }
            aside #facets .facets aria-label=(context.t("絞り込み", "Narrow the search")) { (date_form(context)) }
            div .nothing {
                p {
                    (context.t("書き方の例は", "Examples of the syntax are on the "))
                    a href=(context.href("/help", &[])) { (context.t("検索式の書き方", "help page")) }
                    (context.t("にあります。", "."))
                }
            }
        }
    };
    frame(context, Framed { title, box_text: Some(query), alternate: None, main })
}

/// The sentence of what was understood, with the exact count, and the orders.
fn summary(context: &PageContext, view: &ResultsView<'_>) -> Markup {
    let count = view.response.total.value;
    html! {
        div .summary {
            h1 {
                strong { (grouped(count)) }
                @if context.language.code() == "ja" { " 文献" }
                @else if count == 1 { " document" }
                @else { " documents" }
                @if 0 < count { (families::count(context, view.response)) }
                ": "
                (echo::understood(context, view.ast))
                (echo::filters(context))
                @if context.language.code() == "ja" { "。" } @else { "." }
            }
            p .sorts {
                (sorts(context, &view.response.sort))
                a href=(context.href_with(|pairs| {
                    pairs.retain(|(name, _)| !["cursor", "rank", "size"].contains(&name.as_str()));
                }).replacen('/', "/report", 1)) { (context.t("報告書", "report")) }
                a href=(same_search(context, Endpoint::Map, "/maps")) { (context.t("マップ", "maps")) }
                a href=(same_search(context, Endpoint::Portfolio, "/portfolio")) { (context.t("指標", "figures")) }
                @if describes_technique(view) {
                    a href=(context.href("/coverage", &[("description", view.query)])) {
                        (context.t("請求項と対比", "compare with claims"))
                    }
                }
                a .to-facets href="#facets" { (context.t("絞り込み", "filters")) }
            }
            @if view.response.sort == "relevance" || view.response.translations.is_some() {
                (translations::control(context, view.response))
            }
            @if 0 < count {
                (families::control(context, view.response))
                (feedback::control(context, view.response))
            }
        }
    }
}

/// Another page about what the same search finds, with the parameters that it takes.
fn same_search(context: &PageContext, endpoint: Endpoint, path: &str) -> String {
    let takes = |name: &str| endpoint.parameter(name).is_some();
    context.href_with(|pairs| pairs.retain(|(name, _)| takes(name))).replacen('/', path, 1)
}

/// Whether the query is a text of some length without operators or fields, so that it may have elements.
fn describes_technique(view: &ResultsView<'_>) -> bool {
    LEAST_TECHNIQUE <= view.query.trim().chars().count() && *view.ast == query::free_text(view.query)
}

fn sorts(context: &PageContext, current: &str) -> Markup {
    let orders = [
        ("relevance", context.t("関連順", "by relevance")),
        ("newest", context.t("新しい順", "newest first")),
        ("oldest", context.t("古い順", "oldest first")),
    ];
    html! {
        @for (order, label) in orders {
            @let href = context.href_with(|pairs| {
                pairs.retain(|(name, _)| !["sort", "cursor", "rank"].contains(&name.as_str()));
                if order != "relevance" {
                    pairs.push(("sort".to_owned(), order.to_owned()));
                }
            });
            a href=(href) aria-current=[(order == current).then_some("true")] { (label) }
        }
    }
}

/// What was not read as written.
pub(super) fn problems(context: &PageContext, items: &[ProblemItem]) -> Markup {
    html! {
        @if !items.is_empty() { div .notes role="status" { (problem_list(context, items)) } }
    }
}

pub(super) fn problem_list(context: &PageContext, items: &[ProblemItem]) -> Markup {
    html! {
        ul {
            @for item in items {
                li {
                    (item.message)
                    @if let Some(syntax) = other_syntax(item) {
                        " " a href=(context.in_syntax_href(syntax)) {
                            (context.t("その構文で読む", "Read it so"))
                        }
                    } @else if let Some(suggestion) = &item.suggestion {
                        " " (context.t("もしかして: ", "Did you mean ")) span .echo-word { (suggestion) }
                        (context.t("", "?"))
                    }
                }
            }
        }
    }
}

/// The syntax that the query looks like.
fn other_syntax(item: &ProblemItem) -> Option<query::Syntax> {
    let suggestion = item.suggestion.as_deref().filter(|_| item.code == "other-syntax")?;
    suggestion.parse().ok()
}

fn nothing(context: &PageContext, view: &ResultsView<'_>) -> Markup {
    let narrowed = context
        .pairs
        .0
        .iter()
        .any(|(name, _)| !["q", "syntax", "lang", "sort", "size"].contains(&name.as_str()));
    html! {
        div .nothing {
            h2 { (context.t("該当する文献はありません", "No document matches")) }
            p {
                (context.t("この索引の ", "All "))
                (grouped(context.documents))
                (context.t(" 文献すべてを調べました。次を試してください。", " documents of the index were looked at. Try this:"))
            }
            ul {
                @if narrowed {
                    li {
                        a href=(context.same_query_href(view.query)) {
                            (context.t("絞り込みをすべて外す", "Remove all filters"))
                        }
                    }
                }
                li { (context.t("語を減らす、別の言い方や表記 (取付け・取付、英語) にする", "Use fewer words, or another spelling or language")) }
                li { (context.t("引用符を外すと、字句どおりでなくても見つかります", "Without quotation marks, words need not stand side by side")) }
                li { a href=(context.href("/help", &[])) { (context.t("検索式の書き方を見る", "See the query syntax")) } }
            }
            @if let Some(held) = &view.response.completeness {
                (completeness::block(context, held))
            }
        }
    }
}

/// Pages follow each other by cursor: the next one, and the first. Earlier ones are in the browser's history.
fn paging(context: &PageContext, view: &ResultsView<'_>) -> Markup {
    let move_to = |cursor: Option<(&str, usize)>| {
        context.href_with(|pairs| {
            pairs.retain(|(name, _)| !["cursor", "rank", "explain"].contains(&name.as_str()));
            if let Some((cursor, rank)) = cursor {
                pairs.push(("rank".to_owned(), rank.to_string()));
                pairs.push(("cursor".to_owned(), cursor.to_owned()));
            }
        })
    };
    let last = view.first_rank + view.response.hits.len() - 1;
    html! {
        nav .paging aria-label=(context.t("ページ", "Pages")) {
            span .quiet.number {
                (grouped(view.first_rank as u64)) "–" (grouped(last as u64)) " / " (grouped(families::hits_in_all(view.response)))
            }
            @if 1 < view.first_rank {
                a href=(move_to(None)) rel="first" { (context.t("最初のページ", "First page")) }
            }
            @if let Some(cursor) = &view.response.next {
                a href=(move_to(Some((cursor, last + 1)))) rel="next" { (context.t("次のページ", "Next page")) }
            }
        }
    }
}

/// Links to files of the whole result. CSV carries a byte order mark: who opens it from here opens it in Excel.
fn exports(context: &PageContext, total: u64) -> Markup {
    let href = |format: Format| {
        let mut pairs = Pairs::default();
        pairs.push("format", format.name());
        if format == Format::Csv {
            pairs.push("bom", "true");
        }
        let taken =
            |name: &str| name != "lang" && name != "fields" && Endpoint::Export.parameter(name).is_some();
        pairs.0.extend(context.pairs.0.iter().filter(|(name, _)| taken(name)).cloned());
        pairs.push("lang", context.language.code());
        pairs.href("/v1/export")
    };
    let formats = [
        (Format::Csv, "CSV"),
        (Format::Ndjson, "NDJSON"),
        (Format::Ris, "RIS"),
        (Format::Bibtex, "BibTeX"),
        (Format::CslJson, "CSL-JSON"),
    ];
    html! {
        nav .paging aria-label=(context.t("書き出し", "Export")) {
            span .quiet {
                @if context.language.code() == "ja" { "全 " (grouped(total)) " 文献を書き出す" }
                @else if total == 1 { "Export the document" }
                @else { "Export all " (grouped(total)) " documents" }
            }
            @for (format, label) in formats { a href=(href(format)) rel="nofollow" { (label) } }
        }
    }
}
