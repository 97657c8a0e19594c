//! What is refused, and that the message says enough.

use std::fs;

use indexer::{Generation, IndexConfig, IndexError, IndexWriter, WriterOptions, check};

use crate::{current_folder, support::*};

#[track_caller]
fn assert_says<T>(result: Result<T, IndexError>, expected: &[&str]) {
    let message = result.err().expect("an error").to_string();
    for part in expected {
        assert!(message.contains(part), "{part:?} is not in {message:?}");
    }
}

#[test]
fn a_second_writer_is_told_who_holds_the_index() {
    let dir = tempfile::tempdir().unwrap();
    let first = writer(dir.path(), &options());
    let second = IndexWriter::open(dir.path(), &CONFIG, &ANALYZERS, &options());
    assert!(matches!(second, Err(IndexError::Locked { .. })));
    let holder = format!("process {}", std::process::id());
    assert_says(second, &["is being written by", &holder]);
    drop(first);
    writer(dir.path(), &options());
}

#[test]
fn a_folder_without_an_index_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("missing");
    assert_says(Generation::open(&missing, &CONFIG, &ANALYZERS), &["missing holds no published index"]);
    assert!(!missing.exists());
}

#[test]
fn another_fingerprint_is_refused_by_readers_and_writers() {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), [document(0, 0)]);
    let mut other: IndexConfig = CONFIG.clone();
    other.fields.stored.compression_level += 1;
    let (built, expected) =
        (CONFIG.fingerprint(&ANALYZERS).to_string(), other.fingerprint(&ANALYZERS).to_string());
    let says = [built.as_str(), expected.as_str(), "fields.toml", "index the documents again"];
    assert_says(Generation::open(dir.path(), &other, &ANALYZERS), &says);
    assert_says(IndexWriter::open(dir.path(), &other, &ANALYZERS, &options()), &says);
    check_content(&open(dir.path()), &[(id(0).to_string(), document(0, 0))].into());
}

#[test]
fn weights_do_not_gate_an_index() {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), [document(0, 0)]);
    let mut other: IndexConfig = CONFIG.clone();
    other.ranking.limits.page_size += 1;
    assert_ne!(CONFIG.ranking.fingerprint(), other.ranking.fingerprint());
    assert_eq!(Generation::open(dir.path(), &other, &ANALYZERS).unwrap().document_count(), 1);
}

#[test]
fn every_damaged_file_is_reported() {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), (0..5).map(|number| document(number, 0)));
    assert_eq!(check(dir.path(), &CONFIG, &ANALYZERS).unwrap().damages, []);
    let folder = current_folder(dir.path());
    let of = |ending: &str| names(&folder).into_iter().find(|name| name.ends_with(ending)).unwrap();
    let (flipped, cut) = (of(".store"), of(".pos"));
    let mut bytes = fs::read(folder.join(&flipped)).unwrap();
    bytes[3] ^= 1;
    fs::write(folder.join(&flipped), bytes).unwrap();
    let shorter = fs::read(folder.join(&cut)).unwrap();
    fs::write(folder.join(&cut), &shorter[..shorter.len() - 1]).unwrap();
    let report = check(dir.path(), &CONFIG, &ANALYZERS).unwrap();
    let damaged = |name: &str, reason: &str| {
        report.damages.iter().any(|damage| damage.path.ends_with(name) && damage.reason.contains(reason))
    };
    assert!(damaged(&flipped, "checksum"), "{report:?}");
    assert!(damaged(&cut, "bytes"), "{report:?}");
}

#[test]
fn what_the_engine_meets_is_named_and_ends_the_run() {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), [document(0, 0)]);
    let writer = writer(dir.path(), &WriterOptions { commit_bytes: 1, ..options() });
    // As a disk that is gone: the engine's next file cannot be created.
    fs::remove_dir_all(dir.path().join("building")).unwrap();
    let error = (1..100).find_map(|number| writer.add(document(number, 0)).err()).expect("it is noticed");
    let message = error.to_string();
    assert!(message.contains("building") && message.contains("No such file"), "{message}");
    let again = writer.add(document(1, 1)).unwrap_err();
    assert!(matches!(again, IndexError::Failed { .. } | IndexError::Engine { .. }), "{again}");
    drop(writer);
    assert_eq!(open(dir.path()).document_count(), 1);
    publish(dir.path(), [document(1, 0)]);
    assert_eq!(open(dir.path()).document_count(), 2);
}

#[test]
fn an_unfinished_run_on_an_older_generation_is_not_carried_on() {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), [document(0, 0)]);
    let unfinished = writer(dir.path(), &committing());
    unfinished.add(document(1, 0)).unwrap();
    drop(unfinished);
    let kept = dir.path().join("kept");
    fs::rename(dir.path().join("building"), &kept).unwrap();
    publish(dir.path(), [document(2, 0)]);
    fs::rename(kept, dir.path().join("building")).unwrap();
    publish(dir.path(), [document(3, 0)]);
    let expected = [0, 2, 3].map(|number| (id(number).to_string(), document(number, 0))).into();
    check_content(&open(dir.path()), &expected);
}

#[test]
fn a_discarded_run_leaves_nothing_to_the_next() {
    let dir = tempfile::tempdir().unwrap();
    let expected = publish(dir.path(), [document(0, 0)]);
    let discarded = writer(dir.path(), &committing());
    for number in 0..3 {
        discarded.add(document(number, 1)).unwrap();
    }
    discarded.discard().unwrap();
    assert!(!dir.path().join("building").exists());
    let next = writer(dir.path(), &options()).publish().unwrap();
    assert!(!next.changed, "a commit of the discarded run was carried on");
    check_content(&open(dir.path()), &expected);
}
