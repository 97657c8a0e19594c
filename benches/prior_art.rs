//! Whether similar documents hold what a patent cites: citations as judgements of prior art.
//!
//! Corpus: 10,000 abstracts of US publications with the numbers they cite, the full texts of USPTO and EPO, and the JATS
//! articles. Queries: every patent that cites a patent or article of the corpus which is not of its own family; relevant
//! is what it cites. Three ways to ask: `similar` (the document's own terms), its first claim as a text, and its abstract
//! as a text, which is all that the 10,000 have. No dates limit the search, since the abstracts have none.
//! Run: `cargo bench -p benches --bench prior_art [-- SETTING…]`; settings of `ranking.toml`, such as `long.terms=50` or
//! several joined by commas, are measured beside what is shipped, with Fisher's randomisation test over the queries.

use std::{
    collections::{BTreeMap, HashMap},
    time::{Duration, Instant},
};

use benches::{build, data, documents_below, percentile, setup, us_abstracts};
use eval::{
    CollectionReport, Comparison, QueryReport, average_precision, compare, ndcg_at, recall_at,
    reciprocal_rank_at,
};
use indexer::{Generation, IndexConfig};
use model::{Document, DocumentId};
use query::{Before, FamilyDefinition, SearchRequest, SimilarRequest, SimilarTo, family_of};

/// Members of a family that are looked at.
const FAMILY: usize = 100;

/// How far rankings are read, the patent itself and its family left out.
const DEPTH: usize = 100;

/// A patent that cites documents of the corpus.
struct Citing {
    id: DocumentId,
    claim: Option<String>,
    abstract_text: Option<String>,
    /// Itself included.
    family: Vec<String>,
    cited: HashMap<String, u32>,
}

fn main() {
    let documents = corpus();
    let folder = tempfile::tempdir().expect("a temporary folder");
    build(folder.path(), &documents, 2);
    let (config, analyzers) = setup();
    let open = |config: &IndexConfig| {
        Generation::open(folder.path(), config, &analyzers).expect("it was just built")
    };
    let generation = open(&config);
    let citing = citing(&generation, &documents);
    let pairs: usize = citing.iter().map(|one| one.cited.len()).sum();
    println!("{} documents, {} citing patents, {pairs} citations", generation.document_count(), citing.len());
    let kinds =
        |prefix: &str| documents.iter().filter(|one| one.id().to_string().starts_with(prefix)).count();
    println!("{} of them articles", kinds("doi:"));
    println!("| settings | asked by | queries | recall@100 | nDCG@10 | p50 ms | p95 ms |");
    println!("|---|---|---|---|---|---|---|");
    let base = measure_all(&generation, &citing, "shipped", None);
    for setting in std::env::args().skip(1).filter(|argument| argument.contains('=')) {
        let settings: Vec<String> = setting.split(',').map(str::to_owned).collect();
        let ranking = config.ranking.with(&settings).expect("the setting is one of ranking.toml");
        measure_all(&open(&IndexConfig { ranking, ..config.clone() }), &citing, &setting, Some(&base));
    }
}

fn corpus() -> Vec<Document> {
    let folders = [
        "patents/uspto/weekly",
        "patents/uspto/single",
        "patents/epo/fulltext",
        "articles/jats/plos",
        "articles/jats/pmc",
        "articles/jats/elife",
    ];
    let mut documents = us_abstracts();
    documents.extend(folders.iter().flat_map(|folder| documents_below(&data().join(folder))));
    documents
}

/// The patents that cite something else of the corpus than their own family.
fn citing(generation: &Generation, documents: &[Document]) -> Vec<Citing> {
    let mut known: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for id in documents.iter().map(Document::id) {
        known.entry(without_kind(&id.to_string())).or_default().push(id.to_string());
    }
    let mut all = Vec::new();
    for document in documents {
        let Document::Patent(patent) = document else { continue };
        let numbers = patent.citations.iter().filter_map(|citation| citation.number.as_ref());
        let dois = patent.literature.iter().filter_map(|citation| citation.doi.as_ref());
        let references = numbers.map(|number| without_kind(&number.to_string()));
        let references = references.chain(dois.map(|doi| format!("doi:{doi}")));
        let family =
            family_of(generation, &document.id(), FamilyDefinition::Extended, FAMILY).expect("a family");
        let own: Vec<String> =
            family.iter().flat_map(|family| &family.members).map(|member| member.id().to_string()).collect();
        let cited = references.filter_map(|reference| known.get(&reference)).flatten();
        let cited: HashMap<String, u32> =
            cited.filter(|id| !own.contains(id)).map(|id| (id.clone(), 1)).collect();
        if !cited.is_empty() {
            all.push(Citing {
                id: document.id(),
                claim: patent.claims.first().map(|claim| claim.text.clone()),
                abstract_text: patent.abstracts.first().map(|text| text.text.clone()),
                family: own,
                cited,
            });
        }
    }
    all
}

/// Office and serial number; a DOI as it is.
fn without_kind(id: &str) -> String {
    let mut parts = id.splitn(3, '-');
    match (id.contains(':'), parts.next(), parts.next()) {
        (false, Some(office), Some(serial)) => format!("{office}-{serial}"),
        _ => id.to_owned(),
    }
}

/// What a citing patent is asked for with, where it has it.
type Ask<'a> = dyn Fn(&Citing) -> Option<SimilarTo> + 'a;

/// How each way of asking ranks, under one setting.
type Reports = Vec<CollectionReport>;

/// Prints a row for each way of asking, with the difference from `base` where there is one.
fn measure_all(
    generation: &Generation,
    citing: &[Citing],
    settings: &str,
    base: Option<&Reports>,
) -> Reports {
    let by_text = |text: &Option<String>| text.clone().map(SimilarTo::Text);
    let ways: [(&str, &Ask<'_>); 3] = [
        ("similar", &|one| Some(SimilarTo::Document(one.id.clone()))),
        ("first claim", &|one| by_text(&one.claim)),
        ("abstract", &|one| by_text(&one.abstract_text)),
    ];
    let mut reports = Vec::new();
    for (i, (way, ask)) in ways.iter().enumerate() {
        let (report, mut samples) = measure(generation, citing, way, ask);
        samples.sort();
        let ms = |share| percentile(&samples, share).as_secs_f64() * 1000.0;
        let difference = |measure: &str| {
            let base = &base?[i];
            let compared = compare(base, &report).expect("the queries are the same");
            let compared = compared.into_iter().find(|one| one.measure == measure)?;
            let Comparison { difference, better, worse, p, .. } = compared;
            Some(format!(" ({difference:+.4}, {better} better, {worse} worse, p {p:.3})"))
        };
        println!(
            "| {settings} | {way} | {} | {:.4}{} | {:.4}{} | {:.1} | {:.1} |",
            report.queries.len(),
            report.recall_at_100(),
            difference("R@100").unwrap_or_default(),
            report.ndcg_at_10(),
            difference("nDCG@10").unwrap_or_default(),
            ms(0.5),
            ms(0.95)
        );
        reports.push(report);
    }
    reports
}

fn measure(
    generation: &Generation,
    citing: &[Citing],
    way: &str,
    ask: &Ask<'_>,
) -> (CollectionReport, Vec<Duration>) {
    let mut queries = Vec::new();
    let mut samples: Vec<Duration> = Vec::new();
    for one in citing {
        let Some(to) = ask(one) else { continue };
        let search = SearchRequest {
            size: DEPTH + FAMILY,
            highlight: false,
            ..SearchRequest::new(query::Ast::Everything)
        };
        let request = SimilarRequest { to, before: None::<Before>, search };
        let started = Instant::now();
        let page = query::similar(generation, &request).expect("the search runs").page;
        samples.push(started.elapsed());
        // Asked by a text, the patent itself and its family are found too.
        let others = page.hits.iter().map(|hit| hit.id.to_string()).filter(|id| !one.family.contains(id));
        let ids: Vec<String> = others.collect();
        let ids = || ids.iter().map(String::as_str);
        queries.push(QueryReport {
            query: one.id.to_string(),
            ndcg_at_10: ndcg_at(10, ids(), &one.cited),
            recall_at_100: recall_at(DEPTH, ids(), &one.cited),
            average_precision: average_precision(ids(), &one.cited),
            reciprocal_rank_at_10: reciprocal_rank_at(10, ids(), &one.cited),
        });
    }
    (CollectionReport { name: way.to_owned(), queries }, samples)
}
