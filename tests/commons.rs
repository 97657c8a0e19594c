//! The commons through the real binary: the ledger is made and filled on the command line, and the server answers from it.

use std::{fs, path::PathBuf};

use serde_json::Value;

use crate::support::{Outcome, Server, chizai, demo_index};

/// A ledger of a test's own, with the demo's index to look numbers up in.
struct Ledger {
    folder: tempfile::TempDir,
}

impl Ledger {
    /// Makes it with one university.
    fn new() -> Self {
        let ledger = Self { folder: tempfile::tempdir().unwrap() };
        let token = ledger.run("init", &["--from", "2025-01-01"]).with_code(0).stdout;
        assert!(token.starts_with("chizai_") && token.lines().count() == 1, "only the token: {token:?}");
        let provider = r#"{"event": {"kind": "provider-joined", "provider": "kita", "profile": {
            "names": {"ja": "北大学", "en": "Kita University"}, "kind": "university", "country": "JP",
            "contacts": [{"names": {"ja": "窓口", "en": "Desk"}, "email": "desk@example.org"}]}},
            "valid": {"from": "2025-01-01"}}"#;
        let events = ledger.file("provider.jsonl", &provider.replace('\n', " "));
        ledger.run("enter", &["--apply", &events]).with_code(0);
        ledger
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, content: &str) -> String {
        fs::write(self.path(name), content).unwrap();
        self.path(name).to_str().unwrap().to_owned()
    }

    fn run(&self, action: &str, arguments: &[&str]) -> Outcome {
        let path = self.path("commons.sqlite");
        chizai(&[&["commons", action, "--ledger", path.to_str().unwrap()], arguments].concat())
    }

    /// An action that looks numbers up, for the one university.
    fn table(&self, action: &str, arguments: &[&str]) -> Outcome {
        self.run(action, &[&["--index", demo_index(), "--provider", "kita"], arguments].concat())
    }

    fn listed(&self, on: &str) -> Vec<String> {
        let listings = self.run("listings", &["--json", "--on", on]).json();
        let listings = listings["listings"].as_array().unwrap();
        listings.iter().map(|listing| listing["patent"].as_str().unwrap().to_owned()).collect()
    }
}

#[test]
fn patents_are_listed_and_withdrawn_by_number_after_a_dry_run() {
    let ledger = Ledger::new();
    let list = ["--terms", "model-research", "--from", "2025-02-01", "--licence", "none", "特開2012-900101"];
    let dry = ledger.table("list", &list).with_code(0);
    assert!(dry.stdout.contains("JP-2012900101-A: would be entered: listing"), "{}", dry.stdout);
    assert!(dry.stderr.contains("nothing was entered"), "{}", dry.stderr);
    assert!(ledger.listed("2025-03-01").is_empty());
    ledger.table("list", &[&["--apply"], &list[..]].concat()).with_code(0);
    assert_eq!(ledger.listed("2025-03-01"), ["JP-2012900101-A"]);
    assert!(ledger.listed("2025-01-31").is_empty(), "not before its first day");
    let again = ledger.table("list", &[&["--apply"], &list[..]].concat()).with_code(0);
    assert!(again.stderr.contains("says all of it already"), "{}", again.stderr);
    ledger.table("withdraw", &["--apply", "--from", "2025-06-01", "JP2012900101A"]).with_code(0);
    assert_eq!(ledger.listed("2025-05-31"), ["JP-2012900101-A"], "the past stays");
    assert!(ledger.listed("2025-06-01").is_empty());
}

#[test]
fn a_table_with_a_bad_row_is_refused_whole_and_says_which() {
    let ledger = Ledger::new();
    let table = "番号,開始日,専用実施権\n特開2012-900101,2025年2月1日,なし\n特開2012,2025-02-01,なし\n";
    let table = ledger.file("table.csv", table);
    let import = ["--terms", "model-research", table.as_str()];
    let dry = ledger.table("import", &[&["--json"], &import[..]].concat()).with_code(1).json();
    let outcomes: Vec<&str> =
        dry["rows"].as_array().unwrap().iter().map(|row| row["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["enter", "refused"]);
    assert_eq!((&dry["rows"][0]["status"], &dry["rows"][1]["line"]), (&"in-force".into(), &3.into()));
    let refused = ledger.table("import", &[&["--apply"], &import[..]].concat()).with_code(3);
    assert!(refused.stderr.contains("nothing was entered"), "{}", refused.stderr);
    assert!(ledger.listed("2025-03-01").is_empty());
}

#[test]
fn wrong_use_says_what_to_do() {
    let ledger = Ledger::new();
    for (action, arguments, said) in [
        ("init", &[][..], "an administrator"),
        ("verify", &["--head", "12"], "is not a head"),
        ("account", &["anna", "--provider", "minami"], "has not joined"),
        ("revoke", &["0123"], "no token"),
    ] {
        let outcome = ledger.run(action, arguments).with_code(2);
        assert!(outcome.stderr.contains(said), "{action}: {}", outcome.stderr);
    }
    let absent = ledger.path("absent.sqlite");
    let outcome = chizai(&["commons", "verify", "--ledger", absent.to_str().unwrap()]).with_code(2);
    assert!(outcome.stderr.contains("chizai commons init"), "{}", outcome.stderr);
    let served = ["serve", "--index", demo_index(), "--ledger", absent.to_str().unwrap()];
    chizai(&[&served[..], &["--listen", "127.0.0.1:0"]].concat()).with_code(2);
}

#[test]
fn a_ledger_is_copied_and_verified_against_a_head_that_was_kept() {
    let ledger = Ledger::new();
    let head = ledger.run("verify", &["--json"]).with_code(0).json()["head"].as_str().unwrap().to_owned();
    let copy = ledger.path("copy.sqlite");
    ledger.run("backup", &[copy.to_str().unwrap()]).with_code(0);
    ledger.run("backup", &[copy.to_str().unwrap()]).with_code(2);
    chizai(&["commons", "verify", "--head", &head, "--ledger", copy.to_str().unwrap()]).with_code(0);
    let (start, last) = head.split_at(head.len() - 1);
    let forged = format!("{start}{}", if last == "0" { "1" } else { "0" });
    let outcome = ledger.run("verify", &["--head", &forged]);
    assert_eq!(outcome.code, 1, "{}", outcome.stdout);
}

/// The demo's sold, licensed and expired patents are what its health report points at.
#[test]
fn a_health_report_names_what_to_look_at() {
    let report = |provider: &str| {
        let arguments = ["commons", "health", "--index", demo_index(), "--provider", provider, "--json"];
        chizai(&arguments).with_code(1).json()["providers"][0].clone()
    };
    let codes = |report: &Value, patent: &str| -> Vec<String> {
        let listings = report["listings"].as_array().unwrap();
        let listing = listings
            .iter()
            .find(|listing| listing["patent"] == patent)
            .unwrap_or_else(|| panic!("{report:#}"));
        let remarks = listing["remarks"].as_array().unwrap();
        remarks.iter().map(|remark| remark["code"].as_str().unwrap().to_owned()).collect()
    };
    let setouchi = report("setouchi");
    assert!(codes(&setouchi, "JP-2018940207-A").contains(&"owner-moved".to_owned()));
    assert_eq!(
        (&setouchi["counts"]["owner_moved"], &setouchi["provider"]["id"]),
        (&1.into(), &"setouchi".into())
    );
    let listed = setouchi["counts"]["listed"].as_u64().unwrap();
    assert!(setouchi["counts"]["never_viewed"].as_u64().unwrap() <= listed, "{setouchi:#}");
    let field = chizai(&[
        "commons",
        "health",
        "--index",
        demo_index(),
        "--field",
        "smart-moulding",
        "--all",
        "--json",
    ]);
    let field = field.with_code(1).json()["fields"][0].clone();
    let providers = field["listings"].as_array().unwrap().iter().map(|listing| &listing["provider"]);
    assert!(1 < providers.collect::<std::collections::HashSet<_>>().len(), "whoever lists them: {field:#}");
    chizai(&["commons", "health", "--index", demo_index(), "--field", "nothing"]).with_code(2);
    let aoba = report("aoba-battery");
    assert_eq!(aoba["counts"]["withdrawn"], 1);
    let outcome = chizai(&["commons", "health", "--index", demo_index()]).with_code(1);
    assert_eq!(
        outcome.stdout.lines().filter(|line| line.contains("\tlisted ")).count(),
        6,
        "{}",
        outcome.stdout
    );
    chizai(&["commons", "health", "--index", demo_index(), "--provider", "nobody"]).with_code(2);
}

/// The answer of the demo's server.
#[track_caller]
fn check_use(server: &Server, id: &str, question: &str, answer: &str, reasons: &[&str]) -> Value {
    let body = server.get(&format!("/v1/documents/{id}/use?{question}")).json();
    assert_eq!(body["answer"], answer, "{id}?{question}: {body}");
    let codes: Vec<&str> =
        body["reasons"].as_array().unwrap().iter().map(|reason| reason["code"].as_str().unwrap()).collect();
    assert_eq!(codes, reasons, "{id}?{question}");
    assert!(body["not_legal_advice"].as_str().unwrap().len() > 20);
    body
}

#[test]
fn each_of_the_five_answers_is_given_with_its_evidence() {
    let server = Server::start(demo_index());
    let open = check_use(&server, "JP-2012900101-A", "on=2026-01-01&lang=ja", "open", &[]);
    assert_eq!(open["terms"]["id"], "model-research-domestic");
    assert_eq!(open["terms"]["sha256_en"].as_str().unwrap().len(), 64);
    assert_eq!(
        (&open["since"], &open["provider"]["name"]),
        (&"2024-04-01".into(), &"株式会社青葉電池".into())
    );
    assert_eq!(open["contacts"][0]["email"], "ip@aoba-battery.example.jp");
    assert!(open["evidence"][0]["link"].as_str().unwrap().starts_with("https://aoba-battery.example.jp/"));
    check_use(&server, "JP-2012900101-A", "on=2024-03-31", "not-listed", &["listed-later"]);
    check_use(&server, "JP-2012900101-A", "residence=DE", "check", &["residence-not-covered"]);
    check_use(&server, "JP-2012900101-A", "purpose=commercial", "check", &["use-not-covered"]);
    check_use(&server, "JP-2012900101-A", "territory=US", "no-right-in-force", &["no-right-there"]);
    check_use(&server, "JP-2010940303-A", "", "not-listed", &["never-listed"]);
    check_use(&server, "JP-H11900512-A", "on=2026-01-01", "no-right-in-force", &["right-not-in-force"]);
    let withdrawn =
        check_use(&server, "JP-9001210-B2", "on=2026-01-01&begun=2025-03-01", "withdrawn", &["withdrawn"]);
    assert_eq!(withdrawn["withdrawn_on"], "2025-12-31");
    assert_eq!(withdrawn["work_begun_before"]["includes_users_work"], true);
    check_use(&server, "JP-9001210-B2", "on=2025-12-30", "open", &[]);
}

/// Scenario 9: a new owner who is not known to be bound, and an exclusive licence, each take the green state away.
#[test]
fn a_sale_or_an_exclusive_licence_is_to_be_checked() {
    let server = Server::start(demo_index());
    check_use(&server, "JP-2018940207-A", "on=2025-06-30", "open", &[]);
    let sold = check_use(&server, "JP-2018940207-A", "on=2025-07-01", "check", &["assignee-changed"]);
    assert_eq!(sold["terms"]["id"], "setouchi-open");
    check_use(&server, "JP-2020900404-A", "on=2025-08-31", "open", &[]);
    check_use(&server, "JP-2020900404-A", "on=2025-09-01", "check", &["exclusive-licence"]);
    check_use(&server, "JP-2019900955-A", "", "check", &["exclusive-licence-unknown"]);
    let hits = server.get("/v1/search?q=number:JP-2018940207-A").json();
    let short = &hits["hits"][0]["commons"];
    assert_eq!((&short["answer"], &short["reasons"][0]), (&"check".into(), &"assignee-changed".into()));
    assert_eq!(short["provider"]["id"], "setouchi");
}

fn found(server: &Server, query: &str) -> Vec<String> {
    let body = server.get(&format!("/v1/search?size=100&{query}")).json();
    let hits = body["hits"].as_array().unwrap_or_else(|| panic!("{query}: {body}"));
    assert_eq!(body["total"]["value"], hits.len(), "{query}");
    let mut ids: Vec<String> = hits.iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect();
    ids.sort();
    ids
}

/// `"全固体電池"`
const SOLID: &str = "%22%E5%85%A8%E5%9B%BA%E4%BD%93%E9%9B%BB%E6%B1%A0%22";

/// Scenario 8: what is listed on a day for a company's research in Japan.
#[test]
fn a_search_is_narrowed_to_what_was_listed_on_a_day() {
    let server = Server::start(demo_index());
    let asked = |day: &str| {
        found(
            &server,
            &format!("q={SOLID}&type=patent&commons=research&user=company&territory=JP&asof={day}"),
        )
    };
    let after = asked("2026-01-01");
    let before = asked("2025-12-30");
    assert!(after.contains(&"JP-2012900101-A".to_owned()), "{after:?}");
    assert!(!after.contains(&"JP-9001210-B2".to_owned()), "withdrawn on 2025-12-31: {after:?}");
    assert!(before.contains(&"JP-9001210-B2".to_owned()), "{before:?}");
    assert_eq!(after.len() + 1, before.len());
    assert!(asked("2024-03-31").is_empty());
    let hit = &server.get(&format!("/v1/search?q={SOLID}&commons=research&asof=2026-01-01")).json()["hits"];
    let first = hit.as_array().unwrap().iter().find(|hit| hit["id"] == "JP-2012900101-A").unwrap();
    let short = &first["commons"];
    assert_eq!((&short["answer"], &short["terms"]["version"]), (&"open".into(), &1.into()));
    assert_eq!(short["terms"]["sha256_ja"].as_str().unwrap().len(), 64);
    assert_eq!(short["contact"]["email"], "ip@aoba-battery.example.jp");
    let expired =
        &server.get("/v1/search?q=number:JP-H11900512-A&commons=research").json()["hits"][0]["commons"];
    assert_eq!(expired["answer"], "no-right-in-force", "listed, and expired");
}

#[test]
fn listings_are_searched_by_provider_terms_region_and_package() {
    let server = Server::start(demo_index());
    let on = "asof=2026-01-01";
    assert_eq!(
        found(&server, &format!("provider=tohoku-technobridge&{on}")),
        ["JP-2017940109-A", "JP-2024901636-A"]
    );
    assert_eq!(found(&server, &format!("tlo=tohoku-technobridge&{on}")).len(), 6);
    assert_eq!(found(&server, &format!("provider_region=%E5%AE%AE%E5%9F%8E%E7%9C%8C&{on}")).len(), 8);
    assert_eq!(found(&server, &format!("terms=setouchi-open@2&{on}")), ["JP-2015940209-A", "US-99400209-B2"]);
    assert_eq!(
        found(&server, &format!("package=mould-temperature&{on}")),
        ["JP-2012940101-A", "JP-2015940102-A", "JP-2017940109-A"]
    );
    assert_eq!(found(&server, &format!("commons=any&{on}")).len(), 40);
    let in_query = "q=commons:%22evaluation+user%3Dcompany+asof%3D2026-01-01%22";
    assert_eq!(found(&server, in_query).len(), 6, "mikawa-seiki's terms allow evaluation");
    let excluded = found(&server, "q=type:patent+NOT+commons:%22any+asof%3D2026-01-01%22");
    assert_eq!(excluded.len(), 76 - 40);
    let body = server.get(&format!("/v1/search?size=0&facets=office&commons=any&{on}")).json();
    let counted: u64 = body["facets"][0]["buckets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|bucket| bucket["count"].as_u64().unwrap())
        .sum();
    assert_eq!(counted, 40, "facets count what is listed");
    let echoed = server.get(&format!("/v1/search?size=0&{in_query}")).json();
    assert_eq!(echoed["understood"], "commons:\"evaluation user=company asof=2026-01-01\"");
    let refused = server.get("/v1/search?commons=reserch");
    assert!(refused.status == 400 && refused.body.contains("research"), "{}", refused.body);
    let refused = server.get("/v1/search?q=commons:%22research+usr%3Dx%22");
    assert!(refused.status == 400 && refused.body.contains("usr"), "{}", refused.body);
}

#[test]
fn a_question_that_cannot_be_read_is_refused_with_its_place() {
    let server = Server::start(demo_index());
    let answer = server.get("/v1/documents/JP-2012900101-A/use?user=compny&on=soon");
    assert_eq!(answer.status, 400);
    let body = answer.json();
    let places: Vec<&str> =
        body["errors"].as_array().unwrap().iter().map(|item| item["parameter"].as_str().unwrap()).collect();
    assert_eq!(places, ["user", "on"], "{body}");
    assert_eq!(server.get("/v1/documents/doi:10.5555%2Fchizai.asd.2015.0611/use").status, 400);
    let page = server.get("/documents/JP-2012900101-A?user=compny");
    assert!(page.status == 200 && page.body.contains("role=\"alert\""));
}

#[test]
fn an_answer_changes_with_the_ledger_and_without_indexing_again() {
    let ledger = Ledger::new();
    let list = [
        "--terms",
        "model-research",
        "--from",
        "2025-02-01",
        "--licence",
        "none",
        "--apply",
        "JP-2010940303-A",
    ];
    let path = ledger.path("commons.sqlite");
    let server = Server::start_with(demo_index(), &["--ledger", path.to_str().unwrap()]);
    let question = "/v1/documents/JP-2010940303-A/use?on=2026-01-01";
    let before = server.get(question);
    assert_eq!(before.json()["answer"], "not-listed");
    ledger.table("list", &list).with_code(0);
    let etag = before.etag.unwrap();
    let after = server.get_with(question, &[("if-none-match", &etag)]);
    assert_eq!(
        (after.status, &after.json()["answer"]),
        (200, &"open".into()),
        "the tag tells the ledger's revision"
    );
    let unchanged = server.get_with(question, &[("if-none-match", after.etag.as_deref().unwrap())]);
    assert_eq!(unchanged.status, 304);
    let search = "q=number:JP-2010940303-A&commons=research";
    assert_eq!(found(&server, search), ["JP-2010940303-A"]);
    ledger.table("withdraw", &["--apply", "--from", "2025-03-01", "JP-2010940303-A"]).with_code(0);
    assert!(found(&server, search).is_empty(), "effective in the next search");
}

#[test]
fn a_package_is_proposed_by_a_technique_or_by_shared_classes() {
    let propose = |arguments: &[&str]| {
        chizai(
            &[&["commons", "propose", "--json", "--index", demo_index(), "--on", "2025-06-01"], arguments]
                .concat(),
        )
    };
    let technique = "射出成形機の金型の温度を検知し、温度に応じて冷却水の流量を変える装置";
    // One patent covers all of it: there is nothing to be offered together.
    let proposal = propose(&["--technique", technique]).with_code(1).json();
    let patents = proposal["patents"].as_array().unwrap();
    assert!(patents.iter().any(|chosen| chosen["patent"] == "JP-2012940101-A"), "{proposal:#}");
    let wanted = proposal["wanted"].as_array().unwrap().len();
    let added: usize = patents.iter().map(|chosen| chosen["adds"].as_array().unwrap().len()).sum();
    assert_eq!(added + proposal["missing"].as_array().unwrap().len(), wanted, "{proposal:#}");
    let proposal = propose(&["--class", "H01M", "--max", "3"]).with_code(0).json();
    let patents = proposal["patents"].as_array().unwrap();
    assert!(patents.len() == 2 || patents.len() == 3, "{proposal:#}");
    let shares = |chosen: &Value| !chosen["shares"].as_array().unwrap().is_empty();
    assert!(patents[1..].iter().all(shares), "{proposal:#}");
    propose(&["--provider", "aoba-battery", "--query", "nothingofthesort"]).with_code(1);
}
