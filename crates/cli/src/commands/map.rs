//! `chizai map`: what a search found as charts and tables.

use std::time::SystemTime;

use anyhow::Context;
use server::{InterfaceLanguage, LandscapeRequest, MapError, landscape_report, report};

use super::search::unanswered;
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
        MapError::Query(error) => unanswered(error),
        MapError::TooManyAddresses { .. } => WrongUse(error.to_string()).into(),
        other => anyhow::Error::from(other),
    })?;
    std::fs::write(&arguments.out, made)
        .with_context(|| format!("cannot write {}", arguments.out.display()))?;
    output::say(format!("maps and first documents written to {}", arguments.out.display()));
    Ok(Exit::Done)
}
