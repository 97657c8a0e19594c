//! How far searches are from what the machine could do: the parts of their time, and the bytes of their postings beside
//! the bandwidth of memory.

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};

use benches::percentile;
use indexer::Generation;
use query::{SearchRequest, plan};
use tantivy::Term;

use crate::{engine::Query, tree::Tree};

const ROUNDS: usize = 5;

/// Larger than any cache of the machine.
const BUFFER_BYTES: usize = 512 << 20;

pub(crate) fn head() {
    println!(
        "\nParts of the time of chizai, medians over the queries; bytes of all postings of the terms (documents and \
         frequencies; the most that a search reads, computed from the dictionary) beside {:.1} GB/s, which one thread \
         reads from memory\n",
        bandwidth() / 1e9
    );
    println!(
        "| class | planning ms | weighing and counting ms | ranking ms | reading ten documents ms | kB of postings | GB/s while counting and ranking | share of the bandwidth |"
    );
    println!("|---|---|---|---|---|---|---|---|");
}

/// One row.
pub(crate) fn class(generation: &Arc<Generation>, name: &str, queries: &[Query]) {
    let pages: Vec<SearchRequest> = queries
        .iter()
        .map(|query| SearchRequest { highlight: false, ..SearchRequest::new(query.ast.clone()) })
        .collect();
    let mut addresses = Vec::new();
    for page in &pages {
        let hits = query::search(generation, page).expect("a page").hits;
        let of_page = hits.iter().filter_map(|hit| generation.address(&hit.id).expect("an address"));
        addresses.push(of_page.collect::<Vec<_>>());
    }
    // One part of all queries after the other, so that no search finds the documents that the one before it read.
    let planning =
        timed(queries, |place| drop(plan::plan(generation, &queries[place].ast, &[]).expect("a plan")));
    let counting = timed(queries, |place| {
        let none = SearchRequest { size: 0, ..pages[place].clone() };
        drop(query::search(generation, &none).expect("a page"));
    });
    let all = timed(queries, |place| drop(query::search(generation, &pages[place]).expect("a page")));
    let reading = timed(queries, |place| {
        for address in &addresses[place] {
            drop(generation.stored(*address).expect("a document"));
        }
    });
    let mut parts: [Vec<Duration>; 4] = Default::default();
    for place in 0..queries.len() {
        parts[0].push(planning[place]);
        parts[1].push(counting[place].saturating_sub(planning[place]));
        parts[2].push(all[place].saturating_sub(counting[place] + reading[place]));
        parts[3].push(reading[place]);
    }
    let mut bytes: Vec<u64> = queries.iter().map(|query| postings_bytes(generation, &query.tree)).collect();
    let medians = parts.map(median);
    bytes.sort_unstable();
    let bytes = bytes[bytes.len() / 2] as f64;
    let rate = bytes / (medians[1] + medians[2]).as_secs_f64();
    let [planning, counting, ranking, reading] = medians.map(|part| part.as_secs_f64() * 1e3);
    println!(
        "| {name} | {planning:.3} | {counting:.3} | {ranking:.3} | {reading:.3} | {:.1} | {:.2} | {:.1} % |",
        bytes / 1e3,
        rate / 1e9,
        100.0 * rate / bandwidth()
    );
}

/// The median of each query's rounds.
fn timed(queries: &[Query], work: impl Fn(usize)) -> Vec<Duration> {
    let mut samples = vec![Vec::new(); queries.len()];
    for _ in 0..ROUNDS {
        for (place, samples) in samples.iter_mut().enumerate() {
            let started = Instant::now();
            work(place);
            samples.push(started.elapsed());
        }
    }
    samples.into_iter().map(median).collect()
}

fn median(mut samples: Vec<Duration>) -> Duration {
    samples.sort();
    percentile(&samples, 0.5)
}

fn postings_bytes(generation: &Generation, tree: &Tree) -> u64 {
    let mut terms = BTreeSet::new();
    tree.terms(&mut terms);
    let readers = generation.searcher().segment_readers();
    let of_term = |(field, term): &(&str, &str)| -> u64 {
        let field = generation.schema().field(field).expect("the schema has the field");
        let term = Term::from_field_text(field, term);
        let of_segment = |reader: &tantivy::SegmentReader| {
            let index = reader.inverted_index(field).expect("a text field has terms");
            let info = index.get_term_info(&term).expect("the dictionary is readable");
            info.map_or(0, |info| info.postings_range.len() as u64)
        };
        readers.iter().map(of_segment).sum()
    };
    terms.iter().map(of_term).sum()
}

/// Bytes a second that one thread reads from memory, measured once.
fn bandwidth() -> f64 {
    static MEASURED: std::sync::OnceLock<f64> = std::sync::OnceLock::new();
    *MEASURED.get_or_init(|| {
        let buffer = vec![1u64; BUFFER_BYTES / 8];
        let read = |_| {
            let started = Instant::now();
            std::hint::black_box(buffer.iter().fold(0u64, |sum, n| sum.wrapping_add(*n)));
            started.elapsed()
        };
        let took = median((0..ROUNDS).map(read).collect());
        BUFFER_BYTES as f64 / took.as_secs_f64()
    })
}
