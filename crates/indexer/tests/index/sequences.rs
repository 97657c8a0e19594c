//! Random runs against a plain map.

use std::sync::Arc;

use indexer::{Generation, IndexWriter, Outcome, WriterOptions};
use model::{Document, Language, Text};
use proptest::prelude::*;

use crate::{current_folder, support::*};

#[derive(Debug, Clone)]
enum Step {
    Add {
        number: usize,
        version: usize,
    },
    Delete {
        number: usize,
    },
    Publish,
    /// The run ends without publishing, as when it is killed.
    Abandon,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0..6usize, 0..3usize).prop_map(|(number, version)| Step::Add { number, version }),
        3 => (0..6usize).prop_map(|number| Step::Delete { number }),
        2 => Just(Step::Publish),
        1 => Just(Step::Abandon),
    ]
}

/// What is published, what is committed, and what the run in progress has made of it.
#[derive(Default)]
struct Model {
    published: Expected,
    committed: Expected,
    current: Expected,
}

struct Run {
    dir: tempfile::TempDir,
    options: WriterOptions,
    writer: Option<IndexWriter>,
    model: Model,
    /// Generations that are held open, with what they held when they were published.
    held: Vec<(Arc<Generation>, Expected)>,
}

impl Run {
    fn new(options: WriterOptions) -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
            options,
            writer: None,
            model: Model::default(),
            held: Vec::new(),
        }
    }

    fn commits_every_document(&self) -> bool {
        self.options.commit_bytes == 1
    }

    fn writer(&mut self) -> &IndexWriter {
        self.writer.get_or_insert_with(|| writer(self.dir.path(), &self.options))
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Add { number, version } => self.add(*number, *version),
            Step::Delete { number } => {
                let expected = self.model.current.remove(&id(*number).to_string()).is_some();
                assert_eq!(self.writer().delete(&id(*number)).unwrap(), expected);
            }
            Step::Publish => self.publish(),
            Step::Abandon => {
                self.writer = None;
                self.model.current = self.model.committed.clone();
            }
        }
    }

    fn add(&mut self, number: usize, version: usize) {
        let document = document(number, version);
        let before = self.model.current.insert(document.id().to_string(), document.clone());
        let expected = match before {
            None => Outcome::Indexed,
            Some(before) if before == document => Outcome::Unchanged,
            Some(_) => Outcome::Updated,
        };
        assert_eq!(self.writer().add(document).unwrap(), expected);
        if expected != Outcome::Unchanged && self.commits_every_document() {
            self.model.committed = self.model.current.clone();
        }
    }

    fn publish(&mut self) {
        self.writer();
        let published = self.writer.take().unwrap().publish().unwrap();
        let model = &mut self.model;
        (model.published, model.committed) = (model.current.clone(), model.current.clone());
        let generation = open(self.dir.path());
        assert_eq!(*generation.id(), published.generation);
        assert_eq!(published.documents, model.published.len() as u64);
        self.held.push((Arc::new(generation), model.published.clone()));
        for (generation, expected) in &self.held {
            check_content(generation, expected);
        }
        if self.held.len() > 4 {
            self.held.remove(0);
        }
        self.check_again_changes_nothing();
    }

    fn check_again_changes_nothing(&mut self) {
        let documents: Vec<_> = self.model.published.values().cloned().collect();
        for document in documents {
            assert_eq!(self.writer().add(document).unwrap(), Outcome::Unchanged);
        }
        self.writer();
        let again = self.writer.take().unwrap().publish().unwrap();
        assert!(!again.changed);
        assert_eq!(again.generation, *self.held.last().unwrap().0.id());
    }
}

fn check(steps: &[Step], options: WriterOptions) {
    let mut run = Run::new(options);
    for step in steps {
        run.step(step);
    }
    run.publish();
    let kept = names(&run.dir.path().join("generations"));
    assert!(kept.len() <= 3, "more generations than are to be kept: {kept:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_generation_holds_what_a_map_holds(steps in prop::collection::vec(step(), 1..24)) {
        check(&steps, options());
    }

    #[test]
    fn an_abandoned_run_is_carried_on_from_its_last_commit(steps in prop::collection::vec(step(), 1..16)) {
        check(&steps, committing());
    }
}

#[test]
fn one_document_added_by_many_threads_is_there_once() {
    let dir = tempfile::tempdir().unwrap();
    let writer = writer(dir.path(), &WriterOptions { threads: 2, memory_bytes: 64 << 20, ..options() });
    std::thread::scope(|scope| {
        for version in 0..4 {
            let writer = &writer;
            scope.spawn(move || {
                for number in 0..200 {
                    writer.add(document(number % 20, version)).unwrap();
                }
            });
        }
    });
    writer.publish().unwrap();
    let generation = open(dir.path());
    assert_eq!(generation.document_count(), 20);
    for number in 0..20 {
        assert!(generation.document(&id(number)).unwrap().is_some());
    }
}

#[test]
fn a_run_leaves_nothing_but_what_is_published() {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), (0..3).map(|number| document(number, 0)));
    assert_eq!(names(dir.path()), ["CURRENT", "generations", "writer.lock"]);
    publish(dir.path(), (0..3).map(|number| document(number, 0)));
    drop(writer(dir.path(), &options()));
    publish(dir.path(), (0..3).map(|number| document(number, 1)));
    assert_eq!(names(dir.path()), ["CURRENT", "generations", "writer.lock"]);
}

#[test]
fn files_that_did_not_change_are_shared_with_the_generation_before() {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), (0..3000).map(|number| document(number, 0)));
    let before = names(&current_folder(dir.path()));
    publish(dir.path(), [document(0, 1)]);
    let after = names(&current_folder(dir.path()));
    let shared = before.iter().filter(|name| after.contains(name) && name.contains('.')).count();
    assert!(shared >= 6, "of {before:?} only {shared} are in {after:?}");
}

/// A kill between the files of a commit and the list of segments leaves a file of deletions that the next run, whose
/// clock begins where the list stands, would write under the same name.
#[test]
fn a_commit_that_was_cut_short_is_done_again() {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), [document(0, 0), document(1, 0)]);
    let list = dir.path().join("building/meta.json");
    let abandoned = writer(dir.path(), &committing());
    let before = std::fs::read(&list).unwrap();
    abandoned.add(document(0, 1)).unwrap();
    drop(abandoned);
    assert_ne!(std::fs::read(&list).unwrap(), before, "the run has committed");
    std::fs::write(&list, before).unwrap();

    let mut expected = publish(dir.path(), [document(0, 2)]);
    expected.insert(id(1).to_string(), document(1, 0));
    check_content(&open(dir.path()), &expected);
}

/// Of so many words that few such documents fill the memory of a run.
fn large(number: usize, version: usize) -> Document {
    let Document::Article(mut article) = document(number, version) else { unreachable!() };
    let words = (0..20_000).map(|word| format!("w{} ", word * (number + 1)));
    article.abstracts = vec![Text::new(Language::EN, words.collect::<String>())];
    Document::Article(article)
}

#[test]
fn documents_of_segments_that_memory_ended_are_replaced_and_deleted() {
    let dir = tempfile::tempdir().unwrap();
    let writer = writer(dir.path(), &options());
    let segments = || {
        let names = names(&dir.path().join("building"));
        names.iter().filter(|name| name.ends_with(".term")).count()
    };
    let mut expected = Expected::new();
    for number in 0..12 {
        expected.insert(id(number).to_string(), large(number, 0));
        writer.add(large(number, 0)).unwrap();
    }
    assert!(0 < segments(), "no segment was written");
    assert_eq!(writer.add(large(0, 0)).unwrap(), Outcome::Unchanged);
    // One that goes, one that comes back as it was, one that is replaced by another and by itself again.
    assert!(writer.delete(&id(1)).unwrap());
    expected.remove(&id(1).to_string());
    assert!(writer.delete(&id(2)).unwrap());
    assert_eq!(writer.add(large(2, 0)).unwrap(), Outcome::Indexed);
    for version in [1, 2, 0] {
        assert_eq!(writer.add(large(3, version)).unwrap(), Outcome::Updated);
    }
    for number in 11..24 {
        expected.insert(id(number).to_string(), large(number, 1));
        writer.add(large(number, 1)).unwrap();
    }
    assert!(1 < segments(), "one segment was written");
    let published = writer.publish().unwrap();
    assert_eq!(published.documents, 23);
    check_content(&open(dir.path()), &expected);
}
