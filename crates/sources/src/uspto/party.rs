use model::{Language, OfficeCode, Party, Patent, Sector, Text};

use crate::xml::Element;

/// Applicants, inventors and assignees.
///
/// Before the America Invents Act the inventors were the applicants, and the files say `applicant-inventor`: they are
/// inventors here. An applicant is who is named as one without being an inventor (`app-type="applicant"`).
pub(super) fn read(bibliography: &Element, language: Language, patent: &mut Patent) {
    // v4.0 to v4.2 say `parties`, v4.3 on `us-parties` with `us-applicants`.
    let groups: Vec<&Element> = bibliography
        .children()
        .filter(|child| matches!(child.local(), "parties" | "us-parties"))
        .flat_map(Element::children)
        .chain(bibliography.children_named("assignees"))
        .collect();
    for group in groups {
        for element in group.children() {
            let Some(party) = party(element, language) else { continue };
            match element.local() {
                "inventor" => add(&mut patent.inventors, party),
                "applicant" | "us-applicant" if element.attr("app-type") == Some("applicant-inventor") => {
                    add(&mut patent.inventors, party);
                }
                "applicant" | "us-applicant" => add(&mut patent.applicants, party),
                "assignee" => add(&mut patent.assignees, party),
                // Agents, correspondence addresses, deceased inventors' heirs.
                _ => {}
            }
        }
    }
}

/// A person can be listed twice, as applicant-inventor and as inventor.
fn add(parties: &mut Vec<Party>, party: Party) {
    if !parties.contains(&party) {
        parties.push(party);
    }
}

fn party(element: &Element, language: Language) -> Option<Party> {
    // v4.2 has a few assignees whose name stands outside of an address book.
    let book = element.child("addressbook").unwrap_or(element);
    let name = name(book)?;
    let country = |path: &str| -> Option<OfficeCode> { element.text_at(path)?.parse().ok() };
    Some(Party {
        names: vec![Text::new(language, name)],
        country: country("addressbook/address/country").or_else(|| country("residence/country")),
        region: book.text_at("address/state"),
        sector: sector(book.text_at("role").as_deref()),
        ror: None,
    })
}

/// An organisation's name, or a person's in the order of speech: first, middle, last, suffix.
fn name(book: &Element) -> Option<String> {
    if let Some(organisation) = book.text_at("orgname").or_else(|| book.text_at("name")) {
        return Some(organisation);
    }
    let parts = ["prefix", "first-name", "middle-name", "last-name", "suffix"];
    let parts: Vec<String> = parts.iter().filter_map(|part| book.text_at(part)).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Only individuals are told for certain by the role of an assignee (04 of the United States, 05 foreign):
/// universities stand among the companies (02, 03).
fn sector(role: Option<&str>) -> Option<Sector> {
    matches!(role, Some("04" | "05")).then_some(Sector::Individual)
}
