//! Scenario: a search is saved and reported, then five documents are added and a listing is withdrawn. The report still
//! verifies against what was there then, and the comparison names exactly what changed, with date and cause.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};

use crate::support::{Server, chizai, encoded};

const QUERY: &str = "title:electrolyte AND commons:research";

fn patent(serial: u32) -> Value {
    json!({
        "type": "patent",
        "number": format!("US-2020{serial:07}-A1"),
        "titles": [{ "language": "en", "text": format!("Solid electrolyte number {serial}") }],
        "claims": [{ "number": 1, "language": "en", "text": "A solid electrolyte." }],
        "published": "2020-01-07",
        "invented": true,
    })
}

fn number(serial: u32) -> String {
    format!("US-2020{serial:07}-A1")
}

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn path(&self, name: &str) -> String {
        self.file(name).to_str().unwrap().to_owned()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn index(&self, serials: std::ops::Range<u32>) {
        let lines: Vec<String> = serials.map(|serial| patent(serial).to_string()).collect();
        fs::write(self.file("in.jsonl"), lines.join("\n")).unwrap();
        chizai(&["index", "--index", &self.path("index"), &self.path("in.jsonl")]).with_code(0);
    }

    fn commons(&self, action: &str, arguments: &[&str]) {
        chizai(&[&["commons", action, "--index", &self.path("index")], arguments].concat()).with_code(0);
    }

    fn list(&self, serials: std::ops::Range<u32>) {
        let numbers: Vec<String> = serials.map(number).collect();
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let terms = [
            "--apply",
            "--provider",
            "kita",
            "--terms",
            "model-research",
            "--from",
            "2025-02-01",
            "--licence",
            "none",
        ];
        self.commons("list", &[&terms[..], &numbers].concat());
    }

    fn total(&self) -> u64 {
        let found = chizai(&["search", "--json", "--index", &self.path("index"), QUERY]).json();
        found["total"]["value"].as_u64().unwrap()
    }
}

/// An index of six patents, all of them listed.
fn desk() -> Desk {
    let desk = Desk { folder: tempfile::tempdir().unwrap() };
    desk.index(1..7);
    desk.commons("init", &["--from", "2025-01-01"]);
    let provider = json!({ "event": { "kind": "provider-joined", "provider": "kita", "profile": {
        "names": { "ja": "北大学", "en": "Kita University" }, "kind": "university", "country": "JP",
        "contacts": [{ "names": { "ja": "窓口", "en": "Desk" }, "email": "desk@example.org" }] } },
        "valid": { "from": "2025-01-01" } });
    fs::write(desk.file("provider.jsonl"), provider.to_string()).unwrap();
    desk.commons("enter", &["--apply", &desk.path("provider.jsonl")]);
    desk.list(1..7);
    desk
}

#[test]
fn a_report_is_reproduced_and_compared_after_additions_and_a_withdrawal() {
    let desk = desk();
    let (index, report) = (desk.path("index"), desk.path("report.json"));
    chizai(&["report", "--index", &index, "--output", &report, QUERY]).with_code(0);
    let saved: Value = serde_json::from_str(&fs::read_to_string(&report).unwrap()).unwrap();
    assert_eq!((&saved["total"], &saved["understood"]), (&6.into(), &QUERY.into()), "{saved:#}");
    assert_eq!(saved["ledger"]["revision"], 9, "two models, a provider and six listings: {saved:#}");

    desk.index(7..12);
    desk.list(7..12);
    let withdrawn = number(2);
    desk.commons("withdraw", &["--apply", "--provider", "kita", "--reason", "sold", &withdrawn]);
    assert_eq!(desk.total(), 10);

    let verified = chizai(&["verify", "--json", "--index", &index, &report]).with_code(0).json();
    let facts = (&verified["same"], &verified["same_generation"], &verified["untampered"]);
    assert_eq!(facts, (&true.into(), &true.into(), &true.into()), "{verified:#}");

    let diff = chizai(&["diff", "--json", "--index", &index, &report]).with_code(1).json();
    let causes = |list: &Value| -> Vec<(String, String)> {
        let of = |change: &Value| {
            (change["id"].as_str().unwrap().to_owned(), change["cause"].as_str().unwrap().to_owned())
        };
        list.as_array().unwrap().iter().map(of).collect()
    };
    let mut added = causes(&diff["added"]);
    added.sort();
    let expected: Vec<(String, String)> =
        (7..12).map(|serial| (number(serial), "new-in-index".to_owned())).collect();
    assert_eq!(added, expected, "{diff:#}");
    assert_eq!(causes(&diff["removed"]), [(withdrawn.clone(), "withdrawn-from-commons".to_owned())]);
    assert!(diff["changed"].as_array().unwrap().is_empty(), "{diff:#}");
    let (cause, today) = (&diff["removed"][0], day_in_japan());
    assert!(today.contains(&cause["on"].as_str().unwrap().to_owned()), "{cause:#}");
    let message = cause["message"].as_str().unwrap();
    assert!(message.contains(cause["on"].as_str().unwrap()) && message.contains("sold"), "{message}");

    let server = Server::start(&index);
    let address = format!("{}/commons/listings/kita/{withdrawn}", server.base);
    let record =
        server.get(&format!("/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier={}", encoded(&address)));
    assert!(
        record.body.contains("<header status=\"deleted\">") && !record.body.contains("<metadata>"),
        "{}",
        record.body
    );
    let again = server.post("/v1/reports/verify", &saved).json();
    assert_eq!(again["same"], true, "{again:#}");
    let generation = saved["index"]["generation"].as_str().unwrap();
    let path = format!("/v1/diff?q={}&from_generation={generation}&from_revision=9", encoded(QUERY));
    let of_server = server.get(&path).json();
    assert_eq!(
        (causes(&of_server["removed"]), &of_server["from_revision"]),
        (causes(&diff["removed"]), &9.into())
    );
    let unborn = server.get(&format!("{path}0000"));
    assert!(unborn.status == 400 && unborn.body.contains("no-such-revision"), "{}", unborn.body);
}

/// Today in Japan, at the end of the test and a minute before: it may have begun meanwhile.
fn day_in_japan() -> Vec<String> {
    let date = |when: &str| {
        let output =
            std::process::Command::new("date").env("TZ", "JST-9").args(["-d", when, "+%F"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    vec![date("now"), date("1 minute ago")]
}

#[test]
fn a_report_notices_that_the_ledger_is_another() {
    let (desk, other) = (desk(), desk());
    let report = desk.path("report.json");
    chizai(&["report", "--index", &desk.path("index"), "--output", &report, QUERY]).with_code(0);
    let ledger = other.path("index/commons.sqlite");
    let arguments = ["verify", "--json", "--index", &desk.path("index"), "--ledger", &ledger, &report];
    let verified = chizai(&arguments).with_code(1).json();
    assert_eq!(verified["differences"][0]["member"], "ledger.sha256", "{verified:#}");
}

#[test]
fn every_command_that_searches_asks_the_ledger() {
    let desk = desk();
    let index = desk.path("index");
    desk.commons("withdraw", &["--apply", "--provider", "kita", &number(2)]);
    let exported = chizai(&["export", "--index", &index, QUERY]).with_code(0).stdout;
    assert_eq!(exported.lines().count(), 5);
    fs::write(desk.file("lines.txt"), format!("L1: {QUERY}\nL2: title:electrolyte\n")).unwrap();
    let lines = chizai(&["lines", "--json", "--index", &index, &desk.path("lines.txt")]).json();
    assert_eq!((&lines[0]["count"], &lines[1]["count"]), (&5.into(), &6.into()), "{lines:#}");
    let similar = ["similar", "--json", "--index", &index, "--narrow", "commons:research", &number(1)];
    let similar = chizai(&similar).with_code(0).json();
    assert_eq!(similar["total"]["value"], 4, "{similar:#}");
}
