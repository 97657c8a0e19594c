//! `chizai verify`: a report held against a second run of its search.

use std::{fmt::Write, sync::Arc};

use server::{report::verify, wire::Verification};

use crate::{
    arguments::{Configuration, Verify},
    exit::Exit,
    output, setup,
};

pub(crate) fn run(configuration: &Configuration, arguments: &Verify) -> anyhow::Result<Exit> {
    let known = setup::read_report(&arguments.report)?;
    let setup = setup::prepare(configuration)?;
    let kept = setup::open_kept(&setup, &arguments.index, &known.index.generation)?;
    let generation = match kept {
        Some(generation) => generation,
        None => setup::open(&setup, &arguments.index)?,
    };
    let commons = setup::ledger_of_server(arguments.ledger.as_deref(), &arguments.index)?;
    setup::join(&generation, commons.as_ref());
    let verification = verify(&Arc::new(generation), &known, commons.as_deref())?;
    if arguments.json {
        output::print_json(&verification)?;
    } else {
        output::print(&output::harmless(&listing(&verification, &known.index.generation)))?;
    }
    Ok(if verification.same { Exit::Done } else { Exit::Partly })
}

// Writing to a string cannot fail, so the results of `writeln!` are dropped here.
fn listing(verification: &Verification, own: &str) -> String {
    let mut out = String::new();
    let generation = &verification.generation;
    let _ = if verification.same_generation {
        writeln!(out, "run again on the report's own generation {generation}")
    } else {
        writeln!(out, "run again on generation {generation}; the report's own, {own}, is no longer kept")
    };
    if !verification.untampered {
        let _ = writeln!(out, "the report was changed after it was made: it does not fit its digest");
    }
    for difference in &verification.differences {
        let _ = writeln!(
            out,
            "{}: reported {}, found {}",
            difference.member, difference.reported, difference.found
        );
    }
    for count in &verification.counts {
        let shown =
            |count: Option<u64>| count.map_or_else(|| "nothing".to_owned(), |count| count.to_string());
        let _ = writeln!(
            out,
            "{}: reported {}, found {}",
            count.query,
            shown(count.reported),
            shown(count.found)
        );
    }
    for (name, ids) in [
        ("added", &verification.added),
        ("removed", &verification.removed),
        ("changed", &verification.changed),
        ("moved", &verification.moved),
    ] {
        for id in ids {
            let _ = writeln!(out, "{name}: {id}");
        }
    }
    out.push_str(if verification.same { "the same\n" } else { "different\n" });
    out
}
