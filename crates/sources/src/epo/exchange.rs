use model::{ApplicationNumber, Document, Language, OfficeCode, Patent, Priority};

use super::{citations, classes, parties, texts};
use crate::{Reason, st36, xml::Element};

/// Reads an `exchange-document` of DOCDB or OPS: bibliography and abstracts.
///
/// DOCDB repeats numbers by `data-format`, OPS by `document-id-type`: `docdb`, `epodoc`, `original`.
pub(crate) fn read(root: &Element) -> Result<Document, Reason> {
    let country = root.attr("country").ok_or(Reason::Missing { field: "country of the publication" })?;
    let serial = root.attr("doc-number").ok_or(Reason::Missing { field: "number of the publication" })?;
    let mut patent = Patent::new(st36::publication(country, serial, root.attr("kind"))?);
    patent.family = root.attr("family-id").map(str::to_owned);
    patent.published = root.attr("date-publ").and_then(st36::st2_date);
    if let Some(bibliography) = root.child("bibliographic-data") {
        read_bibliography(bibliography, &mut patent);
    }
    patent.abstracts = texts(root.children_named("abstract"), Language::UNDETERMINED);
    Ok(Document::Patent(Box::new(patent)))
}

fn read_bibliography(bibliography: &Element, patent: &mut Patent) {
    let of_publication = ids(bibliography.children_named("publication-reference"));
    patent.published = patent.published.or_else(|| of_publication.iter().find_map(|(_, id)| st36::date(id)));
    let of_application = ids(bibliography.children_named("application-reference"));
    patent.application = application(&of_application, patent.number.office());
    patent.filed = of_application.iter().find_map(|(_, id)| st36::date(id));
    patent.priorities = priorities(bibliography);
    patent.titles = texts(bibliography.children_named("invention-title"), Language::UNDETERMINED);
    patent.ipc = classes::ipc(bibliography);
    patent.cpc = classes::cpc(bibliography);
    (patent.fi, patent.f_terms) = classes::japanese(bibliography);
    citations::read_exchange(bibliography, patent);
    if let Some(parties) = bibliography.child("parties") {
        patent.applicants = parties::read(parties.child("applicants"), Language::UNDETERMINED);
        patent.inventors = parties::read(parties.child("inventors"), Language::UNDETERMINED);
    }
}

/// The `document-id`s below some references, each with its format; DOCDB's own form where none is said.
fn ids<'a>(references: impl Iterator<Item = &'a Element>) -> Vec<(&'a str, &'a Element)> {
    let mut ids = Vec::new();
    for reference in references {
        for id in reference.children_named("document-id") {
            let format =
                id.attr("document-id-type").or_else(|| reference.attr("data-format")).unwrap_or("docdb");
            ids.push((format, id));
        }
    }
    ids
}

fn of_format<'a>(ids: &[(&str, &'a Element)], format: &str) -> Option<&'a Element> {
    ids.iter().find(|(known, _)| *known == format).map(|(_, id)| *id)
}

/// DOCDB's form has the office; of US applications only the original has the series code that tells numbers apart.
fn application(ids: &[(&str, &Element)], office: OfficeCode) -> Option<ApplicationNumber> {
    let docdb = of_format(ids, "docdb").or_else(|| of_format(ids, "epodoc")).and_then(st36::application);
    if office == OfficeCode::US {
        let original = of_format(ids, "original").and_then(|id| id.text_at("doc-number"));
        let original = original.and_then(|serial| ApplicationNumber::new(office, &serial).ok());
        return original.filter(|number| number.serial().len() == 8).or(docdb);
    }
    docdb
}

/// DOCDB has a `priority-claim` for each format, OPS one with all formats inside; what belongs together has one
/// sequence. Originals are not used: their sequence is another.
fn priorities(bibliography: &Element) -> Vec<Priority> {
    let claims: Vec<&Element> = bibliography
        .children_named("priority-claims")
        .flat_map(|claims| claims.children_named("priority-claim"))
        .collect();
    let mut sequences: Vec<&str> = claims.iter().filter_map(|claim| claim.attr("sequence")).collect();
    sequences.dedup();
    let mut priorities: Vec<Priority> = Vec::new();
    for sequence in sequences {
        let same = claims.iter().copied().filter(|claim| claim.attr("sequence") == Some(sequence));
        let ids = ids(same);
        let best = of_format(&ids, "docdb").or_else(|| of_format(&ids, "epodoc"));
        let Some(mut priority) = best.and_then(st36::priority) else { continue };
        let dated = |format: &str| of_format(&ids, format).and_then(st36::date);
        priority.date = priority.date.or_else(|| dated("epodoc"));
        if priorities.iter().all(|known| known.number != priority.number) {
            priorities.push(priority);
        }
    }
    priorities
}
