use maud::{Markup, html};

use super::{PageContext, annotate::marked, families, similar, use_panel};
use crate::{
    request::{Pairs, encode_component},
    wire::{Explanation, Hit, MarkedText, Passage},
};

/// Most classes shown on a hit's line.
const CLASSES_SHOWN: usize = 2;

/// Most names shown on a hit's line.
const NAMES_SHOWN: usize = 1;

/// One line of the list: what the document is, and why it is here.
pub(crate) fn hit(context: &PageContext, hit: &Hit, rank: usize) -> Markup {
    let page = document_href(context, &hit.id);
    html! {
        li .hit id={ "hit-" (rank) } {
            article {
                div .what {
                    h2 {
                        a href=(page) {
                            @match hit.titles.first() {
                                Some(title) => span lang=(title.language) { (marked(title)) },
                                None => (hit.id),
                            }
                        }
                    }
                    @if let Some(original) = original(hit) {
                        p .original lang=(original.language) { (marked(original)) }
                    }
                    (data(context, hit))
                }
                div .why {
                    @match hit.passages.first() {
                        Some(passage) => (passage_line(passage, &page)),
                        None => {}
                    }
                    (doors(context, hit, &page, rank))
                }
                (families::members(context, hit))
                @if let Some(reasons) = &hit.reasons { (similar::reasons(context, reasons)) }
                @if let Some(explanation) = &hit.explanation {
                    (explanation_tree(context, explanation))
                }
            }
        }
    }
}

/// The title in the language of the source, where the one shown is another.
fn original(hit: &Hit) -> Option<&MarkedText> {
    let language = hit.original_language.as_ref()?;
    hit.titles.iter().skip(1).find(|title| title.language == *language)
}

/// The label that invented documents carry wherever they are shown.
pub(crate) fn invented(context: &PageContext) -> Markup {
    let why = context
        .t("実在しない、例として作られた文献です", "This document does not exist: it was made as an example");
    html! { span .invented title=(why) { (context.t("架空", "invented")) } }
}

/// The line of a page that shows invented documents, where any of its hits is one.
pub(crate) fn invented_notice(context: &PageContext, hits: &[Hit]) -> Markup {
    html! {
        @if hits.iter().any(|hit| hit.invented) {
            p .small.quiet {
                (invented(context)) " "
                (context.t(
                    "この印の文献は、例として作られた架空のものです。",
                    "Documents with this label were invented as examples.",
                ))
            }
        }
    }
}

/// A document's page, with the query whose words it should mark; of a long query nearly every word would be marked.
pub(crate) fn document_href(context: &PageContext, id: &str) -> String {
    let mut pairs = Pairs::default();
    let query = context.pairs.get("q").filter(|query| !query.trim().is_empty());
    if let Some(query) = query.filter(|_| !context.has_long_query()) {
        pairs.push("q", query);
        context.keep_syntax(&mut pairs);
    }
    context.keep_language(&mut pairs);
    pairs.href(&format!("/documents/{}", encode_component(id)))
}

/// Number, kind, date, applicant, first classes.
fn data(context: &PageContext, hit: &Hit) -> Markup {
    let names = &hit.parties[..hit.parties.len().min(NAMES_SHOWN)];
    html! {
        p .data {
            @if hit.invented { (invented(context)) }
            span .id { (hit.id) }
            @if let Some(word) = kind_word(context, hit) { span { (word) } }
            @if let Some(date) = &hit.published { span .number { time datetime=(date) { (date) } } }
            @for name in names { span lang=(name.language) { (name.text) } }
            @if names.len() < hit.parties.len() {
                span { (context.t("ほか ", "and ")) (hit.parties.len() - names.len()) (context.t("", " more")) }
            }
            @if let Some(journal) = &hit.journal { span lang=(journal.language) { (journal.text) } }
            @for class in hit.classes.iter().take(CLASSES_SHOWN) { span .number { (class) } }
        }
    }
}

/// What a kind code says to a reader who does not know it by heart.
fn kind_word<'a>(context: &PageContext, hit: &'a Hit) -> Option<&'a str> {
    if hit.document_type == "article" {
        return Some(context.language.pick("論文", "article"));
    }
    let kind = hit.kind.as_deref()?;
    // WIPO ST.16: A is a first publication, B a second; offices that grant at once use them otherwise, and before
    // 2001 the United States gave A to grants.
    match (hit.office.as_deref()?, kind.chars().next()?) {
        ("US", 'A') if kind == "A" => Some(context.language.pick("特許", "patent")),
        (_, 'A') => Some(context.language.pick("公開", "application")),
        (_, 'B') => Some(context.language.pick("特許", "patent")),
        (_, 'U' | 'Y') => Some(context.language.pick("実用新案", "utility model")),
        _ => None,
    }
}

fn passage_line(passage: &Passage, page: &str) -> Markup {
    html! {
        p .passage lang=(passage.text.language) {
            a .place href={ (page) (anchor(passage)) } { (passage.place.label) }
            (marked(&passage.text))
        }
    }
}

/// Where on the document's page a passage is.
pub(crate) fn anchor(passage: &Passage) -> String {
    let language = &passage.text.language;
    match (&passage.place.claim, &passage.place.paragraph) {
        (Some(claim), _) => format!("#claim-{claim}-{language}"),
        (None, Some(paragraph)) => format!("#p-{paragraph}-{language}"),
        (None, None) => match passage.field.as_str() {
            "abstract" => "#abstract".to_owned(),
            "description" | "body" => "#description".to_owned(),
            _ => String::new(),
        },
    }
}

fn doors(context: &PageContext, hit: &Hit, page: &str, rank: usize) -> Markup {
    let explained = hit.explanation.is_some();
    let explain = context.href_with(|pairs| {
        pairs.retain(|(name, _)| name != "explain");
        if !explained {
            pairs.push(("explain".to_owned(), "true".to_owned()));
        }
    });
    html! {
        p .doors {
            @if let Some(short) = &hit.commons { (use_panel::on_hit(page, short)) }
            @if hit.document_type == "patent" {
                a href={ (page) "#claims" } { (context.t("請求項", "claims")) }
            } @else {
                a href={ (page) "#description" } { (context.t("本文", "text")) }
            }
            @if let Some(family) = &hit.family {
                a href=(context.search_href(&format!("family:{family}"))) { (context.t("ファミリー", "family")) }
            }
            a href=(similar::similar_href(context, &hit.id)) { (context.t("近い文献", "similar")) }
            // What is similar to a text is answered to a form, which a link cannot send again.
            @if 0.0 < hit.score && context.path != "/similar" {
                a href={ (explain) "#hit-" (rank) } title=(context.t("順位の根拠", "how the score is made up")) {
                    @if explained { (context.t("説明を閉じる", "close explanation")) }
                    @else { (context.t("説明", "explain")) " " span .number { (format!("{:.2}", hit.score)) } }
                }
            }
        }
    }
}

fn explanation_tree(context: &PageContext, explanation: &Explanation) -> Markup {
    html! {
        div .explanation role="group" aria-label=(context.t("得点の内訳", "Parts of the score")) {
            ul { (explanation_node(explanation)) }
        }
    }
}

fn explanation_node(node: &Explanation) -> Markup {
    html! {
        li {
            span .amount { (format!("{:.4}", node.value)) } " " (node.label)
            @if let Some(formula) = &node.formula { " " span .quiet { (formula) } }
            @if !node.parts.is_empty() {
                ul { @for part in &node.parts { (explanation_node(part)) } }
            }
        }
    }
}
