//! The API through a real server process on a real port.

use std::{
    fs,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::{Duration, Instant},
};

use serde_json::json;

use crate::support::{Server, chizai, demo_index};

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
    assert_eq!(server.terminate(), Some(0), "a termination signal ends it in order");
}

#[test]
fn get_and_post_agree_with_the_command_line() {
    let server = Server::start(demo_index());
    let strip = |mut body: serde_json::Value| {
        body.as_object_mut().unwrap().remove("took_ms");
        body
    };
    let got = strip(server.get("/v1/search?q=solid%20electrolyte&size=5").json());
    let posted = strip(server.post("/v1/search", &json!({"q": "solid electrolyte", "size": 5})).json());
    assert_eq!(got, posted);
    let ids = |body: &serde_json::Value| -> Vec<String> {
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
        ("/v1/search?q=x&size=1000000", 400, "100"),
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
