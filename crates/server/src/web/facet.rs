use maud::{Markup, html};

use super::{PageContext, frame::grouped};
use crate::wire::{Bucket, Facet};

/// The facets beside the hits: each value is a link that includes it, and one that excludes it.
///
/// A bar is the share of all `total` documents.
pub(crate) fn facets(context: &PageContext, facets: &[Facet], total: u64) -> Markup {
    html! {
        @if context.has_long_query() { (narrowing(context)) }
        @for facet in facets.iter().filter(|facet| !facet.buckets.is_empty()) {
            section aria-labelledby={ "facet-" (facet.field) } {
                h2 id={ "facet-" (facet.field) } { (facet_name(context, &facet.field)) }
                (buckets(context, facet, total))
            }
        }
    }
}

/// The form that the values' buttons send where links would be long.
const NARROWING: &str = "narrowing";

/// Holds what is asked for already.
fn narrowing(context: &PageContext) -> Markup {
    let kept = context.pairs.0.iter().filter(|(name, _)| !OF_ONE_PAGE.contains(&name.as_str()));
    html! {
        form id=(NARROWING) method="get" action=(context.path) {
            @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
        }
    }
}

/// Parameters that belong to one page of a result.
const OF_ONE_PAGE: [&str; 3] = ["cursor", "rank", "explain"];

fn buckets(context: &PageContext, facet: &Facet, total: u64) -> Markup {
    let shown = facet.buckets.len() as u64;
    html! {
        ul {
            @for bucket in &facet.buckets { (one_bucket(context, &facet.filter, bucket, total)) }
        }
        @if shown < facet.distinct {
            p .quiet { (context.t("ほか ", "and ")) (grouped(facet.distinct - shown)) (context.t(" 種", " more")) }
        }
    }
}

fn one_bucket(context: &PageContext, field: &str, bucket: &Bucket, total: u64) -> Markup {
    let excluded = format!("not_{field}");
    let has = |name: &str| context.pairs.0.iter().any(|(n, value)| n == name && *value == bucket.value);
    let chosen = has(field);
    let is_button = context.has_long_query() && !chosen && !has(&excluded);
    let toggle = |name: &str| {
        context.href_with(|pairs| {
            let pair = (name.to_owned(), bucket.value.clone());
            let present = pairs.contains(&pair);
            pairs.retain(|(n, value)| {
                !OF_ONE_PAGE.contains(&n.as_str())
                    && !((n == field || *n == excluded) && *value == bucket.value)
            });
            if !present {
                pairs.push(pair);
            }
        })
    };
    // Twenty steps of bar: its length is a class, since inline styles are not allowed by our own policy.
    let step = (bucket.count * 20).div_ceil(total.max(1)).min(20);
    let label = value_label(context, field, &bucket.value);
    let said = html! {
        span .value lang=[value_language(field)] { @if chosen { "✓ " } (label) }
        span .count { (grouped(bucket.count)) }
    };
    let exclude = context.t(&format!("{label} を除く"), &format!("exclude {label}")).to_owned();
    if is_button {
        return html! {
            li {
                button class={ "bar bar-" (step) } form=(NARROWING) name=(field) value=(bucket.value) title=(label) { (said) }
                button .exclude form=(NARROWING) name=(excluded) value=(bucket.value) aria-label=(exclude)
                    title=(context.t("除く", "exclude")) { "−" }
            }
        };
    }
    html! {
        li .chosen[chosen] {
            a class={ "bar bar-" (step) } href=(toggle(field)) aria-current=[chosen.then_some("true")] title=(label) { (said) }
            a .exclude href=(toggle(&excluded)) aria-label=(exclude)
                title=(context.t("除く", "exclude")) { "−" }
        }
    }
}

/// Names of applicants and journals are in the language of their source, which a facet does not tell.
fn value_language(field: &str) -> Option<&'static str> {
    matches!(field, "applicant" | "inventor" | "journal" | "region").then_some("und")
}

pub(crate) fn facet_name<'a>(context: &PageContext, field: &'a str) -> &'a str {
    let (japanese, english) = match field {
        "type" => ("種類", "Type"),
        "office" => ("発行国・機関", "Office"),
        "kind" => ("文献種別", "Kind"),
        "language" => ("言語", "Language"),
        "year" => ("発行年", "Year"),
        "applicant" => ("出願人", "Applicant"),
        "inventor" => ("発明者・著者", "Inventor, author"),
        "ipc" => ("IPC サブクラス", "IPC subclass"),
        "cpc" => ("CPC サブクラス", "CPC subclass"),
        "fi" => ("FI サブクラス", "FI subclass"),
        "ipc.group" => ("IPC メイングループ", "IPC main group"),
        "cpc.group" => ("CPC メイングループ", "CPC main group"),
        "fi.group" => ("FI メイングループ", "FI main group"),
        "fterm" => ("Fターム", "F-term"),
        "journal" => ("誌名", "Journal"),
        "status" => ("法的状態", "Status"),
        "sector" => ("産学官", "Sector"),
        "region" => ("地域", "Region"),
        "family" => ("ファミリー", "Family"),
        other => (other, other),
    };
    context.language.pick(japanese, english)
}

/// A value in words where it is a code.
pub(crate) fn value_label(context: &PageContext, field: &str, value: &str) -> String {
    let words = match (field, value) {
        ("type", "patent") => ("特許文献", "Patents"),
        ("type", "article") => ("論文", "Articles"),
        ("office", "JP") => ("JP 日本", "JP Japan"),
        ("office", "US") => ("US 米国", "US United States"),
        ("office", "EP") => ("EP 欧州", "EP European Patent Office"),
        ("office", "WO") => ("WO 国際公開", "WO PCT"),
        ("language", "ja") => ("日本語", "Japanese"),
        ("language", "en") => ("英語", "English"),
        ("status", state) => return said(context, &value::maps::status(state)),
        ("sector", sector) => return said(context, &value::maps::sector(sector)),
        _ => return value.to_owned(),
    };
    context.t(words.0, words.1).to_owned()
}

fn said(context: &PageContext, words: &value::maps::Words) -> String {
    context.t(&words.ja, &words.en).to_owned()
}
