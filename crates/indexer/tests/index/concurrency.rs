//! Readers while generations are published.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use indexer::{Generation, GenerationWatch};
use model::{ClassEntry, Document, SchemeBuilder, SchemeKind};

use crate::support::*;

const DOCUMENTS: usize = 12;
const GENERATIONS: usize = 8;
/// Generous: it is a second by contract, on a machine that has nothing else to do.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn readers_see_whole_generations_and_the_new_one_soon() {
    let dir = tempfile::tempdir().unwrap();
    publish_version(dir.path(), 0);
    let watch = GenerationWatch::start(dir.path(), &CONFIG, &ANALYZERS).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    let version = version_of(&watch.current());
                    assert!(version < GENERATIONS);
                    std::thread::yield_now();
                }
            });
        }
        // Whatever fails here, the readers end with it.
        let _end = EndOnDrop(&done);
        for version in 1..GENERATIONS {
            let before = watch.current();
            publish_version(dir.path(), version);
            assert!(watch.wait_for_change(before.id(), PATIENCE), "generation {version} was not seen");
            assert_eq!(version_of(&watch.current()), version);
            assert_eq!(version_of(&watch.get(before.id()).unwrap()), version - 1);
        }
    });
}

#[test]
fn a_scheme_that_is_installed_is_seen_without_a_new_generation() {
    let dir = tempfile::tempdir().unwrap();
    publish_version(dir.path(), 0);
    let watch = GenerationWatch::start(dir.path(), &CONFIG, &ANALYZERS).unwrap();
    let before = watch.current();
    assert_eq!(before.schemes().infos().count(), 0);
    for version in ["2024", "2025"] {
        let known = watch.current().schemes().fingerprint();
        let mut classes = SchemeBuilder::new(SchemeKind::Cpc);
        classes.add(ClassEntry { symbol: "H01M10/05".to_owned(), ..ClassEntry::default() }).unwrap();
        let (scheme, _) = classes.finish(version, true);
        indexer::install_scheme(dir.path(), &scheme).unwrap();
        assert!(watch.wait_for_schemes(&known, PATIENCE), "{version} was not seen");
        let now = watch.current();
        assert_eq!(now.schemes().info(SchemeKind::Cpc).unwrap().version, version);
        assert_eq!(now.id(), before.id());
        assert_eq!(watch.get(before.id()).unwrap().id(), before.id());
    }
}

#[test]
fn a_generation_is_read_after_it_was_pruned() {
    let dir = tempfile::tempdir().unwrap();
    publish_version(dir.path(), 0);
    let first = open(dir.path());
    for version in 1..6 {
        publish_version(dir.path(), version);
    }
    assert!(!dir.path().join("generations").join(first.id().to_string()).exists());
    assert_eq!(version_of(&first), 0);
}

struct EndOnDrop<'a>(&'a AtomicBool);

impl Drop for EndOnDrop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn publish_version(dir: &std::path::Path, version: usize) {
    publish(dir, (0..DOCUMENTS).map(|number| document(number, version)));
}

/// The version of all documents of a generation; they never differ.
#[track_caller]
fn version_of(generation: &Generation) -> usize {
    let of = |number| {
        let found: Document = generation.document(&id(number)).unwrap().unwrap();
        (0..GENERATIONS).find(|version| document(number, *version) == found).unwrap()
    };
    let versions: Vec<usize> = (0..DOCUMENTS).map(of).collect();
    assert!(versions.iter().all(|version| *version == versions[0]), "mixed: {versions:?}");
    versions[0]
}
