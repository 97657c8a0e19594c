//! CSL-JSON: items as citeproc processors read them.
//!
//! Variables are those of the CSL 1.0.2 specification, appendix IV, and of its JSON schema, `csl-data.json`.

use model::{Date, Document, Language};
use serde_json::{Map, Value, json};

use crate::{name::Name, record::Record};

/// The item of one document.
pub(crate) fn item(document: &Document, language: Language) -> Value {
    let record = Record::new(document, language);
    let mut item = Map::new();
    let mut set = |variable: &str, value: Value| {
        let is_empty =
            value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty);
        if !is_empty && !value.is_null() {
            item.insert(variable.to_owned(), value);
        }
    };
    set("id", record.id.clone().into());
    set("type", if record.patent.is_some() { "patent" } else { "article-journal" }.into());
    if let Some(title) = record.title {
        set("title", title.text.clone().into());
        set("language", title.language.as_str().into());
    }
    set("author", names(&record.creators));
    set("issued", date(record.published));
    set("abstract", record.summary.map_or(Value::Null, |text| text.text.clone().into()));
    set("keyword", record.keywords.join(", ").into());
    set("source", "chizai".into());
    if record.invented {
        set("note", "invented document, for demonstration".into());
    }
    if let Some(patent) = record.patent {
        set("number", patent.number.docdb().into());
        set("authority", patent.number.office().as_str().into());
        set("jurisdiction", patent.number.office().as_str().into());
        set(
            "call-number",
            patent.application.as_ref().map_or(Value::Null, |number| number.to_string().into()),
        );
        set("submitted", date(patent.filed));
    }
    if let Some(journal) = record.journal {
        set("container-title", record.journal_title.map_or(Value::Null, |title| title.text.clone().into()));
        set("volume", journal.volume.clone().into());
        set("issue", journal.issue.clone().into());
        set("page", journal.pages.clone().into());
        set("ISSN", journal.issns.first().map_or(Value::Null, |issn| issn.as_str().into()));
    }
    set("DOI", record.doi.map_or(Value::Null, Value::from));
    set("custom", custom(&record));
    Value::Object(item)
}

/// What CSL has no variable for: the holders, and the titles in other languages.
fn custom(record: &Record<'_>) -> Value {
    let mut custom = Map::new();
    if !record.holders.is_empty() {
        custom.insert("holder".to_owned(), names(&record.holders));
    }
    if !record.other_titles.is_empty() {
        let titles = record.other_titles.iter();
        let titles = titles.map(|title| json!({ "language": title.language.as_str(), "title": title.text }));
        custom.insert("other-titles".to_owned(), titles.collect());
    }
    if custom.is_empty() { Value::Null } else { Value::Object(custom) }
}

fn names(names: &[Name]) -> Value {
    let name = |name: &Name| match name {
        Name::Person { family, given } => json!({ "family": family, "given": given }),
        Name::Literal(name) => json!({ "literal": name }),
    };
    names.iter().map(name).collect()
}

fn date(date: Option<Date>) -> Value {
    let Some(date) = date else { return Value::Null };
    let parts = [Some(date.year()), date.month().map(u16::from), date.day().map(u16::from)];
    json!({ "date-parts": [parts.into_iter().flatten().collect::<Vec<_>>()] })
}
