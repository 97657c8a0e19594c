//! SQLite's FTS5, which many programs have at hand, in a Python process of its own.

use std::{fs::File, io::BufWriter, process::Command, sync::Arc, time::Duration};

use benches::build;
use query::Field;

use crate::{
    chizai::Chizai,
    corpus::Corpus,
    engine::{Answer, Engine, Mode, Query},
    measure,
    process::{Driver, Indexed, answer},
    queries::{Asker, Sampler},
    searching::{ALIKE, one_field, opened},
    terms,
};

struct Sqlite(Driver);

impl Engine for Sqlite {
    fn name(&self) -> &'static str {
        "SQLite"
    }

    fn run(&mut self, query: &Query, mode: Mode) -> Answer {
        answer(&self.0.ask(&format!("run\t{}\t{}", mode.as_str(), query.tree.words())))
    }

    fn batch(&mut self, queries: &[Query], mode: Mode, threads: usize) -> Duration {
        self.0.batch(queries, mode, threads, "", |query| query.tree.words())
    }
}

/// Every class of queries on a corpus with all text of a document in one field. It is a table of its own: SQLite's
/// searches would leave the processor's caches to the others as no search of theirs does.
pub(crate) fn measure(corpus: &Corpus, wanted: usize) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut command = Command::new("python3");
    let mut driver = Driver::start(command.arg(benches::workspace().join("benches/peers/sqlite.py")));
    println!(
        "\n### {} beside SQLite {}, all text of a document in one field",
        corpus.name,
        driver.ask("version")[0]
    );
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = folder.path().join("chizai");
    std::fs::create_dir(&dir).expect("a folder can be made");
    build(&dir, &corpus.flat(), threads);
    let alike = Arc::new(opened(&dir, ALIKE));
    let file = folder.path().join("terms");
    let mut out = BufWriter::new(File::create(&file).expect("room for the terms"));
    terms::write(&alike, &mut out).expect("room for the terms");
    let request = format!("index\t{}\t{}", folder.path().display(), file.display());
    let Indexed { took, bytes, .. } = Indexed::read(&driver.ask(&request));
    driver.ask(&format!("open\t{}", folder.path().display()));
    println!(
        "{} documents; SQLite took {:.1} s for {:.0} MB",
        alike.document_count(),
        took.as_secs_f64(),
        bytes as f64 / 1e6
    );
    let mut samplers: Vec<Sampler<'_>> =
        corpus.languages.iter().map(|language| Sampler::new(&corpus.documents, *language)).collect();
    let asker = Asker { generation: &alike, field: Field::find("description").expect("a field") };
    let classes = one_field(&asker, &mut samplers, wanted);
    let mut engines: Vec<Box<dyn Engine>> =
        vec![Box::new(Chizai { name: "chizai", generation: Arc::clone(&alike) }), Box::new(Sqlite(driver))];
    measure::head(&engines, threads);
    for (name, queries, mode) in &classes {
        measure::class(&mut engines, name, queries, *mode, threads);
    }
}
