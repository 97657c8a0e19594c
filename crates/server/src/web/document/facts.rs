use maud::{Markup, html};
use model::{Article, Author, ClassSymbol, Classification, Document, Language, Party, Patent, Text};

use super::{DocumentView, texts_for_reader};
use crate::{
    web::{PageContext, classes::class_page_href, facet::value_label, hit::document_href, use_panel::panel},
    wire::FamilyResponse,
};

/// The bibliographic data beside the text, with INID codes (WIPO ST.9) on demand.
pub(super) fn facts(context: &PageContext, view: &DocumentView<'_>) -> Markup {
    html! {
        aside #facts .facts aria-labelledby="facts-title" {
            @if let Some(may_use) = view.may_use { (panel(context, may_use)) }
            section {
                h2 #facts-title { (context.t("書誌事項", "Bibliographic data")) }
                @match view.document {
                    Document::Patent(patent) => {
                        label for="inid" {
                            input #inid type="checkbox";
                            (context.t("INID コードを表示", "Show INID codes"))
                        }
                        (of_patent(context, patent))
                    },
                    Document::Article(article) => (of_article(context, article)),
                }
            }
            @for family in view.families { (family_section(context, view, family)) }
            p .small { a href=(view.self_href) { "JSON" } }
        }
    }
}

/// The other members of a family in the index, with the priorities that connect them, and what the family is.
fn family_section(context: &PageContext, view: &DocumentView<'_>, family: &FamilyResponse) -> Markup {
    let id = view.document.id().to_string();
    let others = || family.members.iter().filter(|member| member.document.id != id);
    let unlisted = family.total.value.saturating_sub(family.members.len() as u64);
    html! {
        @if 1 < family.total.value {
            section {
                h2 {
                    (family.name) " " span .number { (family.total.value) }
                    (context.t(" 文献 (索引内)", " documents, in the index"))
                }
                ul .cited {
                    @for member in others() {
                        li {
                            a href=(document_href(context, &member.document.id)) { (member.document.id) }
                            span .data lang=(member.document.language) { (member.document.title) }
                            @if !member.shared.is_empty() {
                                span .data { (context.t("共通の優先権 ", "shared priority ")) span .number { (member.shared.join(", ")) } }
                            }
                        }
                    }
                    @if 0 < unlisted {
                        li .quiet { (context.t("ほか ", "and ")) (unlisted) (context.t(" 文献", " more")) }
                    }
                }
                p .small.quiet { (family.text) (context.t("。", ".")) }
            }
        }
    }
}

/// A row: INID code, label, value.
#[expect(clippy::needless_pass_by_value, reason = "each call makes the value in place")]
fn row(inid: &str, label: &str, value: Markup) -> Markup {
    html! {
        div {
            dt { @if !inid.is_empty() { span .inid { "(" (inid) ")" } } (label) }
            dd { (value) }
        }
    }
}

fn of_patent(context: &PageContext, patent: &Patent) -> Markup {
    let t = |japanese, english| context.t(japanese, english);
    let number = |text: String| html! { span .number { (text) } };
    html! {
        dl {
            (row("10", t("公報番号", "Publication"), number(patent.number.to_string())))
            @if let Some(date) = patent.published { (row("43", t("発行日", "Published"), number(date.to_string()))) }
            @if let Some(value) = &patent.application { (row("21", t("出願番号", "Application"), number(value.to_string()))) }
            @if let Some(date) = patent.filed { (row("22", t("出願日", "Filed"), number(date.to_string()))) }
            @if let Some(value) = &patent.grant { (row("11", t("登録番号", "Grant"), number(value.to_string()))) }
            @if let Some(date) = patent.granted { (row("24", t("登録日", "Granted"), number(date.to_string()))) }
            @if !patent.priorities.is_empty() {
                (row("30", t("優先権", "Priority"), html! {
                    @for priority in &patent.priorities {
                        div .number { (priority.number) @if let Some(date) = priority.date { " · " (date) } }
                    }
                }))
            }
            @if !patent.applicants.is_empty() { (row("71", t("出願人", "Applicant"), parties(context, &patent.applicants, "applicant"))) }
            @if !patent.assignees.is_empty() { (row("73", t("権利者", "Assignee"), parties(context, &patent.assignees, "applicant"))) }
            @if !patent.inventors.is_empty() { (row("72", t("発明者", "Inventor"), parties(context, &patent.inventors, "inventor"))) }
            @if !patent.ipc.is_empty() { (row("51", "IPC", classes(context, "ipc", &patent.ipc))) }
            @if !patent.cpc.is_empty() { (row("52", "CPC", classes(context, "cpc", &patent.cpc))) }
            @if !patent.fi.is_empty() {
                (row("52", "FI", symbols(context, "fi", patent.fi.iter().map(|symbol| symbol.as_str()))))
            }
            @if !patent.f_terms.is_empty() {
                (row("", t("Fターム", "F-term"), symbols(context, "fterm", patent.f_terms.iter().map(|term| term.as_str()))))
            }
            @if let Some(status) = &patent.status {
                (row("", t("法的状態", "Legal status"), html! {
                    (value_label(context, "status", status.state.as_str()))
                    @if let Some(territory) = status.territory { " " span { (territory) } }
                    @if let Some(date) = status.as_of { " " span .quiet.number { "(" (date) ")" } }
                    @if let Some(evidence) = &status.evidence { div .quiet lang="und" { (evidence) } }
                }))
            }
            @if let Some(family) = &patent.family {
                (row("", t("ファミリー", "Family"), html! {
                    a href=(context.search_href(&format!("family:{family}"))) { (family) }
                }))
            }
        }
    }
}

fn of_article(context: &PageContext, article: &Article) -> Markup {
    let t = |japanese, english| context.t(japanese, english);
    let doi = article.id.as_str().strip_prefix("doi:");
    html! {
        dl {
            (row("", if doi.is_some() { "DOI" } else { t("識別子", "Identifier") }, html! {
                (doi.unwrap_or(article.id.as_str()))
            }))
            @if let Some(date) = article.published { (row("", t("発行日", "Published"), html! { span .number { (date) } })) }
            @if let Some(journal) = &article.journal {
                (row("", t("誌名", "Journal"), html! {
                    @for title in texts_for_reader(context, &journal.titles) { div lang=(title.language) { (title.text) } }
                    div .number.quiet {
                        @if let Some(volume) = &journal.volume { (t("第", "vol. ")) (volume) (t("巻 ", " ")) }
                        @if let Some(issue) = &journal.issue { (t("第", "no. ")) (issue) (t("号 ", " ")) }
                        @if let Some(pages) = &journal.pages { (pages) (t("頁", "")) }
                    }
                }))
            }
            @if !article.authors.is_empty() { (row("", t("著者", "Authors"), authors(context, &article.authors))) }
            @if !article.keywords.is_empty() {
                (row("", t("キーワード", "Keywords"), html! {
                    @for keyword in texts_for_reader(context, &article.keywords) { div lang=(keyword.language) { (keyword.text) } }
                }))
            }
            @if let Some(licence) = &article.licence { (row("", t("ライセンス", "Licence"), html! { (licence) })) }
        }
    }
}

/// Names as links to what else they filed, each script given, the reader's first.
fn parties(context: &PageContext, parties: &[Party], field: &str) -> Markup {
    html! {
        @for party in parties {
            div {
                @for (i, name) in texts_for_reader(context, &party.names).into_iter().enumerate() {
                    @if i == 0 {
                        a href=(context.search_href(&format!("{field}:\"{}\"", name.text))) lang=(name.language) { (name.text) }
                    } @else {
                        " " span .quiet lang=(name.language) { (name.text) }
                    }
                }
                @let place: Vec<String> = party.region.iter().cloned()
                    .chain(party.country.map(|country| country.to_string())).collect();
                @if !place.is_empty() { " " span .quiet lang="und" { "(" (place.join(", ")) ")" } }
                @if let Some(ror) = &party.ror { div .quiet.small.number { "https://ror.org/" (ror) } }
            }
        }
    }
}

fn authors(context: &PageContext, authors: &[Author]) -> Markup {
    html! {
        @for author in authors {
            div {
                @for (i, name) in texts_for_reader(context, &author.names).into_iter().enumerate() {
                    @if i == 0 {
                        a href=(context.search_href(&format!("inventor:\"{}\"", name.text))) lang=(name.language) { (name.text) }
                    } @else {
                        " " span .quiet lang=(name.language) { (name.text) }
                    }
                }
                @if let Some(orcid) = &author.orcid { div .quiet.small.number { "https://orcid.org/" (orcid) } }
                @if !author.affiliations.is_empty() {
                    div .quiet lang="und" { (author.affiliations.join("; ")) }
                }
            }
        }
    }
}

fn classes(context: &PageContext, field: &str, classes: &[Classification]) -> Markup {
    html! {
        span .classes {
            @for class in classes {
                a .main[class.main] href=(class_link(context, field, class.symbol.as_str()))
                    title=[class.main.then_some(context.t("主分類", "main class"))] { (spaced(&class.symbol)) }
            }
        }
    }
}

/// The page of a class where its scheme can be browsed, else a search in the class. A scheme knows no additional codes
/// of F-terms.
fn class_link(context: &PageContext, field: &str, symbol: &str) -> String {
    if context.schemes.iter().any(|kind| kind.as_str() == field) {
        return class_page_href(context, field, symbol.split('.').next().unwrap_or(symbol));
    }
    context.search_href(&format!("{field}:\"{symbol}\""))
}

/// A symbol as offices print it: `H01M 10/0525`.
fn spaced(symbol: &ClassSymbol) -> String {
    let (subclass, group) = symbol.as_str().split_at(4);
    format!("{subclass} {group}").trim_end().to_owned()
}

fn symbols<'a>(context: &PageContext, field: &str, symbols: impl Iterator<Item = &'a str>) -> Markup {
    html! {
        span .classes {
            @for symbol in symbols {
                a href=(class_link(context, field, symbol)) { (symbol) }
            }
        }
    }
}

/// The publication number as its office prints it, where that differs from the id: 特開2010-228687. No office prints
/// the number of an invented document.
pub(super) fn office_form(context: &PageContext, document: &Document) -> Option<String> {
    let Document::Patent(patent) = document else { return None };
    if patent.invented {
        return None;
    }
    let language = context.language.code().parse().unwrap_or(Language::EN);
    let printed = patent.number.display(language);
    (printed != patent.number.to_string()).then_some(printed)
}

/// The first two applicants or authors, each in the reader's script where it is given.
pub(super) fn main_parties(context: &PageContext, document: &Document) -> Vec<(String, Language)> {
    let names: Vec<&[Text]> = match document {
        Document::Patent(patent) => {
            let parties = if patent.applicants.is_empty() { &patent.assignees } else { &patent.applicants };
            parties.iter().map(|party| party.names.as_slice()).collect()
        }
        Document::Article(article) => article.authors.iter().map(|author| author.names.as_slice()).collect(),
    };
    names
        .into_iter()
        .take(2)
        .filter_map(|names| texts_for_reader(context, names).first().copied())
        .map(|name| (name.text.clone(), name.language))
        .collect()
}
