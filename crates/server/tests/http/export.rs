//! Whole results as files, through the router.

use crate::support::{ask_of, fixture, get, get_with};
use axum::http::{Method, StatusCode, header};
use server::ServerConfig;

/// The documents of the demo corpus as NDJSON do not fit into what an export holds at once: it waits for its reader.
#[tokio::test]
async fn one_export_too_many_is_refused_and_a_client_that_goes_frees_its_place() {
    use axum::body::Body;
    use tower::ServiceExt;

    let router = fixture(ServerConfig { concurrent_exports: 1, ..ServerConfig::default() }).router;
    let export = async || {
        let request = axum::http::Request::get("/v1/export?format=ndjson").body(Body::empty()).unwrap();
        router.clone().oneshot(request).await.unwrap()
    };
    let first = export().await;
    assert_eq!(first.status(), StatusCode::OK);
    let second = export().await;
    assert_eq!(second.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(second.headers().contains_key(header::RETRY_AFTER));
    let search = ask_of(router.clone(), Method::GET, "/v1/search?q=battery", &[], "").await;
    assert_eq!(search.status, StatusCode::OK, "searches do not wait for exports");
    drop(first);
    while export().await.status() != StatusCode::OK {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn an_export_names_its_file_its_generation_and_its_length() {
    let answer = get("/v1/export?format=csl&q=electrolyte&type=patent").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let items = answer.json();
    assert_eq!(answer.header("x-total"), items.as_array().unwrap().len().to_string());
    let generation = answer.header("x-generation");
    assert!(!generation.is_empty());
    let file = format!("attachment; filename=\"chizai-{generation}.json\"");
    assert_eq!(answer.header(header::CONTENT_DISPOSITION), file);
    assert!(items.as_array().unwrap().iter().all(|item| item["type"] == "patent"), "{items:#}");
}

#[tokio::test]
async fn the_page_offers_the_whole_result_as_files() {
    let html = [(header::ACCEPT, "text/html")];
    for (lang, words) in [("ja", "文献を書き出す"), ("en", "Export all")] {
        let page = get_with(&format!("/?q=battery&office=US&utm_source=x&lang={lang}"), &html).await;
        assert!(page.text.contains(words), "{}", page.text);
        let links: Vec<&str> =
            page.text.split("href=\"").filter(|rest| rest.starts_with("/v1/export?")).collect();
        assert_eq!(links.len(), 5, "a link a format");
        for link in links {
            let href = link.split('"').next().unwrap_or_default().replace("&amp;", "&");
            let answer = get_with(&href, &html).await;
            assert_eq!(answer.status, StatusCode::OK, "{href}: {}", answer.text);
        }
    }
}
