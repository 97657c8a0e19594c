//! Lucene in a Java process of its own.

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
    process::Command,
    rc::Rc,
    time::Duration,
};

use crate::{
    engine::{Answer, Engine, Mode, Query},
    process::{Driver, Indexed, answer},
};

/// How Lucene searches one term in several fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// By `CombinedFieldQuery`, its BM25F.
    Combined,
    /// As the sum over the fields, each with its boost.
    Boosted,
}

pub(crate) struct Lucene {
    pub(crate) driver: Rc<RefCell<Driver>>,
    pub(crate) style: Style,
}

/// The folder that `setup` filled.
pub(crate) fn folder() -> PathBuf {
    let default = benches::workspace().join("target/peers");
    std::env::var_os("CHIZAI_PEERS").map_or(default, Into::into)
}

/// # Panics
/// Where the peers are not set up.
pub(crate) fn start() -> Driver {
    let folder = folder();
    let java = std::fs::read_to_string(folder.join("java")).unwrap_or_else(|error| {
        panic!("{}: {error}; run benches/peers/setup first", folder.join("java").display())
    });
    let classes = format!("{0}/lucene/*:{0}/classes", folder.display());
    Driver::start(
        Command::new(java.trim())
            .args(["-Xms4g", "-Xmx4g", "-XX:+UseParallelGC", "--add-modules", "jdk.incubator.vector"])
            .args(["--enable-native-access=ALL-UNNAMED", "-cp", classes.as_str(), "Driver"]),
    )
}

/// Builds an index of documents that chizai analysed, and opens it.
pub(crate) fn index(driver: &mut Driver, folder: &Path, terms: &Path, threads: usize) -> Indexed {
    let request = format!("index\t{}\t{}\t{threads}\ttrue", folder.display(), terms.display());
    let indexed = Indexed::read(&driver.ask(&request));
    driver.ask(&format!("open\t{}", folder.display()));
    indexed
}

impl Style {
    fn as_str(self) -> &'static str {
        match self {
            Self::Combined => "combined",
            Self::Boosted => "boosted",
        }
    }
}

impl Engine for Lucene {
    fn name(&self) -> &'static str {
        match self.style {
            Style::Combined => "Lucene, combined",
            Style::Boosted => "Lucene",
        }
    }

    /// A virtual machine compiles what it runs often.
    fn warm_up(&self) -> Duration {
        Duration::from_millis(1500)
    }

    fn run(&mut self, query: &Query, mode: Mode) -> Answer {
        let request = format!("run\t{}\t{}\t{}", mode.as_str(), self.style.as_str(), line(query));
        answer(&self.driver.borrow_mut().ask(&request))
    }

    fn batch(&mut self, queries: &[Query], mode: Mode, threads: usize) -> Duration {
        let style = format!("\t{}", self.style.as_str());
        self.driver.borrow_mut().batch(queries, mode, threads, &style, line)
    }
}

/// A query as `lucene/Searching.java` reads it.
fn line(query: &Query) -> String {
    format!("{}\t{}\t{}", query.analyser(), query.text, query.tree.words())
}
