//! What professional searchers ask, each in the syntax that they know, by the documents that it finds: scenarios 1 to 6.

use std::{collections::BTreeSet, fs, ops::Range};

use serde_json::{Value, json};

use crate::support::{Server, chizai, demo_index, encoded};

fn search(server: &Server, syntax: &str, query: &str) -> Value {
    let answer = server.get(&format!("/v1/search?syntax={syntax}&size=1000&q={}", encoded(query)));
    assert_eq!(answer.status, 200, "{query}: {}", answer.body);
    answer.json()
}

fn ids(body: &Value) -> BTreeSet<String> {
    body["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
}

#[track_caller]
fn check(server: &Server, syntax: &str, query: &str, expected: &[&str]) {
    let body = search(server, syntax, query);
    assert_eq!(ids(&body), expected.iter().map(|id| (*id).to_owned()).collect(), "{query}");
    assert_eq!(body["total"], json!({ "value": expected.len(), "relation": "exact" }), "{query}");
}

/// Scenario 1: where the words were found is shown field by field; under OR no word hides what the others find, under
/// AND none adds a hit.
#[test]
fn each_word_of_a_technique_only_widens_or_only_narrows() {
    let server = Server::start(demo_index());
    let body = search(&server, "native", "二酸化炭素を電気化学的に還元する銅触媒");
    assert_eq!(body["total"]["value"].as_u64(), Some(ids(&body).len() as u64));
    let passages = body["hits"][0]["passages"].as_array().unwrap();
    let fields: BTreeSet<&str> = passages.iter().map(|passage| passage["field"].as_str().unwrap()).collect();
    assert!(fields.contains("claims") && 1 < fields.len(), "{fields:?}");
    assert!(passages.iter().all(|passage| !passage["marks"].as_array().unwrap().is_empty()), "{passages:?}");

    let words = ["二酸化炭素", "電気化学", "還元", "銅触媒"];
    for operator in [" OR ", " AND "] {
        let all = ids(&search(&server, "native", &words.join(operator)));
        for left_out in 0..words.len() {
            let mut fewer = words.to_vec();
            let word = fewer.remove(left_out);
            let found = ids(&search(&server, "native", &fewer.join(operator)));
            let holds = if operator == " OR " { found.is_subset(&all) } else { all.is_subset(&found) };
            assert!(holds, "{operator} without {word}");
        }
    }
}

/// Scenario 2: no title hides another, also where all of it is kanji.
#[test]
fn a_new_title_of_kanji_hides_no_other() {
    let titles = [
        "東京バナナの包装",
        "日東電工の粘着テープ",
        "有料配信の方法",
        "特許情報検索装置",
        "東京都有料道路",
        "意見書",
    ];
    let queries = ["東京", "日東電工", "有料配信"];
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (index, input) = (path("index"), path("in.jsonl"));
    let found = |query: &str| {
        let outcome = chizai(&["search", "--json", "--limit", "100", "--index", &index, query]);
        assert!(outcome.code <= 1, "{}", outcome.stderr);
        ids(&outcome.json())
    };
    let mut before = vec![BTreeSet::new(); queries.len()];
    for (serial, title) in (1..).zip(titles) {
        let titles = json!([{ "language": "ja", "text": title }]);
        let line = json!({ "type": "patent", "number": format!("JP-2020{serial:06}-A"), "titles": titles });
        fs::write(&input, line.to_string()).unwrap();
        chizai(&["index", "--index", &index, &input]).with_code(0);
        for (query, before) in queries.iter().zip(&mut before) {
            let now = found(query);
            assert!(before.is_subset(&now), "{query} loses {:?} with {title}", before.difference(&now));
            *before = now;
        }
    }
    assert!(before.iter().all(|found| !found.is_empty()), "{before:?}");
    assert!(found("健").is_empty() && found("\"健\"").is_empty(), "a document has 見 only");
    assert_eq!(found("\"見\"").len(), 1);
}

/// Scenario 4: proximity as J-PlatPat writes it.
#[test]
fn characters_between_are_counted_as_j_platpat_counts_them() {
    let server = Server::start(demo_index());
    let (four, ten, eleven, reversed) =
        ("JP-2005940201-A", "JP-2008940202-A", "JP-9940203-B2", "JP-2011940204-A");
    for (operator, expected) in [
        ("10N", vec![four, ten, reversed]),
        ("11N", vec![four, ten, eleven, reversed]),
        ("10C", vec![four, ten]),
        ("11C", vec![four, ten, eleven]),
    ] {
        check(&server, "jplatpat", &format!("弾力性,{operator},こんにゃく入りゼリー/TX"), &expected);
    }
    check(&server, "jplatpat", "こんにゃく入りゼリー,1C,弾力性/TX", &[reversed]);
    let device = "US-20109400307-A1";
    for (query, expected) in [
        ("mouse,3N,trap/TX", &[device][..]),
        ("mouse,2C,trap/TX", &[device]),
        ("mouse,1N,trap/TX", &[]),
        ("trap,3N,mouse/TX", &[device]),
        ("trap,3C,mouse/TX", &[]),
    ] {
        check(&server, "jplatpat", query, expected);
    }
    for operator in ["100N", "0N"] {
        let query = format!("弾力性,{operator},ゼリー/TX");
        let answer = server.get(&format!("/v1/search?syntax=jplatpat&q={}", encoded(&query)));
        let error = &answer.json()["errors"][0];
        assert_eq!((answer.status, &error["code"]), (400, &json!("invalid-distance")), "{error}");
        assert_eq!(error["range"], json!({ "start": 3, "end": 5 + operator.len() }), "{error}");
        assert!(error["message"].as_str().unwrap().contains("1 to 99"), "{error}");
    }
}

/// Numbers that look random and are always the same (an LCG with Knuth's MMIX constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % limit as u64) as usize
    }
}

/// Whether `first` comes before `second` with at most so many pieces between.
fn has_between(pieces: &[&str], first: &str, second: &str, most: usize) -> bool {
    let stands = |word: &str, at: usize| -> Option<Range<usize>> {
        let mut end = at;
        while pieces[at..end].concat().len() < word.len() && end < pieces.len() {
            end += 1;
        }
        (pieces[at..end].concat() == word).then_some(at..end)
    };
    (0..pieces.len())
        .filter_map(|at| stands(first, at))
        .any(|left| (left.end..pieces.len().min(left.end + most + 1)).any(|at| stands(second, at).is_some()))
}

/// Scenario 4: ten thousand random texts, half of them Japanese, against plain counting.
#[test]
fn proximity_finds_in_random_texts_what_plain_counting_finds() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (index, input) = (path("index"), path("in.jsonl"));
    let mut numbers = Numbers(31);
    let fillers = ["あ", "食", "品", "弾", "力", "の"];
    let words = ["mouse", "trap", "the", "device", "and", "of", "detection"];
    let mut texts: Vec<(String, Vec<&str>)> = Vec::new();
    for serial in 1..=10_000 {
        let is_japanese = serial % 2 == 0;
        let mut pieces = Vec::new();
        for _ in 0..1 + numbers.below(5) {
            match (is_japanese, numbers.below(3)) {
                (true, 0) => pieces.extend(["弾", "力", "性"]),
                (true, 1) => pieces.extend(["ゼ", "リ", "ー"]),
                (true, _) => (0..numbers.below(14)).for_each(|_| pieces.push(fillers[numbers.below(6)])),
                (false, _) => (0..numbers.below(9)).for_each(|_| pieces.push(words[numbers.below(7)])),
            }
        }
        let id = if is_japanese { format!("JP-2020{serial:06}-A") } else { format!("US-2020{serial:07}-A1") };
        texts.push((id, pieces));
    }
    let line = |(id, pieces): &(String, Vec<&str>)| {
        let (language, separator) = if id.starts_with("JP") { ("ja", "") } else { ("en", " ") };
        let claims = json!([{ "number": 1, "language": language, "text": pieces.join(separator) }]);
        json!({ "type": "patent", "number": id, "claims": claims }).to_string()
    };
    fs::write(&input, texts.iter().map(line).collect::<Vec<_>>().join("\n")).unwrap();
    chizai(&["index", "--index", &index, &input]).with_code(0);
    let server = Server::start(&index);
    for (office, left, right) in [("JP", "弾力性", "ゼリー"), ("US", "mouse", "trap")] {
        for most in [1, 3, 10, 99] {
            for operator in ["C", "N"] {
                let query = encoded(&format!("{left},{most}{operator},{right}/TX"));
                let parameters = format!("syntax=jplatpat&format=csv&fields=id&q={query}");
                let export = server.get(&format!("/v1/export?{parameters}"));
                let found: BTreeSet<&str> = export.body.lines().skip(1).collect();
                let holds = |pieces: &[&str]| {
                    has_between(pieces, left, right, most)
                        || operator == "N" && has_between(pieces, right, left, most)
                };
                let expected: BTreeSet<&str> = texts
                    .iter()
                    .filter(|(id, pieces)| id.starts_with(office) && holds(pieces))
                    .map(|(id, _)| id.as_str())
                    .collect();
                assert!(100 < expected.len(), "{left},{most}{operator},{right}: {}", expected.len());
                assert_eq!(found, expected, "{left},{most}{operator},{right}");
            }
        }
    }
}

/// Scenario 5: queries pasted from Espacenet find what they find there, and say how they were read.
#[test]
fn queries_of_espacenet_are_read_as_there() {
    let server = Server::start(demo_index());
    let pasted = "ti=\"laser scanning microscope\" and pa=nitto and pd within \"2005 2006\"";
    check(&server, "cql", pasted, &["US-20059400301-A1"]);
    check(&server, "cql", &pasted.replace("2005 2006", "2006 2007"), &[]);
    check(&server, "cql", &pasted.replace("nitto", "siemens"), &[]);
    let body = search(&server, "cql", pasted);
    let understood = "title:\"laser scanning microscope\" AND applicant:nitto AND published:[2005 TO 2006]";
    assert_eq!(body["understood"], understood);
    let device = "US-20109400307-A1";
    check(&server, "cql", "mouse prox/distance<3 trap", &[]);
    check(&server, "cql", "mouse prox/distance<4 trap", &[device]);
    check(&server, "cql", "trap prox/distance<4/ordered mouse", &[]);
    check(&server, "cql", "mouse prox/unit=sentence trap", &[device]);
    check(&server, "cql", "cpc=H01M10/06", &["JP-2008900840-A"]);

    let (cql, native) =
        ("ti=electrolyte or ti=microscope and pa=nitto", "ti:electrolyte OR ti:microscope AND pa:nitto");
    let read = search(&server, "cql", cql);
    assert_eq!(read["understood"], "(title:electrolyte OR title:microscope) AND applicant:nitto");
    assert_eq!(read["problems"][0]["code"], "left-to-right", "{}", read["problems"]);
    let of_native = ids(&search(&server, "native", native));
    assert!(ids(&read).is_subset(&of_native) && ids(&read).len() < of_native.len());
    let with_brackets = "(ti:electrolyte OR ti:microscope) AND pa:nitto";
    assert_eq!(ids(&read), ids(&search(&server, "native", with_brackets)));
}

/// Scenario 6: every way of writing a number finds its document by a search, and none finds a wrong one.
#[test]
fn a_number_in_any_form_finds_its_document_and_no_other() {
    let server = Server::start(demo_index());
    for form in [
        "特開平11-900512",
        "特開平１１－９００５１２号公報",
        "JPH11900512A",
        "特開H11-900512",
        "特開Ｈ１１－９００５１２",
    ] {
        check(&server, "native", &format!("number:\"{form}\""), &["JP-H11900512-A"]);
        let first = &search(&server, "native", form)["hits"][0]["id"];
        assert_eq!(first, "JP-H11900512-A", "{form}");
    }
    let application = ids(&search(&server, "native", "number:特願2010-900101"));
    assert!(application.contains("JP-2012900101-A"), "{application:?}");
    assert_eq!(ids(&search(&server, "native", "number:JP20100900101")), application);

    let resolved =
        |text: &str| server.post("/v1/resolve", &json!({ "text": text })).json()["mentions"][0].clone();
    let crosswalk = resolved("特許第1234567号");
    assert_eq!(
        (&crosswalk["status"], &crosswalk["documents"]),
        (&json!("needs-crosswalk"), &json!([])),
        "{crosswalk}"
    );
    assert_eq!(crosswalk["readings"][0]["number"], "JP-1234567", "{crosswalk}");
    let bare = resolved("2010-900101");
    let sorts: BTreeSet<&str> = bare["readings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reading| reading["sort"].as_str().unwrap())
        .collect();
    assert_eq!(bare["status"], "ambiguous", "{bare}");
    assert_eq!(sorts, BTreeSet::from(["application", "publication"]), "{bare}");
    assert_eq!(
        bare["documents"][0]["id"], "JP-2012900101-A",
        "the application of that number, as a candidate"
    );
}

/// Scenario 16: what cites is counted alike from both ends.
#[test]
fn counts_of_citations_agree_in_both_directions() {
    let server = Server::start(demo_index());
    for id in ["doi:10.5555/chizai.scan.2016.04", "JP-2012900101-A", "JP-2005940301-A"] {
        let address = encoded(id.trim_start_matches("doi:"));
        let citing = server.get(&format!("/v1/documents/{address}/citations?direction=citedby")).json();
        let documents: BTreeSet<&str> = citing["citations"]
            .as_array()
            .unwrap()
            .iter()
            .map(|citation| citation["document"]["id"].as_str().unwrap())
            .collect();
        let by_search = ids(&search(&server, "native", &format!("cites:\"{id}\"")));
        assert_eq!(documents, by_search.iter().map(String::as_str).collect(), "{id}");
        assert!(!documents.is_empty(), "{id}");
        for citing in documents {
            let cited = server
                .get(&format!("/v1/documents/{}/citations", encoded(citing.trim_start_matches("doi:"))));
            let back = cited.json();
            let is_back = |citation: &Value| citation["document"]["id"] == *id;
            assert!(back["citations"].as_array().unwrap().iter().any(is_back), "{citing} to {id}");
        }
    }
}

/// Scenario 16: what a patent has on its front page and in its text is told apart, from both ends.
#[test]
fn citations_on_the_front_page_and_in_the_text_are_apart() {
    let server = Server::start(demo_index());
    let (cited, citing) = ("10.5555/chizai.scan.2016.04", "US-99400311-B2");
    let of = |direction: &str, place: &str| {
        let id = encoded(if direction == "cites" { citing } else { cited });
        let uri = format!("/v1/documents/{id}/citations?direction={direction}&place={place}");
        server.get(&uri).json()
    };
    let ends = |answer: &Value| -> BTreeSet<String> {
        let citations = answer["citations"].as_array().unwrap().iter();
        citations.filter_map(|citation| Some(citation["document"]["id"].as_str()?.to_owned())).collect()
    };
    assert!(ends(&of("citedby", "in-text")).contains(citing));
    assert!(!ends(&of("citedby", "front-page")).contains(citing));
    assert!(ends(&of("cites", "in-text")).contains(&format!("doi:{cited}")));
    assert!(!ends(&of("cites", "front-page")).contains(&format!("doi:{cited}")));
    for direction in ["cites", "citedby"] {
        let in_text = of(direction, "in-text");
        for place in in_text["counts"]["by_place"].as_array().unwrap() {
            let found = of(direction, place["value"].as_str().unwrap());
            assert_eq!(found["total"]["value"], place["count"], "{direction}: {place}");
        }
        let listed = in_text["citations"].as_array().unwrap();
        assert!(listed.iter().all(|citation| citation["place"] == "in-text"), "{in_text:#}");
    }
    let found = ids(&search(&server, "native", &format!("cites.in-text:\"doi:{cited}\"")));
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), ends(&of("citedby", "in-text")));
    let page = server.get(&format!("/documents/{}?lang=en", encoded(citing))).body;
    assert!(page.contains("<h3>in the text</h3>"), "{page}");
}
