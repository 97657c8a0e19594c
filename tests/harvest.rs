//! Nodes and a hub as processes of their own: what a node lists is at the hub after a harvest, and what it withdraws is
//! withdrawn there. A harvest that is killed at any moment leaves a whole ledger.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::support::{Outcome, Server, chizai, command, demo_index};

/// How often a harvest is killed; a hundred times where somebody has the time.
const KILLS: &str = "CHIZAI_TEST_HARVEST_KILLS";
const KILLS_BY_DEFAULT: u32 = 12;

/// Listings of the node whose harvest is killed: five pages.
const LISTINGS: u32 = 420;

/// A ledger in a folder of its own.
struct Ledger {
    folder: tempfile::TempDir,
}

impl Ledger {
    fn new() -> Self {
        let ledger = Self { folder: tempfile::tempdir().unwrap() };
        ledger.run("init", &["--from", "2025-01-01"]).with_code(0);
        ledger
    }

    fn path(&self) -> String {
        self.file("commons.sqlite").to_str().unwrap().to_owned()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, action: &str, arguments: &[&str]) -> Outcome {
        chizai(&[&["commons", action, "--ledger", &self.path()], arguments].concat())
    }

    /// Enters events, one a line.
    #[track_caller]
    fn enter(&self, events: &[String]) {
        fs::write(self.file("events.jsonl"), events.join("\n")).unwrap();
        self.run("enter", &["--apply", self.file("events.jsonl").to_str().unwrap()]).with_code(0);
    }

    fn join(&self, provider: &str) {
        let names = format!("{{\"ja\": \"{provider}大学\", \"en\": \"{provider} University\"}}");
        let contact = "{\"names\": {\"ja\": \"窓口\", \"en\": \"Desk\"}, \"email\": \"desk@example.org\"}";
        self.enter(&[format!(
            "{{\"event\": {{\"kind\": \"provider-joined\", \"provider\": \"{provider}\", \"profile\": {{\"names\": {names}, \
             \"kind\": \"university\", \"country\": \"JP\", \"contacts\": [{contact}]}}}}, \
             \"valid\": {{\"from\": \"2025-01-01\"}}}}"
        )]);
    }

    fn list(&self, provider: &str, patents: &[String]) {
        let offer =
            "{\"terms\": {\"terms\": \"model-research\", \"version\": 1}, \"exclusive_licence\": \"none\"}";
        let event = |patent: &String| {
            format!(
                "{{\"event\": {{\"kind\": \"patent-listed\", \"provider\": \"{provider}\", \"patent\": \"{patent}\", \
                 \"offer\": {offer}}}, \"valid\": {{\"from\": \"2025-02-01\"}}}}"
            )
        };
        self.enter(&patents.iter().map(event).collect::<Vec<_>>());
    }

    fn serve(&self) -> Server {
        Server::start_with(demo_index(), &["--ledger", &self.path()])
    }

    /// Harvests a node into this ledger.
    #[track_caller]
    fn harvest(&self, node: &Server, code: i32) -> Value {
        self.run("harvest", &["--json", &node.base]).with_code(code).json()
    }

    #[track_caller]
    fn expect_whole(&self) {
        let verified = self.run("verify", &["--json"]).with_code(0).json();
        assert_eq!(verified["faults"].as_array().unwrap().len(), 0, "{verified:#}");
    }

    fn listed(&self) -> Vec<String> {
        let listings = self.run("listings", &["--json"]).json();
        let listings = listings["listings"].as_array().unwrap();
        listings.iter().map(|listing| listing["patent"].as_str().unwrap().to_owned()).collect()
    }
}

/// The answer to "may I use it?" of a company that would use it in research today.
#[track_caller]
fn may_use(server: &Server, patent: &str) -> Value {
    let answer = server.get(&format!("/v1/documents/{patent}/use"));
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

#[test]
fn a_hub_answers_for_its_nodes_and_follows_their_withdrawals() {
    let (first, second, hub) = (Ledger::new(), Ledger::new(), Ledger::new());
    first.join("kita");
    first.list("kita", &["JP-2012900101-A".to_owned(), "JP-2020940308-A".to_owned()]);
    second.join("minami");
    second.list("minami", &["JP-2017940109-A".to_owned()]);
    let (first_server, second_server, hub_server) = (first.serve(), second.serve(), hub.serve());
    assert_eq!(may_use(&hub_server, "JP-2012900101-A")["answer"], "not-listed");

    let harvested = hub.harvest(&first_server, 0);
    assert_eq!(
        (&harvested["entered"], &harvested["skipped"]),
        (&3.into(), &Value::Array(Vec::new())),
        "{harvested:#}"
    );
    hub.harvest(&second_server, 0);
    assert_eq!(hub.harvest(&first_server, 0)["entered"], 0, "nothing is entered twice");
    let answer = may_use(&hub_server, "JP-2012900101-A");
    assert_eq!(
        (&answer["answer"], &answer["provider"]["id"]),
        (&"open".into(), &"kita".into()),
        "{answer:#}"
    );
    assert_eq!(answer["evidence"][0]["origin"]["node"], first_server.base, "{answer:#}");
    assert_eq!(may_use(&hub_server, "JP-2017940109-A")["provider"]["id"], "minami");
    let found = hub_server.get("/v1/search?commons=research&provider=minami").json();
    assert_eq!(found["total"]["value"], 1, "{found:#}");
    let page = hub_server.get("/documents/JP-2012900101-A?lang=en");
    assert!(page.body.contains("harvested from") && page.body.contains(&first_server.base));

    let withdraw = ["--apply", "--index", demo_index(), "--provider", "kita", "JP-2012900101-A"];
    first.run("withdraw", &withdraw).with_code(0);
    let header = "<header status=\"deleted\">";
    assert!(first_server.get("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc").body.contains(header));
    assert_eq!(hub.harvest(&first_server, 0)["entered"], 1);
    let answer = may_use(&hub_server, "JP-2012900101-A");
    assert_eq!(
        (&answer["answer"], &answer["provider"]["id"]),
        (&"withdrawn".into(), &"kita".into()),
        "{answer:#}"
    );
    assert_eq!(may_use(&hub_server, "JP-2020940308-A")["answer"], "open");
    assert_eq!(hub.harvest(&first_server, 0)["entered"], 0);
    let of_hub = hub_server.get("/oai?verb=ListRecords&metadataPrefix=oai_dc").body;
    assert!(
        of_hub.contains("<provenance") && of_hub.contains(&format!("{}/oai", first_server.base)),
        "{of_hub}"
    );
    hub.expect_whole();
}

#[test]
fn a_node_does_not_speak_for_a_provider_of_another() {
    let (own, other, hub) = (Ledger::new(), Ledger::new(), Ledger::new());
    own.join("kita");
    own.list("kita", &["JP-2012900101-A".to_owned()]);
    other.join("kita");
    other.list("kita", &["JP-2017940109-A".to_owned()]);
    let (own_server, other_server) = (own.serve(), other.serve());
    hub.harvest(&own_server, 0);
    let refused = hub.harvest(&other_server, 1);
    let reasons: Vec<&str> = refused["skipped"]
        .as_array()
        .unwrap()
        .iter()
        .map(|skipped| skipped["reason"].as_str().unwrap())
        .collect();
    assert_eq!(reasons.len(), 2, "{refused:#}");
    assert!(reasons.iter().all(|reason| reason.contains(&own_server.base)), "{reasons:?}");
    assert_eq!(hub.listed(), ["JP-2012900101-A"]);
}

#[test]
fn what_is_no_node_is_told() {
    let (hub, empty) = (Ledger::new(), demo_index());
    let without_ledger = Server::start(empty);
    let refused = hub.run("harvest", &[&format!("{}/nowhere", without_ledger.base)]).with_code(3);
    assert!(refused.stderr.contains("status 404"), "{}", refused.stderr);
    let wrong = hub.run("harvest", &["https://node.example/?a=b"]).with_code(2);
    assert!(wrong.stderr.contains("has a query"), "{}", wrong.stderr);
}

#[test]
fn a_killed_harvest_leaves_a_whole_ledger_and_goes_on() {
    let kills = std::env::var(KILLS).ok().map_or(KILLS_BY_DEFAULT, |kills| kills.parse().unwrap());
    let node = Ledger::new();
    node.join("kita");
    let patents: Vec<String> = (0..LISTINGS).map(|i| format!("JP-{}-B2", 7_000_000 + i)).collect();
    node.list("kita", &patents);
    let server = node.serve();
    let whole = Ledger::new();
    let started = Instant::now();
    whole.harvest(&server, 0);
    let whole_run = started.elapsed();
    let expected = whole.listed();
    assert_eq!(expected.len(), LISTINGS as usize);
    let (mut n_begun, mut n_entered_after) = (0, 0);
    for round in 1..=kills {
        let hub = Ledger::new();
        // Spread over the whole run, and a little past its end.
        kill_after(&hub.path(), &server.base, whole_run.mul_f64(1.1 * f64::from(round) / f64::from(kills)));
        hub.expect_whole();
        let before = hub.listed().len();
        // A page is entered whole or not at all: a hundred records, of which the first are the provider and two terms.
        let is_pages = before == 0 || before == expected.len() || (before + 3).is_multiple_of(100);
        assert!(is_pages, "round {round}: {before} listings");
        n_begun += u32::from(0 < before && before < expected.len());
        n_entered_after += u32::from(before < expected.len());
        let harvested = hub.harvest(&server, 0);
        assert!(harvested["records"].as_u64().unwrap() <= u64::from(LISTINGS) + 3, "{harvested:#}");
        assert_eq!(hub.listed(), expected, "round {round}");
        hub.expect_whole();
    }
    eprintln!("{kills} harvests killed: {n_begun} between two pages, {n_entered_after} before the end");
    assert!(0 < n_entered_after, "no harvest of {kills} was killed before its end");
}

/// Begins a harvest and ends it without asking.
fn kill_after(ledger: &str, node: &str, after: Duration) {
    assert!(Path::new(ledger).is_file());
    let mut child = command(&["commons", "harvest", "--ledger", ledger, node]).spawn().unwrap();
    // The time is the point here: it is the moment of the kill, and nothing depends on it.
    thread::sleep(after);
    _ = child.kill();
    _ = child.wait();
}
