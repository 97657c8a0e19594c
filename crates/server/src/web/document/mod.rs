//! The page of one document: outline, text, data.

mod citations;
mod claims;
mod facts;
mod indicators;
mod outline;
mod references;
mod sections;

use std::ops::Range;

use axum::response::Html;
use maud::{Markup, html};
use model::{Document, Language, Text};

pub(in crate::web) use self::indicators::{figure, reading};
use super::{
    PageContext,
    annotate::{MarkCounter, annotated},
    frame::{Framed, frame},
    hit::invented,
    use_panel::UsePanel,
};
use crate::{
    figures::OnPage,
    wire::{CitationsResponse, FamilyResponse},
};

/// What a document's page shows, and how the query's words are found in its texts.
pub(crate) struct DocumentView<'a> {
    pub(crate) document: &'a Document,
    /// Its address in the API.
    pub(crate) self_href: String,
    pub(crate) cites: &'a CitationsResponse,
    pub(crate) cited_by: &'a CitationsResponse,
    /// Its family by each definition, the simple one first.
    pub(crate) families: &'a [FamilyResponse],
    /// The query that led here, if one did.
    pub(crate) query: Option<&'a str>,
    /// Whether it may be used; none for an article.
    pub(crate) may_use: Option<&'a UsePanel>,
    /// Its indicators of technical value.
    pub(crate) indicators: &'a OnPage,
    /// The byte ranges of a text of a language to mark.
    pub(crate) marks: &'a Marks<'a>,
}

/// Finds the query's words in a text of a field: `title`, `abstract`, `claims`, `description`, `body`.
pub(crate) type Marks<'a> = dyn Fn(&'static str, Language, &str) -> Vec<Range<usize>> + 'a;

/// A page being written: its parts share the reader's language and number the marks in reading order.
struct Writing<'a> {
    context: &'a PageContext,
    view: &'a DocumentView<'a>,
    counter: MarkCounter,
}

/// The page of a document.
pub(crate) fn document_page(context: &PageContext, view: &DocumentView<'_>) -> Html<String> {
    let mut writing = Writing { context, view, counter: MarkCounter::default() };
    let header = writing.header();
    let text = html! {
        div .text {
            (writing.abstracts())
            @match view.document {
                Document::Patent(patent) => {
                    (claims::section(&mut writing, patent))
                    (sections::section(&mut writing, &patent.description))
                    (citations::of_patent(&writing, patent))
                },
                Document::Article(article) => {
                    (sections::section(&mut writing, &article.body))
                    (citations::of_article(&writing, article))
                },
            }
            (citations::cited_by(&writing))
            (indicators::section(context, view))
            (writing.mark_bar())
        }
    };
    let main = html! {
        article .document {
            (header)
            (outline::outline(context, view))
            (text)
            (facts::facts(context, view))
        }
    };
    let id = view.document.id().to_string();
    let title = match texts_for_reader(context, view.document.titles()).first() {
        Some(title) => format!("{} ({id}) – chizai", title.text),
        None => format!("{id} – chizai"),
    };
    let box_text = view.query.unwrap_or_default();
    let alternate = Some(view.self_href.clone());
    frame(context, Framed { title: &title, box_text: Some(box_text), alternate, main })
}

impl Writing<'_> {
    fn header(&mut self) -> Markup {
        let (context, document) = (self.context, self.view.document);
        let titles = texts_for_reader(context, document.titles());
        html! {
            header {
                @match titles.split_first() {
                    Some((title, others)) => {
                        h1 lang=(title.language) {
                            (self.marked("title", title.language, &title.text))
                            @if document.is_invented() { " " (invented(context)) }
                        }
                        @for other in others {
                            p .original lang=(other.language) {
                                (self.marked("title", other.language, &other.text))
                            }
                        }
                    },
                    None => h1 { (document.id()) @if document.is_invented() { " " (invented(context)) } },
                }
                p .data {
                    span .id { (document.id()) }
                    @if let Some(number) = facts::office_form(context, document) { span { (number) } }
                    @if let Some(date) = document.published() { time .number datetime=(date) { (date) } }
                    @for (name, language) in facts::main_parties(context, document) {
                        span lang=(language) { (name) }
                    }
                }
                @if document.is_invented() {
                    p .data { span { (context.t(
                        "この文献は例として作られたもので、実在しません。人名・機関名・番号も架空です。",
                        "This document was made as an example. Its people, organisations and numbers do not exist.",
                    )) } }
                }
            }
        }
    }

    fn abstracts(&mut self) -> Markup {
        let texts = texts_for_reader(self.context, self.view.document.abstracts());
        html! {
            @if !texts.is_empty() {
                section #abstract aria-labelledby="abstract-title" {
                    h2 #abstract-title { (self.context.t("要約", "Abstract")) }
                    @for text in texts {
                        p .prose lang=(text.language) { (self.marked("abstract", text.language, &text.text)) }
                    }
                }
            }
        }
    }

    fn marked(&mut self, field: &'static str, language: Language, text: &str) -> Markup {
        let marks = (self.view.marks)(field, language, text);
        annotated(text, &[], &marks, &mut self.counter)
    }

    /// The way to the first mark; from there each mark leads on, and the last one leads here.
    fn mark_bar(&self) -> Markup {
        let count = self.counter.count;
        html! {
            @if 0 < count {
                nav .marks id={ "mark-" (count + 1) } aria-label=(self.context.t("検索語の印", "Marked words")) {
                    span { (self.context.t("検索語の印 ", "Marked words: ")) span .number { (count) } }
                    a href="#mark-1" { (self.context.t("最初へ", "first")) }
                    @if 1 < count { a href={ "#mark-" (count) } { (self.context.t("最後へ", "last")) } }
                }
            }
        }
    }
}

/// The texts of several languages, those in the reader's language first.
pub(in crate::web) fn texts_for_reader<'a>(context: &PageContext, texts: &'a [Text]) -> Vec<&'a Text> {
    let mut ordered: Vec<&Text> = texts.iter().collect();
    ordered.sort_by_key(|text| text.language.as_str() != context.language.code());
    ordered
}

/// The languages of some parts of a document in the order in which they are shown: the reader's first, then as given.
pub(super) fn languages_for_reader(
    context: &PageContext,
    given: impl Iterator<Item = Language>,
) -> Vec<Language> {
    let mut languages: Vec<Language> = Vec::new();
    for language in given {
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    languages.sort_by_key(|language| language.as_str() != context.language.code());
    languages
}

/// A language's name, for the heading of a part that comes in several.
pub(super) fn language_name(context: &PageContext, language: Language) -> String {
    let name = match language.as_str() {
        "ja" => context.t("日本語", "Japanese"),
        "en" => context.t("英語", "English"),
        "de" => context.t("ドイツ語", "German"),
        "fr" => context.t("フランス語", "French"),
        "zh" => context.t("中国語", "Chinese"),
        "ko" => context.t("韓国語", "Korean"),
        other => other,
    };
    name.to_owned()
}
