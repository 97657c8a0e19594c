//! How listings stand: counts, and what is to be said about each.

use maud::{Markup, html};

use super::{
    PageContext,
    document::{figure, reading},
    frame::grouped,
};
use crate::{
    request::encode_component,
    wire::{HealthReport, IndicatorSummary, ListingHealth},
};

/// The counts of a report. `listed` leads to what is listed, `json` to the whole report.
pub(in crate::web) fn counts(
    context: &PageContext,
    report: &HealthReport,
    listed: &str,
    json: &str,
) -> Markup {
    let counts = &report.counts;
    // What the list below shows leads there; of the others, the whole report tells which they are.
    let below = "#listings";
    let rows = [
        (context.t("権利が有効でない", "right not in force"), counts.not_in_force, below),
        (context.t("まもなく終わる", "lapsing soon"), counts.lapsing_soon, below),
        (context.t("権利者が変わった", "owner moved"), counts.owner_moved, below),
        (context.t("競合・専用実施権", "conflicts, exclusive licences"), counts.conflicts, below),
        (context.t("索引にない", "not in the index"), counts.not_in_index, below),
        (context.t("閲覧されていない", "never viewed"), counts.never_viewed, json),
        (context.t("利用の登録がある", "in use, by records of use"), counts.in_use, json),
        (context.t("後日から掲載", "listed from a later day"), counts.listed_later, json),
        (context.t("期間が終わった", "ended"), counts.ended, json),
        (context.t("取り下げた", "withdrawn"), counts.withdrawn, json),
    ];
    html! {
        dl .counts {
            div { dt { (context.t("掲載中", "listed")) } dd .number { a href=(listed) { (counts.listed) } } }
            @for (label, count, href) in rows { div { dt { (label) } dd .number {
                @if count == 0 { "0" } @else { a href=(href) { (count) } }
            } } }
        }
        p .small.quiet {
            @match &report.views_since {
                Some(since) => {
                    (context.t("閲覧数は ", "Views are counted since "))
                    time .number datetime=(since) { (since.get(..10).unwrap_or_default()) }
                    (context.t(" から、人を記録せずに数えています。", ", without a record of who looked. "))
                },
                None => { (context.t("閲覧はまだ数えられていません。", "No view has been counted yet. ")) },
            }
            (context.t("日付: ", "Day: ")) span .number { (report.on) } " · " a href=(json) { "JSON" }
        }
    }
}

/// The indicators of what is listed, summed up. `whole` leads to all figures of the same set.
pub(in crate::web) fn indicators(context: &PageContext, report: &HealthReport, whole: &str) -> Markup {
    html! {
        h2 #indicators { (context.t("指標のまとめ", "Indicators of what is listed")) }
        @match &report.indicators {
            None => p { (context.t(
                "索引全体の指標を計算しています。しばらくしてからこのページを読み込み直してください。",
                "The figures of the whole index are being computed. Load this page again in a while.",
            )) },
            Some(of) if of.patents == 0 => p .quiet { (context.t(
                "掲載中で索引にある特許はありません。",
                "No patent that is listed now is in the index.",
            )) },
            Some(of) => {
                div .table tabindex="0" role="region" aria-labelledby="indicators" { (summary(context, of)) }
                p .small.quiet {
                    @if context.language.code() == "ja" {
                        "掲載中の特許 " (grouped(of.patents)) " 件、" (grouped(of.families)) " ファミリー。"
                    } @else {
                        (grouped(of.patents)) " listed patents of " (grouped(of.families)) " families. "
                    }
                    @if let Some(day) = &of.as_of { (context.t("基準日 ", "As of ")) time .number { (day) } (context.t("。", ". ")) }
                    a href=(whole) { (context.t("すべての指標と計算式", "All figures, with their formulas")) }
                }
            },
        }
    }
}

fn summary(context: &PageContext, of: &IndicatorSummary) -> Markup {
    html! {
        table .portfolio {
            thead { tr {
                th scope="col" { (context.t("指標", "Indicator")) }
                th scope="col" .figure { (context.t("値・中央値", "value, median")) }
                th scope="col" .figure { (context.t("四分位", "quartiles")) }
                th scope="col" .figure { (context.t("算入した数", "of")) }
            } }
            tbody {
                @for found in &of.figures {
                    tr {
                        th scope="row" title=(found.formula) { (found.title) }
                        td .figure .why[found.reading.value.is_none()] { (reading(context, &found.reading, false)) }
                        td {}
                        td .figure { (grouped(found.of)) }
                    }
                }
                @for found in &of.distributions {
                    tr {
                        th scope="row" title=(found.formula) { (found.title) }
                        td .figure { (figure(found.median)) }
                        td .figure { (figure(found.first_quartile)) "–" (figure(found.third_quartile)) }
                        td .figure { (grouped(found.known)) }
                    }
                }
            }
        }
    }
}

/// The head of a listing's row: the patent, with its title where the index has one.
pub(in crate::web) fn patent(context: &PageContext, listing: &ListingHealth) -> Markup {
    let href = context.href(&format!("/documents/{}", encode_component(&listing.patent)), &[]);
    html! {
        th scope="row" {
            a href=(href) { (listing.patent) }
            @if let Some(title) = &listing.title {
                br; span .small lang=[listing.title_language.as_deref()] { (title) }
            }
        }
    }
}

/// The state of a listing and its days.
pub(in crate::web) fn state(context: &PageContext, listing: &ListingHealth) -> Markup {
    let word = match listing.state.as_str() {
        "listed" => context.t("掲載中", "listed"),
        "listed-later" => context.t("後日から", "later"),
        "ended" => context.t("終了", "ended"),
        _ => context.t("取下げ", "withdrawn"),
    };
    html! {
        (word)
        @if let Some(since) = &listing.since {
            br; span .small.number { (since) "–" (listing.last_day.as_deref().unwrap_or_default()) }
        }
    }
}

/// How often a patent was looked at and registered as used.
pub(in crate::web) fn interest(context: &PageContext, listing: &ListingHealth) -> Markup {
    html! {
        (context.t("閲覧 ", "views ")) (listing.views) br;
        (context.t("利用 ", "uses ")) (listing.records_of_use)
    }
}

pub(in crate::web) fn remarks(listing: &ListingHealth) -> Markup {
    html! { @if !listing.remarks.is_empty() { ul { @for remark in &listing.remarks { li { (remark.text) } } } } }
}
