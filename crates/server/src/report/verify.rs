//! A report held against a second run of its search.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use commons::Commons;
use indexer::Generation;

use super::{ReportError, Reported, digest, report, reported};
use crate::wire::{
    CountDifference, CountedNode, Difference, Report, ReportedDocument, ReportedLedger, Verification,
};

/// Runs a report's search again and says what differs. Conditions on the commons are answered by the ledger as it was.
pub fn verify(
    generation: &Arc<Generation>,
    known: &Report,
    commons: Option<&Commons>,
) -> Result<Verification, ReportError> {
    let again: Reported = reported(known)?;
    let found = report(generation, &again, known.made.clone(), known.ledger.clone())?;
    let untampered = digest(known) == known.digest;
    let mut differences = differences(known, &found);
    differences.extend(read_otherwise(known));
    if let Some(ledger) = &known.ledger {
        differences.extend(other_ledger(ledger, commons)?);
    }
    let mut counts = Vec::new();
    compare_counts(&known.tree, &found.tree, &mut counts);
    let (before, after) = (&known.results.documents, &found.results.documents);
    let added = missing_from(before, after);
    let removed = missing_from(after, before);
    let contents: HashMap<&str, &str> =
        before.iter().map(|document| (document.id.as_str(), document.content.as_str())).collect();
    let is_changed = |document: &&ReportedDocument| {
        contents.get(document.id.as_str()).is_some_and(|content| *content != document.content)
    };
    let changed: Vec<String> = after.iter().filter(is_changed).map(|document| document.id.clone()).collect();
    let ids = |documents: &[ReportedDocument]| -> Vec<String> {
        documents.iter().map(|document| document.id.clone()).collect()
    };
    let moved = query::moved(&ids(before), &ids(after));
    let same_generation = known.index.generation == found.index.generation;
    let has_other = |difference: &Difference| !BESIDE_THE_RESULT.contains(&difference.member.as_str());
    let same = untampered && counts.is_empty() && !differences.iter().any(has_other);
    Ok(Verification {
        same,
        untampered,
        generation: found.index.generation,
        same_generation,
        differences,
        counts,
        added,
        removed,
        changed,
        moved,
    })
}

/// Members that another generation or program changes although the result is the same: told, and no difference.
const BESIDE_THE_RESULT: &[&str] =
    &["program", "index.generation", "index.documents", "index.completeness", "ledger"];

/// Whether the ledger's chain up to the report's revision is the one that it was. One that is not there shows in what its
/// conditions find.
fn other_ledger(
    known: &ReportedLedger,
    commons: Option<&Commons>,
) -> Result<Option<Difference>, ReportError> {
    let day = known.day.parse();
    let day = day.map_err(|_| ReportError::Unreadable { member: "ledger.day", value: known.day.clone() })?;
    let found =
        commons.map(|commons| ReportedLedger::at(commons, known.revision, day)).transpose()?.flatten();
    let reported = format!("{}:{}", known.revision, known.sha256);
    Ok(match found {
        None => {
            let found = "no ledger of that revision".to_owned();
            Some(Difference { member: "ledger".to_owned(), reported, found })
        }
        Some(found) if found.sha256 != known.sha256 => {
            let found = format!("{}:{}", found.revision, found.sha256);
            Some(Difference { member: "ledger.sha256".to_owned(), reported, found })
        }
        Some(_) => None,
    })
}

fn differences(known: &Report, found: &Report) -> Vec<Difference> {
    let (old, new) = (&known.index, &found.index);
    let members = [
        ("program", known.program.clone(), found.program.clone()),
        ("understood", known.understood.clone(), found.understood.clone()),
        ("sort", known.sort.clone(), found.sort.clone()),
        ("families", families(known), families(found)),
        ("total", known.total.to_string(), found.total.to_string()),
        ("index.generation", old.generation.clone(), new.generation.clone()),
        ("index.documents", old.documents.to_string(), new.documents.to_string()),
        ("index.fields", old.fields.clone(), new.fields.clone()),
        ("index.analyzers", old.analyzers.clone(), new.analyzers.clone()),
        ("index.stored_form", old.stored_form.to_string(), new.stored_form.to_string()),
        ("index.engine", old.engine.clone(), new.engine.clone()),
        ("index.ranking", old.ranking.clone(), new.ranking.clone()),
        ("index.completeness", old.completeness.clone(), new.completeness.clone()),
        ("results.ids_blake3", known.results.ids_blake3.clone(), found.results.ids_blake3.clone()),
        (
            "results.contents_blake3",
            known.results.contents_blake3.clone(),
            found.results.contents_blake3.clone(),
        ),
    ];
    let differing = members.into_iter().filter(|(_, reported, found)| reported != found);
    differing
        .map(|(member, reported, found)| Difference { member: member.to_owned(), reported, found })
        .collect()
}

/// How many families by which definition, where hits are families.
fn families(report: &Report) -> String {
    report.families.as_ref().map_or(String::new(), |families| {
        format!(
            "{} {} families, represented by {}",
            families.families, families.definition, families.representative
        )
    })
}

/// The query as written, read again in the syntax that it was asked in, where that is no longer what was understood.
fn read_otherwise(known: &Report) -> Option<Difference> {
    let found = match known.syntax.parse() {
        Ok(syntax) => query::parse_as(syntax, &known.input).ast.without_lines().to_string(),
        Err(error) => query::UnknownSyntax::to_string(&error),
    };
    (found != known.understood).then(|| Difference {
        member: "input".to_owned(),
        reported: known.understood.clone(),
        found,
    })
}

/// The same query has the same tree; where a report was changed by hand it may not.
fn compare_counts(known: &CountedNode, found: &CountedNode, differences: &mut Vec<CountDifference>) {
    let difference =
        |query: &str, reported, found| CountDifference { query: query.to_owned(), reported, found };
    if known.query != found.query {
        differences.push(difference(&known.query, known.count, None));
        differences.push(difference(&found.query, None, found.count));
        return;
    }
    if known.count != found.count {
        differences.push(difference(&known.query, known.count, found.count));
    }
    for (known, found) in known.children.iter().zip(&found.children) {
        compare_counts(known, found, differences);
    }
}

/// The ids of the second list that the first does not have.
fn missing_from(list: &[ReportedDocument], other: &[ReportedDocument]) -> Vec<String> {
    let known: HashSet<&str> = list.iter().map(|document| document.id.as_str()).collect();
    other.iter().filter(|document| !known.contains(document.id.as_str())).map(|d| d.id.clone()).collect()
}
