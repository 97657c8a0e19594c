//! That the ledger cannot be altered in the ordinary way, that an alteration is found and placed, and that copies are whole.

use commons::*;
use rusqlite::Connection;

use crate::support::*;

const P: &str = "JP-7000001-B2";

fn story() -> Story {
    Story::of(vec![
        since("2020-06-01", listed("aoba", P, offer("open"))),
        since("2021-06-01", sold(P, "Minami")),
        since("2022-06-01", withdrawn("aoba", P)),
    ])
}

#[track_caller]
fn tamper(story: &Story, sql: &str) {
    Connection::open(story.commons.path()).unwrap().execute_batch(sql).unwrap();
}

#[track_caller]
fn check_faults(story: &Story, kept: Option<Head>, expected: &[&str]) {
    let faults = story.commons.verify(kept).unwrap().faults;
    assert_eq!(faults.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
}

const UNGUARDED: &str = "DROP TRIGGER entry_is_not_updated; DROP TRIGGER entry_is_not_deleted;";
const GUARDS_MISSING: [&str; 2] =
    ["the guard entry_is_not_deleted is missing", "the guard entry_is_not_updated is missing"];

#[test]
fn a_ledger_that_nobody_touched_is_whole() {
    let story = story();
    let verification = story.commons.verify(None).unwrap();
    assert_eq!((verification.n_entries, verification.faults), (6, Vec::new()));
    assert_eq!(verification.head, story.commons.snapshot().unwrap().head());
    check_faults(&story, Some(verification.head), &[]);
}

#[test]
fn the_database_refuses_to_alter_the_ledger() {
    let story = story();
    let connection = Connection::open(story.commons.path()).unwrap();
    for sql in [
        "UPDATE entry SET body = '{}' WHERE number = 2",
        "DELETE FROM entry WHERE number = 6",
        "INSERT INTO entry (number, body, hash) VALUES (9, '{}', '')",
        "INSERT OR REPLACE INTO entry (number, body, hash) VALUES (2, '{}', '')",
        "UPDATE batch SET key = 'x'",
        "DELETE FROM use_record",
    ] {
        let result = connection.execute(sql, []);
        let touches_nothing = sql.contains("batch") || sql.contains("use_record");
        assert!(result.is_err() || touches_nothing && result == Ok(0), "{sql}");
    }
    check_faults(&story, None, &[]);
}

#[test]
fn an_alteration_is_found_and_placed() {
    let story = story();
    tamper(&story, UNGUARDED);
    tamper(&story, "UPDATE entry SET body = replace(body, 'Minami', 'Nishi') WHERE number = 5");
    let [deleted, updated] = GUARDS_MISSING;
    let broken = "entry 6 does not follow on the one before";
    check_faults(&story, None, &[deleted, updated, "entry 5 does not have its hash", broken]);
}

#[test]
fn an_alteration_with_its_hash_made_anew_breaks_the_chain_behind_it() {
    let story = story();
    tamper(&story, UNGUARDED);
    let altered = story.commons.entries(4, 1).unwrap().remove(0).0;
    let body = Connection::open(story.commons.path())
        .unwrap()
        .query_row("SELECT replace(body, 'Minami', 'Nishi') FROM entry WHERE number = 5", [], |row| {
            row.get::<_, String>(0)
        })
        .unwrap();
    assert_eq!(altered.number, 5);
    let hash = Digest::of(body.as_bytes());
    tamper(&story, &format!("UPDATE entry SET body = '{body}', hash = '{hash}' WHERE number = 5"));
    let [deleted, updated] = GUARDS_MISSING;
    check_faults(&story, None, &[deleted, updated, "entry 6 does not follow on the one before"]);
}

#[test]
fn entries_that_were_taken_out_are_missed() {
    let middle = story();
    tamper(&middle, UNGUARDED);
    tamper(&middle, "DELETE FROM entry WHERE number = 4");
    let [deleted, updated] = GUARDS_MISSING;
    let expected =
        [deleted, updated, "entry 4 is missing: the next is 5", "entry 5 does not follow on the one before"];
    check_faults(&middle, None, &expected);

    let end = story();
    let head = end.commons.snapshot().unwrap().head();
    tamper(&end, UNGUARDED);
    tamper(&end, "DELETE FROM entry WHERE number = 6");
    check_faults(&end, None, &[deleted, updated]);
    let gone = format!("entry 6 with the hash {} is not there", head.hash);
    check_faults(&end, Some(head), &[deleted, updated, &gone]);
}

#[test]
fn what_is_not_an_entry_is_said() {
    let story = story();
    let body = r#"{"number":7}"#;
    let hash = Digest::of(body.as_bytes());
    tamper(&story, &format!("INSERT INTO entry VALUES (7, '{body}', '{hash}')"));
    let faults = story.commons.verify(None).unwrap().faults;
    assert!(matches!(&faults[..], [Fault::Unreadable { number: 7, .. }]), "{faults:?}");
    let error = Commons::open(story.commons.path()).err().unwrap();
    assert!(matches!(error, Error::Unreadable { number: 7, .. }), "{error}");
}

#[test]
fn a_backup_is_a_whole_ledger_of_one_moment() {
    let story = story();
    let copy = story.dir().join("copy.sqlite");
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for n in 0..200 {
                let number = format!("JP-{}-B2", 7_100_000 + n);
                let pair = vec![
                    since("2023-01-01", listed("aoba", &number, offer("open"))),
                    since("2023-01-01", listed("kita", &number, offer("open"))),
                ];
                enter(&story.commons, pair);
            }
        });
        story.commons.backup(&copy).unwrap();
        writer.join().unwrap();
    });
    let restored = Commons::open(&copy).unwrap();
    let verification = restored.verify(None).unwrap();
    assert_eq!(verification.faults, []);
    assert_eq!(verification.n_entries % 2, 0, "whole batches");
    assert!(6 <= verification.n_entries && verification.n_entries <= 406);
    let head = restored.snapshot().unwrap().head();
    assert_eq!(story.commons.verify(Some(head)).unwrap().faults, [], "the original goes on from the copy");
    assert!(matches!(story.commons.backup(&copy), Err(Error::Exists { .. })));
    assert!(!story.dir().join("copy.sqlite.partial").exists());
}

#[test]
fn files_of_others_and_of_newer_programs_are_not_touched() {
    let dir = tempfile::tempdir().unwrap();
    let foreign = dir.path().join("foreign.sqlite");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    let before = std::fs::read(&foreign).unwrap();
    assert!(matches!(Commons::open(&foreign), Err(Error::NotALedger { found: 0, .. })));
    assert_eq!(std::fs::read(&foreign).unwrap(), before);
    let text = dir.path().join("text.sqlite");
    std::fs::write(&text, "not a database, but long enough to be looked at as one").unwrap();
    assert!(matches!(Commons::open(&text), Err(Error::Storage { .. })));
    assert_eq!(std::fs::read(&text).unwrap().len(), 54);

    let story = story();
    let path = story.commons.path().to_owned();
    tamper(&story, "PRAGMA user_version = 99");
    assert!(matches!(Commons::open(&path), Err(Error::NewerSchema { found: 99, .. })));
}

#[test]
fn a_snapshot_of_an_earlier_revision_is_the_one_that_was() {
    let story = story();
    let then = story.commons.snapshot_at(Known::Revision(4)).unwrap();
    assert_eq!(then.revision(), 4);
    let day = day("2022-06-01");
    assert_eq!(then.listed(&ListingFilter::on(day)).len(), 1);
    assert_eq!(story.commons.listed(&ListingFilter::on(day)).unwrap().len(), 0);
    let unborn = story.commons.snapshot_at(Known::Revision(7));
    assert!(matches!(unborn, Err(Error::NoSuchRevision { revision: 7, last: 6 })));
}
