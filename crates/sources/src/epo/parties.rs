use model::{Language, OfficeCode, Party, Text};

use crate::{st36, xml::Element};

/// Formats of names from the best on: as on the document, then as the EPO has unified them.
const FORMATS: [&str; 7] = ["original", "docdba", "intermediate", "docdb", "epo", "epodoc", ""];

/// Applicants, inventors or assignees.
///
/// The same people are listed once for every format. The best list is taken; what it lacks (the country, the name
/// in another script) comes from the others, matched by sequence, or by place where the lists are of one length.
pub(super) fn read(list: Option<&Element>, language: Language) -> Vec<Party> {
    let Some(list) = list else { return Vec::new() };
    let mut lists: Vec<Vec<(Option<&str>, Party)>> = Vec::new();
    for format in FORMATS {
        let of_format = list.children().filter(|party| format_of(party) == format);
        let parties: Vec<_> = of_format
            .filter_map(|element| Some((element.attr("sequence"), party(element, language)?)))
            .collect();
        if !parties.is_empty() {
            lists.push(parties);
        }
    }
    let Some((best, others)) = lists.split_first() else { return Vec::new() };
    let mut people: Vec<Party> = Vec::new();
    for (place, (sequence, party)) in best.iter().enumerate() {
        let mut party = party.clone();
        for other in others {
            let twin = match sequence {
                Some(_) => other.iter().find(|(known, _)| known == sequence),
                None => other.get(place).filter(|_| other.len() == best.len()),
            };
            if let Some((_, twin)) = twin {
                complete(&mut party, twin);
            }
        }
        if !people.contains(&party) {
            people.push(party);
        }
    }
    people
}

fn format_of(element: &Element) -> &str {
    element.attr("data-format").or_else(|| element.attr("format")).unwrap_or("")
}

fn complete(party: &mut Party, twin: &Party) {
    party.country = party.country.or(twin.country);
    for name in &twin.names {
        let other_script = party.names.iter().all(|known| is_latin(&known.text) != is_latin(&name.text));
        if other_script {
            party.names.push(name.clone());
        }
    }
}

fn is_latin(name: &str) -> bool {
    !name.chars().any(|c| c.is_alphabetic() && u32::from(c) > 0x24f)
}

fn party(element: &Element, language: Language) -> Option<Party> {
    let book = element.child("addressbook");
    let holder =
        book.or_else(|| element.children().find(|child| child.local().ends_with("-name"))).unwrap_or(element);
    let name = name(holder)?;
    let (name, marked) = without_country(&name);
    let country = |path: &str| -> Option<OfficeCode> { element.text_at(path)?.parse().ok() };
    Some(Party {
        names: vec![Text::new(st36::language(holder, language), name)],
        country: marked
            .or_else(|| country("addressbook/address/country"))
            .or_else(|| country("residence/country")),
        region: holder.text_at("address/state"),
        ..Party::default()
    })
}

/// MAREC writes a person in one element, last name first, or in two.
fn name(holder: &Element) -> Option<String> {
    let whole = holder.text_at("name").or_else(|| holder.text_at("orgname"));
    let name = whole.or_else(|| {
        let last = holder.text_at("last-name")?;
        Some(holder.text_at("first-name").map_or(last.clone(), |first| format!("{first} {last}")))
    })?;
    let name = name.trim_end_matches([',', ' ']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// EPODOC appends the country: `KOSMAN WILHELMUS [NL]`.
fn without_country(name: &str) -> (String, Option<OfficeCode>) {
    let marked = name.strip_suffix(']').and_then(|rest| rest.rsplit_once('['));
    match marked.and_then(|(name, code)| Some((name.trim(), code.parse().ok()?))) {
        Some((name, office)) => (name.to_owned(), Some(office)),
        None => (name.to_owned(), None),
    }
}
