//! `chizai export`: the whole result of a search as a file.

use std::{
    io::{self, BufWriter, Write},
    path::Path,
    sync::Arc,
};

use anyhow::Context;
use export::{Exporter, Format, Options, Selection};
use query::{DocumentParts, QueryError, ResultStream, SearchRequest};
use server::InterfaceLanguage;

use super::search::problem_line;
use crate::{
    arguments::{Configuration, Export},
    exit::{Exit, WrongUse},
    output, setup,
};

pub(crate) fn run(configuration: &Configuration, arguments: &Export) -> anyhow::Result<Exit> {
    let format: Format = arguments.format.parse().unwrap_or(Format::Ndjson);
    let selection = selection(&arguments.fields)?;
    let setup = setup::prepare(configuration)?;
    let (generation, _) = setup::open_with_ledger(&setup, &arguments.index, arguments.ledger.as_deref())?;
    let generation = Arc::new(generation);
    let parsed = query::parse(&arguments.query.join(" "));
    if let Some(problem) = parsed.problems.iter().find(|problem| problem.severity() == query::Severity::Error)
    {
        return Err(WrongUse(problem_line(problem)).into());
    }
    let mut request = SearchRequest::new(parsed.ast);
    request.sort =
        arguments.sort.parse().map_err(|problem: query::Problem| WrongUse(problem_line(&problem)))?;
    let needs_sections = selection.as_ref().map_or(format == Format::Ndjson, Selection::needs_sections);
    request.parts = if needs_sections { DocumentParts::Whole } else { DocumentParts::Head };
    let result = query::stream(&generation, &request).map_err(|error| match error {
        QueryError::TooManyClauses { .. } => WrongUse(error.to_string()).into(),
        other => anyhow::Error::from(other),
    })?;
    parsed.problems.iter().chain(result.problems()).for_each(|problem| output::say(problem_line(problem)));
    let options = Options {
        language: InterfaceLanguage::from_environment().model(),
        byte_order_mark: arguments.bom,
        selection,
    };
    let written = match &arguments.output {
        None => write(result, BufWriter::new(io::stdout().lock()), format, options)?.0,
        Some(path) => write_file(path, result, format, options)?,
    };
    if let Some(path) = &arguments.output {
        output::say(format!("{written} documents: {}", path.display()));
    }
    Ok(if written == 0 { Exit::Partly } else { Exit::Done })
}

fn selection(paths: &[String]) -> Result<Option<Selection>, WrongUse> {
    if paths.is_empty() {
        return Ok(None);
    }
    Selection::read(paths.iter().map(String::as_str)).map(Some).map_err(|unknown| {
        let lines = unknown.iter().map(|field| match &field.suggestion {
            Some(suggestion) => format!("{field}; did you mean {suggestion}?"),
            None => field.to_string(),
        });
        WrongUse(lines.collect::<Vec<_>>().join("; "))
    })
}

/// The file has its name only when it is complete.
fn write_file(path: &Path, result: ResultStream, format: Format, options: Options) -> anyhow::Result<u64> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let cannot_write = || format!("cannot write {}", path.display());
    let file =
        tempfile::Builder::new().prefix(".chizai-export").tempfile_in(folder).with_context(cannot_write)?;
    let (written, file) = write(result, BufWriter::new(file), format, options)?;
    let file = file.into_inner().map_err(io::IntoInnerError::into_error).with_context(cannot_write)?;
    file.persist(path).with_context(cannot_write)?;
    Ok(written)
}

fn write<W: Write>(
    result: ResultStream,
    out: W,
    format: Format,
    options: Options,
) -> anyhow::Result<(u64, W)> {
    let mut exporter = Exporter::start(out, format, options)?;
    for document in result {
        exporter.write(&document?)?;
    }
    Ok((exporter.written(), exporter.finish()?))
}
