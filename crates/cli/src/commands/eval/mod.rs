//! `chizai eval`: search quality on judged collections, indexed in a temporary folder with the configuration in use.

mod across;

use std::{
    convert::Infallible,
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use anyhow::Context;
use eval::{
    Collection, CollectionReport, Comparison, Query, RankedDocument, compare, evaluate, language_marker,
    read_trec_run, write_trec_run,
};
use indexer::{Generation, IndexConfig};
use model::Language;
use query::{Across, SearchRequest};
use serde_json::json;

use self::across::{AcrossLanguages, MinedFolds};
use super::index;
use crate::{
    arguments::{Configuration, Eval, Measured},
    exit::{Exit, WrongUse},
    output,
    setup::{self, Setup},
};

/// A collection measured with one configuration.
struct Row {
    report: CollectionReport,
    documents: u64,
    /// What it is compared with the row of this name for; empty for the base.
    settings: String,
    comparisons: Vec<Comparison>,
}

/// How the row is called that asks with feedback where the base does not.
const WITH_FEEDBACK: &str = "with feedback";

pub(crate) fn run(configuration: &Configuration, arguments: &Eval) -> anyhow::Result<Exit> {
    let mut setup = setup::prepare(configuration)?;
    let ranking = &setup.config.ranking;
    let base = ranking.with(&arguments.settings).map_err(|error| WrongUse(error.to_string()))?;
    let mut variants = Vec::with_capacity(arguments.variants.len());
    for variant in &arguments.variants {
        let settings: Vec<String> = variant.split(',').map(|setting| setting.trim().to_owned()).collect();
        let ranking = base.with(&settings).map_err(|error| WrongUse(error.to_string()))?;
        variants.push((variant.clone(), IndexConfig { ranking, ..setup.config.clone() }));
    }
    setup.config.ranking = base;
    if let Some(folder) = &arguments.run_dir {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let across = AcrossLanguages::read(arguments)?;
    let mut mined = MinedFolds::default();
    let mut rows = Vec::new();
    for folder in &arguments.collections {
        let language = arguments.lang.or_else(|| language_marker(folder)).ok_or_else(|| {
            WrongUse(format!(
                "the language of {} is not known: give --lang ja or --lang en",
                folder.display()
            ))
        })?;
        let collection = Collection::open(folder, arguments.judgements.as_deref())?;
        output::say(format!("{}: {} judged queries, {language}", collection.name, collection.queries.len()));
        rows.extend(measure(&setup, (&collection, language), arguments, &variants, (&across, &mut mined))?);
    }
    if let Some(path) = &arguments.per_query {
        write_per_query(path, &rows).with_context(|| format!("cannot write {}", path.display()))?;
    }
    if arguments.json {
        let collections: Vec<_> = rows.iter().map(json_row).collect();
        output::print_json(&json!({ "collections": collections }))?;
    } else {
        output::print(&table(&rows))?;
    }
    Ok(Exit::Done)
}

/// The base, and what is compared with it.
fn measure(
    setup: &Setup,
    (collection, language): (&Collection, Language),
    arguments: &Eval,
    variants: &[(String, IndexConfig)],
    (across, mined): (&AcrossLanguages, &mut MinedFolds),
) -> anyhow::Result<Vec<Row>> {
    let folder = tempfile::tempdir()?;
    let writer = index::open_writer(folder.path(), setup)?;
    for document in collection.documents(language)? {
        writer.add(document?)?;
    }
    writer.publish()?;
    let mut open = |config: &IndexConfig| across.open(folder.path(), setup, config, collection, mined);
    let asked = Asked { across: &across.across, feedback: arguments.feedback == Measured::With };

    let generations = open(&setup.config)?;
    let documents = generations.documents();
    let mut run_file =
        arguments.run_dir.as_deref().map(|folder| create_run_file(folder, &collection.name)).transpose()?;
    let base = evaluate(
        collection,
        |query, depth| rank(generations.of(query), &query.text, depth, asked),
        |query, ranking| match &mut run_file {
            Some(out) => Ok(write_trec_run(out, query, ranking, "chizai")?),
            None => Ok(()),
        },
    )?;
    if let Some(mut out) = run_file {
        out.flush()?;
    }
    let mut compared = Vec::new();
    if let Some(folder) = &arguments.baseline {
        // The run is what there was before: what is asked is how the base differs from it.
        let run = read_trec_run(&folder.join(format!("{}.run", collection.name)))?;
        let of_run = |query: &Query, _| Ok::<_, Infallible>(run.get(&query.id).cloned().unwrap_or_default());
        let report = evaluate(collection, of_run, |_, _| Ok(()))?;
        compared.push((folder.display().to_string(), report));
    }
    if arguments.feedback == Measured::Both {
        let asked = Asked { feedback: true, ..asked };
        let ask = |query: &Query, depth| rank(generations.of(query), &query.text, depth, asked);
        let report = evaluate(collection, ask, |_, _| Ok(()))?;
        compared.push((WITH_FEEDBACK.to_owned(), report));
    }
    for (settings, config) in variants {
        let generations = open(config)?;
        let report = evaluate(
            collection,
            |query, depth| rank(generations.of(query), &query.text, depth, asked),
            |_, _| Ok(()),
        )?;
        compared.push((settings.clone(), report));
    }
    let mut rows = Vec::with_capacity(1 + compared.len());
    for (settings, report) in compared {
        let comparisons = compare(&base, &report)?;
        rows.push(Row { report, documents, settings, comparisons });
    }
    rows.insert(0, Row { report: base, documents, settings: String::new(), comparisons: Vec::new() });
    Ok(rows)
}

fn create_run_file(folder: &Path, collection: &str) -> anyhow::Result<BufWriter<File>> {
    let path = folder.join(format!("{collection}.run"));
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(BufWriter::new(file))
}

/// What is asked for beside the query.
#[derive(Clone, Copy)]
struct Asked<'a> {
    across: &'a Across,
    feedback: bool,
}

/// A query of a judged collection is natural language: no syntax is read in it.
fn rank(
    generation: &Generation,
    text: &str,
    depth: usize,
    asked: Asked<'_>,
) -> anyhow::Result<Vec<RankedDocument>> {
    let mut request = SearchRequest::new(query::free_text(text));
    request.size = depth;
    request.highlight = false;
    request.feedback = asked.feedback.then(Vec::new);
    request.across = asked.across.clone();
    let page = query::search(generation, &request)?;
    let ranked = page.hits.into_iter().map(|hit| RankedDocument {
        id: Collection::own_id(&hit.id.to_string()).to_owned(),
        score: hit.score,
    });
    let mut ranked: Vec<_> = ranked.collect();
    // Equal scores are in the order of the segments, which another indexing of the same collection builds otherwise.
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    Ok(ranked)
}

fn write_per_query(path: &Path, rows: &[Row]) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "collection\tsettings\tquery\tndcg@10\trecall@100\tap\trr@10")?;
    for Row { report, settings, .. } in rows {
        for query in &report.queries {
            writeln!(
                out,
                "{}\t{settings}\t{}\t{:.6}\t{:.6}\t{:.6}\t{:.6}",
                report.name,
                query.query,
                query.ndcg_at_10,
                query.recall_at_100,
                query.average_precision,
                query.reciprocal_rank_at_10,
            )?;
        }
    }
    out.flush()
}

fn json_row(row: &Row) -> serde_json::Value {
    let Row { report, documents, settings, comparisons } = row;
    let compared = |comparison: &Comparison| {
        json!({
            "measure": comparison.measure,
            "difference": comparison.difference,
            "better": comparison.better,
            "worse": comparison.worse,
            "p": comparison.p,
        })
    };
    json!({
        "name": report.name,
        "settings": settings,
        "documents": documents,
        "queries": report.queries.len(),
        "ndcg@10": report.ndcg_at_10(),
        "recall@100": report.recall_at_100(),
        "map": report.mean_average_precision(),
        "mrr@10": report.mean_reciprocal_rank_at_10(),
        "comparisons": comparisons.iter().map(compared).collect::<Vec<_>>(),
    })
}

/// A Markdown table, so that it can be kept as it is. Rows of variants give differences from the row above, with how
/// likely they are where the rankings are the same.
fn table(rows: &[Row]) -> String {
    let mut out = String::from(
        "| collection | documents | queries | nDCG@10 | R@100 | MAP | MRR@10 |\n|---|---|---|---|---|---|---|\n",
    );
    for Row { report, documents, settings, comparisons } in rows {
        let values = [
            report.ndcg_at_10(),
            report.recall_at_100(),
            report.mean_average_precision(),
            report.mean_reciprocal_rank_at_10(),
        ];
        let cells: Vec<String> = match comparisons.as_slice() {
            [] => values.iter().map(|value| format!("{value:.4}")).collect(),
            compared => {
                values.iter().zip(compared).map(|(value, compared)| compared_cell(*value, compared)).collect()
            }
        };
        let name =
            if settings.is_empty() { report.name.clone() } else { format!("{}: {settings}", report.name) };
        let queries = report.queries.len();
        out.push_str(&format!("| {name} | {documents} | {queries} | {} |\n", cells.join(" | ")));
    }
    out
}

fn compared_cell(value: f64, Comparison { difference, p, .. }: &Comparison) -> String {
    format!("{value:.4} ({difference:+.4}, p {p:.3})")
}
