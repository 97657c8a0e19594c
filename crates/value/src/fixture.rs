//! Indexes of a few documents in temporary folders, for tests.

use std::sync::{Arc, LazyLock};

use analysis::Analyzers;
use indexer::{Generation, GenerationWatch, IndexConfig, IndexWriter, WriterOptions};
use model::Document;

static CONFIG: LazyLock<IndexConfig> = LazyLock::new(IndexConfig::shipped);

static ANALYZERS: LazyLock<Analyzers> = LazyLock::new(|| {
    Analyzers::load(&CONFIG.analyzers, &analysis::default_cache_dir()).expect("the shipped analysers load")
});

/// An index in a temporary folder.
pub(crate) struct Fixture {
    dir: tempfile::TempDir,
}

impl Fixture {
    /// Documents in the exchange form, each slice a run of its own.
    pub(crate) fn new(runs: &[&[&str]]) -> Self {
        let fixture = Self { dir: tempfile::tempdir().expect("a temporary folder") };
        for run in runs {
            fixture.add(run);
        }
        fixture
    }

    /// One more run.
    pub(crate) fn add(&self, lines: &[&str]) {
        let options = WriterOptions { memory_bytes: 64 << 20, threads: 1, ..WriterOptions::default() };
        let writer = IndexWriter::open(self.dir.path(), &CONFIG, &ANALYZERS, &options).expect("a writer");
        for line in lines {
            let document: Document =
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            writer.add(document).expect("the document is taken");
        }
        writer.publish().expect("the run is published");
    }

    /// One more run, in which documents are deleted.
    pub(crate) fn delete(&self, ids: &[String]) {
        let options = WriterOptions { memory_bytes: 64 << 20, threads: 1, ..WriterOptions::default() };
        let writer = IndexWriter::open(self.dir.path(), &CONFIG, &ANALYZERS, &options).expect("a writer");
        for id in ids {
            writer.delete(&id.parse().expect("an id")).expect("the document is deleted");
        }
        writer.publish().expect("the run is published");
    }

    pub(crate) fn generation(&self) -> Arc<Generation> {
        Arc::new(Generation::open(self.dir.path(), &CONFIG, &ANALYZERS).expect("the index opens"))
    }

    pub(crate) fn watch(&self) -> GenerationWatch {
        GenerationWatch::start(self.dir.path(), &CONFIG, &ANALYZERS).expect("the index opens")
    }
}

/// The number of a document in facts.
#[track_caller]
pub(crate) fn number(generation: &Generation, id: &str) -> u32 {
    let id = id.parse().unwrap_or_else(|error| panic!("{id}: {error}"));
    let address = generation.address(&id).expect("the index is read").expect("the document is there");
    crate::Facts::of(generation).expect("facts").number(address)
}
