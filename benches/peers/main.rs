//! chizai beside its peers on the same documents and queries, in one run: plain tantivy, Lucene and SQLite.
//!
//! Corpora: every full text at hand, with the abstracts of scifact and of 10,000 US publications in English and the
//! passages of jaquad, jsquad and the abstracts of a journal in Japanese; both languages together as they are; and a
//! hundred thousand synthetic documents in both, [`benches::synthetic`], or as many as `CHIZAI_BENCH_DOCUMENTS` says.
//! Each is indexed twice: with all text of a document in one field, and in its fields. Peers index the terms that chizai's
//! analysers made, at the same positions, so that a difference is one of the engines. Queries: words, phrases and
//! neighbours of passages that lie evenly apart. No randomness.
//! chizai ranks with the peers' k1 and b, without pairs of neighbours and breadth, so that in one field the ten best
//! are the same; each row says how far they are. Its time is that of `query::search`: planning, the exact total and ten
//! hits included, what a list shows of each read and parsed. A peer's is that of analysing the query's text
//! (Lucene by its own analyser, tantivy by chizai's, SQLite not at all), building the query, searching and reading ten
//! stored documents as bytes, without their long texts and without a total where the class asks for none.
//! Nobody keeps answers.
//! Engines alternate query by query; a query has the median of its rounds, a class the median over its queries. Then
//! all queries of the class are answered by all cores, engines in turn.
//! Run: `benches/peers/setup && cargo bench -p benches --bench peers [-- PART…]` with parts `queries`, `SQLite`, `order`,
//! `index`, `English`, `Japanese`, `mixed`, `synthetic`, `short` (few queries, to try it).

mod chizai;
mod corpus;
mod distance;
mod engine;
mod indexing;
mod lucene;
mod measure;
mod order;
mod plain;
mod process;
mod queries;
mod searching;
mod sqlite;
mod terms;
mod tree;

use std::{cell::RefCell, rc::Rc};

use corpus::Corpus;
use searching::{FEW_QUERIES, QUERIES};

/// What of the bench is run.
pub(crate) struct Parts(Vec<String>);

impl Parts {
    /// Whether a part was named, or none of its kind.
    fn has(&self, part: &str, kind: &[&str]) -> bool {
        let named = |name: &str| self.0.iter().any(|named| named == name);
        named(part) || !kind.iter().any(|name| named(name))
    }

    fn is_short(&self) -> bool {
        self.0.iter().any(|named| named == "short")
    }
}

const CORPORA: [&str; 4] = ["English", "Japanese", "mixed", "synthetic"];

const KINDS: [&str; 4] = ["queries", "SQLite", "order", "index"];

fn main() {
    // Cargo adds `--bench`.
    let parts = Parts(std::env::args().skip(1).filter(|part| !part.starts_with('-')).collect());
    let unknown: Vec<&String> = parts
        .0
        .iter()
        .filter(|part| ![&CORPORA[..], &KINDS, &["short"]].concat().contains(&part.as_str()))
        .collect();
    assert!(unknown.is_empty(), "no part is called {unknown:?}");
    let driver = Rc::new(RefCell::new(lucene::start()));
    println!("Lucene {}, tantivy {}", driver.borrow_mut().ask("version")[0], tantivy::version_string());
    let names_real = CORPORA[..3].iter().any(|name| parts.has(name, &CORPORA));
    let real = if names_real || parts.has("index", &KINDS) { Corpus::real() } else { Vec::new() };
    let synthetic = parts.has("synthetic", &CORPORA).then(Corpus::synthetic);
    let wanted = if parts.is_short() { FEW_QUERIES } else { QUERIES };
    for corpus in real.iter().chain(&synthetic).filter(|corpus| parts.has(corpus.name, &CORPORA)) {
        if parts.has("queries", &KINDS) {
            searching::measure(corpus, &driver, wanted);
        }
        if parts.has("SQLite", &KINDS) {
            sqlite::measure(corpus, wanted);
        }
        if parts.has("order", &KINDS) {
            order::measure(corpus, wanted);
        }
    }
    if parts.has("index", &KINDS) {
        let english = real.into_iter().find(|corpus| corpus.name == "English").expect("there is one");
        indexing::measure(&driver, english.documents, parts.is_short());
    }
}
