//! Files that were lost or changed behind the index's back: nothing is built on them, and nothing more is lost.

use std::{fs, path::Path, time::Duration};

use indexer::{Generation, GenerationWatch, IndexError, IndexWriter, WriterOptions};

use crate::{current_folder, support::*};

/// Everything of the base is looked at only when there is something to write.
fn at_the_first_change() -> WriterOptions {
    WriterOptions { verify_at_once_bytes: 0, ..committing() }
}

/// Two generations, and the names of both.
fn two_generations(dir: &Path) -> (Expected, Vec<String>) {
    publish(dir, [document(0, 0)]);
    let expected = publish(dir, [document(0, 1), document(1, 0)]);
    (expected, names(&dir.join("generations")))
}

#[track_caller]
fn assert_refused<T>(result: Result<T, IndexError>, parts: &[&str]) {
    let error = result.err().expect("it is refused");
    assert!(matches!(error, IndexError::NoCurrent { .. }), "{error:?}");
    let message = error.to_string();
    for part in parts {
        assert!(message.contains(part), "{part:?} is not in {message:?}");
    }
}

#[test]
fn generations_without_a_current_one_are_refused_and_kept() {
    for (content, reason) in
        [(None, "CURRENT is missing"), (Some(""), "CURRENT is damaged"), (Some("00"), "CURRENT is damaged")]
    {
        let dir = tempfile::tempdir().unwrap();
        let (expected, generations) = two_generations(dir.path());
        let current = dir.path().join("CURRENT");
        match content {
            None => fs::remove_file(&current).unwrap(),
            Some(content) => fs::write(&current, content).unwrap(),
        }
        let parts =
            [reason, &generations.join(", "), "write one of these names into", "or delete the folder"];
        assert_refused(Generation::open(dir.path(), &CONFIG, &ANALYZERS), &parts);
        assert_refused(IndexWriter::open(dir.path(), &CONFIG, &ANALYZERS, &options()), &parts);
        assert_refused(indexer::check(dir.path(), &CONFIG, &ANALYZERS), &parts);
        assert_eq!(names(&dir.path().join("generations")), generations);
        // As the message says.
        fs::write(&current, &generations[1]).unwrap();
        check_content(&open(dir.path()), &expected);
        publish(dir.path(), [document(2, 0)]);
        assert_eq!(open(dir.path()).document_count(), 3);
    }
}

#[test]
fn a_first_generation_that_a_kill_left_without_current_is_adopted() {
    let dir = tempfile::tempdir().unwrap();
    let expected = publish(dir.path(), [document(0, 0)]);
    let current = dir.path().join("CURRENT");
    let id = fs::read_to_string(&current).unwrap();
    fs::remove_file(&current).unwrap();
    assert_refused(Generation::open(dir.path(), &CONFIG, &ANALYZERS), &["CURRENT is missing", id.trim()]);
    assert!(!writer(dir.path(), &options()).publish().unwrap().changed);
    assert_eq!(fs::read_to_string(&current).unwrap(), id);
    check_content(&open(dir.path()), &expected);
}

#[test]
fn a_damaged_first_generation_without_current_is_begun_again() {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), [document(0, 0)]);
    flip(&current_folder(dir.path()), ".store");
    fs::remove_file(dir.path().join("CURRENT")).unwrap();
    let expected = publish(dir.path(), [document(1, 0)]);
    check_content(&open(dir.path()), &expected);
    assert_eq!(names(&dir.path().join("generations")).len(), 1);
}

#[test]
fn a_later_generation_alone_is_not_taken_for_the_first() {
    let dir = tempfile::tempdir().unwrap();
    let (_, generations) = two_generations(dir.path());
    fs::remove_file(dir.path().join("CURRENT")).unwrap();
    fs::remove_dir_all(dir.path().join("generations").join(&generations[0])).unwrap();
    assert_refused(IndexWriter::open(dir.path(), &CONFIG, &ANALYZERS, &options()), &[&generations[1]]);
    assert_eq!(names(&dir.path().join("generations")), generations[1..]);
}

/// Changes one bit in the middle of the file with this ending, and returns its name.
fn flip(folder: &Path, ending: &str) -> String {
    let name = names(folder).into_iter().find(|name| name.ends_with(ending)).unwrap();
    let path = folder.join(&name);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    // In place, as a disk does it: names that share the file see it too.
    fs::write(path, bytes).unwrap();
    name
}

/// Adds a document, and publishes it.
fn index(dir: &Path, options: &WriterOptions) -> Result<(), IndexError> {
    let writer = IndexWriter::open(dir, &CONFIG, &ANALYZERS, options)?;
    writer.add(document(20, 0))?;
    writer.publish().map(drop)
}

#[track_caller]
fn check_damage(error: &IndexError, name: &str) {
    let IndexError::Damaged { path, .. } = error else { panic!("{error:?}") };
    assert!(path.ends_with(name), "{error} does not name {name}");
    let message = error.to_string();
    assert!(message.contains("run `chizai check`; delete the index folder and index the files again"));
}

#[test]
fn nothing_is_built_on_a_damaged_generation() {
    for ending in [".store", ".term", ".idx", ".pos", ".fast", ".fieldnorm", "meta.json", "generation.json"] {
        for options in [options(), at_the_first_change()] {
            let dir = tempfile::tempdir().unwrap();
            publish(dir.path(), (0..20).map(|number| document(number, 0)));
            let generations = names(&dir.path().join("generations"));
            let current = fs::read(dir.path().join("CURRENT")).unwrap();
            let name = flip(&current_folder(dir.path()), ending);
            for _ in 0..2 {
                let error = index(dir.path(), &options).expect_err(ending);
                check_damage(&error, &name);
            }
            assert_eq!(fs::read(dir.path().join("CURRENT")).unwrap(), current);
            assert_eq!(names(&dir.path().join("generations")), generations);
        }
    }
}

#[test]
fn a_missing_file_is_damage_to_readers_and_writers() {
    for options in [options(), at_the_first_change()] {
        let dir = tempfile::tempdir().unwrap();
        publish(dir.path(), [document(0, 0)]);
        let folder = current_folder(dir.path());
        let name = names(&folder).into_iter().find(|name| name.ends_with(".term")).unwrap();
        fs::remove_file(folder.join(&name)).unwrap();
        check_damage(&Generation::open(dir.path(), &CONFIG, &ANALYZERS).err().unwrap(), &name);
        check_damage(&index(dir.path(), &options).unwrap_err(), &name);
    }
}

#[test]
fn an_unreadable_list_of_segments_is_damage_to_readers() {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), [document(0, 0)]);
    fs::write(current_folder(dir.path()).join("meta.json"), "{").unwrap();
    let error = Generation::open(dir.path(), &CONFIG, &ANALYZERS).err().unwrap();
    assert!(matches!(error, IndexError::Damaged { .. }), "{error:?}");
}

#[test]
fn a_sound_generation_is_verified_at_the_first_change_and_built_on() {
    let dir = tempfile::tempdir().unwrap();
    let mut expected = publish(dir.path(), [document(0, 0)]);
    index(dir.path(), &at_the_first_change()).unwrap();
    expected.insert(id(20).to_string(), document(20, 0));
    check_content(&open(dir.path()), &expected);
}

#[test]
fn a_watch_says_that_it_is_stale_until_the_index_is_back() {
    let dir = tempfile::tempdir().unwrap();
    let expected = publish(dir.path(), [document(0, 0)]);
    let watch = GenerationWatch::start(dir.path(), &CONFIG, &ANALYZERS).unwrap();
    let known = watch.current();
    let wait_until = |stale| {
        while watch.is_stale() != stale {
            watch.wait_for_change(known.id(), Duration::from_millis(20));
        }
    };
    let aside = dir.path().join("aside");
    for missing in [dir.path().join("CURRENT"), current_folder(dir.path()), dir.path().join("generations")] {
        wait_until(false);
        fs::rename(&missing, &aside).unwrap();
        wait_until(true);
        check_content(&watch.current(), &expected);
        fs::rename(&aside, &missing).unwrap();
    }
    wait_until(false);
    assert_eq!(watch.current().id(), known.id());
}
