//! The ranked pass against scoring every match, query by query in one run.
//!
//! Corpus: that of `querying`, each document given a year of publication by its place, so that a range of years holds 1,
//! 10 or 50 % of the documents. Queries: 1 and 3 words of a document's title; runs of neighbouring passages with 10 to
//! 300 different words, all of which are searched (`long.terms` is raised). No randomness.
//! A: `query::search`, ten hits without passages, the exact total and, where the class says so, three facets. B:
//! `query::stream`, which scores and sorts every match, and its first ten documents; it counts nothing. Both plan and
//! weigh the query, which a search of no hits does too and which is shown as what they share.
//! Isolated: one thread, warm index; A and B alternate query by query, rounds are repeated and each query has the median
//! of its rounds.
//! Run: `cargo bench -p benches --bench pruning`; with `CHIZAI_BENCH_INDEX` the index is kept in that folder.

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use benches::{build, long_texts, percentile, query_corpus, setup, spread, title_words};
use indexer::Generation;
use model::{Date, Document, Language};
use query::{FacetColumn, FacetRequest, Filter, SearchRequest, free_text};

const QUERIES_PER_CLASS: usize = 40;

const ROUNDS: usize = 3;

/// Years before this one hold the documents' places, which no publication has.
const FIRST_YEAR: u16 = 1500;

fn main() {
    let documents: Vec<Document> = (0..).zip(query_corpus()).map(dated).collect();
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let kept = std::env::var_os("CHIZAI_BENCH_INDEX").map(PathBuf::from);
    let folder = kept.unwrap_or_else(|| temporary.path().join("index"));
    if !folder.exists() {
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        build(&folder, &documents, 2);
    }
    let (mut config, analyzers) = setup();
    config.ranking.long.terms = 300;
    let generation = Arc::new(Generation::open(&folder, &config, &analyzers).expect("the index was built"));
    let segments = generation.searcher().segment_readers().len();
    println!("{} documents in {segments} segments", generation.document_count());
    println!("| class | queries | A p50 ms | B p50 ms | share of both p50 ms | B / A median | p10 | p90 |");
    println!("|---|---|---|---|---|---|---|---|");
    for language in [Language::EN, Language::JA] {
        for (words, texts) in classes(&documents, language) {
            let queries = spread(texts, QUERIES_PER_CLASS);
            let name = format!("{words} terms, {language}");
            measure(&generation, &name, &queries, |_| ());
            for (share, last) in [(1, 0), (10, 9), (50, 49)] {
                let years = format!("[{FIRST_YEAR} TO {}]", FIRST_YEAR + last);
                measure(&generation, &format!("{name}, filter {share} %"), &queries, |request| {
                    request.filters.push(Filter::read("published", &[&years]).expect("a filter"));
                });
            }
            measure(&generation, &format!("{name}, three facets"), &queries, |request| {
                let columns = [FacetColumn::Type, FacetColumn::Language, FacetColumn::Year];
                request.facets = columns.map(|column| FacetRequest { column, size: 10 }).to_vec();
            });
        }
    }
}

/// A document published in the year that its place says.
fn dated((place, mut document): (u16, Document)) -> Document {
    let year = Date::new(FIRST_YEAR + place % 100, None, None).ok();
    match &mut document {
        Document::Patent(patent) => patent.published = year,
        Document::Article(article) => article.published = year,
    }
    document
}

/// Texts by the number of their words.
fn classes(documents: &[Document], language: Language) -> Vec<(usize, Vec<String>)> {
    let of_titles = |n| title_words(documents, language, n).into_iter().map(|words| words.join(" "));
    let mut classes: Vec<(usize, Vec<String>)> = match language {
        // A title is one run of letters.
        Language::JA => vec![(1, of_titles(1).collect())],
        _ => vec![(1, of_titles(1).collect()), (3, of_titles(3).collect())],
    };
    classes.extend([10, 30, 100, 300].map(|words| (words, long_texts(documents, language, words))));
    classes
}

fn measure(generation: &Arc<Generation>, class: &str, texts: &[String], narrow: impl Fn(&mut SearchRequest)) {
    let (mut of_a, mut of_b, mut of_both, mut ratios) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for text in texts {
        let mut request = SearchRequest { highlight: false, ..SearchRequest::new(free_text(text)) };
        narrow(&mut request);
        let none = SearchRequest { size: 0, facets: Vec::new(), ..request.clone() };
        let mut rounds = [const { Vec::new() }; 3];
        for _ in 0..ROUNDS {
            rounds[0].push(timed(|| drop(query::search(generation, &request).expect("a page"))));
            rounds[1].push(timed(|| drop(first_ten(generation, &request))));
            rounds[2].push(timed(|| drop(query::search(generation, &none).expect("a page"))));
        }
        let [a, b, both] = rounds.map(|mut rounds| {
            rounds.sort();
            percentile(&rounds, 0.5)
        });
        ratios.push(b.as_secs_f64() / a.as_secs_f64());
        of_a.push(a);
        of_b.push(b);
        of_both.push(both);
    }
    let ms = |mut durations: Vec<Duration>| {
        durations.sort();
        percentile(&durations, 0.5).as_secs_f64() * 1e3
    };
    ratios.sort_by(f64::total_cmp);
    let ratio = |share: f64| ratios[((ratios.len() - 1) as f64 * share) as usize];
    println!(
        "| {class} | {} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} |",
        texts.len(),
        ms(of_a),
        ms(of_b),
        ms(of_both),
        ratio(0.5),
        ratio(0.1),
        ratio(0.9)
    );
}

fn first_ten(generation: &Arc<Generation>, request: &SearchRequest) -> Vec<Document> {
    let result = query::stream(generation, request).expect("a result");
    result.take(10).collect::<Result<_, _>>().expect("documents are readable")
}

fn timed(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}
