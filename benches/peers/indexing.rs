//! Indexing and analysis beside the peers, each with its own analysers, and where the time and the bytes go.

use std::{
    cell::RefCell,
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::Command,
    rc::Rc,
    time::{Duration, Instant},
};

use benches::{
    build, data, documents_below, open, percentile, setup, synthetic::Synthetic, text_bytes, texts,
};
use model::{Document, Language, Section, Text};

use crate::{
    lucene,
    process::{self, Driver, Indexed},
    terms::{bytes, number},
};

const ROUNDS: usize = 3;

/// Synthetic Japanese documents: real ones are too few to time.
const JAPANESE: usize = 40_000;

/// A corpus with the analyser that chizai and Lucene have for it under the same name.
struct Indexable {
    name: &'static str,
    analyser: &'static str,
    documents: Vec<Document>,
}

/// All tables of indexing.
pub(crate) fn measure(driver: &Rc<RefCell<Driver>>, english: Vec<Document>, short: bool) {
    let synthetic = Synthetic::new();
    let n_japanese = if short { JAPANESE / 20 } else { JAPANESE };
    let japanese = (0..n_japanese).map(|i| synthetic.in_language(Language::JA, i)).collect();
    let english = if short { english.into_iter().step_by(20).collect() } else { english };
    let corpora = [
        Indexable { name: "English", analyser: "english", documents: english },
        Indexable { name: "Japanese, synthetic", analyser: "japanese", documents: japanese },
    ];
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files: Vec<PathBuf> = corpora.iter().map(|corpus| corpus.write(folder.path())).collect();
    println!("\n### Indexing, each with its own analysers\n");
    println!(
        "| corpus | MB text | threads | chizai s | Lucene s | Lucene, two views s | chizai / Lucene | chizai / two views | index bytes / text byte: chizai | Lucene | two views |"
    );
    println!("|{}", "---|".repeat(11));
    for (corpus, file) in corpora.iter().zip(&files) {
        for threads in [1, 2] {
            corpus.index(&mut driver.borrow_mut(), file, threads);
        }
    }
    println!("\n### Analysis alone, one thread, in turn\n");
    println!(
        "| corpus | analyser | MB/s | thousand tokens/s | chizai's time / its time |\n|---|---|---|---|---|"
    );
    for (corpus, file) in corpora.iter().zip(&files) {
        corpus.analyse(&mut driver.borrow_mut(), file);
    }
    stages(&corpora[0].documents, short);
    for corpus in &corpora {
        corpus.bytes();
    }
}

impl Indexable {
    /// Texts by the names of their parts, for Lucene and MeCab.
    fn write(&self, folder: &Path) -> PathBuf {
        let path = folder.join(self.analyser);
        let mut to = BufWriter::new(File::create(&path).expect("room for the texts"));
        number(&mut to, self.documents.len()).expect("room for the texts");
        for document in &self.documents {
            let fields = fields(document);
            let mut all = || {
                bytes(&mut to, document.id().to_string().as_bytes())?;
                number(&mut to, fields.len())?;
                fields.iter().try_for_each(|(name, text)| {
                    bytes(&mut to, name.as_bytes())?;
                    bytes(&mut to, text.as_bytes())
                })
            };
            all().expect("room for the texts");
        }
        to.flush().expect("room for the texts");
        path
    }

    fn index(&self, driver: &mut Driver, file: &Path, threads: usize) {
        let (mut ours, mut one, mut two) = (Vec::new(), Vec::new(), Vec::new());
        let mut sizes = [0; 3];
        // The first round warms Lucene's virtual machine and is not counted.
        for round in 0..=ROUNDS {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let mut lucene = |views: usize| {
                let dir = folder.path().join(format!("lucene-{views}"));
                fs::create_dir(&dir).expect("a folder can be made");
                let (dir, file) = (dir.display(), file.display());
                let asked = format!("text\t{dir}\t{file}\t{}\t{views}\t{threads}", self.analyser);
                Indexed::read(&driver.ask(&asked))
            };
            let of_lucene = [lucene(1), lucene(2)];
            if 0 < round {
                let dir = folder.path().join("chizai");
                fs::create_dir(&dir).expect("a folder can be made");
                let built = build(&dir, &self.documents, threads);
                ours.push(built.duration);
                one.push(of_lucene[0].took);
                two.push(of_lucene[1].took);
                sizes = [built.index_bytes, of_lucene[0].bytes, of_lucene[1].bytes];
            }
        }
        let [ours, one, two] = [ours, one, two].map(|mut samples| {
            samples.sort();
            percentile(&samples, 0.5).as_secs_f64()
        });
        let text = text_bytes(&self.documents) as f64;
        let [a, b, c] = sizes.map(|size| size as f64 / text);
        println!(
            "| {} | {:.1} | {threads} | {ours:.2} | {one:.2} | {two:.2} | **{:.2}** | **{:.2}** | {a:.2} | {b:.2} | {c:.2} |",
            self.name,
            text / 1e6,
            ours / one,
            ours / two
        );
    }

    fn analyse(&self, driver: &mut Driver, file: &Path) {
        let texts: Vec<&str> = self.documents.iter().flat_map(texts).collect();
        let size = texts.iter().map(|text| text.len()).sum::<usize>();
        let mut analyzer = setup().1.get(self.analyser).expect("the configuration has this analyser");
        let mut peers: Vec<(String, Vec<(Duration, u64)>)> =
            vec![("chizai".to_owned(), Vec::new()), ("Lucene".to_owned(), Vec::new())];
        let is_japanese = self.analyser == "japanese";
        if is_japanese {
            peers.push(("MeCab, words only".to_owned(), Vec::new()));
            peers.push(("vibrato, words only".to_owned(), Vec::new()));
        }
        for _ in 0..=ROUNDS {
            let started = Instant::now();
            let tokens = texts.iter().map(|text| analyzer.analyze(text).len() as u64).sum();
            peers[0].1.push((started.elapsed(), tokens));
            peers[1].1.push(timed(&driver.ask(&format!("analyse\t{}\t{}", file.display(), self.analyser))));
            if is_japanese {
                peers[2].1.extend(mecab(file));
                peers[3].1.extend(vibrato(file));
            }
        }
        let median = |samples: &[(Duration, u64)]| {
            let mut samples = samples.to_vec();
            samples.sort();
            samples.get(samples.len() / 2).copied()
        };
        let ours = median(&peers[0].1).expect("it ran").0;
        for (name, samples) in &peers {
            let Some((took, tokens)) = median(samples) else {
                println!("| {} | {name} | not set up |", self.name);
                continue;
            };
            println!(
                "| {} | {name} | {:.1} | {:.0} | **{:.2}** |",
                self.name,
                benches::mb_per_second(size, took),
                tokens as f64 / took.as_secs_f64() / 1e3,
                ours.as_secs_f64() / took.as_secs_f64()
            );
        }
    }

    /// What each view, part and column costs.
    fn bytes(&self) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        build(folder.path(), &self.documents, 2);
        let generation = open(folder.path());
        let text_mb = text_bytes(&self.documents) as f64 / 1e6;
        println!("\n### What an index keeps of {}: kB a MB of text\n", self.name);
        println!(
            "| what | dictionary of terms | documents and frequencies | positions | lengths | all |\n|---|---|---|---|---|---|"
        );
        let searcher = generation.searcher();
        let usage = searcher.space_usage().expect("the index is readable");
        let kb = |bytes: u64| format!("{:.1}", bytes as f64 / 1e3 / text_mb);
        for text in generation.schema().text_fields() {
            let mut sums = [0; 4];
            for segment in usage.segments() {
                let of = |per_field: &tantivy::space_usage::PerFieldSpaceUsage| {
                    let mut fields = per_field.fields();
                    let field = fields.find(|usage| usage.field_name() == &*text.name);
                    field.map_or(0, |usage| usage.total().get_bytes())
                };
                sums[0] += of(segment.termdict());
                sums[1] += of(segment.postings());
                sums[2] += of(segment.positions());
                sums[3] += of(segment.fieldnorms());
            }
            if 0 < sums[2] {
                let [a, b, c, d] = sums.map(kb);
                println!("| {} | {a} | {b} | {c} | {d} | {} |", text.name, kb(sums.iter().sum()));
            }
        }
        let of_all = |name: &str, of: &dyn Fn(&tantivy::space_usage::SegmentSpaceUsage) -> u64| {
            println!("| {name} | | | | | {} |", kb(usage.segments().iter().map(of).sum()));
        };
        of_all("columns", &|segment| segment.fast_fields().total().get_bytes());
        of_all("stored documents", &|segment| segment.store().total().get_bytes());
        of_all("everything", &|segment| segment.total().get_bytes());
    }
}

/// Nanoseconds and tokens.
fn timed(words: &[String]) -> (Duration, u64) {
    (Duration::from_nanos(process::number(&words[0])), process::number(&words[1]))
}

/// The driver's answer; `None` where the peer is not set up.
fn driven(mut command: Command, file: &Path) -> Option<(Duration, u64)> {
    let output = command.arg(file).output().ok().filter(|output| output.status.success())?;
    let line = String::from_utf8(output.stdout).ok()?;
    Some(timed(&line.trim().split('\t').map(str::to_owned).collect::<Vec<_>>()))
}

fn mecab(file: &Path) -> Option<(Duration, u64)> {
    let mut command = Command::new("python3");
    command.env("PYTHONPATH", lucene::folder().join("python"));
    command.arg(benches::workspace().join("benches/peers/mecab.py"));
    driven(command, file)
}

fn vibrato(file: &Path) -> Option<(Duration, u64)> {
    let folder = lucene::folder();
    let mut command = Command::new(folder.join("vibrato/release/vibrato-driver"));
    command.arg(folder.join("ipadic.vibrato"));
    driven(command, file)
}

/// Every text with the name of its part.
fn fields(document: &Document) -> Vec<(&'static str, &str)> {
    fn named<'t>(name: &'static str, texts: &'t [Text]) -> impl Iterator<Item = (&'static str, &'t str)> {
        texts.iter().map(move |text| (name, text.text.as_str()))
    }
    fn paragraphs<'t>(
        name: &'static str,
        sections: &'t [Section],
    ) -> impl Iterator<Item = (&'static str, &'t str)> {
        let paragraphs = sections.iter().flat_map(|section| &section.paragraphs);
        paragraphs.map(move |paragraph| (name, paragraph.text.as_str()))
    }
    let mut fields: Vec<(&'static str, &str)> =
        named("title", document.titles()).chain(named("abstract", document.abstracts())).collect();
    match document {
        Document::Patent(patent) => {
            fields.extend(patent.claims.iter().map(|claim| ("claims", claim.text.as_str())));
            fields.extend(paragraphs("description", &patent.description));
        }
        Document::Article(article) => {
            fields.extend(named("keywords", &article.keywords));
            fields.extend(paragraphs("body", &article.body));
        }
    }
    fields
}

/// Seconds of the processor that each stage takes, and how near both cores are to doing nothing else.
fn stages(documents: &[Document], short: bool) {
    let folder = data().join("patents/uspto/weekly");
    let before = cpu_seconds();
    let parsed = documents_below(&folder);
    let parsing = (cpu_seconds() - before) / (text_bytes(&parsed) as f64 / 1e6);
    let (_, analyzers) = setup();
    let before = cpu_seconds();
    for name in ["english", "english-words"] {
        let mut analyzer = analyzers.get(name).expect("the configuration has this analyser");
        documents
            .iter()
            .flat_map(texts)
            .for_each(|text| _ = std::hint::black_box(analyzer.analyze(text).len()));
    }
    let text_mb = text_bytes(documents) as f64 / 1e6;
    let analysis = (cpu_seconds() - before) / text_mb;
    println!("\n### Stages of indexing English, milliseconds of a processor a MB of text\n");
    println!(
        "| threads | parsing (USPTO) | analysis in two views | serialising, writing, merging | wall | busy cores |"
    );
    println!("|---|---|---|---|---|---|");
    for threads in if short { vec![2] } else { vec![1, 2] } {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let before = cpu_seconds();
        let built = build(folder.path(), documents, threads);
        let indexing = (cpu_seconds() - before) / text_mb;
        let wall = built.duration.as_secs_f64() / text_mb;
        println!(
            "| {threads} | {:.1} | {:.1} | {:.1} | {:.1} | {:.2} |",
            parsing * 1e3,
            analysis * 1e3,
            (indexing - analysis) * 1e3,
            wall * 1e3,
            indexing / wall
        );
    }
}

/// User and system time of the process in seconds; the kernel counts hundredths.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("the kernel tells of the process");
    // The name in brackets may hold spaces.
    let fields: Vec<&str> = stat.rsplit(')').next().expect("a line").split_whitespace().collect();
    let ticks = |place: usize| fields[place].parse::<f64>().expect("a number");
    (ticks(11) + ticks(12)) / 100.0
}
