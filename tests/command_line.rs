//! The command line as scripts rely on it: arguments, JSON, exit codes.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::support::{chizai, command, demo_index, workspace};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A patent in the exchange form.
fn patent(number: &str, title: &str) -> String {
    json!({"type": "patent", "number": number, "titles": [{"language": "en", "text": title}]}).to_string()
}

#[track_caller]
fn counts(report: &Value) -> [u64; 5] {
    ["read", "indexed", "updated", "unchanged", "skipped"].map(|name| report[name].as_u64().unwrap())
}

#[test]
fn indexing_reports_what_became_of_every_record() {
    let folder = tempfile::tempdir().unwrap();
    let (index, input) = (folder.path().join("index"), folder.path().join("in.jsonl"));
    let run = |extra: &[&str]| {
        let mut arguments = vec!["index", "--json", "--index", text(&index), text(&input)];
        arguments.extend(extra);
        chizai(&arguments)
    };
    fs::write(&input, [patent("US-1-A", "one"), patent("US-2-A", "two")].join("\n")).unwrap();
    let first = run(&[]).with_code(0).json();
    assert_eq!(counts(&first), [2, 2, 0, 0, 0]);
    assert!(0 < first["bytes"].as_u64().unwrap() && 0.0 < first["seconds"].as_f64().unwrap());
    assert_eq!(first["skips"], json!([]));

    let again = run(&[]).with_code(0).json();
    assert_eq!(counts(&again), [2, 0, 0, 2, 0]);
    assert_eq!(again["generation"], first["generation"], "the same files change nothing");

    let bad = "{\"type\": \"patent\", \"number\": \"US-3-A\", \"titel\": []}";
    fs::write(&input, [&patent("US-1-A", "changed"), bad, &patent("US-4-A", "four")].join("\n")).unwrap();
    let third = run(&[]).with_code(1).json();
    assert_eq!(counts(&third), [3, 1, 1, 0, 1]);
    assert_ne!(third["generation"], first["generation"]);
    let skip = &third["skips"][0];
    assert_eq!((skip["file"].as_str().unwrap(), skip["record"].as_u64().unwrap()), (text(&input), 2));
    assert!(skip["reason"].as_str().unwrap().contains("titel"), "{skip}");
    let shown = chizai(&["show", "--json", "--index", text(&index), "US-1-A"]).with_code(0).json();
    assert_eq!(shown["titles"][0]["text"], "changed");

    let strict = run(&["--strict"]).with_code(3);
    assert!(strict.stdout.is_empty(), "nothing is published, nothing is printed: {}", strict.stdout);
    assert!(!index.join("building").exists(), "nothing is left to the next run");
}

#[test]
fn wrong_use_ends_with_2_and_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let (missing, empty) = (folder.path().join("missing"), folder.path().join("empty"));
    fs::create_dir(&empty).unwrap();
    let index = demo_index();
    for (arguments, expected) in [
        (vec!["index", "--index", text(&missing), text(&missing)], "cannot read"),
        (vec!["search", "--index", text(&missing), "x"], "there is no index at"),
        (vec!["serve", "--index", text(&missing)], "there is no index at"),
        (vec!["search", "--index", index, "titel:x"], "title"),
        (vec!["index", "--index", text(&missing), text(&empty)], "no input file was found"),
        (vec!["check", "--index", text(&missing)], "build one with"),
        (vec!["analyze", "--field", "titel.ja", "x"], "title.ja"),
        (vec!["analyze", "--field", "claims", "x"], "did you mean claims.ja, claims.en"),
        (vec!["analyze", "--field", "nothing", "x"], "inventor"),
        (vec!["analyze", "--field", "nothing", "x"], "japanese-characters"),
        (vec!["eval", index], "--lang"),
        (vec!["nothing"], "Usage"),
    ] {
        let outcome = chizai(&arguments).with_code(2);
        assert!(outcome.stderr.contains(expected), "{arguments:?}: {}", outcome.stderr);
        assert!(outcome.stdout.is_empty(), "{arguments:?}: {}", outcome.stdout);
    }
}

#[test]
fn a_wrong_configuration_stops_the_start_and_names_file_key_and_suggestion() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["fields.toml", "analyzers.toml", "ranking.toml"] {
        fs::copy(workspace().join("index-config").join(name), folder.path().join(name)).unwrap();
    }
    let search = |expected_code: i32| {
        chizai(&["search", "--config", text(folder.path()), "--index", demo_index(), "電池"])
            .with_code(expected_code)
    };
    search(0);
    let ranking = folder.path().join("ranking.toml");
    let good = fs::read_to_string(&ranking).unwrap();
    fs::write(&ranking, good.replacen("\ntitle =", "\ntitel =", 1)).unwrap();
    let outcome = search(2);
    for part in ["ranking.toml", "titel", "title"] {
        assert!(outcome.stderr.contains(part), "{part}: {}", outcome.stderr);
    }
}

#[test]
fn an_index_refuses_a_configuration_that_it_was_not_built_with() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["fields.toml", "analyzers.toml", "ranking.toml"] {
        fs::copy(workspace().join("index-config").join(name), folder.path().join(name)).unwrap();
    }
    let analyzers = folder.path().join("analyzers.toml");
    let changed = fs::read_to_string(&analyzers).unwrap().replace("= \"porter2\"", "= \"none\"");
    fs::write(&analyzers, changed).unwrap();
    let outcome =
        chizai(&["search", "--config", text(folder.path()), "--index", demo_index(), "電池"]).with_code(3);
    assert!(outcome.stderr.contains("fingerprint"), "{}", outcome.stderr);
}

#[test]
fn search_prints_the_body_of_the_api() {
    let outcome =
        chizai(&["search", "--json", "--limit", "3", "--index", demo_index(), "固体電解質"]).with_code(0);
    let body = outcome.json();
    assert!(3 < body["total"]["value"].as_u64().unwrap());
    assert!(body["took_ms"].is_number() && body["generation"].is_string());
    let hits = body["hits"].as_array().unwrap();
    assert_eq!(hits.len(), 3);
    for hit in hits {
        assert!(hit["id"].is_string() && hit["score"].is_number() && hit["title"].is_string(), "{hit}");
    }
    assert_eq!(outcome.stdout.lines().count(), 1, "one object and nothing else");
}

#[test]
fn colour_is_for_terminals_and_for_who_asks() {
    let coloured = |extra: &[&str], no_color: Option<&str>| {
        let mut search = command(&["search", "--limit", "1", "--index", demo_index(), "battery"]);
        search.args(extra).env_remove("NO_COLOR").envs(no_color.map(|value| ("NO_COLOR", value)));
        let output = search.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout.contains(&0x1b)
    };
    assert!(!coloured(&[], None), "standard output is a pipe here");
    assert!(!coloured(&[], Some("1")));
    assert!(!coloured(&["--colour", "never"], None));
    assert!(coloured(&["--colour", "always"], None));
    assert!(coloured(&["--colour", "always"], Some("1")), "the argument is nearer than the environment");
}

#[test]
fn nothing_found_ends_with_1() {
    chizai(&["search", "--json", "--index", demo_index(), "\"量子もつれ燃料電池\""]).with_code(1);
    chizai(&["show", "--index", demo_index(), "JP-2001000001-A"]).with_code(1);
}

#[test]
fn explanations_sum_to_the_score() {
    for query in ["固体電解質 硫化物", "copper catalyst carbon dioxide", "\"射出成形機\"", "電池 battery"]
    {
        let body =
            chizai(&["search", "--json", "--explain", "--index", demo_index(), query]).with_code(0).json();
        for hit in body["hits"].as_array().unwrap() {
            let sum = leaves(&hit["explanation"]);
            let score = hit["score"].as_f64().unwrap();
            assert!((sum - score).abs() < 1e-6, "{query}: leaves sum to {sum}, score is {score}");
            assert!(0.0 < score, "{query}");
        }
    }
}

fn leaves(node: &Value) -> f64 {
    match node["parts"].as_array() {
        Some(parts) if !parts.is_empty() => parts.iter().map(leaves).sum(),
        _ => node["value"].as_f64().unwrap(),
    }
}

#[test]
fn check_finds_a_damaged_byte() {
    let folder = tempfile::tempdir().unwrap();
    let (index, input) = (folder.path().join("index"), folder.path().join("in.jsonl"));
    fs::write(&input, patent("US-1-A", "one")).unwrap();
    chizai(&["index", "--index", text(&index), text(&input)]).with_code(0);
    let sound = chizai(&["check", "--json", "--index", text(&index)]).with_code(0).json();
    assert_eq!((sound["sound"].as_bool(), sound["documents"].as_u64()), (Some(true), Some(1)));
    let ranking = sound["ranking_fingerprint"].as_str().unwrap();
    assert!(ranking.len() == 16 && sound["fingerprint"] != ranking, "{sound}");
    let printed = chizai(&["check", "--index", text(&index)]).with_code(0).stdout;
    assert!(printed.contains(&format!("ranking_fingerprint {ranking}")), "{printed}");

    let generation = index.join("generations").join(sound["generation"].as_str().unwrap());
    let store = fs::read_dir(generation)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|extension| extension == "store"))
        .unwrap();
    let mut bytes = fs::read(&store).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::remove_file(&store).unwrap();
    fs::write(&store, bytes).unwrap();
    let outcome = chizai(&["check", "--index", text(&index)]).with_code(3);
    assert!(outcome.stderr.contains(store.file_name().unwrap().to_str().unwrap()), "{}", outcome.stderr);
}

#[test]
fn analyze_shows_terms_with_their_source() {
    let terms = |field: &str, input: &str| -> Vec<String> {
        let body = chizai(&["analyze", "--json", "--field", field, input]).with_code(0).json();
        let tokens = body["tokens"].as_array().unwrap().clone();
        for token in &tokens {
            let range = [0, 1].map(|i| token["byte_range"][i].as_u64().unwrap() as usize);
            assert_eq!(token["source"], input[range[0]..range[1]]);
        }
        tokens.iter().map(|token| token["term"].as_str().unwrap().to_owned()).collect()
    };
    assert!(terms("claims.ja", "全固体リチウムイオン電池の正極").contains(&"電池".to_owned()));
    assert!(terms("title.en", "Batteries").contains(&"batteri".to_owned()));
}

#[test]
fn completions_and_man_page_come_from_the_definitions() {
    for shell in ["bash", "zsh", "fish"] {
        assert!(chizai(&["completions", shell]).with_code(0).stdout.contains("analyze"), "{shell}");
    }
    let page = chizai(&["man"]).with_code(0).stdout;
    for command in
        ["index", "search", "serve", "show", "check", "analyze", "eval", "demo", "completions", "man"]
    {
        let heading = format!(".SH NAME\nchizai\\-{command} \\- ");
        assert!(page.contains(&heading), "{command} has no page of its own");
    }
}

#[test]
fn the_demo_is_fast_when_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("demo");
    let run = || chizai(&["demo", "--no-serve", "--index", text(&index)]).with_code(0).stderr;
    let generation = |said: &str| said.rsplit_once("generation ").unwrap().1.trim().to_owned();
    let first = run();
    let (before, token) = first.split_once("    token of admin").expect("the first run shows the token");
    let (_, after) = token.split_once('\n').unwrap();
    let again = run();
    assert_eq!(
        generation(&format!("{before}{after}")),
        generation(&again),
        "nothing is rebuilt that need not be"
    );
    assert!(!again.contains("token"), "a token is shown once: {again}");
}
