//! Runs that are killed at random moments: the last generation stays whole, and the next run carries on.
//!
//! The child is this test binary itself: started with `CHIZAI_TEST_RUN`, the test `child` is a run of an index. It is a
//! binary of its own because a child holds every lock of its parent between fork and exec: the other tests of indexes
//! would find theirs busy.

#[path = "../index/support.rs"]
mod support;

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::Duration,
};

use support::*;

const DOCUMENTS: usize = 12;
const KILLS: usize = 36;
/// Set for a child: the index's folder and the version to write, separated by a line break.
const RUN: &str = "CHIZAI_TEST_RUN";
const PUBLISHING: &str = "publishing";

/// Not a test by itself: the process that is killed.
#[test]
fn child() {
    let Ok(run) = std::env::var(RUN) else { return };
    let (dir, version) = run.split_once('\n').unwrap();
    let version = version.parse().unwrap();
    let writer = writer(Path::new(dir), &committing());
    // Whoever kills counts the lines; a closed pipe means that it has seen enough.
    let say = |what: &str| drop(writeln!(std::io::stdout(), "step {what}"));
    for number in 0..DOCUMENTS {
        writer.add(document(number, version)).unwrap();
        say("added");
    }
    say(PUBLISHING);
    writer.publish().unwrap();
    say("published");
}

#[test]
fn a_killed_run_leaves_the_last_generation_and_is_carried_on() {
    let dir = tempfile::tempdir().unwrap();
    let mut version = 0;
    publish(dir.path(), content(version).into_values());
    // A generator of its own (xorshift, Marsaglia 2003) makes the moments the same at every run of the test.
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for kill in 1..=KILLS {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        // Every other kill is while it publishes, which is the shorter part of a run.
        let moment = if kill % 2 == 0 {
            Moment::Publishing(Duration::from_micros(random % 20_000))
        } else {
            Moment::Added(random as usize % (DOCUMENTS + 1))
        };
        run_and_kill(dir.path(), kill, moment);
        let generation = open(dir.path());
        let found = generation.document(&id(0)).unwrap().unwrap();
        let newest = (version..=kill).find(|version| document(0, *version) == found);
        version = newest.expect("the current generation is the last published or a newer one");
        check_content(&generation, &content(version));
    }
    let last = KILLS + 1;
    publish(dir.path(), content(last).into_values());
    check_content(&open(dir.path()), &content(last));
    let report = indexer::check(dir.path(), &CONFIG, &ANALYZERS).unwrap();
    assert_eq!(report.damages, []);
    assert_eq!(names(dir.path()), ["CURRENT", "generations", "writer.lock"]);
}

fn content(version: usize) -> Expected {
    (0..DOCUMENTS).map(|number| (id(number).to_string(), document(number, version))).collect()
}

#[derive(Debug, Clone, Copy)]
enum Moment {
    /// When so many documents have been added.
    Added(usize),
    /// So long after it began to publish.
    Publishing(Duration),
}

fn run_and_kill(dir: &Path, version: usize, moment: Moment) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env(RUN, format!("{}\n{version}", dir.display()))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    wait_for(&mut child, moment);
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Reads the child's lines until the moment has come, or it has ended.
fn wait_for(child: &mut Child, moment: Moment) {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut steps = lines.filter_map(|line| line.split_once("step ").map(|(_, step)| step.to_owned()));
    match moment {
        Moment::Added(count) => drop(steps.by_ref().take(count).last()),
        Moment::Publishing(after) => {
            steps.find(|step| step == PUBLISHING).expect("the child comes to publish");
            let (sender, ended) = mpsc::channel();
            let reader = std::thread::spawn(move || {
                steps.by_ref().last();
                let _ = sender.send(());
            });
            // The time is the point here: it is the random moment of the kill, and nothing depends on it.
            let _ = ended.recv_timeout(after);
            child.kill().unwrap();
            reader.join().unwrap();
        }
    }
}
