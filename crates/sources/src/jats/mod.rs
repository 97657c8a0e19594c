//! Journal articles in JATS (ANSI/NISO Z39.96) and its forerunner NLM 2 and 3, as PMC, PLOS and eLife publish them.
//!
//! The language of an article that states none is English, which is the default value of `article/@xml:lang` in the
//! DTD. Sub-articles (decision letters, replies) are other documents and are not read.

mod author;
mod body;
mod date;
mod reference;

use model::{Article, ArticleId, Document, Issn, Journal, Language, Text};

use crate::{Reason, text, xml::Element};

/// Reads an `article`.
pub(crate) fn read(root: &Element) -> Result<Document, Reason> {
    let meta = root.at("front/article-meta").ok_or(Reason::Missing { field: "front/article-meta" })?;
    let language = language_of(root, Language::EN);
    let mut article = Article::new(id(meta)?);
    article.titles = titles(meta, language);
    article.abstracts = abstracts(meta, language);
    article.keywords = keywords(meta, language);
    article.body = body::read(root, language);
    article.authors = author::read(meta, language);
    article.journal = root.at("front/journal-meta").map(|journal_meta| journal(journal_meta, meta, language));
    article.published = date::published(meta);
    article.references = root.children_named("back").flat_map(reference::read).collect();
    article.licence = licence(meta);
    Ok(Document::Article(Box::new(article)))
}

/// The element's `xml:lang`, else that of what it stands in.
fn language_of(element: &Element, around: Language) -> Language {
    element.attr("xml:lang").and_then(|code| code.parse().ok()).unwrap_or(around)
}

/// The DOI, else the ids of PubMed Central, PubMed and the publisher, in this order.
fn id(meta: &Element) -> Result<ArticleId, Reason> {
    let of_type = |kind: &str| {
        let mut ids = meta.children_named("article-id");
        ids.find(|id| id.attr("pub-id-type") == Some(kind))
            .map(Element::plain_text)
            .filter(|id| !id.is_empty())
    };
    if let Some(doi) = of_type("doi") {
        return doi
            .parse::<model::Doi>()
            .map(ArticleId::from)
            .map_err(|invalid| Reason::Invalid { field: "article-id of type doi", invalid });
    }
    // PMC's own number is written with and without its letters.
    let pmc = of_type("pmcid").or_else(|| of_type("pmc"));
    let pmc = pmc.map(|number| format!("pmc:PMC{}", number.trim_start_matches("PMC")));
    let other = pmc
        .or_else(|| of_type("pmid").map(|number| format!("pmid:{number}")))
        .or_else(|| of_type("publisher-id").map(|id| format!("publisher:{id}")))
        .ok_or(Reason::Missing { field: "article-id" })?;
    other.parse().map_err(|invalid| Reason::Invalid { field: "article-id", invalid })
}

fn titles(meta: &Element, language: Language) -> Vec<Text> {
    let Some(group) = meta.child("title-group") else { return Vec::new() };
    let title_of = |element: &Element| text::render(&element.without(&["fn", "xref"])).replace('\n', " ");
    let mut titles = Vec::new();
    if let Some(title) = group.child("article-title") {
        let parts: Vec<String> =
            std::iter::once(title).chain(group.children_named("subtitle")).map(title_of).collect();
        titles.push(Text::new(language_of(title, language), parts.join(": ")));
    }
    for translated in group.children_named("trans-title-group") {
        let around = language_of(translated, Language::UNDETERMINED);
        let parts: Vec<&Element> = translated
            .children()
            .filter(|part| matches!(part.local(), "trans-title" | "trans-subtitle"))
            .collect();
        let own = parts.first().map_or(around, |title| language_of(title, around));
        let parts: Vec<String> = parts.into_iter().map(title_of).collect();
        titles.push(Text::new(own, parts.join(": ")));
    }
    // NLM 2 has no groups.
    for translated in group.children_named("trans-title") {
        titles.push(Text::new(language_of(translated, Language::UNDETERMINED), title_of(translated)));
    }
    titles.retain(|title| !title.text.is_empty());
    titles
}

/// The abstract, then summaries for other readers (author summary, eLife digest), each a text of its own without its
/// title. Pictures and advertisements of the article are left out.
fn abstracts(meta: &Element, language: Language) -> Vec<Text> {
    let mut found: Vec<(bool, Text)> = Vec::new();
    for element in meta.children() {
        let language = match element.local() {
            "abstract" => language_of(element, language),
            "trans-abstract" => language_of(element, Language::UNDETERMINED),
            _ => continue,
        };
        let kind = element.attr("abstract-type");
        if matches!(kind, Some("graphical" | "teaser" | "toc")) {
            continue;
        }
        let inside =
            element.nodes.iter().filter(|node| !body::is_named(node, &["title", "label", "object-id"]));
        let text = body::without_own_dois(text::render_nodes(inside));
        if !text.is_empty() {
            found.push((kind.is_some(), Text::new(language, text)));
        }
    }
    found.sort_by_key(|(special, _)| *special);
    found.into_iter().map(|(_, text)| text).collect()
}

fn keywords(meta: &Element, language: Language) -> Vec<Text> {
    let mut keywords: Vec<Text> = Vec::new();
    for group in meta.children_named("kwd-group") {
        let language = language_of(group, language);
        for keyword in group.descendants("kwd") {
            let keyword = Text::new(language_of(keyword, language), text::render(keyword).replace('\n', " "));
            if !keyword.text.is_empty() && !keywords.contains(&keyword) {
                keywords.push(keyword);
            }
        }
    }
    keywords
}

fn journal(journal_meta: &Element, meta: &Element, language: Language) -> Journal {
    let mut titles: Vec<Text> = Vec::new();
    let mut add = |title: &Element, around: Language| {
        let title = Text::new(language_of(title, around), title.plain_text());
        if !title.text.is_empty() && !titles.contains(&title) {
            titles.push(title);
        }
    };
    for group in journal_meta.children_named("journal-title-group").chain([journal_meta]) {
        group.children_named("journal-title").for_each(|title| add(title, language));
        for translated in group.children_named("trans-title-group") {
            let around = language_of(translated, Language::UNDETERMINED);
            translated.children_named("trans-title").for_each(|title| add(title, around));
        }
    }
    let mut issns: Vec<Issn> = Vec::new();
    for issn in journal_meta.all().filter(|issn| matches!(issn.local(), "issn" | "issn-l")) {
        if let Ok(issn) = issn.plain_text().parse()
            && !issns.contains(&issn)
        {
            issns.push(issn);
        }
    }
    let pages = match (meta.text_at("fpage"), meta.text_at("lpage")) {
        (Some(first), Some(last)) if first != last => Some(format!("{first}–{last}")),
        (Some(first), _) => Some(first),
        (None, _) => meta.text_at("elocation-id"),
    };
    Journal { titles, issns, volume: meta.text_at("volume"), issue: meta.text_at("issue"), pages }
}

/// The licence's address as stated (attribute, NISO element, link or text of its paragraph), else its words.
fn licence(meta: &Element) -> Option<String> {
    let licence = meta.at("permissions/license").or_else(|| meta.child("license"))?;
    let given = |address: &str| (!address.trim().is_empty()).then(|| address.trim().to_owned());
    let linked = || {
        let links = licence.all().filter(|link| matches!(link.local(), "ext-link" | "uri"));
        links.filter_map(|link| link.attr("href")).find(|address| address.contains("creativecommons.org"))
    };
    let words = text::render(licence);
    licence
        .attr("href")
        .and_then(given)
        .or_else(|| licence.text_at("license_ref"))
        .or_else(|| linked().and_then(given))
        .or_else(|| written_address(&words))
        .or(Some(words).filter(|words| !words.is_empty()))
}

/// A Creative Commons address inside a sentence.
fn written_address(words: &str) -> Option<String> {
    let words = words.split(|c: char| c.is_whitespace() || "()<>,;".contains(c));
    let address = words.into_iter().find(|word| word.contains("creativecommons.org/"))?;
    Some(address.trim_end_matches('.').to_owned())
}
