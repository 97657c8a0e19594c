//! `kill -9` at any moment, and two writers at once.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::Write as _,
    path::Path,
    process::Command,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::support::{chizai, command};

const KILLS: u64 = 12;
const DOCUMENTS: usize = 3000;

fn write_corpus(path: &Path, version: u64) {
    let mut lines = String::new();
    for i in 0..DOCUMENTS {
        let text = format!(
            "version {version} of document {i}: a battery with a solid electrolyte and 正極活物質の層 "
        );
        let document = json!({
            "type": "patent",
            "number": format!("US-{}-A", 9_000_000 + i),
            "titles": [{"language": "en", "text": format!("generation{version}")}],
            "abstracts": [{"language": "en", "text": text.repeat(8)}, {"language": "ja", "text": text.repeat(8)}],
        });
        writeln!(lines, "{document}").unwrap();
    }
    fs::write(path, lines).unwrap();
}

/// The version that the published generation holds, which must hold all of it.
#[track_caller]
fn whole_version(index: &str, versions: std::ops::RangeInclusive<u64>) -> u64 {
    let found: Vec<(u64, u64)> = versions
        .map(|version| {
            let outcome = chizai(&[
                "search",
                "--json",
                "--limit",
                "1",
                "--index",
                index,
                &format!("title:generation{version}"),
            ]);
            (version, outcome.json()["total"]["value"].as_u64().unwrap())
        })
        .filter(|(_, total)| 0 < *total)
        .collect();
    assert!(
        matches!(found.as_slice(), [(_, total)] if *total == DOCUMENTS as u64),
        "a generation that is neither the one before nor the one after: (version, documents) {found:?}"
    );
    found[0].0
}

#[test]
fn a_killed_run_leaves_the_last_generation_and_the_next_run_carries_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (index, input) = (path("index"), path("in.jsonl"));
    write_corpus(Path::new(&input), 0);
    let started = Instant::now();
    chizai(&["index", "--index", &index, &input]).with_code(0);
    let whole_run = started.elapsed();
    let mut published = 0;
    for round in 1..=KILLS {
        write_corpus(Path::new(&input), round);
        let mut child = command(&["index", "--index", &index, &input]).spawn().unwrap();
        // Spread over the whole run, and a little past its end.
        thread::sleep(whole_run.mul_f64(1.1 * round as f64 / KILLS as f64));
        _ = child.kill();
        _ = child.wait();
        let version = whole_version(&index, published..=round);
        published = version;
        chizai(&["check", "--index", &index]).with_code(0);
    }
    chizai(&["index", "--index", &index, &input]).with_code(0);
    assert_eq!(whole_version(&index, published..=KILLS), KILLS);
}

/// The first writer reads from a named pipe: it has the lock when it opens the pipe, and keeps it until the pipe is
/// closed.
#[test]
fn a_second_writer_is_refused_and_told_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (index, input, pipe) = (path("index"), path("in.jsonl"), path("pipe.jsonl"));
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut first = command(&["index", "--index", &index, &pipe]).spawn().unwrap();
    let mut fed = opened_for_writing(&pipe);
    let document = |number: &str| format!("{}\n", json!({"type": "patent", "number": number}));
    fed.write_all(document("US-1-A").as_bytes()).unwrap();
    fs::write(&input, document("US-2-A")).unwrap();

    let second = chizai(&["index", "--index", &index, &input]).with_code(3);
    let holder = format!("is being written by process {}", first.id());
    assert!(second.stderr.contains(&holder), "{}", second.stderr);

    drop(fed);
    assert_eq!(first.wait().unwrap().code(), Some(0), "the first writer is not disturbed");
    chizai(&["show", "--index", &index, "US-1-A"]).with_code(0);
    chizai(&["show", "--index", &index, "US-2-A"]).with_code(1);
    chizai(&["index", "--index", &index, &input]).with_code(0);
}

/// Waits until somebody opens the pipe for reading; fails where nobody does, instead of waiting for ever.
fn opened_for_writing(pipe: &str) -> File {
    let (sender, opened) = mpsc::channel();
    let pipe = pipe.to_owned();
    thread::spawn(move || sender.send(File::options().write(true).open(pipe)));
    opened.recv_timeout(Duration::from_secs(60)).expect("the first writer opens its input").unwrap()
}
