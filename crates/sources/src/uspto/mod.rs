//! USPTO grants and published applications, XML v4.0 to v4.5 (Red Book ICE, 2005 on): patents, designs, plants,
//! reissues and statutory registrations.
//!
//! Form: the DTDs `us-patent-grant-v40-2004-12-02` to `-v45-2014-04-03` and `us-patent-application-v40` to `-v44`.
//! A record is refused for what identifies it (number, kind) only; any other value that cannot be read is left out.

mod citation;
mod claim;
mod class;
mod description;
mod party;

use model::{
    ApplicationNumber, Date, Document, Invalid, KindCode, Language, OfficeCode, Patent, Priority,
    PublicationNumber, Text,
};

use crate::{Reason, text, xml::Element};

/// Reads a `us-patent-grant` or `us-patent-application`.
pub(crate) fn read(root: &Element) -> Result<Document, Reason> {
    let grant = root.local() == "us-patent-grant";
    let bibliography = root
        .children()
        .find(|child| child.local().starts_with("us-bibliographic-data"))
        .ok_or(Reason::Missing { field: "us-bibliographic-data" })?;
    let language = root.attr("lang").and_then(|code| code.parse().ok()).unwrap_or(Language::EN);
    let mut patent = Patent::new(number(bibliography)?);
    patent.published = date(bibliography, "publication-reference/document-id/date");
    // The United States grant a patent by issuing it: (45) is the day of the grant.
    patent.granted = if grant { patent.published } else { None };
    patent.application = application(bibliography, "application-reference/document-id");
    patent.filed = date(bibliography, "application-reference/document-id/date");
    patent.priorities = priorities(bibliography);
    patent.titles = texts(bibliography.children_named("invention-title"), language);
    patent.abstracts = texts(root.children_named("abstract"), language);
    patent.claims = claim::read(root, language);
    patent.description = description::read(root, language);
    party::read(bibliography, language, &mut patent);
    patent.ipc = class::ipc(bibliography);
    patent.cpc = class::cpc(bibliography);
    citation::read(bibliography, &mut patent);
    Ok(Document::Patent(Box::new(patent)))
}

fn number(bibliography: &Element) -> Result<PublicationNumber, Reason> {
    let id = bibliography
        .at("publication-reference/document-id")
        .ok_or(Reason::Missing { field: "publication-reference" })?;
    let serial =
        id.text_at("doc-number").ok_or(Reason::Missing { field: "publication-reference/doc-number" })?;
    let invalid = |field| move |invalid: Invalid| Reason::Invalid { field, invalid };
    let office = match id.text_at("country") {
        Some(code) => code.parse().map_err(invalid("publication-reference/country"))?,
        None => OfficeCode::US,
    };
    let kind: Option<KindCode> = id
        .text_at("kind")
        .map(|code| code.parse())
        .transpose()
        .map_err(invalid("publication-reference/kind"))?;
    PublicationNumber::new(office, &serial, kind).map_err(invalid("publication-reference/doc-number"))
}

fn date(element: &Element, path: &str) -> Option<Date> {
    Date::from_st2(&element.text_at(path)?).ok()
}

fn application(element: &Element, path: &str) -> Option<ApplicationNumber> {
    application_of(element.at(path)?)
}

/// The application of an element with `country` and `doc-number`.
fn application_of(id: &Element) -> Option<ApplicationNumber> {
    let serial = id.text_at("doc-number")?;
    // International applications stand under US among the parents.
    let office =
        if serial.starts_with("PCT") { OfficeCode::WO } else { id.text_at("country")?.parse().ok()? };
    ApplicationNumber::new(office, &serial).ok()
}

/// Foreign priorities (30), and of (60) what gives a right to an earlier date under 35 U.S.C. 119(e), 120 and 121:
/// provisional applications and the parents of continuations, continuations in part and divisions.
/// DOCDB lists the same as priorities.
fn priorities(bibliography: &Element) -> Vec<Priority> {
    let foreign = bibliography.children_named("priority-claims").flat_map(Element::children);
    let related = bibliography.children_named("us-related-documents").flat_map(Element::children);
    let related = related.filter_map(|relation| match relation.local() {
        "us-provisional-application" => relation.child("document-id"),
        "continuation" | "continuation-in-part" | "division" => {
            relation.at("relation/parent-doc/document-id")
        }
        _ => None,
    });
    let mut priorities: Vec<Priority> = Vec::new();
    for id in foreign.chain(related) {
        let Some(number) = application_of(id) else { continue };
        if priorities.iter().all(|known| known.number != number) {
            priorities.push(Priority { number, date: date(id, "date") });
        }
    }
    priorities
}

fn texts<'a>(elements: impl Iterator<Item = &'a Element>, language: Language) -> Vec<Text> {
    let texts = elements.map(|element| {
        let own = element.attr("lang").and_then(|code| code.parse().ok());
        Text::new(own.unwrap_or(language), text::render(element))
    });
    texts.filter(|text| !text.text.is_empty()).collect()
}
