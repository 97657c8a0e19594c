use maud::{Markup, html};
use model::{Article, CitationCategory, CitationPlace, CitedBy, Patent};
use query::CitationDirection;

use super::Writing;
use crate::{
    citations::{Wanted, search_text},
    web::{PageContext, frame::grouped, hit::document_href},
    wire::{Bucket, CitationEntry, CitationsResponse, ReadLiterature, document_href as document_href_of_api},
};

/// Patents and literature that a patent cites, as printed; links where the index holds them.
pub(super) fn of_patent(writing: &Writing<'_>, patent: &Patent) -> Markup {
    let context = writing.context;
    html! {
        @if !(patent.citations.is_empty() && patent.literature.is_empty()) {
            section #citations aria-labelledby="citations-title" {
                h2 #citations-title { (context.t("引用文献", "Citations")) }
                (counts(writing, writing.view.cites, CitationDirection::Cites))
                (literature_counts(context, writing.view.cites))
                @for place in CitationPlace::ALL { (of_place(writing, place)) }
            }
        }
    }
}

/// What a patent cites in one place.
fn of_place(writing: &Writing<'_>, place: CitationPlace) -> Markup {
    let context = writing.context;
    let mut entries =
        writing.view.cites.citations.iter().filter(|entry| entry.place == place.as_str()).peekable();
    html! {
        @if entries.peek().is_some() {
            @if place == CitationPlace::InText { h3 { (where_cited(context, place)) } }
            ul .cited { @for cited in entries { (cited_entry(context, cited)) } }
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
                (literature_counts(context, writing.view.cites))
                ol .cited { @for cited in &writing.view.cites.citations { (cited_entry(context, cited)) } }
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
            @if 0 < counts.in_index {
                a href=(context.href("/maps/citations", &[("document", &writing.view.document.id().to_string())])) {
                    (context.t("引用の網", "citation network"))
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

/// A citation as printed, the document that it means, and by what; of literature that the index does not hold, what was
/// read of it.
fn cited_entry(context: &PageContext, entry: &CitationEntry) -> Markup {
    let read = entry.literature.as_ref();
    html! {
        li {
            @match &entry.document {
                Some(link) => {
                    a href=(document_href(context, &link.id)) lang="und" { (entry.text) }
                    " " span .quiet lang=(link.language) { (link.title) }
                },
                None => span lang="und" { (entry.text) },
            }
            @if let (None, Some(doi)) = (&entry.document, read.and_then(|read| read.doi.as_ref())) {
                " " a href={ "https://doi.org/" (doi) } rel="noreferrer" { "doi:" (doi) }
            }
            @let who = entry.by.as_deref().and_then(origin);
            @let how = how_resolved(context, entry);
            @if !entry.categories.is_empty() || who.is_some() || how.is_some() {
                span .data {
                    @if !entry.categories.is_empty() {
                        span .category title=(category_title(context)) { (entry.categories.concat()) }
                    }
                    @if let Some(who) = who { span { (who_cited(context, who)) } }
                    @if let Some(how) = how { span .resolved { (how) } }
                }
            }
            @if let Some(read) = read.filter(|_| entry.document.is_none()) { (read_fields(context, read)) }
        }
    }
}

/// By what a citation of literature was resolved, or why it was not.
fn how_resolved<'a>(context: &PageContext, entry: &CitationEntry) -> Option<&'a str> {
    let t = |japanese, english| Some(context.language.pick(japanese, english));
    let read = entry.literature.as_ref()?;
    match (entry.rule, read.status, read.kind) {
        (Some("doi"), ..) => t("DOIで特定", "found by its DOI"),
        (Some("title"), ..) => t("題名と年で特定", "found by title and year"),
        (Some("place"), ..) => t("巻・頁と年で特定", "found by volume, page and year"),
        (_, "ambiguous", _) => {
            t("複数の論文に当たり特定できません", "fits several articles, so that none is meant")
        }
        (_, "not-in-index", _) => t("索引にありません", "not in the index"),
        (_, _, "office-paper") => t("特許庁の書類など", "a paper of an office or a party"),
        (_, _, "web-page") => t("ウェブページ", "a web page"),
        (_, _, "trade-literature") => t("カタログ・説明書など", "a catalogue, manual or brochure"),
        _ => t("書誌を読み取れません", "cannot be told from what is printed"),
    }
}

/// What was read of a citation that the index does not hold, and the articles that it could be.
fn read_fields(context: &PageContext, read: &ReadLiterature) -> Markup {
    let year = read.year.map(|year| year.to_string());
    let pages = read.first_page.as_ref().map(|first| match &read.last_page {
        Some(last) => format!("{first}–{last}"),
        None => first.clone(),
    });
    let fields = [
        (context.t("著者", "authors"), read.authors.as_ref()),
        (context.t("題名", "title"), read.title.as_ref()),
        (context.t("掲載誌", "in"), read.journal.as_ref()),
        (context.t("年", "year"), year.as_ref()),
        (context.t("巻", "volume"), read.volume.as_ref()),
        (context.t("号", "issue"), read.issue.as_ref()),
        (context.t("頁", "pages"), pages.as_ref()),
        ("ISSN", read.issn.as_ref()),
    ];
    let read_ones = fields.iter().filter_map(|(name, value)| Some((name, (*value)?)));
    html! {
        @if read.kind == "publication" && read_ones.clone().next().is_some() {
            dl .read-fields {
                @for (name, value) in read_ones { div { dt { (name) } dd lang="und" { (value) } } }
            }
        }
        @if !read.candidates.is_empty() {
            ul .candidates {
                @for link in &read.candidates {
                    li { a href=(document_href(context, &link.id)) { (link.id) } " " span lang=(link.language) { (link.title) } }
                }
            }
        }
    }
}

/// How many citations of literature were resolved, and where all of it stands as data.
fn literature_counts(context: &PageContext, cites: &CitationsResponse) -> Markup {
    let read = || cites.citations.iter().filter_map(|entry| entry.literature.as_ref());
    let resolved = read().filter(|read| read.status == "resolved").count();
    let all = read().count();
    html! {
        @if 0 < all {
            p .small.quiet {
                @if context.language.code() == "ja" {
                    "論文等の引用 " (all) " 件のうち " (resolved) " 件を索引の論文に結び付けました。"
                } @else {
                    (resolved) " of " (all) " citations of literature lead to an article of the index. "
                }
                a href={ (document_href_of_api(&cites.id)) "/links" } { (context.t("リンクをデータで見る", "Links as data")) }
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
