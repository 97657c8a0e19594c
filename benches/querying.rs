//! p50, p95 and p99 of whole searches: parse, plan, rank, count, facets, ten hits with passages.
//!
//! Corpus: every English full text at hand (USPTO grants and applications, EPO full texts, JATS articles) with the
//! Japanese passages of jaquad and jsquad, in one index. Queries: three neighbouring words of a document's title,
//! quoted phrases of the same, one filter; taken from every n-th document, so that they are the same in each run.
//! Texts: runs of neighbouring passages (abstracts, claims, paragraphs) with so many different words, as free text; of
//! these, `long.terms` of ranking.toml are searched. Coverage: the first claims of patents as techniques.
//! Isolated: one thread, warm index, no HTTP.
//! Run: `cargo bench -p benches --bench querying`

use std::{
    path::Path,
    time::{Duration, Instant},
};

use benches::{build, long_texts, open, percentile, query_corpus, spread, title_words};
use indexer::Generation;
use model::{Document, Language};
use query::{Across, Ast, CoverageRequest, Scope, SearchRequest, Technique};

const QUERIES_PER_CLASS: usize = 400;

const TEXTS_PER_CLASS: usize = 60;

fn main() {
    let documents = query_corpus();
    let folder = tempfile::tempdir().expect("a temporary folder");
    build(folder.path(), &documents, 2);
    let generation = open(folder.path());
    println!("{} documents", generation.document_count());
    println!("| class | queries | p50 ms | p95 ms | p99 ms |\n|---|---|---|---|---|");
    let words = |language, n| -> Vec<String> {
        let all = title_words(&documents, language, n).into_iter().map(|words| words.join(" "));
        spread(all.collect(), QUERIES_PER_CLASS)
    };
    measure(&generation, "1 word, en", &words(Language::EN, 1));
    measure(&generation, "3 words, en", &words(Language::EN, 3));
    let phrases: Vec<String> = words(Language::EN, 3).iter().map(|query| format!("\"{query}\"")).collect();
    measure(&generation, "phrase of 3, en", &phrases);
    let all: Vec<String> = words(Language::EN, 3).iter().map(|query| query.replace(' ', " AND ")).collect();
    measure(&generation, "3 words AND, en", &all);
    let filtered: Vec<String> =
        words(Language::EN, 3).iter().map(|q| format!("({q}) AND type:patent")).collect();
    measure(&generation, "3 words + filter, en", &filtered);
    time("3 words with feedback, en", &words(Language::EN, 3), |query| {
        search(&generation, query::parse(query).ast, true);
    });
    measure(&generation, "title, ja", &words(Language::JA, 1));
    measure(&without_pairs(folder.path()), "title without pairs of characters, ja", &words(Language::JA, 1));
    let quoted: Vec<String> = words(Language::JA, 1).iter().map(|query| format!("\"{query}\"")).collect();
    measure(&generation, "quoted, ja", &quoted);
    for (language, name) in [(Language::EN, "en"), (Language::JA, "ja")] {
        for words in [50, 100, 200, 300] {
            let texts = spread(long_texts(&documents, language, words), TEXTS_PER_CLASS);
            let class = format!("text of {words} different words, {name}");
            time(&class, &texts, |text| search(&generation, query::free_text(text), false));
            if words == 100 {
                let class = format!("the same with feedback, {name}");
                time(&class, &texts, |text| search(&generation, query::free_text(text), true));
            }
        }
    }
    let claims = spread(first_claims(&documents), TEXTS_PER_CLASS);
    time("coverage of a claim in words, en", &claims, |claim| covered(&generation, claim));
}

/// The first claims short enough to be a technique.
fn first_claims(documents: &[Document]) -> Vec<String> {
    let first = documents.iter().filter_map(|document| match document {
        Document::Patent(patent) => patent.claims.iter().find(|claim| claim.language == Language::EN),
        Document::Article(_) => None,
    });
    first.filter(|claim| (200..2000).contains(&claim.text.len())).map(|claim| claim.text.clone()).collect()
}

/// The same index, ranked without the pairs of neighbouring Japanese characters.
fn without_pairs(folder: &Path) -> Generation {
    let (mut config, analyzers) = benches::setup();
    config.ranking =
        config.ranking.with(&["view.\"ja.chars\".pair=0".to_owned()]).expect("a setting of ranking.toml");
    Generation::open(folder, &config, &analyzers).expect("the index was just built")
}

/// A search for what the text says once read by `read`, terms of the best documents with it where `feedback`.
fn search(generation: &Generation, ast: Ast, feedback: bool) {
    let request = SearchRequest { feedback: feedback.then(Vec::new), ..SearchRequest::new(ast) };
    query::search(generation, &request).expect("the query is valid");
}

fn covered(generation: &Generation, technique: &str) {
    let request = CoverageRequest {
        technique: Technique::Description(technique.to_owned()),
        elements: Vec::new(),
        before: None,
        scope: Scope::default(),
        languages: Vec::new(),
        across: Across::default(),
        size: generation.config().ranking.coverage.documents,
    };
    query::coverage(generation, &request).expect("the technique is valid");
}

fn measure(generation: &Generation, class: &str, queries: &[String]) {
    time(class, queries, |query| search(generation, query::parse(query).ast, false));
}

fn time(class: &str, queries: &[String], answer: impl Fn(&str)) {
    let mut samples: Vec<Duration> = Vec::with_capacity(queries.len());
    // The first round warms caches and is not counted.
    for round in 0..2 {
        for query in queries {
            let started = Instant::now();
            answer(query);
            if round == 1 {
                samples.push(started.elapsed());
            }
        }
    }
    samples.sort();
    let ms = |share| percentile(&samples, share).as_secs_f64() * 1e3;
    println!("| {class} | {} | {:.2} | {:.2} | {:.2} |", queries.len(), ms(0.5), ms(0.95), ms(0.99));
}
