//! The page of a set of documents as a whole, and of two side by side.

use axum::response::Html;
use maud::{Markup, html};

use super::{
    PageContext,
    document::{figure, reading},
    facet::value_label,
    frame::{Framed, frame, grouped},
    results::problems,
};
use crate::{
    HttpError,
    request::Pairs,
    wire::{IndicatorReading, PortfolioCount, PortfolioResponse, PortfolioSet},
};

/// The form; with an answer or what was wrong once something was asked for.
pub(crate) fn portfolio_page(
    context: &PageContext,
    asked: Option<Result<&PortfolioResponse, &HttpError>>,
) -> Html<String> {
    let heading = context.t("文献集合の特徴", "A set of documents as a whole");
    let main = html! {
        div .reading.wide.portfolio {
            h1 { (heading) }
            p { (context.t(
                "検索式で選んだ特許の集合を、指標の分布、技術分野の偏り、出願人の集中、引用の古さで表します。二つ目の検索式と並べられます。ファミリーごとに 1 回数えます。",
                "What the patents of a search are like together: how indicators are distributed, where technology is concentrated, how few applicants there are, how old what they cite is; beside a second search if you like. Each family counts once.",
            )) }
            (form(context))
            @match asked {
                None => {},
                Some(Err(error)) => div .notes.bad role="alert" { ul {
                    @for item in &error.items { li { (item.message.get(context.language)) } }
                } },
                Some(Ok(answer)) => (answered(context, answer)),
            }
        }
    };
    let alternate =
        asked.is_some().then(|| context.href_with(|_| {}).replacen("/portfolio", "/v1/portfolio", 1));
    let title = format!("{heading} – chizai");
    frame(context, Framed { title: &title, box_text: Some(""), alternate, main })
}

fn form(context: &PageContext) -> Markup {
    let kept = |name: &str| !["q", "against"].contains(&name);
    html! {
        form action="/portfolio" method="get" {
            p {
                label for="set" { (context.t("検索式", "Query")) }
                input #set type="text" name="q" value=(context.pairs.get("q").unwrap_or_default()) spellcheck="false"
                    placeholder="ipc:H01M";
            }
            p {
                label for="against" { (context.t("比べる検索式 (任意)", "Compared with (optional)")) }
                input #against type="text" name="against" value=(context.pairs.get("against").unwrap_or_default())
                    spellcheck="false" placeholder="ipc:C25B";
            }
            @for (name, value) in context.pairs.0.iter().filter(|(name, _)| kept(name)) {
                input type="hidden" name=(name) value=(value);
            }
            p { button type="submit" { (context.t("計算する", "Compute")) } }
        }
    }
}

fn answered(context: &PageContext, answer: &PortfolioResponse) -> Markup {
    let sets: Vec<&PortfolioSet> = std::iter::once(&answer.set).chain(&answer.against).collect();
    html! {
        @for set in &sets { (problems(context, &set.problems)) }
        (sizes(context, answer, &sets))
        (figures(context, &sets))
        (fields(context, answer, &sets))
        (distributions(context, &sets))
        (applicants(context, &sets))
        (counts(context, "office", context.t("官庁", "Offices"), &sets, |set| &set.offices))
        (counts(context, "sector", context.t("産学官", "Sectors"), &sets, |set| &set.sectors))
        (counts(context, "", context.t("最先の出願年", "Earliest filing year"), &sets, |set| &set.years))
        p .small.quiet { (context.t(
            "ファミリーは、集合の検索に当たらないものも含めたすべての構成員の官庁・産学官・出願人で数えます。件数につながる検索は当たる構成員だけを見つけるため、少ないことがあります。",
            "A family counts by the offices, sectors and applicants of all its members, also of those that the set's search does not find; the search behind a count finds only members that it does, and may have fewer.",
        )) }
        p .small.quiet {
            @if let Some(day) = &answer.as_of { (context.t("基準日 ", "As of ")) time { (day) } (context.t("。", ". ")) }
            (context.t("技術分野は ", "Technology fields: ")) span lang="en" { (answer.concordance) }
        }
    }
}

/// The sets' names over their columns.
fn names(context: &PageContext, sets: &[&PortfolioSet], each: usize) -> Markup {
    html! {
        @for set in sets {
            th scope="colgroup" .figure colspan=(each) lang="und" {
                @if set.q.trim().is_empty() { (context.t("すべて", "all")) } @else { (set.q) }
            }
        }
    }
}

fn sizes(context: &PageContext, answer: &PortfolioResponse, sets: &[&PortfolioSet]) -> Markup {
    type Size = fn(&PortfolioSet) -> u64;
    let rows: [(&str, Size); 3] = [
        (context.t("ファミリー", "families"), |set| set.families),
        (context.t("特許文献", "patent documents"), |set| set.patents),
        (context.t("論文 (算入しない)", "articles, not counted"), |set| set.articles),
    ];
    html! {
        section {
            h2 { (context.t("大きさ", "Size")) }
            div .table { table {
                thead { tr { td {} (names(context, sets, 1)) } }
                tbody {
                    @for (label, size) in rows {
                        tr { th scope="row" { (label) } @for (at, set) in sets.iter().enumerate() {
                            td .figure { a href=(search_of(context, at, set, &[])) { (grouped(size(set))) } }
                        } }
                    }
                }
            } }
            @if let Some(common) = answer.common_families {
                p .small { (context.t("両方に属するファミリー: ", "Families in both: ")) span .number { (grouped(common)) } }
            }
        }
    }
}

fn figures(context: &PageContext, sets: &[&PortfolioSet]) -> Markup {
    html! {
        section {
            h2 { (context.t("集合の指標", "Figures of the set")) }
            div .table { table {
                thead { tr { td {} (names(context, sets, 1)) } }
                tbody {
                    @for (at, figure) in sets[0].figures.iter().enumerate() {
                        tr {
                            th scope="row" {
                                details {
                                    summary { (figure.title) }
                                    p .small { (figure.formula) }
                                    p .small.quiet lang="en" { (figure.source) }
                                }
                            }
                            @for set in sets {
                                (cell(context, &set.figures[at].reading))
                            }
                        }
                    }
                }
            } }
        }
    }
}

/// A figure, or why there is none.
fn cell(context: &PageContext, of: &IndicatorReading) -> Markup {
    html! { td .figure .why[of.value.is_none()] { (reading(context, of, false)) } }
}

fn fields(context: &PageContext, answer: &PortfolioResponse, sets: &[&PortfolioSet]) -> Markup {
    let mut numbers: Vec<(u8, &str)> = sets
        .iter()
        .flat_map(|set| &set.fields)
        .map(|field| (field.field.number, field.field.name.as_str()))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    html! {
        section {
            h2 { (context.t("WIPO 技術分野", "WIPO technology fields")) }
            p .small {
                @if context.language.code() == "ja" {
                    "RTA (顕示技術優位) は集合での割合 ÷ 索引全体での割合。1 より大きい分野に偏る。偶然に期待される数が "
                    (figure(answer.minimum_expected)) " 未満なら示しません。"
                } @else {
                    "RTA, revealed technological advantage: the share in the set over the share in the whole index; above 1 "
                    "the set leans to the field. Not told where fewer than " (figure(answer.minimum_expected)) " are expected by chance."
                }
            }
            div .table { table {
                thead {
                    tr { td {} (names(context, sets, 3)) }
                    tr { td {} @for _ in sets {
                        th scope="col" .figure { (context.t("ファミリー", "families")) }
                        th scope="col" .figure { (context.t("期待値", "expected")) }
                        th scope="col" .figure { "RTA" }
                    } }
                }
                tbody {
                    @for (number, name) in numbers {
                        tr {
                            th scope="row" { span .quiet.number { (number) } " " (name) }
                            @for set in sets {
                                @match set.fields.iter().find(|field| field.field.number == number) {
                                    Some(field) => {
                                        td .figure { (grouped(field.families)) }
                                        td .figure { (format!("{:.1}", field.expected)) }
                                        @match field.advantage.value {
                                            Some(value) => td .figure { (format!("{value:.2}")) },
                                            None => td .figure.quiet { (context.t("データ不足", "not enough data")) },
                                        }
                                    },
                                    None => { td .figure { "0" } td {} td {} },
                                }
                            }
                        }
                    }
                }
            } }
        }
    }
}

fn distributions(context: &PageContext, sets: &[&PortfolioSet]) -> Markup {
    let mut names_of: Vec<(&str, &str, &str, &str)> = Vec::new();
    for found in sets.iter().flat_map(|set| &set.distributions) {
        if !names_of.iter().any(|(name, ..)| *name == found.name) {
            names_of.push((&found.name, &found.title, &found.formula, &found.source));
        }
    }
    html! {
        section {
            h2 { (context.t("ファミリーの指標の分布", "Indicators of its families")) }
            div .table { table {
                thead {
                    tr { td {} (names(context, sets, 3)) }
                    tr { td {} @for _ in sets {
                        th scope="col" .figure { "n" }
                        th scope="col" .figure { (context.t("中央値", "median")) }
                        th scope="col" .figure { (context.t("四分位", "quartiles")) }
                    } }
                }
                tbody {
                    @for (name, title, formula, source) in names_of {
                        tr {
                            th scope="row" { details {
                                summary { (title) }
                                p .small { (formula) }
                                p .small.quiet lang="en" { (source) }
                            } }
                            @for set in sets {
                                @match set.distributions.iter().find(|found| found.name == name) {
                                    Some(found) => {
                                        td .figure { (grouped(found.known)) }
                                        td .figure { (figure(found.median)) }
                                        td .figure { (figure(found.first_quartile)) "–" (figure(found.third_quartile)) }
                                    },
                                    None => { td .figure { "0" } td {} td {} },
                                }
                            }
                        }
                    }
                }
            } }
        }
    }
}

fn applicants(context: &PageContext, sets: &[&PortfolioSet]) -> Markup {
    html! {
        section {
            h2 { (context.t("出願人", "Applicants")) }
            @for (at, set) in sets.iter().enumerate() {
                div .table { table {
                    @if 1 < sets.len() { thead { tr { (names(context, &[*set], 3)) } } }
                    tbody {
                        @for applicant in &set.applicants {
                            tr {
                                th scope="row" lang="und" {
                                    a href=(search_of(context, at, set, &[("applicant", &applicant.name)])) { (applicant.name) }
                                }
                                td { @if let Some(sector) = &applicant.sector { (value_label(context, "sector", sector)) } }
                                td .figure { (count_of(context, (at, set), &[("applicant", &applicant.name)], applicant.families)) }
                            }
                        }
                    }
                } }
                @if (set.applicants.len() as u64) < set.applicant_count {
                    p .small.quiet {
                        (context.t("出願人は全部で ", "Applicants in all: ")) span .number { (grouped(set.applicant_count)) }
                    }
                }
            }
        }
    }
}

fn counts(
    context: &PageContext,
    filter: &str,
    heading: &str,
    sets: &[&PortfolioSet],
    of: fn(&PortfolioSet) -> &[PortfolioCount],
) -> Markup {
    let mut values: Vec<&str> = Vec::new();
    for count in sets.iter().flat_map(|set| of(set)) {
        if !values.contains(&count.value.as_str()) {
            values.push(&count.value);
        }
    }
    if filter.is_empty() {
        values.sort_unstable();
    }
    html! {
        @if !values.is_empty() {
            section {
                h2 { (heading) }
                div .table { table {
                    @if 1 < sets.len() { thead { tr { td {} (names(context, sets, 1)) } } }
                    tbody {
                        @for value in values {
                            tr {
                                th scope="row" {
                                    @if filter.is_empty() { (value) }
                                    @else { a href=(search_of(context, 0, sets[0], &[(filter, value)])) { (value_label(context, filter, value)) } }
                                }
                                @for (at, set) in sets.iter().enumerate() {
                                    @let found = of(set).iter().find(|count| count.value == value);
                                    @let families = found.map_or(0, |count| count.families);
                                    td .figure {
                                        @if filter.is_empty() { (grouped(families)) }
                                        @else { (count_of(context, (at, set), &[(filter, value)], families)) }
                                    }
                                }
                            }
                        }
                    }
                } }
            }
        }
    }
}

/// The search that finds a set, or what has some values of filters in it: in the query's own syntax, and of the first set
/// with the filters of the address, which narrow only that one.
fn search_of(context: &PageContext, at: usize, set: &PortfolioSet, filters: &[(&str, &str)]) -> String {
    let mut pairs = Pairs::default();
    if at == 0 {
        let own = context.pairs.0.iter().filter(|(name, _)| name != "against");
        pairs.0.extend(own.cloned());
    } else {
        pairs.push("q", set.q.as_str());
        context.keep_syntax(&mut pairs);
        context.keep_language(&mut pairs);
    }
    for (name, value) in filters {
        pairs.push(name, *value);
    }
    pairs.href("/")
}

/// A count of families that leads to those whose members the set's own search finds with some values of filters.
fn count_of(
    context: &PageContext,
    (at, set): (usize, &PortfolioSet),
    filters: &[(&str, &str)],
    families: u64,
) -> Markup {
    let filters = [filters, &[("collapse", "simple")]].concat();
    html! {
        @if families == 0 { "0" } @else { a href=(search_of(context, at, set, &filters)) { (grouped(families)) } }
    }
}
