//! What the index holds: a page of its own, and a block beside "nothing found".

use axum::response::Html;
use maud::{Markup, html};
use query::Period;

use super::{
    PageContext,
    facet::value_label,
    frame::{Framed, frame, grouped},
};
use crate::{
    honesty,
    wire::{Completeness, CompletenessResponse, CompletenessRow},
};

/// The ledger of the whole index, or of the offices and years asked for.
pub(crate) fn completeness_page(
    context: &PageContext,
    period: &Period,
    ledger: &CompletenessResponse,
) -> Html<String> {
    let title = context.t("索引の収録範囲 – chizai", "What the index holds – chizai");
    let main = html! {
        div .reading {
            h1 { (context.t("索引の収録範囲", "What the index holds")) }
            p {
                span .number { (grouped(ledger.documents)) }
                (context.t(" 文献。ここにない庁、種別、年の文献は検索できません。", " documents. What is not listed here cannot be found here."))
                @if 0 < ledger.undated {
                    " " span .number { (grouped(ledger.undated)) }
                    (context.t(" 文献は発行年が分かりません。", " have no known year of publication."))
                }
            }
            (form(context, period))
            (table(context, &ledger.rows))
            p .quiet.small { (context.t("収録内容の指紋 (BLAKE3): ", "Digest of the rows (BLAKE3): ")) code { (ledger.digest) } }
        }
    };
    let alternate = Some(honesty::href("/v1/completeness", period));
    frame(context, Framed { title, box_text: Some(""), alternate, main })
}

fn form(context: &PageContext, period: &Period) -> Markup {
    let year = |year: Option<u16>| year.map_or_else(String::new, |year| year.to_string());
    html! {
        form .inline action="/completeness" method="get" {
            label { (context.t("発行庁", "Office")) " "
                input type="text" name="office" size="4" value=(period.offices.first().map_or("", String::as_str)); }
            label { (context.t("発行年", "Published")) " "
                input type="text" inputmode="numeric" name="from" size="5" value=(year(period.from));
            }
            label { (context.t("から", "to")) " "
                input type="text" inputmode="numeric" name="to" size="5" value=(year(period.to));
            }
            @if context.pairs.get("lang").is_some() {
                input type="hidden" name="lang" value=(context.language.code());
            }
            button .plain type="submit" { (context.t("表示", "Show")) }
        }
    }
}

/// The ledger beside a search that found nothing.
pub(super) fn block(context: &PageContext, held: &Completeness) -> Markup {
    let page = held.href.replacen("/v1/", "/", 1);
    html! {
        section .holdings aria-labelledby="held" {
            h3 #held { (context.t("選んだ発行庁と年について、この索引が持つもの", "What this index holds of the offices and years chosen")) }
            @match &held.rows {
                Some(rows) if !rows.is_empty() => (table(context, rows)),
                _ => p { (context.t("該当する文献は 1 件も収録していません。", "Not a single document: nothing could have been found.")) },
            }
            p { a href=(page) { (context.t("収録範囲のすべて", "All that the index holds")) } }
        }
    }
}

fn table(context: &PageContext, rows: &[CompletenessRow]) -> Markup {
    html! {
        div .table.ledger tabindex="0" role="region" aria-label=(context.t("収録範囲", "Holdings")) {
            table {
                thead { tr {
                    th scope="col" { (context.t("発行庁", "Office")) }
                    th scope="col" { (context.t("種類", "Type")) }
                    th scope="col" { (context.t("種別", "Kind")) }
                    th scope="col" .number { (context.t("文献数", "Documents")) }
                    th scope="col" .number { (context.t("要約あり", "Abstract")) }
                    th scope="col" .number { (context.t("請求項あり", "Claims")) }
                    th scope="col" .number { (context.t("全文あり", "Full text")) }
                    th scope="col" { (context.t("発行年", "Years")) }
                    th scope="col" { (context.t("欠けた年", "Years without")) }
                } }
                tbody { @for row in rows { (self::row(context, row)) } }
            }
        }
    }
}

fn row(context: &PageContext, row: &CompletenessRow) -> Markup {
    let mut pairs = vec![("type", row.document_type.as_str())];
    pairs.extend(row.office.as_deref().map(|office| ("office", office)));
    pairs.extend(row.kind.as_deref().map(|kind| ("kind", kind)));
    html! {
        tr {
            td { (row.office.as_deref().unwrap_or("–")) }
            td { (value_label(context, "type", &row.document_type)) }
            td { (row.kind.as_deref().unwrap_or("–")) }
            td .number { a href=(context.href("/", &pairs)) { (grouped(row.documents)) } }
            td .number { (grouped(row.with_abstract)) }
            td .number { (grouped(row.with_claims)) }
            td .number { (grouped(row.with_full_text)) }
            td .number {
                @match (row.first_year, row.last_year) {
                    (Some(first), Some(last)) if first == last => (first),
                    (Some(first), Some(last)) => { (first) "–" (last) },
                    _ => "–",
                }
            }
            td .number { (years(&row.years_without)) }
        }
    }
}

/// Years as ranges: 2010–2012, 2015.
fn years(years: &[u16]) -> String {
    let mut ranges: Vec<(u16, u16)> = Vec::new();
    for year in years {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *year => *last = *year,
            _ => ranges.push((*year, *year)),
        }
    }
    let shown = |(first, last): &(u16, u16)| {
        if first == last { first.to_string() } else { format!("{first}–{last}") }
    };
    ranges.iter().map(shown).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn years_are_shown_as_ranges() {
        for (given, expected) in [
            (&[][..], ""),
            (&[2015], "2015"),
            (&[2010, 2011, 2012, 2015], "2010–2012, 2015"),
            (&[2010, 2012], "2010, 2012"),
        ] {
            assert_eq!(super::years(given), expected);
        }
    }
}
