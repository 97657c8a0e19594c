//! Technique coverage through the real binary: HTTP and the command line.

use serde_json::{Value, json};

use crate::support::{Server, chizai, demo_index};

const TECHNIQUE: &str =
    "金型の温度を検知する手段と、検知した温度に応じて冷却水の流量を変える弁とを備える射出成形機";

/// A sentence is divided into three elements or more; the patent whose claim 1 has all comes first with a passage for
/// each inside of that claim; the one that has them spread over claims and the description has a lower grade; a second
/// run gives the same bytes.
#[test]
fn the_claim_with_all_elements_comes_first() {
    let server = Server::start(demo_index());
    let answer = server.post("/v1/coverage", &json!({ "description": TECHNIQUE }));
    let body = answer.json();
    assert!(3 <= body["elements"].as_array().unwrap().len(), "{body:#}");
    let documents = body["documents"].as_array().unwrap();
    let first = &documents[0];
    assert_eq!(first["id"], "JP-2012940101-A");
    assert_eq!((first["coverage"].as_f64(), first["claim"]["number"].as_u64()), (Some(3.0), Some(1)));
    for cell in first["cells"].as_array().unwrap() {
        assert_eq!(
            (&cell["grade"], &cell["passage"]["place"]["claim"]),
            (&json!("covered"), &json!(1)),
            "{cell:#}"
        );
    }
    let spread = documents.iter().find(|document| document["id"] == "JP-2015940102-A").unwrap();
    assert!(spread["coverage"].as_f64() < Some(3.0), "{spread:#}");
    let grades: Vec<&Value> = spread["cells"].as_array().unwrap().iter().map(|cell| &cell["grade"]).collect();
    assert_eq!(grades, ["covered", "description", "covered"]);
    assert_eq!(server.post("/v1/coverage", &json!({ "description": TECHNIQUE })).body, answer.body);
}

#[test]
fn the_command_line_answers_what_the_api_answers() {
    let server = Server::start(demo_index());
    let of_command = chizai(&["coverage", "--json", "--index", demo_index(), TECHNIQUE]).json();
    let mut of_api = server.post("/v1/coverage", &json!({ "description": TECHNIQUE, "lang": "en" })).json();
    // The language of labels is that of the environment.
    let strip = |body: &mut Value| {
        for document in body["documents"].as_array_mut().unwrap() {
            document
                .as_object_mut()
                .unwrap()
                .retain(|name, _| ["id", "coverage", "claim"].contains(&name.as_str()));
        }
        body["documents"].clone()
    };
    let mut of_command = of_command;
    assert_eq!(strip(&mut of_command), strip(&mut of_api));
    let listing = chizai(&["coverage", "--index", demo_index(), TECHNIQUE]);
    assert_eq!(listing.code, 0, "{}", listing.stderr);
    assert!(listing.stdout.contains("3.00/3  JP-2012940101-A  claim 1\n"), "{}", listing.stdout);
    let refused =
        chizai(&["coverage", "--index", demo_index(), "--document", "JP-2012940101-A", "--claim", "99"]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(refused.stderr.contains("no claim 99"), "{}", refused.stderr);
}
