//! How indexing and searching grow: 10 thousand, 100 thousand and a million documents.
//!
//! Corpus: synthetic, [`benches::synthetic`]. Queries: words of the same texts, of documents that lie evenly apart. No
//! randomness from run to run.
//! Indexing: two threads make documents, which takes part of their time and is told, prepare and add them. Peak memory is
//! that of the process while it indexes, files mapped into it included. Searching: one thread, warm, ten hits with the
//! exact total and without passages. Memory afterwards is what the process holds beside mapped files.
//! Run: `cargo bench -p benches --bench growth`; `CHIZAI_BENCH_DOCUMENTS` sets the largest number.

use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicU64, AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use benches::{add_all, open, percentile, setup, synthetic::Synthetic, synthetic_documents, texts};
use indexer::{Generation, IndexWriter, WriterOptions};
use query::{FacetColumn, FacetRequest, Filter, SearchRequest, free_text};

const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

const QUERIES: usize = 100;

const ROUNDS: usize = 3;

fn main() {
    let limit = synthetic_documents(usize::MAX);
    let synthetic = Synthetic::new();
    for n_documents in SIZES.into_iter().filter(|size| *size <= limit) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        println!("\n{n_documents} synthetic documents");
        index(folder.path(), &synthetic, n_documents);
        let generation = open(folder.path());
        search(&generation, &synthetic, n_documents);
        println!("memory beside mapped files: {:.0} MB", status_mb("RssAnon"));
    }
}

fn index(dir: &Path, synthetic: &Synthetic, n_documents: usize) {
    let (config, analyzers) = setup();
    let options = WriterOptions { threads: 2, ..WriterOptions::default() };
    forget_peak();
    let (bytes, making) = (AtomicUsize::new(0), AtomicU64::new(0));
    let make = |i: usize| {
        let started = Instant::now();
        let document = synthetic.document(i);
        bytes.fetch_add(texts(&document).into_iter().map(str::len).sum(), Ordering::Relaxed);
        making.fetch_add(started.elapsed().as_nanos() as u64, Ordering::Relaxed);
        document
    };
    let began = Instant::now();
    let writer =
        IndexWriter::open(dir, &config, &analyzers, &options).expect("an empty folder can be written");
    add_all(&writer, options.threads, 0..n_documents, make);
    let published = writer.publish().expect("the index can be published");
    let took = began.elapsed();
    let (bytes, making) = (bytes.into_inner(), Duration::from_nanos(making.into_inner()));
    println!(
        "| seconds | of these making documents | documents/s | MB text | MB/s | index bytes / text byte | peak MB |"
    );
    println!("|---|---|---|---|---|---|---|");
    println!(
        "| {:.1} | {:.1} | {:.0} | {:.0} | {:.1} | {:.2} | {:.0} |",
        took.as_secs_f64(),
        making.as_secs_f64(),
        n_documents as f64 / took.as_secs_f64(),
        bytes as f64 / 1e6,
        benches::mb_per_second(bytes, took),
        published.bytes as f64 / bytes as f64,
        status_mb("VmHWM"),
    );
}

/// Lets the kernel measure the peak of memory anew.
fn forget_peak() {
    fs::write("/proc/self/clear_refs", "5").expect("a process may forget its peak");
}

fn status_mb(name: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").expect("the kernel tells of the process");
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let kb =
        line.and_then(|line| line.trim().strip_suffix(" kB")).and_then(|kb| kb.trim().parse::<f64>().ok());
    kb.expect("the status has the line") / 1000.0
}

fn search(generation: &Generation, synthetic: &Synthetic, n_documents: usize) {
    println!("| class | p50 ms | p95 ms | mean of matches |\n|---|---|---|---|");
    for n in [1, 3, 10, 30, 100] {
        let queries: Vec<String> =
            (0..QUERIES).map(|i| words(synthetic, i * (n_documents / QUERIES), n)).collect();
        measure(generation, &format!("{n} words"), &queries, |_| ());
        if n == 3 {
            measure(generation, "3 words, filter 10 %", &queries, |request| {
                request.filters.push(Filter::read("published", &["[1900 TO 1909]"]).expect("a filter"));
            });
            measure(generation, "3 words, three facets", &queries, |request| {
                let columns = [FacetColumn::Type, FacetColumn::Language, FacetColumn::Year];
                request.facets = columns.map(|column| FacetRequest { column, size: 10 }).to_vec();
            });
        }
    }
}

/// So many words of documents from the i-th on; in Japanese, runs of four characters.
fn words(synthetic: &Synthetic, mut i: usize, n: usize) -> String {
    let mut words: Vec<String> = Vec::new();
    while words.len() < n {
        let document = synthetic.document(i);
        for text in texts(&document).into_iter().rev() {
            let is_spaced = text.is_ascii() || text.contains(". ");
            let pieces: Vec<String> = if is_spaced {
                text.split(' ').filter(|word| 4 < word.len()).map(str::to_owned).collect()
            } else {
                text.chars().collect::<Vec<_>>().chunks(4).map(String::from_iter).collect()
            };
            let from = pieces.len() / 2;
            words.extend(pieces.into_iter().skip(from).take(n - words.len()));
        }
        i += 1;
    }
    words.join(" ")
}

fn measure(generation: &Generation, class: &str, queries: &[String], narrow: impl Fn(&mut SearchRequest)) {
    let (mut samples, mut matches) = (Vec::with_capacity(queries.len()), 0);
    for query in queries {
        let mut request = SearchRequest { highlight: false, ..SearchRequest::new(free_text(query)) };
        narrow(&mut request);
        let mut rounds = Vec::with_capacity(ROUNDS);
        for _ in 0..ROUNDS {
            let started = Instant::now();
            matches += query::search(generation, &request).expect("a page").total;
            rounds.push(started.elapsed());
        }
        rounds.sort();
        samples.push(percentile(&rounds, 0.5));
    }
    samples.sort();
    let ms = |share| percentile(&samples, share).as_secs_f64() * 1e3;
    let mean = matches / (queries.len() * ROUNDS) as u64;
    println!("| {class} | {:.2} | {:.2} | {mean} |", ms(0.5), ms(0.95));
}
