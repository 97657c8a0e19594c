//! `chizai eval`: search quality on judged collections, indexed in a temporary folder with the configuration in use.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use anyhow::Context;
use eval::{Collection, CollectionReport, RankedDocument, evaluate, language_marker, write_trec_run};
use indexer::Generation;
use model::Language;
use query::SearchRequest;
use serde_json::json;

use super::index;
use crate::{
    arguments::{Configuration, Eval},
    exit::{Exit, WrongUse},
    output,
    setup::{self, Setup},
};

pub(crate) fn run(configuration: &Configuration, arguments: &Eval) -> anyhow::Result<Exit> {
    let setup = setup::prepare(configuration)?;
    if let Some(folder) = &arguments.run_dir {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let mut rows = Vec::new();
    for folder in &arguments.collections {
        let language = arguments.lang.or_else(|| language_marker(folder)).ok_or_else(|| {
            WrongUse(format!(
                "the language of {} is not known: give --lang ja or --lang en",
                folder.display()
            ))
        })?;
        let collection = Collection::open(folder)?;
        output::say(format!("{}: {} judged queries, {language}", collection.name, collection.queries.len()));
        rows.push(measure(&setup, &collection, language, arguments.run_dir.as_deref())?);
    }
    if arguments.json {
        let collections: Vec<_> =
            rows.iter().map(|(report, documents)| json_row(report, *documents)).collect();
        output::print_json(&json!({ "collections": collections }))?;
    } else {
        output::print(&table(&rows))?;
    }
    Ok(Exit::Done)
}

/// The measures and the number of documents.
fn measure(
    setup: &Setup,
    collection: &Collection,
    language: Language,
    run_dir: Option<&Path>,
) -> anyhow::Result<(CollectionReport, u64)> {
    let folder = tempfile::tempdir()?;
    let writer = index::open_writer(folder.path(), setup)?;
    for document in collection.documents(language)? {
        writer.add(document?)?;
    }
    writer.publish()?;
    let generation = Generation::open(folder.path(), &setup.config, &setup.analyzers)?;
    let mut run_file = run_dir.map(|folder| create_run_file(folder, &collection.name)).transpose()?;
    let report = evaluate(
        collection,
        |text, depth| rank(&generation, text, depth),
        |query, ranking| match &mut run_file {
            Some(out) => Ok(write_trec_run(out, query, ranking, "chizai")?),
            None => Ok(()),
        },
    )?;
    if let Some(mut out) = run_file {
        out.flush()?;
    }
    Ok((report, generation.document_count()))
}

fn create_run_file(folder: &Path, collection: &str) -> anyhow::Result<BufWriter<File>> {
    let path = folder.join(format!("{collection}.run"));
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(BufWriter::new(file))
}

/// A query of a judged collection is natural language: no syntax is read in it.
fn rank(generation: &Generation, text: &str, depth: usize) -> anyhow::Result<Vec<RankedDocument>> {
    let mut request = SearchRequest::new(query::free_text(text));
    request.size = depth;
    request.highlight = false;
    let page = query::search(generation, &request)?;
    let ranked = page.hits.into_iter().map(|hit| RankedDocument {
        id: Collection::own_id(&hit.id.to_string()).to_owned(),
        score: hit.score,
    });
    Ok(ranked.collect())
}

fn json_row(report: &CollectionReport, documents: u64) -> serde_json::Value {
    json!({
        "name": report.name,
        "documents": documents,
        "queries": report.queries.len(),
        "ndcg@10": report.ndcg_at_10(),
        "recall@100": report.recall_at_100(),
        "map": report.mean_average_precision(),
        "mrr@10": report.mean_reciprocal_rank_at_10(),
    })
}

/// A Markdown table, so that it can be kept as it is.
fn table(rows: &[(CollectionReport, u64)]) -> String {
    let mut out = String::from(
        "| collection | documents | queries | nDCG@10 | R@100 | MAP | MRR@10 |\n|---|---|---|---|---|---|---|\n",
    );
    for (report, documents) in rows {
        out.push_str(&format!(
            "| {} | {documents} | {} | {:.4} | {:.4} | {:.4} | {:.4} |\n",
            report.name,
            report.queries.len(),
            report.ndcg_at_10(),
            report.recall_at_100(),
            report.mean_average_precision(),
            report.mean_reciprocal_rank_at_10(),
        ));
    }
    out
}
