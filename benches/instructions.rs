//! Instructions that the processor executes for a token and a byte of text.
//!
//! Corpus: the first passages of scifact (English) and jaquad (Japanese). Counted by valgrind (callgrind), which runs the
//! analyser over so many texts and over twice as many: the difference is that of the texts, without what is loaded.
//! Counts are the same at every run, whatever else the machine does; vector instructions count as one each.
//! Run: `cargo bench -p benches --bench instructions`; needs valgrind on the path.

use std::process::Command;

use benches::{judged_documents, setup, texts};
use model::{Document, Language};

const TEXTS: usize = 150;

const WORK: &str = "work";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|one| !one.starts_with('-')).collect();
    if let [work, analyser, n] = arguments.as_slice()
        && work == WORK
    {
        let (tokens, bytes) = analysed(analyser, n.parse().expect("a number of texts"));
        println!("{tokens}\t{bytes}");
        return;
    }
    println!("| analyser | tokens | instructions a token | instructions a byte |\n|---|---|---|---|");
    for analyser in ["english", "english-words", "japanese", "japanese-characters"] {
        let [once, twice] = [TEXTS, 2 * TEXTS].map(|n| counted(analyser, n));
        let [instructions, tokens, bytes] = [0, 1, 2].map(|i| (twice[i] - once[i]) as f64);
        println!("| {analyser} | {tokens} | {:.0} | {:.1} |", instructions / tokens, instructions / bytes);
    }
}

/// Instructions, tokens and bytes of the first `n` texts.
fn counted(analyser: &str, n: usize) -> [u64; 3] {
    let myself = std::env::current_exe().expect("the bench has a file");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(myself)
        .args([WORK, analyser, &n.to_string()])
        .output()
        .expect("valgrind is on the path");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = report.lines().find_map(|line| line.split_once("Collected : ")).expect("callgrind counts");
    let mut counts = vec![line.1.trim().to_owned()];
    counts.extend(String::from_utf8_lossy(&output.stdout).trim().split('\t').map(str::to_owned));
    let counts: Vec<u64> = counts.iter().map(|count| count.parse().expect("a number")).collect();
    counts.try_into().expect("three counts")
}

fn analysed(analyser: &str, n: usize) -> (usize, usize) {
    let (_, analyzers) = setup();
    let mut worker = analyzers.get(analyser).expect("the shipped configuration has this analyser");
    let documents: Vec<Document> = match analyser.starts_with("japanese") {
        true => judged_documents("jaquad-dev-ja", Language::JA),
        false => judged_documents("scifact", Language::EN),
    };
    let texts = documents.iter().flat_map(texts).take(n);
    texts.fold((0, 0), |(tokens, bytes), text| (tokens + worker.analyze(text).len(), bytes + text.len()))
}
