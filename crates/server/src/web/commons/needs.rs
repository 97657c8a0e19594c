use axum::response::Html;
use maud::{Markup, html};

use super::{PageContext, fields::providers, gathered, page, page_in, provider_links};
use crate::wire::{NeedMatch, NeedResponse, NeedSummary, NeedsResponse};

pub(crate) fn needs_page(context: &PageContext, response: &NeedsResponse) -> Html<String> {
    let content = html! {
        p { (context.t(
            "企業やコーディネーターが言葉で書いた課題です。コモンズの特許、関連する論文、提供者と、いま照らし合わせた結果を見られます。",
            "Problems that companies and coordinators have stated in words, each matched to patents of the commons, related articles and providers as they are now.",
        )) }
        @if response.needs.is_empty() {
            p .quiet { (context.t("公開中のニーズはありません。", "There is no public need.")) }
        }
        ul .list { @for need in &response.needs { (line(context, need)) } }
        p { a href=(context.href("/commons/my/needs", &[])) { (context.t("課題を登録する (サインインが必要です)", "State a need (you sign in first)")) } }
    };
    page(context, context.t("ニーズ", "Needs"), "/v1/commons/needs", &content)
}

fn line(context: &PageContext, need: &NeedSummary) -> Markup {
    html! {
        li {
            a href=(context.href(&need.href, &[])) { span lang=(need.language) { (need.title) } }
            " " span .quiet.small {
                time .number datetime=(need.saved) { (need.saved.get(..10).unwrap_or_default()) }
                @if need.visibility == "private" { (context.t("、非公開", "; private")) }
            }
        }
    }
}

pub(crate) fn need_page(context: &PageContext, response: &NeedResponse) -> Html<String> {
    let need = &response.need;
    let feed = format!("{}/feed", need.href);
    let content = html! {
        p .quiet {
            time .number datetime=(need.saved) { (need.saved.get(..10).unwrap_or_default()) }
            @if need.visibility == "private" { (context.t("、非公開", "; private")) }
            @if !need.is_open { (context.t("、終了", "; closed")) }
            (context.t("、", "; ")) a href=(context.href(&feed, &[])) type="application/atom+xml" { (context.t("フィード (Atom)", "feed (Atom)")) }
        }
        div .full-text lang=(need.language) { @for paragraph in response.text.split('\n').filter(|line| !line.trim().is_empty()) { p { (paragraph) } } }
        (matches(context, response, &need.href))
    };
    let alternate = format!("/v1/commons/needs/{}", need.id);
    page_in(context, (&need.title, Some(&need.language)), &alternate, &content)
}

/// What the commons has for a need now. `action` is where it is asked what is new since a day.
pub(in crate::web) fn matches(context: &PageContext, response: &NeedResponse, action: &str) -> Markup {
    html! {
        h2 { (context.t("コモンズの特許", "Patents in the commons")) }
        p .quiet.small { @if response.method == "coverage" {
            (context.t("課題を構成要素に分け、一つの請求項がどれだけ満たすかの順です。", "The problem was divided into elements; patents are in the order of how many of them one claim covers."))
        } @else {
            (context.t("課題の語で検索した順です。", "In the order of a search for the words of the problem."))
        } }
        (since_form(context, response, action))
        @if response.patents.is_empty() {
            p .quiet { (context.t("いま掲載されている特許に当てはまるものはありません。", "No patent that is listed now fits.")) }
        }
        ol .matches { @for found in &response.patents { (matched(context, found, response)) } }
        h2 { (context.t("関連する論文", "Related articles")) }
        (gathered(context, &response.articles, context.t("ありません。", "There are none.")))
        h2 { (context.t("提供者と窓口", "Providers and whom to ask")) }
        (providers(context, &response.providers))
    }
}

/// Asks which matches are new since a day.
fn since_form(context: &PageContext, response: &NeedResponse, action: &str) -> Markup {
    let n_new = response.patents.iter().filter(|found| found.is_new).count();
    html! {
        form .asking action=(action) method="get" {
            label for="since" { (context.t("この日以後の新しい掲載に印: ", "Mark what is new since ")) }
            input #since type="date" name="since" value=(response.since.as_deref().unwrap_or_default());
            @if context.pairs.get("lang").is_some() { input type="hidden" name="lang" value=(context.language.code()); }
            button type="submit" { (context.t("印を付ける", "Mark")) }
            @if response.since.is_some() { " " span role="status" { (context.t("新しい掲載 ", "new: ")) (n_new) } }
        }
    }
}

fn matched(context: &PageContext, found: &NeedMatch, response: &NeedResponse) -> Markup {
    html! {
        li {
            a href=(context.href(&found.href, &[])) { span lang=(found.language) { (found.title) } }
            @if found.is_new { " " strong .new { (context.t("新着", "new")) } }
            p .quiet.small {
                (found.id) (context.t("、掲載 ", "; listed by ")) (provider_links(context, &found.listed_by)) " "
                time .number datetime=(found.listed_since) { (found.listed_since) } (context.t(" から", ""))
            }
            @if !found.covered.is_empty() {
                p .small {
                    (context.t("満たす要素 ", "covers ")) (found.covered.len()) "/" (response.elements.len()) (context.t(": ", ": "))
                    span lang=(response.need.language) { (found.covered.join(context.t("／", " / "))) }
                }
            }
        }
    }
}
