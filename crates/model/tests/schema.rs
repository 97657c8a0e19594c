//! The committed JSON Schema is the one of the types, and the documented examples are documents.
//!
//! `CHIZAI_UPDATE=1 cargo test --release -p model --test schema` writes the schema anew.

use std::{fs, path::PathBuf};

use model::Document;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../schema")
}

#[test]
fn the_committed_schema_is_that_of_the_types() {
    let path = folder().join("document.schema.json");
    let schema =
        serde_json::to_string_pretty(&schemars::schema_for!(Document)).expect("a schema is JSON") + "\n";
    if std::env::var_os("CHIZAI_UPDATE").is_some() {
        fs::write(&path, &schema).expect("the schema can be written");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == schema,
        "schema/document.schema.json differs from the types; this is a change of the public exchange form: \
         run this test with CHIZAI_UPDATE=1 and show the change in review"
    );
}

/// The fenced JSON blocks of schema/README.md.
fn examples() -> Vec<String> {
    let readme = fs::read_to_string(folder().join("README.md")).expect("schema/README.md");
    let blocks = readme.split("```json\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_documented_examples_are_read_and_written_as_they_are() {
    let examples = examples();
    assert_eq!(examples.len(), 2, "one patent, one article");
    for example in examples {
        let document: Document =
            serde_json::from_str(&example).unwrap_or_else(|error| panic!("{error} in\n{example}"));
        let written = serde_json::to_value(&document).expect("a document is JSON");
        let given: serde_json::Value = serde_json::from_str(&example).expect("JSON");
        assert_eq!(written, given);
    }
}
