//! `chizai links`: the papers and patents around a document.

use std::fmt::Write;

use server::{
    InterfaceLanguage,
    wire::{CitationEntry, CitingDocuments, LinksResponse, ReadLiterature},
};

use super::similar;
use crate::{
    arguments::{Configuration, Links},
    exit::Exit,
    output, setup,
};

pub(crate) fn run(configuration: &Configuration, arguments: &Links) -> anyhow::Result<Exit> {
    let setup = setup::prepare(configuration)?;
    let generation = setup::open(&setup, &arguments.index)?;
    let Some(document) = similar::document(&generation, &arguments.id)? else { return Ok(Exit::Partly) };
    let language = InterfaceLanguage::from_environment();
    let answer = server::document_links(&generation, &document, language).map_err(|error| {
        anyhow::anyhow!("{}", language.pick(&error.detail.japanese, &error.detail.english))
    })?;
    if arguments.json {
        output::print_json(&answer)?;
    } else {
        output::print(&output::harmless(&listing(&answer)))?;
    }
    Ok(Exit::Done)
}

/// Cited literature by place, cited patents, citing patents by place, citing articles.
fn listing(answer: &LinksResponse) -> String {
    let mut out = String::new();
    let literature = &answer.literature;
    for (heading, entries) in [
        ("literature, front page", &literature.front_page),
        ("literature, in text", &literature.in_text),
        ("literature, references", &literature.reference_list),
        ("patents cited", &answer.patents),
    ] {
        section(&mut out, heading, entries.len() as u64, entries);
    }
    let citing = |out: &mut String, heading: &str, of: &CitingDocuments| {
        section(out, heading, of.total.value, &of.citations);
    };
    citing(&mut out, "citing patents, front page", &answer.citing_patents.front_page);
    citing(&mut out, "citing patents, in text", &answer.citing_patents.in_text);
    citing(&mut out, "citing articles", &answer.citing_articles);
    out
}

fn section(out: &mut String, heading: &str, total: u64, entries: &[CitationEntry]) {
    if total == 0 {
        return;
    }
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{heading}: {total}");
    for entry in entries {
        let how = match (&entry.document, &entry.literature) {
            (Some(document), _) => format!("{} (by {})", document.id, entry.rule.unwrap_or("number")),
            (None, Some(read)) => format!("{}, {}", read.status, read.kind),
            (None, None) => "not-in-index".to_owned(),
        };
        let _ = writeln!(out, "  {how}\t{}", entry.text);
        if let (None, Some(read)) = (&entry.document, &entry.literature) {
            fields(out, read);
        }
    }
}

/// What was read of a citation that was not resolved.
fn fields(out: &mut String, read: &ReadLiterature) {
    let year = read.year.map(|year| year.to_string());
    let fields = [
        ("authors", &read.authors),
        ("title", &read.title),
        ("in", &read.journal),
        ("year", &year),
        ("volume", &read.volume),
        ("issue", &read.issue),
        ("page", &read.first_page),
    ];
    let shown: Vec<String> =
        fields.iter().filter_map(|(name, value)| Some(format!("{name} {}", value.as_ref()?))).collect();
    if read.kind == "publication" && !shown.is_empty() {
        let _ = writeln!(out, "    read as: {}", shown.join(" | "));
    }
    for candidate in &read.candidates {
        let _ = writeln!(out, "    could be: {}", candidate.id);
    }
}
