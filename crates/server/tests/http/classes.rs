//! Classes: the API, the pages, and what is said of symbols that there are not.

use crate::support::{get, get_with};
use axum::http::{StatusCode, header};
use serde_json::Value;

fn symbols(classes: &Value) -> Vec<&str> {
    classes.as_array().expect("a list").iter().filter_map(|class| class["symbol"].as_str()).collect()
}

#[tokio::test]
async fn a_class_stands_between_what_contains_it_and_what_is_below() {
    let body = get("/v1/classes/cpc/H01M10%2F05?lang=ja").await.json();
    assert_eq!(body["class"]["symbol"], "H01M10/05");
    assert_eq!(body["class"]["titles"][0]["language"], "ja");
    assert_eq!((&body["level"], &body["dots"]), (&4.into(), &1.into()));
    assert_eq!(symbols(&body["ancestors"]), ["H", "H01", "H01M", "H01M10/00"]);
    assert_eq!(symbols(&body["children"]), ["H01M10/052", "H01M10/056", "H01M10/058"]);
    assert_eq!(body["scheme"]["excerpt"], true);
    assert!(!body["scheme"]["fingerprint"].as_str().expect("a fingerprint").is_empty());
    assert_eq!(
        get("/v1/classes/cpc/h01m%2010/05?lang=en").await.json()["class"]["titles"][0]["language"],
        "en"
    );
}

#[tokio::test]
async fn counts_are_those_of_a_search() {
    for (scheme, symbol) in
        [("cpc", "H01M10/05"), ("ipc", "H01M"), ("fterm", "5H029AM11"), ("fi", "H01M10/056")]
    {
        let class = get(&format!("/v1/classes/{scheme}/{symbol}")).await.json();
        let found = get(&format!("/v1/search?q={scheme}:%22{symbol}%22")).await.json();
        assert_eq!(class["class"]["documents_below"], found["total"]["value"], "{scheme} {symbol}");
        assert_ne!(found["total"]["value"], 0, "{scheme} {symbol}");
    }
}

#[tokio::test]
async fn the_top_of_a_scheme_and_titles_are_listed() {
    let top = get("/v1/classes/cpc").await.json();
    assert_eq!(symbols(&top["classes"]), ["A", "B", "C", "G", "H", "Y"]);
    let found = get("/v1/classes/cpc?q=Solid+ELECTROLYTES").await.json();
    assert_eq!(symbols(&found["classes"]), ["H01M2300/0065"]);
    assert_eq!(found["total"], 1);
    let schemes = get("/v1/classes").await.json();
    let names: Vec<&str> = schemes["schemes"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|scheme| scheme["scheme"].as_str())
        .collect();
    assert_eq!(names, ["ipc", "cpc", "fi", "fterm"]);
}

#[tokio::test]
async fn what_there_is_not_is_said_with_what_there_is() {
    let absent = get("/v1/classes/cpc/H01M10%2F0526").await;
    assert_eq!(absent.status, StatusCode::NOT_FOUND);
    assert_eq!(absent.json()["candidates"][0]["id"], "H01M10/0525");
    assert_eq!(absent.json()["candidates"][0]["href"], "/v1/classes/cpc/H01M10%2F0525");
    let unreadable = get("/v1/classes/cpc/battery").await;
    assert_eq!(unreadable.status, StatusCode::BAD_REQUEST);
    assert_eq!(unreadable.json()["errors"][0]["code"], "unknown-class");
    for uri in ["/v1/classes/uspc", "/v1/classes/uspc/1", "/classes/uspc"] {
        assert_eq!(get(uri).await.status, StatusCode::NOT_FOUND, "{uri}");
    }
    assert_eq!(get("/v1/classes/cpc?page=2").await.status, StatusCode::BAD_REQUEST);
    let search = get("/v1/search?q=cpc:H01M10/0526&lang=ja").await;
    assert_eq!(search.status, StatusCode::BAD_REQUEST);
    let error = &search.json()["errors"][0];
    assert_eq!((&error["code"], &error["suggestion"]), (&"unknown-class".into(), &"H01M10/0525".into()));
    assert_eq!(error["message"], "「H01M10/0526」という分類記号はありません");
}

#[tokio::test]
async fn pages_lead_up_down_and_to_the_documents() {
    let html = [(header::ACCEPT, "text/html")];
    let page = get_with("/classes/cpc/H01M10/05?lang=ja", &html).await;
    assert_eq!(page.status, StatusCode::OK);
    for part in [
        "href=\"/classes/cpc/H01M?lang=ja\"",
        "href=\"/classes/cpc/H01M10%2F052?lang=ja\"",
        "href=\"/?q=cpc:H01M10%2F05&amp;lang=ja\"",
        "href=\"/?q=cpc:%3DH01M10%2F05&amp;lang=ja\"",
        "非水電解質の二次電池",
        "lang=\"en\">Accumulators with non-aqueous electrolyte",
        "この分類と下位を検索",
    ] {
        assert!(page.text.contains(part), "{part}\n{}", page.text);
    }
    let list = get_with("/classes", &html).await;
    assert!(list.text.contains("href=\"/classes/fterm\""), "{}", list.text);
    let document = get_with("/documents/JP-2012900101-A", &html).await;
    assert!(document.text.contains("href=\"/classes/ipc/H01M10%2F0562\""), "{}", document.text);
    let absent = get_with("/classes/cpc/H01M10/0526?lang=en", &html).await;
    assert_eq!(absent.status, StatusCode::NOT_FOUND);
    for part in
        ["href=\"/classes/cpc/H01M10%2F0525", "No document of the index carries it", "Symbols near it"]
    {
        assert!(absent.text.contains(part), "{part}\n{}", absent.text);
    }
}
