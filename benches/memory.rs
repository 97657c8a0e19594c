//! Peak resident memory and rate of `chizai index` on one weekly file of 1 GB.
//!
//! Corpus: the weekly USPTO grants of the data folder repeated under new publication numbers until the file has
//! `CHIZAI_BENCH_MB` megabytes (default 1000). No randomness. The process is watched through `/proc`.
//! Run: `cargo build --release -p cli && cargo bench -p benches --bench memory`

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use benches::{data, workspace};

fn main() {
    let megabytes: u64 =
        std::env::var("CHIZAI_BENCH_MB").ok().and_then(|text| text.parse().ok()).unwrap_or(1000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let input = folder.path().join("weekly.xml");
    let n_records = write_weekly(&input, megabytes * 1_000_000);
    let started = Instant::now();
    let mut child = Command::new(binary())
        .args(["index", "--json", "--index"])
        .arg(folder.path().join("index"))
        .arg(&input)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary is built: cargo build --release -p cli");
    let peak = peak_resident_mb(&mut child);
    let seconds = started.elapsed().as_secs_f64();
    println!("| input MB | records | seconds | MB/s | peak resident MB |\n|---|---|---|---|---|");
    println!("| {megabytes} | {n_records} | {seconds:.1} | {:.1} | {peak:.0} |", megabytes as f64 / seconds);
}

fn binary() -> std::path::PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), Into::into);
    target.join("release/chizai")
}

/// Repeats the real grants, each time under publication numbers of its own, until the file is large enough.
fn write_weekly(path: &Path, size_bytes: u64) -> u64 {
    let mut files: Vec<_> = std::fs::read_dir(data().join("patents/uspto/weekly"))
        .expect("weekly files")
        .map(|entry| entry.expect("a folder entry").path())
        .collect();
    files.sort();
    let records: Vec<String> = files
        .iter()
        .flat_map(|file| {
            let text = std::fs::read_to_string(file).expect("weekly files are UTF-8");
            text.split_inclusive("</us-patent-grant>").map(str::to_owned).collect::<Vec<_>>()
        })
        .filter(|record| record.contains("<us-patent-grant"))
        .collect();
    let mut out = BufWriter::new(File::create(path).expect("room for the input"));
    let (mut written, mut n_records) = (0, 0);
    while written < size_bytes {
        let record = renumbered(&records[n_records as usize % records.len()], n_records);
        out.write_all(record.as_bytes()).expect("room for the input");
        written += record.len() as u64;
        n_records += 1;
    }
    out.flush().expect("room for the input");
    n_records
}

/// The record with its first document number, that of the publication, replaced.
fn renumbered(record: &str, n: u64) -> String {
    let open = "<doc-number>";
    let start = record.find(open).expect("every grant has a number") + open.len();
    let end = start + record[start..].find('<').expect("the element is closed");
    format!("{}{:08}{}", &record[..start], 20_000_000 + n, &record[end..])
}

/// The highest `VmHWM` seen until the process ends.
fn peak_resident_mb(child: &mut Child) -> f64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak_kb = 0.0f64;
    while child.try_wait().expect("the child can be waited for").is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kb = line.and_then(|line| line.trim().strip_suffix(" kB")).and_then(|kb| kb.trim().parse().ok());
        peak_kb = peak_kb.max(kb.unwrap_or(0.0));
        std::thread::sleep(Duration::from_millis(20));
    }
    peak_kb / 1000.0
}
