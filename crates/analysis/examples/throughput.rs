//! How fast each analyser reads text: MB/s of UTF-8 on one thread, best of five passes.
//!
//! Usage: `cargo run --release -p analysis --example throughput -- ANALYSER FILE...`
//! A `.jsonl` file is read as judged collections are: the `text` of every line is one value; of any other file, every
//! line is one. What is measured is analysis alone; reading, and making the values, is not.

use std::process::ExitCode;
use std::time::Instant;

use analysis::{Analyzers, AnalyzersConfig, default_cache_dir};

const PASSES: u32 = 5;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(name) = arguments.next() else {
        eprintln!("usage: throughput ANALYSER FILE...");
        return ExitCode::from(2);
    };
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../index-config/analyzers.toml");
    let values: Vec<String> = arguments.flat_map(|path| values_of(&path)).collect();
    let text = std::fs::read_to_string(file).expect("the shipped configuration is in the repository");
    let config = AnalyzersConfig::parse(&text, file).expect("the shipped configuration is right");
    let start = Instant::now();
    let analyzers = Analyzers::load(&config, &default_cache_dir()).expect("the cache folder can be written");
    let load_ms = start.elapsed().as_secs_f64() * 1000.0;
    let Some(mut analyzer) = analyzers.get(&name) else {
        eprintln!(
            "no analyser is called {name}; there are: {}",
            analyzers.names().collect::<Vec<_>>().join(", ")
        );
        return ExitCode::from(2);
    };
    let bytes: usize = values.iter().map(String::len).sum();
    let mut tokens = 0;
    let mut best = f64::INFINITY;
    for _ in 0..PASSES {
        let start = Instant::now();
        tokens = values.iter().map(|value| analyzer.analyze(value).len()).sum();
        best = best.min(start.elapsed().as_secs_f64());
    }
    let megabytes = bytes as f64 / 1e6;
    println!(
        "{name}: {:.1} MB/s, {megabytes:.1} MB, {tokens} tokens, loaded in {load_ms:.0} ms",
        megabytes / best
    );
    ExitCode::SUCCESS
}

fn values_of(path: &str) -> Vec<String> {
    let content = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let text_of = |line: &str| match serde_json::from_str::<serde_json::Value>(line) {
        Ok(record) if path.ends_with(".jsonl") => record["text"].as_str().unwrap_or_default().to_owned(),
        _ => line.to_owned(),
    };
    content.lines().map(text_of).collect()
}
