//! Whether similar documents hold what a patent cites: citations as judgements of prior art.
//!
//! Corpus: 10,000 abstracts of US publications with the numbers they cite, the full texts of USPTO and EPO, and the JATS
//! articles. Queries: every patent that cites a patent or article of the corpus which is not of its own family; relevant
//! is what it cites. Three ways to ask: `similar` (the document's own terms), its first claim as a text, and its abstract
//! as a text, which is all that the 10,000 have. No dates limit the search, since the abstracts have none.
//! Run: `cargo bench -p benches --bench prior_art [-- SETTING…]`; a setting of `ranking.toml`, such as
//! `long.terms=50`, is measured beside what is shipped.

use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    time::{Duration, Instant},
};

use benches::{build, data, documents_below, percentile, setup};
use eval::{ndcg_at, recall_at};
use indexer::{Generation, IndexConfig};
use model::{Document, DocumentId, Language, Patent, PatentCitation, PublicationNumber, Text};
use query::{Before, FamilyDefinition, SearchRequest, SimilarRequest, SimilarTo, family_of};
use serde::Deserialize;

/// Members of a family that are looked at.
const FAMILY: usize = 100;

/// How far rankings are read.
const DEPTH: usize = 100;

/// A line of the abstracts.
#[derive(Deserialize)]
struct Abstract {
    publication_number: String,
    abstract_en: String,
    #[serde(rename = "Citations", default)]
    citations: String,
}

/// A patent that cites documents of the corpus.
struct Citing {
    id: DocumentId,
    claim: Option<String>,
    abstract_text: Option<String>,
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
    println!("| settings | asked by | queries | recall@100 | nDCG@10 | p50 ms | p95 ms |");
    println!("|---|---|---|---|---|---|---|");
    measure_all(&generation, &citing, "shipped");
    for setting in std::env::args().skip(1).filter(|argument| argument.contains('=')) {
        let settings: Vec<String> = setting.split(',').map(str::to_owned).collect();
        let ranking = config.ranking.with(&settings).expect("the setting is one of ranking.toml");
        measure_all(&open(&IndexConfig { ranking, ..config.clone() }), &citing, &setting);
    }
}

fn corpus() -> Vec<Document> {
    let patents = data().join("patents");
    let folders = [
        "patents/uspto/weekly",
        "patents/uspto/single",
        "patents/epo/fulltext",
        "articles/jats/plos",
        "articles/jats/pmc",
        "articles/jats/elife",
    ];
    let mut documents = abstracts(&patents.join("us-abstracts-citations/publications-10000.json.gz"));
    documents.extend(folders.iter().flat_map(|folder| documents_below(&data().join(folder))));
    documents
}

/// The abstracts as patents; one whose number cannot be read is told and left out.
fn abstracts(path: &std::path::Path) -> Vec<Document> {
    let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines = serde_json::Deserializer::from_reader(flate2::read::MultiGzDecoder::new(file));
    let mut documents = Vec::new();
    for line in lines.into_iter::<Abstract>() {
        let line = line.expect("every line is an abstract");
        let number = match line.publication_number.parse::<PublicationNumber>() {
            Ok(number) => number,
            Err(error) => {
                eprintln!("left out: {error}");
                continue;
            }
        };
        let cited = line.citations.split(',').map(str::trim).filter(|cited| !cited.is_empty());
        let citations = cited.map(|cited| PatentCitation { number: cited.parse().ok(), ..citation(cited) });
        documents.push(Document::Patent(Box::new(Patent {
            abstracts: vec![Text { language: Language::EN, text: line.abstract_en }],
            citations: citations.collect(),
            ..Patent::new(number)
        })));
    }
    documents
}

fn citation(text: &str) -> PatentCitation {
    PatentCitation {
        text: text.to_owned(),
        number: None,
        categories: Vec::new(),
        cited_by: None,
        place: model::CitationPlace::FrontPage,
    }
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

fn measure_all(generation: &Generation, citing: &[Citing], settings: &str) {
    let by_text = |text: &Option<String>| text.clone().map(SimilarTo::Text);
    measure(generation, citing, (settings, "similar"), |one| Some(SimilarTo::Document(one.id.clone())));
    measure(generation, citing, (settings, "first claim"), |one| by_text(&one.claim));
    measure(generation, citing, (settings, "abstract"), |one| by_text(&one.abstract_text));
}

fn measure(
    generation: &Generation,
    citing: &[Citing],
    (settings, name): (&str, &str),
    ask: impl Fn(&Citing) -> Option<SimilarTo>,
) {
    let mut recall = 0.0;
    let mut ndcg = 0.0;
    let mut samples: Vec<Duration> = Vec::new();
    for one in citing {
        let Some(to) = ask(one) else { continue };
        let search =
            SearchRequest { size: DEPTH + 1, highlight: false, ..SearchRequest::new(query::Ast::Everything) };
        let request = SimilarRequest { to, before: None::<Before>, search };
        let started = Instant::now();
        let page = query::similar(generation, &request).expect("the search runs").page;
        samples.push(started.elapsed());
        let ids: Vec<String> =
            page.hits.iter().filter(|hit| hit.id != one.id).map(|hit| hit.id.to_string()).collect();
        recall += recall_at(DEPTH, ids.iter().map(String::as_str), &one.cited);
        ndcg += ndcg_at(10, ids.iter().map(String::as_str), &one.cited);
    }
    samples.sort();
    let n = samples.len() as f64;
    let ms = |share| percentile(&samples, share).as_secs_f64() * 1000.0;
    println!(
        "| {settings} | {name} | {} | {:.4} | {:.4} | {:.1} | {:.1} |",
        samples.len(),
        recall / n,
        ndcg / n,
        ms(0.5),
        ms(0.95)
    );
}
