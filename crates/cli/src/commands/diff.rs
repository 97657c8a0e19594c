//! `chizai diff`: what a saved search finds in one generation and not in another, and why.

use std::{fmt::Write, sync::Arc};

use anyhow::Context;
use server::{
    InterfaceLanguage,
    report::{Side, compare, reported},
    wire::{Change, DiffResponse, ReportedLedger},
};

use crate::{
    arguments::{Configuration, Diff},
    exit::{Exit, WrongUse},
    output, setup,
};

pub(crate) fn run(configuration: &Configuration, arguments: &Diff) -> anyhow::Result<Exit> {
    let known = setup::read_report(&arguments.report)?;
    let setup = setup::prepare(configuration)?;
    let gone = |name: &str| {
        let kept = indexer::Generation::kept(&arguments.index).unwrap_or_default();
        let kept: Vec<String> = kept.iter().map(ToString::to_string).collect();
        WrongUse(format!("generation {name} is not kept; these are: {}", kept.join(", ")))
    };
    let from = arguments.from.as_deref().unwrap_or(&known.index.generation);
    let from = setup::open_kept(&setup, &arguments.index, from)?.ok_or_else(|| gone(from))?;
    let to = match &arguments.to {
        None => setup::open(&setup, &arguments.index)?,
        Some(name) => setup::open_kept(&setup, &arguments.index, name)?.ok_or_else(|| gone(name))?,
    };
    let asked = reported(&known).context("the report cannot be used")?;
    let commons = setup::ledger_of_server(arguments.ledger.as_deref(), &arguments.index)?;
    [&from, &to].into_iter().for_each(|generation| setup::join(generation, commons.as_ref()));
    let from = Side { generation: Arc::new(from), ledger: known.ledger.clone() };
    let ledger = commons.as_deref().map(ReportedLedger::now).transpose()?;
    let to = Side { generation: Arc::new(to), ledger };
    let language = InterfaceLanguage::from_environment();
    let response = compare(&asked, &from, &to, commons.as_deref(), language)?;
    if arguments.json {
        output::print_json(&response)?;
    } else {
        output::print(&output::harmless(&listing(&response)))?;
    }
    let is_same = [&response.added, &response.removed, &response.changed].iter().all(|list| list.is_empty());
    Ok(if is_same { Exit::Done } else { Exit::Partly })
}

// Writing to a string cannot fail, so the results of `writeln!` are dropped here.
fn listing(diff: &DiffResponse) -> String {
    let mut out = format!(
        "{}: {} documents; {}: {} documents\n",
        diff.from_generation, diff.total_from, diff.to_generation, diff.total_to
    );
    let mut add = |sign: char, changes: &[Change]| {
        for change in changes {
            let _ = writeln!(out, "{sign} {}  {}", change.id, change.message);
        }
    };
    add('+', &diff.added);
    add('-', &diff.removed);
    add('~', &diff.changed);
    if 0 < diff.unexplained {
        let _ = writeln!(out, "{} changes without details (limits.explained_changes)", diff.unexplained);
    }
    out
}
