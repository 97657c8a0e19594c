//! p50, p95 and p99 of whole searches: parse, plan, rank, count, facets, ten hits with passages.
//!
//! Corpus: every English full text at hand (USPTO grants and applications, EPO full texts, JATS articles) with the
//! Japanese passages of jaquad and jsquad, in one index. Queries: three neighbouring words of a document's title,
//! quoted phrases of the same, one filter; taken from every n-th document, so that they are the same in each run.
//! Texts: runs of neighbouring passages (abstracts, claims, paragraphs) with so many different words, as free text; of
//! these, `long.terms` of ranking.toml are searched. Coverage: the first claims of patents as techniques.
//! Isolated: one thread, warm index, no HTTP.
//! Last, whole requests to `chizai serve` on the same index and the share of each part of them, from what the server
//! says that searches took that leave parts out: medians over the queries, the least of some rounds of each.
//! Run: `cargo build --release -p cli && cargo bench -p benches --bench querying`; behind `--`, `requests` runs the
//! last part alone.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use benches::{build, long_texts, open, percentile, query_corpus, serving::Serving, spread, title_words};
use indexer::Generation;
use model::{Document, Language};
use query::{Across, Ast, CoverageRequest, Scope, SearchRequest, Technique};

const QUERIES_PER_CLASS: usize = 400;

const TEXTS_PER_CLASS: usize = 60;

/// How often each request is made.
const ROUNDS: usize = 5;

fn main() {
    let documents = query_corpus();
    let folder = tempfile::tempdir().expect("a temporary folder");
    build(folder.path(), &documents, 2);
    if !std::env::args().any(|argument| argument == "requests") {
        searches(folder.path(), &documents);
    }
    requests(folder.path(), &documents);
}

fn searches(folder: &Path, documents: &[Document]) {
    let generation = open(folder);
    println!("{} documents", generation.document_count());
    println!("| class | queries | p50 ms | p95 ms | p99 ms |\n|---|---|---|---|---|");
    let words = |language, n| -> Vec<String> {
        spread(joined_title_words(documents, language, n), QUERIES_PER_CLASS)
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
    measure(&without_pairs(folder), "title without pairs of characters, ja", &words(Language::JA, 1));
    let quoted: Vec<String> = words(Language::JA, 1).iter().map(|query| format!("\"{query}\"")).collect();
    measure(&generation, "quoted, ja", &quoted);
    for (language, name) in [(Language::EN, "en"), (Language::JA, "ja")] {
        for words in [50, 100, 200, 300] {
            let texts = spread(long_texts(documents, language, words), TEXTS_PER_CLASS);
            let class = format!("text of {words} different words, {name}");
            time(&class, &texts, |text| search(&generation, query::free_text(text), false));
            if words == 100 {
                let class = format!("the same with feedback, {name}");
                time(&class, &texts, |text| search(&generation, query::free_text(text), true));
            }
        }
    }
    let claims = spread(first_claims(documents), TEXTS_PER_CLASS);
    time("coverage of a claim in words, en", &claims, |claim| covered(&generation, claim));
}

/// Parts of whole requests, in milliseconds and as shares of the JSON answer.
fn requests(folder: &Path, documents: &[Document]) {
    let server = Serving::start(folder);
    let words = spread(joined_title_words(documents, Language::EN, 3), QUERIES_PER_CLASS / 4);
    let and: Vec<String> = words.iter().map(|query| query.replace(' ', " AND ")).collect();
    let filtered: Vec<String> = words.iter().map(|query| format!("({query}) AND type:patent")).collect();
    println!(
        "\n| request | JSON ms | planning, counting | facets | ranking, fronts | passages | rest, JSON | page ms |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for (class, queries) in [("3 words", &words), ("3 words AND", &and), ("3 words + filter", &filtered)] {
        let all: Vec<Parts> = queries.iter().map(|query| Parts::of(&server, query)).collect();
        let median = |part: fn(&Parts) -> f64| {
            let mut values: Vec<f64> = all.iter().map(part).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        let whole: f64 = all.iter().map(|parts| parts.whole).sum();
        let share = |part: fn(&Parts) -> f64| {
            format!("{:.2} ({:.0} %)", median(part), 100.0 * all.iter().map(part).sum::<f64>() / whole)
        };
        println!(
            "| {class} | {:.2} | {} | {} | {} | {} | {} | {:.2} |",
            median(|parts| parts.whole),
            share(|parts| parts.counting),
            share(|parts| parts.facets),
            share(|parts| parts.ranking),
            share(|parts| parts.passages),
            share(|parts| parts.rest),
            median(|parts| parts.page),
        );
    }
}

/// What a request took, in milliseconds.
struct Parts {
    whole: f64,
    counting: f64,
    facets: f64,
    ranking: f64,
    passages: f64,
    rest: f64,
    page: f64,
}

impl Parts {
    fn of(server: &Serving, query: &str) -> Self {
        let query = query.replace(' ', "+");
        let facets = "facets=type,office,year,applicant,ipc,journal";
        let paths = [
            format!("/v1/search?q={query}&size=0"),
            format!("/v1/search?q={query}&size=0&{facets}"),
            format!("/v1/search?q={query}&highlight=false"),
            format!("/v1/search?q={query}"),
            format!("/v1/search?q={query}&{facets}"),
            format!("/?q={query}"),
        ];
        let mut whole = [f64::MAX; 6];
        let mut search = [f64::MAX; 6];
        for _ in 0..ROUNDS {
            for (place, path) in paths.iter().enumerate() {
                let started = Instant::now();
                let answer = server.get(path);
                whole[place] = whole[place].min(started.elapsed().as_secs_f64() * 1e3);
                search[place] = search[place].min(took_ms(&answer).unwrap_or(f64::MAX));
            }
        }
        let [counting, counting_facets, unmarked, marked, complete, _] = search;
        Self {
            whole: whole[4],
            counting,
            facets: counting_facets - counting,
            ranking: unmarked - counting,
            passages: marked - unmarked,
            rest: whole[4] - complete,
            page: whole[5],
        }
    }
}

/// What a JSON answer says that its search took.
fn took_ms(answer: &str) -> Option<f64> {
    let (_, rest) = answer.split_once("\"took_ms\":")?;
    rest[..rest.find([',', '}'])?].trim().parse().ok()
}

fn joined_title_words(documents: &[Document], language: Language, n: usize) -> Vec<String> {
    title_words(documents, language, n).into_iter().map(|words| words.join(" ")).collect()
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
