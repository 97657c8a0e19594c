//! Several lines at once: a form, and the count of each line beside it.

use axum::response::Html;
use maud::{Markup, html};
use query::Syntax;

use super::{
    PageContext, counts,
    frame::{Framed, frame, grouped},
};
use crate::wire::{LineResponse, LinesResponse, ProblemItem};

/// Shown where nothing is written yet.
const EXAMPLE: &str = "# 全固体電池\nL1: 固体電解質 OR \"solid electrolyte\"\nL2: ipc:H01M\nL3 = L1 AND L2\n";

pub(crate) fn lines_page(
    context: &PageContext,
    text: &str,
    syntax: Syntax,
    answer: Option<&LinesResponse>,
) -> Html<String> {
    let title = context.t("複数行の検索 – chizai", "Search of several lines – chizai");
    let shown = if answer.is_none() && text.is_empty() { EXAMPLE } else { text };
    let rows = shown.lines().count().clamp(6, 24);
    let main = html! {
        div .reading.lines {
            h1 { (context.t("複数行の検索", "Search of several lines")) }
            p {
                (context.t(
                    "1 行に 1 つの検索式を書きます。「L1: …」のように名前を付けると、後の行で L1 と書いて使えます。# から後は注釈です。",
                    "One query a line. Give it a name, as in “L1: …”, and later lines can use L1. What follows # is a comment.",
                ))
            }
            form action="/lines" method="post" {
                label .visually-hidden for="text" { (context.t("検索式", "Queries")) }
                textarea #text name="text" rows=(rows) spellcheck="false" autocapitalize="off" lang="und" { "\n" (shown) }
                p {
                    label for="syntax" { (context.t("書き方", "Syntax")) } " "
                    select #syntax name="syntax" {
                        @for one in Syntax::ALL {
                            option value=(one.as_str()) selected[one == syntax] { (syntax_name(context, one)) }
                        }
                    }
                }
                @if context.pairs.get("lang").is_some() {
                    input type="hidden" name="lang" value=(context.language.code());
                }
                button type="submit" { (context.t("件数を数える", "Count")) }
            }
            @if let Some(answer) = answer { (results(context, text, answer)) }
        }
    };
    frame(context, Framed { title, box_text: Some(""), alternate: None, main })
}

fn syntax_name(context: &PageContext, syntax: Syntax) -> &'static str {
    match syntax {
        Syntax::Native => "chizai",
        Syntax::Cql => "Espacenet CQL",
        Syntax::JPlatPat => context.t("J-PlatPat 論理式", "J-PlatPat"),
        Syntax::Json => "JSON",
    }
}

/// What a problem points to in the text, short.
fn pointed(text: &str, problem: &ProblemItem) -> Option<String> {
    let range = problem.range.as_ref()?;
    let length = range.end.saturating_sub(range.start).min(40);
    Some(text.chars().skip(range.start).take(length).collect()).filter(|words: &String| !words.is_empty())
}

fn results(context: &PageContext, text: &str, answer: &LinesResponse) -> Markup {
    html! {
        h2 #counts { (context.t("各行の件数", "Counts of the lines")) }
        div .table.ledger tabindex="0" role="region" aria-labelledby="counts" {
            table {
                thead { tr {
                    th scope="col" { (context.t("行", "Line")) }
                    th scope="col" .number { (context.t("文献", "Documents")) }
                    th scope="col" { (context.t("検索式", "Query")) }
                } }
                tbody { @for one in &answer.lines { (line(context, text, one)) } }
            }
        }
    }
}

fn line(context: &PageContext, text: &str, line: &LineResponse) -> Markup {
    html! {
        tr {
            th scope="row" { (line.name) }
            td .number {
                @match line.count {
                    Some(count) => a href=(context.search_href(&line.understood)) { (grouped(count)) },
                    None => "–",
                }
            }
            td {
                code lang="und" { (line.query) }
                @if !line.problems.is_empty() {
                    ul .notes.bad { @for problem in &line.problems { li {
                        @if let Some(words) = pointed(text, problem) { code lang="und" { (words) } ": " }
                        (problem.message)
                    } } }
                }
                @if !line.lint.is_empty() { (counts::advice(context, &line.lint)) }
            }
        }
    }
}
