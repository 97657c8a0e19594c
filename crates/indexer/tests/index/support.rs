//! Small documents, and what an index should hold of them.

use std::{collections::BTreeMap, path::Path, sync::LazyLock};

use analysis::Analyzers;
use indexer::{Generation, IndexConfig, IndexWriter, WriterOptions};
use model::{Article, Document, DocumentId, Language, Paragraph, Section, Text};

pub(crate) static CONFIG: LazyLock<IndexConfig> = LazyLock::new(IndexConfig::shipped);

pub(crate) static ANALYZERS: LazyLock<Analyzers> = LazyLock::new(|| {
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dictionaries");
    Analyzers::load(&CONFIG.analyzers, &cache).unwrap()
});

/// What an index should hold, by id.
pub(crate) type Expected = BTreeMap<String, Document>;

/// A small article whose every part names its version.
pub(crate) fn document(number: usize, version: usize) -> Document {
    let mut article = Article::new(id(number).to_string().parse().unwrap());
    article.titles = vec![Text::new(Language::EN, format!("Electrode {number} version{version}"))];
    article.abstracts = vec![Text::new(Language::JA, format!("正極の第{version}版"))];
    let paragraph =
        Paragraph { number: None, text: format!("It is paragraph {number} of version{version}.") };
    article.body = vec![Section { heading: None, language: Language::EN, paragraphs: vec![paragraph] }];
    Document::Article(Box::new(article))
}

pub(crate) fn id(number: usize) -> DocumentId {
    format!("test:{number}").parse().unwrap()
}

/// One thread, little memory, no commit before the end.
pub(crate) fn options() -> WriterOptions {
    WriterOptions { memory_bytes: 0, threads: 1, ..WriterOptions::default() }
}

/// Commits after every document that is written.
pub(crate) fn committing() -> WriterOptions {
    WriterOptions { commit_bytes: 1, ..options() }
}

pub(crate) fn writer(dir: &Path, options: &WriterOptions) -> IndexWriter {
    IndexWriter::open(dir, &CONFIG, &ANALYZERS, options).unwrap()
}

pub(crate) fn open(dir: &Path) -> Generation {
    Generation::open(dir, &CONFIG, &ANALYZERS).unwrap()
}

/// Publishes the documents and returns what the index should hold.
pub(crate) fn publish(dir: &Path, documents: impl IntoIterator<Item = Document>) -> Expected {
    let writer = writer(dir, &options());
    let mut expected = Expected::new();
    for document in documents {
        expected.insert(document.id().to_string(), document.clone());
        writer.add(document).unwrap();
    }
    writer.publish().unwrap();
    expected
}

/// A generation holds exactly what is expected: by id, by address, and by its count.
#[track_caller]
pub(crate) fn check_content(generation: &Generation, expected: &Expected) {
    assert_eq!(generation.document_count(), expected.len() as u64, "documents of {}", generation.id());
    for (id, document) in expected {
        let found = generation.document(&id.parse().unwrap()).unwrap();
        assert_eq!(found.as_ref(), Some(document), "in {}", generation.id());
    }
}

/// The names in an index's folder.
pub(crate) fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
