//! Numbers in a pasted text, through the router.

use crate::support::{ask, get, get_with, post_json};
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};
use server::ServerConfig;

/// The mentions of a text: words, status, readings, documents.
async fn mentions(text: &str) -> Vec<(String, String, Vec<String>, Vec<String>)> {
    let answer = post_json("/v1/resolve", &json!({ "text": text, "lang": "en" })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let strings = |values: &Value, member: &str| -> Vec<String> {
        let values = values.as_array().expect("an array").iter();
        values.map(|value| value[member].as_str().expect("a string").to_owned()).collect()
    };
    let body = answer.json();
    let mentions = body["mentions"].as_array().expect("mentions");
    mentions
        .iter()
        .map(|mention| {
            let range = |end: &str| mention["range"][end].as_u64().expect("a place") as usize;
            let (start, end) = (range("start"), range("end"));
            let written: String = text.chars().skip(start).take(end - start).collect();
            assert_eq!(mention["text"], written, "{mention:#}");
            let status = mention["status"].as_str().expect("a status").to_owned();
            (written, status, strings(&mention["readings"], "number"), strings(&mention["documents"], "id"))
        })
        .collect()
}

/// Checks the only mention of a text.
async fn check(text: &str, status: &str, readings: &[&str], documents: &[&str]) {
    let found = mentions(text).await;
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    let expected = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        (&found[0].1[..], &found[0].2, &found[0].3),
        (status, &expected(readings), &expected(documents)),
        "{text}"
    );
}

#[tokio::test]
async fn a_number_in_a_text_leads_to_its_document() {
    let patent: &[&str] = &["JP-2012900101-A"];
    check("引用文献1：特開2012-900101号公報を見よ", "found", patent, patent).await;
    check("as in JP 2012-900101 A, and", "found", patent, patent).await;
    let article = &["doi:10.5555/chizai.asd.2015.0611"];
    check("(https://doi.org/10.5555/chizai.asd.2015.0611).", "found", article, article).await;
    check("特開2001-000001", "not-held", &["JP-2001000001-A"], &[]).await;
    check("特許第9940104号", "found", &["JP-9940104"], &["JP-9940104-B2"]).await;
    check("特許第1234567号", "needs-crosswalk", &["JP-1234567"], &[]).await;
    check("2009-123456", "ambiguous", &["JP-2009123456-A", "JP-2009123456"], &[]).await;
}

#[tokio::test]
async fn the_four_forms_of_a_number_are_one_document() {
    for form in ["特開平11-900512", "特開平１１－９００５１２号公報", "JPH11900512A", "特開H11-900512"]
    {
        check(form, "found", &["JP-H11900512-A"], &["JP-H11900512-A"]).await;
    }
}

#[tokio::test]
async fn a_text_without_numbers_has_no_mentions() {
    assert!(mentions("価格は1,234,567円、2010-12-28").await.is_empty());
    assert!(mentions("").await.is_empty());
}

#[tokio::test]
async fn short_texts_fit_into_the_address() {
    let answer = get("/v1/resolve?text=JP2012900101A&lang=ja").await.json();
    assert_eq!(answer["mentions"][0]["documents"][0]["id"], "JP-2012900101-A", "{answer:#}");
    assert_eq!(answer["mentions"][0]["readings"][0]["display"], "特表2012-900101", "{answer:#}");
    assert!(
        answer["mentions"][0]["documents"][0]["href"].as_str().is_some_and(|href| href.starts_with("/v1/"))
    );
}

#[tokio::test]
async fn wrong_requests_are_problems() {
    for (body, pointer, code) in [
        (json!({}), "/text", "missing"),
        (json!({ "text": 3 }), "/text", "wrong-type"),
        (json!({ "text": "x", "txet": "y" }), "/txet", "unknown-parameter"),
        (json!("x"), "", "wrong-type"),
        (json!({ "text": "x".repeat(80_001) }), "/text", "too-long"),
    ] {
        let answer = post_json("/v1/resolve", &body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text);
        let item = &answer.json()["errors"][0];
        assert_eq!((item["pointer"].as_str(), item["code"].as_str()), (Some(pointer), Some(code)));
    }
    let answer = post_json("/v1/resolve", &json!({ "text": "特".repeat(100_000) })).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", answer.text);
    assert_eq!(get("/v1/resolve").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(get("/v1/resolve?text=x&q=y").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_page_works_as_a_form() {
    let form = get("/resolve?lang=ja").await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.text);
    assert!(
        form.text.contains("<textarea") && form.text.contains("action=\"/resolve?lang=ja\""),
        "{}",
        form.text
    );
    let urlencoded = [(header::CONTENT_TYPE, "application/x-www-form-urlencoded")];
    let page = ask(
        Method::POST,
        "/resolve?lang=ja",
        &urlencoded,
        "text=%3Cb%3E+JP2012900101A%0D%0AUS+1%2C234%2C567+A",
    )
    .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(page.text.contains("href=\"/documents/JP-2012900101-A?lang=ja\""), "{}", page.text);
    assert!(page.text.contains("<mark>JP2012900101A</mark>"), "{}", page.text);
    assert!(page.text.contains("&lt;b&gt;") && page.text.contains("索引にありません"), "{}", page.text);
    let long = format!("text={}", "x".repeat(80_001));
    let refused = ask(Method::POST, "/resolve", &urlencoded, &long).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text.contains("80000"), "{}", refused.text);
}

#[tokio::test]
async fn a_path_that_is_no_text_is_a_problem_too() {
    for uri in [
        "/v1/documents/%ff",
        "/documents/%ff",
        "/v1/documents/%ff/citations",
        "/v1/classes/%ff",
        "/v1/classes/cpc/%ff",
        "/classes/%ff",
        "/classes/cpc/%ff",
    ] {
        let answer = get(uri).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{uri}");
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json", "{uri}: {}", answer.text);
    }
    let page = get_with("/documents/%ff", &[(header::ACCEPT, "text/html")]).await;
    assert!(page.header(header::CONTENT_TYPE).starts_with("text/html"), "{}", page.text);
}

#[tokio::test]
async fn what_is_too_large_names_the_limit_and_what_is_no_number_is_cut() {
    let urlencoded = [(header::CONTENT_TYPE, "application/x-www-form-urlencoded")];
    let json = [(header::CONTENT_TYPE, "application/json")];
    let limit = ServerConfig::default().body_bytes_max;
    let body = "x".repeat(limit + 1);
    for (uri, headers) in [
        ("/resolve", &urlencoded),
        ("/lines", &urlencoded),
        ("/v1/resolve", &json),
        ("/v1/lines", &json),
        ("/v1/reports/verify", &json),
    ] {
        let answer = ask(Method::POST, uri, headers, &body).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{uri}");
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json", "{uri}: {}", answer.text);
        assert!(answer.text.contains(&limit.to_string()), "{uri}: {}", answer.text);
    }
    let long = get(&format!("/v1/documents/{}", "9".repeat(5000))).await;
    assert_eq!(long.status, StatusCode::BAD_REQUEST);
    assert!(long.json()["detail"].as_str().unwrap().chars().count() < 300, "{}", long.text);
}
