//! The pages of what is similar to a document or a text, and the reasons under their hits.

use axum::response::Html;
use maud::{Markup, html};
use model::Document;
use query::Before;

use super::{
    PageContext,
    document::texts_for_reader,
    frame::{Framed, frame, grouped},
    hit::{document_href, hit, invented_notice},
    results::problems,
};
use crate::{
    HttpError,
    request::{Pairs, encode_component},
    wire::{LookupTerm, Reasons, SimilarResponse},
};

/// Terms that are shown before the list is opened.
const TERMS_SHOWN: usize = 12;

/// Terms and classes of a hit that are shown.
const REASONS_SHOWN: usize = 6;

/// What the page for a text shows.
#[derive(Clone, Copy)]
pub(crate) struct SimilarTextView<'a> {
    /// The form as it was sent.
    pub(crate) sent: &'a Pairs,
    /// The rank of the first hit of this page, from 1.
    pub(crate) first_rank: usize,
    /// Absent before a text is given.
    pub(crate) answer: Option<&'a SimilarResponse>,
    pub(crate) refusal: Option<&'a HttpError>,
}

/// The address of what is similar to a document.
pub(super) fn similar_href(context: &PageContext, id: &str) -> String {
    context.href(&format!("/similar/{}", encode_component(id)), &[])
}

/// The page of what is similar to a document.
pub(crate) fn similar_page(
    context: &PageContext,
    document: &Document,
    answer: &SimilarResponse,
    first_rank: usize,
) -> Html<String> {
    let id = document.id().to_string();
    let title = format!("{} {id} – chizai", context.t("近い文献:", "Similar to"));
    let main = html! {
        div .results.similar {
            div .summary { h1 { (sentence(context, document, answer)) } }
            (problems(context, &answer.page.problems))
            (looked_up_by(context, &answer.terms))
            (hits(context, answer, first_rank))
            @if !answer.page.hits.is_empty() { (paging(context, answer, first_rank)) }
            aside #facets .facets aria-label=(context.t("絞り込み", "Narrow")) {
                (types(context))
                (days(context, document))
            }
        }
    };
    let alternate = context.href_with(|_| {}).replacen("/similar", "/v1/similar", 1);
    frame(context, Framed { title: &title, box_text: Some(""), alternate: Some(alternate), main })
}

/// What was done, as a sentence.
fn sentence(context: &PageContext, document: &Document, answer: &SimilarResponse) -> Markup {
    let id = document.id().to_string();
    let titles = texts_for_reader(context, document.titles());
    let title = titles.first();
    let family = answer.left_out.saturating_sub(1);
    let total = grouped(answer.page.total.value);
    html! {
        @if context.language.code() == "ja" {
            a href=(document_href(context, &id)) { (id) }
            @if let Some(title) = title { "「" span lang=(title.language) { (title.text) } "」" }
            "に近い文献、近い順: " strong { (total) } " 文献"
            @if let Some(before) = &answer.before { "、" (day_name(context, &before.of)) " " time { (before.day) } " より前の発行" }
            @if 0 < family { "、同じファミリーの " (family) " 文献を除く" }
            "。"
        } @else {
            strong { (total) } @if answer.page.total.value == 1 { " document" } @else { " documents" }
            ", most similar first, to " a href=(document_href(context, &id)) { (id) }
            @if let Some(title) = title { " “" span lang=(title.language) { (title.text) } "”" }
            @if let Some(before) = &answer.before { ", published before " (day_name(context, &before.of)) " " time { (before.day) } }
            @if family == 1 { ", the other member of its family left out" }
            @else if 1 < family { ", the " (family) " others of its family left out" }
            "."
        }
    }
}

fn day_name<'a>(context: &PageContext, of: &str) -> &'a str {
    let (japanese, english) = match of {
        "priority" => ("優先日", "its priority"),
        "filed" => ("出願日", "its filing"),
        "published" => ("公開日", "its publication"),
        _ => ("指定の日", "the day"),
    };
    context.language.pick(japanese, english)
}

/// The terms that the source was looked up by; each leads to the search for it.
fn looked_up_by(context: &PageContext, terms: &[LookupTerm]) -> Markup {
    let shown = &terms[..terms.len().min(TERMS_SHOWN)];
    let others = &terms[shown.len()..];
    html! {
        @if !terms.is_empty() {
            div .looked-up {
                p {
                    span .quiet { (context.t("手掛かりの語: ", "Looked up by ")) }
                    (term_links(context, shown))
                }
                @if !others.is_empty() {
                    details {
                        summary {
                            @if context.language.code() == "ja" { "ほか " (others.len()) " 語" }
                            @else { (others.len()) " more" }
                        }
                        p { (term_links(context, others)) }
                    }
                }
            }
        }
    }
}

fn term_links(context: &PageContext, terms: &[LookupTerm]) -> Markup {
    html! {
        @for (i, term) in terms.iter().enumerate() {
            @if 0 < i { (context.t("、", ", ")) }
            a href=(context.search_href(&term.name)) lang=(language_of(&term.view)) { (term.name) }
            " " span .quiet.number title=(weight_title(context)) { (format!("{:.1}", term.weight)) }
        }
    }
}

fn weight_title<'a>(context: &PageContext) -> &'a str {
    context.language.pick("重み", "weight")
}

/// The language of a view's texts.
fn language_of(view: &str) -> &str {
    match view.split('.').next() {
        Some("ja") => "ja",
        Some("en") => "en",
        _ => "und",
    }
}

fn hits(context: &PageContext, answer: &SimilarResponse, first_rank: usize) -> Markup {
    html! {
        (invented_notice(context, &answer.page.hits))
        @if answer.page.hits.is_empty() {
            div .nothing {
                h2 { (context.t("近い文献はありません", "Nothing similar")) }
                p { (context.t(
                    "この範囲に、手掛かりの語を持つ文献がありません。種類や期日の指定を外してください。",
                    "No document in this range has any of the words. Remove the limits on type and date.",
                )) }
            }
        } @else {
            ol .hits start=(first_rank) {
                @for (i, one) in answer.page.hits.iter().enumerate() { (hit(context, one, first_rank + i)) }
            }
        }
    }
}

/// Why a hit is similar, at a glance: shared terms by what they gave, shared classes, citations.
pub(super) fn reasons(context: &PageContext, reasons: &Reasons) -> Markup {
    let source = context.path.replacen("/similar", "/documents", 1);
    let terms = &reasons.terms[..reasons.terms.len().min(REASONS_SHOWN)];
    let classes = &reasons.classes[..reasons.classes.len().min(REASONS_SHOWN)];
    html! {
        ul .reasons aria-label=(context.t("近いとした理由", "Why it is similar")) {
            @if !terms.is_empty() {
                li {
                    span .quiet { (context.t("共通の語 ", "shared terms ")) }
                    @for (i, term) in terms.iter().enumerate() {
                        @if 0 < i { (context.t("、", ", ")) }
                        b lang=(language_of(&term.view)) { (term.name) }
                        " " span .quiet.number title=(weight_title(context)) { (format!("{:.1}", term.value)) }
                    }
                    (more(context, reasons.term_count as usize - terms.len()))
                }
            }
            @if !classes.is_empty() {
                li {
                    span .quiet { (context.t("共通の分類 ", "shared classes ")) }
                    @for (i, class) in classes.iter().enumerate() {
                        @if 0 < i { (context.t("、", ", ")) }
                        span .quiet { (scheme_label(&class.scheme)) } " "
                        a .number href=(context.search_href(&format!("{}:\"{}\"", class.scheme, class.symbol))) { (class.symbol) }
                    }
                    (more(context, reasons.classes.len() - classes.len()))
                }
            }
            @if reasons.cited {
                li .cited-link { a href=(context.href(&source, &[])) { (context.t("対象の文献がこれを引用", "cited by the document asked about")) } }
            }
            @if reasons.citing {
                li .cited-link { a href=(context.href(&source, &[])) { (context.t("対象の文献を引用", "cites the document asked about")) } }
            }
            @if !reasons.references.is_empty() {
                li {
                    span .quiet { (context.t("共通の引用文献 ", "references in common ")) }
                    @for (i, reference) in reasons.references.iter().take(REASONS_SHOWN).enumerate() {
                        @if 0 < i { (context.t("、", ", ")) }
                        span .number { (reference) }
                    }
                    (more(context, reasons.references.len().saturating_sub(REASONS_SHOWN)))
                }
            }
        }
    }
}

fn more(context: &PageContext, count: usize) -> Markup {
    html! {
        @if 0 < count {
            span .quiet {
                @if context.language.code() == "ja" { " ほか " (count) } @else { " and " (count) " more" }
            }
        }
    }
}

fn scheme_label(scheme: &str) -> &'static str {
    match scheme {
        "ipc" => "IPC",
        "cpc" => "CPC",
        "fi" => "FI",
        _ => "F-term",
    }
}

/// The types of documents as plain links: papers near a patent, patents near a paper.
fn types(context: &PageContext) -> Markup {
    let chosen = context.pairs.get("type").unwrap_or_default();
    let choices = [
        ("", context.t("特許と論文", "patents and articles")),
        ("patent", context.t("特許だけ", "patents only")),
        ("article", context.t("論文だけ", "articles only")),
    ];
    html! {
        section {
            h2 { (context.t("種類", "Type")) }
            ul {
                @for (value, label) in choices {
                    (choice(&with(context, "type", value), label, "", value == chosen))
                }
            }
        }
    }
}

/// The days of the document, as plain links to what was published before them.
fn days(context: &PageContext, document: &Document) -> Markup {
    let chosen = context.pairs.get("before").unwrap_or_default();
    let is_article = matches!(document, Document::Article(_));
    let all: &[Before] = if is_article { &[Before::Published] } else { &Before::OF_DOCUMENT };
    html! {
        section {
            h2 { (context.t("発行の時期", "Published")) }
            ul {
                (choice(&with(context, "before", ""), context.t("いつでも", "at any time"), "", chosen.is_empty()))
                @for before in all {
                    @if let Some(day) = before.of(document) {
                        @let label = match before {
                            Before::Priority => context.t("優先日より前", "before its priority"),
                            Before::Filed => context.t("出願日より前", "before its filing"),
                            _ => context.t("発行日より前", "before its publication"),
                        };
                        (choice(&with(context, "before", before.name()), label, &day.to_string(), before.name() == chosen))
                    }
                }
            }
        }
    }
}

fn choice(href: &str, label: &str, note: &str, is_chosen: bool) -> Markup {
    html! {
        li .chosen[is_chosen] {
            a .bar href=(href) aria-current=[is_chosen.then_some("true")] {
                span .value { (label) }
                @if !note.is_empty() { span .count { (note) } }
            }
        }
    }
}

/// The same page from its first hit on, with another value of a pair; without it where that is empty.
fn with(context: &PageContext, name: &str, value: &str) -> String {
    context.href_with(|pairs| {
        pairs.retain(|(known, _)| ![name, "cursor", "rank", "explain"].contains(&known.as_str()));
        if !value.is_empty() {
            pairs.push((name.to_owned(), value.to_owned()));
        }
    })
}

fn paging(context: &PageContext, answer: &SimilarResponse, first_rank: usize) -> Markup {
    let last = first_rank + answer.page.hits.len() - 1;
    let next = answer.page.next.as_ref().map(|cursor| {
        context.href_with(|pairs| {
            pairs.retain(|(name, _)| !["cursor", "rank", "explain"].contains(&name.as_str()));
            pairs.push(("rank".to_owned(), (last + 1).to_string()));
            pairs.push(("cursor".to_owned(), cursor.clone()));
        })
    });
    html! {
        nav .paging aria-label=(context.t("ページ", "Pages")) {
            (place_in_all(answer, first_rank))
            @if 1 < first_rank { a href=(with(context, "cursor", "")) rel="first" { (context.t("最初のページ", "First page")) } }
            @if let Some(next) = next { a href=(next) rel="next" { (context.t("次のページ", "Next page")) } }
        }
    }
}

fn place_in_all(answer: &SimilarResponse, first_rank: usize) -> Markup {
    let last = first_rank + answer.page.hits.len() - 1;
    html! {
        span .quiet.number {
            (grouped(first_rank as u64)) "–" (grouped(last as u64)) " / " (grouped(answer.page.total.value))
        }
    }
}

/// The page for a text: the form, and what is similar to it.
pub(crate) fn similar_text_page(context: &PageContext, view: &SimilarTextView<'_>) -> Html<String> {
    let heading = context.t("文章に近い文献を探す", "Find what is similar to a text");
    let main = html! {
        div .similar-text {
            h1 { (heading) }
            p { (context.t(
                "段落、請求項、公報や論文の全文などを貼り付けると、近い特許と論文を理由とともに近い順に示します。検索式の記号は読みません。【請求項1】【要約】や Abstract: のような見出しがあれば、部分ごとに重みを付けます。",
                "Paste a paragraph, a claim or a whole publication: patents and articles similar to it are listed, most similar first, with the reasons. No query syntax is read. Where the text has headings such as 【請求項1】 or Abstract:, words count by the part they stand in.",
            )) }
            @if let Some(refusal) = view.refusal {
                div .notes.bad role="alert" { ul {
                    @for item in &refusal.items { li { (item.message.get(context.language)) } }
                } }
            }
            (text_form(context, view.sent))
        }
        @if let Some(answer) = view.answer {
            div #found .results.similar.alone {
                div .summary { h2 { (text_sentence(context, answer)) } }
                (problems(context, &answer.page.problems))
                (looked_up_by(context, &answer.terms))
                (hits(context, answer, view.first_rank))
                @if !answer.page.hits.is_empty() { (text_paging(context, view, answer)) }
            }
        }
    };
    let title = format!("{heading} – chizai");
    frame(context, Framed { title: &title, box_text: Some(""), alternate: None, main })
}

fn text_sentence(context: &PageContext, answer: &SimilarResponse) -> Markup {
    let total = grouped(answer.page.total.value);
    html! {
        @if context.language.code() == "ja" {
            "文章に近い文献、近い順: " strong { (total) } " 文献"
            @if let Some(before) = &answer.before { "、" time { (before.day) } " より前の発行" }
            "。"
        } @else {
            strong { (total) } @if answer.page.total.value == 1 { " document" } @else { " documents" }
            ", most similar to the text first"
            @if let Some(before) = &answer.before { ", published before " time { (before.day) } }
            "."
        }
    }
}

fn text_form(context: &PageContext, sent: &Pairs) -> Markup {
    let chosen = sent.get("type").unwrap_or_default();
    let types = [
        ("", context.t("特許と論文", "patents and articles")),
        ("patent", context.t("特許だけ", "patents only")),
        ("article", context.t("論文だけ", "articles only")),
    ];
    html! {
        form action={ (context.href("/similar", &[])) "#found" } method="post" {
            p { label for="text" { (context.t("文章 (20,000 文字まで)", "Text, up to 20,000 characters")) } }
            // A line break directly after the tag is no part of the text, so that one is written.
            textarea #text .pasted name="text" rows="12" required spellcheck="false" lang="und" {
                "\n" (sent.get("text").unwrap_or_default())
            }
            div .choices {
                p {
                    label for="type" { (context.t("種類", "Type")) } " "
                    select #type name="type" {
                        @for (value, label) in types { option value=(value) selected[value == chosen] { (label) } }
                    }
                }
                p {
                    label for="before" { (context.t("この日より前の発行", "Published before")) } " "
                    input #before type="text" name="before" size="12" inputmode="numeric" placeholder="2012-03-04"
                        value=(sent.get("before").unwrap_or_default());
                }
                p { button type="submit" { (context.t("近い文献を探す", "Find similar documents")) } }
            }
        }
    }
}

/// The next page as a form: the text may be longer than an address.
fn text_paging(context: &PageContext, view: &SimilarTextView<'_>, answer: &SimilarResponse) -> Markup {
    let next_rank = (view.first_rank + answer.page.hits.len()).to_string();
    html! {
        nav .paging aria-label=(context.t("ページ", "Pages")) {
            (place_in_all(answer, view.first_rank))
            @if 1 < view.first_rank {
                (page_form(context, view.sent, &[], context.t("最初のページ", "First page")))
            }
            @if let Some(cursor) = &answer.page.next {
                @let place = [("cursor", cursor.as_str()), ("rank", next_rank.as_str())];
                (page_form(context, view.sent, &place, context.t("次のページ", "Next page")))
            }
        }
    }
}

fn page_form(context: &PageContext, sent: &Pairs, place: &[(&str, &str)], label: &str) -> Markup {
    html! {
        form action={ (context.href("/similar", &[])) "#found" } method="post" {
            @for (name, value) in sent.0.iter().filter(|(name, _)| !["cursor", "rank", "lang"].contains(&name.as_str())) {
                input type="hidden" name=(name) value=(value);
            }
            @for (name, value) in place { input type="hidden" name=(name) value=(value); }
            button .plain type="submit" { (label) }
        }
    }
}
