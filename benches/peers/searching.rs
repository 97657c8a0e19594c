//! Every class of queries on every corpus.

use std::{cell::RefCell, fs::File, io::BufWriter, path::Path, rc::Rc, sync::Arc, time::Instant};

use benches::{build, setup, text_bytes};
use indexer::{Generation, IndexConfig};
use model::{Document, DocumentId, Language};
use query::{Field, SearchRequest, SimilarRequest, SimilarTo};

use crate::{
    chizai::Chizai,
    corpus::Corpus,
    distance,
    engine::{Answer, Class, Engine, Mode, Query},
    lucene::{self, Lucene, Style},
    measure,
    plain::{self, Plain},
    process::{self, Driver},
    queries::{Asker, Sampler},
    terms,
    tree::Untranslatable,
};

/// What the peers rank with: their k1 and b in every view, and nothing that they do not have. Of one field the scores
/// are those of BM25. `CombinedFieldQuery` allows no weight below 1.
pub(crate) const ALIKE: &str = "view.ja.k1=1.2 view.ja.b=0.75 view.ja.weight=1 view.ja.pair=0 \
    view.\"ja.chars\".k1=1.2 view.\"ja.chars\".b=0.75 view.\"ja.chars\".weight=1 view.\"ja.chars\".pair=0 \
    view.en.k1=1.2 view.en.b=0.75 view.en.pair=0 view.\"en.words\".k1=1.2 view.\"en.words\".b=0.75 \
    view.other.weight=1 breadth.b=0 long.terms=300 part.keywords.b=0.75 part.title.weight=4 part.abstract.weight=2 \
    part.keywords.weight=2 part.\"claims.first\".weight=2 part.\"claims.independent\".weight=1.5 \
    part.\"claims.dependent\".weight=1 part.description.weight=1 part.body.weight=1";

/// Queries of a class.
pub(crate) const QUERIES: usize = 40;

/// Queries of a class where the bench is only tried.
pub(crate) const FEW_QUERIES: usize = 5;

/// Of queries as long as this, fewer are asked.
const LONG: usize = 100;

/// Indexes of one set of documents, one of each engine.
struct Indexes {
    folder: tempfile::TempDir,
    alike: Arc<Generation>,
    shipped: Arc<Generation>,
}

/// Both layouts of a corpus.
pub(crate) fn measure(corpus: &Corpus, driver: &Rc<RefCell<Driver>>, wanted: usize) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut samplers: Vec<Sampler<'_>> =
        corpus.languages.iter().map(|language| Sampler::new(&corpus.documents, *language)).collect();
    {
        println!("\n### {}, all text of a document in one field", corpus.name);
        let indexes = Indexes::build(&corpus.flat(), &mut driver.borrow_mut(), threads);
        let field = Field::find("description").expect("a field");
        let mut engines = indexes.engines(driver, &[Style::Boosted], false);
        measure::head(&engines, threads);
        let asker = Asker { generation: &indexes.alike, field };
        let classes = one_field(&asker, &mut samplers, wanted);
        measure::warm(&mut engines, &classes);
        for (name, queries, mode) in &classes {
            measure::class(&mut engines, name, queries, *mode, threads);
        }
        distance::head();
        for (name, queries, _) in classes.iter().filter(|(name, ..)| name.ends_with("terms")) {
            distance::class(&indexes.alike, name, queries);
        }
    }
    println!("\n### {}, documents in their fields", corpus.name);
    let indexes = Indexes::build(&corpus.documents, &mut driver.borrow_mut(), threads);
    let mut engines = indexes.engines(driver, &[Style::Boosted, Style::Combined], true);
    measure::head(&engines, threads);
    let asker = Asker { generation: &indexes.alike, field: Field::TEXT };
    let classes = several_fields(&asker, &mut samplers, wanted);
    measure::warm(&mut engines, &classes);
    for (name, queries, mode) in &classes {
        measure::class(&mut engines, name, queries, *mode, threads);
    }
    similar(&indexes.shipped, corpus, driver, wanted);
}

impl Indexes {
    fn build(documents: &[Document], driver: &mut Driver, threads: usize) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = |name: &str| {
            let dir = folder.path().join(name);
            std::fs::create_dir(&dir).expect("a folder can be made");
            dir
        };
        build(&dir("chizai"), documents, threads);
        let alike = Arc::new(opened(&folder.path().join("chizai"), ALIKE));
        let shipped = Arc::new(opened(&folder.path().join("chizai"), ""));
        let plain = plain::build(&alike, &dir("tantivy"), threads);
        let file = folder.path().join("terms");
        let mut out = BufWriter::new(File::create(&file).expect("room for the terms"));
        terms::write(&alike, &mut out).expect("room for the terms");
        let lucene = lucene::index(driver, &dir("lucene"), &file, threads);
        println!(
            "{} documents, {:.1} MB of text; segments: chizai {}, tantivy {}, Lucene {}",
            alike.document_count(),
            text_bytes(documents) as f64 / 1e6,
            alike.searcher().segment_readers().len(),
            plain,
            lucene.segments
        );
        Self { folder, alike, shipped }
    }

    /// chizai first.
    fn engines(&self, driver: &Rc<RefCell<Driver>>, styles: &[Style], shipped: bool) -> Vec<Box<dyn Engine>> {
        let chizai = |name, generation: &Arc<Generation>| -> Box<dyn Engine> {
            Box::new(Chizai { name, generation: Arc::clone(generation) })
        };
        let mut engines = vec![chizai("chizai", &self.alike)];
        engines.push(Box::new(Plain::open(&self.folder.path().join("tantivy"))));
        for &style in styles {
            engines.push(Box::new(Lucene { driver: Rc::clone(driver), style }));
        }
        if shipped {
            engines.push(chizai("chizai as shipped", &self.shipped));
        }
        engines
    }
}

pub(crate) fn opened(folder: &Path, settings: &str) -> Generation {
    let (config, analyzers) = setup();
    let settings: Vec<String> = settings.split_whitespace().map(str::to_owned).collect();
    let ranking = config.ranking.with(&settings).expect("settings of ranking.toml");
    let config = IndexConfig { ranking, ..config };
    Generation::open(folder, &config, &analyzers).expect("the index was just built")
}

/// Queries that could be made; the others are told.
fn made(queries: impl Iterator<Item = Result<Query, Untranslatable>>) -> Vec<Query> {
    let told = |query: Result<Query, Untranslatable>| {
        query.inspect_err(|Untranslatable(what)| eprintln!("no peer can be asked: {what}")).ok()
    };
    queries.filter_map(told).collect()
}

/// Ranked queries of `n` words in every language of the corpus.
fn ranked(asker: &Asker<'_>, samplers: &mut [Sampler<'_>], n: usize, wanted: usize) -> Vec<Query> {
    let wanted = (if LONG <= n { wanted / 2 } else { wanted }).div_ceil(samplers.len());
    let texts: Vec<Vec<String>> = samplers.iter_mut().flat_map(|sampler| sampler.texts(n, wanted)).collect();
    made(texts.iter().map(|words| asker.any(words)))
}

/// Every class of queries on documents with all their text in one field.
pub(crate) fn one_field(asker: &Asker<'_>, samplers: &mut [Sampler<'_>], wanted: usize) -> Vec<Class> {
    let mut classes: Vec<Class> = Vec::new();
    for n in [1, 3, 5, 10, 30, 100, 300] {
        let queries = ranked(asker, samplers, n, wanted);
        if [3, 10, 100].contains(&n) {
            for hundredths in [1, 10, 50] {
                let among = queries.iter().map(|query| query.clone().among(hundredths)).collect();
                classes.push((format!("{n} terms, filter {hundredths} %"), among, Mode::Top));
            }
            classes.push((format!("{n} terms, with total"), queries.clone(), Mode::Total));
            classes.push((format!("{n} terms, with three facets"), queries.clone(), Mode::Facets));
        }
        classes.push((format!("{n} terms"), queries, Mode::Top));
    }
    let each = wanted.div_ceil(samplers.len());
    for n in [2, 3] {
        let words: Vec<Vec<String>> =
            samplers.iter_mut().flat_map(|sampler| sampler.texts(n, each)).collect();
        classes.push((
            format!("{n} words, AND"),
            made(words.iter().map(|words| asker.all(words))),
            Mode::Top,
        ));
        let phrases: Vec<String> = samplers.iter_mut().flat_map(|sampler| sampler.phrases(n, each)).collect();
        let queries = made(phrases.iter().map(|phrase| asker.quoted(phrase)));
        classes.push((format!("phrase of {n} words"), queries, Mode::Top));
    }
    let pairs: Vec<[String; 2]> = samplers.iter_mut().flat_map(|sampler| sampler.neighbours(each)).collect();
    classes.push((
        "2 words, NEAR/5".to_owned(),
        made(pairs.iter().map(|pair| asker.near(pair, 5))),
        Mode::Top,
    ));
    let beginnings: Vec<String> = samplers.iter_mut().flat_map(|sampler| sampler.beginnings(each)).collect();
    let queries = beginnings.iter().map(|beginning| asker.beginning(beginning)).collect();
    classes.push(("truncated word".to_owned(), queries, Mode::Top));
    classes
}

pub(crate) fn several_fields(asker: &Asker<'_>, samplers: &mut [Sampler<'_>], wanted: usize) -> Vec<Class> {
    let mut classes: Vec<Class> = Vec::new();
    for n in [1, 3, 10, 30, 100, 300] {
        let queries = ranked(asker, samplers, n, wanted);
        if n == 10 {
            let among = queries.iter().map(|query| query.clone().among(10)).collect();
            classes.push((format!("{n} terms, filter 10 %"), among, Mode::Top));
            classes.push((format!("{n} terms, with three facets"), queries.clone(), Mode::Facets));
        }
        classes.push((format!("{n} terms"), queries, Mode::Top));
    }
    classes
}

/// Documents similar to one of the index, by as many terms on both sides.
fn similar(generation: &Arc<Generation>, corpus: &Corpus, driver: &Rc<RefCell<Driver>>, wanted: usize) {
    let request = |id: &DocumentId| SimilarRequest {
        to: SimilarTo::Document(id.clone()),
        before: None,
        search: SearchRequest { highlight: false, ..SearchRequest::new(query::Ast::Everything) },
    };
    let parts = ["title", "abstract", "claims.first"];
    let views = corpus.languages.iter().map(|language| if *language == Language::JA { "ja" } else { "en" });
    let fields: Vec<String> = views.flat_map(|view| parts.map(|part| format!("{part}.{view}"))).collect();
    let step = corpus.documents.len().div_ceil(wanted);
    let ids = corpus.documents.iter().step_by(step).map(Document::id);
    let (mut ratios, mut ours, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for id in ids {
        let page = query::similar(generation, &request(&id)).expect("similar documents");
        let asked = format!("similar\t{id}\t{}\t{}", page.terms.len().max(1), fields.join("\t"));
        let mut samples = [Vec::new(), Vec::new()];
        for round in 0..6 {
            let started = Instant::now();
            query::similar(generation, &request(&id)).expect("similar documents");
            let ours = started.elapsed();
            let Answer { took, .. } = process::answer(&driver.borrow_mut().ask(&asked));
            // The first one warms both.
            if 0 < round {
                samples[0].push(ours);
                samples[1].push(took);
            }
        }
        let [a, b] = samples.map(|mut samples| {
            samples.sort();
            benches::percentile(&samples, 0.5).as_secs_f64() * 1e3
        });
        ratios.push(a / b);
        ours.push(a);
        theirs.push(b);
    }
    let at = |numbers: &mut Vec<f64>, share: f64| {
        numbers.sort_by(f64::total_cmp);
        numbers[((numbers.len() - 1) as f64 * share).round() as usize]
    };
    println!(
        "\nSimilar to a document of the index, {} documents: chizai as shipped, with reasons, {:.3} ms; Lucene's \
         MoreLikeThis by as many terms {:.3} ms; ratio **{:.2}** ({:.2}, {:.2})",
        ratios.len(),
        at(&mut ours, 0.5),
        at(&mut theirs, 0.5),
        at(&mut ratios, 0.5),
        at(&mut ratios, 0.1),
        at(&mut ratios, 0.9)
    );
}
