//! How long a classification scheme takes to import and to open, and how much memory it holds.
//!
//! `cargo run --release -p indexer --example scheme_memory -- PATH/CPCSchemeXML201908.zip`

use std::{fs, time::Instant};

use indexer::{Schemes, install_scheme};
use sources::{Limits, SchemeDefaults, read_schemes};

fn main() {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("name the files of a scheme");
        return;
    }
    let dir = tempfile::tempdir().expect("a temporary folder");
    let started = Instant::now();
    let reading =
        read_schemes(&files, &Limits::default(), &SchemeDefaults::default()).expect("files of a scheme");
    println!(
        "read      {:7.3} s, {} entries, {} faults",
        seconds(started),
        reading.entries,
        reading.fault_count
    );
    for scheme in &reading.schemes {
        let started = Instant::now();
        let info = install_scheme(dir.path(), scheme).expect("a folder that can be written to");
        println!(
            "installed {:7.3} s, {} {}, {} classes",
            seconds(started),
            info.kind,
            info.version,
            info.classes
        );
    }
    let kinds: Vec<_> = reading.schemes.iter().map(model::Scheme::kind).collect();
    drop(reading);
    for kind in kinds {
        let before = resident_bytes();
        let started = Instant::now();
        let schemes = Schemes::open(dir.path(), &Schemes::default()).expect("an installed scheme");
        let scheme = schemes.get(kind).expect("a whole file").expect("an installed scheme");
        println!(
            "opened    {:7.3} s, {kind}: {:.1} MB held, resident memory grew by {:.1} MB",
            seconds(started),
            scheme.bytes() as f64 / 1e6,
            (resident_bytes() - before) as f64 / 1e6
        );
    }
}

fn seconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64()
}

/// Of this process, as Linux tells it; 0 elsewhere.
fn resident_bytes() -> i64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches("kB").trim().parse::<i64>().unwrap_or(0) * 1024
}
