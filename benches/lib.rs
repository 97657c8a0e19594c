//! What the benches share: where the data is, texts, documents, an index, percentiles.
//!
//! Real data comes from the folder that `CHIZAI_DATA` names (default: `../shared/data` beside the checkout).

pub mod patents;
pub mod resident;
pub mod serving;
pub mod synthetic;

use std::{
    collections::HashSet,
    convert::Infallible,
    fs::File,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use analysis::Analyzers;
use indexer::{Generation, IndexConfig, IndexWriter, WriterOptions, in_order};
use mimalloc::MiMalloc;
use model::{CitationPlace, Document, Language, Patent, PatentCitation, PublicationNumber, Text};
use serde::Deserialize;
use sources::Limits;

/// That of the binary, for chizai and for the peers that run in the same process.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// The folder of real data.
///
/// # Panics
/// Where it is missing, since a bench without data measures nothing.
pub fn data() -> PathBuf {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data");
    let folder = PathBuf::from(std::env::var_os("CHIZAI_DATA").unwrap_or_else(|| default.into()));
    assert!(
        folder.is_dir(),
        "no data at {}: set CHIZAI_DATA to a folder of real documents",
        folder.display()
    );
    folder
}

/// Documents of a synthetic corpus: those that `CHIZAI_BENCH_DOCUMENTS` asks for, or the usual number.
pub fn synthetic_documents(usual: usize) -> usize {
    let written = std::env::var("CHIZAI_BENCH_DOCUMENTS");
    written.map_or(usual, |n| n.parse().expect("CHIZAI_BENCH_DOCUMENTS is a number"))
}

/// The workspace's root folder.
pub fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Every document below a folder of publishers' files, in the order of names; records that cannot be read are left out.
pub fn documents_below(folder: &Path) -> Vec<Document> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    paths.sort();
    let mut documents = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|e| e == "xml" || e == "nxml")) {
        let read = sources::read_file(path, &Limits::default(), &mut |document| {
            documents.extend(document);
            ControlFlow::Continue(())
        });
        if let Err(error) = read {
            eprintln!("left out: {error}");
        }
    }
    documents
}

/// The documents of a judged collection.
pub fn judged_documents(name: &str, language: Language) -> Vec<Document> {
    let folder = data().join("judged").join(name);
    let collection = eval::Collection::open(&folder, None).expect("the collection is readable");
    let documents = collection.documents(language).expect("the corpus is readable");
    documents.collect::<Result<_, _>>().expect("every line is a document")
}

/// All texts of a document, title first.
pub fn texts(document: &Document) -> Vec<&str> {
    let mut texts: Vec<&str> =
        document.titles().iter().chain(document.abstracts()).map(|text| text.text.as_str()).collect();
    let sections = match document {
        Document::Patent(patent) => {
            texts.extend(patent.claims.iter().map(|claim| claim.text.as_str()));
            &patent.description
        }
        Document::Article(article) => &article.body,
    };
    texts.extend(
        sections.iter().flat_map(|section| &section.paragraphs).map(|paragraph| paragraph.text.as_str()),
    );
    texts
}

/// Bytes of UTF-8 in all texts.
pub fn text_bytes(documents: &[Document]) -> usize {
    documents.iter().flat_map(texts).map(str::len).sum()
}

/// The shipped configuration with its analysers.
pub fn setup() -> (IndexConfig, Analyzers) {
    let config = IndexConfig::shipped();
    let analyzers =
        Analyzers::load(&config.analyzers, &analysis::default_cache_dir()).expect("analysers load");
    (config, analyzers)
}

/// Documents a thread that are prepared before their turn comes, at most.
const PREPARED_AHEAD: usize = 32;

/// What building an index took.
pub struct Built {
    pub duration: Duration,
    pub index_bytes: u64,
}

/// Builds an index of the documents in `dir` by so many threads.
pub fn build(dir: &Path, documents: &[Document], threads: usize) -> Built {
    let (config, analyzers) = setup();
    let options = WriterOptions { threads, ..WriterOptions::default() };
    let documents = documents.to_vec();
    let started = Instant::now();
    let writer =
        IndexWriter::open(dir, &config, &analyzers, &options).expect("an empty folder can be written");
    add_all(&writer, threads, documents.into_iter(), |document| document);
    let published = writer.publish().expect("the index can be published");
    Built { duration: started.elapsed(), index_bytes: published.bytes }
}

/// Adds a document an item as the program does: so many threads make and prepare documents, which are added in turn.
pub fn add_all<I>(writer: &IndexWriter, threads: usize, items: I, make: impl Fn(I::Item) -> Document + Sync)
where
    I: Iterator + Send,
{
    let prepare = |item| writer.prepare(make(item)).expect("documents can be stored");
    let ControlFlow::Continue(()) = in_order(threads, threads * PREPARED_AHEAD, items, prepare, |prepared| {
        writer.add_prepared(prepared).expect("documents can be added");
        ControlFlow::<Infallible>::Continue(())
    });
}

/// Opens the index in `dir`.
pub fn open(dir: &Path) -> Generation {
    let (config, analyzers) = setup();
    Generation::open(dir, &config, &analyzers).expect("the index was just built")
}

/// The duration that `share` (0 to 1) of the sorted samples do not exceed.
pub fn percentile(sorted: &[Duration], share: f64) -> Duration {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted[rank.clamp(1, sorted.len()) - 1]
}

/// Megabytes (10^6) a second.
pub fn mb_per_second(bytes: usize, duration: Duration) -> f64 {
    bytes as f64 / 1e6 / duration.as_secs_f64()
}

/// Every English full text at hand (USPTO grants and applications, EPO full texts, JATS articles), with the abstracts
/// of scifact and the Japanese passages of jaquad and jsquad: what searches are timed on.
pub fn query_corpus() -> Vec<Document> {
    let folders = [
        "patents/uspto/weekly",
        "patents/uspto/single",
        "patents/epo/fulltext",
        "articles/jats/plos",
        "articles/jats/pmc",
        "articles/jats/elife",
    ];
    let mut documents: Vec<Document> =
        folders.iter().flat_map(|folder| documents_below(&data().join(folder))).collect();
    documents.extend(judged_documents("scifact", Language::EN));
    documents.extend(judged_documents("jaquad-dev-ja", Language::JA));
    documents.extend(judged_documents("jsquad-valid-ja", Language::JA));
    documents
}

/// The first `n` words of plain letters of each title in `language` that has as many.
pub fn title_words(documents: &[Document], language: Language, n: usize) -> Vec<Vec<String>> {
    let of_title = |text: &str| {
        let words = text.split_whitespace();
        let plain = words.filter(|word| 3 < word.len() && word.chars().all(char::is_alphabetic));
        plain.take(n).map(str::to_owned).collect::<Vec<_>>()
    };
    let titles = documents.iter().flat_map(Document::titles).filter(|title| title.language == language);
    titles.map(|title| of_title(&title.text)).filter(|words| words.len() == n).collect()
}

/// About `wanted` of them, every n-th: the same ones in each run.
pub fn spread<T>(all: Vec<T>, wanted: usize) -> Vec<T> {
    let step = all.len().div_ceil(wanted).max(1);
    all.into_iter().step_by(step).collect()
}

/// Runs of passages until each has so many different words (in Japanese, characters in twos: about as many words).
pub fn long_texts(documents: &[Document], language: Language, words: usize) -> Vec<String> {
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

/// The abstracts and claims of a document in a language.
pub fn passages(document: &Document, language: Language) -> Vec<&str> {
    let abstracts = document.abstracts().iter().filter(|text| text.language == language);
    let mut passages: Vec<&str> = abstracts.map(|text| text.text.as_str()).collect();
    if let Document::Patent(patent) = document {
        let claims = patent.claims.iter().filter(|claim| claim.language == language);
        passages.extend(claims.map(|claim| claim.text.as_str()));
    }
    passages
}

/// A line of the abstracts of US publications.
#[derive(Deserialize)]
struct Abstract {
    publication_number: String,
    abstract_en: String,
    #[serde(rename = "Citations", default)]
    citations: String,
}

/// Abstracts of 10,000 US publications with the numbers that they cite, as patents; one whose number cannot be read is
/// told and left out.
pub fn us_abstracts() -> Vec<Document> {
    let path = data().join("patents/us-abstracts-citations/publications-10000.json.gz");
    let file = File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines = serde_json::Deserializer::from_reader(flate2::read::MultiGzDecoder::new(file));
    let mut documents = Vec::new();
    for line in lines.into_iter::<Abstract>() {
        let line = line.expect("every line is an abstract");
        let number = match line.publication_number.parse::<PublicationNumber>() {
            Ok(number) => number,
            Err(error) => {
                eprintln!("left out: {error}");
                continue;
            }
        };
        let cited = line.citations.split(',').map(str::trim).filter(|cited| !cited.is_empty());
        let citations = cited.map(|cited| PatentCitation { number: cited.parse().ok(), ..citation(cited) });
        documents.push(Document::Patent(Box::new(Patent {
            abstracts: vec![Text { language: Language::EN, text: line.abstract_en }],
            citations: citations.collect(),
            ..Patent::new(number)
        })));
    }
    documents
}

fn citation(text: &str) -> PatentCitation {
    PatentCitation {
        text: text.to_owned(),
        number: None,
        categories: Vec::new(),
        cited_by: None,
        place: CitationPlace::FrontPage,
    }
}
