//! `/v1/similar` and its pages, through the router and without a port, on the demo corpus.

use std::sync::LazyLock;

use axum::http::{HeaderName, Method, StatusCode, header};
use indexer::IndexConfig;
use serde_json::{Value, json};
use server::ServerConfig;

use crate::support::{Answer, Fixture, ask_of, check_problem, fixture};

/// Served with the limits of the shipped `ranking.toml`.
static FIXTURE: LazyLock<Fixture> =
    LazyLock::new(|| fixture(ServerConfig::new(&IndexConfig::shipped().ranking.limits)));

async fn ask(method: Method, uri: &str, headers: &[(HeaderName, &str)], body: &str) -> Answer {
    ask_of(FIXTURE.router.clone(), method, uri, headers, body).await
}

async fn get(uri: &str) -> Answer {
    ask(Method::GET, uri, &[], "").await
}

async fn post_json(uri: &str, body: &Value) -> Answer {
    ask(Method::POST, uri, &[(header::CONTENT_TYPE, "application/json")], &body.to_string()).await
}

fn ids(body: &Value) -> Vec<&str> {
    body["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect()
}

#[track_caller]
fn ok(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

/// A posted form, as a browser sends it.
async fn post_form(uri: &str, fields: &[(&str, &str)]) -> Answer {
    let encode = |text: &str| -> String {
        text.bytes().map(|byte| if byte == b' ' { "+".to_owned() } else { format!("%{byte:02X}") }).collect()
    };
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    let form = [(header::CONTENT_TYPE, "application/x-www-form-urlencoded")];
    ask(Method::POST, uri, &form, &body.join("&")).await
}

#[tokio::test]
async fn every_form_of_a_number_is_answered_with_reasons() {
    let expected = ok(&get("/v1/similar/JP-2020900404-A?size=20&lang=en").await);
    assert_eq!(expected["similar_to"]["id"], "JP-2020900404-A");
    assert_eq!(expected["left_out"], 2, "its English member and itself");
    assert!(!ids(&expected).contains(&"EP-9000404-A1"), "{:?}", ids(&expected));
    for written in ["JP2020900404A", "%E7%89%B9%E9%96%8B2020-900404", "jp 2020-900404 a"] {
        let written = written.replace(' ', "%20");
        let body = ok(&get(&format!("/v1/similar/{written}?size=20&lang=en")).await);
        assert_eq!(ids(&body), ids(&expected), "{written}");
    }
    let terms = expected["terms"].as_array().unwrap();
    let weights: Vec<f64> = terms.iter().map(|term| term["weight"].as_f64().unwrap()).collect();
    assert!(weights.is_sorted_by(|a, b| a >= b) && 0.0 < weights[0], "{weights:?}");
    for hit in expected["hits"].as_array().unwrap() {
        let reasons = &hit["reasons"];
        assert!(!reasons["terms"].as_array().unwrap().is_empty(), "{hit:#}");
        assert!(reasons["terms"][0]["value"].as_f64().unwrap() <= hit["score"].as_f64().unwrap() + 1e-6);
    }
    let hit = |id: &str| {
        let hits = expected["hits"].as_array().unwrap();
        hits.iter().find(|hit| hit["id"] == id).unwrap_or_else(|| panic!("{id}: {:?}", ids(&expected)))
    };
    assert_eq!(hit("JP-2012900101-A")["reasons"]["cited"], true);
    assert_eq!(hit("JP-2012900101-A")["reasons"]["citing"], false);
    assert_eq!(hit("JP-2025901188-A")["reasons"]["references"], json!(["JP-2012900101-A"]));
    let classes = hit("JP-2012900101-A")["reasons"]["classes"].as_array().unwrap();
    assert!(classes.iter().any(|class| class["scheme"] == "ipc"), "{classes:?}");
}

#[tokio::test]
async fn an_article_is_asked_about_by_its_doi() {
    for written in ["doi:10.5555/chizai.scan.2008.02", "10.5555%2Fchizai.scan.2008.02"] {
        let body = ok(&get(&format!("/v1/similar/{written}?type=patent&size=5")).await);
        assert!(body["hits"].as_array().unwrap().iter().all(|hit| hit["type"] == "patent"), "{body:#}");
        let hits = ids(&body);
        assert!(hits.contains(&"US-20059400301-A1"), "{hits:?}");
    }
}

#[tokio::test]
async fn what_is_not_held_or_not_a_number_is_answered_as_documents_are() {
    for (written, status, slug) in [
        ("JP-2001000001-A", 404, "document-not-found"),
        ("nonsense", 400, "invalid-number"),
        ("%E7%89%B9%E9%A1%982009-123456", 404, "document-not-found"),
    ] {
        let of_document = get(&format!("/v1/documents/{written}?lang=ja")).await;
        let problem = check_problem(&get(&format!("/v1/similar/{written}?lang=ja")).await, status, slug);
        assert_eq!(problem["title"], of_document.json()["title"], "{written}");
        assert_eq!(problem["detail"], of_document.json()["detail"], "{written}");
    }
}

#[tokio::test]
async fn a_day_is_one_of_the_documents_or_a_date() {
    let of =
        async |before: &str| ok(&get(&format!("/v1/similar/EP-9000404-A1?size=100&before={before}")).await);
    let all = ok(&get("/v1/similar/EP-9000404-A1?size=100").await);
    assert_eq!(all.get("before"), None);
    let before = of("priority").await;
    assert_eq!(before["before"], json!({ "of": "priority", "day": "2018-07-03" }));
    assert!(before["total"]["value"].as_u64() < all["total"]["value"].as_u64());
    for hit in before["hits"].as_array().unwrap() {
        assert!(hit["published"].as_str().unwrap() < "2018-07-03", "{hit:#}");
    }
    assert_eq!(of("2018-07-03").await["hits"], before["hits"]);
    let problem =
        check_problem(&get("/v1/similar/EP-9000404-A1?before=priorty").await, 400, "invalid-request");
    assert_eq!(problem["errors"][0]["parameter"], "before");
    assert_eq!(problem["errors"][0]["suggestion"], "priority");
    let of_text = post_json("/v1/similar", &json!({ "text": "電池", "before": "priority" })).await;
    let problem = check_problem(&of_text, 400, "invalid-request");
    assert_eq!(problem["errors"][0]["pointer"], "/before");
    assert_eq!(problem["errors"][0]["code"], "no-date");
}

#[tokio::test]
async fn parameters_of_a_search_narrow_and_those_without_sense_are_refused() {
    let body = ok(&get("/v1/similar/JP-2019901101-A?office=JP&not_kind=B2&from=2015&q=claims:%E9%8A%85%E8%A7%A6%E5%AA%92&facets=type").await);
    assert_eq!(body["understood"], "claims:銅触媒 AND NOT kind:B2");
    for hit in body["hits"].as_array().unwrap() {
        assert_eq!((&hit["office"], &hit["kind"]), (&json!("JP"), &json!("A")), "{hit:#}");
        assert!("2015" <= hit["published"].as_str().unwrap(), "{hit:#}");
    }
    assert!(0 < body["total"]["value"].as_u64().unwrap());
    assert_eq!(body["facets"][0]["field"], "type");
    for (parameter, suggestion) in
        [("sort=newest", None), ("feedback=true", None), ("befor=filed", Some("before"))]
    {
        let answer = get(&format!("/v1/similar/JP-2019901101-A?{parameter}")).await;
        let problem = check_problem(&answer, 400, "invalid-request");
        assert_eq!(problem["errors"][0]["code"], "unknown-parameter", "{problem:#}");
        assert_eq!(problem["errors"][0]["suggestion"].as_str(), suggestion, "{problem:#}");
    }
}

#[tokio::test]
async fn selected_parts_and_explanations_are_given_on_request() {
    let body = ok(&get("/v1/similar/JP-2019901101-A?fields=title.ja,biblio.kind&size=2").await);
    assert!(body["hits"][0]["fields"].is_object(), "{body:#}");
    assert_eq!(body["hits"].as_array().unwrap().len(), 2);
    assert!(!body["terms"].as_array().unwrap().is_empty());
    let body = ok(&get("/v1/similar/JP-2019901101-A?explain=true&size=5").await);
    for hit in body["hits"].as_array().unwrap() {
        let score = hit["score"].as_f64().unwrap();
        assert!((hit["explanation"]["value"].as_f64().unwrap() - score).abs() < 1e-6, "{hit:#}");
    }
}

#[tokio::test]
async fn pages_follow_each_other_by_cursor() {
    let all = ok(&get("/v1/similar/JP-2012900101-A?size=100").await);
    let (mut found, mut uri) = (Vec::new(), "/v1/similar/JP-2012900101-A?size=9".to_owned());
    loop {
        let body = ok(&get(&uri).await);
        found.extend(ids(&body).into_iter().map(str::to_owned));
        match body["next"].as_str() {
            Some(cursor) if found.len() < 100 => {
                uri = format!("/v1/similar/JP-2012900101-A?size=9&cursor={cursor}");
            }
            _ => break,
        }
    }
    let expected = ids(&all);
    assert_eq!(found[..expected.len().min(found.len())], expected[..expected.len().min(found.len())]);
    let cursor = all["next"].as_str().map(str::to_owned);
    let first = ok(&get("/v1/similar/JP-2012900101-A?size=9").await);
    let cursor = cursor.or(first["next"].as_str().map(str::to_owned)).unwrap();
    let other = get(&format!("/v1/similar/JP-2016900303-A?size=9&cursor={cursor}")).await;
    let problem = check_problem(&other, 400, "invalid-request");
    assert_eq!(problem["errors"][0]["code"], "cursor-of-other-search");
}

fn long_text(chars: usize) -> String {
    let demo = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/batteries.jsonl"));
    let mut text = String::new();
    for line in demo.expect("the demo corpus is in the repository").lines() {
        let document: Value = serde_json::from_str(line).expect("a document");
        for section in document["description"].as_array().into_iter().flatten() {
            for paragraph in section["paragraphs"].as_array().into_iter().flatten() {
                text.push_str(paragraph["text"].as_str().unwrap_or_default());
            }
        }
    }
    text.chars().cycle().filter(|c| *c != '\n').take(chars).collect()
}

#[tokio::test]
async fn a_long_text_is_asked_about_in_a_body() {
    let body =
        ok(&post_json("/v1/similar", &json!({ "text": long_text(10_000), "size": 5, "lang": "en" })).await);
    assert_eq!(ids(&body).len(), 5);
    assert_eq!(body.get("similar_to"), None);
    assert_eq!(body["left_out"], 0);
    let notice = body["problems"].as_array().unwrap();
    let notice: Vec<&Value> = notice.iter().filter(|one| one["code"] == "words-selected").collect();
    assert_eq!(notice.len(), 1, "{body:#}");
    assert_eq!(notice[0]["pointer"], "/text");
    assert!(notice[0]["message"].as_str().unwrap().contains("tell most"), "{}", notice[0]);
    let at_most = post_json("/v1/similar", &json!({ "text": long_text(20_000), "size": 1 })).await;
    assert_eq!(at_most.status, StatusCode::OK, "{}", at_most.text);
    let beyond = post_json("/v1/similar", &json!({ "text": long_text(20_001), "lang": "ja" })).await;
    let problem = check_problem(&beyond, 400, "invalid-request");
    assert_eq!(problem["errors"][0]["code"], "too-long");
    assert!(problem["detail"].as_str().unwrap().contains("20000"), "{problem:#}");
    // The same limit holds for a query in a body.
    let query = post_json("/v1/search", &json!({ "q": long_text(10_000), "size": 1 })).await;
    assert_eq!(query.status, StatusCode::OK, "{}", query.text);
}

#[tokio::test]
async fn mistakes_in_a_body_are_named_by_pointer() {
    for (body, pointer, code) in [
        (json!({}), "/text", "missing"),
        (json!({ "text": " \n" }), "/text", "missing"),
        (json!({ "text": 3 }), "/text", "wrong-type"),
        (json!({ "txt": "電池" }), "/txt", "unknown-parameter"),
        (json!({ "text": "電池", "before": "soon" }), "/before", "not-a-date"),
        (json!({ "text": "電池", "type": ["pattent"] }), "/type", "invalid-value"),
    ] {
        let answer = post_json("/v1/similar", &body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}: {}", answer.text);
        let problem = answer.json();
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}: {problem:#}");
        assert_eq!(problem["errors"][0]["code"], code, "{body}: {problem:#}");
    }
}

#[tokio::test]
async fn a_pages_links_lead_to_the_other_type_and_to_what_was_before() {
    for language in ["ja", "en"] {
        let page = get(&format!("/similar/EP-9000404-A1?lang={language}")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        for link in [
            "/similar/EP-9000404-A1?lang=LANG&amp;type=article",
            "/similar/EP-9000404-A1?lang=LANG&amp;before=priority",
            "/documents/EP-9000404-A1?lang=LANG",
            "/similar/US-20129000101-A1?lang=LANG",
        ] {
            let link = link.replace("LANG", language);
            assert!(page.text.contains(&format!("href=\"{link}\"")), "{link}: {}", page.text);
        }
        let words = if language == "ja" { "共通の語" } else { "shared terms" };
        assert!(page.text.contains(words), "{}", page.text);
        let cited = if language == "ja" {
            "対象の文献がこれを引用"
        } else {
            "cited by the document asked about"
        };
        assert!(page.text.contains(cited), "{}", page.text);
        assert!(page.text.contains("2018-07-03"), "the day of its priority: {}", page.text);
    }
    let articles = get("/similar/EP-9000404-A1?lang=en&type=article").await.text;
    assert!(!articles.contains("<span class=\"id\">JP-"), "{articles}");
    for path in ["/?q=battery&lang=en", "/documents/EP-9000404-A1?lang=en"] {
        let page = get(path).await.text;
        assert!(page.contains("href=\"/similar/EP-9000404-A1?lang=en\""), "{path}: {page}");
    }
    assert_eq!(get("/similar/JP-2001000001-A").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_form_takes_a_long_text_and_leads_on_without_a_script() {
    let empty = get("/similar?lang=en").await;
    assert!(empty.text.contains("<textarea"), "{}", empty.text);
    let text = long_text(10_000);
    let page = post_form("/similar?lang=en", &[("text", &text), ("type", "patent"), ("before", "")]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(page.text.contains("tell most"), "the notice: {}", page.text);
    assert!(page.text.contains("name=\"cursor\""), "the next page: {}", page.text);
    let between = |text: &str, from: &str, to: &str| -> String {
        text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).expect("it is there").0.to_owned()
    };
    let cursor = between(&page.text, "name=\"cursor\" value=\"", "\"");
    let next = [("text", text.as_str()), ("type", "patent"), ("cursor", &cursor), ("rank", "16")];
    let second = post_form("/similar?lang=en", &next).await;
    assert_eq!(second.status, StatusCode::OK, "{}", second.text);
    assert!(second.text.contains("<ol class=\"hits\" start=\"16\">"), "{}", second.text);
    let refused = post_form("/similar?lang=ja", &[("text", &long_text(20_001))]).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text.contains("20000 文字"), "{}", refused.text);
    let refused = post_form("/similar?lang=en", &[("text", "a cell"), ("before", "soon")]).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text.contains("a cell") && refused.text.contains("soon"), "{}", refused.text);
}

#[tokio::test]
async fn a_text_across_languages_tells_which_pairs_took_part() {
    let plain = post_json("/v1/similar", &json!({ "text": "sulfide solid electrolyte" })).await;
    assert!(plain.json().get("translations").is_none(), "{}", plain.text);
    let across =
        post_json("/v1/similar", &json!({ "text": "sulfide solid electrolyte", "xl": ["ja"] })).await;
    assert_eq!(across.status, StatusCode::OK, "{}", across.text);
    assert!(
        across.json()["translations"].is_object() || across.json()["translations"].is_array(),
        "{}",
        across.text
    );
}
