//! `chizai diff`: what a saved search finds in one generation and not in another, and why.

use std::{fmt::Write, sync::Arc};

use anyhow::Context;
use server::{
    InterfaceLanguage,
    report::{diff_response, reported},
    wire::{Change, DiffResponse},
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
    let diff = query::diff(&Arc::new(from), &Arc::new(to), &asked.ast, &asked.scope, asked.sort)?;
    let response = diff_response(&diff, InterfaceLanguage::from_environment());
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
