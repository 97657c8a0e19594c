//! Patent maps over HTTP and on the command line (scenario 13).

use serde_json::Value;

use crate::support::{Server, chizai, demo_index, encoded};

/// Every kind with everything that it can be divided by.
fn kinds(server: &Server) -> Vec<(String, String)> {
    let listed = server.get("/v1/maps").json();
    let maps = listed["maps"].as_array().unwrap();
    assert_eq!(maps.len(), 12);
    let of_map = |map: &Value| -> Vec<(String, String)> {
        let kind = map["kind"].as_str().unwrap().to_owned();
        map["by"]
            .as_array()
            .unwrap()
            .iter()
            .map(|by| (kind.clone(), by.as_str().unwrap().to_owned()))
            .collect()
    };
    maps.iter().flat_map(of_map).collect()
}

fn cells(map: &Value) -> Vec<&Value> {
    let tables = map["tables"].as_array().unwrap().iter();
    let rows = tables.flat_map(|table| table["rows"].as_array().unwrap());
    let cells = rows.flat_map(|row| row["cells"].as_array().unwrap()).filter(|cell| !cell.is_null());
    std::iter::once(&map["total"]).chain(cells).collect()
}

#[test]
fn a_picture_says_what_it_shows_and_is_the_same_each_time() {
    let server = Server::start(demo_index());
    for (kind, by) in kinds(&server) {
        for (language, width) in [("ja", "wide"), ("en", "narrow")] {
            let of_document = if kind == "citations" { "&document=JP-2020940308-A" } else { "" };
            let query = encoded("電池 battery");
            let path =
                format!("/v1/maps/{kind}?q={query}&by={by}&lang={language}&width={width}{of_document}");
            let picture = server.get(&format!("{path}&format=svg"));
            assert_eq!(picture.content_type, "image/svg+xml");
            for wanted in ["<title id=", "<desc id=", "role=\"", "viewBox="] {
                assert!(picture.body.contains(wanted), "{path}: {wanted}");
            }
            assert_eq!(server.get_with(&path, &[("accept", "image/svg+xml")]).body, picture.body);
            let map = server.get(&path).json();
            if !map["lag"].is_null() {
                let label = map["lag"]["label"].as_str().unwrap();
                assert!(picture.body.contains(label), "{path}: no word of the lag");
            }
            let csv = server.get(&format!("{path}&format=csv"));
            // The total is in no table.
            assert_eq!(csv.body.lines().count(), cells(&map).len(), "{path}");
        }
    }
}

/// Scenario 13 names the axes of the matrix.
#[test]
fn a_matrix_takes_its_axes_by_name() {
    let server = Server::start(demo_index());
    let map = |query: &str| server.get(&format!("/v1/maps/matrix?q=battery{query}")).json();
    let named = map("&x=ft:viewpoint&y=problem");
    assert_eq!(named["by"], "fterm.viewpoint", "{named:#}");
    assert_eq!(named["tables"], map("&by=fterm.viewpoint")["tables"]);
}

#[test]
fn a_map_that_cannot_be_drawn_says_why() {
    let server = Server::start(demo_index());
    #[track_caller]
    fn check(server: &Server, path: &str, status: u16, word: &str) {
        let answer = server.get_with(path, &[("accept-language", "en")]);
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        assert!(answer.body.contains(word), "{path}: {}", answer.body);
    }
    check(&server, "/v1/maps/filing", 404, "did you mean filings");
    check(&server, "/v1/maps/filings?by=ofice", 400, "office");
    check(&server, "/v1/maps/filings?x=office", 400, "no axis x");
    check(&server, "/v1/maps/matrix?y=solution", 400, "problem");
    check(&server, "/v1/maps/technologies?x=cpc&by=ipc", 400, "give one of them");
    check(&server, "/v1/maps/filings?top=99", 400, "from 1 to");
    check(&server, "/v1/maps/citations", 400, "document");
    check(&server, "/v1/maps/citations?document=JP-2012900999-A", 404, "JP-2012900999-A");
    check(&server, "/v1/maps/filings?document=JP-2012900101-A", 400, "citations");
    check(&server, "/v1/maps/filings?size=3", 400, "size");
    check(&server, "/v1/maps/filings?q=titel:battery", 400, "title");
    check(&server, "/maps/filings?q=titel:battery", 400, "title");
    check(&server, "/maps/filing", 404, "filings");
}

#[test]
fn a_page_has_the_chart_and_its_figures_without_a_script() {
    let server = Server::start(demo_index());
    for (language, words) in
        [("ja", ["図の読み方", "未公開分あり"]), ("en", ["How to read it", "not all published"])]
    {
        let page = server.get_with("/maps/filings?q=battery", &[("accept-language", language)]).body;
        for word in words {
            assert!(page.contains(word), "{language}: {word}");
        }
        assert_eq!(page.matches("<svg").count(), 2, "one for the desk and one for the phone");
        assert!(page.contains("<table") && page.contains("format=csv") && page.contains("format=svg"));
    }
    let results = server.get("/?q=battery&office=JP&sort=newest").body;
    assert!(results.contains("href=\"/maps?q=battery&amp;office=JP\""), "the results lead to their maps");
}

/// An index of JSON lines, and the folder that it is in.
fn index_of(documents: impl Iterator<Item = String>) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("documents.jsonl");
    std::fs::write(&file, documents.map(|document| document + "\n").collect::<String>()).unwrap();
    let index = folder.path().join("index").to_str().unwrap().to_owned();
    chizai(&["index", "--index", &index, file.to_str().unwrap()]).with_code(0);
    (folder, index)
}

/// Words where the documents have words of their own; classes where their texts are in a language whose phrases are not read.
#[test]
fn regions_are_named_in_words_or_by_classes() {
    let names = |index: &str, query: &str| -> Vec<String> {
        let server = Server::start(index);
        let map = server.get(&format!("/v1/maps/landscape?lang=en{query}")).json();
        let rows = map["tables"][0]["rows"].as_array().unwrap();
        rows.iter().map(|row| row["name"]["text"].as_str().unwrap().to_owned()).collect()
    };
    let of_demo = names(demo_index(), "");
    assert!(2 < of_demo.len(), "{of_demo:?}");
    for (i, name) in of_demo.iter().enumerate() {
        assert!(!name.contains('=') && !of_demo[..i].contains(name), "{of_demo:?}");
    }
    let document = |i: usize| {
        let class = ["H01M10/05", "B29C45/17"][i % 2];
        format!(
            r#"{{"type":"patent","number":"JP-20219{i:05}-A","titles":[{{"language":"fr","text":"pile {i}"}}],"ipc":[{{"symbol":"{class}"}}],"invented":true}}"#
        )
    };
    let (_folder, index) = index_of((0..24).map(document));
    let mut of_classes = names(&index, "");
    of_classes.sort();
    assert_eq!(of_classes, ["B29C45", "H01M10"]);
}

/// Two applicants of long names that each keep to a class of their own: what the other does is a white space, with the nearest
/// documents, and its mark finds none.
#[test]
fn a_white_space_names_what_comes_nearest() {
    let long = "国立研究開発法人新エネルギー・先端材料・精密計測技術総合開発推進研究機構";
    let document = |i: usize| {
        let (name, class, text) = if i < 30 {
            (long, "H01M10/05", "固体電解質")
        } else {
            ("架空工業", "B29C45/17", "射出成形機")
        };
        format!(
            r#"{{"type":"patent","number":"JP-20219{i:05}-A","filed":"2020-02-03","published":"2021-08-05",
               "titles":[{{"language":"ja","text":"{text}"}}],"ipc":[{{"symbol":"{class}"}}],
               "applicants":[{{"names":[{{"language":"ja","text":"{name}"}}],"country":"JP"}}],"invented":true}}"#
        )
        .replace('\n', "")
    };
    let (_folder, index) = index_of((0..60).map(document));
    let server = Server::start(&index);
    let map = server.get("/v1/maps/technologies?lang=en").json();
    let white = map["white_spaces"].as_array().unwrap();
    assert_eq!(white.len(), 2, "{map:#}");
    for space in white {
        // 30 of 60 documents in the row, 30 in the column.
        assert_eq!((&space["cell"]["count"], space["cell"]["expected"].as_f64()), (&0.into(), Some(15.0)));
        assert_eq!(space["nearest"].as_array().unwrap().len(), 3);
        let search = space["cell"]["search"].as_str().unwrap();
        assert_eq!(server.get(search).json()["total"]["value"], 0);
    }
    assert!(map["limits"].to_string().contains("absence in the index is not absence in the world"));
    let page = server.get("/maps/technologies?lang=ja").body;
    assert!(page.contains("空白と、最も近い文献") && page.contains(long), "{page}");
    // One year, one document a family: the chart is whole all the same.
    assert!(server.get("/v1/maps/filings?format=svg").body.contains("2020"));
}

#[test]
fn a_report_is_one_file_with_all_maps_and_the_first_documents() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.html");
    let out = file.to_str().unwrap();
    for (language, words) in [
        ("ja", ["主な文献とその理由", "方法と限界"]),
        ("en", ["First documents and why", "Method and limits"]),
    ] {
        let arguments =
            ["map", "report", "--index", demo_index(), "--lang", language, "--out", out, "電池 battery"];
        chizai(&arguments).with_code(0);
        let report = std::fs::read_to_string(&file).unwrap();
        for word in words {
            assert!(report.contains(word), "{language}: {word}");
        }
        // Each chart at two widths; nothing is loaded, and without an address nothing leads away.
        assert_eq!(report.matches("<svg").count(), 22);
        assert!(!report.contains("src=") && !report.contains("<link") && !report.contains("href=\"/"));
    }
    let refused = chizai(&["map", "report", "--index", demo_index(), "--out", out, "titel:battery"]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    let server = Server::start(demo_index());
    let page = server.get_with("/maps/report?q=battery", &[("accept-language", "en")]);
    let leads_here = format!("href=\"{}/?q=", server.base);
    assert!(
        page.body.contains("First documents and why") && page.body.contains(&leads_here),
        "{}",
        page.body
    );
}

/// What narrows a search narrows its report, and the pages of maps pass it on.
#[test]
fn a_report_is_of_the_whole_search() {
    let server = Server::start(demo_index());
    let search = "q=battery&office=JP&lang=en";
    let found = server.get(&format!("/v1/search?{search}&size=0")).json()["total"]["value"].clone();
    let all = server.get("/v1/search?q=battery&size=0").json()["total"]["value"].clone();
    assert_ne!(found, all);
    for page in ["/maps", "/maps/filings"] {
        let page = server.get(&format!("{page}?{search}"));
        assert!(page.body.contains("/maps/report?q=battery&amp;office=JP&amp;lang=en"), "{}", page.body);
    }
    let report = server.get(&format!("/maps/report?{search}")).body;
    assert!(report.contains("<dd><code lang=\"und\">office=JP</code></dd>"), "{report}");
    assert!(
        report.contains(&format!("<dt>Documents</dt><dd><span class=\"number\">{found}</span>")),
        "{report}"
    );
    assert!(!report.contains("href=\"/") && report.contains(&format!("href=\"{}/", server.base)), "{report}");
    let map = server.get(&format!("/v1/maps/filings?{search}")).json();
    assert_eq!(map["narrowed_by"], serde_json::json!(["office=JP"]));
    let picture = server.get(&format!("/v1/maps/filings?{search}&format=svg")).body;
    assert!(
        picture.contains("office=JP") && picture.contains(&format!("href=\"{}/?q=", server.base)),
        "{picture}"
    );
    assert!(server.get(&format!("/maps?{search}")).body.contains("name=\"office\" value=\"JP\""));
    assert_eq!(server.get("/maps/report?q=battery&office=nowhere").status, 400);
    assert_eq!(server.get("/maps/report?q=titel:battery").status, 400);
}
