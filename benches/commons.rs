//! What the condition `commons:research` costs: the same searches with and without it, in turn.
//!
//! Corpus: synthetic. A million short patents (or `CHIZAI_BENCH_DOCUMENTS`), whose words are drawn from the demo's by how
//! often each stands there, the same at every run; every tenth is listed in a ledger, under research terms, by 200
//! providers. Isolated: one search with its exact total and the facets of the page of results, on a warm index, with the
//! ledger's set as it is kept and after one more listing. The condition must not cost more than 1.3 times the search
//! without it (median over the queries of the ratio of medians).
//! Run: `cargo bench --bench commons`.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use benches::{open, percentile, setup, synthetic::Random, synthetic_documents, workspace};
use commons::{
    Author, Batch, Bilingual, Commons, Contact, DeclaredLicence, Event, NewEntry, Offer, Period, Profile,
    ProviderKind, Role, TermsVersion, models,
};
use indexer::{Generation, IndexWriter, WriterOptions};
use model::{Document, Language, OfficeCode, Patent, PublicationNumber, Text};
use query::{FacetColumn, FacetRequest, Filter, SearchRequest};

const DOCUMENTS: usize = 1_000_000;
/// One listing for so many documents.
const LISTED: usize = 10;
const PROVIDERS: usize = 200;
/// Runs of each search on each side.
const TIMES: usize = 15;
const TITLE_WORDS: usize = 6;
const ABSTRACT_WORDS: usize = 30;
const LIMIT: f64 = 1.3;

fn main() {
    let n_documents = synthetic_documents(DOCUMENTS);
    let dir = tempfile::tempdir().expect("a temporary folder");
    let vocabulary = Vocabulary::of_demo();
    let began = Instant::now();
    index(dir.path(), &vocabulary, n_documents);
    println!(
        "{n_documents} synthetic documents of {} words indexed in {:.0?}",
        vocabulary.words.len(),
        began.elapsed()
    );
    let began = Instant::now();
    let commons = Arc::new(ledger(&dir.path().join("commons.sqlite"), n_documents / LISTED));
    println!("{} listings of {PROVIDERS} providers entered in {:.0?}", n_documents / LISTED, began.elapsed());
    let generation = open(dir.path());
    query::join(&generation, &server::ledger_sets(commons.clone()));
    let began = Instant::now();
    run(&generation, "a", true);
    println!("first search with the condition (the set is made and looked up): {:.0?}", began.elapsed());
    let mut ratios: Vec<f64> = queries(&vocabulary).iter().map(|query| compare(&generation, query)).collect();
    ratios.sort_by(f64::total_cmp);
    let (median, worst) = (ratios[ratios.len() / 2], ratios[ratios.len() - 1]);
    println!("ratio with to without: median {median:.2}, worst {worst:.2} over {} queries", ratios.len());
    after_one_more(&generation, &commons, n_documents);
    assert!(median <= LIMIT, "the condition costs {median:.2} times, at most {LIMIT} are allowed");
}

/// Words with how often they stand in the demo's English texts, summed up.
struct Vocabulary {
    words: Vec<String>,
    sums: Vec<u64>,
}

impl Vocabulary {
    fn of_demo() -> Self {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        let mut files: Vec<_> = fs::read_dir(workspace().join("demo"))
            .expect("the demo is in the repository")
            .map(|entry| entry.expect("its folder can be read").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
            .collect();
        files.sort();
        for line in files.iter().flat_map(|file| {
            let text = fs::read_to_string(file).expect("its files can be read");
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        }) {
            let document: Document = serde_json::from_str(&line).expect("a document");
            for text in benches::texts(&document) {
                let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| 2 < word.len());
                words.for_each(|word| *counts.entry(word.to_ascii_lowercase()).or_default() += 1);
            }
        }
        let mut sum = 0;
        let (words, sums) = counts
            .into_iter()
            .map(|(word, count)| {
                sum += count;
                (word, sum)
            })
            .unzip();
        Self { words, sums }
    }

    fn draw(&self, random: &mut Random) -> &str {
        let at = random.below(*self.sums.last().expect("the demo has words"));
        &self.words[self.sums.partition_point(|sum| *sum <= at)]
    }

    fn text(&self, random: &mut Random, n_words: usize) -> String {
        (0..n_words).map(|_| self.draw(random)).collect::<Vec<_>>().join(" ")
    }
}

fn number(i: usize) -> PublicationNumber {
    format!("JP-{}-B2", 7_000_000 + i).parse().expect("a number")
}

fn index(dir: &Path, vocabulary: &Vocabulary, n_documents: usize) {
    let (config, analyzers) = setup();
    let options = WriterOptions { memory_bytes: 512 << 20, threads: 2, ..WriterOptions::default() };
    let writer =
        IndexWriter::open(dir, &config, &analyzers, &options).expect("an empty folder can be written");
    let mut random = Random(1);
    for i in 0..n_documents {
        let mut patent = Patent::new(number(i));
        patent.titles = vec![Text::new(Language::EN, vocabulary.text(&mut random, TITLE_WORDS))];
        patent.abstracts = vec![Text::new(Language::EN, vocabulary.text(&mut random, ABSTRACT_WORDS))];
        patent.published = format!("{}-0{}-15", 1990 + i % 35, 1 + i % 9).parse().ok();
        patent.invented = true;
        writer.add(Document::Patent(Box::new(patent))).expect("documents can be added");
    }
    writer.publish().expect("the index can be published");
}

fn since(event: Event) -> NewEntry {
    let from = "2020-01-01".parse().expect("a day");
    NewEntry { event, valid: Period::since(from), evidence: None, origin: None }
}

fn listed(i: usize) -> NewEntry {
    let offer = Offer {
        terms: TermsVersion { terms: "model-research".parse().expect("a name"), version: 1 },
        application: None,
        exclusive_licence: DeclaredLicence::None,
        contact: None,
        verification: Vec::new(),
        readiness: None,
    };
    let provider = format!("provider-{}", i % PROVIDERS).parse().expect("a name");
    since(Event::PatentListed { provider, patent: number(i * LISTED), offer: Box::new(offer) })
}

fn admin() -> Author {
    Author::new("admin".parse().expect("a name"), Role::Administrator)
}

fn ledger(path: &Path, n_listings: usize) -> Commons {
    let commons = Commons::open(path).expect("a ledger is made");
    let contact = Contact {
        names: Bilingual::new("窓口", "Desk"),
        email: Some("desk@example.org".parse().expect("an address")),
        telephone: None,
        page: None,
        languages: Vec::new(),
        classes: Vec::new(),
    };
    let profile = Profile {
        names: Bilingual::new("架空大学", "Invented University"),
        kind: ProviderKind::University,
        country: OfficeCode::JP,
        prefecture: None,
        ror: None,
        homepage: None,
        liaison_office: None,
        contacts: vec![contact],
        represented_by: Default::default(),
    };
    let joined = |i| {
        let provider = format!("provider-{i}").parse().expect("a name");
        since(Event::ProviderJoined { provider, profile: Box::new(profile.clone()) })
    };
    let mut entries: Vec<NewEntry> = (0..PROVIDERS).map(joined).collect();
    let models = models("https://example.org/conditions".parse().expect("a link"));
    entries.extend(models.map(|(id, terms)| since(Event::publish(id, 1, None, terms))));
    entries.extend((0..n_listings).map(listed));
    for chunk in entries.chunks(10_000) {
        let batch = Batch { author: admin(), entries: chunk.to_vec(), key: None };
        commons.apply(&batch).expect("it is entered");
    }
    commons
}

/// One, two and three words, frequent and rare.
fn queries(vocabulary: &Vocabulary) -> Vec<String> {
    let mut random = Random(2);
    (0..24).map(|i| vocabulary.text(&mut random, 1 + i % 3)).collect()
}

fn run(generation: &Generation, query: &str, with_condition: bool) -> Duration {
    let filters = if with_condition {
        vec![Filter::read("commons", &["research"]).expect("a condition")]
    } else {
        Vec::new()
    };
    let facets = ["type", "office", "year", "applicant", "ipc"];
    let facet = |name: &&str| FacetColumn::find(name).map(|column| FacetRequest { column, size: 8 });
    let request = SearchRequest {
        filters,
        facets: facets.iter().filter_map(facet).collect(),
        ..SearchRequest::new(query::parse(query).ast)
    };
    let began = Instant::now();
    let page = query::search(generation, &request).expect("the query runs");
    let took = began.elapsed();
    std::hint::black_box(page.total);
    took
}

/// The ratio of the medians of one search with the condition and without it, run in turn.
fn compare(generation: &Generation, query: &str) -> f64 {
    let (mut without, mut with) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        without.push(run(generation, query, false));
        with.push(run(generation, query, true));
    }
    without.sort_unstable();
    with.sort_unstable();
    let (a, b) = (percentile(&without, 0.5), percentile(&with, 0.5));
    let ratio = b.as_secs_f64() / a.as_secs_f64();
    println!("{ratio:5.2}  without {a:>9.2?}  with {b:>9.2?}  {query}");
    ratio
}

/// What the next search waits for after an entry.
fn after_one_more(generation: &Generation, commons: &Commons, n_documents: usize) {
    let n_listings = n_documents / LISTED;
    let mut times: Vec<Duration> = (0..5)
        .map(|i| {
            let batch = Batch { author: admin(), entries: vec![listed_beside(n_listings + i)], key: None };
            commons.apply(&batch).expect("it is entered");
            run(generation, "the", true)
        })
        .collect();
    times.sort_unstable();
    println!("a search after one more listing: {:.2?} (median of {})", times[times.len() / 2], times.len());
}

/// A listing of a patent that the index does not have beside the others.
fn listed_beside(i: usize) -> NewEntry {
    let mut entry = listed(0);
    if let Event::PatentListed { patent, .. } = &mut entry.event {
        *patent = format!("US-{}-B2", 9_000_000 + i).parse().expect("a number");
    }
    entry
}
