//! `chizai resolve`: the numbers of a text, and their documents.

use std::{fmt::Write, io::Read, path::Path};

use anyhow::Context;
use server::{InterfaceLanguage, wire::ResolveResponse};

use crate::{
    arguments::{Configuration, Resolve},
    exit::{Exit, WrongUse},
    output, setup,
};

pub(crate) fn run(configuration: &Configuration, arguments: &Resolve) -> anyhow::Result<Exit> {
    let setup = setup::prepare(configuration)?;
    let generation = setup::open(&setup, &arguments.index)?;
    let text = read(arguments.file.as_deref())?;
    let answer = server::resolve_text(&generation, &text, InterfaceLanguage::from_environment())?;
    if arguments.json {
        output::print_json(&answer)?;
    } else {
        output::print(&table(&answer))?;
    }
    Ok(if answer.mentions.is_empty() { Exit::Partly } else { Exit::Done })
}

/// The text of a file, or of standard input.
pub(super) fn read(file: Option<&Path>) -> anyhow::Result<String> {
    let bytes = match file.filter(|file| *file != Path::new("-")) {
        Some(file) => std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?,
        None => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).context("cannot read standard input")?;
            bytes
        }
    };
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        WrongUse(format!("the text is not UTF-8 (byte {at})")).into()
    })
}

fn table(answer: &ResolveResponse) -> String {
    let mut out = String::new();
    for mention in &answer.mentions {
        let readings: Vec<&str> = mention.readings.iter().map(|reading| reading.number.as_str()).collect();
        let documents: Vec<&str> = mention.documents.iter().map(|document| document.id.as_str()).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{}-{}\t{}\t{}\t{}\t{}",
            mention.range.start,
            mention.range.end,
            mention.text.replace(['\n', '\t'], " "),
            mention.status,
            readings.join(" | "),
            documents.join(" | "),
        );
    }
    out
}
