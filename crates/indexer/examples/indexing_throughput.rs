//! How fast documents are indexed, and what an index is made of.
//!
//! Corpus: a judged collection in BEIR form (`corpus.jsonl`: `_id`, `title`, `text`), each record an article with a
//! title and an abstract, repeated under new ids until the wished amount of text is reached. What is isolated:
//! serialising, mapping, analysing, writing and merging; reading the corpus is not counted.
//!
//! `cargo run --release -p indexer --example indexing_throughput -- ../shared/data/judged/scifact en 100 2`
//! (folder, language, MB of text, threads; then a folder with another index-config, if wanted)

use std::{collections::BTreeMap, path::Path, time::Instant};

use analysis::{Analyzers, default_cache_dir};
use indexer::{Generation, IndexConfig, IndexWriter, WriterOptions};
use model::{Article, Document, Language, Paragraph, Section, Text};

const MB: f64 = 1e6;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, language, megabytes, threads, other_config @ ..] = arguments.as_slice() else {
        return Err("expected: FOLDER LANGUAGE MEGABYTES THREADS [INDEX-CONFIG]".into());
    };
    let language: Language = language.parse()?;
    let records = read(Path::new(folder))?;
    let (documents, text_bytes) = repeat(&records, language, megabytes.parse::<f64>()? * MB)?;

    let config = match other_config.first() {
        Some(folder) => IndexConfig::load(Path::new(folder))?,
        None => IndexConfig::shipped(),
    };
    let analyzers = Analyzers::load(&config.analyzers, &default_cache_dir())?;
    let index = tempfile::tempdir()?;
    let options = WriterOptions { threads: threads.parse()?, ..WriterOptions::default() };
    let started = Instant::now();
    let writer = IndexWriter::open(index.path(), &config, &analyzers, &options)?;
    let count = documents.len();
    for document in documents {
        writer.add(document)?;
    }
    let added = started.elapsed().as_secs_f64();
    let published = writer.publish()?;
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{count} documents, {:.1} MB of text in {seconds:.2} s (added after {added:.2} s): {:.1} MB/s, {:.0} documents/s",
        text_bytes / MB,
        text_bytes / MB / seconds,
        count as f64 / seconds,
    );

    let started = Instant::now();
    let generation = Generation::open(index.path(), &config, &analyzers)?;
    println!(
        "opened in {:.1} ms: {} segments, {:.2} index bytes a byte of text",
        started.elapsed().as_secs_f64() * 1e3,
        generation.searcher().segment_readers().len(),
        published.bytes as f64 / text_bytes,
    );
    print_sizes(&generation, text_bytes)?;
    Ok(())
}

struct Record {
    title: String,
    text: String,
}

fn read(folder: &Path) -> Result<Vec<Record>, Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(folder.join("corpus.jsonl"))?;
    let mut records = Vec::new();
    for line in text.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let member = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
        records.push(Record { title: member("title"), text: member("text") });
    }
    Ok(records)
}

/// Articles with a title, an abstract and a body of ten records' texts, so that sizes are between those of abstracts
/// and of patents.
fn repeat(
    records: &[Record],
    language: Language,
    wanted: f64,
) -> Result<(Vec<Document>, f64), Box<dyn std::error::Error>> {
    let (mut documents, mut bytes) = (Vec::new(), 0);
    for (number, chunk) in records.chunks(11).cycle().enumerate() {
        if bytes as f64 >= wanted {
            break;
        }
        let Some((first, rest)) = chunk.split_first() else { break };
        let mut article = Article::new(format!("bench:{number}").parse()?);
        article.titles = vec![Text::new(language, &first.title)];
        article.abstracts = vec![Text::new(language, &first.text)];
        let paragraphs =
            rest.iter().map(|record| Paragraph { number: None, text: record.text.clone() }).collect();
        article.body = vec![Section { heading: None, language, paragraphs }];
        bytes += first.title.len() + chunk.iter().map(|record| record.text.len()).sum::<usize>();
        documents.push(Document::Article(Box::new(article)));
    }
    Ok((documents, bytes as f64))
}

/// Bytes by view and structure.
fn print_sizes(generation: &Generation, text_bytes: f64) -> Result<(), Box<dyn std::error::Error>> {
    let usage = generation.searcher().space_usage()?;
    let mut sizes: BTreeMap<String, u64> = BTreeMap::new();
    for segment in usage.segments() {
        let parts = [
            ("terms", segment.termdict()),
            ("postings", segment.postings()),
            ("positions", segment.positions()),
            ("lengths", segment.fieldnorms()),
        ];
        for (structure, per_field) in parts {
            for field in per_field.fields() {
                let name = group(generation, field.field_name());
                *sizes.entry(format!("{name} {structure}")).or_default() += field.total().get_bytes();
            }
        }
        *sizes.entry("columns".to_owned()).or_default() += segment.fast_fields().total().get_bytes();
        *sizes.entry("stored".to_owned()).or_default() += segment.store().total().get_bytes();
    }
    for (name, bytes) in sizes.iter().filter(|(_, bytes)| **bytes as f64 > text_bytes / 1e3) {
        println!("{name:<28}{:>8.3} bytes a byte of text", *bytes as f64 / text_bytes);
    }
    Ok(())
}

/// The view of a text field; keywords and names are one group.
fn group(generation: &Generation, physical_name: &str) -> String {
    let text = generation.schema().text_fields().iter().find(|field| *field.name == *physical_name);
    text.map_or_else(|| "keywords and names".to_owned(), |field| format!("view {}", field.view))
}
