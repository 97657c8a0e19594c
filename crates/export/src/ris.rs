//! RIS: lines of a tag, two spaces, a hyphen and a value, from `TY` to `ER`.
//!
//! Tags are those of "RIS Format Specifications" (ISI ResearchSoft, 2001); what that leaves open for patents is
//! written as EndNote's RefMan (RIS) export has it: `PB` assignee, `SN` number, `IS` application, `OP` priorities,
//! `CY` country, `TT` translated title.

use std::fmt::Write;

use model::{Date, Document, Language};

use crate::{name::Name, record::Record};

/// One record with the empty line behind it.
pub(crate) fn entry(document: &Document, language: Language) -> String {
    let record = Record::new(document, language);
    let mut lines = Lines(String::new());
    lines.add("TY", if record.patent.is_some() { "PAT" } else { "JOUR" });
    lines.add("ID", &record.id);
    if let Some(title) = record.title {
        lines.add("TI", &title.text);
        lines.add("LA", title.language.as_str());
    }
    record.other_titles.iter().for_each(|title| lines.add("TT", &title.text));
    record.creators.iter().for_each(|name| lines.add("AU", &inverted(name)));
    if let Some(date) = record.published {
        lines.add("PY", &date.year().to_string());
        lines.add("DA", &slashed(date));
    }
    patent(&mut lines, &record);
    article(&mut lines, &record);
    if let Some(text) = record.summary {
        lines.add("AB", &text.text);
    }
    record.keywords.iter().for_each(|keyword| lines.add("KW", keyword));
    if record.invented {
        lines.add("N1", "invented document, for demonstration");
    }
    lines.add("DB", "chizai");
    lines.0.push_str("ER  - \r\n\r\n");
    lines.0
}

fn patent(lines: &mut Lines, record: &Record<'_>) {
    let Some(patent) = record.patent else { return };
    let holders: Vec<String> = record.holders.iter().map(inverted).collect();
    lines.add("PB", &holders.join("; "));
    lines.add("CY", patent.number.office().as_str());
    lines.add("SN", &patent.number.docdb());
    if let Some(application) = &patent.application {
        lines.add("IS", &application.to_string());
    }
    let priorities: Vec<String> =
        patent.priorities.iter().map(|priority| priority.number.to_string()).collect();
    lines.add("OP", &priorities.join("; "));
}

fn article(lines: &mut Lines, record: &Record<'_>) {
    if let Some(title) = record.journal_title {
        lines.add("JO", &title.text);
        lines.add("T2", &title.text);
    }
    if let Some(journal) = record.journal {
        lines.add("VL", journal.volume.as_deref().unwrap_or_default());
        lines.add("IS", journal.issue.as_deref().unwrap_or_default());
        if let Some(pages) = &journal.pages {
            let (first, last) = pages.split_once(['-', '–']).unwrap_or((pages, ""));
            lines.add("SP", first);
            lines.add("EP", last);
        }
        journal.issns.iter().for_each(|issn| lines.add("SN", issn.as_str()));
    }
    if let Some(doi) = record.doi {
        lines.add("DO", doi);
    }
}

struct Lines(String);

impl Lines {
    /// A value is one line; an empty one is left out.
    fn add(&mut self, tag: &str, value: &str) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() {
            // Writing to a String does not fail.
            _ = write!(self.0, "{tag}  - {value}\r\n");
        }
    }
}

/// Family name, comma, given names.
fn inverted(name: &Name) -> String {
    match name {
        Name::Person { family, given } => format!("{family}, {given}"),
        Name::Literal(name) => name.clone(),
    }
}

/// YYYY/MM/DD/ with empty parts where they are unknown, as the specification has it for dates.
fn slashed(date: Date) -> String {
    let part = |part: Option<u8>| part.map_or_else(String::new, |part| format!("{part:02}"));
    format!("{:04}/{}/{}", date.year(), part(date.month()), part(date.day()))
}
