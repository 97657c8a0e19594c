//! What is entered, what is refused and why, and that a batch is entered whole, once, and by who may.

use std::collections::BTreeSet;

use commons::*;
use model::LegalState;

use crate::support::*;

const P: &str = "JP-7000001-B2";
const Q: &str = "JP-7000002-B2";

fn revision(commons: &Commons) -> u64 {
    commons.snapshot().unwrap().revision()
}

#[track_caller]
fn check_refused(commons: &Commons, author: Author, entries: Vec<NewEntry>, place: usize, expected: &str) {
    let before = revision(commons);
    match commons.apply(&batch(author, entries)) {
        Err(Error::Refused { place: at, refusal }) => {
            assert_eq!((at, refusal.to_string().as_str()), (place, expected));
        }
        other => panic!("expected a refusal, got {other:?}"),
    }
    assert_eq!(revision(commons), before, "nothing is entered");
}

#[test]
fn a_batch_is_entered_whole_or_not_at_all() {
    let story = Story::of(Vec::new());
    let entries = vec![
        since("2026-02-01", listed("aoba", P, offer("open"))),
        since("2026-02-01", listed("aoba", Q, offer("missing"))),
    ];
    check_refused(&story.commons, admin(), entries.clone(), 2, "terms missing version 1 are not published");
    let reopened = open(story.dir(), &story.hands);
    assert_eq!(reopened.snapshot().unwrap().n_patents(), 0);
    let applied = enter(&story.commons, entries[..1].to_vec());
    assert_eq!(applied, Applied::Entered { first: 4, last: 4, n_unchanged: 0 });
    assert_eq!(revision(&reopened), 4, "another opener sees it");
}

#[test]
fn the_same_batch_again_changes_nothing() {
    let entries = vec![
        since("2020-02-01", listed("aoba", P, offer("open"))),
        since("2020-03-01", sold(P, "Minami")),
        since("2020-04-01", licensed(P, "el-1")),
        since("2020-05-01", licence_ended(P, "el-1")),
        since("2020-06-01", lapsed(P, LegalState::Lapsed)),
        since("2020-07-01", restored(P)),
        since("2020-08-01", changed("aoba", P, Offer { readiness: 3.try_into().ok(), ..offer("open") })),
        since("2020-09-01", withdrawn("aoba", P)),
    ];
    let story = Story::of(entries.clone());
    assert_eq!(enter(&story.commons, entries), Applied::NothingNew);
    assert_eq!(enter(&story.commons, founded()), Applied::NothingNew);
    assert_eq!(revision(&story.commons), 11);
}

#[test]
fn a_key_keeps_a_batch_from_being_entered_twice() {
    let story = Story::of(Vec::new());
    let key = "upload-1".parse().ok();
    let list = vec![since("2026-01-10", listed("aoba", P, offer("open")))];
    let keyed = Batch { author: admin(), entries: list, key };
    assert!(matches!(story.commons.apply(&keyed), Ok(Applied::Entered { first: 4, .. })));
    enter(&story.commons, vec![since("2026-01-10", withdrawn("aoba", P))]);
    assert_eq!(story.commons.apply(&keyed).unwrap(), Applied::EnteredBefore);
    assert_eq!(revision(&story.commons), 5);
    let other =
        Batch { entries: vec![since("2026-01-10", listed("aoba", Q, offer("open")))], ..keyed.clone() };
    assert!(matches!(story.commons.apply(&other), Err(Error::KeyUsed { first: 4, .. })));
    let again = Batch { key: None, ..keyed };
    assert!(
        matches!(story.commons.apply(&again), Ok(Applied::Entered { first: 6, .. })),
        "listed again that day"
    );
}

#[test]
fn what_does_not_follow_is_refused_with_its_reason() {
    let story = Story::of(vec![since("2020-06-01", listed("aoba", P, offer("open")))]);
    let edited = Terms { uses: BTreeSet::from([Use::Education]), ..research() };
    let skipped = Event::publish("open".parse().unwrap(), 3, None, edited.clone());
    let foreign = Event::publish("open".parse().unwrap(), 2, Some(provider("aoba")), edited.clone());
    for (entry, expected) in [
        (since("2020-01-01", listed("minami", P, offer("open"))), "provider minami has not joined"),
        (
            since("2021-01-01", listed("aoba", P, Offer { readiness: 3.try_into().ok(), ..offer("open") })),
            "JP-7000001-B2 is listed by aoba already, since 2020-06-01, under another offer; enter a change",
        ),
        (since("2020-05-31", withdrawn("aoba", P)), "JP-7000001-B2 is not listed by aoba on 2020-05-31"),
        (
            since("2021-01-01", changed("aoba", Q, offer("open"))),
            "JP-7000002-B2 is not listed by aoba on 2021-01-01",
        ),
        (
            since("2019-01-01", published("open", edited)),
            "terms open version 1 are published with other content and are never edited; publish version 2",
        ),
        (since("2019-01-01", skipped), "terms open have 1 versions; the next is 2, not 3"),
        (since("2019-01-01", foreign), "terms open version 2 belong to all"),
        (
            since("2018-12-31", listed("aoba", Q, offer("open"))),
            "terms open version 1 are not offered for a listing that begins on 2018-12-31",
        ),
        (
            since("2020-01-02", joined("aoba")),
            "provider aoba has joined already with another profile; enter a change",
        ),
    ] {
        check_refused(&story.commons, admin(), vec![entry], 1, expected);
    }
}

#[test]
fn what_is_said_of_rights_and_packages_must_follow_too() {
    let story = Story::of(vec![
        since("2020-06-01", listed("aoba", P, offer("open"))),
        since("2020-06-01", licensed(P, "el-1")),
    ]);
    let package = |patents: &[&str]| Event::PackageOffered {
        package: "pair".parse().unwrap(),
        content: Box::new(Package {
            names: Bilingual::new("組", "pair"),
            description: None,
            provider: provider("aoba"),
            patents: patents.iter().map(|number| patent(number)).collect(),
        }),
    };
    for (entry, expected) in [
        (since("2020-05-31", licence_ended(P, "el-1")), "licence el-1 of JP-7000001-B2 is not granted"),
        (
            since("2020-07-01", licensed(P, "el-1")),
            "licence el-1 of JP-7000001-B2 is granted already in another way; take another name",
        ),
        (
            since("2020-07-01", restored(P)),
            "the right of JP-7000001-B2 has not lapsed there before 2020-07-01",
        ),
        (
            within("2020-07-01", "2020-06-30", listed("aoba", Q, offer("open"))),
            "the period ends before it begins (2020-07-01 to 2020-06-30)",
        ),
        (
            within("2020-07-01", "2020-07-31", withdrawn("aoba", P)),
            "this event has a first day and no last one (2020-07-31 given)",
        ),
        (
            since("2020-07-01", listed("aoba", "JP-7000002", offer("open"))),
            "patent \"JP-7000002\" is not valid: expected a kind code as in JP-2010228687-A",
        ),
        (since("2020-07-01", package(&[P, Q])), "JP-7000002-B2 is not listed by anybody on 2020-07-01"),
        (since("2020-07-01", package(&[P])), "package \"1\" is not valid: expected 2 to 1000 patents"),
        (
            since("2020-07-01", Event::PackageWithdrawn { package: "pair".parse().unwrap() }),
            "package pair is not offered on 2020-07-01",
        ),
        (since("2020-07-01", sold(P, " ")), "assignee \" \" is not valid: expected the new owner's name"),
    ] {
        check_refused(&story.commons, admin(), vec![entry], 1, expected);
    }
}

#[test]
fn a_hash_that_is_not_of_the_text_is_refused() {
    let story = Story::of(Vec::new());
    let Event::TermsPublished { terms, version, provider, content, .. } = published("new", research()) else {
        panic!()
    };
    let text_sha256 = Bilingual { ja: Digest::of(b"x"), en: Digest::of(b"x") };
    let forged = Event::TermsPublished { terms, version, provider, content, text_sha256 };
    let refused = story.commons.apply(&batch(admin(), vec![since("2020-01-01", forged)]));
    assert!(refused.unwrap_err().to_string().ends_with("not that of the text"));
}

#[test]
fn nobody_acts_for_another_provider() {
    let story = Story::of(vec![
        since("2020-06-01", listed("aoba", P, offer("open"))),
        since("2020-06-01", listed("kita", Q, offer("open"))),
        since(
            "2020-06-01",
            Event::PackageOffered {
                package: "pair".parse().unwrap(),
                content: Box::new(Package {
                    names: Bilingual::new("組", "pair"),
                    description: None,
                    provider: provider("aoba"),
                    patents: BTreeSet::from([patent(P), patent(Q)]),
                }),
            },
        ),
    ]);
    let own_terms = |version, of: &str| {
        Event::publish(format!("{of}-terms").parse().unwrap(), version, Some(provider(of)), research())
    };
    let not_yours = "kita-editor may not act for aoba";
    let not_your_patent =
        "kita-editor may not enter this for JP-7000001-B2, which its provider has not listed";
    for (event, expected) in [
        (joined("aoba"), not_yours),
        (Event::ProviderChanged { provider: provider("aoba"), profile: Box::new(profile("13")) }, not_yours),
        (own_terms(1, "aoba"), not_yours),
        (published("models", research()), "only an administrator may enter this"),
        (listed("aoba", "JP-7000003-B2", offer("open")), not_yours),
        (changed("aoba", P, offer("open")), not_yours),
        (withdrawn("aoba", P), not_yours),
        (sold(P, "Kita"), not_your_patent),
        (licensed(P, "el-1"), not_your_patent),
        (licence_ended(P, "el-1"), not_your_patent),
        (lapsed(P, LegalState::Lapsed), not_your_patent),
        (restored(P), not_your_patent),
        (Event::PackageWithdrawn { package: "pair".parse().unwrap() }, not_yours),
    ] {
        check_refused(&story.commons, editor("kita"), vec![since("2026-02-01", event)], 1, expected);
    }
    let kitas = Event::PackageOffered {
        package: "pair".parse().unwrap(),
        content: Box::new(Package {
            names: Bilingual::new("組", "pair"),
            description: None,
            provider: provider("kita"),
            patents: BTreeSet::from([patent(P), patent(Q)]),
        }),
    };
    let taken = "package pair is offered by aoba";
    check_refused(&story.commons, editor("kita"), vec![since("2026-02-01", kitas)], 1, taken);
    enter(&story.commons, vec![since("2020-01-01", own_terms(1, "aoba"))]);
    let foreign = since("2026-02-01", listed("kita", "JP-7000003-B2", offer("aoba-terms")));
    let belongs = "terms aoba-terms version 1 belong to aoba";
    check_refused(&story.commons, editor("kita"), vec![foreign], 1, belongs);
    let own = vec![since("2026-02-01", withdrawn("aoba", P))];
    assert!(story.commons.apply(&batch(editor("aoba"), own)).is_ok());
}

#[test]
fn a_licensing_office_acts_for_those_who_say_so_and_only_as_long() {
    let mut entrusted = profile("04");
    entrusted.represented_by = BTreeSet::from([provider("kita")]);
    let entrust = Event::ProviderChanged { provider: provider("aoba"), profile: Box::new(entrusted) };
    let story = Story::of(vec![since("2020-02-01", entrust)]);
    let list = |number| vec![since("2026-02-01", listed("aoba", number, offer("open")))];
    assert!(story.commons.apply(&batch(editor("kita"), list(P))).is_ok());
    let other_way = vec![since("2026-02-01", listed("kita", Q, offer("open")))];
    check_refused(&story.commons, editor("aoba"), other_way, 1, "aoba-editor may not act for kita");
    let end = Event::ProviderChanged { provider: provider("aoba"), profile: Box::new(profile("04")) };
    enter(&story.commons, vec![since("2026-03-01", end)]);
    check_refused(&story.commons, editor("kita"), list(Q), 1, "kita-editor may not act for aoba");
}

#[test]
fn an_editor_does_not_date_back_what_takes_away() {
    let story = Story::of(vec![since("2020-06-01", listed("aoba", P, offer("open")))]);
    let expected = "2026-01-09 is before today, 2026-01-10: what takes a permission away is not dated back, because \
                    users have relied on the ledger; an administrator can record what happened elsewhere";
    let other = Offer { readiness: 3.try_into().ok(), ..offer("open") };
    for event in [withdrawn("aoba", P), changed("aoba", P, other)] {
        check_refused(&story.commons, editor("aoba"), vec![since("2026-01-09", event)], 1, expected);
    }
    let today = vec![since("2026-01-10", withdrawn("aoba", P))];
    assert!(story.commons.apply(&batch(editor("aoba"), today)).is_ok());
    let recorded = vec![since("2026-01-01", listed("aoba", Q, offer("open")))];
    assert!(story.commons.apply(&batch(editor("aoba"), recorded)).is_ok(), "what gives may be dated back");
}

#[test]
fn instants_of_batches_ascend_even_where_the_clock_goes_back() {
    let story = Story::of(Vec::new());
    story.hands.set("2025-01-01T00:00:00Z");
    enter(&story.commons, vec![since("2020-06-01", listed("aoba", P, offer("open")))]);
    let entries = story.commons.entries(0, 10).unwrap();
    let entered: Vec<Instant> = entries.iter().map(|(entry, _)| entry.entered).collect();
    assert_eq!(entered[..3], [entered[0]; 3], "a batch has one instant");
    assert_eq!(entered[3], entered[0].plus_ms(1));
    assert_eq!(entries.iter().map(|(entry, _)| entry.batch).collect::<Vec<_>>(), [1, 1, 1, 4]);
}

#[test]
fn a_plan_says_what_would_be_and_does_nothing() {
    let story = Story::of(vec![since("2020-06-01", listed("aoba", P, offer("open")))]);
    let planned = story.commons.plan(&batch(
        editor("aoba"),
        vec![
            since("2020-06-01", listed("aoba", P, offer("open"))),
            since("2026-02-01", listed("kita", Q, offer("open"))),
            since("2026-02-01", withdrawn("aoba", P)),
        ],
    ));
    let effects = planned.unwrap().effects;
    assert_eq!((effects[0].clone(), effects[2].clone()), (Ok(Effect::Nothing), Ok(Effect::Changes)));
    assert!(matches!(&effects[1], Err(Refusal::NotYours { .. })));
    assert_eq!(revision(&story.commons), 4);
}

#[test]
fn entries_are_read_in_parts_for_a_download() {
    let story = Story::of(vec![since("2020-06-01", listed("aoba", P, offer("open")))]);
    let first = story.commons.entries(0, 3).unwrap();
    let rest = story.commons.entries(3, 3).unwrap();
    assert_eq!(first.iter().chain(&rest).map(|(entry, _)| entry.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(rest[0].0.previous, first[2].1);
    assert!(serde_json::to_string(&rest[0].0).unwrap().contains(r#""kind":"patent-listed""#));
}
