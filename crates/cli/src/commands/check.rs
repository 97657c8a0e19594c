//! `chizai check`: are the files of an index whole, and was it built with this configuration?

use indexer::Damage;
use serde_json::json;

use crate::{
    arguments::{Check, Configuration},
    exit::Exit,
    output, setup,
};

pub(crate) fn run(configuration: &Configuration, arguments: &Check) -> anyhow::Result<Exit> {
    let setup = setup::prepare(configuration)?;
    setup::expect_index(&arguments.index)?;
    let report = indexer::check(&arguments.index, &setup.config, &setup.analyzers)?;
    // Of the configuration in use: an index does not remember weights, since none is written into it.
    let ranking_fingerprint = setup.config.ranking.fingerprint();
    if arguments.json {
        let damage: Vec<String> = report.damages.iter().map(said).collect();
        output::print_json(&json!({
            "generation": report.generation.to_string(),
            "documents": report.documents,
            "files": report.files,
            "bytes": report.bytes,
            "fingerprint": report.fingerprint.to_string(),
            "ranking_fingerprint": ranking_fingerprint,
            "sound": report.damages.is_empty(),
            "damage": damage,
        }))?;
    } else {
        for damage in &report.damages {
            output::say(format!("damaged: {}", said(damage)));
        }
        output::print(&format!(
            "generation {}: {} documents, {} files, {:.1} MB, fingerprint {}, ranking_fingerprint {ranking_fingerprint}: {}\n",
            report.generation,
            report.documents,
            report.files,
            report.bytes as f64 / 1e6,
            report.fingerprint,
            if report.damages.is_empty() { "sound" } else { "damaged; rebuild it with `chizai index`" },
        ))?;
    }
    Ok(if report.damages.is_empty() { Exit::Done } else { Exit::Failed })
}

fn said(damage: &Damage) -> String {
    format!("{}: {}", damage.path.display(), damage.reason)
}
