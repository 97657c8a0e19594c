//! Documents and megabytes of text indexed a second, and index bytes a byte of text.
//!
//! Corpora: the weekly USPTO grants and all JATS articles (English full texts), scifact (English abstracts),
//! jaquad and jsquad passages (Japanese, all views). Each is indexed into an empty folder by one and by two threads,
//! interleaved, three times; the median is printed. No randomness.
//! Isolated: `IndexWriter::add` to `publish`; documents are parsed beforehand.
//! Run: `cargo bench -p benches --bench indexing`

use std::time::Duration;

use benches::{build, data, documents_below, judged_documents, mb_per_second, percentile, text_bytes};
use model::{Document, Language};

const ROUNDS: usize = 3;

fn main() {
    let articles = data().join("articles/jats");
    let jats = ["plos", "pmc", "elife"].map(|publisher| documents_below(&articles.join(publisher))).concat();
    let corpora: Vec<(&str, Vec<Document>)> = vec![
        ("uspto-weekly (en)", documents_below(&data().join("patents/uspto/weekly"))),
        ("jats (en)", jats),
        ("scifact (en)", judged_documents("scifact", Language::EN)),
        ("jaquad-dev-ja (ja)", judged_documents("jaquad-dev-ja", Language::JA)),
        ("jsquad-valid-ja (ja)", judged_documents("jsquad-valid-ja", Language::JA)),
    ];
    println!("| corpus | documents | MB text | threads | docs/s | MB/s | index bytes / text byte |");
    println!("|---|---|---|---|---|---|---|");
    for (name, documents) in &corpora {
        let mut durations = [const { Vec::new() }; 2];
        let mut index_bytes = 0;
        for _ in 0..ROUNDS {
            for (threads, samples) in [1, 2].into_iter().zip(&mut durations) {
                let folder = tempfile::tempdir().expect("a temporary folder");
                let built = build(folder.path(), documents, threads);
                samples.push(built.duration);
                index_bytes = built.index_bytes;
            }
        }
        for (threads, samples) in [1, 2].into_iter().zip(&mut durations) {
            row(name, documents, threads, samples, index_bytes);
        }
    }
}

fn row(name: &str, documents: &[Document], threads: usize, samples: &mut [Duration], index_bytes: u64) {
    samples.sort();
    let median = percentile(samples, 0.5);
    let bytes = text_bytes(documents);
    println!(
        "| {name} | {} | {:.1} | {threads} | {:.0} | {:.1} | {:.2} |",
        documents.len(),
        bytes as f64 / 1e6,
        documents.len() as f64 / median.as_secs_f64(),
        mb_per_second(bytes, median),
        index_bytes as f64 / bytes as f64,
    );
}
