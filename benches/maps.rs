//! What it costs to draw each map of a search that matches 100,000 documents.
//!
//! Corpus: synthetic. 100,000 patents (or `CHIZAI_BENCH_DOCUMENTS`) with dates, families, citations, applicants and classes as
//! the bench `value` has them, to which countries, joint applicants, legal states and texts are added: titles and abstracts of
//! sentences drawn by a fixed generator from real abstracts (scifact; the Japanese ones of a journal, under 【課題】 and
//! 【解決手段】); every tenth document an article. Isolated: the counts of a map and its drawing at the width of a desk, in one
//! process on one generation, each twice; the first time has the joining of families and the reading of columns in it.
//! Targets: two seconds a map, twenty the landscape, half a GiB of resident memory above that of the process before, the index's
//! mapped files included.
//! Run: `cargo bench --bench maps`.

use std::{path::Path, time::Instant};

use benches::{
    judged_documents,
    patents::{Numbers, number, patent},
    resident::{forget_peak, peak_gib},
    setup, synthetic_documents,
};
use charts::{Use, Width};
use indexer::{Generation, GenerationWatch, IndexWriter, WriterOptions};
use model::{Article, Document, Language, LegalState, LegalStatus, Patent, Text};
use query::Across;
use value::maps::{Context, Kind, MapRequest, chart, map};

const DOCUMENTS: usize = 100_000;
const DOCUMENTS_PER_ARTICLE: usize = 10;
const COUNTRIES: [&str; 6] = ["JP", "JP", "US", "DE", "KR", "CN"];

const SECONDS: f64 = 2.0;
const SECONDS_OF_LANDSCAPE: f64 = 20.0;
const GIB: f64 = 0.5;

fn main() {
    let documents = synthetic_documents(DOCUMENTS);
    let dir = tempfile::tempdir().expect("a temporary folder");
    let began = Instant::now();
    index(dir.path(), documents);
    println!("{documents} documents indexed in {:.0?}", began.elapsed());
    let (config, analyzers) = setup();
    let watch = GenerationWatch::start(dir.path(), &config, &analyzers).expect("the index opens");
    let generation = watch.current();
    forget_peak();
    let before = peak_gib();
    let mut too_much = Vec::new();
    for kind in Kind::ALL {
        for by in kind.choices() {
            let request = MapRequest {
                kind,
                query: query::parse("").ast,
                filters: Vec::new(),
                across: Across::default(),
                by: *by,
                top: kind.top(),
                document: kind.needs_document().then(|| number(0).parse().expect("an id")),
            };
            forget_peak();
            let times = [draw(&generation, &request), draw(&generation, &request)];
            let more = peak_gib() - before;
            let name = format!("{} by {}", kind.as_str(), by.as_str());
            println!("{name}: {:.2} s, then {:.2} s, {more:.2} GiB more", times[0], times[1]);
            let most = if kind == Kind::Landscape { SECONDS_OF_LANDSCAPE } else { SECONDS };
            if most < times[0] || GIB < more {
                too_much.push(name);
            }
        }
    }
    assert!(
        too_much.is_empty(),
        "more than {SECONDS} s ({SECONDS_OF_LANDSCAPE} s) or {GIB} GiB: {too_much:?}"
    );
}

/// Draws a map, and gives the seconds that it took.
fn draw(generation: &Generation, request: &MapRequest) -> f64 {
    let began = Instant::now();
    let map = map(generation, request).expect("the map is drawn");
    let context = Context { japanese: true, query: String::new(), href: &|_| String::new() };
    let svg = chart(&map, &context).svg("map", Width::Wide, Use::File);
    assert!(svg.contains("</svg>"), "a chart is drawn");
    began.elapsed().as_secs_f64()
}

fn index(folder: &Path, documents: usize) {
    let (config, analyzers) = setup();
    let options = WriterOptions::default();
    let writer = IndexWriter::open(folder, &config, &analyzers, &options).expect("a writer");
    let english = sentences("scifact", Language::EN, ". ");
    let japanese = sentences("nlpjournal-title-abs-ja", Language::JA, "。");
    for serial in 0..documents {
        let is_japanese = serial.is_multiple_of(2);
        let pool = if is_japanese { &japanese } else { &english };
        let patent = described(patent(serial, documents), pool, serial, is_japanese);
        let document = if serial % DOCUMENTS_PER_ARTICLE == DOCUMENTS_PER_ARTICLE - 1 {
            article(patent, serial)
        } else {
            Document::Patent(Box::new(patent))
        };
        writer.add(document).expect("the document is taken");
    }
    writer.publish().expect("the run is published");
}

/// The sentences of a collection's abstracts.
fn sentences(collection: &str, language: Language, end: &str) -> Vec<String> {
    let documents = judged_documents(collection, language);
    let abstracts = documents.iter().flat_map(Document::abstracts);
    let sentences = abstracts.flat_map(|text| text.text.split(end));
    sentences.map(str::trim).filter(|text| !text.is_empty()).map(|text| format!("{text}{end}")).collect()
}

/// The patent with texts, a legal state, a country of its applicant, and now and then a second applicant.
fn described(mut patent: Patent, pool: &[String], serial: usize, is_japanese: bool) -> Patent {
    let mut numbers = Numbers(serial as u64 + 1_000_003);
    let mut sentence = || pool[numbers.below(pool.len() as u64) as usize].as_str();
    let language = if is_japanese { Language::JA } else { Language::EN };
    patent.invented = true;
    let text = |text: String| Text { language, text };
    patent.titles.push(text(sentence().chars().take(60).collect()));
    let (first, second, third) = (sentence(), sentence(), sentence());
    patent.abstracts.push(text(if is_japanese {
        format!("【課題】{first}【解決手段】{second}{third}")
    } else {
        format!("{first}{second}{third}")
    }));
    let state = LegalState::ALL[numbers.below(LegalState::ALL.len() as u64) as usize];
    patent.status = Some(LegalStatus { state, as_of: None, territory: None, evidence: None });
    let country = COUNTRIES[numbers.below(COUNTRIES.len() as u64) as usize];
    let country = Some(country.parse().expect("an office"));
    patent.applicants.iter_mut().for_each(|party| party.country.clone_from(&country));
    if numbers.below(5) == 0 {
        let mut other = patent.applicants[0].clone();
        other.names[0].text = format!("Applicant {}", numbers.below(200));
        patent.applicants.push(other);
    }
    patent
}

/// An article with the texts and the date of a patent.
fn article(patent: Patent, serial: usize) -> Document {
    let id = format!("doi:10.5555/bench.{serial}").parse().expect("an id");
    let mut article = Article::new(id);
    article.titles = patent.titles;
    article.abstracts = patent.abstracts;
    article.published = patent.published;
    article.invented = true;
    Document::Article(Box::new(article))
}
