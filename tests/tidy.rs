//! The house rules, compared with `cargo metadata` and the files as they are.

use std::{collections::BTreeSet, process::Command};

use serde_json::Value;

use crate::support::{rust_files, workspace};

/// Which of our crates each of our crates may name: the table of the code map.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("analysis", &[]),
    ("sources", &["model"]),
    ("indexer", &["analysis", "model"]),
    ("query", &["indexer", "analysis", "model"]),
    ("eval", &["query", "model"]),
    ("server", &["query", "indexer", "model"]),
    ("cli", &["server", "eval", "query", "indexer", "sources", "analysis", "model"]),
];

/// Packages outside `crates/` that may name any of ours.
const OUTSIDE: &[&str] = &["acceptance", "benches"];

/// Foreign crates that only some of ours may name; `acceptance` and `benches` are listed where they measure or drive them.
const RESERVED: &[(&str, &[&str])] = &[
    ("axum", &["server"]),
    ("tower", &["server"]),
    ("tower-http", &["server"]),
    ("http", &["server"]),
    ("tantivy", &["indexer", "query"]),
    ("lindera", &["analysis"]),
    ("lindera-dictionary", &["analysis"]),
    ("quick-xml", &["sources"]),
];

/// Licences that may be shipped with Apache-2.0 OR MIT code.
const LICENCES: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "Unlicense",
    "CC0-1.0",
    "Unicode-3.0",
    "BSL-1.0",
    "bzip2-1.0.6",
];

/// Packages under another licence, each with the reason why that is right.
const LICENCE_EXCEPTIONS: &[(&str, &str, &str)] =
    &[("webdriver", "MPL-2.0", "drives the browser in tests; it is not in the binary")];

/// Lines of a file up to its test module.
const FILE_LINES: usize = 500;

/// Files that may be longer, each with its reason.
const LONG_FILES: &[(&str, &str)] = &[];

fn metadata(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(arguments)
        .current_dir(workspace())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn names(values: &Value) -> impl Iterator<Item = &str> {
    values.as_array().into_iter().flatten().filter_map(|value| value["name"].as_str())
}

#[test]
fn crates_know_only_whom_they_may() {
    let metadata = metadata(&["--no-deps"]);
    let ours: BTreeSet<&str> = names(&metadata["packages"]).collect();
    let listed: BTreeSet<&str> =
        MAY_KNOW.iter().map(|(name, _)| *name).chain(OUTSIDE.iter().copied()).collect();
    assert_eq!(ours, listed, "the table MAY_KNOW names other packages than the workspace has");
    let mut wrong = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let allowed = MAY_KNOW.iter().find(|(ours, _)| *ours == name).map(|(_, allowed)| *allowed);
        for dependency in package["dependencies"].as_array().unwrap() {
            let dependency_name = dependency["name"].as_str().unwrap();
            let for_tests_only = dependency["kind"] == "dev";
            let ours_but_not_allowed = ours.contains(dependency_name)
                && !for_tests_only
                && allowed.is_some_and(|allowed| !allowed.contains(&dependency_name));
            let reserved_for_others =
                RESERVED.iter().any(|(foreign, users)| *foreign == dependency_name && !users.contains(&name));
            if ours_but_not_allowed || reserved_for_others {
                wrong.push(format!("{name} -> {dependency_name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "not in the table of who may know whom: {wrong:?}");
}

#[test]
fn dependencies_have_licences_that_go_with_ours() {
    let metadata = metadata(&[]);
    let mut wrong = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        let licence = package["license"].as_str().unwrap_or("none stated");
        let excepted =
            LICENCE_EXCEPTIONS.iter().any(|(name, its, _)| package["name"] == *name && licence == *its);
        if !licence_is_allowed(licence) && !excepted {
            wrong.push(format!("{} {}: {licence}", package["name"], package["version"]));
        }
    }
    assert!(wrong.is_empty(), "licences outside the list: {wrong:#?}");
}

/// Whether an SPDX expression can be met by listed licences alone; `/` is the old way to write OR.
fn licence_is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let allowed = any_of(&tokens, &mut at);
    allowed && at == tokens.len()
}

fn any_of(tokens: &[&str], at: &mut usize) -> bool {
    let mut allowed = all_of(tokens, at);
    while tokens.get(*at) == Some(&"OR") {
        *at += 1;
        allowed |= all_of(tokens, at);
    }
    allowed
}

fn all_of(tokens: &[&str], at: &mut usize) -> bool {
    let mut allowed = one(tokens, at);
    while tokens.get(*at) == Some(&"AND") {
        *at += 1;
        allowed &= one(tokens, at);
    }
    allowed
}

fn one(tokens: &[&str], at: &mut usize) -> bool {
    let Some(token) = tokens.get(*at) else { return false };
    *at += 1;
    if *token == "(" {
        let allowed = any_of(tokens, at);
        *at += 1;
        return allowed;
    }
    if tokens.get(*at) == Some(&"WITH") {
        let with_exception = format!("{token} WITH {}", tokens.get(*at + 1).unwrap_or(&""));
        *at += 2;
        return LICENCES.contains(&with_exception.as_str());
    }
    LICENCES.contains(token)
}

#[test]
fn licence_expressions_are_read() {
    for (expression, allowed) in [
        ("MIT", true),
        ("MIT/Apache-2.0", true),
        ("GPL-3.0 OR MIT", true),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("Apache-2.0 WITH LLVM-exception OR GPL-2.0", true),
        ("none stated", false),
    ] {
        assert_eq!(licence_is_allowed(expression), allowed, "{expression}");
    }
}

#[test]
fn every_dependency_says_why_and_under_which_licence() {
    let manifest = std::fs::read_to_string(workspace().join("Cargo.toml")).unwrap();
    let (_, dependencies) = manifest.split_once("[workspace.dependencies]\n").unwrap();
    let dependencies = dependencies.split("\n[").next().unwrap();
    let silent: Vec<&str> = dependencies
        .lines()
        .filter(|line| line.contains('=') && !line.contains("path = ") && !line.contains('#'))
        .collect();
    assert!(silent.is_empty(), "without a reason: {silent:#?}");
}

#[test]
fn files_can_be_read_at_once() {
    let mut long = Vec::new();
    for path in rust_files() {
        let text = std::fs::read_to_string(&path).unwrap();
        let n_lines = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
        let name = path.strip_prefix(workspace()).unwrap().display().to_string();
        if FILE_LINES < n_lines && !LONG_FILES.iter().any(|(allowed, _)| *allowed == name) {
            long.push(format!("{name}: {n_lines} lines"));
        }
    }
    assert!(long.is_empty(), "split these by noun, or list them with a reason: {long:#?}");
}

#[test]
fn nothing_is_left_for_later() {
    let marks =
        ["TODO", "FIXME", "XXX", "dbg!", "todo!", "unimplemented!", "#[ignore"].map(|mark| mark.to_owned());
    let mut left = Vec::new();
    for path in rust_files().into_iter().filter(|path| !path.ends_with("tests/tidy.rs")) {
        let text = std::fs::read_to_string(&path).unwrap();
        for (i, line) in text.lines().enumerate() {
            if marks.iter().any(|mark| line.contains(mark.as_str())) {
                left.push(format!("{}:{}: {}", path.display(), i + 1, line.trim()));
            }
        }
    }
    assert!(left.is_empty(), "{left:#?}");
}
