//! Every route and every refusal, through the router and without a port, on the demo corpus.

use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::support::{Answer, ask, ask_of, check_problem, fixture, get, get_with, post_json};
use server::ServerConfig;

fn search_body() -> Value {
    json!({ "q": "固体電解質", "size": 3, "facets": ["type", "office"], "office": ["JP"], "lang": "ja" })
}

#[tokio::test]
async fn a_search_finds_ranks_counts_and_marks() {
    let answer =
        get("/v1/search?q=%E5%9B%BA%E4%BD%93%E9%9B%BB%E8%A7%A3%E8%B3%AA&facets=type,office,year&lang=ja")
            .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let body = answer.json();
    let total = body["total"]["value"].as_u64().unwrap();
    assert!(0 < total, "{body:#}");
    let hits = body["hits"].as_array().unwrap();
    let scores: Vec<f64> = hits.iter().map(|hit| hit["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    let first = &hits[0];
    assert!(first["title"].as_str().unwrap().contains("電解質"), "{first:#}");
    assert_eq!(first["invented"], true);
    assert!(!first["passages"][0]["marks"].as_array().unwrap().is_empty(), "{first:#}");
    let types = body["facets"][0]["buckets"].as_array().unwrap();
    let counted: u64 = types.iter().map(|bucket| bucket["count"].as_u64().unwrap()).sum();
    assert_eq!(counted, total, "each document has one type");
}

#[tokio::test]
async fn post_answers_as_get_does() {
    let posted = post_json("/v1/search", &search_body()).await;
    let got = get(
        "/v1/search?q=%E5%9B%BA%E4%BD%93%E9%9B%BB%E8%A7%A3%E8%B3%AA&size=3&facets=type,office&office=JP&lang=ja",
    )
    .await;
    let without_time = |answer: &Answer| {
        let mut body = answer.json();
        body["took_ms"] = Value::Null;
        body
    };
    assert_eq!(without_time(&posted), without_time(&got));
    assert!(posted.json()["hits"].as_array().unwrap().iter().all(|hit| hit["office"] == "JP"));
}

#[tokio::test]
async fn filters_narrow_and_exclusions_leave_out() {
    let total = async |query: &str| {
        let answer = get(&format!("/v1/search?size=1&{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.json()["total"]["value"].as_u64().unwrap()
    };
    let all = total("").await;
    let patents = total("type=patent").await;
    assert_eq!(patents + total("type=article").await, all);
    assert_eq!(total("not_type=article").await, patents);
    assert_eq!(total("type=patent&type=article").await, all);
    let early = total("to=2010").await;
    let late = total("from=2011").await;
    assert_eq!(early + late, all, "every demo document has a date");
    assert!(0 < total("ipc=H01M").await);
    assert_eq!(total("office=JP&not_office=JP").await, 0);
}

#[tokio::test]
async fn pages_follow_each_other_by_cursor_without_gap_or_repetition() {
    let mut ids = Vec::new();
    let mut uri = "/v1/search?q=electrolyte&size=4".to_owned();
    let total = loop {
        let body = get(&uri).await.json();
        ids.extend(body["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()));
        match body["next"].as_str() {
            Some(cursor) => uri = format!("/v1/search?q=electrolyte&size=4&cursor={cursor}"),
            None => break body["total"]["value"].as_u64().unwrap(),
        }
    };
    assert_eq!(ids.len() as u64, total);
    let distinct: std::collections::HashSet<&String> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len());
}

#[tokio::test]
async fn an_explanation_sums_to_the_score() {
    fn check_node(node: &Value) {
        let parts = node["parts"].as_array().map_or(&[][..], Vec::as_slice);
        if !parts.is_empty() {
            let sum: f64 = parts.iter().map(|part| part["value"].as_f64().unwrap()).sum();
            assert!((sum - node["value"].as_f64().unwrap()).abs() < 1e-6, "{node:#}");
        }
        parts.iter().for_each(check_node);
    }
    let body = get("/v1/search?q=solid+electrolyte&explain=true&size=5").await.json();
    for hit in body["hits"].as_array().unwrap() {
        let score = hit["score"].as_f64().unwrap();
        assert!((hit["explanation"]["value"].as_f64().unwrap() - score).abs() < 1e-6, "{hit:#}");
        check_node(&hit["explanation"]);
    }
}

#[tokio::test]
async fn mistakes_in_parameters_are_named_with_a_suggestion() {
    for (query_string, parameter, code, suggestion) in [
        ("q=x&sise=3", "sise", "unknown-parameter", Some("size")),
        ("q=x&size=1000", "size", "out-of-range", Some("100")),
        ("type=pattent", "type", "invalid-value", Some("patent")),
        ("not_office=XQ", "not_office", "invalid-value", Some("JP")),
        ("q=x&size=ten", "size", "out-of-range", None),
        ("q=x&sort=newst", "sort", "not-a-choice", Some("newest")),
        ("q=x&explain=maybe", "explain", "not-a-flag", None),
        ("q=x&facets=type,ofice", "facets", "unknown-facet", Some("office")),
        ("q=x&from=soon", "from", "not-a-date", None),
        ("q=x&from=2020&to=2019", "to", "empty-range", None),
        ("q=x&q=y", "q", "given-twice", None),
        ("q=x&cursor=%21", "cursor", "invalid-cursor", None),
    ] {
        let answer = get(&format!("/v1/search?{query_string}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query_string}: {}", answer.text);
        let problem = answer.json();
        let item = &problem["errors"][0];
        assert_eq!(item["parameter"], parameter, "{query_string}: {problem:#}");
        assert_eq!(item["code"], code, "{query_string}: {problem:#}");
        assert_eq!(item["suggestion"].as_str(), suggestion, "{query_string}: {problem:#}");
    }
}

#[tokio::test]
async fn mistakes_in_a_body_are_named_by_pointer() {
    for (body, pointer, code) in [
        (json!({ "q": "x", "ofice": ["JP"] }), "/ofice", "unknown-parameter"),
        (json!({ "q": 3 }), "/q", "wrong-type"),
        (json!({ "q": "x", "size": "3" }), "/size", "wrong-type"),
        (json!({ "q": "x", "office": "JP" }), "/office", "wrong-type"),
        (json!({ "q": "x", "office": ["JP", 3] }), "/office/1", "wrong-type"),
        (json!({ "q": "x", "a/b~c": 1 }), "/a~1b~0c", "unknown-parameter"),
        (json!(["q"]), "", "wrong-type"),
    ] {
        let answer = post_json("/v1/search", &body).await;
        let problem = check_problem(&answer, 400, "invalid-request");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}: {problem:#}");
        assert_eq!(problem["errors"][0]["code"], code, "{body}: {problem:#}");
    }
}

#[tokio::test]
async fn an_unknown_field_in_a_query_is_a_client_error_with_a_pointer() {
    for answer in [
        get("/v1/search?q=titel:battery").await,
        post_json("/v1/search", &json!({ "q": "titel:battery" })).await,
    ] {
        let problem = check_problem(&answer, 400, "invalid-query");
        let item = &problem["errors"][0];
        assert_eq!(item["pointer"], "/q");
        assert_eq!(item["code"], "unknown-field");
        assert_eq!(item["suggestion"], "title");
    }
}

#[tokio::test]
async fn limits_are_explained_when_they_are_hit() {
    let long = "x".repeat(4_001);
    let problem = check_problem(&get(&format!("/v1/search?q={long}")).await, 400, "invalid-request");
    assert_eq!(
        problem["errors"][0]["message"],
        "the query has 4001 characters, the limit is 4000 (limits.query_chars)"
    );
    let body = json!({ "q": "x".repeat(300_000) });
    check_problem(&post_json("/v1/search", &body).await, 413, "body-too-large");
    let offices: Vec<String> = (0..101).map(|_| "JP".to_owned()).collect();
    let problem =
        check_problem(&post_json("/v1/search", &json!({ "office": offices })).await, 400, "invalid-request");
    assert_eq!(problem["errors"][0]["code"], "too-many");
}

#[tokio::test]
async fn what_is_not_json_or_not_announced_as_such_is_refused() {
    let json_type = [(header::CONTENT_TYPE, "application/json")];
    let answer = ask(Method::POST, "/v1/search", &json_type, "{\"q\": ").await;
    let problem = check_problem(&answer, 400, "invalid-request");
    assert_eq!(problem["errors"][0]["code"], "not-json");
    let answer = ask(Method::POST, "/v1/search", &[(header::CONTENT_TYPE, "text/plain")], "{}").await;
    check_problem(&answer, 415, "unsupported-media-type");
    check_problem(&ask(Method::POST, "/v1/search", &[], "{}").await, 415, "unsupported-media-type");
}

#[tokio::test]
async fn unknown_paths_and_methods_are_problems_too() {
    let problem = check_problem(&get("/v1/serch").await, 404, "not-found");
    assert!(problem["detail"].as_str().unwrap().contains("/v1/search"), "{problem:#}");
    let answer = ask(Method::DELETE, "/v1/search", &[], "").await;
    check_problem(&answer, 405, "method-not-allowed");
    assert!(answer.header(header::ALLOW).contains("POST"), "{:?}", answer.headers);
}

#[tokio::test]
async fn problems_speak_the_readers_language_and_form() {
    let japanese = get_with("/v1/nothing", &[(header::ACCEPT_LANGUAGE, "ja")]).await;
    assert_eq!(japanese.json()["title"], "このアドレスにはページがありません");
    let page = get_with("/v1/nothing", &[(header::ACCEPT, "text/html,*/*;q=0.8")]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.header(header::CONTENT_TYPE).starts_with("text/html"));
    assert!(page.text.contains("Nothing is at this address"), "{}", page.text);
}

#[tokio::test]
async fn a_document_is_found_by_any_form_of_its_number() {
    let canonical = get("/v1/documents/JP-2012940101-A").await;
    assert_eq!(canonical.status, StatusCode::OK, "{}", canonical.text);
    for written in ["%E7%89%B9%E9%96%8B2012-940101", "JP2012940101A", "JP%202012-940101%20A"] {
        let answer = get(&format!("/v1/documents/{written}")).await;
        assert_eq!(answer.json()["id"], "JP-2012940101-A", "{written}: {}", answer.text);
        assert_eq!(answer.header(header::CONTENT_LOCATION), "/v1/documents/JP-2012940101-A");
    }
    let body = canonical.json();
    assert_eq!(body["document"]["number"], "JP-2012940101-A");
    assert!(!body["document"]["description"].as_array().unwrap().is_empty());
    let document: model::Document = serde_json::from_value(body["document"].clone()).unwrap();
    assert!(document.is_invented());
}

#[tokio::test]
async fn an_article_is_found_by_its_doi() {
    let found = get("/v1/search?type=article&size=1").await.json();
    let id = found["hits"][0]["id"].as_str().unwrap().to_owned();
    let doi = id.strip_prefix("doi:").unwrap();
    for written in [id.clone(), doi.replace('/', "%2F"), format!("https://doi.org/{doi}").replace('/', "%2F")]
    {
        let answer = get(&format!("/v1/documents/{written}")).await;
        assert_eq!(answer.json()["id"], id, "{written}: {}", answer.text);
    }
}

#[tokio::test]
async fn a_member_of_a_body_is_given_once() {
    let body = r#"{"q": "a", "facets": ["office"], "q": "b"}"#;
    for uri in ["/v1/search", "/v1/export", "/v1/reports", "/v1/lines"] {
        let answer = ask(Method::POST, uri, &[(header::CONTENT_TYPE, "application/json")], body).await;
        let problem = check_problem(&answer, 400, "invalid-request");
        assert_eq!(problem["errors"][0]["code"], "given-twice", "{uri}: {problem:#}");
        assert_eq!(problem["errors"][0]["pointer"], "/q", "{uri}: {problem:#}");
    }
}

#[tokio::test]
async fn documents_that_are_not_there_say_how_they_were_read() {
    let problem = check_problem(&get("/v1/documents/JP2001000001A").await, 404, "document-not-found");
    assert!(problem["detail"].as_str().unwrap().contains("JP-2001000001-A"), "{problem:#}");
    check_problem(&get("/v1/documents/nonsense%21").await, 400, "invalid-number");
    let grant = |number: &str| format!("/v1/documents/%E7%89%B9%E8%A8%B1%E7%AC%AC{number}%E5%8F%B7?lang=en");
    let problem = check_problem(&get(&grant("4123456")).await, 404, "document-not-found");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("its publication can be JP-4123456-B2, JP-4123456-B1"), "{problem:#}");
    let problem = check_problem(&get(&grant("1234567")).await, 404, "document-not-found");
    assert_eq!(problem["errors"][0]["code"], "needs-crosswalk", "{problem:#}");
    assert!(problem["detail"].as_str().unwrap().contains("crosswalk"), "{problem:#}");
}

#[tokio::test]
async fn families_and_citations_are_linked() {
    let body = get("/v1/documents/JP-2012940101-A?lang=en").await.json();
    let family = body["links"]["family"].as_array().unwrap();
    assert!(!family.is_empty(), "{:#}", body["links"]);
    for link in family {
        let member = get(link["href"].as_str().unwrap()).await;
        assert_eq!(member.status, StatusCode::OK, "{link}");
        assert_eq!(member.json()["document"]["family"], body["document"]["family"]);
    }
}

#[tokio::test]
async fn analysis_shows_terms_with_their_places() {
    let answer = get("/v1/analyze?field=claims.en&text=Solid%20electrolytes").await;
    let body = answer.json();
    assert_eq!(body["analyzer"], "english", "{}", answer.text);
    assert_eq!(body["tokens"][1]["text"], "electrolytes");
    assert_eq!(body["tokens"][1]["range"], json!({ "start": 6, "end": 18 }));
    let problem = check_problem(&get("/v1/analyze?field=clams.en&text=x").await, 400, "invalid-request");
    assert_eq!(problem["errors"][0]["code"], "unknown-field");
    let problem = check_problem(&get("/v1/analyze?text=x").await, 400, "invalid-request");
    assert_eq!(problem["errors"][0]["parameter"], "field");
}

#[tokio::test]
async fn the_rest_of_the_api_answers() {
    let fields = get("/v1/fields?lang=ja").await.json();
    assert_eq!(fields["fields"][0]["name"], "text");
    assert_eq!(get("/healthz").await.json()["status"], "ok");
    let ready = get("/readyz").await.json();
    assert!(0 < ready["documents"].as_u64().unwrap(), "{ready}");
    assert_eq!(ready["ranking"], indexer::IndexConfig::shipped().ranking.fingerprint());
    let metrics = get("/metrics").await;
    assert!(metrics.text.contains("chizai_documents"), "{}", metrics.text);
    assert!(metrics.text.contains("# TYPE chizai_request_duration_seconds histogram"), "{}", metrics.text);
}

#[tokio::test]
async fn an_unchanged_answer_is_not_sent_again() {
    let uri = "/v1/search?q=electrolyte";
    let first = get(uri).await;
    let tag = first.header(header::ETAG).to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let again = get_with(uri, &[(header::IF_NONE_MATCH, &tag)]).await;
    assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let other = get_with("/v1/search?q=battery", &[(header::IF_NONE_MATCH, &tag)]).await;
    assert_eq!(other.status, StatusCode::OK);
    let in_japanese = get_with(uri, &[(header::IF_NONE_MATCH, &tag), (header::ACCEPT_LANGUAGE, "ja")]).await;
    assert_eq!(in_japanese.status, StatusCode::OK, "the language is part of what was answered");
}

#[tokio::test]
async fn head_has_the_tag_of_get_and_changed_weights_or_limits_have_another() {
    let uri = "/v1/search?q=electrolyte";
    let tag = get(uri).await.header(header::ETAG).to_owned();
    let head = ask(Method::HEAD, uri, &[], "").await;
    assert_eq!((head.header(header::ETAG), head.text.as_str()), (tag.as_str(), ""));
    let known = ask(Method::HEAD, uri, &[(header::IF_NONE_MATCH, &tag)], "").await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);

    let with_body_limit = |body_bytes_max| ServerConfig { body_bytes_max, ..ServerConfig::default() };
    let mut heavier = indexer::IndexConfig::shipped();
    for part in heavier.ranking.part.values_mut() {
        part.weight *= 2.0;
    }
    let shipped = indexer::IndexConfig::shipped();
    let folder = fixture(with_body_limit(1024));
    let tag_of = async |config: &indexer::IndexConfig, limit| {
        let router = folder.reopened(config, with_body_limit(limit));
        ask_of(router, Method::GET, uri, &[], "").await.header(header::ETAG).to_owned()
    };
    let before = tag_of(&shipped, 1024).await;
    assert_eq!(tag_of(&shipped, 1024).await, before);
    assert_ne!(tag_of(&shipped, 2048).await, before);
    assert_ne!(tag_of(&heavier, 1024).await, before);
}

#[tokio::test]
async fn no_hits_are_asked_for_by_size_0() {
    let body = get("/v1/search?q=electrolyte&size=0&facets=type").await.json();
    assert!(0 < body["total"]["value"].as_u64().unwrap(), "{body:#}");
    assert_eq!(body["hits"], json!([]));
    assert!(!body["facets"][0]["buckets"].as_array().unwrap().is_empty(), "{body:#}");
    let problem = check_problem(&get("/v1/search?q=x&size=101").await, 400, "invalid-request");
    let message = problem["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("limits.page_size_max"), "{message}");
}

#[tokio::test]
async fn unknown_words_keep_the_order_by_relevance() {
    for (query, sort) in [
        ("zzqxnosuch", "relevance"),
        ("zzqxnosuch+office:JP", "relevance"),
        ("NOT+zzqxnosuch", "newest"),
        ("office:JP", "newest"),
    ] {
        let body = get(&format!("/v1/search?q={query}")).await.json();
        assert_eq!(body["sort"], sort, "{query}: {body:#}");
    }
}

#[tokio::test]
async fn a_query_of_which_nothing_is_left_is_refused() {
    for query in ["(((", "NOT", "%22%22+"] {
        let problem = check_problem(&get(&format!("/v1/search?q={query}")).await, 400, "invalid-query");
        let codes: Vec<&str> =
            problem["errors"].as_array().unwrap().iter().filter_map(|item| item["code"].as_str()).collect();
        assert_eq!(codes, ["nothing-to-search"], "{query}");
    }
    assert_eq!(get("/v1/search?q=").await.status, StatusCode::OK);
    assert_eq!(get("/v1/search?q=+&office=JP").await.status, StatusCode::OK);
}

#[tokio::test]
async fn pages_say_that_documents_are_invented() {
    for (uri, words) in [
        ("/?lang=en", "Documents with this label were invented as examples."),
        ("/?q=electrolyte&lang=en", "Documents with this label were invented as examples."),
        ("/?lang=ja", "例として作られた架空のものです"),
        ("/help?lang=en", "documents labelled “invented” do not exist"),
    ] {
        let page = get(uri).await.text;
        assert!(page.contains(words), "{uri}: {page}");
    }
}

#[tokio::test]
async fn every_answer_carries_its_request_id_and_the_browsers_orders() {
    for uri in ["/", "/v1/search?q=x", "/v1/nothing", "/style.css"] {
        let answer = get_with(uri, &[(header::HeaderName::from_static("x-request-id"), "test-1")]).await;
        assert_eq!(answer.header("x-request-id"), "test-1", "{uri}");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{uri}");
        assert!(answer.header(header::CONTENT_SECURITY_POLICY).contains("default-src 'none'"), "{uri}");
    }
    let unsafe_id = get_with("/", &[(header::HeaderName::from_static("x-request-id"), "a b\"c")]).await;
    assert_ne!(unsafe_id.header("x-request-id"), "a b\"c");
}

#[tokio::test]
async fn answers_are_compressed_for_those_who_can_read_it() {
    let answer = get_with("/style.css", &[(header::ACCEPT_ENCODING, "gzip")]).await;
    assert_eq!(answer.header(header::CONTENT_ENCODING), "gzip");
    let answer = get_with("/v1/search?q=electrolyte", &[(header::ACCEPT_ENCODING, "zstd")]).await;
    assert_eq!(answer.header(header::CONTENT_ENCODING), "zstd");
}

#[tokio::test]
async fn one_search_too_many_is_told_when_to_come_back() {
    let config = ServerConfig { concurrent_searches: 0, queue_length: 0, ..ServerConfig::default() };
    let fixture = fixture(config);
    let answer = ask_of(fixture.router.clone(), Method::GET, "/v1/search?q=x", &[], "").await;
    check_problem(&answer, 503, "overloaded");
    assert_eq!(answer.header(header::RETRY_AFTER), "1");
}

#[tokio::test]
async fn a_search_that_takes_too_long_is_a_problem() {
    let search_timeout = std::time::Duration::from_millis(1);
    let config = ServerConfig { concurrent_searches: 0, search_timeout, ..ServerConfig::default() };
    let fixture = fixture(config);
    let answer = ask_of(fixture.router.clone(), Method::GET, "/v1/search?q=x", &[], "").await;
    check_problem(&answer, 504, "timed-out");
}

#[tokio::test]
async fn histograms_add_up_to_the_total() {
    let answer =
        get("/v1/search?size=0&histogram=published:month,claim_count:5,filed&facets=fterm,family").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let body = answer.json();
    let histograms = body["histograms"].as_array().unwrap();
    assert_eq!(histograms.len(), 3);
    for histogram in histograms {
        let buckets = histogram["buckets"].as_array().unwrap().iter();
        let counted: u64 = buckets.map(|bucket| bucket["count"].as_u64().unwrap()).sum();
        let rest = histogram["missing"].as_u64().unwrap() + histogram["coarser"].as_u64().unwrap();
        assert_eq!(body["total"]["value"], counted + rest, "{histogram:#}");
    }
    assert_eq!(body["facets"][1]["field"], "family");
    for (asked, code) in [("published:day", "too-many-buckets"), ("publisched:day", "unknown-histogram")] {
        let problem = get(&format!("/v1/search?histogram={asked}")).await;
        let problem = check_problem(&problem, 400, "invalid-request");
        assert_eq!(problem["errors"][0]["code"], code, "{problem:#}");
    }
}

/// A query of 3,900 characters, 35 kB in an address, is not repeated for each value of each facet and each hit.
#[tokio::test]
async fn a_long_query_makes_no_huge_page() {
    let sentence = "固体電解質を含む電池の製造方法において、硫化物ガラスを熱処理する工程を備える。";
    let text: String = sentence.chars().cycle().take(3_900).collect();
    let encoded: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let page = get_with(&format!("/?q={encoded}&lang=en"), &[(header::ACCEPT, "text/html")]).await;
    assert_eq!(page.status, StatusCode::OK);
    let n_long = page.text.matches(&format!("q={}", &encoded[..90])).count();
    assert!(
        n_long < 60 && page.text.len() < 2_000_000,
        "{n_long} links repeat it, {} bytes",
        page.text.len()
    );
    assert!(page.text.contains("form=\"narrowing\" name=\"type\" value=\"patent\""), "facets are buttons");
    assert!(!page.text.contains("/documents/JP-2012900101-A?q="));
}
