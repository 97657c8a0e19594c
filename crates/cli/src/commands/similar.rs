//! `chizai similar`: what is similar to a document or a text, and why.

use std::{fmt::Write, time::Instant};

use indexer::Generation;
use model::{Document, DocumentId};
use query::{Ast, Filter, QueryError, Reasons, SearchRequest, SimilarPage, SimilarRequest, SimilarTo};
use server::{InterfaceLanguage, wire};

use super::{
    resolve,
    search::{across, entry, problem_line, translation},
};
use crate::{
    arguments::{Configuration, Similar},
    exit::{Exit, WrongUse},
    output::{self, Palette},
    setup,
};

/// Terms that the listing names.
const TERMS_SHOWN: usize = 20;

pub(crate) fn run(configuration: &Configuration, arguments: &Similar) -> anyhow::Result<Exit> {
    let setup = setup::prepare(configuration)?;
    let (generation, _) = setup::open_with_ledger(&setup, &arguments.index, arguments.ledger.as_deref())?;
    let (to, document) = match &arguments.id {
        None => (SimilarTo::Text(text(&generation, arguments)?), None),
        Some(written) => match document(&generation, written)? {
            Some(document) => (SimilarTo::Document(document.id()), Some(document)),
            None => return Ok(Exit::Partly),
        },
    };
    let (search, problems) = narrowed(arguments)?;
    let request = SimilarRequest { to, before: arguments.before, search };
    let started = Instant::now();
    let found = query::similar(&generation, &request).map_err(|error| match error {
        QueryError::Refused { problems } => {
            let lines: Vec<String> = problems.iter().map(problem_line).collect();
            WrongUse(lines.join("; ")).into()
        }
        QueryError::NoDate { .. } | QueryError::PageTooLarge { .. } | QueryError::TooManyClauses { .. } => {
            WrongUse(error.to_string()).into()
        }
        other => anyhow::Error::from(other),
    })?;
    if arguments.json {
        let language = InterfaceLanguage::from_environment();
        let context = wire::SearchContext { language, took: started.elapsed() };
        let about = (&request.to, document.as_ref());
        output::print_json(&wire::similar_response(&found, about, request.before, &problems, &context))?;
    } else {
        for problem in problems.iter().chain(&found.page.problems) {
            output::say(problem_line(problem));
        }
        output::print(&listing(&found, Palette::new(arguments.colour)))?;
    }
    Ok(if found.page.total == 0 { Exit::Partly } else { Exit::Done })
}

/// The text of the file, within the limit of queries.
fn text(generation: &Generation, arguments: &Similar) -> anyhow::Result<String> {
    let text = resolve::read(arguments.text.as_deref())?;
    let (limit, chars) = (generation.config().ranking.limits.query_chars, text.chars().count());
    if limit < chars {
        let message = format!("the text has {chars} characters, the limit is {limit} (limits.query_chars)");
        return Err(WrongUse(message).into());
    }
    if text.trim().is_empty() {
        return Err(WrongUse("the text is empty".to_owned()).into());
    }
    Ok(text)
}

/// The document that is meant; `None`, with a word about it, where the index lacks it.
pub(super) fn document(generation: &Generation, written: &str) -> anyhow::Result<Option<Document>> {
    let resolved = match query::resolve(generation, written) {
        Err(query::ResolveError::Unreadable(invalid)) => return Err(WrongUse(invalid.to_string()).into()),
        other => other?,
    };
    match resolved.documents.as_slice() {
        [] => {
            let readings = resolved.readings.join(", ");
            output::say(format!(
                "chizai: read as {readings}, which generation {} does not hold",
                generation.id()
            ));
            Ok(None)
        }
        [id] => match generation.address(id)? {
            Some(address) => Ok(Some(generation.head(address)?)),
            None => Ok(None),
        },
        several => {
            let ids: Vec<String> = several.iter().map(DocumentId::to_string).collect();
            let message = format!("{written:?} can be any of {}; give one of them", ids.join(", "));
            Err(WrongUse(message).into())
        }
    }
}

fn narrowed(arguments: &Similar) -> anyhow::Result<(SearchRequest, Vec<query::Problem>)> {
    let parsed = arguments.narrow.as_deref().map(query::parse);
    let (ast, problems) =
        parsed.map_or((Ast::Everything, Vec::new()), |parsed| (parsed.ast, parsed.problems));
    if let Some(problem) = problems.iter().find(|problem| problem.severity() == query::Severity::Error) {
        return Err(WrongUse(problem_line(problem)).into());
    }
    let mut search = SearchRequest::new(ast);
    search.size = arguments.limit;
    search.explain = arguments.explain;
    search.across = across(arguments.xl.as_deref(), &arguments.without_pair)?;
    if let Some(written) = &arguments.document_type {
        let filter = Filter::read("type", &[written]).map_err(|problems| {
            let lines: Vec<String> = problems.iter().map(problem_line).collect();
            WrongUse(lines.join("; "))
        })?;
        search.filters.push(filter);
    }
    Ok((search, problems))
}

fn listing(found: &SimilarPage, palette: Palette) -> String {
    let mut out = format!("{} similar documents", found.page.total);
    // Writing to a string cannot fail.
    if let Some(day) = found.before {
        let _ = write!(out, ", published before {day}");
    }
    if 1 < found.left_out {
        let _ = write!(out, ", {} of its family left out", found.left_out - 1);
    }
    out.push('\n');
    let names: Vec<String> = found
        .terms
        .iter()
        .take(TERMS_SHOWN)
        .map(|term| format!("{} {:.1}", output::harmless(&term.name), term.weight))
        .collect();
    let more = found.terms.len().saturating_sub(TERMS_SHOWN);
    let more = if 0 < more { format!(" and {more} more") } else { String::new() };
    let _ = writeln!(out, "looked up by: {}{more}", names.join(", "));
    for pair in &found.page.translations {
        let _ = writeln!(out, "{}", translation(pair));
    }
    for (i, (hit, reasons)) in found.page.hits.iter().zip(&found.reasons).enumerate() {
        out.push('\n');
        out.push_str(&entry(i + 1, hit, palette));
        out.push_str(&why(reasons, palette));
    }
    out
}

fn why(reasons: &Reasons, palette: Palette) -> String {
    let mut lines: Vec<(&str, String)> = Vec::new();
    let terms: Vec<String> = reasons
        .terms
        .iter()
        .map(|term| format!("{} {:.1}", output::harmless(&term.name), term.value))
        .collect();
    if !terms.is_empty() {
        lines.push(("shared terms:", terms.join(", ")));
    }
    let classes: Vec<String> =
        reasons.classes.iter().map(|class| format!("{} {}", class.scheme.label(), class.symbol)).collect();
    if !classes.is_empty() {
        lines.push(("shared classes:", classes.join(", ")));
    }
    if reasons.is_cited {
        lines.push(("citation:", "cited by the document".to_owned()));
    }
    if reasons.is_citing {
        lines.push(("citation:", "cites the document".to_owned()));
    }
    if !reasons.references.is_empty() {
        lines.push(("references in common:", reasons.references.join(", ")));
    }
    lines.iter().map(|(label, text)| format!("     {} {text}\n", palette.faint(label))).collect()
}
