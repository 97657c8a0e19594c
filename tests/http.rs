//! The API through a real server process on a real port.

use std::{
    fs,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::support::{Server, chizai, demo_index};

/// `limits.page_size_max` of `index-config/ranking.toml`.
const PAGE_SIZE_MAX: usize = 1000;

#[test]
fn every_route_answers() {
    let server = Server::start(demo_index());
    for path in
        ["/", "/help", "/docs", "/v1/search?q=battery", "/v1/fields", "/healthz", "/readyz", "/openapi.json"]
    {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
    let metrics = server.get("/metrics").body;
    assert!(metrics.contains("# TYPE"), "{metrics}");
    let analyzed = server.get("/v1/analyze?field=title.en&text=Batteries").json();
    assert_eq!(analyzed["tokens"][0]["term"], "batteri");
    assert_eq!(server.terminate().0, Some(0), "a termination signal ends it in order");
}

/// What feedback adds is listed, on the page too, and what is refused is not added.
#[test]
fn feedback_lists_what_it_adds() {
    let server = Server::start(demo_index());
    let of = |more: &str| server.get(&format!("/v1/search?q=solid%20electrolyte{more}")).json();
    let (plain, expanded) = (of(""), of("&feedback=true"));
    assert_eq!(plain.get("feedback"), None);
    assert_eq!(plain["total"], expanded["total"]);
    let terms = expanded["feedback"].as_array().unwrap();
    assert!(3 < terms.len(), "{expanded:#}");
    let name = terms[0]["name"].as_str().unwrap();
    let refused = of(&format!("&feedback=true&feedback_without={name}"));
    let names = |body: &Value| -> Vec<String> {
        let terms = body["feedback"].as_array().unwrap().iter();
        terms.map(|term| term["name"].as_str().unwrap().to_lowercase()).collect()
    };
    assert!(!names(&refused).contains(&name.to_lowercase()), "{refused:#}");
    let posted = json!({"q": "solid electrolyte", "feedback": true, "feedback_without": [name]});
    assert_eq!(server.post("/v1/search", &posted).json()["feedback"], refused["feedback"]);
    let page = server.get("/?q=solid%20electrolyte&feedback=true&lang=en").body;
    assert!(page.contains(&format!("feedback_without={name}")), "{page}");
}

#[test]
fn get_and_post_agree_with_the_command_line() {
    let server = Server::start(demo_index());
    let strip = |mut body: Value| {
        body.as_object_mut().unwrap().remove("took_ms");
        body
    };
    let got = strip(server.get("/v1/search?q=solid%20electrolyte&size=5").json());
    let posted = strip(server.post("/v1/search", &json!({"q": "solid electrolyte", "size": 5})).json());
    assert_eq!(got, posted);
    let ids = |body: &Value| -> Vec<String> {
        body["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
    };
    let printed =
        chizai(&["search", "--json", "--limit", "5", "--index", demo_index(), "solid", "electrolyte"]).json();
    assert_eq!(ids(&got), ids(&printed));
    assert_eq!(got["total"], printed["total"]);
}

#[test]
fn errors_are_problem_documents() {
    let server = Server::start(demo_index());
    for (path, status, hint) in [
        ("/v1/search?q=titel:x", 400, "title"),
        ("/v1/search?q=x&siez=3", 400, "size"),
        ("/v1/documents/JP-2001000001-A", 404, "JP-2001000001-A"),
        ("/v1/nothing", 404, ""),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        assert!(
            answer.content_type.starts_with("application/problem+json"),
            "{path}: {}",
            answer.content_type
        );
        let problem = answer.json();
        assert_eq!(problem["status"], status, "{path}");
        assert!(answer.body.contains(hint), "{path}: {}", answer.body);
    }
    let japanese = server.get_with("/v1/search?q=titel:x", &[("accept-language", "ja")]).json();
    assert!(!japanese["title"].as_str().unwrap().is_ascii(), "{japanese}");
}

#[test]
fn a_page_that_is_too_large_is_told_the_limit() {
    let server = Server::start(demo_index());
    let limit = PAGE_SIZE_MAX.to_string();
    assert_eq!(server.get(&format!("/v1/search?q=battery&size={limit}")).status, 200);
    for asked in ["1000000".to_owned(), (PAGE_SIZE_MAX + 1).to_string()] {
        let answer = server.get(&format!("/v1/search?q=battery&size={asked}"));
        let problem = answer.json();
        assert_eq!((answer.status, problem["errors"].as_array().unwrap().len()), (400, 1), "{problem}");
        let error = &problem["errors"][0];
        assert_eq!(error["parameter"], "size", "{problem}");
        assert_eq!(error["code"], "out-of-range", "{problem}");
        assert_eq!(error["suggestion"], limit, "{problem}");
    }
}

#[test]
fn json_log_lines_name_the_request() {
    let server = Server::start_with(demo_index(), &["--log-json"]);
    let answer = server.get("/v1/search?q=battery");
    let id = answer.request_id.expect("every answer has an id");
    let (_, log) = server.terminate();
    let lines: Vec<Value> = log
        .iter()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let of_request: Vec<&Value> = lines.iter().filter(|line| line["span"]["id"] == *id).collect();
    assert_eq!(of_request.len(), 1, "{id}: {log:#?}");
    assert_eq!(of_request[0]["fields"]["status"], 200);
    assert_eq!(of_request[0]["fields"]["route"], "/v1/search");
}

#[test]
fn metrics_count_the_searches_made() {
    let server = Server::start(demo_index());
    let searches = || -> u64 {
        let metrics = server.get("/metrics").body;
        let counter = "chizai_requests_total{route=\"/v1/search\",method=\"GET\",status=\"200\"} ";
        metrics.lines().find_map(|line| line.strip_prefix(counter)).map_or(0, |count| count.parse().unwrap())
    };
    assert_eq!(searches(), 0);
    for made in 1..=3 {
        assert_eq!(server.get("/v1/search?q=battery").status, 200);
        assert_eq!(searches(), made);
    }
    assert_eq!(server.get("/v1/search?q=titel:x").status, 400);
    assert_eq!(searches(), 3, "a refused request is counted under its own status");
}

#[test]
fn an_unchanged_generation_is_not_sent_twice() {
    let server = Server::start(demo_index());
    let first = server.get("/v1/search?q=battery");
    let etag = first.etag.unwrap();
    assert_eq!(server.get_with("/v1/search?q=battery", &[("if-none-match", &etag)]).status, 304);
}

#[test]
fn walking_the_cursor_gives_every_document_once() {
    let server = Server::start(demo_index());
    let mut ids = Vec::new();
    let mut next = Some(String::new());
    let mut total = 0;
    while let Some(cursor) = next {
        let parameter = if cursor.is_empty() { String::new() } else { format!("&cursor={cursor}") };
        let body = server.get(&format!("/v1/search?q=type:patent&size=7{parameter}")).json();
        total = body["total"]["value"].as_u64().unwrap();
        ids.extend(body["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()));
        next = body["next"].as_str().map(str::to_owned);
    }
    assert_eq!(ids.len() as u64, total);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len() as u64, total, "a document came twice");
}

#[test]
fn a_running_server_sees_a_new_generation_and_drops_no_request() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (index, input) = (path("index"), path("in.jsonl"));
    let publish = |version: usize| {
        let title = json!([{"language": "en", "text": format!("version{version}")}]);
        fs::write(&input, json!({"type": "patent", "number": "US-1-A", "titles": title}).to_string())
            .unwrap();
        chizai(&["index", "--index", &index, &input]).with_code(0);
    };
    publish(0);
    let server = Server::start(&index);
    let (done, answered) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                assert_eq!(server.get("/v1/search?q=version").status, 200);
                answered.fetch_add(1, Ordering::Relaxed);
            }
        });
        for version in 1..=5 {
            publish(version);
            let published = Instant::now();
            let query = format!("/v1/search?q=title:version{version}");
            while server.get(&query).json()["total"]["value"] != 1 {
                assert!(published.elapsed() < Duration::from_secs(30), "version {version} is not seen");
                std::thread::sleep(Duration::from_millis(10));
            }
        }
        done.store(true, Ordering::Relaxed);
    });
    assert!(5 < answered.load(Ordering::Relaxed));
}
