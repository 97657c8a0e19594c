//! From starting the process to the first answer over HTTP, and the idle server's memory.
//!
//! Corpus: the demo index, built beforehand, file cache warm. Twenty starts; median and worst are printed.
//! Run: `cargo build --release -p cli && cargo bench -p benches --bench startup`

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use benches::{percentile, workspace};

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
        let (server, address) = start(&index);
        let answer = first_answer(&address);
        samples.push(started.elapsed());
        assert!(answer.starts_with("HTTP/1.1 200"), "the first search was not answered: {answer}");
        resident_mb = anonymous_resident_mb(server.0.id());
    }
    samples.sort();
    let ms = |share| percentile(&samples, share).as_secs_f64() * 1e3;
    println!("| starts | median ms | worst ms | anonymous resident MB |\n|---|---|---|---|");
    println!("| {STARTS} | {:.0} | {:.0} | {resident_mb:.0} |", ms(0.5), ms(1.0));
}

fn binary() -> std::path::PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), Into::into);
    target.join("release/chizai")
}

/// Killed when dropped, so that no server outlives the bench.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

fn start(index: &Path) -> (Running, String) {
    let mut child = Command::new(binary())
        .args(["serve", "--listen", "127.0.0.1:0", "--index"])
        .arg(index)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the server starts");
    let stderr = child.stderr.take().expect("standard error is piped");
    let mut lines = BufReader::new(stderr).lines().map_while(Result::ok);
    let address = lines
        .find_map(|line| Some(line.split_once("http://")?.1.split_once('/')?.0.to_owned()))
        .expect("the server prints its address");
    // Keeps the pipe empty, so that the server never waits for a reader of its log.
    std::thread::spawn(move || lines.for_each(drop));
    (Running(child), address)
}

fn first_answer(address: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    let request =
        format!("GET /v1/search?q=electrolyte HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("the request is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("the answer is UTF-8");
    answer
}

/// Resident memory that is not a mapped file.
fn anonymous_resident_mb(pid: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    let kb: f64 =
        line.and_then(|l| l.trim().strip_suffix(" kB")).and_then(|kb| kb.trim().parse().ok()).unwrap_or(0.0);
    kb / 1000.0
}
