//! What a search says about itself, through the real binary: counts, advice, holdings, reports, comparisons.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::{Value, json};

use crate::support::{Server, chizai, demo_index};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn counts_are_printed_as_a_tree() {
    let query = "type:patent AND (ipc:H01M OR ipc:A01B)";
    let printed =
        chizai(&["search", "--counts", "--limit", "1", "--index", demo_index(), query]).with_code(0);
    for part in ["  type:patent\n", "  ipc:H01M OR ipc:A01B\n", "    ipc:A01B\n"] {
        assert!(printed.stdout.contains(part), "{part}: {}", printed.stdout);
    }
    assert!(printed.stderr.contains("dead-branch"), "{}", printed.stderr);
    let body = chizai(&["search", "--counts", "--json", "--index", demo_index(), query]).with_code(0).json();
    assert_eq!(body["query"]["tree"]["count"], body["total"]["value"], "{body:#}");
    assert_eq!(body["query"]["tree"]["children"][1]["children"][1]["count"], 0, "{body:#}");
}

/// Scenario: a search that finds nothing is answered with counts, advice and what the index holds, not an empty page.
#[test]
fn nothing_found_is_explained() {
    let server = Server::start(demo_index());
    let encoded = "%22%E9%87%8F%E5%AD%90%E3%82%82%E3%81%A4%E3%82%8C%E7%87%83%E6%96%99%E9%9B%BB%E6%B1%A0%22";
    let body = server.get(&format!("/v1/search?q={encoded}&office=JP&from=2010&to=2020")).json();
    assert_eq!(body["total"], json!({ "value": 0, "relation": "exact" }));
    assert_eq!(body["query"]["tree"]["count"], 0, "{body:#}");
    assert_eq!(body["lint"][0]["code"], "words-apart", "{body:#}");
    let held = &body["completeness"];
    assert!(0 < held["documents"].as_u64().unwrap(), "{held:#}");
    for row in held["rows"].as_array().unwrap() {
        assert_eq!(row["office"], "JP", "{row:#}");
        let years = [&row["first_year"], &row["last_year"]].map(|year| year.as_u64().unwrap());
        assert!(2010 <= years[0] && years[0] <= years[1] && years[1] <= 2020, "{row:#}");
    }
    let ledger = server.get(held["href"].as_str().unwrap()).json();
    assert_eq!(ledger["rows"], held["rows"], "the link leads to the same ledger");
    for (language, words) in [("ja", "この索引が持つもの"), ("en", "What this index holds")] {
        let page = server.get(&format!("/?q={encoded}&office=JP&lang={language}"));
        assert!(page.status == 200 && page.body.contains(words), "{language}: {}", page.body);
    }
    assert_eq!(server.get("/completeness?lang=ja").status, 200);
}

fn patent(serial: u32, title: &str, claim: &str, status: &str) -> Value {
    json!({
        "type": "patent",
        "number": format!("US-2020{serial:07}-A1"),
        "titles": [{ "language": "en", "text": title }],
        "claims": [{ "number": 1, "language": "en", "text": claim }],
        "published": "2020-01-07",
        "status": { "state": status },
    })
}

fn index(folder: &Path, documents: &[Value]) {
    let input = folder.join("in.jsonl");
    let lines: Vec<String> = documents.iter().map(Value::to_string).collect();
    fs::write(&input, lines.join("\n")).unwrap();
    chizai(&["index", "--index", text(&folder.join("index")), text(&input)]).with_code(0);
}

fn ids(changes: &Value) -> BTreeSet<String> {
    changes.as_array().unwrap().iter().map(|change| change["id"].as_str().unwrap().to_owned()).collect()
}

fn numbers(serials: impl IntoIterator<Item = u32>) -> BTreeSet<String> {
    serials.into_iter().map(|serial| format!("US-2020{serial:07}-A1")).collect()
}

#[track_caller]
fn cause(changes: &Value, serial: u32) -> Value {
    let id = format!("US-2020{serial:07}-A1");
    let change = changes.as_array().unwrap().iter().find(|change| change["id"] == *id);
    change.unwrap_or_else(|| panic!("{id} is not among {changes:#}")).clone()
}

/// Scenario: save the search, add five documents, change some, run it again.
#[test]
fn a_report_is_verified_and_compared() {
    let folder = tempfile::tempdir().unwrap();
    let (dir, file) = (folder.path().join("index"), folder.path().join("report.json"));
    let (index_dir, report) = (text(&dir), text(&file));
    let plain = |serial| patent(serial, "battery", "A battery with an anode.", "pending");
    index(folder.path(), &(1..=6).map(plain).collect::<Vec<_>>());
    let query = "title:battery AND claims:anode";
    chizai(&["report", "--index", index_dir, "-o", report, query]).with_code(0);
    let same = chizai(&["verify", "--json", "--index", index_dir, report]).with_code(0).json();
    assert_eq!((&same["same"], &same["same_generation"]), (&json!(true), &json!(true)), "{same:#}");
    chizai(&["diff", "--index", index_dir, report]).with_code(0);

    // Five are new; of the old ones one loses its word, one its status, one gets another description.
    let mut documents: Vec<Value> = (11..=15).map(plain).collect();
    documents.push(patent(1, "battery", "A battery with a cathode.", "pending"));
    documents.push(patent(2, "battery", "A battery with an anode.", "in-force"));
    documents.push(patent(3, "battery", "A battery with an anode of silicon.", "pending"));
    index(folder.path(), &documents);

    let kept = chizai(&["verify", "--json", "--index", index_dir, report]).with_code(0).json();
    assert_eq!(kept["same_generation"], true, "the report's own generation is still there: {kept:#}");

    let diff = chizai(&["diff", "--json", "--index", index_dir, report]).with_code(1).json();
    assert_eq!(ids(&diff["added"]), numbers(11..=15), "{diff:#}");
    assert_eq!(ids(&diff["removed"]), numbers([1]), "{diff:#}");
    assert_eq!(ids(&diff["changed"]), numbers([2, 3]), "{diff:#}");
    assert_eq!(cause(&diff["added"], 11)["cause"], "new-in-index");
    let lost = cause(&diff["removed"], 1);
    assert_eq!(lost["cause"], "content-matches-otherwise", "{lost:#}");
    assert_eq!(lost["conditions"], json!([{ "condition": "claims:anode", "holds": false }]));
    assert_eq!(lost["parts"], json!(["claims"]));
    assert_eq!(cause(&diff["changed"], 2)["cause"], "status-changed", "{diff:#}");
    let other = cause(&diff["changed"], 3);
    assert_eq!((&other["cause"], &other["parts"]), (&json!("content-changed"), &json!(["claims"])));

    let server = Server::start(index_dir);
    let from = diff["from_generation"].as_str().unwrap();
    let answered =
        server.get(&format!("/v1/diff?q=title:battery%20AND%20claims:anode&from_generation={from}"));
    assert_eq!(answered.json()["added"].as_array().unwrap().len(), 5, "{}", answered.body);
    let known: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let verified = server.post("/v1/reports/verify", &known).json();
    assert_eq!(verified["same"], true, "{verified:#}");
}

/// A collapsed search is reported and verified as one: its families, by which definition, and what stands for each.
#[test]
fn a_report_of_families_is_verified_as_families() {
    let (folder, index_dir) = (tempfile::tempdir().unwrap(), demo_index());
    let file = folder.path().join("families.json");
    let plain = chizai(&["report", "--index", index_dir, "type:patent"]).with_code(0).json();
    assert_eq!(plain.get("families"), None);
    let by_language = ["--collapse", "simple", "--representative", "language:en"];
    let arguments = ["report", "--index", index_dir, "-o", text(&file), "type:patent"];
    chizai(&[&arguments[..], &by_language[..]].concat()).with_code(0);
    let report: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let families = &report["families"];
    assert_eq!(
        (&families["definition"], &families["representative"]),
        (&json!("simple"), &json!("language:en"))
    );
    assert_eq!(report["total"], plain["total"]);
    assert!(families["families"].as_u64() < plain["total"].as_u64(), "{families}");
    let listed = report["results"]["documents"].as_array().unwrap().len() as u64;
    assert_eq!(families["families"].as_u64(), Some(listed));
    let same = chizai(&["verify", "--json", "--index", index_dir, text(&file)]).with_code(0).json();
    assert_eq!(same["same"], true, "{same:#}");

    let server = Server::start(index_dir);
    let uri = "/v1/reports?q=type:patent&collapse=simple&representative=language:en";
    let answered = server.get(uri).json();
    assert_eq!(answered["families"], *families);
    assert_eq!(answered["results"], report["results"]);
    let mut other = report.clone();
    other["families"]["definition"] = json!("nuclear");
    assert_eq!(server.post("/v1/reports/verify", &other).status, 400);
}

#[test]
fn a_report_that_outlives_its_generation_says_what_differs() {
    let folder = tempfile::tempdir().unwrap();
    let (dir, file) = (folder.path().join("index"), folder.path().join("report.json"));
    let (index_dir, report) = (text(&dir), text(&file));
    let plain = |serial| patent(serial, "battery", "A battery with an anode.", "pending");
    index(folder.path(), &[plain(1), plain(2)]);
    chizai(&["report", "--index", index_dir, "-o", report, "title:battery"]).with_code(0);
    for serial in 3..=6 {
        index(folder.path(), &[plain(serial)]);
    }
    let outcome = chizai(&["verify", "--json", "--index", index_dir, report]).with_code(1).json();
    assert_eq!((&outcome["same"], &outcome["same_generation"]), (&json!(false), &json!(false)));
    let added: BTreeSet<String> =
        outcome["added"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect();
    assert_eq!(added, numbers(3..=6), "{outcome:#}");
    let printed = chizai(&["verify", "--index", index_dir, report]).with_code(1).stdout;
    assert!(
        printed.contains("no longer kept") && printed.contains("title:battery: reported 2, found 6"),
        "{printed}"
    );
    let gone = chizai(&["diff", "--index", index_dir, report]).with_code(2).stderr;
    assert!(gone.contains("is not kept; these are: "), "{gone}");
}

#[test]
fn a_report_that_was_changed_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.json");
    chizai(&["report", "--index", demo_index(), "-o", text(&file), "--filter", "office:JP", "電池"])
        .with_code(0);
    let mut report: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(report["filters"], json!(["office:JP"]));
    report["made"] = "2001-01-01T00:00:00Z".into();
    fs::write(&file, report.to_string()).unwrap();
    let outcome = chizai(&["verify", "--json", "--index", demo_index(), text(&file)]).with_code(1).json();
    assert_eq!((&outcome["same"], &outcome["untampered"]), (&json!(false), &json!(false)), "{outcome:#}");
    assert_eq!(outcome["differences"], json!([]), "the result itself is the same");
    fs::write(&file, "{}").unwrap();
    let refused = chizai(&["verify", "--index", demo_index(), text(&file)]).with_code(2).stderr;
    assert!(refused.contains("is not a report"), "{refused}");
}

#[test]
fn a_report_is_a_page_and_a_file() {
    let server = Server::start(demo_index());
    for (language, words) in [("ja", "検索報告書"), ("en", "Search report")] {
        let page = server.get(&format!("/report?q=title:battery&office=JP&lang={language}"));
        assert!(page.status == 200 && page.body.contains(words), "{}", page.body);
    }
    let report = server.get("/v1/reports?q=title:battery&office=JP").json();
    let posted = server.post("/v1/reports", &json!({ "q": "title:battery", "office": ["JP"] })).json();
    assert_eq!(report["results"], posted["results"]);
    assert_eq!(
        report["total"].as_u64().unwrap() as usize,
        report["results"]["documents"].as_array().unwrap().len()
    );
    let verified = server.post("/v1/reports/verify", &report).json();
    assert_eq!(verified["same"], true, "{verified:#}");
}

#[test]
fn lines_are_counted_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lines.txt");
    let text_of_lines = "# batteries\nL1: ipc:H01M\nL2: type:article  # not patents\nL3 = L1 OR L2\nL4: L9 AND L1\nL5: L4 OR L1\n";
    fs::write(&file, text_of_lines).unwrap();
    let printed = chizai(&["lines", "--json", "--index", demo_index(), text(&file)]).with_code(1);
    let lines: Value = serde_json::from_str(&printed.stdout).unwrap();
    let count = |query: &str| {
        chizai(&["search", "--json", "--limit", "1", "--index", demo_index(), query]).json()["total"]["value"]
            .clone()
    };
    assert_eq!(lines[0]["count"], count("ipc:H01M"));
    assert_eq!(lines[2]["count"], count("ipc:H01M OR type:article"));
    assert_eq!(lines[2]["understood"], "ipc:H01M OR type:article");
    assert_eq!(
        (&lines[3]["count"], &lines[3]["problems"][0]["code"]),
        (&Value::Null, &json!("unknown-line"))
    );
    assert_eq!(lines[4]["count"], Value::Null, "it refers to a line that cannot be searched");

    let server = Server::start(demo_index());
    let answered = server.post("/v1/lines", &json!({ "text": text_of_lines })).json();
    assert_eq!(answered["lines"][2]["count"], lines[2]["count"], "{answered:#}");
    assert_eq!(server.get("/lines?lang=ja").status, 200);
    let page = server.get("/lines?lang=en&text=L1:%20ipc:H01M%0AL2%20%3D%20L1%20AND%20type:article");
    assert!(page.status == 200 && page.body.contains("L2"), "{}", page.body);
}

/// A walk from page to page stays in the generation that it began in, whatever is published meanwhile.
#[test]
fn a_cursor_is_walked_to_its_end_while_generations_are_published() {
    let folder = tempfile::tempdir().unwrap();
    let plain = |serial| patent(serial, "battery", "A battery with an anode.", "pending");
    index(folder.path(), &(1..=20).map(plain).collect::<Vec<_>>());
    let dir = folder.path().join("index");
    for order in ["relevance", "newest"] {
        let server = Server::start(text(&dir));
        let before = server.get("/v1/search?q=battery&size=0").json();
        let (generation, total) = (before["generation"].clone(), before["total"]["value"].as_u64().unwrap());
        let (mut found, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
        loop {
            let page = server.get(&format!("/v1/search?q=battery&size=3&sort={order}{cursor}")).json();
            assert_eq!(
                (&page["generation"], &page["total"]["value"]),
                (&generation, &json!(total)),
                "{page:#}"
            );
            found.extend(
                page["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()),
            );
            let Some(next) = page["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
            pages += 1;
            if pages == 2 || pages == 4 {
                let serial = 100 + pages + u32::from(order == "newest") * 10;
                index(folder.path(), &[plain(serial), patent(1, "battery", "A battery again.", "lapsed")]);
                let is_seen = || server.get("/v1/search?q=battery&size=0").json()["generation"] != generation;
                while !is_seen() {
                    std::thread::yield_now();
                }
            }
        }
        assert!(4 <= pages);
        let distinct: BTreeSet<&String> = found.iter().collect();
        assert_eq!((found.len() as u64, distinct.len() as u64), (total, total), "{order}");
    }
}
