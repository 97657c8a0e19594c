use std::collections::HashMap;

use model::{Author, Language, Text};

use super::language_of;
use crate::{text, xml::Element};

/// The authors in order. Editors, and members of a group that are not in the byline, are left out.
pub(super) fn read(meta: &Element, language: Language) -> Vec<Author> {
    let affiliations: HashMap<&str, String> = meta
        .descendants("aff")
        .filter_map(|affiliation| Some((affiliation.attr("id")?, affiliation_text(affiliation))))
        .collect();
    let groups = meta.children_named("contrib-group");
    let mut authors = Vec::new();
    for group in groups {
        // With one affiliation beside the authors and no references, it is everybody's.
        let beside = group.children_named("aff").chain(meta.children_named("aff"));
        let common: Vec<String> = beside.map(affiliation_text).collect();
        for contributor in group.children_named("contrib") {
            if !matches!(contributor.attr("contrib-type"), Some("author") | None) {
                continue;
            }
            let names = names(contributor, language);
            if names.is_empty() {
                continue;
            }
            let mut own = affiliations_of(contributor, &affiliations);
            if own.is_empty() && common.len() == 1 {
                own.clone_from(&common);
            }
            authors.push(Author { names, affiliations: own, orcid: orcid(contributor) });
        }
    }
    authors
}

fn names(contributor: &Element, language: Language) -> Vec<Text> {
    let alternatives =
        contributor.child("name-alternatives").or_else(|| contributor.child("collab-alternatives"));
    let mut names = Vec::new();
    for element in alternatives.unwrap_or(contributor).children() {
        let name = match element.local() {
            "name" => person(element),
            "string-name" if element.child("surname").is_some() => person(element),
            "string-name" | "collab" => {
                text::render(&element.without(&["contrib-group", "xref", "fn"])).replace('\n', " ")
            }
            _ => continue,
        };
        if !name.is_empty() {
            names.push(Text::new(language_of(element, language), name));
        }
    }
    names
}

/// Given names and surname, the surname first where the name is of eastern style.
pub(super) fn person(name: &Element) -> String {
    let part = |part: &str| name.text_at(part);
    let parts = if name.attr("name-style") == Some("eastern") {
        [part("surname"), part("given-names"), None, part("suffix")]
    } else {
        [part("prefix"), part("given-names"), part("surname"), part("suffix")]
    };
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Those that the author's cross references name, and those that stand inside.
fn affiliations_of(contributor: &Element, known: &HashMap<&str, String>) -> Vec<String> {
    let references = contributor.children_named("xref").filter(|xref| xref.attr("ref-type") == Some("aff"));
    let referred = references
        .filter_map(|xref| xref.attr("rid"))
        .flat_map(str::split_whitespace)
        .filter_map(|id| known.get(id).cloned());
    let inside = contributor.children_named("aff").map(affiliation_text);
    let mut affiliations: Vec<String> = Vec::new();
    for affiliation in referred.chain(inside) {
        if !affiliation.is_empty() && !affiliations.contains(&affiliation) {
            affiliations.push(affiliation);
        }
    }
    affiliations
}

/// The affiliation as printed, without its mark and electronic addresses.
///
/// Where the publisher gives the parts without punctuation between them, commas separate them.
fn affiliation_text(affiliation: &Element) -> String {
    let plain = affiliation.without(&["label", "sup", "email", "institution-id", "xref", "fn"]);
    let punctuated = plain.raw_text().contains(',') || plain.children().count() < 2;
    let text = if punctuated {
        text::render(&plain).replace('\n', " ")
    } else {
        let parts: Vec<String> =
            plain.children().map(Element::plain_text).filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    };
    let end = CONTACTS.iter().filter_map(|word| text.find(word)).min().unwrap_or(text.len());
    text[..end].trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(')).to_owned()
}

/// What begins the telephone numbers and addresses that some publishers print after an affiliation.
const CONTACTS: [&str; 6] = ["Tel.", "Tel:", "Fax:", "E-mail", "Email", "e-mail"];

fn orcid(contributor: &Element) -> Option<model::Orcid> {
    let ids = contributor.children_named("contrib-id");
    ids.filter(|id| id.attr("contrib-id-type") == Some("orcid")).find_map(|id| id.plain_text().parse().ok())
}
