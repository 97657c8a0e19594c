//! What harvesters see of a ledger, and what a ledger takes over from another one.

use commons::*;

use crate::support::*;

const A: &str = "JP-7000001-B2";
const B: &str = "JP-7000002-B2";

fn view(story: &Story) -> RecordView {
    RecordView { revision: story.commons.snapshot().unwrap().revision(), at: story.commons.now() }
}

/// Records as `KEY CHANGED` with `deleted` behind those that are.
fn lines(story: &Story, view: RecordView) -> Vec<String> {
    let snapshot = story.commons.snapshot().unwrap();
    let line = |record: Record<'_>| {
        let state = if record.is_deleted { " deleted" } else { "" };
        format!("{} {}{state}", record.key, record.changed)
    };
    snapshot.records(None, view).map(line).collect()
}

const FOUNDED: [&str; 3] = [
    "providers/aoba 2026-01-10T00:00:00.000Z",
    "providers/kita 2026-01-10T00:00:00.000Z",
    "terms/open/1 2026-01-10T00:00:00.000Z",
];

#[track_caller]
fn check(story: &Story, view: RecordView, listings: &[&str]) {
    let expected: Vec<&str> = FOUNDED.iter().chain(listings).copied().collect();
    assert_eq!(lines(story, view), expected);
}

#[test]
fn a_record_changes_when_something_is_entered_and_when_it_begins() {
    let story = Story::of(vec![since("2026-01-05", listed("aoba", A, offer("open")))]);
    check(&story, view(&story), &["listings/aoba/JP-7000001-B2 2026-01-10T00:00:00.001Z"]);
    let before = view(&story);
    story.hands.set("2026-01-11T00:00:00Z");
    enter(&story.commons, vec![since("2026-02-01", withdrawn("aoba", A))]);
    check(&story, view(&story), &["listings/aoba/JP-7000001-B2 2026-01-11T00:00:00.000Z"]);
    story.hands.set("2026-02-02T00:00:00Z");
    // Midnight in Japan.
    check(&story, view(&story), &["listings/aoba/JP-7000001-B2 2026-01-31T15:00:00.000Z deleted"]);
    check(&story, before, &["listings/aoba/JP-7000001-B2 2026-01-10T00:00:00.001Z"]);
    enter(&story.commons, vec![since("2026-02-02", listed("aoba", A, offer("open")))]);
    check(&story, view(&story), &["listings/aoba/JP-7000001-B2 2026-02-02T00:00:00.000Z"]);
}

#[test]
fn records_go_on_after_any_of_them() {
    let story = Story::of(vec![
        since("2026-01-05", listed("kita", A, offer("open"))),
        since("2026-01-05", listed("aoba", A, offer("open"))),
        since("2026-01-05", listed("aoba", B, offer("open"))),
        since("2026-01-06", sold(B, "another")),
    ]);
    let (snapshot, view) = (story.commons.snapshot().unwrap(), view(&story));
    let all: Vec<String> = snapshot.records(None, view).map(|record| record.key.to_string()).collect();
    let listings =
        ["listings/aoba/JP-7000001-B2", "listings/kita/JP-7000001-B2", "listings/aoba/JP-7000002-B2"];
    assert_eq!(all[3..], listings);
    for (i, key) in all.iter().enumerate() {
        let after = key.parse().unwrap();
        let rest: Vec<String> = snapshot.records(Some(&after), view).map(|r| r.key.to_string()).collect();
        assert_eq!(rest, all[i + 1..], "after {key}");
        assert_eq!(snapshot.record(&after, view).unwrap().key, after);
    }
    let of_b = snapshot.record(&listings[2].parse().unwrap(), view).unwrap();
    assert_eq!(of_b.entries.len(), 2, "the new owner bears on whether it may be used");
    assert!(snapshot.record(&"listings/kita/JP-7000002-B2".parse().unwrap(), view).is_none());
}

fn node() -> Link {
    "https://node.example".parse().unwrap()
}

/// What a node gives of its records.
fn given(story: &Story) -> Vec<Received> {
    let (snapshot, view) = (story.commons.snapshot().unwrap(), view(story));
    let entry = |entry: &&Entry| ReceivedEntry {
        number: entry.number,
        entered: entry.entered,
        valid: entry.valid,
        evidence: entry.evidence.clone(),
        event: entry.event.clone(),
    };
    let received = |record: Record<'_>| Received {
        address: format!("https://node.example/commons/{}", record.key).parse().unwrap(),
        content: match record.is_deleted {
            true => ReceivedContent::Deleted { changed: record.changed },
            false => ReceivedContent::Present(record.entries.iter().map(entry).collect()),
        },
        key: record.key,
    };
    snapshot.records(None, view).map(received).collect()
}

/// A ledger with nothing in it.
struct Hub {
    commons: Commons,
    _dir: tempfile::TempDir,
}

impl Hub {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self { commons: open(dir.path(), &Hands::at("2026-03-01T00:00:00Z")), _dir: dir }
    }

    #[track_caller]
    fn take(&self, node: &Link, records: &[Received]) -> TakenOver {
        self.commons.take_over(&admin(), node, records, &HarvestProgress::default()).unwrap()
    }

    fn answer(&self, number: &str, on: &str) -> String {
        let snapshot = self.commons.snapshot().unwrap();
        let legal = LegalKnowledge { statuses: &in_force("2019-01-01"), family: Family::NotLookedUp };
        let answer = snapshot.use_answer(&patent(number), &legal, &question(on), snapshot.revision());
        answer.verdict.code().to_owned()
    }
}

#[test]
fn a_hub_answers_as_the_node_does_and_takes_each_entry_once() {
    let story = Story::of(vec![
        since("2026-01-05", listed("aoba", A, offer("open"))),
        since("2026-01-05", listed("kita", B, offer("open"))),
    ]);
    let hub = Hub::new();
    let taken = hub.take(&node(), &given(&story));
    assert_eq!((taken.n_entered, taken.skipped), (5, Vec::new()));
    let again = hub.take(&node(), &given(&story));
    assert_eq!((again.n_entered, again.n_known, again.skipped), (0, 5, Vec::new()));
    for on in ["2026-01-04", "2026-01-05", "2026-02-01"] {
        let of_node = story.answer(A, &question(on)).verdict.code();
        assert_eq!(hub.answer(A, on), of_node, "{on}");
    }
    story.hands.set("2026-02-10T03:00:00Z");
    enter(&story.commons, vec![since("2026-02-10", withdrawn("aoba", A)), since("2026-02-09", sold(B, "x"))]);
    assert_eq!(hub.take(&node(), &given(&story)).n_entered, 2);
    assert_eq!(hub.take(&node(), &given(&story)).n_entered, 0);
    assert_eq!(
        (hub.answer(A, "2026-02-09"), hub.answer(A, "2026-02-10")),
        ("open".into(), "withdrawn".into())
    );
    assert_eq!(hub.answer(B, "2026-02-10"), story.answer(B, &question("2026-02-10")).verdict.code());
    story.hands.set("2026-02-20T03:00:00Z");
    enter(&story.commons, vec![since("2026-02-20", listed("aoba", A, offer("open")))]);
    let taken = hub.take(&node(), &given(&story));
    assert_eq!((taken.n_entered, taken.skipped), (1, Vec::new()), "the withdrawal was entered before");
    assert_eq!(
        (hub.answer(A, "2026-02-15"), hub.answer(A, "2026-02-20")),
        ("withdrawn".into(), "open".into())
    );
    assert!(hub.commons.verify(None).unwrap().faults.is_empty());
    let snapshot = hub.commons.snapshot().unwrap();
    let first = snapshot.history(&patent(A), snapshot.revision()).entries.first().cloned().unwrap();
    assert_eq!(first.origin.as_ref().map(|origin| (origin.node.clone(), origin.entry)), Some((node(), 4)));
    assert_eq!(
        first.evidence.as_ref().unwrap().as_str(),
        "https://node.example/commons/listings/aoba/JP-7000001-B2"
    );
}

#[track_caller]
fn check_skipped(taken: &TakenOver, expected: &[(&str, &str)]) {
    let skipped: Vec<(String, String)> =
        taken.skipped.iter().map(|skipped| (skipped.key.to_string(), skipped.reason.to_string())).collect();
    assert_eq!(skipped.len(), expected.len(), "{skipped:?}");
    for ((key, reason), (expected_key, expected_reason)) in skipped.iter().zip(expected) {
        assert!(key == expected_key && reason.contains(expected_reason), "{key}: {reason}");
    }
}

#[test]
fn a_node_does_not_speak_for_providers_of_others() {
    let story = Story::of(vec![since("2026-01-05", listed("aoba", A, offer("open")))]);
    let hub = Hub::new();
    enter(&hub.commons, vec![since("2025-01-01", joined("aoba"))]);
    let taken = hub.take(&node(), &given(&story));
    check_skipped(
        &taken,
        &[("providers/aoba", "has joined here"), ("listings/aoba/JP-7000001-B2", "has joined here")],
    );
    let other = "https://other.example".parse::<Link>().unwrap();
    let taken = hub.take(&other, &given(&story));
    assert!(
        taken.skipped.iter().any(|skipped| skipped.reason.to_string().contains("at https://node.example"))
    );
    assert_eq!(hub.answer(A, "2026-02-01"), "not-listed");
}

#[test]
fn terms_keep_their_content() {
    let other = Terms { notice: NoticeDuty::BeforeUse, ..research() };
    let story = Story::of(vec![since("2026-01-01", published("house-rules", other.clone()))]);
    let hub = Hub::new();
    enter(&hub.commons, vec![since("2026-02-01", published("open", other))]);
    let taken = hub.take(&node(), &given(&story));
    check_skipped(
        &taken,
        &[("terms/house-rules/1", "none of the models"), ("terms/open/1", "with another content")],
    );
}

#[test]
fn an_entry_about_something_else_is_not_smuggled_in() {
    let story = Story::of(vec![since("2026-01-05", listed("aoba", A, offer("open")))]);
    let mut records = given(&story);
    let ReceivedContent::Present(entries) = &mut records.last_mut().unwrap().content else {
        panic!("it is there")
    };
    entries.push(ReceivedEntry { number: 99, event: sold(B, "x"), ..entries[0].clone() });
    let hub = Hub::new();
    check_skipped(&hub.take(&node(), &records), &[("listings/aoba/JP-7000001-B2", "entry 99")]);
    assert_eq!(hub.answer(A, "2026-02-01"), "not-listed", "the record is left out whole");
}

#[test]
fn how_far_a_harvest_has_come_is_kept_with_what_it_brought() {
    let hub = Hub::new();
    assert_eq!(hub.commons.harvest_progress(&node()).unwrap(), HarvestProgress::default());
    let begun = "2026-01-10T00:00:00Z".parse().unwrap();
    for progress in [
        HarvestProgress { since: None, under_way: Some(UnderWay { begun, token: "a!b".to_owned() }) },
        HarvestProgress { since: Some(begun), under_way: None },
    ] {
        hub.commons.take_over(&admin(), &node(), &[], &progress).unwrap();
        assert_eq!(hub.commons.harvest_progress(&node()).unwrap(), progress);
    }
}

#[test]
fn only_administrators_enter_what_comes_from_elsewhere() {
    let story = Story::of(Vec::new());
    let origin = Origin { node: node(), entry: 1, entered: story.commons.now() };
    let mut entry = since("2026-01-10", listed("aoba", A, offer("open")));
    entry.origin = Some(origin);
    let error = story.commons.apply(&batch(editor("aoba"), vec![entry.clone()])).unwrap_err();
    assert!(error.to_string().contains("only an administrator"), "{error}");
    enter(&story.commons, vec![entry]);
}
