//! What a search finds in one generation and not in another, and why.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque},
    sync::Arc,
};

use indexer::{Generation, GenerationId, KeywordField};
use model::{Document, DocumentId};
use tantivy::{
    Term,
    collector::DocSetCollector,
    query::{BooleanQuery, Occur, Query, TermSetQuery},
};

use super::{Scope, change::changed_parts};
use crate::{
    Ast, QueryError, SearchRequest, Sort, plan,
    rank::{Columns, Listed, list},
};

/// A search compared between two generations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    pub from: GenerationId,
    pub to: GenerationId,
    pub total_from: u64,
    pub total_to: u64,
    /// Found in `to` only, in its order.
    pub added: Vec<Change>,
    /// Found in `from` only, in its order.
    pub removed: Vec<Change>,
    /// Found in both, with another content, in the order of `to`.
    pub changed: Vec<Change>,
    /// Documents found in both whose order among each other differs.
    pub moved: Vec<String>,
    /// Changes without details: those beyond `limits.explained_changes`.
    pub unexplained: u64,
}

/// A document that is found otherwise than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub id: String,
    pub cause: Cause,
    /// The smallest parts of the query, filters included, that the document fulfils in one generation only.
    pub conditions: Vec<ChangedCondition>,
    /// What of the document is not as it was: `claims`, `status`, …
    pub parts: Vec<&'static str>,
}

/// A part of the query whose answer for a document changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedCondition {
    /// In chizai's own syntax.
    pub condition: String,
    /// Whether the document fulfils it in the later generation.
    pub holds: bool,
    /// Whether it is a condition on a set that is joined to the index.
    pub is_joined: bool,
}

/// One side of a comparison: a search of a generation. Both sides have the same query, but for what conditions on joined
/// sets are bound to.
#[derive(Clone, Copy)]
pub struct DiffSide<'s> {
    pub generation: &'s Arc<Generation>,
    pub ast: &'s Ast,
    pub scope: &'s Scope,
}

/// Why a document is found, no longer found, or found with another content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// The earlier generation did not have it.
    NewInIndex,
    /// The later generation does not have it.
    RemovedFromIndex,
    /// Its content changed so that it matches, or no longer matches.
    ContentMatches,
    /// Only its legal status changed.
    StatusChanged,
    /// Its content changed; it matches as before.
    ContentChanged,
    /// It is as it was; a set that is joined to the index has it now, or has it no longer.
    JoinedSetChanged,
    /// It is as it was; other documents that the query follows (citations) changed.
    OthersChanged,
}

impl Cause {
    /// The name that programs see.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NewInIndex => "new-in-index",
            Self::RemovedFromIndex => "removed-from-index",
            Self::ContentMatches => "content-matches-otherwise",
            Self::StatusChanged => "status-changed",
            Self::ContentChanged => "content-changed",
            Self::JoinedSetChanged => "commons-changed",
            Self::OthersChanged => "other-documents-changed",
        }
    }
}

/// Compares what a query finds in two generations.
pub fn diff(before: DiffSide<'_>, after: DiffSide<'_>, sort: Sort) -> Result<Diff, QueryError> {
    let (from, to) = (before.generation, after.generation);
    let conditions = conditions(to, before, after);
    let (before, after) = (listed(before, sort)?, listed(after, sort)?);
    let contents = |listed: &[Listed]| -> HashMap<String, u64> {
        listed.iter().map(|document| (document.id.clone(), document.content)).collect()
    };
    let (in_before, in_after) = (contents(&before), contents(&after));
    let ids_where = |listed: &[Listed], is_wanted: &dyn Fn(&Listed) -> bool| -> Vec<String> {
        listed.iter().filter(|document| is_wanted(document)).map(|document| document.id.clone()).collect()
    };
    let added = ids_where(&after, &|document| !in_before.contains_key(&document.id));
    let removed = ids_where(&before, &|document| !in_after.contains_key(&document.id));
    let changed = ids_where(&after, &|document| {
        in_before.get(&document.id).is_some_and(|content| *content != document.content)
    });
    let mut limit = to.config().ranking.limits.explained_changes;
    let explainer = Explainer { from, to, conditions };
    let mut unexplained = 0;
    let mut explained = |ids: Vec<String>| -> Result<Vec<Change>, QueryError> {
        let details = ids.len().min(limit);
        limit -= details;
        unexplained += (ids.len() - details) as u64;
        explainer.explain(ids, details)
    };
    let (added, removed, changed) = (explained(added)?, explained(removed)?, explained(changed)?);
    Ok(Diff {
        from: from.id().clone(),
        to: to.id().clone(),
        total_from: before.len() as u64,
        total_to: after.len() as u64,
        added,
        removed,
        changed,
        moved: moved(&ids_of(&before), &ids_of(&after)),
        unexplained,
    })
}

fn ids_of(listed: &[Listed]) -> Vec<String> {
    listed.iter().map(|document| document.id.clone()).collect()
}

fn listed(side: DiffSide<'_>, sort: Sort) -> Result<Vec<Listed>, QueryError> {
    let query = side.scope.narrow(side.ast.clone());
    let request = SearchRequest { filters: side.scope.filters.clone(), sort, ..SearchRequest::new(query) };
    Ok(list(side.generation, &request)?.documents)
}

/// A part of the query as each side has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Condition {
    before: Ast,
    after: Ast,
}

/// The parts of the query and the filters, each once, no more than are counted.
fn conditions(generation: &Generation, before: DiffSide<'_>, after: DiffSide<'_>) -> Vec<Condition> {
    let limit = generation.config().ranking.limits.counted_nodes;
    let mut found: Vec<Condition> = Vec::new();
    let pair = |(before, after)| Condition { before, after };
    let mut waiting: VecDeque<Condition> = parts(before).into_iter().zip(parts(after)).map(pair).collect();
    while let Some(node) = waiting.pop_front()
        && found.len() < limit
    {
        let operands =
            node.before.operands().into_iter().cloned().zip(node.after.operands().into_iter().cloned());
        waiting.extend(operands.map(pair));
        if !found.contains(&node) {
            found.push(node);
        }
    }
    found
}

fn parts(side: DiffSide<'_>) -> Vec<Ast> {
    let filters = side.scope.filters.iter().map(crate::Filter::to_ast);
    let excluded = side.scope.excluded.iter().map(|filter| Ast::Not(Box::new(filter.to_ast())));
    std::iter::once(side.ast.clone()).chain(filters).chain(excluded).collect()
}

/// Whether it is one condition on a set that is joined.
fn is_joined(node: &Ast) -> bool {
    match node {
        Ast::Leaf(leaf) => leaf.field.info().physical.is_empty(),
        Ast::Not(operand) => is_joined(operand),
        Ast::Or(operands) => operands.iter().all(is_joined),
        _ => false,
    }
}

/// The ids of both lists that do not stand in the longest run of ids whose order is the same in both.
pub fn moved(before: &[String], after: &[String]) -> Vec<String> {
    let places: HashMap<&str, usize> =
        before.iter().enumerate().map(|(place, id)| (id.as_str(), place)).collect();
    let common: Vec<(usize, &String)> =
        after.iter().filter_map(|id| Some((*places.get(id.as_str())?, id))).collect();
    let kept = longest_rising(&common.iter().map(|(place, _)| *place).collect::<Vec<_>>());
    common.iter().filter(|(place, _)| !kept.contains(place)).map(|(_, id)| (*id).clone()).collect()
}

/// The values of a longest rising subsequence (patience sorting; Fredman, "On computing the length of longest
/// increasing subsequences", 1975). Values are distinct.
fn longest_rising(values: &[usize]) -> BTreeSet<usize> {
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (i, value) in values.iter().enumerate() {
        let pile = tops.partition_point(|top| values[*top] < *value);
        before.push(pile.checked_sub(1).map(|pile| tops[pile]));
        if pile == tops.len() { tops.push(i) } else { tops[pile] = i }
    }
    let mut kept = BTreeSet::new();
    let mut last = tops.last().copied();
    while let Some(i) = last {
        kept.insert(values[i]);
        last = before[i];
    }
    kept
}

struct Explainer<'g> {
    from: &'g Generation,
    to: &'g Generation,
    conditions: Vec<Condition>,
}

impl Explainer<'_> {
    /// The changes of documents, with conditions and parts for the first `details` of them.
    fn explain(&self, ids: Vec<String>, details: usize) -> Result<Vec<Change>, QueryError> {
        let truths = self.truths(&ids[..details])?;
        let mut changes = Vec::with_capacity(ids.len());
        for (i, id) in ids.into_iter().enumerate() {
            let (before, after) = (find(self.from, &id)?, find(self.to, &id)?);
            let parts = match (&before, &after) {
                (Some(before), Some(after)) if i < details => changed_parts(before, after),
                _ => Vec::new(),
            };
            let conditions = match (&before, &after) {
                (Some(_), Some(_)) if i < details => truths.get(&id).cloned().unwrap_or_default(),
                _ => Vec::new(),
            };
            let cause = match (&before, &after) {
                (None, _) => Cause::NewInIndex,
                (_, None) => Cause::RemovedFromIndex,
                (Some(before), Some(after))
                    if before == after && conditions.iter().any(|condition| condition.is_joined) =>
                {
                    Cause::JoinedSetChanged
                }
                (Some(before), Some(after)) if before == after => Cause::OthersChanged,
                (Some(before), Some(after)) if is_only_status(before, after) && conditions.is_empty() => {
                    Cause::StatusChanged
                }
                _ if conditions.is_empty() => Cause::ContentChanged,
                _ => Cause::ContentMatches,
            };
            changes.push(Change { id, cause, conditions, parts });
        }
        Ok(changes)
    }

    /// For each document the smallest conditions that it fulfils in one generation only.
    fn truths(&self, ids: &[String]) -> Result<BTreeMap<String, Vec<ChangedCondition>>, QueryError> {
        let mut changed: BTreeMap<String, Vec<(&Ast, bool)>> = BTreeMap::new();
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        for condition in &self.conditions {
            let before = matching(self.from, &condition.before, ids)?;
            let after = matching(self.to, &condition.after, ids)?;
            for id in before.symmetric_difference(&after) {
                changed.entry(id.clone()).or_default().push((&condition.after, after.contains(id)));
            }
        }
        let smallest = |all: Vec<(&Ast, bool)>| -> Vec<ChangedCondition> {
            let is_changed = |node: &Ast| all.iter().any(|(changed, _)| *changed == node);
            let has_no_smaller = |node: &Ast| !node.operands().into_iter().any(is_changed);
            all.iter()
                .filter(|(node, _)| has_no_smaller(node))
                .map(|(node, holds)| ChangedCondition {
                    condition: node.to_string(),
                    holds: *holds,
                    is_joined: is_joined(node),
                })
                .collect()
        };
        Ok(changed.into_iter().map(|(id, all)| (id, smallest(all))).collect())
    }
}

fn find(generation: &Generation, id: &str) -> Result<Option<Document>, QueryError> {
    // What is not the id of a document is in no generation.
    let Ok(id) = id.parse::<DocumentId>() else { return Ok(None) };
    Ok(generation.document(&id)?)
}

/// Those of the documents that a condition matches by itself.
fn matching(generation: &Generation, condition: &Ast, ids: &[String]) -> Result<HashSet<String>, QueryError> {
    let field = generation.schema().keyword(KeywordField::Id);
    let these = TermSetQuery::new(ids.iter().map(|id| Term::from_field_text(field, id)));
    let plan = plan::plan(generation, condition, &[])?;
    let both: Vec<(Occur, Box<dyn Query>)> =
        vec![(Occur::Must, plan::to_query(generation, &plan)?), (Occur::Must, Box::new(these))];
    let found = generation.searcher().search(&BooleanQuery::new(both), &DocSetCollector)?;
    let columns = Columns::open(generation)?;
    found.into_iter().map(|address| Ok(columns.listed(address)?.id)).collect()
}

fn is_only_status(before: &Document, after: &Document) -> bool {
    changed_parts(before, after) == ["status"]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_longest_run_is_kept() {
        for (values, expected) in
            [(&[][..], 0), (&[0, 1, 2], 3), (&[2, 0, 1], 2), (&[3, 2, 1], 1), (&[0, 4, 1, 2, 3], 4)]
        {
            assert_eq!(longest_rising(values).len(), expected, "{values:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_rises(values in Just((0..20usize).collect::<Vec<_>>()).prop_shuffle()) {
            let kept = longest_rising(&values);
            let in_order: Vec<usize> = values.iter().copied().filter(|value| kept.contains(value)).collect();
            prop_assert!(in_order.is_sorted());
        }
    }
}
