//! Indexes in temporary folders: the demo corpus, made-up texts, and what `check`s ask of them.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, LazyLock, OnceLock},
};

use analysis::Analyzers;
use indexer::{Generation, IndexConfig, IndexWriter, WriterOptions, install_scheme};
use model::{Claim, Date, Document, Language, Patent, Scheme, Text};
use query::{SearchPage, SearchRequest, parse, search};
use terms::{Decision, DecisionKeys, Decisions, Miner};

static CONFIG: LazyLock<IndexConfig> = LazyLock::new(IndexConfig::shipped);

static ANALYZERS: LazyLock<Analyzers> = LazyLock::new(|| {
    Analyzers::load(&CONFIG.analyzers, &analysis::default_cache_dir()).expect("the shipped analysers load")
});

/// An index and the documents in it.
pub(crate) struct Fixture {
    dir: tempfile::TempDir,
    pub(crate) generation: Arc<Generation>,
    pub(crate) documents: Vec<Document>,
}

pub(crate) fn analyzers() -> &'static Analyzers {
    &ANALYZERS
}

impl Fixture {
    /// Indexes documents in as many runs as there are parts, so that there are several segments.
    pub(crate) fn new(documents: Vec<Document>, runs: usize) -> Self {
        let runs = as_large(&documents, runs);
        Self::build(documents, &runs, &CONFIG, &[])
    }

    /// The same under other weights and limits.
    pub(crate) fn with_config(documents: Vec<Document>, runs: usize, config: &IndexConfig) -> Self {
        let runs = as_large(&documents, runs);
        Self::build(documents, &runs, config, &[])
    }

    /// The same with classification schemes beside the index.
    pub(crate) fn with_schemes(documents: Vec<Document>, runs: usize, schemes: &[Scheme]) -> Self {
        let runs = as_large(&documents, runs);
        Self::build(documents, &runs, &CONFIG, schemes)
    }

    /// Indexes so many documents a run.
    pub(crate) fn of_runs(documents: Vec<Document>, runs: &[usize]) -> Self {
        Self::build(documents, runs, &CONFIG, &[])
    }

    fn build(documents: Vec<Document>, runs: &[usize], config: &IndexConfig, schemes: &[Scheme]) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let options = WriterOptions { memory_bytes: 64 << 20, threads: 1, ..WriterOptions::default() };
        let mut rest = documents.as_slice();
        for run in runs {
            let (part, behind) = rest.split_at(*run);
            rest = behind;
            let writer = IndexWriter::open(dir.path(), config, &ANALYZERS, &options).expect("a writer");
            for document in part {
                writer.add(document.clone()).expect("the document is taken");
            }
            writer.publish().expect("the run is published");
        }
        for scheme in schemes {
            install_scheme(dir.path(), scheme).expect("the scheme is installed");
        }
        let generation = Generation::open(dir.path(), config, &ANALYZERS).expect("the index opens");
        Self { dir, generation: Arc::new(generation), documents }
    }

    /// The same index with the term pairs that its own texts give.
    pub(crate) fn with_mined_terms(self) -> Self {
        let mut miner = Miner::new(&CONFIG, &ANALYZERS, &[]).expect("a miner");
        let mined = miner.mine(&self.generation).expect("the index is mined");
        terms::install(self.dir.path(), &mined).expect("the pairs are installed");
        self.opened_again()
    }

    /// The same index with these pairs, Japanese and English.
    pub(crate) fn with_added_terms(self, pairs: &[(&str, &str)]) -> Self {
        let mut keys = DecisionKeys::new(&CONFIG, &ANALYZERS).expect("keys");
        let mut decisions = Decisions::default();
        for (ja, en) in pairs {
            decisions.decide(&mut keys, Decision::Add, ja, en).expect("a decision");
        }
        decisions.install(self.dir.path()).expect("the decisions are installed");
        self.opened_again()
    }

    fn opened_again(self) -> Self {
        let generation = Generation::open(self.dir.path(), &CONFIG, &ANALYZERS).expect("the index opens");
        Self { generation: Arc::new(generation), ..self }
    }

    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    #[track_caller]
    pub(crate) fn search(&self, request: &SearchRequest) -> SearchPage {
        search(&self.generation, request).expect("the search is answered")
    }

    /// The page of a query's text, as large as pages get, without passages.
    #[track_caller]
    pub(crate) fn page(&self, text: &str) -> SearchPage {
        self.search(&SearchRequest { size: 100, highlight: false, ..SearchRequest::new(parse(text).ast) })
    }

    /// The ids of all hits in alphabetical order, at most 100.
    #[track_caller]
    pub(crate) fn ids(&self, text: &str) -> Vec<String> {
        let mut ids = ids_of(&self.page(text));
        ids.sort();
        ids
    }
}

/// Ids in the order of the page.
pub(crate) fn ids_of(page: &SearchPage) -> Vec<String> {
    page.hits.iter().map(|hit| hit.id.to_string()).collect()
}

/// How many documents so many runs have, each as many but the last.
fn as_large(documents: &[Document], runs: usize) -> Vec<usize> {
    documents.chunks(documents.len().div_ceil(runs)).map(<[Document]>::len).collect()
}

/// The invented documents of the repository's demo corpus, in two runs.
pub(crate) fn demo() -> &'static Fixture {
    static DEMO: OnceLock<Fixture> = OnceLock::new();
    DEMO.get_or_init(|| {
        let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo"));
        let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
            .expect("the demo corpus is part of the repository")
            .map(|entry| entry.expect("a readable folder").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
            .collect();
        files.sort();
        let mut documents = Vec::new();
        for file in files {
            let text = std::fs::read_to_string(&file).expect("a readable file");
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            documents.extend(lines.map(|line| serde_json::from_str::<Document>(line).expect("a document")));
        }
        let table = [folder.join("classes.tsv")];
        let reading = sources::read_schemes(&table, &sources::Limits::default(), &Default::default());
        Fixture::with_schemes(documents, 2, &reading.expect("the excerpt of the schemes").schemes)
    })
}

/// The same with the term pairs that its texts give.
pub(crate) fn mined_demo() -> &'static Fixture {
    static MINED: OnceLock<Fixture> = OnceLock::new();
    MINED.get_or_init(|| Fixture::new(demo().documents.clone(), 2).with_mined_terms())
}

/// A patent with Japanese titles and claims.
pub(crate) fn japanese(serial: u32, title: &str, claims: &[&str]) -> Document {
    patent(&format!("JP-2020{serial:06}-A"), Language::JA, title, claims)
}

/// A patent with English titles and claims.
pub(crate) fn english(serial: u32, title: &str, claims: &[&str]) -> Document {
    patent(&format!("US-2020{serial:07}-A1"), Language::EN, title, claims)
}

fn patent(number: &str, language: Language, title: &str, claims: &[&str]) -> Document {
    let mut patent = Patent::new(number.parse().expect("a number"));
    patent.titles = vec![Text::new(language, title)];
    patent.claims = (1..)
        .zip(claims)
        .map(|(number, text)| Claim {
            number,
            language,
            text: (*text).to_owned(),
            category: None,
            depends_on: if number == 1 { vec![] } else { vec![1] },
        })
        .collect();
    patent.published = Date::new(2020, Some(1), Some(7)).ok();
    Document::Patent(Box::new(patent))
}

/// A sequence of numbers that looks random and is always the same (an LCG with Knuth's MMIX constants).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % limit as u64) as usize
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}
