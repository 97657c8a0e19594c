//! What it costs to compute the indicators of a whole index, and to compute them again after an update.
//!
//! Corpus: synthetic. A million patents without texts (or `CHIZAI_BENCH_DOCUMENTS`) over twenty years, each citing ten
//! earlier ones drawn by a fixed generator (seed 1), every third in a family of two with the one before it, by 5,000
//! applicants of whom few have most, in 40 classes; the same at every run. Isolated: reading the columns, joining
//! families and citations, the figures of every patent and family, their cohorts; then one card, one portfolio of all,
//! and the same again after a run of 1,000 more. Targets: under five minutes on two cores, at most 4 GiB.
//! Run: `cargo bench --bench value`.

use std::{path::Path, time::Instant};

use benches::{
    patents::{CITED, number, patent},
    resident::{forget_peak, peak_gib},
    setup, synthetic_documents,
};
use indexer::{Generation, GenerationWatch, IndexWriter, WriterOptions};
use model::Document;
use query::SearchRequest;
use value::{Facts, Figures, UnitKind};

const DOCUMENTS: usize = 1_000_000;
/// Of the second run.
const MORE: usize = 1_000;
const SECONDS: f64 = 300.0;
const GIB: f64 = 4.0;

fn main() {
    let documents = synthetic_documents(DOCUMENTS);
    let dir = tempfile::tempdir().expect("a temporary folder");
    let began = Instant::now();
    index(dir.path(), 0..documents, documents);
    println!("{documents} documents with {} citations indexed in {:.0?}", documents * CITED, began.elapsed());
    let (config, analyzers) = setup();
    let watch = GenerationWatch::start(dir.path(), &config, &analyzers).expect("the index opens");
    let generation = watch.current();
    forget_peak();
    let seconds = compute(&generation);
    let peak = peak_gib();
    println!("peak resident memory while they were computed: {peak:.2} GiB");
    card(&generation);
    let before = generation.id().clone();
    drop(generation);
    index(dir.path(), documents..documents + MORE, documents + MORE);
    assert!(watch.wait_for_change(&before, std::time::Duration::from_secs(60)), "the update is seen");
    println!("after a run of {MORE} more:");
    compute(&watch.current());
    assert!(seconds <= SECONDS, "{seconds:.0} s, at most {SECONDS} are allowed");
    assert!(peak <= GIB, "{peak:.2} GiB, at most {GIB} are allowed");
}

/// Computes facts and figures, and gives the seconds that both took.
fn compute(generation: &Generation) -> f64 {
    let began = Instant::now();
    let facts = Facts::of(generation).expect("facts are read");
    let read = began.elapsed();
    let citations = facts.citation_count();
    let figures = Figures::of(generation).expect("figures are computed");
    let all = began.elapsed();
    println!(
        "facts of {} documents with {citations} citations read in {read:.1?}, figures in {:.1?} ({} families taken over), together {all:.1?}; tables of {:.0} MiB",
        facts.document_count(),
        all - read,
        figures.held_families(),
        figures.bytes() as f64 / f64::from(1 << 20),
    );
    all.as_secs_f64()
}

fn card(generation: &std::sync::Arc<Generation>) {
    let began = Instant::now();
    let card = value::indicators(generation, &number(0).parse().expect("an id"), UnitKind::Patent);
    println!("a card of {} indicators in {:.1?}", card.expect("a card").indicators.len(), began.elapsed());
    let began = Instant::now();
    let matching = query::matching(generation, &SearchRequest::new(query::parse("office:US").ast));
    let matching = matching.expect("the search runs");
    let found = began.elapsed();
    let figures = Figures::of(generation).expect("figures");
    let set = value::portfolio(&figures, &matching.addresses);
    println!(
        "a portfolio of {} families: found in {found:.1?}, computed in {:.1?}",
        set.families,
        began.elapsed() - found
    );
}

fn index(folder: &Path, serials: std::ops::Range<usize>, all: usize) {
    let (config, analyzers) = setup();
    let options = WriterOptions::default();
    let writer = IndexWriter::open(folder, &config, &analyzers, &options).expect("a writer");
    for serial in serials {
        writer.add(Document::Patent(Box::new(patent(serial, all)))).expect("the document is taken");
    }
    writer.publish().expect("the run is published");
}
