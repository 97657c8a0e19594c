//! The ledger behind a real server: many editors and readers at once, and `kill -9` during imports.

use std::{
    collections::BTreeMap,
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::support::{Server, chizai, demo_index};

const EDITORS: u64 = 50;
const READERS: u64 = 200;
const PROVIDERS: u64 = 10;

/// How often each of them asks; more for a longer run.
const ROUNDS: &str = "CHIZAI_TEST_ROUNDS";

/// How often a server is killed; the usual number keeps the run of all tests short.
const KILLS: &str = "CHIZAI_TEST_KILLS";

/// Rows of each import.
const ROWS: u64 = 60;

fn number_of(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|number| number.parse().ok()).unwrap_or(usual)
}

/// A ledger of a test's own with an administrator.
struct Ledger {
    folder: tempfile::TempDir,
    administrator: String,
}

impl Ledger {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("commons.sqlite");
        let token = chizai(&["commons", "init", "--ledger", path.to_str().unwrap()]).with_code(0).stdout;
        Self { folder, administrator: token.trim().to_owned() }
    }

    fn path(&self) -> String {
        self.folder.path().join("commons.sqlite").to_str().unwrap().to_owned()
    }

    fn serve(&self, options: &[&str]) -> Server {
        let path = self.path();
        Server::start_with(demo_index(), &[&["--ledger", path.as_str(), "--log", "error"], options].concat())
    }

    /// Entries after a verification that compares with an earlier head, and the new head.
    #[track_caller]
    fn verified(&self, head: Option<&str>) -> (u64, String) {
        let path = self.path();
        let head = head.map_or_else(Vec::new, |head| vec!["--head", head]);
        let found =
            chizai(&[&["commons", "verify", "--json", "--ledger", path.as_str()], &head[..]].concat());
        let found = found.with_code(0).json();
        (found["entries"].as_u64().unwrap(), found["head"].as_str().unwrap().to_owned())
    }

    fn listed(&self) -> Vec<String> {
        let path = self.path();
        let listings = chizai(&["commons", "listings", "--json", "--ledger", path.as_str()]).json();
        let listings = listings["listings"].as_array().unwrap();
        listings.iter().map(|listing| listing["patent"].as_str().unwrap().to_owned()).collect()
    }
}

/// A client that keeps its connection; statuses of errors are answers.
struct Client {
    agent: ureq::Agent,
    base: String,
    token: String,
}

impl Client {
    fn new(server: &Server, token: &str) -> Self {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        Self { agent, base: server.base.clone(), token: token.to_owned() }
    }

    fn get(&self, path: &str) -> (u16, String) {
        let mut response = self.agent.get(format!("{}{path}", self.base)).call().unwrap();
        (response.status().as_u16(), response.body_mut().read_to_string().unwrap())
    }

    fn try_post(&self, path: &str, kind: &str, body: &str) -> Result<(u16, Value), ureq::Error> {
        let request = self.agent.post(format!("{}{path}", self.base)).header("content-type", kind);
        let request = request.header("authorization", format!("Bearer {}", self.token));
        let mut response = request.send(body)?;
        let text = response.body_mut().read_to_string()?;
        Ok((response.status().as_u16(), serde_json::from_str(&text).unwrap_or(Value::Null)))
    }

    #[track_caller]
    fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        self.try_post(path, "application/json", &body.to_string()).unwrap()
    }

    /// A provider that joins, with the token of its editor.
    fn joins(&self, provider: &str) -> String {
        let profile = json!({
            "names": {"ja": "北大学", "en": "Kita University"}, "kind": "university", "country": "JP",
            "contacts": [{"names": {"ja": "窓口", "en": "Desk"}, "email": "desk@example.org"}],
        });
        let editor = json!({"account": format!("{provider}-desk")});
        let body = json!({"id": provider, "profile": profile, "editor": editor});
        let (status, joined) = self.post("/v1/commons/providers", &body);
        assert_eq!(status, 201, "{joined}");
        joined["token"]["token"].as_str().unwrap().to_owned()
    }
}

/// How many answers of each status there were, and the slowest.
#[derive(Default)]
struct Tally {
    statuses: BTreeMap<u16, u64>,
    slowest: Duration,
}

impl Tally {
    fn add(&mut self, status: u16, began: Instant) {
        *self.statuses.entry(status).or_default() += 1;
        self.slowest = self.slowest.max(began.elapsed());
    }

    fn merge(mut self, other: Self) -> Self {
        for (status, count) in other.statuses {
            *self.statuses.entry(status).or_default() += count;
        }
        self.slowest = self.slowest.max(other.slowest);
        self
    }
}

/// The number that an editor lists in a round; none of them is in the index.
fn patent(editor: u64, round: u64) -> String {
    format!("JP-{}-B2", 7_000_000 + editor * 10_000 + round)
}

/// Lists a patent a round, again where the server was too busy; every second one is withdrawn at once.
fn edit(client: &Client, provider: &str, editor: u64, rounds: u64) -> Tally {
    let mut tally = Tally::default();
    let path = format!("/v1/commons/providers/{provider}/listings");
    for round in 0..rounds {
        let number = patent(editor, round);
        let list = json!({"number": number, "terms": "model-research", "licence": "none"});
        let withdraw = json!({"number": number, "action": "withdraw"});
        let steps = if round % 2 == 1 { vec![list, withdraw] } else { vec![list] };
        for step in steps {
            loop {
                let began = Instant::now();
                let (status, answer) = client.post(&path, &step);
                tally.add(status, began);
                match status {
                    200 => break,
                    503 => thread::sleep(Duration::from_millis(50)),
                    _ => panic!("{number}: {status} {answer}"),
                }
            }
        }
    }
    tally
}

fn read(client: &Client, reader: u64, rounds: u64) -> Tally {
    let mut tally = Tally::default();
    for round in 0..rounds {
        let path = match (reader + round) % 4 {
            0 => "/v1/search?q=electrolyte&commons=research".to_owned(),
            1 => "/v1/search?commons=any&size=5".to_owned(),
            2 => "/v1/documents/JP-2012900101-A/use".to_owned(),
            _ => format!("/v1/commons/providers/p{}/health", reader % PROVIDERS),
        };
        let began = Instant::now();
        let (status, body) = client.get(&path);
        tally.add(status, began);
        assert!(matches!(status, 200 | 503), "{path}: {status} {body}");
        assert!(status == 200 || body.contains("overloaded"), "a clear refusal: {body}");
    }
    tally
}

/// Fifty editors and two hundred readers: every answer is right or a clear refusal, and what was answered as entered is in
/// the ledger.
#[test]
fn editors_and_readers_work_at_once_and_nothing_is_lost() {
    let rounds = number_of(ROUNDS, 4);
    let ledger = Ledger::new();
    let server = ledger.serve(&[]);
    let administrator = Client::new(&server, &ledger.administrator);
    let tokens: Vec<String> = (0..PROVIDERS).map(|n| administrator.joins(&format!("p{n}"))).collect();
    let (before, head) = ledger.verified(None);
    let began = Instant::now();
    let (edited, asked) = thread::scope(|scope| {
        let (server, tokens) = (&server, &tokens);
        let editors: Vec<_> = (0..EDITORS)
            .map(|editor| {
                let provider = editor % PROVIDERS;
                let client = Client::new(server, &tokens[provider as usize]);
                scope.spawn(move || edit(&client, &format!("p{provider}"), editor, rounds))
            })
            .collect();
        let readers: Vec<_> = (0..READERS)
            .map(|reader| {
                let client = Client::new(server, "");
                scope.spawn(move || read(&client, reader, rounds))
            })
            .collect();
        let sum = |all: Vec<thread::ScopedJoinHandle<'_, Tally>>| {
            all.into_iter().map(|one| one.join().unwrap()).fold(Tally::default(), Tally::merge)
        };
        (sum(editors), sum(readers))
    });
    println!(
        "{:.1} s; editors {:?}, slowest {:?}; readers {:?}, slowest {:?}",
        began.elapsed().as_secs_f64(),
        edited.statuses,
        edited.slowest,
        asked.statuses,
        asked.slowest
    );
    drop(server);
    let withdrawn = rounds / 2;
    let (after, _) = ledger.verified(Some(&head));
    assert_eq!(after - before, EDITORS * (rounds + withdrawn), "an entry for each answer that said so");
    let mut listed = ledger.listed();
    listed.sort();
    let of = |editor: u64| (0..rounds).filter(|round| round % 2 == 0).map(move |round| patent(editor, round));
    let mut expected: Vec<String> = (0..EDITORS).flat_map(of).collect();
    expected.sort();
    assert_eq!(listed, expected);
}

/// The import of a round: so many patents that no other round has.
fn table(round: u64) -> String {
    let rows = (0..ROWS).map(|row| format!("JP-{}-B2,none\n", 8_000_000 + round * 1000 + row));
    format!("number,licence\n{}", rows.collect::<String>())
}

const IMPORT: &str = "/v1/commons/providers/kita/import";
const TERMS: &str = "?terms=model-research";

/// The dry run of a table; gives the address that applies it.
fn shown(client: &Client, table: &str) -> String {
    let (status, plan) = client.try_post(&format!("{IMPORT}{TERMS}"), "text/csv", table).unwrap();
    assert_eq!((status, &plan["can_be_applied"]), (200, &true.into()), "{plan}");
    format!("{IMPORT}/{}{TERMS}", plan["plan"].as_str().unwrap())
}

/// A server that is killed at any moment of an import leaves the ledger whole, with all of the table or nothing of it, and
/// the same request to the next server brings the table in once.
#[test]
fn a_server_that_is_killed_during_an_import_leaves_all_of_it_or_nothing() {
    let (kills, mut n_absent) = (number_of(KILLS, 6), 0);
    let ledger = Ledger::new();
    let mut server = ledger.serve(&[]);
    let token = Client::new(&server, &ledger.administrator).joins("kita");
    let client = Client::new(&server, &token);
    let first = table(0);
    let address = shown(&client, &first);
    let began = Instant::now();
    assert_eq!(client.try_post(&address, "text/csv", &first).unwrap().0, 200);
    let usual_us = began.elapsed().as_micros() as u64;
    let (mut entries, mut head) = ledger.verified(None);
    // A generator of its own (xorshift, Marsaglia 2003) makes the moments the same at every run of the test.
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for round in 1..=kills {
        let sent = table(round);
        let client = Client::new(&server, &token);
        let address = shown(&client, &sent);
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let moment = Duration::from_micros(random % (2 * usual_us));
        let (sending, table) = (address.clone(), sent.clone());
        let answered = thread::spawn(move || client.try_post(&sending, "text/csv", &table));
        // The time is the point here: it is the random moment of the kill, and nothing depends on it.
        thread::sleep(moment);
        drop(server);
        let answered = answered.join().unwrap();
        let (after, kept) = ledger.verified(Some(&head));
        let n_there = after - entries;
        assert!(n_there == 0 || n_there == ROWS, "{n_there} of {ROWS} rows after kill {round}");
        assert!(answered.is_err() || n_there == ROWS, "kill {round}: what was answered as entered is there");
        n_absent += u64::from(n_there == 0);
        server = ledger.serve(&[]);
        let again = Client::new(&server, &token).try_post(&address, "text/csv", &sent).unwrap();
        let outcome = if n_there == 0 { "entered" } else { "entered-before" };
        assert_eq!(
            (again.0, &again.1["entered"]["outcome"]),
            (200, &outcome.into()),
            "kill {round}: {}",
            again.1
        );
        (entries, head) = ledger.verified(Some(&kept));
    }
    assert_eq!(ledger.listed().len() as u64, ROWS * (kills + 1));
    println!("{kills} kills, {n_absent} of them before the import was entered");
}
