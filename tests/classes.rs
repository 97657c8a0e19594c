//! Searching and browsing classes on the demo corpus: scenario 7 of what professional searchers expect.

use serde_json::Value;

use crate::support::{Server, chizai, demo_index};

fn search(query: &str) -> Value {
    let outcome = chizai(&["search", "--json", "--limit", "100", "--index", demo_index(), query]);
    assert!(outcome.code <= 1, "{query}: {}", outcome.stderr);
    outcome.json()
}

fn symbols(hit: &Value, member: &str) -> Vec<String> {
    let id = hit["id"].as_str().unwrap();
    let shown = chizai(&["show", "--json", "--index", demo_index(), id]).with_code(0).json();
    let symbol = |class: &Value| class["symbol"].as_str().or(class.as_str()).unwrap().to_owned();
    shown[member].as_array().map_or_else(Vec::new, |classes| classes.iter().map(symbol).collect())
}

#[test]
fn a_class_finds_documents_that_carry_only_what_is_below_it() {
    let body = search("cpc:H01M10/05");
    let hits = body["hits"].as_array().unwrap();
    assert!(!hits.is_empty());
    let mut only_below = 0;
    for hit in hits {
        let symbols = symbols(hit, "cpc");
        assert!(symbols.iter().any(|symbol| symbol.starts_with("H01M10/05")), "{symbols:?}");
        only_below += usize::from(!symbols.iter().any(|symbol| symbol == "H01M10/05"));
    }
    assert!(0 < only_below);
    for hit in search("cpc:H01M10/06")["hits"].as_array().unwrap() {
        assert!(!hits.contains(hit), "{hit}");
    }
}

#[test]
fn additional_codes_of_f_terms_are_told_apart() {
    let with_code = search("ft:4G169BC68.A");
    let any = search("ft:4G169BC68");
    assert_eq!(any["total"]["value"], 1);
    assert_eq!(search("ft:4G169BC68.C")["total"]["value"], 0, "another code of the same term");
    for hit in with_code["hits"].as_array().unwrap() {
        assert!(symbols(hit, "f_terms").contains(&"4G169BC68.A".to_owned()), "{hit}");
    }
    for (query, expected) in [
        ("ft:4F100AB01.A", vec!["JP-2014900620-A"]),
        ("ft:4F100AB01.B", vec!["JP-2019900955-A"]),
        ("ft:4F100AB01.C", vec![]),
        ("ft:4F100AB01", vec!["JP-2014900620-A", "JP-2019900955-A", "JP-2020900404-A"]),
    ] {
        let body = search(query);
        let mut found: Vec<&str> =
            body["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn an_expansion_of_fi_comes_back_as_written() {
    let body = search("fi:\"H01M10/0525,101@B\"");
    assert_eq!(body["understood"], "fi:\"H01M10/0525,101@B\"");
    assert_eq!(body["problems"], serde_json::json!([]));
    assert_eq!(body["total"]["value"], 1);
    assert_eq!(body["hits"][0]["id"], "JP-2014900620-A");
}

#[test]
fn an_unknown_symbol_is_refused_with_the_nearest_ones() {
    let outcome = chizai(&["search", "--index", demo_index(), "cpc:H01M10/0526"]).with_code(2);
    assert!(outcome.stderr.contains("H01M10/0525"), "{}", outcome.stderr);
    let server = Server::start(demo_index());
    let answer = server.get("/v1/search?q=cpc:H01M10/0526");
    assert_eq!(answer.status, 400, "{}", answer.body);
    let error = &answer.json()["errors"][0];
    assert_eq!((&error["code"], &error["suggestion"]), (&"unknown-class".into(), &"H01M10/0525".into()));
}

#[test]
fn a_class_can_be_browsed_in_both_languages() {
    let server = Server::start(demo_index());
    let body = server.get("/v1/classes/cpc/H01M10%2F05").json();
    assert_eq!(body["class"]["symbol"], "H01M10/05");
    let above: Vec<&str> =
        body["ancestors"].as_array().unwrap().iter().map(|class| class["symbol"].as_str().unwrap()).collect();
    assert_eq!(above, ["H", "H01", "H01M", "H01M10/00"]);
    let total = &search("cpc:H01M10/05")["total"]["value"];
    assert_eq!(&body["class"]["documents_below"], total);
    for (path, words) in [
        ("/classes?lang=ja", "国際特許分類"),
        ("/classes/cpc?lang=en&q=electrolyte", "H01M10/056"),
        ("/classes/cpc/H01M10/05?lang=ja", "リチウム二次電池"),
        ("/classes/cpc/H01M10/05?lang=en", "Lithium accumulators"),
        ("/classes/fterm/5H029AM11?lang=ja", "無機固体電解質"),
    ] {
        let page = server.get(path);
        assert_eq!((page.status, page.body.contains(words)), (200, true), "{path}");
    }
}

#[test]
fn schemes_are_listed_and_installed_without_indexing_again() {
    let listed = chizai(&["classes", "list", "--json", "--index", demo_index()]).with_code(0).json();
    let names: Vec<&str> =
        listed["schemes"].as_array().unwrap().iter().map(|one| one["scheme"].as_str().unwrap()).collect();
    assert_eq!(names, ["ipc", "cpc", "fi", "fterm"]);
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("demo").to_str().unwrap().to_owned();
    chizai(&["demo", "--no-serve", "--index", &index]).with_code(0);
    let table = folder.path().join("cpc.tsv");
    std::fs::write(
        &table,
        "# scheme: cpc\n# version: two\nsymbol\tparent\nH01M10/05\t\nH01M10/06\tH01M10/05\n",
    )
    .unwrap();
    let imported = chizai(&["classes", "import", "--json", "--index", &index, table.to_str().unwrap()]);
    assert_eq!(imported.with_code(0).json()["schemes"][0]["version"], "two");
    let found = chizai(&["search", "--json", "--index", &index, "cpc:H01M10/05"]).with_code(0).json();
    assert_eq!(found["hits"][0]["id"], search("cpc:H01M10/06")["hits"][0]["id"]);
    let shown = chizai(&["classes", "show", "--index", &index, "cpc", "H01M10/06"]).with_code(0);
    assert!(shown.stdout.contains("H01M10/05"), "{}", shown.stdout);
}
