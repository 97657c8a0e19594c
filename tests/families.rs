//! Families and citations on the demo corpus, through a real process and port (scenario 16: papers and patents, both
//! ways).

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Server, chizai, demo_index};

fn ids(values: &Value, pointer: &str) -> Vec<String> {
    let id = |value: &Value| value.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    values.as_array().unwrap().iter().filter_map(id).collect()
}

#[test]
fn a_family_is_one_hit_with_its_members_and_comes_once() {
    let server = Server::start(demo_index());
    let plain = server.get("/v1/search?q=type:patent&size=0&families=true").json();
    let first = server.get("/v1/search?q=type:patent&size=10&collapse=simple&lang=en").json();
    assert_eq!(first["total"]["value"], 76);
    assert_eq!(first["families"], plain["families"]);
    assert_eq!(first["families"]["simple"]["value"], 58);
    assert_eq!(first["collapse"]["definition"], "simple");
    assert_eq!(first["collapse"]["name"], "simple family");
    assert!(first["collapse"]["text"].as_str().unwrap().contains("same set of applications"));
    let mut page = first;
    let mut seen = BTreeSet::new();
    let (mut families, mut matched) = (0, 0);
    loop {
        for hit in page["hits"].as_array().unwrap() {
            families += 1;
            matched += hit["collapsed"]["matched"].as_u64().unwrap();
            for id in ids(&hit["collapsed"]["members"], "/id") {
                assert!(seen.insert(id.clone()), "{id} came twice");
            }
        }
        let Some(cursor) = page["next"].as_str() else { break };
        let path = format!("/v1/search?q=type:patent&size=10&collapse=simple&cursor={cursor}");
        page = server.get(&path).json();
    }
    assert_eq!((families, matched), (58, 76));
}

#[test]
fn a_preferred_office_stands_for_the_family() {
    let server = Server::start(demo_index());
    for (office, expected) in [("JP", "JP-2012900101-A"), ("US", "US-20129000101-A1")] {
        let path =
            format!("/v1/search?q=type:patent&size=100&collapse=simple&representative=office:{office}");
        let found = ids(&server.get(&path).json()["hits"], "/id");
        assert!(found.iter().any(|id| id == expected), "{office}: {found:?}");
    }
    let refused = server.get("/v1/search?q=x&collapse=simple&representative=colour:red");
    assert_eq!(refused.status, 400);
    assert!(refused.body.contains("representative"), "{}", refused.body);
}

#[test]
fn the_command_line_collapses_too() {
    let outcome = chizai(&[
        "search",
        "--index",
        demo_index(),
        "--limit",
        "100",
        "--json",
        "--collapse",
        "extended",
        "--representative",
        "language:en",
        "type:patent",
    ]);
    let body = outcome.json();
    assert_eq!(body["hits"].as_array().unwrap().len() as u64, body["families"]["extended"]["value"]);
    assert_eq!(body["collapse"]["representative"], "language:en");
}

#[test]
fn a_paper_leads_to_the_patents_that_cite_it_and_back() {
    let server = Server::start(demo_index());
    let doi = "10.5555%2Fchizai.scan.2016.04";
    let citing = server.get(&format!("/v1/documents/{doi}/citations?direction=citedby")).json();
    let patents = ids(&citing["citations"], "/document/id");
    assert!(patents.iter().any(|id| id == "JP-2020940308-A"), "{patents:?}");
    assert!(patents.iter().any(|id| id == "WO-2020940308-A1"), "{patents:?}");
    assert_eq!(citing["total"]["value"].as_u64(), Some(patents.len() as u64));
    assert_eq!(citing["counts"]["all"], citing["total"]["value"]);
    for patent in &patents {
        let cited = server.get(&format!("/v1/documents/{patent}/citations")).json();
        let papers = ids(&cited["citations"], "/document/id");
        assert!(papers.iter().any(|id| id == "doi:10.5555/chizai.scan.2016.04"), "{patent}: {papers:?}");
    }
    let by_search =
        server.get(&format!("/v1/documents/{doi}/citations?direction=citedby&category=Y&by=search")).json();
    assert_eq!(by_search["total"]["value"], 2);
    let place = by_search["citations"][0]["place"].as_str();
    assert_eq!(place, Some("front-page"));
}

#[test]
fn citations_that_name_no_document_stay_visible() {
    let server = Server::start(demo_index());
    let cited = server.get("/v1/documents/JP-2014900620-A/citations").json();
    let unresolved: Vec<&Value> = cited["citations"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry.get("document").is_none())
        .collect();
    assert!(unresolved.iter().any(|entry| entry["text"].as_str().unwrap().contains("実願昭60-911702号")));
    assert!(cited["counts"]["in_index"].as_u64() < cited["counts"]["all"].as_u64());
    let page = server.get("/documents/JP-2014900620-A?lang=ja");
    assert!(page.body.contains("実願昭60-911702号"));
}

#[test]
fn a_family_names_its_definition_and_the_shared_priority() {
    let server = Server::start(demo_index());
    let family = server.get("/v1/documents/JP-2012900101-A/family?definition=simple&lang=en").json();
    assert_eq!(family["definition"], "simple");
    assert_eq!(family["total"]["value"], 2);
    let other =
        family["members"].as_array().unwrap().iter().find(|m| m["id"] == "US-20129000101-A1").unwrap();
    assert_eq!(other["shared"][0], "JP-2010900101");
    let refused = server.get("/v1/documents/JP-2012900101-A/family?definition=docdb");
    assert_eq!(refused.status, 400);
}

#[test]
fn the_pages_show_families_and_who_cited_as_what() {
    let server = Server::start(demo_index());
    let results = server.get("/?q=type:patent&collapse=simple&lang=en");
    assert!(results.body.contains("58 simple families"), "the count of families");
    assert!(results.body.contains("<details"), "the members under the hit");
    let article = server.get("/documents/10.5555%2Fchizai.scan.2016.04?lang=en");
    assert!(article.body.contains("Category Y"), "{}", article.body);
    assert!(article.body.contains("citing documents"), "{}", article.body);
    let patent = server.get("/documents/JP-2012900101-A?lang=ja");
    assert!(patent.body.contains("シンプルファミリー"));
}
