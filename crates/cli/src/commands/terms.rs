//! `chizai terms`: bilingual term pairs beside an index.

use std::{path::Path, time::Instant};

use indexer::Generation;
use serde_json::json;
use terms::{Decision, DecisionKeys, Decisions, Dictionary, Miner, Pair, PairsInfo, TermPairs, TermsError};

use crate::{
    arguments::{Configuration, Terms, TermsAction, TermsDecide, TermsList, TermsMine},
    exit::{Exit, WrongUse},
    output,
    setup::{self, Setup},
};

pub(crate) fn run(configuration: &Configuration, arguments: &Terms) -> anyhow::Result<Exit> {
    match &arguments.action {
        TermsAction::Mine(arguments) => mine(configuration, arguments),
        TermsAction::List(arguments) => list(configuration, arguments),
        TermsAction::Veto(arguments) => decide(configuration, arguments, Decision::Veto),
        TermsAction::Unveto(arguments) => withdraw(configuration, arguments, Decision::Veto),
        TermsAction::Add(arguments) => decide(configuration, arguments, Decision::Add),
        TermsAction::Unadd(arguments) => withdraw(configuration, arguments, Decision::Add),
    }
}

fn mine(configuration: &Configuration, arguments: &TermsMine) -> anyhow::Result<Exit> {
    let setup = setup::prepare(configuration)?;
    let generation = setup::open(&setup, &arguments.index)?;
    let started = Instant::now();
    let mut dictionaries = Vec::with_capacity(arguments.dictionary.len());
    for path in &arguments.dictionary {
        let dictionary = Dictionary::read(path).map_err(|error| WrongUse(error.to_string()))?;
        if dictionaries.iter().any(|known: &Dictionary| known.name == dictionary.name) {
            let message =
                format!("two dictionaries have the name {:?}: name them in a MANIFEST.toml", dictionary.name);
            return Err(WrongUse(message).into());
        }
        if 0 < dictionary.faults {
            output::say(format!(
                "{}: {} lines without a tab were skipped",
                path.display(),
                dictionary.faults
            ));
        }
        dictionaries.push(dictionary);
    }
    let mined = mine_into(&setup, &generation, &arguments.index, &dictionaries)?;
    let seconds = started.elapsed().as_secs_f64();
    if arguments.json {
        output::print_json(&info_json(&mined, seconds))?;
    } else {
        output::print(&format!("{} in {seconds:.1} s\n", info_line(&mined)))?;
    }
    Ok(if mined.pairs == 0 { Exit::Partly } else { Exit::Done })
}

/// Mines the pairs of an index and puts them beside it.
pub(super) fn mine_into(
    setup: &Setup,
    generation: &Generation,
    index: &Path,
    dictionaries: &[Dictionary],
) -> anyhow::Result<PairsInfo> {
    let mined = Miner::new(&setup.config, &setup.analyzers, dictionaries)?.mine(generation)?;
    Ok(terms::install(index, &mined)?)
}

fn info_line(info: &PairsInfo) -> String {
    let dictionaries: Vec<String> = info
        .dictionaries
        .iter()
        .map(|dictionary| {
            format!(", {} {} ({} entries)", dictionary.name, dictionary.version, dictionary.entries)
        })
        .collect();
    format!(
        "{} pairs from {} aligned texts of {} documents{}, fingerprint {}",
        info.pairs,
        info.texts,
        info.documents,
        dictionaries.concat(),
        info.fingerprint
    )
}

fn info_json(info: &PairsInfo, seconds: f64) -> serde_json::Value {
    let dictionaries: Vec<_> = info
        .dictionaries
        .iter()
        .map(|dictionary| {
            json!({
                "name": dictionary.name,
                "version": dictionary.version,
                "licence": dictionary.licence,
                "sha256": dictionary.sha256,
                "entries": dictionary.entries,
            })
        })
        .collect();
    json!({
        "pairs": info.pairs,
        "texts": info.texts,
        "documents": info.documents,
        "dictionaries": dictionaries,
        "fingerprint": info.fingerprint,
        "seconds": seconds,
    })
}

fn list(configuration: &Configuration, arguments: &TermsList) -> anyhow::Result<Exit> {
    setup::expect_index(&arguments.index)?;
    let setup = setup::prepare(configuration)?;
    let decisions = Decisions::open(&arguments.index)?;
    if arguments.source.as_deref() == Some("vetoed") {
        return list_vetoed(arguments, &decisions);
    }
    let pairs = TermPairs::open(&arguments.index, &setup.config, &setup.analyzers)?;
    let mut listed: Vec<&Pair> = pairs.iter().filter(|pair| is_asked(pair, arguments)).collect();
    listed.sort_by(|a, b| {
        b.score().total_cmp(&a.score()).then_with(|| (&a.ja.key, &a.en.key).cmp(&(&b.ja.key, &b.en.key)))
    });
    let all = listed.len();
    listed.truncate(arguments.limit);
    if arguments.json {
        let listed: Vec<_> = listed.into_iter().map(pair_json).collect();
        output::print_json(&json!({ "total": all, "pairs": listed }))?;
    } else {
        for pair in &listed {
            output::print(&format!("{}\n", output::harmless(&pair_line(pair))))?;
        }
        if listed.len() < all {
            output::say(format!("{} of {all} pairs; --limit shows more", listed.len()));
        }
    }
    Ok(if all == 0 { Exit::Partly } else { Exit::Done })
}

fn list_vetoed(arguments: &TermsList, decisions: &Decisions) -> anyhow::Result<Exit> {
    let vetoed = decisions.iter().filter(|(decision, ja, en)| {
        let is_word = arguments.word.as_deref().is_none_or(|word| has_word(word, ja) || has_word(word, en));
        *decision == Decision::Veto && is_word
    });
    let vetoed: Vec<(&str, &str)> = vetoed.map(|(_, ja, en)| (ja, en)).collect();
    if arguments.json {
        let listed: Vec<_> =
            vetoed.iter().map(|(ja, en)| json!({ "ja": ja, "en": en, "sources": ["vetoed"] })).collect();
        output::print_json(&json!({ "total": vetoed.len(), "pairs": listed }))?;
    } else {
        for (ja, en) in &vetoed {
            output::print(&format!("{}\n", output::harmless(&format!("{ja}\t{en}\tvetoed"))))?;
        }
    }
    Ok(if vetoed.is_empty() { Exit::Partly } else { Exit::Done })
}

fn is_asked(pair: &Pair, arguments: &TermsList) -> bool {
    let is_of_source = arguments.source.as_deref().is_none_or(|asked| {
        pair.sources.iter().any(|source| {
            let name = source.to_string();
            name == asked
                || name
                    .strip_prefix("dictionary")
                    .is_some_and(|rest| asked == "dictionary" || rest.trim() == asked)
        })
    });
    let has = |word: &str| has_word(word, &pair.ja.surface) || has_word(word, &pair.en.surface);
    is_of_source && arguments.word.as_deref().is_none_or(has)
}

fn has_word(word: &str, surface: &str) -> bool {
    surface.to_lowercase().contains(&word.to_lowercase())
}

/// Columns apart by tabs: Japanese, English, score, both probabilities, sources, support.
fn pair_line(pair: &Pair) -> String {
    let documents: Vec<String> = pair.documents.iter().map(ToString::to_string).collect();
    format!(
        "{}\t{}\t{:.3}\t{:.3}\t{:.3}\t{}\t{}\t{}",
        pair.ja.surface,
        pair.en.surface,
        pair.score(),
        pair.to_english,
        pair.to_japanese,
        pair.sources_text(),
        pair.support,
        documents.join(" ")
    )
}

fn pair_json(pair: &Pair) -> serde_json::Value {
    json!({
        "ja": pair.ja.surface,
        "en": pair.en.surface,
        "score": pair.score(),
        "to_english": pair.to_english,
        "to_japanese": pair.to_japanese,
        "sources": pair.sources.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "support": pair.support,
        "documents": pair.documents.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn decide(
    configuration: &Configuration,
    arguments: &TermsDecide,
    decision: Decision,
) -> anyhow::Result<Exit> {
    let (mut decisions, mut keys) = decisions(configuration, arguments)?;
    let is_new = decisions.decide(&mut keys, decision, &arguments.ja, &arguments.en).map_err(wrong_use)?;
    decisions.install(&arguments.index)?;
    let known = if is_new { "" } else { " (already decided)" };
    output::say(format!("{decision}: {} = {}{known}", arguments.ja, arguments.en));
    Ok(Exit::Done)
}

fn withdraw(
    configuration: &Configuration,
    arguments: &TermsDecide,
    decision: Decision,
) -> anyhow::Result<Exit> {
    let (mut decisions, mut keys) = decisions(configuration, arguments)?;
    if !decisions.withdraw(&mut keys, decision, &arguments.ja, &arguments.en).map_err(wrong_use)? {
        let message = format!("there is no {decision} of {} = {}", arguments.ja, arguments.en);
        return Err(WrongUse(message).into());
    }
    decisions.install(&arguments.index)?;
    output::say(format!("withdrawn, {decision}: {} = {}", arguments.ja, arguments.en));
    Ok(Exit::Done)
}

fn decisions(
    configuration: &Configuration,
    arguments: &TermsDecide,
) -> anyhow::Result<(Decisions, DecisionKeys)> {
    setup::expect_index(&arguments.index)?;
    let setup = setup::prepare(configuration)?;
    let keys = DecisionKeys::new(&setup.config, &setup.analyzers)?;
    Ok((Decisions::open(&arguments.index)?, keys))
}

fn wrong_use(error: TermsError) -> anyhow::Error {
    match error {
        TermsError::NoTerm { .. } => WrongUse(error.to_string()).into(),
        other => other.into(),
    }
}
