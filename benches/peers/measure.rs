//! Engines in turn, query by query: medians, ratios with their spread, and whether the answers agree.

use std::{
    collections::HashSet,
    thread,
    time::{Duration, Instant},
};

use benches::percentile;

use crate::engine::{Answer, Class, Engine, Mode, Query};

/// Rounds of one class, each of all queries by all engines in turn …
const ROUNDS: usize = 7;

/// … or fewer, where the class has taken so long; never below three.
const CLASS_SECONDS: u64 = 5;

const LEAST_ROUNDS: usize = 3;

const BATCHES: usize = 3;

/// Before each query: an engine in a process of its own has waited for the others, and each begins like it, on a core
/// that was idle, as a request does.
const PAUSE: Duration = Duration::from_micros(300);

/// The head of the table.
pub(crate) fn head(engines: &[Box<dyn Engine>], threads: usize) {
    let names: Vec<&str> = engines.iter().map(|engine| engine.name()).collect();
    let mut columns = vec!["class".to_owned(), "queries".to_owned()];
    columns.extend(names.iter().map(|name| format!("{name} ms")));
    columns.extend(names[1..].iter().map(|name| format!("{} / {name} (p10, p90)", names[0])));
    columns.extend(names[1..].iter().map(|name| format!("/ {name}, {threads} threads")));
    columns.extend(names[1..].iter().map(|name| format!("{name}: same total, same ten")));
    println!("\n| {} |\n|{}", columns.join(" | "), "---|".repeat(columns.len()));
}

/// Runs every class three times, so that the first one finds a virtual machine as warm as the last.
pub(crate) fn warm(engines: &mut [Box<dyn Engine>], classes: &[Class]) {
    for engine in &mut *engines {
        for _ in 0..3 {
            for (_, queries, mode) in classes {
                engine.batch(queries, *mode, 1);
            }
        }
    }
}

/// One row: the first engine beside each of the others.
pub(crate) fn class(
    engines: &mut [Box<dyn Engine>],
    name: &str,
    queries: &[Query],
    mode: Mode,
    threads: usize,
) {
    if queries.is_empty() {
        println!("| {name} | 0 | no query of this class could be made |");
        return;
    }
    let agreement = agreement(engines, queries, mode);
    warm_up(engines, queries, mode);
    let samples = in_turn(engines, queries, mode);
    // By engine and query.
    let medians: Vec<Vec<Duration>> =
        samples.into_iter().map(|of| of.into_iter().map(median).collect()).collect();
    let batches = batches(engines, queries, mode, threads);
    let mut cells = vec![name.to_owned(), queries.len().to_string()];
    cells.extend(medians.iter().map(|of| format!("{:.3}", median(of.clone()).as_secs_f64() * 1e3)));
    for others in &medians[1..] {
        let mut ratios: Vec<f64> =
            medians[0].iter().zip(others).map(|(a, b)| a.as_secs_f64() / b.as_secs_f64()).collect();
        ratios.sort_by(f64::total_cmp);
        let at = |share: f64| ratios[((ratios.len() - 1) as f64 * share).round() as usize];
        cells.push(format!("**{:.2}** ({:.2}, {:.2})", at(0.5), at(0.1), at(0.9)));
    }
    for others in &batches[1..] {
        cells.push(format!("{:.2}", batches[0].as_secs_f64() / others.as_secs_f64()));
    }
    cells.extend(agreement);
    println!("| {} |", cells.join(" | "));
}

fn median(mut samples: Vec<Duration>) -> Duration {
    samples.sort();
    percentile(&samples, 0.5)
}

fn warm_up(engines: &mut [Box<dyn Engine>], queries: &[Query], mode: Mode) {
    for engine in engines {
        let started = Instant::now();
        while started.elapsed() < engine.warm_up() {
            engine.batch(queries, mode, 1);
        }
    }
}

/// By engine, query and round.
fn in_turn(engines: &mut [Box<dyn Engine>], queries: &[Query], mode: Mode) -> Vec<Vec<Vec<Duration>>> {
    let mut samples = vec![vec![Vec::new(); queries.len()]; engines.len()];
    let started = Instant::now();
    for round in 0..ROUNDS {
        if LEAST_ROUNDS <= round && CLASS_SECONDS < started.elapsed().as_secs() {
            break;
        }
        for (place, query) in queries.iter().enumerate() {
            for (engine, samples) in engines.iter_mut().zip(&mut samples) {
                thread::sleep(PAUSE);
                samples[place].push(engine.run(query, mode).took);
            }
        }
    }
    samples
}

/// By engine: the median time of all queries by all threads.
fn batches(engines: &mut [Box<dyn Engine>], queries: &[Query], mode: Mode, threads: usize) -> Vec<Duration> {
    let mut samples = vec![Vec::new(); engines.len()];
    for _ in 0..BATCHES {
        for (engine, samples) in engines.iter_mut().zip(&mut samples) {
            samples.push(engine.batch(queries, mode, threads));
        }
    }
    samples.into_iter().map(median).collect()
}

/// For each other engine: the share of queries with the same total, and of the ten best those that are the same.
fn agreement(engines: &mut [Box<dyn Engine>], queries: &[Query], mode: Mode) -> Vec<String> {
    let mode = if mode == Mode::Top { Mode::Total } else { mode };
    let (ours, others) = engines.split_first_mut().expect("there is an engine");
    let ours: Vec<Answer> = queries.iter().map(|query| ours.run(query, mode)).collect();
    others
        .iter_mut()
        .map(|engine| {
            let (mut same_total, mut same_hits, mut hits) = (0, 0, 0);
            for (query, ours) in queries.iter().zip(&ours) {
                let theirs = engine.run(query, mode);
                if theirs.total == ours.total {
                    same_total += 1;
                } else if std::env::var_os("CHIZAI_BENCH_DIFFERENCES").is_some() {
                    eprintln!("{}: {} of {}: {:?}", engine.name(), theirs.total, ours.total, query.tree);
                }
                let ids: HashSet<&str> = theirs.hits.iter().map(|(id, _)| id.as_str()).collect();
                same_hits += ours.hits.iter().filter(|(id, _)| ids.contains(id.as_str())).count();
                hits += ours.hits.len();
            }
            let share = |part: usize, whole: usize| 100 * part / whole.max(1);
            format!("{} %, {} %", share(same_total, queries.len()), share(same_hits, hits))
        })
        .collect()
}
