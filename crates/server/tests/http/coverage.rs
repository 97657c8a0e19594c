//! `/v1/coverage` and its page, through the router and without a port, on the demo corpus.

use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::support::{Answer, ask, check_problem, encoded, get, post_json};

const TECHNIQUE: &str =
    "金型の温度を検知する手段と、検知した温度に応じて冷却水の流量を変える弁とを備える射出成形機";

#[track_caller]
fn ok(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

async fn post_form(uri: &str, fields: &[(&str, &str)]) -> Answer {
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let form = [(header::CONTENT_TYPE, "application/x-www-form-urlencoded")];
    ask(Method::POST, uri, &form, &body.join("&")).await
}

fn document<'a>(body: &'a Value, id: &str) -> &'a Value {
    let documents = body["documents"].as_array().unwrap();
    documents.iter().find(|document| document["id"] == id).unwrap_or_else(|| panic!("{id}: {body:#}"))
}

fn grades(document: &Value) -> Vec<&str> {
    document["cells"].as_array().unwrap().iter().map(|cell| cell["grade"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn one_claim_with_all_elements_comes_before_elements_that_are_spread() {
    let answer = post_json("/v1/coverage", &json!({ "description": TECHNIQUE, "lang": "ja" })).await;
    let body = ok(&answer);
    assert!(3 <= body["elements"].as_array().unwrap().len(), "{body:#}");
    let first = &body["documents"][0];
    assert_eq!(first["id"], "JP-2012940101-A");
    assert_eq!((first["coverage"].as_f64(), first["of"].as_u64()), (Some(3.0), Some(3)));
    for cell in first["cells"].as_array().unwrap() {
        assert_eq!(cell["grade"], "covered");
        assert_eq!(cell["passage"]["place"]["claim"], first["claim"]["number"], "{cell:#}");
        assert!(!cell["passage"]["marks"].as_array().unwrap().is_empty(), "{cell:#}");
    }
    let spread = document(&body, "JP-2015940102-A");
    assert!(spread["coverage"].as_f64() < first["coverage"].as_f64(), "{spread:#}");
    assert_eq!(grades(spread), ["covered", "description", "covered"]);
    assert!(spread["cells"][1]["passage"]["place"]["paragraph"].is_string(), "{spread:#}");
    let again = post_json("/v1/coverage", &json!({ "description": TECHNIQUE, "lang": "ja" })).await;
    assert_eq!(answer.text, again.text);
}

#[tokio::test]
async fn an_address_asks_what_a_body_asks() {
    let of_body =
        post_json("/v1/coverage", &json!({ "description": TECHNIQUE, "size": 3, "lang": "en" })).await;
    let of_address = get(&format!("/v1/coverage?description={}&size=3&lang=en", encoded(TECHNIQUE))).await;
    assert_eq!(of_body.text, of_address.text);
    assert!(!of_address.header(header::ETAG).is_empty());
}

#[tokio::test]
async fn elements_are_judged_as_given_and_have_no_place() {
    let elements = ["金型の温度を検知する手段", "手動の玉形弁"];
    let body = ok(&post_json("/v1/coverage", &json!({ "elements": elements })).await);
    assert_eq!(body["elements"][1]["text"], "手動の玉形弁");
    assert!(body["elements"][1].get("range").is_none());
    let first = &body["documents"][0];
    assert_eq!((first["id"].as_str(), first["claim"]["number"].as_u64()), (Some("JP-2015940102-A"), Some(6)));
    assert_eq!(first["claim"]["with"], json!([1, 5]));
    let lines = ok(&post_json("/v1/coverage", &json!({ "elements": [elements.join("\n")] })).await);
    assert_eq!(lines["documents"], body["documents"]);
}

#[tokio::test]
async fn a_claim_is_compared_without_its_family() {
    let asked = json!({ "document": "特開2012-940101", "claim": 1, "before": "priority" });
    let body = ok(&post_json("/v1/coverage", &asked).await);
    assert_eq!(body["technique"]["document"]["id"], "JP-2012940101-A");
    assert_eq!(body["left_out"], 2);
    assert_eq!(body["before"]["day"], "2010-08-20");
    let documents = body["documents"].as_array().unwrap();
    for document in documents {
        assert!(!["JP-2012940101-A", "US-20129400101-A1"].contains(&document["id"].as_str().unwrap()));
        assert!(document["published"].as_str().unwrap() < "2010-08-20", "{document:#}");
    }
    let after = ok(&post_json("/v1/coverage", &json!({ "document": "JP-2012940101-A" })).await);
    assert!(after["documents"].as_array().unwrap().iter().any(|one| one["id"] == "JP-2015940102-A"));
}

#[tokio::test]
async fn articles_that_mention_an_element_come_beside_before_a_date() {
    let all = ok(&post_json("/v1/coverage", &json!({ "elements": ["金型温度と冷却水流量"] })).await);
    let ids = |body: &Value| -> Vec<String> {
        let articles = body["articles"][0]["articles"].as_array().unwrap();
        articles.iter().map(|article| article["id"].as_str().unwrap().to_owned()).collect()
    };
    assert!(ids(&all).contains(&"doi:10.5555/chizai.mold.2009.01".to_owned()), "{all:#}");
    let before = json!({ "elements": ["金型温度と冷却水流量"], "before": "2009-01" });
    assert!(ids(&ok(&post_json("/v1/coverage", &before).await)).is_empty());
}

#[tokio::test]
async fn a_document_without_claims_says_so() {
    let asked = json!({ "elements": ["金型温度と冷却水流量"], "type": ["article"] });
    let body = ok(&post_json("/v1/coverage", &asked).await);
    let article = document(&body, "doi:10.5555/chizai.mold.2009.01");
    assert!(article.get("claim").is_none());
    assert_eq!(article["cells"][0]["claims_judged"], false);
    assert_eq!((article["coverage"].as_f64(), grades(article)), (Some(0.0), vec!["description"]));
}

#[tokio::test]
async fn filters_include_and_exclude() {
    let asked = json!({ "description": TECHNIQUE, "not_office": ["JP"], "type": ["patent"] });
    let body = ok(&post_json("/v1/coverage", &asked).await);
    for document in body["documents"].as_array().unwrap() {
        assert!(!document["id"].as_str().unwrap().starts_with("JP-"), "{document:#}");
    }
}

#[tokio::test]
async fn a_matrix_is_written_as_csv() {
    let answer =
        get(&format!("/v1/coverage?description={}&size=2&format=csv&lang=en", encoded(TECHNIQUE))).await;
    assert_eq!(answer.header(header::CONTENT_TYPE), "text/csv; charset=utf-8");
    let lines: Vec<&str> = answer.text.split("\r\n").collect();
    assert_eq!(lines.len(), 1 + 2 * 3 + 1, "{}", answer.text);
    assert!(lines[0].starts_with("element_number,element,document,"));
    assert!(lines[1].starts_with("1,金型の温度を検知する手段,JP-2012940101-A,patent,"), "{}", lines[1]);
    assert!(lines[1].contains(",covered,1,") && lines[1].contains(",claim 1,"), "{}", lines[1]);
}

#[tokio::test]
async fn what_is_wrong_is_named_with_its_place_and_limit() {
    async fn check(asked: Value, code: &str, pointer: &str, words: &str) {
        let answer = post_json("/v1/coverage", &asked).await;
        let problem = check_problem(&answer, 400, "invalid-request");
        let items = problem["errors"].as_array().unwrap();
        let found = items.iter().find(|item| item["code"] == code && item["pointer"] == pointer);
        let found = found.unwrap_or_else(|| panic!("{asked}: {problem:#}"));
        assert!(found["message"].as_str().unwrap().contains(words), "{problem:#}");
    }
    check(json!({}), "missing", "/description", "required").await;
    check(json!({ "description": "、。" }), "no-element", "/description", "no element").await;
    check(json!({ "description": "弁".repeat(10_001) }), "too-long", "/description", "10001").await;
    check(json!({ "elements": vec!["弁"; 31] }), "too-many", "/elements", "30").await;
    let many: Vec<String> = (0..31).map(|i| format!("第{i}検知部")).collect();
    check(json!({ "description": many.join("；") }), "too-many", "/elements", "31").await;
    check(json!({ "description": "弁", "size": 41 }), "out-of-range", "/size", "40").await;
    check(json!({ "description": "弁", "before": "soon" }), "not-a-date", "/before", "soon").await;
    check(json!({ "description": "弁", "before": "priority" }), "no-date", "/before", "priority").await;
    check(
        json!({ "description": "弁", "document": "JP-2012940101-A" }),
        "given-together",
        "/document",
        "one of",
    )
    .await;
    check(json!({ "document": "JP-2012940101-A", "claim": 99 }), "unknown-claim", "/claim", "last is").await;
    check(
        json!({ "description": "弁", "languages": ["japanese!"] }),
        "not-a-language",
        "/languages",
        "ISO 639",
    )
    .await;
    check(json!({ "description": "弁", "elemets": [] }), "unknown-parameter", "/elemets", "elemets").await;
    let absent = post_json("/v1/coverage", &json!({ "document": "JP-2001000001-A" })).await;
    check_problem(&absent, 404, "document-not-found");
}

#[tokio::test]
async fn the_page_shows_the_form_the_matrix_and_the_passages() {
    let form = get("/coverage?lang=ja").await;
    assert!(
        form.text.contains("name=\"description\"") && !form.text.contains("class=\"table matrix\""),
        "{}",
        form.text
    );
    for (language, words) in [("ja", "請求項にあり"), ("en", "in the claim")] {
        let page = post_form(&format!("/coverage?lang={language}"), &[("description", TECHNIQUE)]).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        for expected in
            [words, "data-grade=\"covered\"", "data-grade=\"description\"", "JP-2012940101-A", "<mark"]
        {
            assert!(page.text.contains(expected), "{expected}: {}", page.text);
        }
        let passages = page.text.matches("id=\"cell-1-JP-2012940101-A\"").count();
        assert_eq!(passages, 1, "each cell leads to one passage");
    }
    let refused = post_form("/coverage?lang=ja", &[("description", &"弁".repeat(10_001))]).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text.contains("coverage.chars"), "{}", refused.text);
    let csv = post_form("/coverage", &[("description", TECHNIQUE), ("format", "csv")]).await;
    assert!(csv.text.starts_with("element_number,"), "{}", csv.text);
}

#[tokio::test]
async fn every_claim_of_a_document_leads_to_who_else_claims_it() {
    let page = get("/documents/JP-2012940101-A?lang=ja").await;
    let link = "/coverage?document=JP-2012940101-A&amp;claim=5&amp;claim_language=ja";
    assert!(page.text.contains(link), "{}", page.text);
    let matrix = get("/coverage?document=JP-2012940101-A&claim=5&claim_language=ja&lang=en").await;
    assert_eq!(matrix.status, StatusCode::OK);
    assert!(matrix.text.contains("claim 5 as the technique"), "{}", matrix.text);
}

#[tokio::test]
async fn a_search_for_a_technique_leads_to_its_coverage() {
    for (query, is_offered) in [
        (TECHNIQUE, true),
        ("a valve that changes the flow of cooling water", true),
        ("電池", false),
        ("title:battery AND electrode", false),
    ] {
        let page = get(&format!("/?lang=en&q={}", encoded(query))).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert_eq!(page.text.contains("/coverage?description="), is_offered, "{query}");
    }
}
