use model::{Doi, Number, NumberReading, PublicationNumber, Reference, read_number};

use super::author::person;
use crate::{doi, text, xml::Element};

/// The list of references in order; an entry that holds several citations gives several references.
pub(super) fn read(back: &Element) -> Vec<Reference> {
    let mut references = Vec::new();
    for entry in back.descendants("ref") {
        for citation in entry.children() {
            match citation.local() {
                "mixed-citation" | "element-citation" | "citation" | "nlm-citation" | "note" => {
                    references.extend(reference(citation));
                }
                "citation-alternatives" => references.extend(citation.children().next().and_then(reference)),
                _ => {}
            }
        }
    }
    references
}

fn reference(citation: &Element) -> Option<Reference> {
    // Elements without punctuation between them, or text as printed.
    let in_elements = citation.local() == "element-citation" || citation.local() == "nlm-citation";
    let text = if in_elements { composed(citation) } else { text::render(citation).replace('\n', " ") };
    if text.is_empty() {
        return None;
    }
    let kind = citation.attr("publication-type").or_else(|| citation.attr("citation-type"));
    let patent = if kind == Some("patent") { patent(citation) } else { None };
    Some(Reference { doi: stated_doi(citation).or_else(|| doi::find(&text)), patent, text })
}

fn stated_doi(citation: &Element) -> Option<Doi> {
    let ids = citation.descendants("pub-id").filter(|id| id.attr("pub-id-type") == Some("doi"));
    let links = citation.descendants("ext-link").filter_map(|link| link.attr("href"));
    ids.filter_map(|id| id.plain_text().parse().ok())
        .next()
        .or_else(|| links.filter(|address| address.contains("doi.org/")).find_map(doi::find))
}

/// `Sato K, Suzuki I. 2010. Title. Journal 12(3): 4–5. …` from a citation's elements.
fn composed(citation: &Element) -> String {
    let mut sentences: Vec<String> = Vec::new();
    let people: Vec<String> = citation.all().filter_map(name).collect();
    sentences.push(people.join(", "));
    let rendered = |name: &str| citation.child(name).map(|part| text::render(part).replace('\n', " "));
    for part in ["year", "article-title", "chapter-title", "data-title"] {
        sentences.extend(rendered(part));
    }
    sentences.push(place(citation, rendered("source")));
    for part in ["patent", "edition", "publisher-name", "publisher-loc", "comment", "pub-id"] {
        sentences.extend(rendered(part));
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.iter().map(|sentence| sentence.trim_end_matches('.')).collect::<Vec<_>>().join(". ")
}

fn name(element: &Element) -> Option<String> {
    match element.local() {
        "name" => Some(person(element)),
        "string-name" | "collab" | "etal" => {
            Some(text::render(element).replace('\n', " ")).filter(|name| !name.is_empty())
        }
        _ => None,
    }
}

/// Journal or book with volume, issue and pages.
fn place(citation: &Element, source: Option<String>) -> String {
    let part = |name: &str| citation.text_at(name);
    let mut place = source.unwrap_or_default();
    if let Some(volume) = part("volume") {
        place = format!("{place} {volume}");
    }
    if let Some(issue) = part("issue") {
        place = format!("{place}({issue})");
    }
    match (part("fpage").or_else(|| part("elocation-id")), part("lpage")) {
        (Some(first), Some(last)) if first != last => place = format!("{place}: {first}–{last}"),
        (Some(first), _) => place = format!("{place}: {first}"),
        (None, _) => {}
    }
    place.trim().to_owned()
}

/// The publication that a citation of a patent names, where it can be read without a guess.
///
/// The office often stands in the source only ("U.S. Patent", "World Patent").
fn patent(citation: &Element) -> Option<PublicationNumber> {
    let written = citation.text_at("patent").or_else(|| {
        let ids = citation.children_named("pub-id");
        ids.filter(|id| matches!(id.attr("pub-id-type"), Some("patent" | "other")))
            .map(Element::plain_text)
            .next()
    })?;
    let bare = written.trim_start_matches("Appl.").trim();
    let source = citation.text_at("source").unwrap_or_default();
    [bare.to_owned(), format!("{source} {bare}")].iter().find_map(|text| match read_number(text) {
        Ok(NumberReading::One(Number::Publication(number))) => Some(number),
        _ => None,
    })
}
