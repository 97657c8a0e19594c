//! `chizai classes`: classification schemes beside an index.

use std::{fmt::Write as _, io::Write as _, path::Path, time::Instant};

use indexer::{SchemeInfo, Schemes, install_scheme};
use model::{Scheme, Text};
use query::ClassCounts;
use serde_json::json;
use sources::{Limits, SchemeDefaults, SchemeReading, read_schemes};

use crate::{
    arguments::{Classes, ClassesAction, ClassesImport, ClassesList, ClassesShow, Configuration},
    exit::{Exit, WrongUse},
    output, setup,
};

/// Faults shown one by one before the rest is only counted.
const SHOWN_FAULTS: usize = 20;

pub(crate) fn run(configuration: &Configuration, arguments: &Classes) -> anyhow::Result<Exit> {
    match &arguments.action {
        ClassesAction::Import(arguments) => import(arguments),
        ClassesAction::List(arguments) => list(arguments),
        ClassesAction::Show(arguments) => show(configuration, arguments),
    }
}

fn import(arguments: &ClassesImport) -> anyhow::Result<Exit> {
    setup::expect_index(&arguments.index)?;
    let started = Instant::now();
    let defaults = SchemeDefaults {
        kind: arguments.scheme,
        version: arguments.edition.clone(),
        language: arguments.language,
    };
    let reading = read_schemes(&arguments.files, &Limits::default(), &defaults)?;
    let infos = install(&arguments.index, &reading.schemes)?;
    let seconds = started.elapsed().as_secs_f64();
    if arguments.json {
        output::print_json(&json!({
            "entries": reading.entries,
            "schemes": infos.iter().map(info_json).collect::<Vec<_>>(),
            "faults": reading.faults.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "fault_count": reading.fault_count,
            "seconds": seconds,
        }))?;
    } else {
        say_faults(&reading);
        for info in &infos {
            output::say(format!("installed {}", info_line(info)));
        }
        output::say(format!("{} entries read in {seconds:.1} s", reading.entries));
        output::say("a running server uses them from its next generation or its next start on");
    }
    Ok(if reading.fault_count == 0 { Exit::Done } else { Exit::Partly })
}

fn install(index: &Path, schemes: &[Scheme]) -> anyhow::Result<Vec<SchemeInfo>> {
    let mut infos = Vec::with_capacity(schemes.len());
    for scheme in schemes {
        infos.push(install_scheme(index, scheme)?);
    }
    Ok(infos)
}

/// Installs the schemes of a table that is part of the program.
pub(crate) fn install_table(index: &Path, table: &str) -> anyhow::Result<()> {
    let mut file = tempfile::NamedTempFile::new()?;
    file.write_all(table.as_bytes())?;
    let reading = read_schemes(&[file.path()], &Limits::default(), &SchemeDefaults::default())?;
    if let Some(fault) = reading.faults.first() {
        anyhow::bail!("{fault}");
    }
    for info in install(index, &reading.schemes)? {
        output::say(format!("    {}", info_line(&info)));
    }
    Ok(())
}

fn say_faults(reading: &SchemeReading) {
    for fault in reading.faults.iter().take(SHOWN_FAULTS) {
        output::say(fault.to_string());
    }
    let left_out = reading.fault_count.saturating_sub(SHOWN_FAULTS as u64);
    if 0 < left_out {
        output::say(format!("… and {left_out} more; --json lists them"));
    }
}

fn list(arguments: &ClassesList) -> anyhow::Result<Exit> {
    setup::expect_index(&arguments.index)?;
    let schemes = Schemes::open(&arguments.index, &Schemes::default())?;
    let infos: Vec<&SchemeInfo> = schemes.infos().collect();
    if arguments.json {
        output::print_json(
            &json!({ "schemes": infos.iter().map(|info| info_json(info)).collect::<Vec<_>>() }),
        )?;
    } else {
        for info in &infos {
            output::print(&format!("{}\n", info_line(info)))?;
        }
    }
    Ok(if infos.is_empty() { Exit::Partly } else { Exit::Done })
}

fn info_line(info: &SchemeInfo) -> String {
    let languages: Vec<&str> = info.languages.iter().map(model::Language::as_str).collect();
    let excerpt = if info.excerpt { ", an excerpt" } else { "" };
    format!(
        "{} {}: {} classes{excerpt}, titles in {}, fingerprint {}",
        info.kind,
        info.version,
        info.classes,
        if languages.is_empty() { "no language".to_owned() } else { languages.join(", ") },
        info.fingerprint
    )
}

fn info_json(info: &SchemeInfo) -> serde_json::Value {
    json!({
        "scheme": info.kind.as_str(),
        "version": info.version,
        "excerpt": info.excerpt,
        "classes": info.classes,
        "languages": info.languages,
        "fingerprint": info.fingerprint,
    })
}

fn show(configuration: &Configuration, arguments: &ClassesShow) -> anyhow::Result<Exit> {
    let kind = arguments.scheme;
    let symbol = kind.read(&arguments.symbol).map_err(|invalid| WrongUse(invalid.to_string()))?;
    let setup = setup::prepare(configuration)?;
    let generation = setup::open(&setup, &arguments.index)?;
    let Some(scheme) = generation.schemes().get(kind)? else {
        let message = format!("no scheme of {kind} is installed; `chizai classes import` installs one");
        return Err(WrongUse(message).into());
    };
    let Some(id) = scheme.find(&symbol) else {
        let near = query::nearest_classes(&scheme, &symbol).join(", ");
        let message = format!("{symbol} is not in {kind} {}; near it are {near}", scheme.version());
        return Err(WrongUse(message).into());
    };
    let ancestors: Vec<u32> = scheme.ancestors(id).collect();
    let mut classes: Vec<u32> = ancestors.into_iter().rev().collect();
    let own_place = classes.len();
    classes.push(id);
    classes.extend(scheme.children(id));
    let mut counted = Vec::with_capacity(classes.len());
    for id in &classes {
        counted.push((*id, query::count_class(&generation, kind, scheme.symbol(*id))?));
    }
    if arguments.json {
        let json = |(id, counts): &(u32, ClassCounts)| class_json(&scheme, *id, *counts);
        output::print_json(&json!({
            "scheme": kind.as_str(),
            "version": scheme.version(),
            "class": json(&counted[own_place]),
            "ancestors": counted[..own_place].iter().map(json).collect::<Vec<_>>(),
            "children": counted[own_place + 1..].iter().map(json).collect::<Vec<_>>(),
        }))?;
    } else {
        let mut out = String::new();
        for (place, (id, counts)) in counted.iter().enumerate() {
            let indent = place.min(own_place + 1);
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{:indent$}{}", "", class_line(&scheme, *id, *counts), indent = 2 * indent);
        }
        output::print(&out)?;
    }
    Ok(Exit::Done)
}

fn class_line(scheme: &Scheme, id: u32, counts: ClassCounts) -> String {
    let titles: Vec<String> = scheme.titles(id).into_iter().map(|title| title.text).collect();
    format!("{} {} ({}/{})", scheme.symbol(id), titles.join(" / "), counts.own, counts.below)
}

fn class_json(scheme: &Scheme, id: u32, counts: ClassCounts) -> serde_json::Value {
    let title = |title: Text| (title.language.to_string(), title.text.into());
    json!({
        "symbol": scheme.symbol(id),
        "titles": scheme.titles(id).into_iter().map(title).collect::<serde_json::Map<_, _>>(),
        "own": counts.own,
        "below": counts.below,
    })
}
