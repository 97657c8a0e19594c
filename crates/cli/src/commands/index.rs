//! `chizai index`: files to a new generation of an index.

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
    thread::available_parallelism,
    time::Instant,
};

use indexer::{IndexWriter, Published, WriterOptions};
use serde_json::json;

use crate::{
    arguments::{Configuration, Index},
    exit::{Exit, WrongUse},
    ingest::{IngestOptions, IngestReport, gather, ingest},
    output,
    setup::{self, Setup},
};

pub(crate) fn run(configuration: &Configuration, arguments: &Index) -> anyhow::Result<Exit> {
    let started = Instant::now();
    let files = gather(&arguments.paths)?;
    if files.is_empty() {
        return Err(WrongUse(no_input(&arguments.paths)).into());
    }
    let setup = setup::prepare(configuration)?;
    let threads = arguments.threads.and_then(|n| NonZeroUsize::new(n.into())).unwrap_or_else(all_cores);
    let options =
        WriterOptions { memory_bytes: arguments.memory, threads: threads.get(), ..WriterOptions::default() };
    let writer = IndexWriter::open(&arguments.index, &setup.config, &setup.analyzers, &options)?;
    let bar = output::byte_bar(files.iter().map(|file| file.size_bytes).sum(), "indexing");
    let options = IngestOptions { threads, strict: arguments.strict, limits: sources::Limits::default() };
    let report = ingest(&files, &options, &writer, &bar)?;
    bar.finish_and_clear();
    if arguments.strict && 0 < report.skipped {
        print_skips(&report);
        writer.discard()?;
        anyhow::bail!("a record was skipped and --strict was given: nothing is published");
    }
    let published = writer.publish()?;
    if arguments.json {
        output::print_json(&json_report(&report, &published, started.elapsed().as_secs_f64()))?;
    } else {
        print_skips(&report);
        print_counts(&report, &published);
        output::say(summary(&published, &arguments.index, started.elapsed().as_secs_f64()));
    }
    Ok(if report.skipped == 0 { Exit::Done } else { Exit::Partly })
}

/// What is wrong with folders that hold no file to read.
fn no_input(paths: &[PathBuf]) -> String {
    let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    format!(
        "no input file was found in {}; hidden files, and texts, tables and pictures beside the data, are left out \
         unless they are named themselves",
        paths.join(", ")
    )
}

pub(crate) fn all_cores() -> NonZeroUsize {
    available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Opens a writer with default options.
pub(crate) fn open_writer(index: &Path, setup: &Setup) -> anyhow::Result<IndexWriter> {
    Ok(IndexWriter::open(index, &setup.config, &setup.analyzers, &WriterOptions::default())?)
}

fn json_report(report: &IngestReport, published: &Published, seconds: f64) -> serde_json::Value {
    let counts = report.counts(published.counts);
    json!({
        "read": report.read,
        "indexed": counts.indexed,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "superseded": counts.superseded,
        "skipped": counts.skipped,
        "ignored": report.ignored,
        "generation": published.generation.to_string(),
        "documents": published.documents,
        "seconds": seconds,
        "bytes": published.bytes,
        "skips": report.skips,
        "skips_left_out": report.skipped - report.skips.len() as u64,
    })
}

fn summary(published: &Published, index: &Path, seconds: f64) -> String {
    let what = if published.changed { "published generation" } else { "nothing changed; still generation" };
    format!(
        "{what} {} in {} with {} documents, {:.1} MB, {seconds:.1} s",
        published.generation,
        index.display(),
        published.documents,
        published.bytes as f64 / 1e6,
    )
}

/// Skips shown one by one before the rest is only counted.
const SHOWN_SKIPS: usize = 20;

fn print_skips(report: &IngestReport) {
    for skip in report.skips.iter().take(SHOWN_SKIPS) {
        let position = skip.position.map(|position| format!(", byte {position}")).unwrap_or_default();
        output::say(format!("skipped {}, record {}{position}: {}", skip.file, skip.record, skip.reason));
    }
    if SHOWN_SKIPS < report.skips.len() {
        output::say(format!("… and {} more; --json lists them", report.skipped - SHOWN_SKIPS as u64));
    }
}

fn print_counts(report: &IngestReport, published: &Published) {
    let counts = report.counts(published.counts);
    for (name, count) in [
        ("read", report.read),
        ("indexed", counts.indexed),
        ("updated", counts.updated),
        ("unchanged", counts.unchanged),
        ("superseded in this run", counts.superseded),
        ("skipped", counts.skipped),
        ("ignored (no documents)", report.ignored),
    ] {
        output::say(format!("{name:<24}{count:>12}"));
    }
}
