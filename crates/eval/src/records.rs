//! Records in two languages, from which term pairs are mined to measure a search across languages.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use serde::Deserialize;

use crate::{Collection, CollectionError, Query, collection::JsonLines};

/// Title and abstract of one work in both languages; a line of JSON with these members, empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct BilingualRecord {
    pub id: String,
    #[serde(default)]
    pub title_ja: String,
    #[serde(default)]
    pub title_en: String,
    #[serde(default)]
    pub abstract_ja: String,
    #[serde(default)]
    pub abstract_en: String,
}

/// Records in folds: what is mined for a query comes from no record of the query's own fold.
#[derive(Debug)]
pub struct Folds {
    records: Vec<BilingualRecord>,
    by_id: HashMap<String, usize>,
    count: usize,
}

/// Why a collection cannot be measured with these records.
#[derive(Debug, thiserror::Error)]
pub enum FoldsError {
    #[error(
        "{folds} folds cannot be made of {records} records: at least 2 and at most as many as records are needed"
    )]
    Count { folds: usize, records: usize },
    #[error("two records have the id {id:?}")]
    SameId { id: String },
    #[error(
        "query {query} is judged on {document}, which is no record: what it must not be mined from cannot be told"
    )]
    NoRecord { query: String, document: String },
    #[error("query {query} is judged on records of several folds")]
    SeveralFolds { query: String },
}

impl Folds {
    /// Reads records, one a line.
    pub fn read_records(path: &Path) -> Result<Vec<BilingualRecord>, CollectionError> {
        JsonLines::open(path.to_owned())?.collect()
    }

    /// The record at place i of the file is in fold i modulo `count`.
    pub fn new(records: Vec<BilingualRecord>, count: usize) -> Result<Self, FoldsError> {
        if count < 2 || records.len() < count {
            return Err(FoldsError::Count { folds: count, records: records.len() });
        }
        let mut by_id = HashMap::with_capacity(records.len());
        for (place, record) in records.iter().enumerate() {
            if by_id.insert(record.id.clone(), place).is_some() {
                return Err(FoldsError::SameId { id: record.id.clone() });
            }
        }
        Ok(Self { records, by_id, count })
    }

    pub fn count(&self) -> usize {
        self.count
    }

    /// The fold of a query: that of the records on which it is judged relevant, whose ids are the documents' own.
    pub fn of_query(&self, collection: &Collection, query: &Query) -> Result<usize, FoldsError> {
        let grades = collection.judgements.get(&query.id).into_iter().flatten();
        let mut folds = HashSet::new();
        for (document, _) in grades.filter(|(_, grade)| 0 < **grade) {
            let place = self.by_id.get(document).ok_or_else(|| FoldsError::NoRecord {
                query: query.id.clone(),
                document: document.clone(),
            })?;
            folds.insert(place % self.count);
        }
        let several = || FoldsError::SeveralFolds { query: query.id.clone() };
        let mut folds = folds.into_iter();
        match (folds.next(), folds.next()) {
            (Some(fold), None) => Ok(fold),
            _ => Err(several()),
        }
    }

    /// What may be mined for queries of a fold: the records of the others, without those that have the text of one of
    /// these queries as a title.
    pub fn training(&self, fold: usize, queries: &[&Query]) -> Vec<&BilingualRecord> {
        let asked: HashSet<&str> = queries.iter().map(|query| query.text.trim()).collect();
        let is_free = |record: &BilingualRecord| {
            !asked.contains(record.title_ja.trim()) && !asked.contains(record.title_en.trim())
        };
        let others = self.records.iter().enumerate().filter(|(place, _)| place % self.count != fold);
        others.map(|(_, record)| record).filter(|record| is_free(record)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: usize) -> BilingualRecord {
        BilingualRecord {
            id: format!("r{id}"),
            title_ja: format!("題{}", id % 5),
            title_en: format!("title {id}"),
            abstract_ja: String::new(),
            abstract_en: String::new(),
        }
    }

    fn collection(qrels: &str) -> (tempfile::TempDir, Collection) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("qrels")).unwrap();
        std::fs::write(folder.path().join("qrels/test.tsv"), qrels).unwrap();
        let queries = "{\"_id\":\"t-r1\",\"text\":\"題1\"}\n{\"_id\":\"t-r2\",\"text\":\"title 2\"}\n";
        std::fs::write(folder.path().join("queries.jsonl"), queries).unwrap();
        let collection = Collection::open(folder.path(), None).unwrap();
        (folder, collection)
    }

    #[test]
    fn nothing_is_mined_from_a_querys_own_record() {
        let folds = Folds::new((0..10).map(record).collect(), 3).unwrap();
        let (_folder, collection) = collection("q\td\ts\nt-r1\tr1\t1\nt-r2\tr2\t1\n");
        for query in &collection.queries {
            let fold = folds.of_query(&collection, query).unwrap();
            let training: Vec<&str> = folds.training(fold, &[query]).iter().map(|r| r.id.as_str()).collect();
            let own = query.id.trim_start_matches("t-");
            assert!(!training.contains(&own), "{own}: {training:?}");
        }
        let first = &collection.queries[0];
        assert_eq!(folds.of_query(&collection, first).unwrap(), 1);
        // r6 is of another fold and has the query's text as its title.
        let ids: Vec<&str> = folds.training(1, &[first]).iter().map(|r| r.id.as_str()).collect();
        assert_eq!(ids, ["r0", "r2", "r3", "r5", "r8", "r9"]);
    }

    #[test]
    fn what_cannot_be_kept_apart_is_refused() {
        let folds = Folds::new((0..10).map(record).collect(), 3).unwrap();
        let (_folder, of_several) = collection("q\td\ts\nt-r1\tr1\t1\nt-r1\tr2\t1\nt-r2\tx\t1\n");
        let error = folds.of_query(&of_several, &of_several.queries[0]).unwrap_err().to_string();
        assert!(error.contains("several folds"), "{error}");
        let error = folds.of_query(&of_several, &of_several.queries[1]).unwrap_err().to_string();
        assert!(error.contains("which is no record"), "{error}");
        assert!(Folds::new(vec![record(1)], 2).is_err());
        assert!(Folds::new(vec![record(1), record(1)], 2).is_err());
    }
}
