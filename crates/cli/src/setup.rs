//! From what the user wrote to what the program needs: configuration, dictionaries, an opened index.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use analysis::Analyzers;
use anyhow::Context;
use commons::Commons;
use indexer::{Generation, IndexConfig};
use indicatif::ProgressBar;

use crate::{arguments::Configuration, exit::WrongUse};

/// Configuration with its analysers, ready to index or search.
pub(crate) struct Setup {
    pub(crate) config: IndexConfig,
    pub(crate) analyzers: Analyzers,
}

/// Reads the configuration and opens the dictionaries, which are compiled on first use.
pub(crate) fn prepare(configuration: &Configuration) -> anyhow::Result<Setup> {
    let config = match &configuration.config {
        None => IndexConfig::shipped(),
        Some(folder) => IndexConfig::load(folder)?,
    };
    let cache = configuration.cache.clone().unwrap_or_else(analysis::default_cache_dir);
    let spinner = ProgressBar::new_spinner().with_message("preparing dictionaries");
    spinner.enable_steady_tick(Duration::from_millis(200));
    let analyzers = Analyzers::load(&config.analyzers, &cache);
    spinner.finish_and_clear();
    Ok(Setup { config, analyzers: analyzers? })
}

/// Refuses a folder that is not there, and says how an index gets there.
pub(crate) fn expect_index(folder: &Path) -> Result<(), WrongUse> {
    if folder.is_dir() {
        return Ok(());
    }
    Err(WrongUse(format!(
        "there is no index at {}: build one with `chizai index --index {0} PATH…`",
        folder.display()
    )))
}

/// Opens the published generation of an index that must exist.
pub(crate) fn open(setup: &Setup, index: &Path) -> anyhow::Result<Generation> {
    expect_index(index)?;
    Generation::open(index, &setup.config, &setup.analyzers)
        .with_context(|| format!("cannot open the index at {}", index.display()))
}

/// The ledger's name in the folder of an index, where no other file is named.
const LEDGER: &str = "commons.sqlite";

/// Where the ledger lies: the file that was named, or the one in the folder of the index.
pub(crate) fn ledger_path(named: Option<&Path>, index: &Path) -> PathBuf {
    named.map_or_else(|| index.join(LEDGER), Path::to_owned)
}

/// Opens a ledger that must exist.
pub(crate) fn open_ledger(path: &Path) -> anyhow::Result<Commons> {
    if !path.is_file() {
        let path = path.display();
        let message = format!("there is no ledger at {path}: make one with `chizai commons init`");
        return Err(WrongUse(message).into());
    }
    Ok(Commons::open(path)?)
}

/// Opens the ledger that a server joins to its index: one that was named must exist, one beside the index may be absent.
pub(crate) fn ledger_of_server(named: Option<&Path>, index: &Path) -> anyhow::Result<Option<Arc<Commons>>> {
    let path = ledger_path(named, index);
    if named.is_none() && !path.is_file() {
        return Ok(None);
    }
    open_ledger(&path).map(|commons| Some(Arc::new(commons)))
}

/// The same with the ledger joined to its searches: the one that is named, or the one beside the index where there is one.
pub(crate) fn open_with_ledger(
    setup: &Setup,
    index: &Path,
    ledger: Option<&Path>,
) -> anyhow::Result<(Generation, Option<Arc<Commons>>)> {
    let generation = open(setup, index)?;
    let commons = ledger_of_server(ledger, index)?;
    join(&generation, commons.as_ref());
    Ok((generation, commons))
}

/// Joins a ledger, where there is one, to the searches of a generation.
pub(crate) fn join(generation: &Generation, commons: Option<&Arc<Commons>>) {
    if let Some(commons) = commons {
        query::join(generation, &server::ledger_sets(commons.clone()));
    }
}

/// Opens a generation by its name, while it is kept.
pub(crate) fn open_kept(setup: &Setup, index: &Path, name: &str) -> anyhow::Result<Option<Generation>> {
    expect_index(index)?;
    let id = name.parse().map_err(|error: indexer::NotAGeneration| WrongUse(error.to_string()))?;
    Generation::open_kept(index, &id, &setup.config, &setup.analyzers)
        .with_context(|| format!("cannot open generation {name} of the index at {}", index.display()))
}

/// Reads a report from its file.
pub(crate) fn read_report(path: &Path) -> anyhow::Result<server::wire::Report> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| WrongUse(format!("cannot read {}: {error}", path.display())))?;
    serde_json::from_str(&text)
        .map_err(|error| WrongUse(format!("{} is not a report: {error}", path.display())).into())
}
