//! Tables of numbers: what each row would do, and that all of it is entered or nothing.

use commons::*;
use model::{LegalState, Number};

use crate::support::*;

const TABLE: &str = "番号,操作,条項,開始日,専用実施権,技術成熟度\n\
    特許第７０００００１号,掲載,open,2026/1/10,なし,4\n\
    特願2019-123456,,,,なし,\n\
    JP-7000003-B2,取下げ,,2026年1月11日,,\n\
    2019-901105,,,,なし,\n\
    特許第7000009号,,,,なし,\n\
    no number,,,,なし,\n\
    JP-7000007-B2,,,2026-02-30,,12\n\
    JP-7000008-B2,,,,,\n\
    JP-7000008-B2,,,,,\n";

/// An index of three patents: 7000001 in force, 7000002 lapsed with both publications of its application, 7000003.
fn lookup(number: &Number) -> Vec<FoundDocument> {
    let document = |publication: &str, application: &str, state| FoundDocument {
        publication: patent(publication),
        application: application.parse().ok(),
        statuses: vec![status(state, "2025-01-01")],
    };
    let documents = [
        document("JP-7000001-B2", "JP-2018111111", LegalState::InForce),
        document("JP-7000002-B2", "JP-2019123456", LegalState::Lapsed),
        document("JP-2020555555-A", "JP-2019123456", LegalState::Lapsed),
        document("JP-7000003-B2", "JP-2018333333", LegalState::InForce),
    ];
    let is_it = |document: &FoundDocument| match number {
        Number::Publication(given) => {
            document.publication == *given || document.publication.without_kind() == *given
        }
        Number::Application(given) => document.application.as_ref() == Some(given),
        Number::Grant(given) => given.publications().contains(&document.publication),
    };
    documents.into_iter().filter(is_it).collect()
}

fn defaults() -> ImportDefaults {
    ImportDefaults {
        provider: provider("aoba"),
        terms: Some(version("open", 1)),
        from: day("2026-01-10"),
        evidence: "https://example.org/list".parse().ok(),
    }
}

fn story() -> Story {
    Story::of(vec![
        since("2020-06-01", listed("aoba", "JP-7000003-B2", offer("open"))),
        since("2020-06-01", listed("kita", "JP-7000008-B2", offer("open"))),
    ])
}

#[track_caller]
fn plan(story: &Story, table: &[u8], format: ImportFormat) -> ImportPlan {
    let plan = story.commons.plan_import(table, format, &editor("aoba"), &defaults(), &lookup);
    plan.unwrap().unwrap()
}

fn one(number: &str, is_in_index: bool) -> RowNumber {
    RowNumber::One { patent: patent(number), is_in_index }
}

#[test]
fn a_dry_run_says_what_every_row_would_do() {
    let story = story();
    let plan = plan(&story, TABLE.as_bytes(), ImportFormat::Csv);
    let rows = &plan.rows;
    assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), (2..=10).collect::<Vec<_>>());
    assert_eq!(rows[0].number, one("JP-7000001-B2", true));
    assert_eq!(rows[0].status, Some(status(LegalState::InForce, "2025-01-01")));
    let RowOutcome::WillEnter(entry) = &rows[0].outcome else { panic!("{:?}", rows[0]) };
    let Event::PatentListed { offer: offered, .. } = &entry.event else { panic!() };
    assert_eq!((offered.readiness, &offered.application), (4.try_into().ok(), &"JP-2018111111".parse().ok()));
    assert_eq!(entry.evidence, defaults().evidence);
    assert_eq!(
        (&rows[1].number, &rows[1].conflicts[..]),
        (&one("JP-7000002-B2", true), &[Conflict::NotInForce(LegalState::Lapsed)][..],)
    );
    assert!(matches!(&rows[2].outcome, RowOutcome::WillEnter(entry)
        if matches!(entry.event, Event::ListingWithdrawn { .. }) && entry.valid.from == day("2026-01-11")));
    assert!(matches!(&rows[3].number, RowNumber::Ambiguous(numbers) if 1 < numbers.len()), "{:?}", rows[3]);
    let said = |i: usize| match &rows[i].outcome {
        RowOutcome::Refused(problems) => problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(said(4), ["the number can mean JP-7000009-B2, JP-7000009-B1; write one of them"]);
    assert_eq!((said(5).len(), &rows[5].number), (1, &RowNumber::Unreadable));
    assert_eq!(said(6).len(), 2, "every cell that is wrong: {:?}", said(6));
    assert_eq!(rows[7].number, one("JP-7000008-B2", false));
    assert_eq!(
        rows[7].conflicts,
        [Conflict::ListedByAnother(provider("kita")), Conflict::LicenceNotDeclared]
    );
    assert_eq!(rows[8].conflicts.last(), Some(&Conflict::SameAsLine(9)));
    assert!(matches!(rows[8].outcome, RowOutcome::Unchanged(_)), "{:?}", rows[8]);
    assert!(!plan.can_be_applied());
    assert_eq!(story.commons.snapshot().unwrap().revision(), plan.revision, "nothing was entered");
}

#[test]
fn the_same_table_in_shift_jis_and_utf_16_is_the_same_plan() {
    let story = story();
    let expected = plan(&story, TABLE.as_bytes(), ImportFormat::Csv).rows;
    let (shift_jis, _, has_loss) = encoding_rs::SHIFT_JIS.encode(TABLE);
    assert!(!has_loss);
    let excel = plan(&story, &shift_jis, ImportFormat::Csv);
    assert_eq!((excel.rows, excel.encoding), (expected.clone(), "Shift_JIS"));
    let tabs = TABLE.replace(',', "\t").replace('\n', "\r\n");
    let utf_16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(tabs.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(plan(&story, &utf_16, ImportFormat::Csv).rows, expected);
}

#[test]
fn a_plan_is_entered_once_and_then_says_that_nothing_changes() {
    let story = story();
    let table: String = TABLE.lines().take(4).map(|line| format!("{line}\n")).collect();
    let first = plan(&story, table.as_bytes(), ImportFormat::Csv);
    assert!(first.can_be_applied(), "{:?}", first.rows);
    let applied = story.commons.apply(&first.batch(None)).unwrap();
    assert_eq!(applied, Applied::Entered { first: 6, last: 8, n_unchanged: 0 });
    let again = plan(&story, table.as_bytes(), ImportFormat::Csv);
    assert!(again.rows.iter().all(|row| matches!(row.outcome, RowOutcome::Unchanged(_))), "{:?}", again.rows);
    assert_eq!(again.batch(None), first.batch(None), "the same table makes the same batch");
    assert_eq!(story.commons.apply(&again.batch(None)).unwrap(), Applied::NothingNew);
    let answer = story.answer("JP-7000001-B2", &question("2026-01-10"));
    assert_eq!(answer.verdict.code(), "open");
    assert_eq!(answer.evidence[0].link, defaults().evidence);
}

#[test]
fn json_says_the_same() {
    let story = story();
    let json = r#"[{"number": "特許第7000001号", "licence": "none", "readiness": 4},
                   {"number": "JP-7000003-B2", "action": "withdraw", "reason": "sold"}]"#;
    let plan = plan(&story, json.as_bytes(), ImportFormat::Json);
    assert!(plan.can_be_applied());
    assert!(matches!(story.commons.apply(&plan.batch(None)), Ok(Applied::Entered { first: 6, last: 7, .. })));
}

#[test]
fn rows_are_judged_by_the_rules_of_the_ledger() {
    let story = story();
    let table = "number,action,from\nJP-7000008-B2,withdraw,\nJP-7000003-B2,withdraw,2026-01-09\n";
    let plan = plan(&story, table.as_bytes(), ImportFormat::Csv);
    for (row, expected) in plan
        .rows
        .iter()
        .zip(["JP-7000008-B2 is not listed by aoba on 2026-01-10", "2026-01-09 is before today"])
    {
        let RowOutcome::Refused(problems) = &row.outcome else { panic!("{row:?}") };
        assert!(problems[0].to_string().starts_with(expected), "{problems:?}");
    }
    let no_terms = ImportDefaults { terms: None, ..defaults() };
    let table = b"number\nJP-7000001-B2\n";
    let plan = story.commons.plan_import(table, ImportFormat::Csv, &editor("aoba"), &no_terms, &lookup);
    assert_eq!(plan.unwrap().unwrap().rows[0].outcome, RowOutcome::Refused(vec![RowProblem::NoTerms]));
}
