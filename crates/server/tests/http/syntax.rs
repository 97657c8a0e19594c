//! Queries in the syntaxes that searchers know, through the router.

use crate::support::{check_problem, get, post_json};
use axum::http::StatusCode;
use serde_json::{Value, json};

#[tokio::test]
async fn queries_are_read_in_the_syntax_asked_for() {
    let understood = async |query: &str| {
        let answer = get(&format!("/v1/search?size=1&{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.json()["understood"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        understood("syntax=cql&q=ti%3D%22solid%20electrolyte%22%20and%20pd%20within%20%222005%202020%22")
            .await,
        "title:\"solid electrolyte\" AND published:[2005 TO 2020]"
    );
    assert_eq!(
        understood("syntax=jplatpat&q=%E9%9B%BB%E6%B1%A0/TI*%E6%AD%A3%E6%A5%B5/CL").await,
        "title:\"電池\" AND claims:\"正極\""
    );
    assert_eq!(
        understood("syntax=json&q=%7B%22field%22:%22title%22,%22word%22:%22battery%22%7D").await,
        "title:battery"
    );
    let posted = post_json("/v1/search", &json!({ "q": "電池/TI", "syntax": "jplatpat", "size": 1 })).await;
    assert_eq!(posted.json()["understood"], "title:\"電池\"");
    let problem = check_problem(&get("/v1/search?q=a&syntax=lucene").await, 400, "invalid-request");
    let message = problem["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("native, cql, jplatpat, json"), "{message}");
    let far = get("/v1/search?syntax=jplatpat&q=%E5%9B%BA%E4%BD%93,100N,%E9%9B%BB%E6%B1%A0&lang=ja").await;
    let problem = check_problem(&far, 400, "invalid-query");
    assert_eq!(problem["errors"][0]["range"], json!({ "start": 2, "end": 8 }), "{problem:#}");
    assert!(problem["errors"][0]["message"].as_str().unwrap().contains("1 から 99"), "{problem:#}");
}

#[tokio::test]
async fn queries_are_translated_with_what_is_lost() {
    let answer = get("/v1/translate?q=ti%3Dlaser%20and%20pd%3E%3D2015&from=cql&to=native").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let body = answer.json();
    assert_eq!(body["text"], "title:laser AND published:>=2015", "{body:#}");
    assert_eq!(body["losses"], json!([]), "{body:#}");
    let answer = get("/v1/translate?q=title:laser%20AND%20status:expired&to=cql&lang=ja").await;
    let body = answer.json();
    assert_eq!(body["text"], "ti=laser", "{body:#}");
    assert_eq!(body["losses"][0]["what"], "status:expired", "{body:#}");
    assert_eq!(body["losses"][0]["code"], "field", "{body:#}");
    check_problem(&get("/v1/translate?q=a&to=lucene").await, 400, "invalid-request");
}

#[tokio::test]
async fn the_search_page_keeps_the_syntax() {
    let page = get("/?q=%E9%9B%BB%E6%B1%A0/TI&syntax=jplatpat&lang=ja").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(page.text.contains("<option value=\"jplatpat\" selected>"), "{}", page.text);
    assert!(page.text.contains("syntax=jplatpat&amp;lang=ja\""), "{}", page.text);
}

#[tokio::test]
async fn a_report_is_read_again_in_the_syntax_it_was_asked_in() {
    let asked = json!({ "q": "電池/TI+laser/AB", "syntax": "jplatpat", "size": 1 });
    let mut report = post_json("/v1/reports", &asked).await.json();
    assert_eq!(report["syntax"], "jplatpat", "{report:#}");
    let same = post_json("/v1/reports/verify", &report).await.json();
    assert_eq!(same["same"], true, "{same:#}");
    report["syntax"] = json!("native");
    let other = post_json("/v1/reports/verify", &report).await.json();
    let members: Vec<&Value> =
        other["differences"].as_array().unwrap().iter().map(|difference| &difference["member"]).collect();
    assert_eq!(members, ["input"], "{other:#}");
    assert_eq!(other["untampered"], false, "{other:#}");
}

#[tokio::test]
async fn lines_are_read_in_the_syntax_asked_for_and_problems_point_into_the_text() {
    let text = "L1: ti=電池\nL2 = L1 and L7";
    let answer = post_json("/v1/lines", &json!({ "text": text, "syntax": "cql", "lang": "en" })).await.json();
    assert_eq!(answer["lines"][0]["understood"], "title:電池", "{answer:#}");
    let problem = &answer["lines"][1]["problems"][0];
    assert_eq!((&problem["code"], &answer["lines"][1]["column"]), (&json!("unknown-line"), &json!(6)));
    assert_eq!(problem["range"], json!({ "start": 22, "end": 24 }), "{problem:#}");
    let refused = post_json("/v1/lines", &json!({ "text": text, "syntax": "sql" })).await;
    assert_eq!(check_problem(&refused, 400, "invalid-request")["errors"][0]["pointer"], "/syntax");
    let page = get("/lines?syntax=jplatpat&text=L1%3A%20%E9%9B%BB%E6%B1%A0%2FTI&lang=en").await;
    assert!(page.text.contains("value=\"jplatpat\" selected"), "{}", page.text);
    assert!(page.text.contains("<code lang=\"und\">電池/TI</code>"), "{}", page.text);
}
