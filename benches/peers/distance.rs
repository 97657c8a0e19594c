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
    let (mut parts, mut bytes): ([Vec<Duration>; 4], Vec<u64>) = Default::default();
    for query in queries {
        let ten = SearchRequest { highlight: false, ..SearchRequest::new(query.ast.clone()) };
        let none = SearchRequest { size: 0, ..ten.clone() };
        let page = query::search(generation, &ten).expect("a page");
        let addresses: Vec<_> =
            page.hits.iter().filter_map(|hit| generation.address(&hit.id).expect("an address")).collect();
        let planning = timed(|| drop(plan::plan(generation, &query.ast, &[]).expect("a plan")));
        let counting = timed(|| drop(query::search(generation, &none).expect("a page")));
        let reading = timed(|| {
            for address in &addresses {
                drop(generation.head(*address).expect("a document"));
            }
        });
        let all = timed(|| drop(query::search(generation, &ten).expect("a page")));
        parts[0].push(planning);
        parts[1].push(counting.saturating_sub(planning));
        parts[2].push(all.saturating_sub(counting + reading));
        parts[3].push(reading);
        bytes.push(postings_bytes(generation, &query.tree));
    }
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

fn timed(mut work: impl FnMut()) -> Duration {
    let run = |_| {
        let started = Instant::now();
        work();
        started.elapsed()
    };
    median((0..ROUNDS).map(run).collect())
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
        let took =
            timed(|| _ = std::hint::black_box(buffer.iter().fold(0u64, |sum, n| sum.wrapping_add(*n))));
        BUFFER_BYTES as f64 / took.as_secs_f64()
    })
}
