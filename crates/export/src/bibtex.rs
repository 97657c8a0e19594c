//! BibTeX for biblatex and biber: `@patent` and `@article` in UTF-8.
//!
//! Entry types, fields and the keys of `type` are those of "The biblatex Package", sections 2.1.1, 2.2 and 4.9.2.

use std::fmt::Write;

use model::{Document, Language, Patent};

use crate::{name::Name, record::Record};

/// One entry with the empty line behind it.
pub(crate) fn entry(document: &Document, language: Language) -> String {
    let record = Record::new(document, language);
    let kind = if record.patent.is_some() { "patent" } else { "article" };
    let mut fields = Fields(format!("@{kind}{{{},\n", key(&record.id)));
    fields.names("author", &record.creators);
    fields.names("holder", &record.holders);
    if let Some(title) = record.title {
        fields.raw("title", &protected(&title.text));
        fields.raw("langid", langid(title.language));
    }
    let others: Vec<&str> = record.other_titles.iter().map(|title| title.text.as_str()).collect();
    fields.text("titleaddon", &others.join(" / "));
    if let Some(date) = record.published {
        fields.raw("date", &date.to_string());
    }
    if let Some(patent) = record.patent {
        fields.text("number", &patent.number.docdb());
        fields.raw("type", type_key(patent));
        fields.text("location", patent.number.office().as_str());
    }
    if let Some(title) = record.journal_title {
        fields.raw("journaltitle", &protected(&title.text));
    }
    if let Some(journal) = record.journal {
        fields.text("volume", journal.volume.as_deref().unwrap_or_default());
        fields.text("number", journal.issue.as_deref().unwrap_or_default());
        fields.text("pages", &journal.pages.as_deref().unwrap_or_default().replace(['-', '–'], "--"));
        fields.text("issn", journal.issns.first().map_or("", |issn| issn.as_str()));
    }
    if let Some(doi) = record.doi {
        // A verbatim field: biber takes it as it stands.
        fields.raw("doi", &doi.replace(['{', '}'], ""));
    }
    fields.text("keywords", &record.keywords.join(", "));
    fields.text("abstract", record.summary.map_or("", |text| &text.text));
    if record.invented {
        fields.text("note", "invented document, for demonstration");
    }
    fields.0.push_str("}\n\n");
    fields.0
}

struct Fields(String);

impl Fields {
    /// A value that is in TeX's form already; an empty one is left out.
    fn raw(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            // Writing to a String does not fail.
            _ = writeln!(self.0, "  {name} = {{{value}}},");
        }
    }

    fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &escaped(&one_line(value)));
    }

    /// People as `Family, Given`; a name in braces is taken whole, an ` and ` inside included.
    fn names(&mut self, name: &str, names: &[Name]) {
        let written: Vec<String> = names
            .iter()
            .map(|name| match name {
                Name::Person { family, given } => format!("{}, {}", whole(family), whole(given)),
                Name::Literal(name) => format!("{{{}}}", escaped(&one_line(name))),
            })
            .collect();
        self.raw(name, &written.join(" and "));
    }
}

/// A part of a name; braces keep together what would be read as the end of the part or of the name.
fn whole(part: &str) -> String {
    let text = escaped(&one_line(part));
    let is_split = part.contains(',') || part.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
    if is_split { format!("{{{text}}}") } else { text }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The key of a document: its id, with every character that biber does not take in a key, and `_`, as `_` and the
/// code point in hexadecimal and `_`. Ids are unique and so are keys.
fn key(id: &str) -> String {
    let mut key = String::with_capacity(id.len());
    for c in id.chars() {
        match c {
            c if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':' | '/' | '+') => key.push(c),
            c => _ = write!(key, "_{:x}_", u32::from(c)),
        }
    }
    key
}

/// What TeX takes for more than a character. Braces become commands, since even escaped ones are counted as braces.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '$' | '&' | '#' | '_' | '%' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// A title in which words with capitals or digits inside (LiFePO4, DNA) keep their letters in any style.
fn protected(title: &str) -> String {
    let keeps_case = |word: &str| {
        let mut letters = word.chars().filter(|c| c.is_ascii_alphanumeric());
        letters.next();
        letters.any(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    let words: Vec<String> = title
        .split_whitespace()
        .map(|word| if keeps_case(word) { format!("{{{}}}", escaped(word)) } else { escaped(word) })
        .collect();
    words.join(" ")
}

/// The localisation key of the kind of document: a patent or a request for one, of an office that biblatex names.
fn type_key(patent: &Patent) -> &'static str {
    let is_request = patent.number.kind().is_some_and(|kind| kind.letter() == 'A')
        && !(patent.number.office().as_str() == "US" && patent.number.serial().len() < 11);
    match (patent.number.office().as_str(), is_request) {
        ("US", false) => "patentus",
        ("US", true) => "patrequs",
        ("EP", false) => "patenteu",
        ("EP", true) => "patreqeu",
        ("DE", false) => "patentde",
        ("DE", true) => "patreqde",
        ("FR", false) => "patentfr",
        ("FR", true) => "patreqfr",
        ("GB", false) => "patentuk",
        ("GB", true) => "patrequk",
        (_, false) => "patent",
        (_, true) => "patreq",
    }
}

/// Babel's name of a language, by which hyphenation and localisation are chosen; nothing for one that is not known.
fn langid(language: Language) -> &'static str {
    match language.as_str() {
        "ja" => "japanese",
        "en" => "english",
        "de" => "german",
        "fr" => "french",
        "es" => "spanish",
        "zh" => "chinese",
        "ko" => "korean",
        _ => "",
    }
}
