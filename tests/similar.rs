//! Prior art and neighbours of a document or a text, through the binary and a real server.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Server, chizai, demo_index};

fn ids(body: &Value) -> Vec<&str> {
    body["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect()
}

#[test]
fn the_command_line_answers_as_the_server_does() {
    let server = Server::start(demo_index());
    let of_document = [
        "similar",
        "--json",
        "--index",
        demo_index(),
        "--before",
        "priority",
        "--type",
        "article",
        "--limit",
        "5",
        "特開2020-900404",
    ];
    let printed = chizai(&of_document).with_code(0).json();
    let got = server.get("/v1/similar/JP-2020900404-A?before=priority&type=article&size=5").json();
    assert_eq!(ids(&printed), ids(&got));
    assert_eq!(printed["terms"], got["terms"]);
    assert_eq!(printed["before"]["day"], "2018-07-03");
    assert!(!ids(&got).is_empty());

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("claim.txt");
    let claim = "A copper catalyst that reduces carbon dioxide to ethylene at a membrane electrode.";
    fs::write(&file, claim).unwrap();
    let text =
        ["similar", "--json", "--index", demo_index(), "--limit", "5", "--text", file.to_str().unwrap()];
    let printed = chizai(&text).with_code(0).json();
    let posted = server.post("/v1/similar", &json!({ "text": claim, "size": 5 })).json();
    assert_eq!(ids(&printed), ids(&posted));
    assert_eq!(printed["hits"][0]["reasons"], posted["hits"][0]["reasons"]);

    fs::write(&file, "固体電解質を用いる全固体電池").unwrap();
    let across = [&text[..], &["--xl", "en"]].concat();
    let posted = json!({ "text": "固体電解質を用いる全固体電池", "size": 5, "xl": ["en"] });
    assert_eq!(ids(&chizai(&across).with_code(0).json()), ids(&server.post("/v1/similar", &posted).json()));
    chizai(&["similar", "--index", demo_index(), "--xl", "en", "JP-2020900404-A"]).with_code(2);
}

#[test]
fn the_listing_says_why() {
    let listing = chizai(&["similar", "--index", demo_index(), "--colour", "never", "JP-2020900404-A"]);
    let text = listing.with_code(0).stdout;
    for words in [
        "looked up by: ",
        "shared terms: ",
        "shared classes: IPC ",
        "citation: cited by the document",
        "family left out",
    ] {
        assert!(text.contains(words), "{words:?}: {text}");
    }
    assert!(!text.contains("EP-9000404-A1"), "a member of its family: {text}");
}

#[test]
fn wrong_use_is_told() {
    for (arguments, code, word) in [
        (&["JP-2001000001-A"][..], 1, "JP-2001000001-A"),
        (&["nonsense"], 2, "nonsense"),
        (&["--before", "soon", "JP-2020900404-A"], 2, "soon"),
        (&["--type", "pattent", "JP-2020900404-A"], 2, "pattent"),
        (&["--narrow", "titel:x", "JP-2020900404-A"], 2, "titel"),
        (&[], 2, "--text"),
    ] {
        let mut all = vec!["similar", "--index", demo_index()];
        all.extend(arguments);
        let outcome = chizai(&all).with_code(code);
        assert!(outcome.stderr.contains(word), "{arguments:?}: {}", outcome.stderr);
    }
}
