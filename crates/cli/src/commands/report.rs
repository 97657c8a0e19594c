//! `chizai report`: what was asked and found, to be shown and checked later.

use std::{sync::Arc, time::SystemTime};

use anyhow::Context;
use query::{Filter, Scope, Severity, Sort};
use server::{
    report::{Reported, report, utc},
    wire::ReportedLedger,
};

use super::search::problem_line;
use crate::{
    arguments::{Configuration, Report},
    exit::{Exit, WrongUse},
    output, setup,
};

pub(crate) fn run(configuration: &Configuration, arguments: &Report) -> anyhow::Result<Exit> {
    let input = arguments.query.join(" ");
    let parsed = query::parse_as(arguments.syntax, &input);
    if let Some(problem) = parsed.problems.iter().find(|problem| problem.severity() == Severity::Error) {
        return Err(WrongUse(problem_line(problem)).into());
    }
    let filters = arguments.filter.iter().map(|written| filter(written)).collect::<Result<_, _>>()?;
    let sort: Sort =
        arguments.sort.parse().map_err(|problem: query::Problem| WrongUse(problem_line(&problem)))?;
    let representative = arguments
        .representative
        .parse()
        .map_err(|problem: query::Problem| WrongUse(problem_line(&problem)))?;
    let setup = setup::prepare(configuration)?;
    let (generation, commons) =
        setup::open_with_ledger(&setup, &arguments.index, arguments.ledger.as_deref())?;
    let asked = Reported {
        input,
        syntax: arguments.syntax.to_string(),
        ast: parsed.ast,
        scope: Scope { filters, excluded: Vec::new() },
        sort,
        collapse: arguments.collapse.map_or(query::Collapse::None, query::Collapse::from),
        representative,
        feedback: None,
    };
    let ledger = commons.as_deref().map(ReportedLedger::now).transpose()?;
    let report = report(&Arc::new(generation), &asked, utc(SystemTime::now()), ledger)?;
    match &arguments.output {
        None => output::print_json(&report)?,
        Some(path) => {
            let json = serde_json::to_string_pretty(&report)? + "\n";
            std::fs::write(path, json).with_context(|| format!("cannot write {}", path.display()))?;
            output::say(format!("{} documents reported in {}", report.total, path.display()));
        }
    }
    Ok(Exit::Done)
}

/// Reads `office:JP`.
fn filter(written: &str) -> Result<Filter, WrongUse> {
    let (field, value) = written.split_once(':').ok_or_else(|| {
        WrongUse(format!("a filter is written FIELD:VALUE, such as office:JP, not {written:?}"))
    })?;
    Filter::read(field, &[value]).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(problem_line).collect();
        WrongUse(lines.join("; "))
    })
}
