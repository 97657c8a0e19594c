//! Events as JSON Lines: what each would do, then all of them or none.

use ::commons::{Applied, Batch, Effect, NewEntry, Terms};
use serde_json::{Value, json};

use super::{open, owner_of_file, wrong_use};
use crate::{
    arguments::Enter,
    exit::{Exit, WrongUse},
    output,
};

pub(super) fn run(arguments: &Enter) -> anyhow::Result<Exit> {
    let name = arguments.file.display().to_string();
    let text = std::fs::read_to_string(&arguments.file)
        .map_err(|error| WrongUse(format!("cannot read {name}: {error}")))?;
    let entries = read_events(&name, &text)?;
    let commons = open(&arguments.ledger)?;
    let entering = &arguments.entering;
    let batch = Batch { author: owner_of_file(&entering.by), entries, key: entering.key.clone() };
    if entering.apply {
        let applied = commons.apply(&batch).map_err(wrong_use)?;
        if entering.json {
            output::print_json(&json!({ "applied": said(&applied) }))?;
        } else {
            output::say(said(&applied));
        }
        return Ok(Exit::Done);
    }
    let effects = commons.plan(&batch).map_err(wrong_use)?.effects;
    let n_refused = effects.iter().filter(|effect| effect.is_err()).count();
    let outcome = |effect: &Result<Effect, ::commons::Refusal>| match effect {
        Ok(Effect::Changes) => "would be entered".to_owned(),
        Ok(Effect::Nothing) => "says what the ledger says already".to_owned(),
        Err(refusal) => format!("refused: {refusal}"),
    };
    let outcomes: Vec<String> = effects.iter().map(outcome).collect();
    if entering.json {
        output::print_json(&json!({ "outcomes": outcomes, "refused": n_refused }))?;
    } else {
        for (i, outcome) in outcomes.iter().enumerate() {
            output::print(&format!("event {}: {}\n", i + 1, output::harmless(outcome)))?;
        }
        output::say("nothing was entered; --apply enters all of it, or nothing if any is refused");
    }
    Ok(if n_refused == 0 { Exit::Done } else { Exit::Partly })
}

/// Reads entries, one a line; lines that are empty or begin with # are passed over. Terms may leave out the hashes of their
/// texts, which are then computed.
pub(crate) fn read_events(name: &str, text: &str) -> Result<Vec<NewEntry>, WrongUse> {
    let mut entries = Vec::new();
    for (i, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let wrong = |error: serde_json::Error| WrongUse(format!("{name}, line {}: {error}", i + 1));
        let mut value: Value = serde_json::from_str(line).map_err(wrong)?;
        add_hashes(&mut value).map_err(wrong)?;
        // Read from text: names are checked where they are borrowed from it.
        entries.push(serde_json::from_str(&value.to_string()).map_err(wrong)?);
    }
    if entries.is_empty() {
        return Err(WrongUse(format!("{name} has no events")));
    }
    Ok(entries)
}

fn add_hashes(entry: &mut Value) -> Result<(), serde_json::Error> {
    let event = &mut entry["event"];
    if event["kind"] == "terms-published" && event["text_sha256"].is_null() {
        let terms: Terms = serde_json::from_str(&event["content"].to_string())?;
        event["text_sha256"] = serde_json::to_value(terms.text_digests())?;
    }
    Ok(())
}

/// What became of a batch, in a sentence.
pub(super) fn said(applied: &Applied) -> String {
    match applied {
        Applied::Entered { first, last, n_unchanged: 0 } => format!("entries {first} to {last} were made"),
        Applied::Entered { first, last, n_unchanged } => {
            format!("entries {first} to {last} were made; {n_unchanged} said what the ledger says already")
        }
        Applied::NothingNew => "nothing was entered: the ledger says all of it already".to_owned(),
        Applied::EnteredBefore => "nothing was entered: this batch was entered before".to_owned(),
    }
}
