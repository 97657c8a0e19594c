//! `chizai lines`: a search of several lines, with the count of each.

use std::fmt::Write;

use server::{InterfaceLanguage, count_lines, wire::LineResponse};

use crate::{
    arguments::{Configuration, Lines},
    exit::{Exit, WrongUse},
    output, setup,
};

pub(crate) fn run(configuration: &Configuration, arguments: &Lines) -> anyhow::Result<Exit> {
    let file = &arguments.file;
    let text = std::fs::read_to_string(file)
        .map_err(|error| WrongUse(format!("cannot read {}: {error}", file.display())))?;
    let setup = setup::prepare(configuration)?;
    let (generation, _) = setup::open_with_ledger(&setup, &arguments.index, arguments.ledger.as_deref())?;
    let lines = query::lines(&text, arguments.syntax);
    let limit = setup.config.ranking.limits.lines;
    if limit < lines.len() {
        let count = lines.len();
        return Err(WrongUse(format!("there are {count} lines, the limit is {limit} (limits.lines)")).into());
    }
    let counted = count_lines(&generation, &lines, InterfaceLanguage::from_environment())?;
    if arguments.json {
        output::print_json(&counted)?;
    } else {
        output::print(&output::harmless(&listing(&text, &counted)))?;
    }
    let is_whole = counted.iter().all(|line| line.count.is_some());
    Ok(if is_whole { Exit::Done } else { Exit::Partly })
}

// Writing to a string cannot fail, so the results of `writeln!` are dropped here.
fn listing(text: &str, lines: &[LineResponse]) -> String {
    let mut out = String::new();
    for line in lines {
        let count = line.count.map_or_else(|| "-".to_owned(), |count| count.to_string());
        let _ = writeln!(out, "{:>6}  {count:>9}  {}", line.name, line.query);
        for problem in &line.problems {
            let place = problem.range.as_ref().map_or_else(String::new, |range| place(text, range.start));
            let _ = writeln!(out, "{:>19}{place}{}: {}", "", problem.code, problem.message);
        }
        for advice in &line.lint {
            let _ = writeln!(out, "{:>19}{}: {}", "", advice.code, advice.message);
        }
    }
    out
}

/// The line and column of a character, both from 1: `3:12: `.
fn place(text: &str, at: usize) -> String {
    let before: String = text.chars().take(at).collect();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    format!("{line}:{column}: ")
}
