//! The table of decisions in `docs/commons.md`, row by row, and what stands beside its answers.

use std::collections::BTreeSet;

use commons::*;
use model::{LegalState, OfficeCode};

use crate::support::*;

const P: &str = "JP-7000001-B2";

#[track_caller]
fn check(
    story: &Story,
    question: &UseQuestion,
    verdict: &str,
    reasons: &[&str],
    notes: &[&str],
) -> UseAnswer {
    check_with(story, P, &in_force("2019-01-01"), question, verdict, reasons, notes)
}

#[track_caller]
fn check_with(
    story: &Story,
    number: &str,
    statuses: &[model::LegalStatus],
    question: &UseQuestion,
    verdict: &str,
    reasons: &[&str],
    notes: &[&str],
) -> UseAnswer {
    let answer = story.answer_with(number, statuses, question);
    let codes: Vec<&str> = answer.reasons.iter().map(Reason::code).collect();
    let said: Vec<&str> = answer.notes.iter().map(Note::code).collect();
    assert_eq!((answer.verdict.code(), &codes[..], &said[..]), (verdict, reasons, notes), "{answer:#?}");
    answer
}

fn listing() -> Story {
    Story::of(vec![since("2020-06-01", listed("aoba", P, offer("open")))])
}

#[test]
fn row_1a_a_right_that_is_not_in_force_needs_no_permission() {
    let story = listing();
    for state in [
        LegalState::Lapsed,
        LegalState::Expired,
        LegalState::Refused,
        LegalState::Withdrawn,
        LegalState::Revoked,
    ] {
        let statuses = [status(LegalState::InForce, "2019-01-01"), status(state, "2021-01-01")];
        let codes = &["right-not-in-force"];
        check_with(&story, P, &statuses, &question("2021-01-01"), "no-right-in-force", codes, &[]);
        check_with(&story, P, &statuses, &question("2020-12-31"), "open", &[], &["in-force", "notice"]);
    }
}

#[test]
fn row_1a_a_lapse_in_the_ledger_counts_until_the_right_is_restored() {
    let story = Story::of(vec![
        since("2020-06-01", listed("aoba", P, offer("open"))),
        since("2022-01-01", lapsed(P, LegalState::Lapsed)),
        since("2022-09-01", restored(P)),
    ]);
    check(&story, &question("2021-12-31"), "open", &[], &["in-force", "notice"]);
    let answer = check(&story, &question("2022-01-01"), "no-right-in-force", &["right-not-in-force"], &[]);
    assert_eq!(answer.evidence.iter().map(|evidence| evidence.entry).collect::<Vec<_>>(), [5]);
    check(&story, &question("2022-09-01"), "open", &[], &["in-force", "notice"]);
    let expired = [status(LegalState::Expired, "2023-01-01")];
    let codes = &["right-not-in-force"];
    check_with(&story, P, &expired, &question("2023-01-01"), "no-right-in-force", codes, &[]);
}

#[test]
fn row_1b_a_right_of_another_office_has_no_effect_there() {
    let story = Story::of(vec![since("2020-06-01", listed("aoba", "US-9000001-B2", offer("open")))]);
    let codes = &["no-right-there"];
    let statuses = in_force("2019-01-01");
    let notes = &["family-not-looked-up"];
    check_with(
        &story,
        "US-9000001-B2",
        &statuses,
        &question("2021-01-01"),
        "no-right-in-force",
        codes,
        notes,
    );
    let there = UseQuestion { territory: OfficeCode::US, ..question("2021-01-01") };
    check_with(&story, "US-9000001-B2", &statuses, &there, "open", &[], &["in-force", "notice"]);
}

#[test]
fn row_1b_names_the_members_of_the_family_there() {
    let story = listing();
    let snapshot = story.commons.snapshot().unwrap();
    let family = [patent("US-9000001-B2"), patent("EP-1000001-B1")];
    let legal = LegalKnowledge { statuses: &[], family: Family::Members(&family) };
    let there = UseQuestion { territory: OfficeCode::US, ..question("2021-01-01") };
    let answer = snapshot.use_answer(&patent(P), &legal, &there, snapshot.revision());
    assert_eq!(answer.notes, [Note::FamilyMembersThere { numbers: vec![patent("US-9000001-B2")] }]);
}

#[test]
fn row_2a_open_names_terms_version_hash_day_and_contact() {
    let story = listing();
    let answer = check(&story, &question("2020-06-01"), "open", &[], &["in-force", "notice"]);
    let Verdict::Open { provider: by, terms, text_sha256, since } = answer.verdict else { panic!() };
    assert_eq!((by, terms, since), (provider("aoba"), version("open", 1), day("2020-06-01")));
    assert_eq!(text_sha256, research().text_digests());
    assert_eq!(answer.contacts, [contact("provider's desk")]);
    assert_eq!(answer.evidence.len(), 1);
    assert_eq!((answer.on, answer.known), (day("2020-06-01"), 4));
}

#[test]
fn row_2a_unknown_and_pending_status_are_said() {
    let story = listing();
    check_with(&story, P, &[], &question("2021-01-01"), "open", &[], &["legal-status-unknown", "notice"]);
    let later = in_force("2022-01-01");
    check_with(&story, P, &later, &question("2021-01-01"), "open", &[], &["legal-status-unknown", "notice"]);
    let pending = [status(LegalState::Pending, "2020-01-01")];
    check_with(&story, P, &pending, &question("2021-01-01"), "open", &[], &["right-pending", "notice"]);
    let regional = Story::of(vec![since("2020-06-01", listed("aoba", "EP-1000001-B1", offer("open")))]);
    let notes = &["legal-status-unknown", "notice"];
    let in_germany = UseQuestion { territory: office("DE"), ..question("2021-01-01") };
    check_with(&regional, "EP-1000001-B1", &in_force("2019-01-01"), &in_germany, "open", &[], notes);
}

#[test]
fn row_2a_commercial_use_names_its_conditions() {
    let [_, _, (_, evaluation)] = models("https://example.org/conditions".parse().unwrap());
    let mut entries = vec![since("2019-01-01", published("fees", evaluation))];
    entries.push(since("2020-06-01", listed("aoba", P, offer("fees"))));
    let story = Story::of(entries);
    let commercial = UseQuestion { purpose: Use::Commercial, ..question("2021-01-01") };
    check(&story, &commercial, "open", &[], &["in-force", "commercial-conditions", "notice"]);
    check(&story, &question("2021-01-01"), "open", &[], &["in-force", "notice"]);
    let education = UseQuestion { purpose: Use::Education, ..question("2021-01-01") };
    check(&story, &education, "check", &["use-not-covered"], &["in-force"]);
}

#[test]
fn row_2b_what_the_terms_do_not_cover_is_to_be_checked() {
    let [_, (_, domestic), _] = models("https://example.org/conditions".parse().unwrap());
    let mut entries = vec![since("2019-01-01", published("domestic", domestic))];
    entries.push(since("2020-06-01", listed("aoba", "EP-1000001-B1", offer("domestic"))));
    let story = Story::of(entries);
    let asked = |kind, residence, territory: &str, purpose| UseQuestion {
        user: User { kind, residence },
        territory: office(territory),
        purpose,
        ..question("2021-01-01")
    };
    let (jp, us) = (Some(OfficeCode::JP), Some(OfficeCode::US));
    for (question, reasons) in [
        (asked(UserKind::Company, jp, "JP", Use::Research), &[][..]),
        (asked(UserKind::SmallFirm, jp, "JP", Use::Research), &[]),
        (asked(UserKind::University, jp, "JP", Use::Research), &[]),
        (asked(UserKind::Individual, jp, "JP", Use::Research), &["user-not-covered"]),
        (asked(UserKind::Company, us, "JP", Use::Research), &["residence-not-covered"]),
        (asked(UserKind::Company, None, "JP", Use::Research), &["residence-not-said"]),
        (asked(UserKind::Company, jp, "DE", Use::Research), &["territory-not-covered"]),
        (asked(UserKind::Company, jp, "JP", Use::Evaluation), &["use-not-covered"]),
        (
            asked(UserKind::Individual, us, "DE", Use::Commercial),
            &["use-not-covered", "user-not-covered", "residence-not-covered", "territory-not-covered"],
        ),
    ] {
        let answer = story.answer_with("EP-1000001-B1", &[], &question);
        let codes: Vec<&str> = answer.reasons.iter().map(Reason::code).collect();
        assert_eq!(codes, reasons, "{question:?}");
        assert_eq!(answer.verdict.code(), if reasons.is_empty() { "open" } else { "check" });
    }
}

fn sold_under(succession: Succession) -> Story {
    let mut entries = vec![since("2019-01-01", published("sale", Terms { succession, ..research() }))];
    entries.push(since("2020-06-01", listed("aoba", P, offer("sale"))));
    entries.push(since("2021-04-01", sold(P, "Minami Industries")));
    Story::of(entries)
}

#[test]
fn row_2b_a_new_owner_who_may_not_be_bound_is_to_be_checked() {
    for succession in [Succession::Unknown, Succession::Notice] {
        let story = sold_under(succession);
        check(&story, &question("2021-03-31"), "open", &[], &["in-force", "notice"]);
        let answer = check(&story, &question("2021-04-01"), "check", &["assignee-changed"], &["in-force"]);
        let assignee = "Minami Industries".to_owned();
        assert_eq!(answer.reasons, [Reason::AssigneeChanged { assignee, on: day("2021-04-01"), succession }]);
    }
    let bound = sold_under(Succession::Binding);
    check(&bound, &question("2021-04-01"), "open", &[], &["in-force", "new-owner-bound", "notice"]);
}

#[test]
fn row_2b_a_right_that_was_sold_before_it_was_listed_or_came_back_is_open() {
    let terms = Terms { succession: Succession::Unknown, ..research() };
    let came_back = Event::AssigneeChanged {
        patent: patent(P),
        assignee: "Aoba University".to_owned(),
        provider: Some(provider("aoba")),
    };
    let story = Story::of(vec![
        since("2019-01-01", published("sale", terms)),
        since("2019-05-01", sold(P, "Minami Industries")),
        since("2020-06-01", listed("aoba", P, offer("sale"))),
        since("2021-01-01", sold(P, "Nishi Industries")),
        since("2022-01-01", came_back),
    ]);
    check(&story, &question("2020-06-01"), "open", &[], &["in-force", "notice"]);
    check(&story, &question("2021-01-01"), "check", &["assignee-changed"], &["in-force"]);
    check(&story, &question("2022-01-01"), "open", &[], &["in-force", "notice"]);
}

#[test]
fn row_2b_an_exclusive_licence_removes_the_open_answer_while_it_is_in_force() {
    let story = Story::of(vec![
        since("2020-06-01", listed("aoba", P, offer("open"))),
        since("2021-01-01", licensed(P, "el-1")),
        since("2021-06-01", licence_ended(P, "el-1")),
        within("2022-01-01", "2022-12-31", licensed(P, "el-2")),
    ]);
    for (on, is_open) in [
        ("2020-12-31", true),
        ("2021-01-01", false),
        ("2021-05-31", false),
        ("2021-06-01", true),
        ("2022-12-31", false),
        ("2023-01-01", true),
    ] {
        let answer = story.answer(P, &question(on));
        assert_eq!(answer.verdict.code(), if is_open { "open" } else { "check" }, "{on}");
        assert_eq!(
            answer.reasons.iter().any(|reason| reason.code() == "exclusive-licence"),
            !is_open,
            "{on}"
        );
    }
}

#[test]
fn row_2b_a_declared_or_unknown_licence_is_to_be_checked() {
    for (declared, code) in [
        (DeclaredLicence::Exists, "exclusive-licence-declared"),
        (DeclaredLicence::InField("batteries".to_owned()), "exclusive-licence-declared"),
        (DeclaredLicence::Unknown, "exclusive-licence-unknown"),
    ] {
        let offer = Offer { exclusive_licence: declared, ..offer("open") };
        let story = Story::of(vec![since("2020-06-01", listed("aoba", P, offer))]);
        check(&story, &question("2021-01-01"), "check", &[code], &["in-force"]);
    }
}

#[test]
fn row_2b_all_providers_of_a_patent_must_agree() {
    let non_profit = Terms { users: BTreeSet::from([UserClass::NonProfit]), ..research() };
    let story = Story::of(vec![
        since("2019-01-01", published("universities", non_profit)),
        since("2020-06-01", listed("aoba", P, offer("open"))),
        since("2021-06-01", listed("kita", P, offer("universities"))),
        since("2022-06-01", withdrawn("kita", P)),
    ]);
    check(&story, &question("2021-05-31"), "open", &[], &["in-force", "notice"]);
    check(&story, &question("2021-06-01"), "check", &["user-not-covered"], &["in-force"]);
    check(&story, &question("2022-06-01"), "check", &["withdrawn-by-another"], &["in-force"]);
}

#[test]
fn row_3_a_withdrawal_says_what_it_means_for_work_begun() {
    for (on_withdrawal, may_go_on) in [
        (OnWithdrawal::OngoingWorkProtected, MayGoOn::WithoutEnd),
        (OnWithdrawal::GraceMonths(6), MayGoOn::To(day("2026-06-30"))),
        (OnWithdrawal::Stop, MayGoOn::No),
    ] {
        let story = Story::of(vec![
            since("2019-01-01", published("leave", Terms { on_withdrawal, ..research() })),
            since("2020-06-01", listed("aoba", P, offer("leave"))),
            since("2025-12-31", withdrawn("aoba", P)),
        ]);
        check(&story, &question("2025-12-30"), "open", &[], &["in-force", "notice"]);
        let notes = &["in-force", "entered-afterwards"];
        for (begun, included) in [
            (None, None),
            (Some("2020-06-01"), Some(true)),
            (Some("2025-12-30"), Some(true)),
            (Some("2025-12-31"), Some(false)),
            (Some("2020-05-31"), Some(false)),
        ] {
            let question = UseQuestion { work_begun: begun.map(day), ..question("2026-01-01") };
            let answer = check(&story, &question, "withdrawn", &["withdrawn"], notes);
            let Verdict::Withdrawn { on, work_begun_before, .. } = answer.verdict else { panic!() };
            assert_eq!(on, day("2025-12-31"));
            let may_go_on = if may_go_on == MayGoOn::To(day("2026-06-30")) {
                MayGoOn::To(day("2026-06-29"))
            } else {
                may_go_on
            };
            assert_eq!(work_begun_before, WorkBegunBefore { may_go_on, includes_users_work: included });
        }
    }
}

#[test]
fn row_3_a_patent_listed_again_is_open_again() {
    let story = Story::of(vec![
        since("2020-06-01", listed("aoba", P, offer("open"))),
        since("2021-01-01", withdrawn("aoba", P)),
        since("2022-01-01", listed("aoba", P, offer("open"))),
    ]);
    check(&story, &question("2021-12-31"), "withdrawn", &["withdrawn"], &["in-force", "entered-afterwards"]);
    let answer = check(&story, &question("2022-01-01"), "open", &[], &["in-force", "notice"]);
    assert!(matches!(answer.verdict, Verdict::Open { since, .. } if since == day("2022-01-01")));
}

#[test]
fn row_3_a_change_planned_before_a_withdrawal_does_not_undo_it() {
    let story = Story::of(vec![
        since("2020-06-01", listed("aoba", P, offer("open"))),
        since("2023-01-01", changed("aoba", P, Offer { readiness: 4.try_into().ok(), ..offer("open") })),
        since("2022-01-01", withdrawn("aoba", P)),
    ]);
    check(&story, &question("2023-06-01"), "withdrawn", &["withdrawn"], &["in-force", "entered-afterwards"]);
}

#[test]
fn row_4_a_permission_whose_time_is_over_is_not_listed() {
    let until = Terms { duration: Duration::Until(day("2022-03-31")), ..research() };
    let years = Terms { duration: Duration::Years(2), ..research() };
    let story = Story::of(vec![
        since("2019-01-01", published("until", until)),
        since("2019-01-01", published("years", years)),
        since("2020-06-01", listed("aoba", "JP-7000002-B2", offer("until"))),
        since("2020-06-01", listed("aoba", "JP-7000003-B2", offer("years"))),
        within("2020-06-01", "2021-06-30", listed("aoba", "JP-7000004-B2", offer("years"))),
    ]);
    for (number, last, after) in [
        ("JP-7000002-B2", "2022-03-31", "2022-04-01"),
        ("JP-7000003-B2", "2022-05-31", "2022-06-01"),
        ("JP-7000004-B2", "2021-06-30", "2021-07-01"),
    ] {
        assert_eq!(story.answer(number, &question(last)).verdict.code(), "open", "{number}");
        let answer = story.answer(number, &question(after));
        assert_eq!(answer.verdict, Verdict::NotListed);
        assert_eq!(answer.reasons, [Reason::ListingEnded { provider: provider("aoba"), last: day(last) }]);
    }
}

#[test]
fn rows_5_and_6_not_yet_and_never_are_told_apart() {
    let story = listing();
    check(&story, &question("2020-05-31"), "not-listed", &["listed-later"], &["in-force"]);
    let never = "JP-7999999-B2";
    let codes = &["never-listed"];
    check_with(&story, never, &[], &question("2021-01-01"), "not-listed", codes, &["legal-status-unknown"]);
}

#[test]
fn a_change_holds_from_its_day_and_keeps_the_day_of_listing() {
    let non_profit = Terms { users: BTreeSet::from([UserClass::NonProfit]), ..research() };
    let own = Offer { contact: Some(contact("the inventor's desk")), ..offer("universities") };
    let story = Story::of(vec![
        since("2019-01-01", published("universities", non_profit)),
        since("2020-06-01", listed("aoba", P, own)),
        since("2021-06-01", changed("aoba", P, offer("open"))),
    ]);
    let answer = check(&story, &question("2021-05-31"), "check", &["user-not-covered"], &["in-force"]);
    assert_eq!(answer.contacts, [contact("the inventor's desk"), contact("provider's desk")]);
    let answer = check(&story, &question("2021-06-01"), "open", &[], &["in-force", "notice"]);
    assert!(matches!(answer.verdict, Verdict::Open { since, .. } if since == day("2020-06-01")));
}

#[test]
fn what_was_known_is_told_apart_from_what_is_known_now() {
    let story = listing();
    story.hands.set("2026-02-01T00:00:00Z");
    let asked_then = story.answer(P, &question("2026-01-31"));
    assert_eq!(asked_then.verdict.code(), "open");
    enter(&story.commons, vec![since("2026-01-15", withdrawn("aoba", P))]);
    story.hands.set("2026-02-02T00:00:00Z");
    let snapshot = story.commons.snapshot().unwrap();
    let known = Known::At("2026-01-31T23:59:59Z".parse().unwrap());
    let revision = snapshot.resolve(known, story.commons.now()).unwrap();
    let legal = LegalKnowledge { statuses: &in_force("2019-01-01"), family: Family::NotLookedUp };
    let then = snapshot.use_answer(&patent(P), &legal, &question("2026-01-31"), revision);
    assert_eq!(then, asked_then);
    let now = story.answer(P, &question("2026-01-31"));
    assert_eq!(now.verdict.code(), "withdrawn");
    assert!(now.notes.contains(&Note::EnteredAfterwards { entered: day("2026-02-01") }));
    let future = Known::At("2026-02-02T00:00:00Z".parse().unwrap());
    assert!(matches!(snapshot.resolve(future, story.commons.now()), Err(Error::NotYetKnown { .. })));
    let unborn = Known::Revision(snapshot.revision() + 1);
    assert!(matches!(snapshot.resolve(unborn, story.commons.now()), Err(Error::NoSuchRevision { .. })));
}

#[track_caller]
fn check_sentences(answer: &UseAnswer, ja: &[&str], en: &[&str]) {
    let sentences: Vec<Bilingual> = std::iter::once(answer.headline())
        .chain(answer.reasons.iter().map(Reason::sentence))
        .chain(answer.notes.iter().map(Note::sentence))
        .collect();
    assert_eq!(sentences.iter().map(|sentence| sentence.en.as_str()).collect::<Vec<_>>(), en);
    assert_eq!(sentences.iter().map(|sentence| sentence.ja.as_str()).collect::<Vec<_>>(), ja);
}

#[test]
fn answers_are_said_in_both_languages() {
    let story = listing();
    check_sentences(
        &story.answer(P, &question("2021-01-01")),
        &[
            "2020-06-01から、条項open(第1版)により、この利用が認められています。",
            "権利は有効と記録されています(2019-01-01現在)。",
            "通知: 任意。利用の登録を歓迎します。",
        ],
        &[
            "Open for this use under terms open version 1 since 2020-06-01.",
            "The right is recorded as in force as of 2019-01-01.",
            "Notice: not needed; a record of use is welcome.",
        ],
    );
    enter(&story.commons, vec![since("2025-12-31", withdrawn("aoba", P))]);
    let begun = UseQuestion { work_begun: Some(day("2021-01-01")), ..question("2026-01-01") };
    check_sentences(
        &story.answer_with(P, &[], &begun),
        &[
            "2025-12-31に取り下げられました。掲載中に始めた利用は、同じ条件で続けられます。あなたの利用は掲載中に始まっています。",
            "2025-12-31から取り下げられています。",
            "その日の権利の状況は、記録がなく分かりません。",
            "取下げは2026-01-10に記録されました。それまで台帳では利用できました。",
        ],
        &[
            "Withdrawn on 2025-12-31. Work begun while it was listed may go on under the same terms. Your work is such work.",
            "It is withdrawn from 2025-12-31 on.",
            "Whether the right is in force on that day is unknown: there is no record.",
            "The withdrawal was entered on 2026-01-10; until then the ledger said otherwise.",
        ],
    );
    let sold = sold_under(Succession::Unknown);
    enter(&sold.commons, vec![since("2021-02-01", licensed(P, "el-1"))]);
    check_sentences(
        &sold.answer(P, &question("2021-04-01")),
        &[
            "掲載されていますが、確認が必要です。",
            "掲載の後、2021-04-01にMinami Industriesへ移転しました。譲受人が条項に拘束されるかは定めがありません。",
            "2021-02-01から独占的な実施権があります。条項はこれを設定しないとしています。",
            "権利は有効と記録されています(2019-01-01現在)。",
        ],
        &[
            "Listed, but check first.",
            "After it was listed, it passed to Minami Industries on 2021-04-01; whether the new owner is bound is not \
             provided for.",
            "An exclusive licence is in force since 2021-02-01; the terms promise none.",
            "The right is recorded as in force as of 2019-01-01.",
        ],
    );
}
