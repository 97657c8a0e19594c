//! Real publishers' files to a searchable index, through the real binary.

use std::path::PathBuf;

use serde_json::Value;

use crate::support::{chizai, data};

/// An index of real files that is searched and shown.
struct Index {
    _folder: tempfile::TempDir,
    path: String,
    inputs: Vec<String>,
    report: Value,
}

impl Index {
    /// `None` where the user asked to go without real data.
    fn of(paths: &[&str], expected_code: i32) -> Option<Self> {
        let found: Vec<PathBuf> = paths.iter().map(|path| data(path)).collect::<Option<_>>()?;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("index").to_str().unwrap().to_owned();
        let inputs: Vec<String> = found.iter().map(|path| path.to_str().unwrap().to_owned()).collect();
        let report = run(&path, &inputs, expected_code);
        Some(Self { _folder: folder, path, inputs, report })
    }

    /// Reads the same files again, which must change nothing.
    #[track_caller]
    fn check_again(&self, expected_code: i32) {
        let again = run(&self.path, &self.inputs, expected_code);
        let changes = ["indexed", "updated"].map(|name| again[name].as_u64().unwrap());
        assert_eq!((changes, &again["generation"]), ([0, 0], &self.report["generation"]), "{again}");
    }

    #[track_caller]
    fn check_counts(&self, read: u64, indexed: u64, skipped: u64) {
        let counts = ["read", "indexed", "skipped"].map(|name| self.report[name].as_u64().unwrap());
        assert_eq!(counts, [read, indexed, skipped], "{:#}", self.report["skips"]);
    }

    #[track_caller]
    fn show(&self, id: &str) -> Value {
        chizai(&["show", "--json", "--index", &self.path, id]).with_code(0).json()
    }

    #[track_caller]
    fn first_hit(&self, query: &str) -> String {
        let body =
            chizai(&["search", "--json", "--limit", "1", "--index", &self.path, query]).with_code(0).json();
        body["hits"][0]["id"].as_str().unwrap().to_owned()
    }
}

#[track_caller]
fn run(index: &str, inputs: &[String], expected_code: i32) -> Value {
    let mut arguments = vec!["index", "--json", "--index", index];
    arguments.extend(inputs.iter().map(String::as_str));
    chizai(&arguments).with_code(expected_code).json()
}

#[test]
fn weekly_grants_of_the_uspto() {
    let Some(index) = Index::of(&["patents/uspto/weekly"], 0) else { return };
    index.check_counts(225, 225, 0);
    assert_eq!(index.report["ignored"], 5, "sequence listings and the like");
    let napkin = index.show("US 6,836,899 B1");
    assert_eq!(
        napkin["titles"][0]["text"],
        "Device for detachably holding an absorbent napkin across the torso"
    );
    assert_eq!(napkin["claims"].as_array().unwrap().len(), 23);
    assert_eq!(index.first_hit("holding an absorbent napkin across the torso"), "US-6836899-B1");
    index.check_again(0);
    assert_eq!(index.first_hit("printed circuit board having landless via hole"), "US-8418361-B2");
}

#[test]
fn a_compressed_file_gives_the_same_documents() {
    let Some(plain) = data("patents/uspto/weekly/ipg050104.small.xml") else { return };
    let folder = tempfile::tempdir().unwrap();
    let packed = folder.path().join("grants.bin");
    let output = std::process::Command::new("gzip").arg("-c").arg(&plain).output().unwrap();
    std::fs::write(&packed, output.stdout).unwrap();
    let index = folder.path().join("index");
    let run =
        |input: &std::path::Path| run(index.to_str().unwrap(), &[input.to_str().unwrap().to_owned()], 0);
    assert_eq!(run(&packed)["indexed"], 25, "told from the content, not from the name");
    assert_eq!(run(&plain)["unchanged"], 25);
}

#[test]
fn articles_in_jats() {
    let Some(index) = Index::of(&["articles/jats"], 0) else { return };
    index.check_counts(294, 293, 0);
    assert_eq!(index.report["superseded"], 1, "one article is there in two versions");
    index.check_again(0);
}

#[test]
fn japanese_publications() {
    let Some(index) = Index::of(&["patents/jpo"], 0) else { return };
    index.check_counts(2, 2, 0);
    let mower = index.show("特開２０１０－０００００１号公報");
    assert_eq!(mower["number"], "JP-2010000001-A");
    assert_eq!(mower["titles"][0]["text"], "バリカン式刈刃装置");
    assert_eq!(mower["applicants"][0]["names"][0]["text"], "株式会社源平刃物工場");
    assert_eq!(index.first_hit("\"刈刃装置\""), "JP-2010000001-A");
    assert_eq!(index.first_hit("fi:A01D34/13"), "JP-2010000001-A");
    assert_eq!(index.first_hit("fterm:2B382GC15"), "JP-2010000001-A");
}

#[test]
fn european_full_texts_and_bibliography() {
    let Some(index) = Index::of(&["patents/epo/fulltext"], 1) else { return };
    index.check_counts(287, 282, 1);
    let skip = &index.report["skips"][0];
    assert!(
        skip["file"].as_str().unwrap().ends_with("006271747.xml"),
        "a description without a number: {skip}"
    );
    index.check_again(1);
    let shown = index.show("EP1116605B1");
    assert_eq!(shown["number"], "EP-1116605-B1");
    assert!(!shown["claims"].as_array().unwrap().is_empty());
}
