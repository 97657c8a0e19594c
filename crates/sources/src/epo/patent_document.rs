use model::{Document, Language, Patent};

use super::{citations, classes, parties, status, texts};
use crate::{Reason, st36, xml::Element};

/// Reads a `patent-document`: the form of the MAREC corpus, and the like with no bibliography but root attributes.
pub(crate) fn read(root: &Element) -> Result<Document, Reason> {
    let country = root.attr("country").ok_or(Reason::Missing { field: "country of the publication" })?;
    let serial = root.attr("doc-number").or_else(|| root.attr("docnumber"));
    let serial = serial.ok_or(Reason::Missing { field: "number of the publication" })?;
    let mut patent = Patent::new(st36::publication(country, serial, root.attr("kind"))?);
    let language = st36::language(root, Language::UNDETERMINED);
    patent.published = root.attr("date").or_else(|| root.attr("date-published")).and_then(st36::st2_date);
    patent.family = root.attr("family-id").map(str::to_owned);
    if let Some(bibliography) = root.child("bibliographic-data") {
        read_bibliography(bibliography, language, &mut patent);
    }
    patent.abstracts = texts(root.children_named("abstract"), language);
    patent.description = root
        .children_named("description")
        .flat_map(|description| st36::sections(description, st36::language(description, language)))
        .collect();
    patent.claims = st36::claims(root, language);
    patent.status = root.child("legal-status").and_then(|events| status::of_events(events, "EP"));
    Ok(Document::Patent(Box::new(patent)))
}

fn read_bibliography(bibliography: &Element, language: Language, patent: &mut Patent) {
    let date = || bibliography.at("publication-reference/document-id").and_then(st36::date);
    patent.published = patent.published.or_else(date);
    if let Some(id) = bibliography.at("application-reference/document-id") {
        patent.application = st36::application(id);
        patent.filed = st36::date(id);
    }
    let priorities = bibliography.children_named("priority-claims").flat_map(Element::children);
    patent.priorities = priorities.filter_map(|claim| st36::priority(claim.child("document-id")?)).collect();
    if let Some(technical) = bibliography.child("technical-data") {
        patent.titles = texts(technical.children_named("invention-title"), language);
        patent.ipc = classes::ipc(technical);
        patent.cpc = classes::cpc(technical);
        citations::read_marec(technical, patent);
    }
    if let Some(parties) = bibliography.child("parties") {
        patent.applicants = parties::read(parties.child("applicants"), language);
        patent.inventors = parties::read(parties.child("inventors"), language);
        patent.assignees = parties::read(parties.child("assignees"), language);
    }
}
