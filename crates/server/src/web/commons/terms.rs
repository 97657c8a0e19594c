use axum::response::Html;
use maud::{Markup, html};

use super::{super::frame::grouped, PageContext, harvested_from, own, own_href, page, provider_link};
use crate::wire::{TermsListResponse, TermsResponse, TermsSummary};

pub(crate) fn terms_list_page(context: &PageContext, response: &TermsListResponse) -> Html<String> {
    let content = html! {
        p { (context.t(
            "条項は版ごとに公表され、書き換えられません。掲載はそれぞれ、ある版の条項によります。",
            "Terms are published version by version and never edited. Each listing is under one version of terms.",
        )) }
        @if response.terms.is_empty() {
            p .quiet { (context.t("公表された条項はまだありません。", "No terms are published yet.")) }
        } @else { (terms_lines(context, &response.terms)) }
    };
    page(context, context.t("条項", "Terms of use"), "/v1/commons/terms", &content)
}

pub(super) fn terms_lines(context: &PageContext, terms: &[TermsSummary]) -> Markup {
    html! {
        ul .list {
            @for one in terms {
                li {
                    a href=(context.href(&one.href, &[])) { (one.name) (version(context, one.version)) }
                    " " span .quiet.small {
                        @match &one.provider {
                            Some(provider) => (provider.name),
                            None => (context.t("ひな形", "model")),
                        }
                        (context.t("、掲載 ", "; listed: ")) (grouped(one.listed))
                        @if !one.is_offered { (context.t("、新しい掲載には使えません", "; not for new listings")) }
                    }
                }
            }
        }
    }
}

fn version(context: &PageContext, number: u32) -> String {
    match context.language.code() {
        "ja" => format!(" (第{number}版)"),
        _ => format!(" (version {number})"),
    }
}

pub(crate) fn terms_page(context: &PageContext, response: &TermsResponse) -> Html<String> {
    let terms = &response.terms;
    let heading = format!("{}{}", terms.name, version(context, terms.version));
    let other = if context.language.code() == "ja" { "en" } else { "ja" };
    let content = html! {
        p .quiet {
            @match &terms.provider {
                Some(provider) => (provider_link(context, provider)),
                None => (context.t("すべての提供者が使えるひな形。法的な助言ではありません。", "A model that every provider may take; not legal advice.")),
            }
        }
        (harvested_from(context, response.origin.as_ref()))
        h2 { (context.t("要点", "In short")) }
        ul .list { @for line in &response.summary {
            li { (own(context, line)) br; span .quiet.small lang=(other) { (if other == "ja" { &line.ja } else { &line.en }) } }
        } }
        (data(context, response))
        p .action { a href=(own_href(context, &response.search)) {
            (context.t("この版で掲載されている特許 ", "Patents listed under this version: ")) (grouped(terms.listed)) (context.t(" 件", ""))
        } }
        @if 1 < response.versions.len() {
            p { (context.t("版: ", "Versions: "))
                @for (i, number) in response.versions.iter().enumerate() {
                    @if i != 0 { ", " }
                    @if *number == terms.version { strong { (number) } }
                    @else { a href=(context.href(&format!("/commons/terms/{}/{number}", terms.id), &[])) { (number) } }
                }
            }
        }
        @for (language, title, text, hash) in [
            ("ja", "日本語の全文", &response.content.text.ja, &response.sha256.ja),
            ("en", "English text", &response.content.text.en, &response.sha256.en),
        ] {
            h2 lang=(language) { (title) }
            div .full-text lang=(language) { @for paragraph in text.split('\n').filter(|line| !line.trim().is_empty()) { p { (paragraph) } } }
            p .small.quiet.hash { "SHA-256 " span .number { (hash) } }
        }
    };
    page(context, &heading, &format!("/v1/commons/terms/{}/{}", terms.id, terms.version), &content)
}

/// The data as the vocabulary of the documentation has them.
fn data(context: &PageContext, response: &TermsResponse) -> Markup {
    let content = &response.content;
    let plain = |value: &serde_json::Value| match value {
        serde_json::Value::String(word) => word.clone(),
        other => other.to_string().replace(['{', '}', '"', '[', ']'], "").replace(':', ": "),
    };
    let rows = [
        (context.t("利用目的", "Uses"), content.uses.join(", ")),
        (context.t("利用者", "Users"), content.users.join(", ")),
        (context.t("利用者の所在", "Users' seat"), plain(&content.residence)),
        (context.t("利用地", "Territory"), plain(&content.territory)),
        (context.t("期間", "Duration"), plain(&content.duration)),
        (context.t("取下げのとき", "On withdrawal"), plain(&content.on_withdrawal)),
        (context.t("権利の移転のとき", "Succession"), content.succession.clone()),
        (context.t("専用実施権など", "Exclusive licences"), content.exclusive_licence.clone()),
        (context.t("防御的終了", "Defensive termination"), content.defensive_termination.clone()),
        (context.t("成果への要求", "Reach-through"), content.reach_through.clone()),
        (context.t("対価", "Consideration"), plain(&content.consideration)),
        (context.t("通知", "Notice"), content.notice.clone()),
    ];
    html! {
        details {
            summary { (context.t("データとしての条項", "The terms as data")) }
            div .table { table { tbody {
                @for (label, value) in &rows { tr { th scope="row" { (label) } td { code { (value) } } } }
                tr {
                    th scope="row" { (context.t("掲載に使える日", "For listings from")) }
                    td .number { (response.offered_from) @if let Some(to) = &response.offered_to { "–" (to) } }
                }
            } } }
        }
    }
}
