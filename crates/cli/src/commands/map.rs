//! `chizai map`: what a search found as charts and tables.

use std::time::SystemTime;

use anyhow::Context;
use query::QueryError;
use server::{InterfaceLanguage, LandscapeRequest, landscape_report, report};

use super::search::problem_line;
use crate::{
    arguments::{Configuration, LandscapeReport, MapCommand},
    exit::{Exit, WrongUse},
    output, setup,
};

pub(crate) fn run(configuration: &Configuration, command: &MapCommand) -> anyhow::Result<Exit> {
    match command {
        MapCommand::Report(arguments) => landscape(configuration, arguments),
    }
}

fn landscape(configuration: &Configuration, arguments: &LandscapeReport) -> anyhow::Result<Exit> {
    let setup = setup::prepare(configuration)?;
    let (generation, _ledger) =
        setup::open_with_ledger(&setup, &arguments.index, arguments.ledger.as_deref())?;
    let request = LandscapeRequest {
        query: arguments.query.join(" "),
        language: arguments.lang.unwrap_or_else(InterfaceLanguage::from_environment),
        base: arguments.url.as_ref().map(|url| url.trim_end_matches('/').to_owned()),
        made: report::utc(SystemTime::now()),
    };
    let made = landscape_report(&generation, &request).map_err(|error| match error {
        QueryError::Refused { problems } => {
            let lines: Vec<String> = problems.iter().map(problem_line).collect();
            WrongUse(lines.join("\n")).into()
        }
        other => anyhow::Error::from(other),
    })?;
    std::fs::write(&arguments.out, made)
        .with_context(|| format!("cannot write {}", arguments.out.display()))?;
    output::say(format!("maps and first documents written to {}", arguments.out.display()));
    Ok(Exit::Done)
}
