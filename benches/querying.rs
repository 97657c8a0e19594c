//! p50, p95 and p99 of whole searches: parse, plan, rank, count, facets, ten hits with passages.
//!
//! Corpus: every English full text at hand (USPTO grants and applications, EPO full texts, JATS articles) with the
//! Japanese passages of jaquad and jsquad, in one index. Queries: three neighbouring words of a document's title,
//! quoted phrases of the same, one filter; taken from every n-th document, so that they are the same in each run.
//! Texts: runs of neighbouring passages (abstracts, claims, paragraphs) with so many different words, as free text; of
//! these, `long.terms` of ranking.toml are searched.
//! Isolated: one thread, warm index, no HTTP.
//! Run: `cargo bench -p benches --bench querying`

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use benches::{build, open, percentile, query_corpus, spread, title_words};
use indexer::Generation;
use model::{Document, Language};
use query::{Ast, SearchRequest};

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
    measure(&generation, "title, ja", &words(Language::JA, 1));
    let quoted: Vec<String> = words(Language::JA, 1).iter().map(|query| format!("\"{query}\"")).collect();
    measure(&generation, "quoted, ja", &quoted);
    for (language, name) in [(Language::EN, "en"), (Language::JA, "ja")] {
        for words in [50, 100, 200, 300] {
            let texts = spread(long_texts(&documents, language, words), TEXTS_PER_CLASS);
            measure_as(
                &generation,
                &format!("text of {words} different words, {name}"),
                &texts,
                query::free_text,
            );
        }
    }
}

/// Runs of passages until each has so many different words (in Japanese, characters in twos: about as many words).
fn long_texts(documents: &[Document], language: Language, words: usize) -> Vec<String> {
    let mut all = Vec::new();
    let (mut text, mut seen) = (String::new(), HashSet::new());
    for passage in documents.iter().flat_map(|document| passages(document, language)) {
        for word in passage.split_inclusive([' ', '、', '。']) {
            text.push_str(word);
            let pieces: Vec<String> = match language {
                Language::JA => word.chars().collect::<Vec<_>>().chunks(2).map(String::from_iter).collect(),
                _ => vec![word.trim().to_lowercase()],
            };
            seen.extend(pieces);
            if words <= seen.len() {
                all.push(std::mem::take(&mut text));
                seen.clear();
            }
        }
        text.push(' ');
    }
    all
}

fn passages(document: &Document, language: Language) -> Vec<&str> {
    let abstracts = document.abstracts().iter().filter(|text| text.language == language);
    let mut passages: Vec<&str> = abstracts.map(|text| text.text.as_str()).collect();
    if let Document::Patent(patent) = document {
        let claims = patent.claims.iter().filter(|claim| claim.language == language);
        passages.extend(claims.map(|claim| claim.text.as_str()));
    }
    passages
}

fn measure(generation: &Generation, class: &str, queries: &[String]) {
    measure_as(generation, class, queries, |query| query::parse(query).ast);
}

fn measure_as(generation: &Generation, class: &str, queries: &[String], read: impl Fn(&str) -> Ast) {
    let mut samples: Vec<Duration> = Vec::with_capacity(queries.len());
    // The first round warms caches and is not counted.
    for round in 0..2 {
        for query in queries {
            let started = Instant::now();
            let page = query::search(generation, &SearchRequest::new(read(query)));
            if round == 1 {
                samples.push(started.elapsed());
            }
            page.expect("the query is valid");
        }
    }
    samples.sort();
    let ms = |share| percentile(&samples, share).as_secs_f64() * 1e3;
    println!("| {class} | {} | {:.2} | {:.2} | {:.2} |", queries.len(), ms(0.5), ms(0.95), ms(0.99));
}
