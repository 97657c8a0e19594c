//! Many writers and readers at once: nothing is lost, nothing is half seen, and every refusal is a clear one.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use commons::*;

use crate::support::*;

const EDITORS: usize = 16;
const READERS: usize = 32;
const BATCHES: usize = 20;

/// Each editor lists pairs of patents; half of them write through an opening of their own, as another process would.
#[test]
fn editors_and_readers_at_once_lose_nothing() {
    let story = Story::of(Vec::new());
    let other = open(story.dir(), &story.hands);
    let (is_over, n_read) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        for reader in 0..READERS {
            let commons = if reader % 2 == 0 { &story.commons } else { &other };
            let (is_over, n_read) = (&is_over, &n_read);
            scope.spawn(move || {
                let mut last = 0;
                while !is_over.load(Ordering::SeqCst) {
                    last = check_whole(commons, last);
                    n_read.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        let editors: Vec<_> = (0..EDITORS)
            .map(|editor| {
                let commons = if editor % 2 == 0 { &story.commons } else { &other };
                scope.spawn(move || (0..BATCHES).for_each(|n| write(commons, editor, n)))
            })
            .collect();
        let results: Vec<_> = editors.into_iter().map(|editor| editor.join()).collect();
        is_over.store(true, Ordering::SeqCst);
        assert!(results.into_iter().all(|result| result.is_ok()), "an editor failed");
    });
    assert!(READERS as u64 <= n_read.load(Ordering::SeqCst));
    let verification = story.commons.verify(None).unwrap();
    assert_eq!(
        (verification.faults, verification.n_entries),
        (Vec::new(), (3 + EDITORS * BATCHES * 2) as u64)
    );
    assert_eq!(story.commons.snapshot().unwrap().head(), other.snapshot().unwrap().head());
    let all = story.commons.listed(&ListingFilter::on(day("2026-01-10"))).unwrap();
    assert_eq!(all.len(), EDITORS * BATCHES * 2);
}

fn write(commons: &Commons, who: usize, n: usize) {
    let by = PROVIDERS[who % 2];
    let number = 7_000_000 + who * 1000 + n * 2;
    let [first, second] = [number, number + 1].map(|number| format!("JP-{number}-B2"));
    let pair = vec![
        since("2026-01-10", listed(by, &first, offer("open"))),
        since("2026-01-10", listed(by, &second, offer("open"))),
    ];
    let applied = commons.apply(&batch(editor(by), pair.clone())).unwrap();
    assert!(matches!(applied, Applied::Entered { n_unchanged: 0, first, last } if last == first + 1));
    assert_eq!(commons.apply(&batch(editor(by), pair)).unwrap(), Applied::NothingNew);
    let another = PROVIDERS[(who + 1) % 2];
    let foreign = vec![since("2026-01-10", withdrawn(another, &first))];
    let refused = commons.apply(&batch(editor(by), foreign));
    assert!(matches!(refused, Err(Error::Refused { place: 1, .. })), "{refused:?}");
}

/// A pair is seen whole or not at all, and nothing that was seen is gone.
fn check_whole(commons: &Commons, last: u64) -> u64 {
    let snapshot = commons.snapshot().unwrap();
    assert!(last <= snapshot.revision(), "{last} {}", snapshot.revision());
    assert_eq!((snapshot.revision() - 3) % 2, 0, "half a batch is seen");
    let set = snapshot.listed(&ListingFilter::on(day("2026-01-10")));
    assert_eq!(set.len() as u64, snapshot.revision() - 3);
    if let Some(number) = set.numbers().next() {
        let answer =
            snapshot.use_answer(number, &LegalKnowledge::NONE, &question("2026-01-10"), snapshot.revision());
        assert_eq!(answer.verdict.code(), "open");
    }
    snapshot.revision()
}

const PROVIDERS: [&str; 2] = ["aoba", "kita"];

#[test]
fn a_new_ledger_is_made_once_by_many_who_open_it() {
    for _ in 0..20 {
        let dir = tempfile::tempdir().unwrap();
        let hands = Hands::at("2026-01-10T00:00:00Z");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| enter(&open(dir.path(), &hands), founded()));
            }
        });
        let commons = open(dir.path(), &hands);
        assert_eq!(commons.verify(None).unwrap().faults, []);
        assert_eq!(commons.snapshot().unwrap().revision(), 3);
    }
}
