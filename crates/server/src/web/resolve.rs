use axum::response::Html;
use maud::{Markup, html};

use super::{
    PageContext,
    frame::{Framed, frame},
};
use crate::wire::{Mention, ResolveResponse};

/// The page that finds numbers in a pasted text; `answer` is absent before a text is given.
pub(crate) fn resolve_page(
    context: &PageContext,
    text: &str,
    answer: Option<&ResolveResponse>,
    refusal: Option<&str>,
) -> Html<String> {
    let heading = context.t("文章の中の文献番号を調べる", "Find the numbers in a text");
    let main = html! {
        div .reading {
            h1 { (heading) }
            p {
                (context.t(
                    "拒絶理由通知書やメールなどを貼り付けると、特許・出願・公報の番号と DOI をすべて読み取り、この索引の文献に結びつけます。",
                    "Paste an office action or an e-mail: every number of a patent, application or publication and every DOI in it is read and linked to the documents of this index.",
                ))
            }
            @if let Some(refusal) = refusal { div .notes.bad role="alert" { p { (refusal) } } }
            (form(context, text))
            @if let Some(answer) = answer { (found(context, text, answer)) }
        }
    };
    let title = format!("{heading} – chizai");
    frame(context, Framed { title: &title, box_text: Some(""), alternate: None, main })
}

fn form(context: &PageContext, text: &str) -> Markup {
    html! {
        form action=(context.href("/resolve", &[])) method="post" {
            p { label for="text" { (context.t("文章", "Text")) } }
            // A line break directly after the tag is no part of the text, so that one is written.
            textarea #text .pasted name="text" rows="12" required spellcheck="false" { "\n" (text) }
            p { button type="submit" { (context.t("番号を調べる", "Find numbers")) } }
        }
    }
}

fn found(context: &PageContext, text: &str, answer: &ResolveResponse) -> Markup {
    let count = answer.mentions.len();
    html! {
        h2 #found {
            @if context.language.code() == "ja" { (count) " 個の番号" }
            @else if count == 1 { "1 number" }
            @else { (count) " numbers" }
        }
        @if count == 0 {
            p { (context.t("番号として読めるものはありませんでした。", "Nothing in the text reads as a number.")) }
        } @else {
            (table(context, answer))
            h2 { (context.t("読み取った箇所", "Where they stand")) }
            (marked(context, text, answer))
        }
    }
}

fn table(context: &PageContext, answer: &ResolveResponse) -> Markup {
    html! {
        div .table tabindex="0" role="region" aria-labelledby="found" {
            table {
                thead { tr {
                    th scope="col" { (context.t("文章では", "As written")) }
                    th scope="col" { (context.t("読み", "Read as")) }
                    th scope="col" { (context.t("この索引の文献", "Documents of this index")) }
                } }
                tbody {
                    @for (i, mention) in answer.mentions.iter().enumerate() {
                        tr id={ "number-" (i + 1) } {
                            td { a href={ "#mention-" (i + 1) } { (mention.text) } }
                            td {
                                @for (i, reading) in mention.readings.iter().enumerate() {
                                    @if i != 0 { br; }
                                    (reading.display)
                                }
                            }
                            td { (documents(context, mention)) }
                        }
                    }
                }
            }
        }
    }
}

fn documents(context: &PageContext, mention: &Mention) -> Markup {
    let note = match mention.status {
        "needs-crosswalk" => Some(context.t(
            "この番号の前に特公の番号で発行されており、対応表がなければ公報が定まりません。",
            "It was published under an earlier 特公 number, which only a crosswalk can tell.",
        )),
        "not-held" => Some(context.t("索引にありません。", "Not in the index.")),
        "ambiguous" if mention.documents.is_empty() => Some(context.t(
            "一つに定まりません。索引にはどれもありません。",
            "It can mean several, none of them in the index.",
        )),
        "ambiguous" => Some(context.t("一つに定まりません。候補:", "It can mean several. Candidates:")),
        _ => None,
    };
    html! {
        @if let Some(note) = note { span .quiet { (note) } }
        @for document in &mention.documents {
            @if note.is_some() { br; }
            a href=(context.href(&document.href.replacen("/v1", "", 1), &[])) { (document.id) }
            " " span lang=(document.language) { (document.title) }
            br;
        }
    }
}

/// The text with its numbers marked, each linked to its row.
fn marked(context: &PageContext, text: &str, answer: &ResolveResponse) -> Markup {
    let chars: Vec<char> = text.chars().collect();
    let slice = |start: usize, end: usize| -> String {
        chars.get(start..end).map(|chars| chars.iter().collect()).unwrap_or_default()
    };
    let mut at = 0;
    let mut pieces = Vec::new();
    for mention in &answer.mentions {
        pieces.push((slice(at, mention.range.start), mention.text.as_str()));
        at = mention.range.end;
    }
    html! {
        div .pasted role="region" aria-label=(context.t("文章", "Text")) lang="und" {
            @for (i, (before, number)) in pieces.iter().enumerate() {
                (before) a id={ "mention-" (i + 1) } href={ "#number-" (i + 1) } { mark { (number) } }
            }
            (slice(at, chars.len()))
        }
    }
}
