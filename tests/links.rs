//! Links between patents and papers on the demo corpus, through the real binary (scenario 16).

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Server, chizai, demo_index, encoded};

/// An article that patents cite on the front page and in the text.
const PAPER: &str = "doi:10.5555/chizai.scan.2016.04";

fn links(server: &Server, id: &str) -> Value {
    server.get(&format!("/v1/documents/{}/links?lang=en", encoded(id.trim_start_matches("doi:")))).json()
}

/// The documents at the other ends of a list of citations.
fn ends(list: &Value) -> BTreeSet<String> {
    let entries = list.as_array().unwrap().iter();
    entries.filter_map(|entry| Some(entry["document"]["id"].as_str()?.to_owned())).collect()
}

fn literature(answer: &Value) -> Vec<Value> {
    let places = ["front_page", "in_text", "reference_list"];
    places.iter().flat_map(|place| answer["literature"][place].as_array().unwrap().clone()).collect()
}

#[test]
fn a_paper_leads_to_the_patents_that_cite_it_by_place() {
    let server = Server::start(demo_index());
    let answer = links(&server, PAPER);
    let front_page = ends(&answer["citing_patents"]["front_page"]["citations"]);
    let in_text = ends(&answer["citing_patents"]["in_text"]["citations"]);
    assert!(front_page.contains("JP-2020940308-A") && front_page.contains("WO-2020940308-A1"), "{answer:#}");
    assert_eq!(in_text.iter().collect::<Vec<_>>(), ["US-99400311-B2"], "{answer:#}");
    let all: BTreeSet<&String> = front_page.union(&in_text).collect();
    assert_eq!(answer["citing_patents"]["total"]["value"], all.len());
    assert_eq!(answer["counts"]["citing_patents"], all.len());
    for patent in all {
        let back: BTreeSet<String> = literature(&links(&server, patent))
            .iter()
            .filter_map(|entry| Some(entry["document"]["id"].as_str()?.to_owned()))
            .collect();
        assert!(back.contains(PAPER), "{patent}: {back:?}");
    }
}

/// Every link within the index, from every document: what one end says, the other says.
#[test]
fn links_are_counted_alike_from_both_ends() {
    let server = Server::start(demo_index());
    let body = chizai(&["search", "--index", demo_index(), "--limit", "200", "--json", "*"]).json();
    let ids: Vec<String> =
        body["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(body["total"]["value"], ids.len());
    let (mut cited, mut citing) = (BTreeSet::new(), BTreeSet::new());
    for id in &ids {
        let answer = links(&server, id);
        let mut entries = literature(&answer);
        let counts = &answer["counts"];
        assert_eq!(counts["literature"], entries.len(), "{id}");
        let by_status = ["resolved", "ambiguous", "not_in_index", "unresolvable"]
            .map(|name| counts[name].as_u64().unwrap());
        assert_eq!(by_status.iter().sum::<u64>(), entries.len() as u64, "{id}");
        entries.extend(answer["patents"].as_array().unwrap().clone());
        cited.extend(ends(&Value::Array(entries)).into_iter().map(|other| (id.clone(), other)));
        let citing_lists = ["/citing_patents/front_page", "/citing_patents/in_text", "/citing_articles"];
        let mut patents = BTreeSet::new();
        for list in citing_lists {
            let found = ends(&answer.pointer(list).unwrap()["citations"]);
            assert_eq!(answer.pointer(list).unwrap()["total"]["value"], found.len(), "{id} {list}");
            if list != "/citing_articles" {
                patents.extend(found.iter().cloned());
            }
            citing.extend(found.into_iter().map(|other| (other, id.clone())));
        }
        assert_eq!(counts["citing_patents"], patents.len(), "{id}");
    }
    assert!(60 < cited.len(), "{}", cited.len());
    assert_eq!(cited, citing);
}

/// A citation without a DOI is resolved by what it says, in either language; the search says the same.
#[test]
fn citations_without_a_doi_are_resolved_by_their_fields() {
    #[track_caller]
    fn check(server: &Server, citing: &str, cited: &str, rule: &str) {
        let answer = links(server, citing);
        let entries = literature(&answer);
        let entry = entries.iter().find(|entry| entry["document"]["id"] == cited);
        let entry = entry.unwrap_or_else(|| panic!("{citing} does not lead to {cited}: {answer:#}"));
        assert_eq!(
            (&entry["rule"], &entry["literature"]["status"]),
            (&rule.into(), &"resolved".into()),
            "{entry:#}"
        );
        let found = chizai(&[
            "search",
            "--index",
            demo_index(),
            "--json",
            "--limit",
            "50",
            &format!("cites:\"{cited}\""),
        ])
        .json();
        assert!(found["hits"].as_array().unwrap().iter().any(|hit| hit["id"] == citing), "{found:#}");
        let back = chizai(&[
            "search",
            "--index",
            demo_index(),
            "--json",
            "--limit",
            "50",
            &format!("citedby:\"{citing}\""),
        ])
        .json();
        assert!(back["hits"].as_array().unwrap().iter().any(|hit| hit["id"] == cited), "{back:#}");
    }
    let server = Server::start(demo_index());
    check(&server, "US-20129000101-A1", "doi:10.5555/chizai.dko.2009.0212", "title");
    check(&server, "JP-2005940201-A", "doi:10.5555/chizai.food.2002.01", "title");
    check(&server, "US-99400311-B2", "doi:10.5555/chizai.scan.2012.03", "title");
    check(&server, "US-99400311-B2", PAPER, "doi");
}

/// What the index does not hold stays, with what was read of it, as data and on the page.
#[test]
fn unresolved_citations_stay_with_their_fields() {
    let server = Server::start(demo_index());
    let answer = links(&server, "doi:10.5555/chizai.mold.2009.01");
    let entries = literature(&answer);
    let entry = entries
        .iter()
        .find(|entry| entry["text"].as_str().unwrap().contains("金型の熱収支に関する覚書"))
        .unwrap();
    let read = &entry["literature"];
    assert!(entry.get("document").is_none() && read["status"] == "not-in-index", "{entry:#}");
    let fields = ["authors", "title", "volume", "first_page"].map(|name| read[name].as_str().unwrap());
    assert_eq!(fields, ["只野正俊", "金型の熱収支に関する覚書", "31", "5"]);
    assert_eq!(read["year"], 2003);
    for (language, words) in [("ja", ["題名", "索引にありません"]), ("en", ["title", "not in the index"])]
    {
        let page = server
            .get(&format!("/documents/{}?lang={language}", encoded("10.5555/chizai.mold.2009.01")))
            .body;
        for word in words.into_iter().chain(["只野正俊", "金型の熱収支に関する覚書"]) {
            assert!(page.contains(word), "{language}: {word}");
        }
    }
}

#[test]
fn the_command_line_answers_what_the_api_answers() {
    let server = Server::start(demo_index());
    let id = "US-99400311-B2";
    let outcome = chizai(&["links", "--index", demo_index(), "--json", id]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert_eq!(outcome.json()["counts"], links(&server, id)["counts"]);
    let listing = chizai(&["links", "--index", demo_index(), id]).stdout;
    assert!(listing.contains(&format!("{PAPER} (by doi)")), "{listing}");
    assert!(listing.contains("doi:10.5555/chizai.scan.2012.03 (by title)"), "{listing}");
    let absent = chizai(&["links", "--index", demo_index(), "US-7654321-B2"]);
    assert_eq!(absent.code, 1, "{}", absent.stderr);
}

#[test]
fn wrong_requests_are_problems() {
    let server = Server::start(demo_index());
    for (path, status) in [
        ("/v1/documents/JP-2019901101-A/links?place=x", 400),
        ("/v1/documents/US-7654321-B2/links", 404),
        ("/v1/documents/JP-2019901101-A/science?claim=0", 400),
        ("/v1/documents/JP-2019901101-A/science?claim=99", 400),
        ("/v1/documents/US-7654321-B2/science", 404),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        assert!(answer.json()["title"].is_string(), "{path}");
    }
}

/// Articles before the priority mention the claim's elements; articles from then on cite the patent.
#[test]
fn the_science_behind_a_claim_is_what_came_before_and_after() {
    let server = Server::start(demo_index());
    let id = "JP-2012900101-A";
    let answer = server.get(&format!("/v1/documents/{id}/science?claim=1&lang=en")).json();
    let day = answer["day"]["day"].as_str().unwrap();
    assert!(1 < answer["elements"].as_array().unwrap().len(), "{answer:#}");
    assert_eq!(answer["elements"].as_array().unwrap().len(), answer["before"].as_array().unwrap().len());
    let before =
        answer["before"].as_array().unwrap().iter().flat_map(|of| of["articles"].as_array().unwrap());
    let mut mentioned = 0;
    for article in before {
        assert!(article["published"].as_str().unwrap() < day, "{article:#}");
        assert!(
            article["id"].as_str().unwrap().starts_with("doi:") && article["passage"].is_object(),
            "{article:#}"
        );
        mentioned += 1;
    }
    assert!(0 < mentioned, "{answer:#}");
    for search in answer["searches"].as_array().unwrap() {
        let found = server.get(&format!("/v1/search?q={}&size=50", encoded(search.as_str().unwrap()))).json();
        assert!(!found["hits"].as_array().unwrap().is_empty(), "{search}: {found:#}");
        for hit in found["hits"].as_array().unwrap() {
            assert!(hit["id"].as_str().unwrap().starts_with("doi:"), "{hit:#}");
            assert!(hit["published"].as_str().unwrap() < day, "{hit:#}");
        }
    }
    assert!(answer["before"].to_string().contains("doi:10.5555/chizai.dko.2009.0212"), "{answer:#}");
    let after = ends(&answer["after"]["citations"]);
    assert!(after.contains("doi:10.5555/chizai.asd.2015.0611"), "{answer:#}");
    assert_eq!(answer["after"]["total"]["value"], after.len());
    let citing = ends(&links(&server, id)["citing_articles"]["citations"]);
    assert!(after.is_subset(&citing), "{after:?} {citing:?}");
    for (language, heading) in [("ja", "の背後の科学"), ("en", "The science behind claim 1")] {
        let document = server.get(&format!("/documents/{id}?lang={language}")).body;
        assert!(document.contains("/science?claim=1"), "{language}");
        let page = server.get(&format!("/documents/{id}/science?claim=1&lang={language}")).body;
        assert!(page.contains(heading) && page.contains(day), "{page}");
        assert!(page.contains("chizai.asd.2015.0611"), "{page}");
    }
}
