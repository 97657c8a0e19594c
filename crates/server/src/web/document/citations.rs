use maud::{Markup, html};
use model::{Article, CitationCategory, CitationPlace, CitedBy, Doi, Patent};
use query::CitationDirection;

use super::Writing;
use crate::{
    citations::{Wanted, search_text},
    web::{PageContext, frame::grouped, hit::document_href},
    wire::{Bucket, CitationEntry, CitationsResponse, CitedLink},
};

/// Patents and literature that a patent cites, as printed; links where the index holds them.
pub(super) fn of_patent(writing: &Writing<'_>, patent: &Patent) -> Markup {
    let context = writing.context;
    html! {
        @if !(patent.citations.is_empty() && patent.literature.is_empty()) {
            section #citations aria-labelledby="citations-title" {
                h2 #citations-title { (context.t("引用文献", "Citations")) }
                (counts(writing, writing.view.cites, CitationDirection::Cites))
                @for place in CitationPlace::ALL { (of_place(writing, patent, place)) }
            }
        }
    }
}

/// What a patent cites in one place.
fn of_place(writing: &Writing<'_>, patent: &Patent, place: CitationPlace) -> Markup {
    let context = writing.context;
    let patents = patent.citations.iter().filter(|citation| citation.place == place);
    let literature = patent.literature.iter().filter(|citation| citation.place == place);
    html! {
        @if patents.clone().next().is_some() || literature.clone().next().is_some() {
            @if place == CitationPlace::InText { h3 { (where_cited(context, place)) } }
            ul .cited {
                @for citation in patents {
                    @let link = citation.number.as_ref().and_then(|number| patent_link(writing, &number.to_string()));
                    (entry(context, &citation.text, link, None, &citation.categories, citation.cited_by))
                }
                @for citation in literature {
                    @let link = citation.doi.as_ref().and_then(|doi| article_link(writing, doi));
                    (entry(context, &citation.text, link, citation.doi.as_ref(), &citation.categories, citation.cited_by))
                }
            }
        }
    }
}

/// An article's references.
pub(super) fn of_article(writing: &Writing<'_>, article: &Article) -> Markup {
    let context = writing.context;
    html! {
        @if !article.references.is_empty() {
            section #citations aria-labelledby="citations-title" {
                h2 #citations-title { (context.t("参考文献", "References")) }
                (counts(writing, writing.view.cites, CitationDirection::Cites))
                ol .cited {
                    @for reference in &article.references {
                        @let by_doi = reference.doi.as_ref().and_then(|doi| article_link(writing, doi));
                        @let by_number = reference.patent.as_ref().and_then(|number| patent_link(writing, &number.to_string()));
                        (entry(context, &reference.text, by_doi.or(by_number), reference.doi.as_ref(), &[], None))
                    }
                }
            }
        }
    }
}

/// Documents of the index that cite this one, by the category in which they do.
pub(super) fn cited_by(writing: &Writing<'_>) -> Markup {
    let context = writing.context;
    let citing = writing.view.cited_by;
    html! {
        @if !citing.citations.is_empty() {
            section #cited-by aria-labelledby="cited-by-title" {
                h2 #cited-by-title { (context.t("この文献を引用する文献 (索引内)", "Cited by, in the index")) }
                (counts(writing, citing, CitationDirection::CitedBy))
                @for (category, entries) in by_category(&citing.citations) {
                    @if category.is_empty() {
                        h3 { (context.t("種別の記載なし", "Without a category")) }
                    } @else {
                        h3 { (context.t("種別 ", "Category ")) (category) }
                    }
                    ul .cited {
                        @for entry in entries { (citing_entry(context, entry)) }
                    }
                }
                @if (citing.citations.len() as u64) < citing.total.value {
                    p .small.quiet {
                        (context.t("新しいものから ", "The newest ")) (citing.citations.len())
                        (context.t(" 文献を示しています。", " are listed. "))
                        a href=(door(writing, Wanted::all(CitationDirection::CitedBy))) { (context.t("すべてを検索", "Search all")) }
                    }
                }
            }
        }
    }
}

/// Entries under their first category, in the order of ST.14's weight; those without one last.
fn by_category(entries: &[CitationEntry]) -> Vec<(&str, Vec<&CitationEntry>)> {
    let mut groups: Vec<(&str, Vec<&CitationEntry>)> = Vec::new();
    for entry in entries {
        let category = entry.categories.first().map_or("", String::as_str);
        match groups.iter_mut().find(|(known, _)| *known == category) {
            Some((_, group)) => group.push(entry),
            None => groups.push((category, vec![entry])),
        }
    }
    let weight = |category: &str| match category {
        "" => usize::MAX,
        letter => "XYA".find(letter).unwrap_or(3),
    };
    groups.sort_by_key(|(category, _)| (weight(category), *category));
    groups
}

fn citing_entry(context: &PageContext, entry: &CitationEntry) -> Markup {
    html! {
        li {
            @if let Some(link) = &entry.document {
                a href=(document_href(context, &link.id)) { (link.id) }
                " " span lang=(link.language) { (link.title) }
            }
            @let in_text = place(entry.place).filter(|place| *place == CitationPlace::InText);
            @if !entry.categories.is_empty() || entry.by.is_some() || in_text.is_some() {
                span .data {
                    @if !entry.categories.is_empty() {
                        span .category title=(category_title(context)) { (entry.categories.concat()) }
                    }
                    @if let Some(who) = entry.by.as_deref().and_then(origin) { span { (who_cited(context, who)) } }
                    @if let Some(place) = in_text { span { (where_cited(context, place)) } }
                }
            }
        }
    }
}

/// How many there are of each category and origin; each leads to the search for them.
fn counts(writing: &Writing<'_>, citations: &CitationsResponse, direction: CitationDirection) -> Markup {
    let context = writing.context;
    let counts = &citations.counts;
    let all = Wanted::all(direction);
    let category = |bucket: &Bucket| bucket.value.parse::<CitationCategory>().ok();
    html! {
        p .data.counts {
            @if direction == CitationDirection::CitedBy || 0 < counts.in_index {
                a href=(door(writing, all)) {
                    @if direction == CitationDirection::CitedBy {
                        (context.t("引用する文献 ", "citing documents "))
                    } @else {
                        (context.t("索引にある被引用文献を検索 ", "search those in the index "))
                    }
                    span .number { (grouped(counts.in_index)) }
                }
            }
            @for bucket in &counts.by_category {
                a href=(door(writing, Wanted { category: category(bucket), ..all })) title=(category_title(context)) {
                    span .category { (bucket.value) } " " span .number { (grouped(bucket.count)) }
                }
            }
            @for bucket in &counts.by_origin {
                @if let Some(who) = origin(&bucket.value) {
                    a href=(door(writing, Wanted { by: Some(who), ..all })) {
                        (who_cited(context, who)) " " span .number { (grouped(bucket.count)) }
                    }
                }
            }
            @for bucket in &counts.by_place {
                @if let Some(place) = place(&bucket.value) {
                    a href=(door(writing, Wanted { place: Some(place), ..all })) {
                        (where_cited(context, place)) " " span .number { (grouped(bucket.count)) }
                    }
                }
            }
        }
    }
}

/// The search for the documents at the other ends.
fn door(writing: &Writing<'_>, wanted: Wanted) -> String {
    let id = writing.view.document.id();
    writing.context.search_href(&search_text(&id, wanted))
}

fn origin(word: &str) -> Option<CitedBy> {
    CitedBy::ALL.into_iter().find(|by| by.as_str() == word)
}

fn place(word: &str) -> Option<CitationPlace> {
    CitationPlace::ALL.into_iter().find(|place| place.as_str() == word)
}

fn where_cited<'a>(context: &PageContext, place: CitationPlace) -> &'a str {
    let (japanese, english) = match place {
        CitationPlace::FrontPage => ("フロントページ", "on the front page"),
        CitationPlace::InText => ("本文中", "in the text"),
    };
    context.language.pick(japanese, english)
}

fn category_title(context: &PageContext) -> &'static str {
    context.t("引用の種別 (WIPO ST.14)", "category of citation, WIPO ST.14")
}

fn entry(
    context: &PageContext,
    text: &str,
    link: Option<&CitedLink>,
    doi: Option<&Doi>,
    categories: &[CitationCategory],
    cited_by: Option<CitedBy>,
) -> Markup {
    html! {
        li {
            @match link {
                Some(link) => {
                    a href=(document_href(context, &link.id)) lang="und" { (text) }
                    " " span .quiet lang=(link.language) { (link.title) }
                },
                None => span lang="und" { (text) },
            }
            @if let (None, Some(doi)) = (link, doi) {
                " " a href={ "https://doi.org/" (doi) } rel="noreferrer" { "doi:" (doi) }
            }
            @if !categories.is_empty() || cited_by.is_some() {
                span .data {
                    @if !categories.is_empty() {
                        span .category title=(category_title(context)) {
                            @for category in categories { (category) }
                        }
                    }
                    @if let Some(who) = cited_by { span { (who_cited(context, who)) } }
                }
            }
        }
    }
}

fn who_cited<'a>(context: &PageContext, who: CitedBy) -> &'a str {
    let (japanese, english) = match who {
        CitedBy::Applicant => ("出願人による引用", "cited by the applicant"),
        CitedBy::Examiner => ("審査官による引用", "cited by the examiner"),
        CitedBy::Search => ("調査報告", "search report"),
        CitedBy::Opposition => ("異議申立て", "opposition"),
        CitedBy::ThirdParty => ("第三者", "third party"),
        CitedBy::Other => ("その他", "other"),
    };
    context.language.pick(japanese, english)
}

/// Citations often leave the kind out: then any kind of the number is meant.
fn patent_link<'a>(writing: &Writing<'a>, number: &str) -> Option<&'a CitedLink> {
    let links = &writing.view.links.cites;
    links.iter().find(|link| link.id == number).or_else(|| {
        links.iter().find(|link| link.id.strip_prefix(number).is_some_and(|rest| rest.starts_with('-')))
    })
}

fn article_link<'a>(writing: &Writing<'a>, doi: &Doi) -> Option<&'a CitedLink> {
    let id = format!("doi:{doi}");
    writing.view.links.cites.iter().find(|link| link.id == id)
}
