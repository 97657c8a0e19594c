//! The OpenAPI document: every change shows in review, and every JSON answer keeps to it.

use crate::support::{get, post_json};
use axum::http::StatusCode;
use serde_json::{Value, json};

/// Run with `UPDATE_EXPECT=1` to write the new document after a change that is meant.
#[test]
fn the_document_is_as_committed() {
    let written = serde_json::to_string_pretty(server::openapi()).expect("JSON is printable") + "\n";
    expect_test::expect_file!["openapi.json"].assert_eq(&written);
}

#[test]
fn every_reference_leads_somewhere() {
    fn check(value: &Value, document: &Value) {
        match value {
            Value::Object(members) => {
                if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                    let pointer = reference.strip_prefix('#').expect("references stay inside");
                    assert!(document.pointer(pointer).is_some(), "{reference}");
                }
                members.values().for_each(|member| check(member, document));
            }
            Value::Array(items) => items.iter().for_each(|item| check(item, document)),
            _ => {}
        }
    }
    check(server::openapi(), server::openapi());
}

/// Checks a value against one of the document's schemas.
#[track_caller]
fn check(schema: &str, value: &Value) {
    let mut root = server::openapi().clone();
    root["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    root["$ref"] = format!("#/components/schemas/{schema}").into();
    let validator = jsonschema::validator_for(&root).expect("the schemas are JSON Schema");
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{schema}: {errors:#?}\n{value:#}");
}

#[tokio::test]
async fn answers_keep_to_their_schemas() {
    for (uri, schema) in [
        (
            "/v1/search?q=solid+electrolyte&explain=true&facets=type,office,year,applicant,ipc,journal",
            "SearchResponse",
        ),
        ("/v1/search?q=%E5%9B%BA%E4%BD%93%E9%9B%BB%E8%A7%A3%E8%B3%AA+%E3%81%AE&lang=ja", "SearchResponse"),
        ("/v1/search?type=article", "SearchResponse"),
        ("/v1/documents/JP-2012940101-A", "DocumentResponse"),
        ("/v1/analyze?field=title.en&text=solid+electrolytes", "AnalyzeResponse"),
        ("/v1/fields", "FieldsResponse"),
        ("/v1/coverage?document=JP-2012940101-A&size=3", "CoverageResponse"),
        ("/v1/coverage?description=A+mold%3B+a+valve&lang=ja", "CoverageResponse"),
        ("/v1/classes", "SchemesResponse"),
        ("/v1/classes/cpc", "ClassesResponse"),
        ("/v1/classes/fterm?q=%E9%9B%BB%E8%A7%A3%E8%B3%AA", "ClassesResponse"),
        ("/v1/classes/cpc/H01M10%2F05?lang=ja", "ClassResponse"),
        ("/v1/classes/fi/A23D9/00,504", "ClassResponse"),
        ("/healthz", "Health"),
        ("/readyz", "Readiness"),
    ] {
        let answer = get(uri).await;
        assert_eq!(answer.status, StatusCode::OK, "{uri}: {}", answer.text);
        check(schema, &answer.json());
    }
}

#[tokio::test]
async fn every_document_of_the_corpus_keeps_to_its_schema() {
    let body = get("/v1/search?size=100").await.json();
    for hit in body["hits"].as_array().expect("hits") {
        let uri = hit["links"]["document"].as_str().expect("a link");
        check("DocumentResponse", &get(uri).await.json());
    }
}

#[tokio::test]
async fn problems_keep_to_their_schema() {
    for uri in ["/v1/search?q=titel:x", "/v1/search?sise=3", "/v1/documents/JP2001000001A", "/v1/nothing"] {
        check("Problem", &get(uri).await.json());
    }
    check("Problem", &post_json("/v1/search", &json!({ "q": 1 })).await.json());
}

#[test]
fn a_request_that_is_accepted_keeps_to_its_schema() {
    check(
        "SearchRequest",
        &json!({ "q": "x", "office": ["JP"], "size": 5, "explain": true, "sort": "newest" }),
    );
}
