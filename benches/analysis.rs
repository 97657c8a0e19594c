//! Megabytes of text analysed a second by one thread, for each analyser.
//!
//! Corpora: `judged/jaquad-dev-ja` and `articles/nlp-journal`-like Japanese passages for the Japanese views,
//! `judged/scifact` (abstracts) and the weekly USPTO grants (full texts) for English. No randomness.
//! Isolated: analysis alone, one reused worker, texts in memory.
//! Run: `cargo bench -p benches --bench analysis`

use std::hint::black_box;

use benches::{data, documents_below, judged_documents, setup, text_bytes, texts};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use model::{Document, Language};

fn measure(criterion: &mut Criterion, corpus: &str, documents: &[Document], analyzers: &[&str]) {
    let (_, all) = setup();
    let mut group = criterion.benchmark_group(corpus);
    group.throughput(Throughput::Bytes(text_bytes(documents) as u64));
    group.sample_size(10);
    for name in analyzers {
        let mut analyzer = all.get(name).expect("the shipped configuration has this analyser");
        group.bench_function(*name, |bencher| {
            bencher.iter(|| {
                let mut n_tokens = 0;
                for text in documents.iter().flat_map(texts) {
                    n_tokens += analyzer.analyze(black_box(text)).len();
                }
                n_tokens
            });
        });
    }
    group.finish();
}

fn analysis(criterion: &mut Criterion) {
    let japanese = judged_documents("jaquad-dev-ja", Language::JA);
    measure(criterion, "jaquad-dev-ja", &japanese, &["japanese", "japanese-characters"]);
    let abstracts = judged_documents("scifact", Language::EN);
    measure(criterion, "scifact", &abstracts, &["english", "plain"]);
    let grants = documents_below(&data().join("patents/uspto/weekly"));
    measure(criterion, "uspto-weekly", &grants, &["english"]);
}

criterion_group!(benches, analysis);
criterion_main!(benches);
