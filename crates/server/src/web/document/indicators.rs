//! The indicators of technical value on a patent's page: each number opens on its formula, source, inputs and cohort.

use maud::{Markup, html};

use super::DocumentView;
use crate::{
    figures::OnPage,
    web::{PageContext, frame::grouped, hit::document_href},
    wire::{Indicator, IndicatorCohort, IndicatorReading, IndicatorsResponse},
};

/// The section; nothing for an article.
pub(super) fn section(context: &PageContext, view: &DocumentView<'_>) -> Markup {
    html! {
        @match view.indicators {
            OnPage::NotOfArticles => {},
            OnPage::BeingComputed => {
                section #indicators aria-labelledby="indicators-title" {
                    (heading(context))
                    p { (context.t(
                        "索引全体の指標を計算しています。しばらくしてからこのページを読み込み直してください。",
                        "The figures of the whole index are being computed. Load this page again in a while.",
                    )) }
                }
            },
            OnPage::Ready(units) => {
                @let [patent, family] = &**units;
                section #indicators .indicators aria-labelledby="indicators-title" {
                    (heading(context))
                    (about(context, patent))
                    h3 { (context.t("この特許", "This patent")) }
                    (list(context, patent))
                    h3 {
                        (context.t("ファミリー", "Its family"))
                        " " span .language { (family.members.len()) (context.t(" 文献", " documents")) }
                    }
                    (list(context, family))
                    p .small { a href={ (view.self_href) "/indicators" } { "JSON" } }
                }
            },
        }
    }
}

fn heading(context: &PageContext) -> Markup {
    html! { h2 #indicators-title { (context.t("指標", "Indicators")) } }
}

/// What the figures know of, and what they are compared with.
fn about(context: &PageContext, patent: &IndicatorsResponse) -> Markup {
    let cohort = patent.indicators.iter().find_map(|indicator| indicator.cohort.as_ref());
    let minimum = patent.minimum_cohort;
    html! {
        p .small.quiet {
            @if let Some(day) = &patent.as_of {
                (context.t("基準日 (索引の最新の発行日) ", "As of the latest publication in the index, ")) time { (day) }
                (context.t("。", ". "))
            }
            @if let Some(cohort) = cohort {
                (context.t("比較の対象 (コホート): ", "Compared with: ")) (cohort_name(context, cohort))
                (context.t("。", ". "))
            }
            @if context.language.code() == "ja" {
                "各行を開くと計算式、出典、根拠の文献があります。コホートが " (minimum) " 件に満たないときは比較しません。評価額ではありません。"
            } @else {
                "Open a line for its formula, source and inputs. Nothing is compared in a cohort of fewer than " (minimum)
                ". None of this is a price."
            }
        }
    }
}

fn cohort_name(context: &PageContext, cohort: &IndicatorCohort) -> Markup {
    let (number, name, year) = (cohort.field.number, &cohort.field.name, cohort.year);
    html! {
        @if context.language.code() == "ja" {
            @if let Some(office) = &cohort.office { (office) " の" } @else { "全官庁の" }
            (year) " 年出願、WIPO 技術分野 " (number) " " (name)
            @if let Some(language) = &cohort.language { "、" (language_name(context, language)) "の請求項" }
        } @else {
            "filed " (year)
            @if let Some(office) = &cohort.office { " at " (office) } @else { " at any office" }
            ", WIPO technology field " (number) " " (name)
            @if let Some(language) = &cohort.language { ", claims in " (language_name(context, language)) }
        }
    }
}

fn language_name<'a>(context: &'a PageContext, language: &'a str) -> &'a str {
    match language {
        "ja" => context.t("日本語", "Japanese"),
        "en" => context.t("英語", "English"),
        other => other,
    }
}

fn list(context: &PageContext, unit: &IndicatorsResponse) -> Markup {
    html! {
        div .indicator-list {
            @for indicator in &unit.indicators { (one(context, indicator)) }
        }
    }
}

fn one(context: &PageContext, indicator: &Indicator) -> Markup {
    let is_known = indicator.reading.value.is_some();
    html! {
        details .indicator {
            summary {
                span .name { (indicator.title) }
                span .value .unknown[!is_known] { (reading(context, &indicator.reading, indicator.is_flag)) }
                span .place {
                    @if let Some(cohort) = &indicator.cohort { (place(context, cohort)) }
                }
            }
            dl {
                (row(context.t("計算式", "Formula"), html! { (indicator.formula) }))
                (row(context.t("出典", "Source"), html! { span lang="en" { (indicator.source) } }))
                @if !indicator.parts.is_empty() {
                    (row(context.t("内訳", "Parts"), html! {
                        ul { @for part in &indicator.parts {
                            li { (part.title) " " span .number { (figure(part.value)) } }
                        } }
                    }))
                }
                (inputs(context, indicator))
                @if let Some(cohort) = &indicator.cohort {
                    (row(context.t("コホート", "Cohort"), html! {
                        (cohort_name(context, cohort)) "; n = " span .number { (grouped(cohort.size)) }
                    }))
                }
                @if let Some(why) = &indicator.no_cohort {
                    (row(context.t("コホート", "Cohort"), html! { (context.t("なし: ", "none: ")) (why) }))
                }
            }
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "each call makes the value in place")]
fn row(label: &str, value: Markup) -> Markup {
    html! { div { dt { (label) } dd { (value) } } }
}

/// The documents, classes, applicants and offices that a figure was computed from, as links.
fn inputs(context: &PageContext, indicator: &Indicator) -> Markup {
    let inputs = &indicator.inputs;
    let more = inputs.document_count - inputs.documents.len() as u64;
    let search = |label: &str, values: &[String], field: &str| -> Markup {
        html! {
            @if !values.is_empty() {
                (row(label, html! {
                    @for value in values {
                        a .input lang="und" href=(context.search_href(&format!("{field}:\"{}\"", value.replace('"', "")))) { (value) } " "
                    }
                }))
            }
        }
    };
    html! {
        @if !inputs.documents.is_empty() {
            (row(context.t("根拠の文献", "Documents"), html! {
                @for document in &inputs.documents {
                    a .input.number href=(document_href(context, &document.id)) { (document.id) } " "
                }
                @if 0 < more {
                    @if context.language.code() == "ja" { "ほか " (grouped(more)) " 件" } @else { "and " (grouped(more)) " more" }
                }
            }))
        }
        (search(context.t("サブクラス", "Subclasses"), &inputs.classes, "ipc"))
        (search(context.t("出願人", "Applicants"), &inputs.applicants, "applicant"))
        (search(context.t("官庁", "Offices"), &inputs.offices, "office"))
    }
}

/// The percentile with the size of the cohort, or why there is none.
fn place(context: &PageContext, cohort: &IndicatorCohort) -> Markup {
    html! {
        @match &cohort.percentile {
            Some(IndicatorReading { value: Some(place), .. }) => {
                span title=(context.t("コホート内のパーセンタイル (同値は半分)", "percentile in the cohort, equal values counted half")) {
                    (context.t("百分位 ", "percentile ")) span .number { (format!("{place:.1}")) }
                }
                " " span .quiet { "n = " span .number { (grouped(cohort.size)) } }
            },
            Some(_) => span .quiet {
                (context.t("データ不足 ", "not enough data ")) "n = " span .number { (grouped(cohort.size)) }
            },
            None => {},
        }
    }
}

/// A value as people read it, or why there is none.
pub(in crate::web) fn reading(context: &PageContext, reading: &IndicatorReading, is_flag: bool) -> String {
    match reading.value {
        Some(value) if is_flag && value == 0.0 => context.t("いいえ", "no").to_owned(),
        Some(_) if is_flag => context.t("はい", "yes").to_owned(),
        Some(value) => figure(value),
        None => reading.message.clone().unwrap_or_default(),
    }
}

/// Whole numbers in groups of three digits, others with four decimals.
pub(in crate::web) fn figure(value: f64) -> String {
    // Counts of an index are below 2^53, up to which every whole number is exact.
    if value.fract() == 0.0 && 0.0 <= value { grouped(value as u64) } else { format!("{value:.4}") }
}
