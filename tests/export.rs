//! The whole result as a file, through the real server and the command line, and parts of documents.

use std::{
    collections::BTreeSet,
    fs,
    io::Read,
    process::{Child, ChildStdout},
};

use serde_json::{Value, json};

use crate::support::{Server, chizai, command, demo_index, encoded, workspace};

/// The ids of all hits, page by page.
fn paged(server: &Server, parameters: &str) -> Vec<String> {
    let (mut ids, mut cursor) = (Vec::new(), String::new());
    loop {
        let body = server.get(&format!("/v1/search?{parameters}&size=9{cursor}")).json();
        ids.extend(body["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()));
        match body["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return ids,
        }
    }
}

fn id_of_line(line: &str) -> String {
    let document: Value = serde_json::from_str(line).unwrap();
    document["number"].as_str().or(document["id"].as_str()).unwrap().to_owned()
}

#[test]
fn an_export_has_every_document_in_the_order_of_the_pages() {
    let server = Server::start(demo_index());
    for query in ["電池", "solid electrolyte", "*", "量子もつれ燃料電池の量子"] {
        for rest in [
            "",
            "&sort=newest",
            "&sort=oldest&type=patent&not_office=US",
            "&collapse=simple",
            "&collapse=extended&representative=office:US&sort=oldest",
        ] {
            let parameters = format!("q={}{rest}", encoded(query));
            let expected = paged(&server, &parameters);
            let export = server.get(&format!("/v1/export?{parameters}"));
            let ids: Vec<String> = export.body.lines().map(id_of_line).collect();
            assert_eq!(ids, expected, "{parameters}");
            assert_eq!(export.total, Some(ids.len() as u64), "{parameters}");
        }
    }
}

#[test]
fn every_format_has_one_record_a_document() {
    let server = Server::start(demo_index());
    let total = server.get("/v1/search?size=0").json()["total"]["value"].as_u64().unwrap() as usize;
    let count = |body: &str, start: &str| body.lines().filter(|line| line.starts_with(start)).count();
    let export = |format: &str| server.post("/v1/export", &json!({"q": "*", "format": format, "lang": "ja"}));
    assert_eq!(export("ndjson").body.lines().count(), total);
    assert_eq!((count(&export("ris").body, "TY  - "), count(&export("ris").body, "ER  - ")), (total, total));
    let bibtex = export("bibtex").body;
    assert_eq!(count(&bibtex, "@"), total);
    let keys: BTreeSet<&str> = bibtex.lines().filter(|line| line.starts_with('@')).collect();
    assert_eq!(keys.len(), total, "keys are unique");
    assert_eq!(export("csl").json().as_array().unwrap().len(), total);
    let csv = server.get("/v1/export?format=csv&bom=true&fields=id,title.ja");
    assert!(csv.body.starts_with("\u{feff}id,title.ja\r\n"), "{:.80}", csv.body);
    assert_eq!(
        count(&csv.body, "JP-")
            + count(&csv.body, "doi:")
            + count(&csv.body, "US-")
            + count(&csv.body, "WO-")
            + count(&csv.body, "EP-")
            + count(&csv.body, "pmc:"),
        total
    );
}

/// BibTeX as a reader that is not ours takes it: the titles are those of the other formats.
#[test]
fn bibtex_is_read_by_another_reader() {
    let server = Server::start(demo_index());
    let export = |format: &str| server.post("/v1/export", &json!({"q": "*", "format": format, "lang": "ja"}));
    let read = biblatex::Bibliography::parse(&export("bibtex").body).expect("the file is BibTeX");
    let csl = export("csl").json();
    let records = csl.as_array().unwrap();
    assert_eq!(read.len(), records.len());
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (entry, record) in read.iter().zip(records) {
        let title = biblatex::ChunksExt::format_verbatim(entry.get("title").unwrap());
        assert_eq!(squeezed(&title), squeezed(record["title"].as_str().unwrap()), "{}", entry.key);
        let authors = record["author"].as_array().map_or(0, Vec::len);
        assert_eq!(entry.author().map_or(0, |authors| authors.len()), authors, "{}", entry.key);
    }
}

/// A fault in the middle of an export: the transfer breaks off, and no file is left that looks whole.
#[test]
fn an_export_that_fails_is_never_taken_for_a_whole_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (index, input, output) = (path("index"), path("in.jsonl"), path("out.ndjson"));
    // Text that does not compress, so that the documents lie in many blocks.
    let mut state = 7_u64;
    let mut noise = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("{:08x} ", state >> 32)
    };
    let lines = (0..300).map(|serial| {
        let text: String = (0..400).map(|_| noise()).collect();
        let claims = json!([{"number": 1, "language": "en", "text": text}]);
        json!({"type": "patent", "number": format!("US-2020{serial:07}-A1"), "claims": claims}).to_string()
            + "\n"
    });
    fs::write(&input, lines.collect::<String>()).unwrap();
    chizai(&["index", "--index", &index, &input]).with_code(0);
    let server = Server::start(&index);
    assert_eq!(server.read("/v1/export?q=*").unwrap().lines().count(), 300);
    drop(server);

    let generations = folder.path().join("index/generations");
    let stores = fs::read_dir(generations).unwrap().flat_map(|generation| {
        let files = fs::read_dir(generation.unwrap().path()).unwrap().map(|entry| entry.unwrap().path());
        files
            .filter(|path| path.extension().is_some_and(|extension| extension == "store"))
            .collect::<Vec<_>>()
    });
    let mut damaged = 0;
    for store in stores {
        let mut bytes = fs::read(&store).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..middle + 4096].fill(0);
        fs::remove_file(&store).unwrap();
        fs::write(&store, bytes).unwrap();
        damaged += 1;
    }
    assert!(0 < damaged);
    // Each has the only place, which the one before gave back when it broke off.
    let server = Server::start_with(&index, &["--exports", "1"]);
    for format in ["ndjson", "csv", "csl", "ris", "bibtex"] {
        let read = server.read(&format!("/v1/export?q=*&format={format}"));
        assert!(read.is_err(), "{format}: {:?} bytes", read.map(|body| body.len()));
    }
    assert_eq!(server.get("/healthz").status, 200, "the server goes on");
    let failed = chizai(&["export", "--index", &index, "-o", &output, "*"]);
    assert!(1 < failed.code, "{}", failed.stderr);
    assert!(!fs::exists(&output).unwrap(), "no file of that name is left");
}

#[test]
fn what_an_export_does_not_take_is_refused() {
    let server = Server::start(demo_index());
    for (parameters, code, suggestion) in [
        ("size=3", "unknown-parameter", None),
        ("format=bibtec", "not-a-choice", Some("bibtex")),
        ("fields=titel", "unknown-field", Some("title")),
        ("q=titel:x", "unknown-field", Some("title")),
        ("bom=maybe", "not-a-flag", None),
    ] {
        let answer = server.get(&format!("/v1/export?{parameters}"));
        let problem = answer.json();
        assert_eq!((answer.status, problem["errors"][0]["code"].as_str()), (400, Some(code)), "{problem}");
        if suggestion.is_some() {
            assert_eq!(problem["errors"][0]["suggestion"].as_str(), suggestion, "{problem}");
        }
    }
}

#[test]
fn the_command_line_writes_the_same_file() {
    let server = Server::start(demo_index());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("out.ndjson");
    let path = file.to_str().unwrap();
    chizai(&["export", "--index", demo_index(), "-o", path, "電池"]).with_code(0);
    let of_server = server.get(&format!("/v1/export?q={}", encoded("電池"))).body;
    assert_eq!(fs::read_to_string(&file).unwrap(), of_server);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left there");
    let index = folder.path().join("index");
    let again = index.to_str().unwrap();
    chizai(&["index", "--index", again, path]).with_code(0);
    let reexported = chizai(&["export", "--index", again, "--sort", "published", "*"]).with_code(0).stdout;
    let sorted = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!(sorted(&reexported), sorted(&of_server), "what is exported can be indexed again");
    let wrong = chizai(&["export", "--index", demo_index(), "--fields", "titel", "*"]).with_code(2);
    assert!(wrong.stderr.contains("did you mean title"), "{}", wrong.stderr);
    chizai(&["export", "--index", demo_index(), "zzzzzz"]).with_code(1);
}

/// Bytes of a process's own memory; mapped files do not count.
#[cfg(target_os = "linux")]
fn own_memory(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
    line.trim().trim_end_matches("kB").trim().parse::<u64>().unwrap() << 10
}

/// Reads until `bytes` have come or the output ends.
fn read_to(stdout: &mut ChildStdout, out: &mut Vec<u8>, bytes: usize) {
    let mut buffer = vec![0; 64 << 10];
    while out.len() < bytes {
        match stdout.read(&mut buffer).unwrap() {
            0 => return,
            n => out.extend_from_slice(&buffer[..n]),
        }
    }
}

/// The process waits for its reader, so that what it holds at a place of its output can be looked at.
#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_result() {
    const DOCUMENTS: usize = 1_500;
    const GROWTH: u64 = 12 << 20;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (index, input) = (path("index"), path("in.jsonl"));
    let claim =
        "A cathode comprising an active material and a binder that holds the active material. ".repeat(300);
    let lines = (0..DOCUMENTS).map(|serial| {
        let claims = json!([{"number": 1, "language": "en", "text": format!("{serial} {claim}")}]);
        json!({"type": "patent", "number": format!("US-2020{serial:07}-A1"), "claims": claims}).to_string()
            + "\n"
    });
    fs::write(&input, lines.collect::<String>()).unwrap();
    chizai(&["index", "--index", &index, &input]).with_code(0);
    let mut child = command(&["export", "--index", &index, "*"]).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let (mut out, expected) = (Vec::new(), DOCUMENTS * claim.len());
    read_to(&mut stdout, &mut out, expected / 20);
    let early = own_memory(&child);
    read_to(&mut stdout, &mut out, expected / 20 * 19);
    let late = own_memory(&child);
    read_to(&mut stdout, &mut out, usize::MAX);
    assert!(child.wait().unwrap().success());
    assert_eq!(out.iter().filter(|byte| **byte == b'\n').count(), DOCUMENTS);
    assert!(expected as u64 > 3 * GROWTH, "the result is much larger than what memory may grow by");
    assert!(late < early + GROWTH, "{early} bytes after a twentieth, {late} near the end of {expected}");
}

/// Scenario 14: only what was asked for, unknown paths refused with a place and a suggestion, no path fails.
#[test]
fn answers_hold_only_the_fields_asked_for() {
    let server = Server::start(demo_index());
    let fields = "title.ja,claims.independent,biblio.applicants";
    let body = server.get(&format!("/v1/search?q={}&fields={fields}&size=5", encoded("固体電解質"))).json();
    let hits = body["hits"].as_array().unwrap();
    assert_eq!(hits.len(), 5);
    for hit in hits {
        assert_eq!(hit.as_object().unwrap().keys().collect::<Vec<_>>(), ["fields", "id"], "{hit}");
        for group in hit["fields"].as_object().unwrap().keys() {
            assert!(["title", "claims", "biblio"].contains(&group.as_str()), "{hit}");
        }
        assert!(hit["fields"]["claims"]["dependent"].is_null(), "{hit}");
    }
    let one = server.get(&format!("/v1/documents/JP-2012900101-A?fields={fields}")).json();
    assert_eq!(
        one["fields"]["title"],
        json!({"ja": ["硫化物固体電解質材料、その製造方法及び全固体リチウム電池"]})
    );
    assert!(one["document"].is_null() && one["links"].is_null(), "{one}");

    for path in
        ["/v1/search?fields=titel", "/v1/documents/JP-2012900101-A?fields=titel", "/v1/export?fields=titel"]
    {
        let answer = server.get_with(path, &[("accept-language", "ja")]);
        let problem = answer.json();
        assert_eq!(
            (answer.status, answer.content_type.as_str()),
            (400, "application/problem+json"),
            "{path}"
        );
        assert_eq!(problem["errors"][0]["pointer"], "/fields/0", "{problem}");
        assert_eq!(problem["errors"][0]["suggestion"], "title", "{problem}");
        assert!(!problem["title"].as_str().unwrap().is_ascii(), "{problem}");
    }

    let listed = server.get("/v1/fields").json();
    let paths: Vec<&str> =
        listed["paths"].as_array().unwrap().iter().map(|path| path["path"].as_str().unwrap()).collect();
    let together = paths.join(",");
    for path in paths.iter().copied().chain([
        together.as_str(),
        "title.ja,claims.en",
        "claims,biblio,classes,citations",
    ]) {
        for asked in [
            format!("/v1/search?size=50&fields={path}"),
            format!("/v1/documents/JP-2012900101-A?fields={path}"),
        ] {
            assert_eq!(server.get(&asked).status, 200, "{asked}");
        }
    }
}

/// Scenario 14: a cursor over the whole index gives every id once, even while new generations are published.
#[test]
fn a_cursor_stays_in_its_generation_while_others_are_published() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (index, input) = (path("index"), path("in.jsonl"));
    let publish = |serials: std::ops::Range<u32>| {
        let title = json!([{"language": "en", "text": "cell"}]);
        let line = |serial| {
            json!({"type": "patent", "number": format!("US-{serial}-A"), "titles": title}).to_string()
        };
        fs::write(&input, serials.map(line).collect::<Vec<_>>().join("\n")).unwrap();
        chizai(&["index", "--index", &index, &input]).with_code(0);
    };
    publish(1..41);
    let server = Server::start(&index);
    let first = server.get("/v1/search?q=cell&size=7").json();
    let generation = first["generation"].as_str().unwrap().to_owned();
    let (mut ids, mut page, mut published) = (Vec::new(), first, 41);
    loop {
        assert_eq!(
            (page["generation"].as_str(), page["total"]["value"].as_u64()),
            (Some(generation.as_str()), Some(40))
        );
        ids.extend(page["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        if published == 41 {
            publish(published..published + 5);
            published += 5;
            while server.get("/v1/search?q=cell&size=0").json()["total"]["value"] != published - 1 {
                std::thread::yield_now();
            }
        }
        page = server.get(&format!("/v1/search?q=cell&size=7&cursor={next}")).json();
    }
    let distinct: BTreeSet<&String> = ids.iter().collect();
    assert_eq!((ids.len(), distinct.len()), (40, 40));
}

/// The contributions of an explanation's leaves: label, value, and what it adds to the term's frequency.
fn leaves(node: &Value, found: &mut Vec<(String, f64, f64)>) {
    match node["parts"].as_array() {
        Some(parts) if !parts.is_empty() => parts.iter().for_each(|part| leaves(part, found)),
        _ => {
            let formula = node["formula"].as_str().unwrap_or_default();
            let added = formula.strip_prefix("adds ").and_then(|rest| rest.split(' ').next());
            let added = added.map_or(0.0, |number| number.parse().unwrap());
            found.push((node["label"].as_str().unwrap().to_owned(), node["value"].as_f64().unwrap(), added));
        }
    }
}

/// Scenario 17: contributions sum to the score, and another weight of one field changes only what that field adds to
/// the frequency of a term.
#[test]
fn a_weight_changes_only_its_own_part_of_a_score() {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(workspace().join("index-config")).unwrap() {
        let file = entry.unwrap().path();
        fs::copy(&file, folder.path().join(file.file_name().unwrap())).unwrap();
    }
    let ranking = folder.path().join("ranking.toml");
    let text = fs::read_to_string(&ranking).unwrap();
    let changed = text.replace("\ntitle = { weight = 4.0,", "\ntitle = { weight = 12.0,");
    assert_ne!(text, changed, "the title's weight is 4.0");
    fs::write(&ranking, changed).unwrap();
    let explained = |options: &[&str], query: &str| {
        let fixed = ["search", "--json", "--explain", "--limit", "100", "--index", demo_index(), query];
        chizai(&[options, &fixed].concat()).with_code(0).json()
    };
    for query in ["固体電解質 全固体電池", "solid electrolyte lithium", "銅触媒 AND 二酸化炭素"]
    {
        let before = explained(&[], query);
        let after = explained(&["--config", folder.path().to_str().unwrap()], query);
        let mut titles = 0;
        for hit in before["hits"].as_array().unwrap() {
            let twin = after["hits"].as_array().unwrap().iter().find(|twin| twin["id"] == hit["id"]).unwrap();
            let (mut old, mut new) = (Vec::new(), Vec::new());
            leaves(&hit["explanation"], &mut old);
            leaves(&twin["explanation"], &mut new);
            for (leaves, hit) in [(&old, hit), (&new, twin)] {
                let sum: f64 = leaves.iter().map(|(_, value, _)| value).sum();
                assert!((sum - hit["score"].as_f64().unwrap()).abs() < 1e-6, "{query}: {hit}");
            }
            assert_eq!(old.len(), new.len(), "{query}");
            for ((label, _, added), (same_label, _, new_added)) in old.iter().zip(&new) {
                assert_eq!(label, same_label, "{query}");
                let is_title = label.contains(" in title.");
                titles += usize::from(is_title);
                let expected = if is_title { added * 3.0 } else { *added };
                // Printed with four digits.
                assert!((new_added - expected).abs() < 2e-4, "{query}: {label}: {added}, {new_added}");
            }
        }
        assert!(0 < titles, "{query}: a title matches");
    }
}
