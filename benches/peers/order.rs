//! Whether another order of documents would help searches: as the sources give them, by class, as close as can be made
//! to others with the same words (recursive graph bisection: Dhulipala, Kabiljo, Karrer, Ottaviano, Pupyrev and Shalita,
//! "Compressing Graphs and Indexes with Recursive Graph Bisection", 2016), and by chance.

use std::{
    collections::{BTreeSet, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
    time::Instant,
};

use benches::{build, setup, texts};
use indexer::Generation;
use model::{Document, Language};
use query::Field;

use crate::{
    chizai::Chizai,
    corpus::Corpus,
    engine::Engine,
    measure,
    queries::{Asker, Sampler},
    searching::{ALIKE, one_field, opened, several_fields},
};

/// Documents that are not divided any more.
const LEAF: usize = 32;

/// How often the documents of two halves are exchanged at most.
const EXCHANGES: usize = 20;

/// Words that fewer documents have say nothing of an order.
const RAREST: usize = 8;

/// Places of documents in one order.
type Order = Vec<usize>;

/// Both layouts of a corpus in every order, side by side.
pub(crate) fn measure(corpus: &Corpus, wanted: usize) {
    let orders = orders(&corpus.documents);
    let mut samplers: Vec<Sampler<'_>> =
        corpus.languages.iter().map(|language| Sampler::new(&corpus.documents, *language)).collect();
    let flat = corpus.flat();
    for (layout, documents, field) in [
        ("all text of a document in one field", &flat, Field::find("description").expect("a field")),
        ("documents in their fields", &corpus.documents, Field::TEXT),
    ] {
        println!("\n### {} in other orders, {layout}", corpus.name);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let generations = orders.iter().zip(0..).map(|((name, order), place)| {
            let dir = folder.path().join(format!("{place}"));
            std::fs::create_dir(&dir).expect("a folder can be made");
            let in_order: Vec<Document> = order.iter().map(|at| documents[*at].clone()).collect();
            // One thread keeps them in order.
            build(&dir, &in_order, 1);
            let generation = opened(&dir, ALIKE);
            println!("{name}: {:.2} MB of documents and frequencies", postings(&generation) as f64 / 1e6);
            (*name, Arc::new(generation))
        });
        let generations: Vec<_> = generations.collect();
        let asker = Asker { generation: &generations[0].1, field };
        let classes = match field == Field::TEXT {
            true => several_fields(&asker, &mut samplers, wanted),
            false => one_field(&asker, &mut samplers, wanted),
        };
        let engine = |(name, generation): &(&'static str, _)| -> Box<dyn Engine> {
            Box::new(Chizai { name, generation: Arc::clone(generation) })
        };
        let mut engines: Vec<Box<dyn Engine>> = generations.iter().map(engine).collect();
        measure::head(&engines, 1);
        measure::warm(&mut engines, &classes);
        for (name, queries, mode) in &classes {
            measure::class(&mut engines, name, queries, *mode, 1);
        }
    }
}

/// Bytes of postings without positions.
fn postings(generation: &Generation) -> u64 {
    let usage = generation.searcher().space_usage().expect("the index can be measured");
    usage.segments().iter().map(|segment| segment.postings().total().get_bytes()).sum()
}

fn orders(documents: &[Document]) -> [(&'static str, Order); 4] {
    let given: Order = (0..documents.len()).collect();
    let (mut by_class, mut by_chance) = (given.clone(), given.clone());
    by_class.sort_by_cached_key(|at| class(&documents[*at]));
    by_chance.sort_by_cached_key(|at| {
        let mut hasher = DefaultHasher::new();
        at.hash(&mut hasher);
        hasher.finish()
    });
    let started = Instant::now();
    let bisected = Bisection::of(documents).order();
    println!("\nbisecting {} documents took {:.1} s", documents.len(), started.elapsed().as_secs_f64());
    [("as given", given), ("by class", by_class), ("bisected", bisected), ("by chance", by_chance)]
}

/// The first class of a patent, the first keyword of an article; what has neither comes before all.
fn class(document: &Document) -> Option<String> {
    match document {
        Document::Patent(patent) => {
            patent.ipc.iter().chain(&patent.cpc).map(|class| class.symbol.to_string()).next()
        }
        Document::Article(article) => article.keywords.first().map(|keyword| keyword.text.clone()),
    }
}

/// Halves documents again and again, and exchanges those of two halves while that makes the gaps of lists smaller.
struct Bisection {
    /// Words by document.
    words: Vec<Vec<usize>>,
    /// Documents of each half that have a word.
    halves: [Vec<u32>; 2],
}

impl Bisection {
    fn of(documents: &[Document]) -> Self {
        let (_, analyzers) = setup();
        let [mut english, mut japanese] = ["english", "japanese"]
            .map(|name| analyzers.get(name).expect("the shipped configuration has this analyser"));
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut frequencies = Vec::new();
        let mut words = Vec::with_capacity(documents.len());
        for document in documents {
            let is_japanese = document.titles().iter().any(|title| title.language == Language::JA);
            let analyzer = if is_japanese { &mut japanese } else { &mut english };
            // Ascending, so that gains are summed up in the same order in each run.
            let mut of_document = BTreeSet::new();
            for text in texts(document) {
                for token in analyzer.analyze(text).iter().filter(|token| !token.is_marker()) {
                    let next = numbers.len();
                    of_document.insert(*numbers.entry(token.term.to_owned()).or_insert(next));
                }
            }
            frequencies.resize(numbers.len(), 0);
            of_document.iter().for_each(|word| frequencies[*word] += 1);
            words.push(of_document);
        }
        let tells = |word: &usize| (RAREST..documents.len() / 3).contains(&frequencies[*word]);
        let of_document = |words: BTreeSet<usize>| words.into_iter().filter(tells).collect();
        Self {
            words: words.into_iter().map(of_document).collect(),
            halves: [vec![0; frequencies.len()], vec![0; frequencies.len()]],
        }
    }

    fn order(mut self) -> Order {
        let mut order: Order = (0..self.words.len()).collect();
        self.divide(&mut order);
        order
    }

    fn divide(&mut self, documents: &mut [usize]) {
        if documents.len() <= LEAF {
            return;
        }
        let middle = documents.len() / 2;
        for _ in 0..EXCHANGES {
            self.count(documents, middle);
            if !self.exchange(documents, middle) {
                break;
            }
        }
        let (first, second) = documents.split_at_mut(middle);
        self.divide(first);
        self.divide(second);
    }

    fn count(&mut self, documents: &[usize], middle: usize) {
        let Self { words, halves } = self;
        for word in documents.iter().flat_map(|document| &words[*document]) {
            halves.iter_mut().for_each(|half| half[*word] = 0);
        }
        for (place, document) in documents.iter().enumerate() {
            let half = &mut halves[usize::from(middle <= place)];
            words[*document].iter().for_each(|word| half[*word] += 1);
        }
    }

    /// Exchanges pairs that gain by it, the greatest gains first; false where none does.
    fn exchange(&self, documents: &mut [usize], middle: usize) -> bool {
        let sizes = [middle, documents.len() - middle].map(|size| size as f32);
        let gains = |places: std::ops::Range<usize>, from: usize| {
            let mut gains: Vec<(f32, usize)> =
                places.map(|place| (self.gain(documents[place], from, sizes), place)).collect();
            gains.sort_by(|a, b| b.0.total_cmp(&a.0));
            gains
        };
        let (first, second) = (gains(0..middle, 0), gains(middle..documents.len(), 1));
        let mut is_any = false;
        for ((of_first, a), (of_second, b)) in first.into_iter().zip(second) {
            if of_first + of_second <= 0.0 {
                break;
            }
            documents.swap(a, b);
            is_any = true;
        }
        is_any
    }

    /// Bits that the gaps of its words lose when a document goes to the other half.
    fn gain(&self, document: usize, from: usize, sizes: [f32; 2]) -> f32 {
        let to = 1 - from;
        let of_word = |word: &usize| {
            let (here, there) = (self.halves[from][*word], self.halves[to][*word]);
            let before = bits(here, sizes[from]) + bits(there, sizes[to]);
            before - bits(here - 1, sizes[from]) - bits(there + 1, sizes[to])
        };
        self.words[document].iter().map(of_word).sum()
    }
}

/// What the gaps of so many documents of a half take, about.
fn bits(documents: u32, of: f32) -> f32 {
    documents as f32 * (of / (documents as f32 + 1.0)).log2()
}
