//! The house rules, compared with `cargo metadata` and the files as they are.

use std::{collections::BTreeSet, path::Path, process::Command};

use serde_json::Value;

use crate::support::{markdown_files, rust_files, workspace};

/// Which of our crates each of our crates may name: the table of the code map.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("analysis", &[]),
    ("sources", &["model"]),
    ("indexer", &["analysis", "model"]),
    ("commons", &["model"]),
    ("harvest", &["commons", "model"]),
    ("terms", &["indexer", "analysis", "model"]),
    ("query", &["terms", "indexer", "analysis", "model"]),
    ("value", &["charts", "query", "indexer", "model"]),
    ("eval", &["query", "model"]),
    ("export", &["model"]),
    ("charts", &[]),
    ("server", &["value", "charts", "commons", "query", "export", "indexer", "model"]),
    (
        "cli",
        &[
            "server", "value", "export", "eval", "harvest", "commons", "query", "terms", "indexer",
            "sources", "analysis", "model",
        ],
    ),
];

/// Packages outside `crates/` that may name any of ours.
const OUTSIDE: &[&str] = &["acceptance", "benches"];

/// Foreign crates that only some of ours may name; `acceptance` and `benches` are listed where they measure or drive them.
const RESERVED: &[(&str, &[&str])] = &[
    ("axum", &["server"]),
    ("tower", &["server"]),
    ("tower-http", &["server"]),
    ("http", &["server"]),
    ("tantivy", &["indexer", "query", "value", "benches"]),
    ("lindera", &["analysis"]),
    ("lindera-dictionary", &["analysis"]),
    ("quick-xml", &["sources", "harvest", "charts"]),
    ("rusqlite", &["commons"]),
    ("ureq", &["harvest", "acceptance"]),
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
const LICENCE_EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("webdriver", "MPL-2.0", "drives the browser in tests; it is not in the binary"),
    ("webpki-roots", "CDLA-Permissive-2.0", "the list of certificate authorities, which is data"),
];

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
        .filter(|line| line.contains('=') && !line.contains("path = ") && !says_licence_and_reason(line))
        .collect();
    assert!(silent.is_empty(), "without `# LICENCE: reason`: {silent:#?}");
}

/// Reads `name = … # LICENCE/LICENCE: reason`; licences by the short names that manifest lines use.
fn says_licence_and_reason(line: &str) -> bool {
    let said = line.rsplit_once("# ").and_then(|(_, comment)| comment.split_once(": "));
    let Some((licences, reason)) = said else { return false };
    let known = |licence: &str| {
        let short = LICENCES.iter().filter_map(|spdx| spdx.rsplit_once('-'));
        let version_left_out = short.map(|(name, _version)| name).any(|name| name == licence);
        version_left_out || LICENCES.contains(&licence)
    };
    licences.split('/').all(known) && reason.contains(|c: char| c.is_alphabetic())
}

#[test]
fn manifest_lines_are_read() {
    for (line, says) in [
        ("a = \"1\" # MIT/Apache-2.0: reads files", true),
        ("a = \"1\" # MIT: HTTP", true),
        ("a = \"1\" # MIT", false),
        ("a = \"1\" # MIT: ", false),
        ("a = \"1\" # reads files", false),
        ("a = \"1\" # reads: files", false),
        ("a = \"1\" # GPL-3.0: reads files", false),
        ("a = \"1\"", false),
    ] {
        assert_eq!(says_licence_and_reason(line), says, "{line}");
    }
}

#[test]
fn every_dependency_is_used() {
    let metadata = metadata(&["--no-deps"]);
    let mut unused = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        let manifest = Path::new(package["manifest_path"].as_str().unwrap());
        let root = metadata["workspace_root"].as_str().unwrap();
        let folder = workspace().join(manifest.parent().unwrap().strip_prefix(root).unwrap());
        let sources: Vec<String> = rust_files()
            .into_iter()
            .filter(|path| path.starts_with(&folder))
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect();
        for dependency in names(&package["dependencies"]) {
            if !sources.iter().any(|text| names_crate(text, &dependency.replace('-', "_"))) {
                unused.push(format!("{} -> {dependency}", package["name"]));
            }
        }
    }
    assert!(unused.is_empty(), "in a manifest, but in no source of its package: {unused:?}");
}

/// Whether code names the crate in a path (`name::`), or as a whole (`use name;`); a comment or a text does not count.
fn names_crate(text: &str, name: &str) -> bool {
    let code = text.lines().map(|line| line.split("//").next().unwrap_or(line));
    code.into_iter().any(|line| {
        line.match_indices(name).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let after = &line[at + name.len()..];
            let whole = before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':' && c != '"');
            whole && (after.starts_with("::") || line.trim() == format!("use {name};"))
        })
    })
}

#[test]
fn crates_are_found_in_code() {
    for (line, named) in [
        ("use serde::Deserialize;", true),
        ("#[derive(serde::Serialize)]", true),
        ("use serde;", true),
        ("// serde::Serialize", false),
        ("use tower_http::serde::X;", false),
        ("let serde = 1;", false),
        ("not_serde::f()", false),
    ] {
        assert_eq!(names_crate(line, "serde"), named, "{line}");
    }
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
    // `FILL_` begins the places of a text whose figures are still to be measured.
    let in_text = ["TODO", "FIXME", "XXX", "FILL_"];
    let in_code = ["dbg!", "todo!", "unimplemented!", "#[ignore"];
    let mut left = Vec::new();
    for path in rust_files().into_iter().chain(markdown_files()) {
        if path.ends_with("tests/tidy.rs") {
            continue;
        }
        let is_code = path.extension().is_some_and(|extension| extension == "rs");
        let text = std::fs::read_to_string(&path).unwrap();
        for (i, line) in text.lines().enumerate() {
            let marked = in_text.iter().any(|mark| line.contains(mark))
                || is_code && in_code.iter().any(|mark| line.contains(mark));
            if marked {
                left.push(format!("{}:{}: {}", path.display(), i + 1, line.trim()));
            }
        }
    }
    assert!(left.is_empty(), "{left:#?}");
}
