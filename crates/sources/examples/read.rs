//! Reads files and folders and prints what came of them: records, skips with their reasons, MB/s, peak memory.
//!
//! `cargo run --release -p sources --example read -- PATH…`; `--json` prints every document as a line of JSON instead.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::Instant,
};

use sources::{Limits, read_file};

#[derive(Default)]
struct Totals {
    files: u64,
    bytes: u64,
    records: u64,
    documents: u64,
    skipped: u64,
    ignored: u64,
    unreadable: u64,
}

fn main() {
    let mut json = false;
    let mut totals = Totals::default();
    let start = Instant::now();
    for argument in std::env::args_os().skip(1) {
        if argument == "--json" {
            json = true;
            continue;
        }
        for file in files(&PathBuf::from(argument)) {
            read(&file, json, &mut totals);
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let megabytes = totals.bytes as f64 / 1e6;
    eprintln!(
        "{} files ({} unreadable), {} records: {} documents, {} skipped, {} ignored; {megabytes:.1} MB in \
         {seconds:.2} s, {:.1} MB/s; peak memory {}",
        totals.files,
        totals.unreadable,
        totals.records,
        totals.documents,
        totals.skipped,
        totals.ignored,
        megabytes / seconds,
        peak_memory(),
    );
}

fn read(file: &Path, json: bool, totals: &mut Totals) {
    totals.files += 1;
    let summary = read_file(file, &Limits::default(), &mut |document| {
        match document {
            Ok(document) => {
                totals.documents += 1;
                if json {
                    println!("{}", serde_json::to_string(&document).expect("a document is plain data"));
                }
            }
            Err(error) => {
                totals.skipped += 1;
                eprintln!("skipped: {error}");
            }
        }
        ControlFlow::Continue(())
    });
    match summary {
        Ok(summary) => {
            totals.bytes += summary.bytes;
            totals.records += summary.records;
            totals.ignored += summary.ignored;
        }
        Err(error) => {
            totals.unreadable += 1;
            eprintln!("unreadable: {error}");
        }
    }
}

/// The file, or the files of a folder and its folders in order of name.
fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = path.read_dir() else { return vec![path.to_owned()] };
    let mut inside: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    inside.sort();
    inside.iter().flat_map(|path| files(path)).collect()
}

/// Linux's own measure of the largest resident set.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |size| size.trim().to_owned())
}
