//! Listing and withdrawing by a table, or by numbers on the command line, which are rows of one.

use ::commons::{Commons, ImportDefaults, ImportPlan, TermsVersion};
use indexer::Generation;
use serde_json::{Value, json};
use server::InterfaceLanguage;

use super::{enter::said, owner_of_file, print::planned_line, wrong_use};
use crate::{
    arguments::{Configuration, Import, List, Tabled, TermsName, Withdraw},
    exit::{Exit, WrongUse},
    output, setup,
};

/// A table with what its rows leave out.
pub(crate) struct Tables<'t> {
    pub(crate) table: &'t [u8],
    pub(crate) author: ::commons::Author,
    pub(crate) defaults: ImportDefaults,
}

pub(super) fn import(configuration: &Configuration, arguments: &Import) -> anyhow::Result<Exit> {
    let table = std::fs::read(&arguments.table)
        .map_err(|error| WrongUse(format!("cannot read {}: {error}", arguments.table.display())))?;
    run(configuration, &arguments.tabled, arguments.terms.as_ref(), &table)
}

pub(super) fn list(configuration: &Configuration, arguments: &List) -> anyhow::Result<Exit> {
    let rows: Vec<Value> = arguments
        .numbers
        .iter()
        .map(|number| {
            json!({
                "number": number,
                "to": arguments.to.map(|day| day.to_string()),
                "licence": arguments.licence,
            })
        })
        .collect();
    let table = Value::from(rows).to_string();
    run(configuration, &arguments.tabled, Some(&arguments.terms), table.as_bytes())
}

pub(super) fn withdraw(configuration: &Configuration, arguments: &Withdraw) -> anyhow::Result<Exit> {
    let row = |number: &String| json!({ "number": number, "action": "withdraw", "reason": arguments.reason });
    let table = Value::from(arguments.numbers.iter().map(row).collect::<Vec<_>>()).to_string();
    run(configuration, &arguments.tabled, None, table.as_bytes())
}

fn run(
    configuration: &Configuration,
    arguments: &Tabled,
    terms: Option<&TermsName>,
    table: &[u8],
) -> anyhow::Result<Exit> {
    let path = setup::ledger_path(arguments.ledger.as_deref(), &arguments.index);
    let commons = setup::open_ledger(&path)?;
    let setup = setup::prepare(configuration)?;
    let generation = setup::open(&setup, &arguments.index)?;
    let defaults = ImportDefaults {
        provider: arguments.provider.clone(),
        terms: terms.map(|terms| in_version(&commons, terms)).transpose()?,
        from: arguments.from.unwrap_or_else(|| commons.now().day()),
        evidence: arguments.evidence.clone(),
    };
    let author = owner_of_file(&arguments.entering.by);
    let plan = plan_table(&commons, &generation, &Tables { table, author, defaults })?;
    show(&plan, arguments)?;
    if !arguments.entering.apply {
        if !arguments.entering.json {
            output::say("nothing was entered; --apply enters all of it, or nothing if any row is refused");
        }
        return Ok(if plan.can_be_applied() { Exit::Done } else { Exit::Partly });
    }
    if !plan.can_be_applied() {
        anyhow::bail!("nothing was entered, because rows are refused");
    }
    let applied = commons.apply(&plan.batch(arguments.entering.key.clone())).map_err(wrong_use)?;
    output::say(said(&applied));
    Ok(Exit::Done)
}

/// The version that was named, or the last one.
fn in_version(commons: &Commons, named: &TermsName) -> anyhow::Result<TermsVersion> {
    let last = commons.snapshot()?.register().last_version(&named.terms);
    if last == 0 {
        return Err(WrongUse(format!("terms {} are not published", named.terms)).into());
    }
    Ok(TermsVersion { terms: named.terms.clone(), version: named.version.unwrap_or(last) })
}

/// What every row of a table would do, with its numbers looked up in the index.
pub(crate) fn plan_table(
    commons: &Commons,
    generation: &Generation,
    tables: &Tables<'_>,
) -> anyhow::Result<ImportPlan> {
    let planned = server::plan_table(commons, generation, tables.table, &tables.author, &tables.defaults)?;
    planned.map_err(|error| WrongUse(error.to_string()).into())
}

fn show(plan: &ImportPlan, arguments: &Tabled) -> anyhow::Result<()> {
    if arguments.entering.json {
        return output::print_json(&server::wire::ImportPlan::new(plan, InterfaceLanguage::English)?);
    }
    for row in &plan.rows {
        output::print(&format!("{}\n", output::harmless(&planned_line(row))))?;
    }
    Ok(())
}
