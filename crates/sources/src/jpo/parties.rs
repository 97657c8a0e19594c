use model::{Language, OfficeCode, Party, Text};

use super::address::prefecture;
use crate::{st36, xml::Element};

/// Applicants or inventors in order; a name for every address book, which differ in language.
pub(super) fn read(parties: &Element, role: &str, language: Language) -> Vec<Party> {
    let mut people: Vec<Party> = Vec::new();
    for element in parties.descendants(role) {
        let mut person = Party::default();
        for book in element.children_named("addressbook") {
            let Some(name) = book.text_at("name").or_else(|| book.text_at("last-name")) else { continue };
            person.names.push(Text::new(st36::language(book, language), name));
            let address = book.text_at("address/text").unwrap_or_default();
            if let Some(prefecture) = prefecture(&address) {
                person.region.get_or_insert_with(|| prefecture.to_owned());
                person.country = Some(OfficeCode::JP);
            }
            person.country = person.country.or_else(|| book.text_at("address/country")?.parse().ok());
        }
        if !person.names.is_empty() && !people.contains(&person) {
            people.push(person);
        }
    }
    people
}
