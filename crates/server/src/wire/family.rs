//! Families over the wire.

use model::DocumentId;
use query::{Collapse, FamilyCounts, FamilyDefinition, FamilyOfHit, Representative};

use super::{
    CollapseDescription, FamilyMember, FamilyTotals, HitFamily,
    convert::{exactly, for_reader},
    document_href,
};
use crate::InterfaceLanguage;

pub(super) fn totals(counts: FamilyCounts) -> FamilyTotals {
    FamilyTotals { simple: exactly(counts.simple), extended: exactly(counts.extended) }
}

/// What one hit stands for, by name and in a sentence.
pub(super) fn collapse(
    collapse: Collapse,
    representative: &Representative,
    language: InterfaceLanguage,
) -> CollapseDescription {
    let (name, text) = match collapse.definition() {
        None => (
            language.pick("文献", "document"),
            language.pick("まとめずに、文献ごとに一件とします", "each document is a hit of its own"),
        ),
        Some(definition) => (definition_name(definition, language), definition_text(definition, language)),
    };
    CollapseDescription {
        definition: collapse.as_str().to_owned(),
        name: name.to_owned(),
        text: text.to_owned(),
        representative: collapse.definition().map(|_| representative.to_string()),
    }
}

pub(crate) fn definition_name(definition: FamilyDefinition, language: InterfaceLanguage) -> &'static str {
    match definition {
        FamilyDefinition::Simple => language.pick("シンプルファミリー", "simple family"),
        FamilyDefinition::Extended => language.pick("拡張ファミリー", "extended family"),
    }
}

pub(crate) fn definition_text(definition: FamilyDefinition, language: InterfaceLanguage) -> &'static str {
    language.pick(definition.text_ja(), definition.text())
}

pub(super) fn of_hit(family: &FamilyOfHit, language: InterfaceLanguage) -> HitFamily {
    let members = family.members.iter().map(|found| member(found, language)).collect();
    HitFamily { size: family.size, matched: family.matched, members }
}

fn member(found: &query::FamilyMember, language: InterfaceLanguage) -> FamilyMember {
    let id = found.id.to_string();
    let (office, kind) = match &found.id {
        DocumentId::Patent(number) => {
            (Some(number.office().to_string()), number.kind().map(|kind| kind.to_string()))
        }
        DocumentId::Article(_) => (None, None),
    };
    let title = for_reader(&found.titles, language);
    FamilyMember {
        matched: found.matched,
        office,
        kind,
        published: found.published.map(|date| date.to_string()),
        title: title.map_or_else(|| id.clone(), |title| title.text.clone()),
        language: title.map_or_else(|| "und".to_owned(), |title| title.language.to_string()),
        href: document_href(&id),
        id,
    }
}
