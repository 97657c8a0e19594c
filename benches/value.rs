//! What it costs to compute the indicators of a whole index, and to compute them again after an update.
//!
//! Corpus: synthetic. A million patents without texts (or `CHIZAI_BENCH_DOCUMENTS`) over twenty years, each citing ten
//! earlier ones drawn by a fixed generator (seed 1), every third in a family of two with the one before it, by 5,000
//! applicants of whom few have most, in 40 classes; the same at every run. Isolated: reading the columns, joining
//! families and citations, the figures of every patent and family, their cohorts; then one card, one portfolio of all,
//! and the same again after a run of 1,000 more. Targets: under five minutes on two cores, at most 4 GiB.
//! Run: `cargo bench --bench value`.

use std::{path::Path, time::Instant};

use benches::{setup, synthetic_documents};
use indexer::{Generation, GenerationWatch, IndexWriter, WriterOptions};
use model::{Classification, Date, Document, Language, Party, Patent, PatentCitation, Priority, Text};
use query::SearchRequest;
use value::{Facts, Figures, UnitKind};

const DOCUMENTS: usize = 1_000_000;
const CITED: usize = 10;
const YEARS: usize = 20;
const APPLICANTS: u64 = 5_000;
/// Of the second run.
const MORE: usize = 1_000;
const SECONDS: f64 = 300.0;
const GIB: f64 = 4.0;

const CLASSES: [&str; 40] = [
    "A01B1/02",
    "A23L3/36",
    "A47J31/40",
    "A61B5/02",
    "A61K31/19",
    "A61K8/02",
    "B01D45/12",
    "B01D61/02",
    "B01J23/72",
    "B23K26/00",
    "B25J9/16",
    "B29C45/78",
    "B41J2/01",
    "B60L50/60",
    "B62D25/20",
    "B65G1/04",
    "C01B25/45",
    "C07D213/02",
    "C08L23/06",
    "C09D11/00",
    "C11D1/02",
    "C12N15/09",
    "C22C38/00",
    "C23C14/34",
    "C25B11/04",
    "D06F39/00",
    "E02F9/20",
    "E04B1/00",
    "F02D41/00",
    "F16K31/02",
    "F25B1/00",
    "G01N33/53",
    "G01N21/64",
    "G02B21/00",
    "G05B19/04",
    "G06F17/30",
    "G06Q30/02",
    "H01L21/02",
    "H01M10/05",
    "H04L9/32",
];

/// A linear congruential generator (Knuth's MMIX), seeded so that every run is the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

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
        "facts of {} documents with {citations} citations read in {read:.1?}, figures in {:.1?}, together {all:.1?}; tables of {:.0} MiB",
        facts.document_count(),
        all - read,
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
        writer.add(Document::Patent(Box::new(document(serial, all)))).expect("the document is taken");
    }
    writer.publish().expect("the run is published");
}

fn number(serial: usize) -> String {
    let (year, order) = (2000 + serial % YEARS, serial / YEARS);
    if serial.is_multiple_of(2) {
        format!("JP-{year}{order:06}-A")
    } else {
        format!("US-{year}{order:07}-A1")
    }
}

/// A patent that cites others of the index.
fn document(serial: usize, all: usize) -> Patent {
    let mut numbers = Numbers(serial as u64 + 1);
    let mut patent = Patent::new(number(serial).parse().expect("a publication number"));
    let year = (2000 + serial % YEARS) as u16;
    let month = 1 + numbers.below(12) as u8;
    patent.filed = Date::new(year - 1, Some(month), Some(1 + numbers.below(28) as u8)).ok();
    patent.published = Date::new(year, Some(month), Some(1 + numbers.below(28) as u8)).ok();
    let first = if serial % 3 == 1 { serial - 1 } else { serial };
    let application = format!("JP-{}{:06}", 2000 + first % YEARS, first / YEARS);
    let application = application.parse().expect("an application number");
    patent.priorities.push(Priority { number: application, date: patent.filed });
    let (a, b) = (numbers.below(APPLICANTS), numbers.below(APPLICANTS));
    // The less of two is drawn more often: few applicants have most.
    let name = Text { language: Language::EN, text: format!("Applicant {}", a.min(b)) };
    patent.applicants.push(Party { names: vec![name], ..Party::default() });
    for _ in 0..=numbers.below(3) {
        let symbol = CLASSES[numbers.below(CLASSES.len() as u64) as usize];
        patent.ipc.push(Classification {
            symbol: symbol.parse().expect("a symbol"),
            main: false,
            value: None,
        });
    }
    for _ in 0..CITED {
        let cited = number(numbers.below(all as u64) as usize);
        patent.citations.push(PatentCitation {
            text: cited.clone(),
            number: cited.parse().ok(),
            categories: Vec::new(),
            cited_by: None,
            place: model::CitationPlace::FrontPage,
        });
    }
    patent
}

/// Starts the highest mark of resident memory anew (proc(5), `clear_refs`).
fn forget_peak() {
    std::fs::write("/proc/self/clear_refs", "5").expect("the kernel keeps the mark");
}

fn peak_gib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("the kernel tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("it has the mark");
    let kib: f64 = line.trim().trim_end_matches(" kB").trim().parse().expect("a number of KiB");
    kib / f64::from(1 << 20)
}
