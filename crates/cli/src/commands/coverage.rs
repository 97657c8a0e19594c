//! `chizai coverage`: which documents claim a technique, element by element.

use std::fmt::Write;

use query::{CoverageRequest, CoveringDocument, Filter, Grade, Place, QueryError, Scope, Technique};
use server::{InterfaceLanguage, wire};

use super::{
    search::{across, problem_line},
    similar,
};
use crate::{
    arguments::{Configuration, Coverage},
    exit::{Exit, WrongUse},
    output, setup,
};

pub(crate) fn run(configuration: &Configuration, arguments: &Coverage) -> anyhow::Result<Exit> {
    let setup = setup::prepare(configuration)?;
    let generation = setup::open(&setup, &arguments.index)?;
    let (technique, source) = match &arguments.document {
        None => (Technique::Description(arguments.text.join(" ")), None),
        Some(written) => match similar::document(&generation, written)? {
            Some(document) => {
                let id = document.id();
                (
                    Technique::Claim { document: id, number: arguments.claim, language: None },
                    Some((document, arguments.claim)),
                )
            }
            None => return Ok(Exit::Partly),
        },
    };
    let size = arguments.limit.unwrap_or(generation.config().ranking.coverage.documents);
    let request = CoverageRequest {
        technique,
        elements: arguments.element.clone(),
        before: arguments.before,
        scope: scope(arguments)?,
        languages: Vec::new(),
        across: across(arguments.xl.as_deref().or(Some("en,ja")), &arguments.without_pair)?,
        size,
    };
    let page = query::coverage(&generation, &request).map_err(|error| match error {
        QueryError::NoElements
        | QueryError::TooManyElements { .. }
        | QueryError::TechniqueTooLong { .. }
        | QueryError::MatrixTooLarge { .. }
        | QueryError::UnknownClaim { .. }
        | QueryError::NoDate { .. } => WrongUse(error.to_string()).into(),
        other => anyhow::Error::from(other),
    })?;
    if arguments.json || arguments.csv {
        let language = InterfaceLanguage::from_environment();
        let response = wire::coverage_response(&page, source.as_ref(), request.before, language);
        if arguments.csv {
            output::print(&wire::coverage_csv(&response))?;
        } else {
            output::print_json(&response)?;
        }
    } else {
        output::print(&output::harmless(&listing(&page)))?;
    }
    Ok(if page.documents.is_empty() { Exit::Partly } else { Exit::Done })
}

fn scope(arguments: &Coverage) -> anyhow::Result<Scope> {
    let Some(written) = &arguments.document_type else { return Ok(Scope::default()) };
    let filter = Filter::read("type", &[written]).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(problem_line).collect();
        WrongUse(lines.join("; "))
    })?;
    Ok(Scope { filters: vec![filter], excluded: Vec::new() })
}

/// The elements, then each document with its cells.
fn listing(page: &query::CoveragePage) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    for (number, element) in (1..).zip(&page.elements) {
        let _ = writeln!(out, "{number:>3}  {}", element.text);
    }
    for document in &page.documents {
        out.push_str(&column(document));
    }
    out
}

fn column(document: &CoveringDocument) -> String {
    let mut out = String::new();
    let claim = match &document.claim {
        None => "no claims in the index".to_owned(),
        Some(claim) if claim.with.is_empty() => format!("claim {}", claim.number),
        Some(claim) => {
            let with: Vec<String> = claim.with.iter().map(ToString::to_string).collect();
            format!("claim {} with {}", claim.number, with.join(", "))
        }
    };
    let _ = writeln!(out, "\n{:.2}/{}  {}  {claim}", document.coverage, document.cells.len(), document.id);
    for (number, cell) in (1..).zip(&document.cells) {
        let place = cell.passage.as_ref().map_or_else(String::new, |passage| place(&passage.place));
        let text = cell.passage.as_ref().map_or("", |passage| passage.text.as_str());
        let _ =
            writeln!(out, "{number:>3}  {} {:<11} {place}  {text}", sign(cell.grade), cell.grade.as_str());
    }
    out
}

fn sign(grade: Grade) -> char {
    match grade {
        Grade::Covered => '●',
        Grade::Variant => '◐',
        Grade::Description => '○',
        Grade::Absent => '–',
    }
}

fn place(place: &Place) -> String {
    match place {
        Place::Claim(number) => format!("claim {number}"),
        Place::Paragraph { number: Some(number), .. } => format!("[{number}]"),
        Place::Paragraph { heading: Some(heading), .. } => heading.clone(),
        Place::Paragraph { .. } => "text".to_owned(),
        Place::Title => "title".to_owned(),
        Place::Abstract => "abstract".to_owned(),
        Place::Keywords => "keywords".to_owned(),
    }
}
