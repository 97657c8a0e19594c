//! From starting the process to the first answer over HTTP, and the idle server's memory.
//!
//! Corpus: the demo index, built beforehand, file cache warm. Twenty starts; median and worst are printed.
//! Run: `cargo build --release -p cli && cargo bench -p benches --bench startup`

use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use benches::{
    percentile,
    serving::{Serving, binary},
};

const STARTS: usize = 20;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let index = folder.path().join("index");
    let built = Command::new(binary())
        .args(["demo", "--no-serve", "--index"])
        .arg(&index)
        .stderr(Stdio::null())
        .status()
        .expect("the binary is built: cargo build --release -p cli");
    assert!(built.success(), "the demo index could not be built");
    let mut samples: Vec<Duration> = Vec::new();
    let mut resident_mb = 0.0;
    for _ in 0..STARTS {
        let started = Instant::now();
        let server = Serving::start(&index);
        server.get("/v1/search?q=electrolyte");
        samples.push(started.elapsed());
        resident_mb = anonymous_resident_mb(server.id());
    }
    samples.sort();
    let ms = |share| percentile(&samples, share).as_secs_f64() * 1e3;
    println!("| starts | median ms | worst ms | anonymous resident MB |\n|---|---|---|---|");
    println!("| {STARTS} | {:.0} | {:.0} | {resident_mb:.0} |", ms(0.5), ms(1.0));
}

/// Resident memory that is not a mapped file.
fn anonymous_resident_mb(pid: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    let kb: f64 =
        line.and_then(|l| l.trim().strip_suffix(" kB")).and_then(|kb| kb.trim().parse().ok()).unwrap_or(0.0);
    kb / 1000.0
}
