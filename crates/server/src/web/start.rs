use axum::response::Html;
use maud::{Markup, html};

use super::{
    PageContext,
    facet::{facet_name, value_label},
    frame::{Framed, frame, grouped, search_box},
    hit::invented_notice,
};
use crate::wire::{Facet, SearchResponse};

/// Searches that show what the box understands, with what each one does.
const EXAMPLES: &[(&str, &str, &str)] = &[
    ("固体電解質", "本文のどこかにある語", "a word anywhere in the text"),
    ("solid electrolyte sulfide", "英語でも同じように", "English works the same way"),
    ("\"冷却水の流量\"", "字句どおり", "exact text, character by character"),
    ("claims:触媒 AND ipc:C25B", "請求項と分類を指定して", "in the claims, in a class"),
    ("microscope published:>=2015", "2015 年以後の発行", "published since 2015"),
];

/// The empty search: the box, examples, and what the index holds.
pub(crate) fn start_page(context: &PageContext, holdings: &SearchResponse) -> Html<String> {
    let main = html! {
        div .start {
            h1 { (context.t("特許と論文を読むための検索", "Search for reading patents and articles")) }
            p .quiet {
                (context.t("日本語と英語の全文から、字句と分類で探します。", "Full texts in Japanese and English, by words and by class."))
            }
            (search_box(context, ""))
            (invented_notice(context, &holdings.hits))
            (examples(context))
            p {
                a href=(context.href("/coverage", &[])) {
                    (context.t("技術を文章で書き、どの請求項が述べているかを対比する", "Describe a technique and see which claims cover it, element by element"))
                }
            }
            p {
                a href=(context.href("/similar", &[])) {
                    (context.t("段落や請求項を貼り付けて近い文献を探す", "Paste a paragraph or a claim and find what is similar"))
                }
            }
            p {
                a href=(context.href("/resolve", &[])) {
                    (context.t("拒絶理由通知書などの文章から番号をまとめて調べる", "Find all numbers in a text, such as an office action"))
                }
            }
            (holdings_lists(context, holdings))
        }
    };
    let title =
        context.t("chizai – 特許と論文の全文検索", "chizai – full-text search over patents and articles");
    frame(context, Framed { title, box_text: None, alternate: None, main })
}

fn examples(context: &PageContext) -> Markup {
    html! {
        section .examples aria-labelledby="examples" {
            h2 #examples { (context.t("例", "Examples")) }
            ul {
                @for (query, japanese, english) in EXAMPLES {
                    li {
                        a href=(context.search_href(query)) { code lang="und" { (query) } }
                        span .quiet.small { (context.t(japanese, english)) }
                    }
                }
            }
        }
    }
}

fn holdings_lists(context: &PageContext, holdings: &SearchResponse) -> Markup {
    html! {
        section .holdings aria-label=(context.t("索引の内容", "What the index holds")) {
            @for facet in holdings.facets.iter().filter(|facet| !facet.buckets.is_empty()) {
                (holdings_list(context, facet))
            }
        }
    }
}

fn holdings_list(context: &PageContext, facet: &Facet) -> Markup {
    html! {
        div .facets {
            h2 { (facet_name(context, &facet.field)) }
            ul {
                @for bucket in &facet.buckets {
                    li {
                        a .bar href=(context.href("/", &[(facet.filter.as_str(), bucket.value.as_str())])) {
                            span .value { (value_label(context, &facet.field, &bucket.value)) }
                            span .count { (grouped(bucket.count)) }
                        }
                    }
                }
            }
        }
    }
}
