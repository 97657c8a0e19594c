//! Indicators of technical value and portfolios, through the binary, a real server and its pages.

use std::{fs, path::PathBuf, sync::OnceLock};

use serde_json::Value;

use crate::support::{Server, chizai, demo_index};

/// The application that scenario 12 is told of.
const WORKED: &str = "JP-2011900001-A";

/// Published a year before the latest document.
const YOUNG: &str = "JP-2018900001-A";

/// 35 Japanese applications of one field and year, the first of them cited by three families of the classes A01B, A01B
/// and B21D within five years; a young one; an American one of the same field and year.
fn worked_example() -> Vec<String> {
    let mut lines: Vec<String> = (1..=35)
        .map(|serial| {
            let claim = "正極と負極とを備える電池。".repeat(serial);
            format!(
                r#"{{"type":"patent","number":"JP-2011900{serial:03}-A","filed":"2010-05-01","published":"2011-11-01",
                "titles":[{{"language":"ja","text":"電池"}}],"ipc":[{{"symbol":"H01M10/05"}}],
                "claims":[{{"number":1,"language":"ja","text":"{claim}"}}],"invented":true}}"#
            )
        })
        .collect();
    for (serial, class, published) in
        [(1, "A01B1/02", "2013-01-01"), (2, "A01B3/00", "2014-01-01"), (3, "B21D1/00", "2016-10-31")]
    {
        lines.push(format!(
            r#"{{"type":"patent","number":"US-9900000{serial}-B2","published":"{published}","ipc":[{{"symbol":"{class}"}}],
            "titles":[{{"language":"en","text":"A cited battery"}}],
            "citations":[{{"text":"x","number":"{WORKED}"}}],"invented":true}}"#
        ));
    }
    lines.push(format!(
        r#"{{"type":"patent","number":"{YOUNG}","filed":"2017-05-01","published":"2018-12-01","ipc":[{{"symbol":"H01M2/00"}}],
        "claims":[{{"number":1,"language":"en","text":"A battery comprising an anode."}}],"invented":true}}"#
    ));
    lines.push(
        r#"{"type":"patent","number":"US-99000009-B2","filed":"2010-05-01","published":"2019-12-01",
        "ipc":[{"symbol":"H01M10/05"}],"claims":[{"number":1,"language":"en","text":"A battery comprising an anode."}],
        "invented":true}"#
            .to_owned(),
    );
    lines.iter().map(|line| line.replace('\n', " ")).collect()
}

fn index() -> &'static str {
    static INDEX: OnceLock<(tempfile::TempDir, String)> = OnceLock::new();
    let (_, index) = INDEX.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let file: PathBuf = folder.path().join("worked.jsonl");
        fs::write(&file, worked_example().join("\n")).unwrap();
        let index = folder.path().join("index").to_str().unwrap().to_owned();
        chizai(&["index", "--index", &index, file.to_str().unwrap()]).with_code(0);
        (folder, index)
    });
    index
}

#[track_caller]
fn indicator<'b>(body: &'b Value, name: &str) -> &'b Value {
    let indicators = body["indicators"].as_array().unwrap();
    indicators
        .iter()
        .find(|indicator| indicator["name"] == name)
        .unwrap_or_else(|| panic!("no {name}: {body}"))
}

#[track_caller]
fn check_close(value: &Value, expected: f64) {
    let found = value.as_f64().unwrap_or_else(|| panic!("{value} is no number"));
    // To four decimals.
    assert!((found - expected).abs() < 5e-5, "{found} and not {expected}");
}

#[test]
fn scenario_12_the_worked_example_has_the_values_of_the_hand() {
    let server = Server::start(index());
    let body = server.get(&format!("/v1/documents/{WORKED}/indicators")).json();
    assert_eq!(body["as_of"], "2019-12-01");
    // A, A, B: 1 − ((2/3)² + (1/3)²) = 4/9, and N/(N − 1) = 3/2 of it.
    let generality = indicator(&body, "generality");
    check_close(&generality["value"], 4.0 / 9.0);
    check_close(&indicator(&body, "generality_corrected")["value"], 2.0 / 3.0);
    assert_eq!(generality["inputs"]["classes"], serde_json::json!(["A01B", "B21D"]));
    // Compared with 34 others that nobody cites: 34 below and itself, of 35.
    let forward = indicator(&body, "forward_citations_5y");
    check_close(&forward["value"], 3.0);
    assert_eq!(forward["cohort"]["size"], 35);
    assert_eq!((&forward["cohort"]["office"], &forward["cohort"]["year"]), (&"JP".into(), &2010.into()));
    assert_eq!(forward["cohort"]["field"]["number"], 1);
    check_close(&forward["cohort"]["percentile"]["value"], 100.0 * 34.5 / 35.0);
    check_close(&indicator(&body, "forward_citations_normalised")["value"], 3.0 / (3.0 / 35.0));
    assert!(forward["formula"].as_str().unwrap().contains("5 years"));
    assert!(forward["source"].as_str().unwrap().contains("OECD"));
    // Each input is a document that is there.
    let documents = forward["inputs"]["documents"].as_array().unwrap();
    assert_eq!(documents.len(), 3);
    for document in documents {
        assert_eq!(server.get(document["href"].as_str().unwrap()).status, 200);
    }
    // One sentence of 13 characters, which the others have twice and more.
    let length = indicator(&body, "first_claim_characters");
    check_close(&length["value"], 13.0);
    check_close(&length["cohort"]["percentile"]["value"], 100.0 * 0.5 / 35.0);
}

#[test]
fn scenario_12_what_is_young_or_alone_says_so() {
    let server = Server::start(index());
    let young = server.get(&format!("/v1/documents/{YOUNG}/indicators")).json();
    let forward = indicator(&young, "forward_citations_5y");
    assert_eq!((&forward["status"], &forward["until"]), (&"window-not-closed".into(), &"2023-12-01".into()));
    assert_eq!(forward.get("value"), None);
    // Japanese and English lengths are never in one cohort, nor are offices.
    let american = server.get("/v1/documents/US-99000009-B2/indicators").json();
    let words = indicator(&american, "first_claim_words");
    assert_eq!((&words["cohort"]["language"], &words["cohort"]["size"]), (&"en".into(), &1.into()));
    assert_eq!(words["cohort"]["percentile"]["status"], "not-enough-data");
    assert_eq!(words["cohort"]["percentile"]["needed"], 30);
    assert!(
        american["indicators"].as_array().unwrap().iter().all(|one| one["name"] != "first_claim_characters")
    );
    let japanese = server.get(&format!("/v1/documents/{WORKED}/indicators?lang=ja")).json();
    let characters = indicator(&japanese, "first_claim_characters");
    assert_eq!(
        (&characters["cohort"]["language"], &characters["cohort"]["size"]),
        (&"ja".into(), &35.into())
    );
    assert_eq!(characters["title"], "第 1 独立請求項の文字数 (日本語)");
}

#[test]
fn the_command_line_answers_as_the_server_does() {
    let server = Server::start(index());
    for unit in ["patent", "family"] {
        let printed =
            chizai(&["value", "indicators", "--json", "--index", index(), "--unit", unit, "特開2011-900001"]);
        let got = server.get(&format!("/v1/documents/{WORKED}/indicators?unit={unit}")).json();
        assert_eq!(printed.with_code(0).json(), got);
    }
    let printed =
        chizai(&["value", "portfolio", "--json", "--index", index(), "--against", "office:US", "ipc:H01M"]);
    let got = server.get("/v1/portfolio?q=ipc:H01M&against=office:US").json();
    assert_eq!(printed.with_code(0).json(), got);
    // 35 applications, the young one and the American one; of the American ones one is among them.
    assert_eq!((&got["set"]["families"], &got["common_families"]), (&37.into(), &1.into()));
    let listing = chizai(&["value", "indicators", "--index", index(), WORKED]).with_code(0).stdout;
    for words in
        ["generality: 0.4444", "generality, corrected for small numbers: 0.6667", "percentile 98.6", "n = 35"]
    {
        assert!(listing.contains(words), "{words:?}: {listing}");
    }
    let listing = chizai(&["value", "portfolio", "--index", index(), "ipc:H01M"]).with_code(0).stdout;
    assert!(listing.contains("37 families"), "{listing}");
}

#[test]
fn pages_show_numbers_as_doors() {
    let server = Server::start(index());
    let page = server.get(&format!("/documents/{WORKED}?lang=ja")).body;
    for words in [
        "指標",
        "被引用数 (5 年)",
        "0.4444",
        "0.6667",
        "US-99000001-B2",
        "n = ",
        "98.6",
        "2010 年出願",
        "ファミリー",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let page = server.get(&format!("/documents/{YOUNG}?lang=en")).body;
    assert!(page.contains("window not closed: citations count until 2023-12-01"), "{page}");
    let page = server.get("/portfolio?q=ipc:H01M&against=office:US&lang=en").body;
    for words in ["Families in both", "RTA", "Electrical machinery", "not enough data"] {
        assert!(page.contains(words), "{words}");
    }
    // An article has no indicators, and its page says nothing of them.
    let demo = Server::start(demo_index());
    let article = demo.get("/documents/doi%3A10.5555%2Fchizai.asd.2015.0611?lang=en").body;
    assert!(!article.contains("indicators-title"));
}

/// A set's number leads to the search for the set: in the syntax in which its query is written, with its filters.
#[test]
fn the_numbers_of_a_portfolio_lead_to_the_searches_of_its_sets() {
    let server = Server::start(demo_index());
    let asked = "q=ti%3Delectrolyte%20or%20ta%3Dbattery&syntax=cql&office=US&against=ta%3Dmembrane";
    let answer = server.get(&format!("/v1/portfolio?{asked}")).json();
    let page = server.get(&format!("/portfolio?{asked}&lang=en")).body;
    let (_, main) = page.split_once("<main").expect("the page has content");
    let links: Vec<String> = main
        .split("href=\"/?")
        .skip(1)
        .filter_map(|rest| Some(format!("/v1/search?{}", rest.split('"').next()?.replace("&amp;", "&"))))
        .collect();
    let total =
        |link: &str| server.get(link).json()["total"]["value"].as_u64().unwrap_or_else(|| panic!("{link}"));
    // Three numbers of each set in turn: families, patent documents, articles.
    for (at, set) in ["set", "against"].into_iter().enumerate() {
        let documents = answer[set]["patents"].as_u64().unwrap() + answer[set]["articles"].as_u64().unwrap();
        assert!(0 < documents, "{answer:#}");
        for row in 0..3 {
            assert_eq!(total(&links[2 * row + at]), documents, "{set}: {}", links[2 * row + at]);
        }
    }
    // An applicant of a family can stand on a member alone that the search does not find.
    let mut applicants = links.iter().filter(|link| link.contains("&applicant="));
    assert!(applicants.any(|link| 0 < total(link)), "{links:#?}");
}

#[test]
fn the_wrong_question_is_refused_in_words() {
    let server = Server::start(demo_index());
    let article = server.get("/v1/documents/doi%3A10.5555%2Fchizai.asd.2015.0611/indicators?lang=en");
    assert_eq!((article.status, article.json()["errors"][0]["code"].as_str()), (400, Some("not-a-patent")));
    assert_eq!(server.get("/v1/documents/JP-2001000001-A/indicators").status, 404);
    let unit = server.get("/v1/documents/JP-2012900101-A/indicators?unit=familie").json();
    assert_eq!(unit["errors"][0]["suggestion"], "family");
    let query = server.get("/v1/portfolio?q=ipc:H01M&against=published:soon").json();
    assert_eq!(query["errors"][0]["parameter"], "against");
    let unknown = server.get("/v1/portfolio?q=ipc:H01M&size=3");
    assert_eq!(unknown.status, 400);
    chizai(&["value", "indicators", "--index", demo_index(), "doi:10.5555/chizai.asd.2015.0611"])
        .with_code(2);
    chizai(&["value", "portfolio", "--index", demo_index(), "published:soon"]).with_code(2);
    let refused = server.get("/portfolio?q=ipc:H01M&against=published:soon&lang=ja");
    assert_eq!(refused.status, 400);
    assert!(refused.body.contains("role=\"alert\""));
}
