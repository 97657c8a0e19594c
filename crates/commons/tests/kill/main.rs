//! Imports that are killed at random moments, a hundred times: the ledger verifies, and every import is in it whole or not
//! at all.
//!
//! The child is this test binary itself: started with `CHIZAI_TEST_IMPORT`, the test `child` applies one import.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    sync::mpsc,
    time::{Duration, Instant as Moment},
};

use commons::*;

const KILLS: u64 = 100;
const ROWS: u64 = 60;
/// Set for a child: the ledger's file and the number of the import, separated by a line break.
const IMPORT: &str = "CHIZAI_TEST_IMPORT";
/// Not a test by itself: the process that is killed.
#[test]
fn child() {
    let Ok(import) = std::env::var(IMPORT) else { return };
    let (path, n) = import.split_once('\n').unwrap();
    let commons = Commons::open(Path::new(path)).unwrap();
    // Whoever kills reads the lines; a closed pipe means that it has seen enough.
    let say = |what: &str| drop(writeln!(std::io::stdout(), "step {what}"));
    say("applying");
    apply(&commons, n.parse().unwrap());
    say("applied");
}

/// Imports a table, as the program does it: plan, then apply with a key.
fn apply(commons: &Commons, n: u64) -> Applied {
    let rows: String = (0..ROWS).map(|row| format!("JP-{}-B2,なし\n", first_number(n) + row)).collect();
    let table = format!("番号,専用実施権\n{rows}");
    let defaults = ImportDefaults {
        provider: "aoba".parse().unwrap(),
        terms: Some(TermsVersion { terms: "model-research".parse().unwrap(), version: 1 }),
        from: "2026-01-10".parse().unwrap(),
        evidence: None,
    };
    let plan = commons.plan_import(table.as_bytes(), ImportFormat::Csv, &admin(), &defaults, &|_| Vec::new());
    let plan = plan.unwrap().unwrap();
    assert!(plan.can_be_applied(), "{:?}", plan.rows.first());
    commons.apply(&plan.batch(format!("import-{n}").parse().ok())).unwrap()
}

fn first_number(n: u64) -> u64 {
    7_000_000 + n * 1000
}

fn admin() -> Author {
    Author::new("admin".parse().unwrap(), Role::Administrator)
}

fn found(commons: &Commons) {
    let contact = Contact {
        names: Bilingual::new("窓口", "desk"),
        email: Some("desk@example.org".parse().unwrap()),
        telephone: None,
        page: None,
        languages: Vec::new(),
        classes: Vec::new(),
    };
    let profile = Profile {
        names: Bilingual::new("青葉大学", "Aoba University"),
        kind: ProviderKind::University,
        country: model::OfficeCode::JP,
        prefecture: None,
        ror: None,
        homepage: None,
        liaison_office: None,
        contacts: vec![contact],
        represented_by: Default::default(),
    };
    let provider = "aoba".parse().unwrap();
    let [(id, terms), ..] = models("https://example.org/conditions".parse().unwrap());
    let since = |event| NewEntry {
        event,
        valid: Period::since("2020-01-01".parse().unwrap()),
        evidence: None,
        origin: None,
    };
    let joined = Event::ProviderJoined { provider, profile: Box::new(profile) };
    let entries = vec![since(joined), since(Event::publish(id, 1, None, terms))];
    commons.apply(&Batch { author: admin(), entries, key: None }).unwrap();
}

#[test]
fn a_killed_import_is_whole_or_not_there() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("commons.sqlite");
    found(&Commons::open(&path).unwrap());
    // A generator of its own (xorshift, Marsaglia 2003) makes the moments the same at every run of the test.
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut kept = Head::default();
    // How long an import takes here tells when to kill: between its beginning and twice its usual end.
    let usual_us = import(&path, 0, Duration::from_secs(600)).as_micros() as u64;
    let mut n_absent = 0;
    for n in 1..=KILLS {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        import(&path, n, Duration::from_micros(random % (2 * usual_us)));
        let commons = Commons::open(&path).unwrap();
        let verification = commons.verify(Some(kept)).unwrap();
        assert_eq!(verification.faults, [], "after kill {n}");
        kept = verification.head;
        let snapshot = commons.snapshot().unwrap();
        let is_there = |row: &u64| {
            let number = format!("JP-{}-B2", first_number(n) + row).parse().unwrap();
            snapshot.place(&number).is_some()
        };
        let n_there = (0..ROWS).filter(is_there).count() as u64;
        assert!(n_there == 0 || n_there == ROWS, "{n_there} of {ROWS} rows after kill {n}");
        // Every import before this one was entered by the run after its kill, if not by the killed one.
        assert_eq!(snapshot.revision(), 2 + ROWS * n + n_there);
        n_absent += u64::from(n_there == 0);
        // The next run enters what was cut short, and what was entered is not entered again.
        let applied = apply(&commons, n);
        assert_eq!(applied == Applied::EnteredBefore, n_there == ROWS, "{applied:?}");
    }
    let commons = Commons::open(&path).unwrap();
    assert_eq!(commons.verify(Some(kept)).unwrap().n_entries, 2 + ROWS * (KILLS + 1));
    assert!(
        0 < n_absent && n_absent < KILLS,
        "{n_absent} of {KILLS} kills came before an import was entered"
    );
}

/// Runs an import and kills it after a time, if it has not ended. Gives how long it ran from its beginning to apply.
fn import(path: &Path, n: u64, after: Duration) -> Duration {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env(IMPORT, format!("{}\n{n}", path.display()))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    lines.find(|line| line.contains("step applying")).expect("the child comes to apply");
    let begun = Moment::now();
    let (sender, ended) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        lines.find(|line| line.contains("step applied"));
        let _ = sender.send(());
        lines.last();
    });
    // The time is the point here: it is the random moment of the kill, and nothing depends on it.
    let _ = ended.recv_timeout(after);
    let ran = begun.elapsed();
    child.kill().unwrap();
    reader.join().unwrap();
    child.wait().unwrap();
    ran
}
