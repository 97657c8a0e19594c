//! Judged collections, in two forms.
//!
//! BEIR: `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv`. TREC: `documents.trec` (or a folder `documents` of such
//! files), `topics.trec` and `qrels.trec`; see [`crate::trec`].

use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    io::{BufRead, BufReader, Lines},
    path::{Path, PathBuf},
};

use model::{Article, ArticleId, Document, Language, Text};
use serde::{Deserialize, de::DeserializeOwned};

use crate::trec;

/// Why a folder is not a judged collection.
#[derive(Debug, thiserror::Error)]
pub enum CollectionError {
    #[error(
        "cannot read {path}: a judged collection holds corpus.jsonl, queries.jsonl and qrels/test.tsv, or \
         documents.trec, topics.trec and qrels.trec"
    )]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{path}, line {line}: {reason}")]
    Line { path: PathBuf, line: u64, reason: String },
    #[error("{path}: none of the {n_queries} queries has a judgement above 0")]
    NothingJudged { path: PathBuf, n_queries: usize },
}

/// A query with at least one relevant document.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Query {
    #[serde(rename = "_id")]
    pub id: String,
    pub text: String,
}

/// Grades by query id, then by the collection's own document id.
pub type Judgements = BTreeMap<String, HashMap<String, u32>>;

/// Queries and judgements of one collection; its documents are streamed from disk.
#[derive(Debug)]
pub struct Collection {
    /// The folder's name.
    pub name: String,
    /// The judged ones, in the file's order.
    pub queries: Vec<Query>,
    pub judgements: Judgements,
    folder: PathBuf,
}

impl Collection {
    /// Opens a folder; `judgements` names a file to read instead of the collection's own judgements.
    pub fn open(folder: &Path, judgements: Option<&Path>) -> Result<Self, CollectionError> {
        let name =
            folder.file_name().map_or_else(|| folder.display().to_string(), |n| n.to_string_lossy().into());
        let is_trec = trec::is_collection(folder);
        let own = folder.join(if is_trec { trec::JUDGEMENTS } else { "qrels/test.tsv" });
        let judgements = read_judgements(judgements.unwrap_or(&own))?;
        let mut queries = if is_trec {
            trec::topics(&folder.join(trec::TOPICS))?
        } else {
            JsonLines::<Query>::open(folder.join("queries.jsonl"))?.collect::<Result<Vec<_>, _>>()?
        };
        let n_queries = queries.len();
        queries
            .retain(|query| judgements.get(&query.id).is_some_and(|grades| grades.values().any(|g| 0 < *g)));
        if queries.is_empty() {
            return Err(CollectionError::NothingJudged { path: folder.to_owned(), n_queries });
        }
        Ok(Self { name, queries, judgements, folder: folder.to_owned() })
    }

    /// The documents as articles whose text is an abstract in `language`, in the order of the files.
    pub fn documents(&self, language: Language) -> Result<Documents, CollectionError> {
        let entries: Entries = if trec::is_collection(&self.folder) {
            Box::new(trec::documents(&self.folder)?)
        } else {
            Box::new(JsonLines::<Entry>::open(self.folder.join("corpus.jsonl"))?)
        };
        Ok(Documents { entries, path: self.folder.clone(), language, read: 0 })
    }

    /// The collection's own id of a document made by [`Collection::documents`], from its public id.
    pub fn own_id(public_id: &str) -> &str {
        public_id.strip_prefix(ID_PREFIX).unwrap_or(public_id)
    }
}

const ID_PREFIX: &str = "beir:";

/// The language that a collection's folder declares by its name's ending: `…-ja`, `…-en`.
pub fn language_marker(folder: &Path) -> Option<Language> {
    let name = folder.file_name()?.to_str()?;
    match name.rsplit_once('-')?.1 {
        "ja" => Some(Language::JA),
        "en" => Some(Language::EN),
        _ => None,
    }
}

/// A document of a collection.
#[derive(Debug, Deserialize)]
pub(crate) struct Entry {
    #[serde(rename = "_id")]
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) text: String,
}

type Entries = Box<dyn Iterator<Item = Result<Entry, CollectionError>>>;

/// Streams a corpus as articles.
pub struct Documents {
    entries: Entries,
    path: PathBuf,
    language: Language,
    read: u64,
}

impl Iterator for Documents {
    type Item = Result<Document, CollectionError>;

    fn next(&mut self) -> Option<Self::Item> {
        let entry = match self.entries.next()? {
            Ok(entry) => entry,
            Err(error) => return Some(Err(error)),
        };
        self.read += 1;
        let id = match format!("{ID_PREFIX}{}", entry.id).parse::<ArticleId>() {
            Ok(id) => id,
            Err(invalid) => {
                let (path, line, reason) = (self.path.clone(), self.read, invalid.to_string());
                return Some(Err(CollectionError::Line { path, line, reason }));
            }
        };
        let text = |text: String| if text.is_empty() { vec![] } else { vec![Text::new(self.language, text)] };
        let mut article = Article::new(id);
        article.titles = text(entry.title);
        article.abstracts = text(entry.text);
        Some(Ok(Document::Article(Box::new(article))))
    }
}

pub(crate) struct JsonLines<T> {
    path: PathBuf,
    lines: Lines<BufReader<File>>,
    line_number: u64,
    item: std::marker::PhantomData<T>,
}

impl<T> JsonLines<T> {
    pub(crate) fn open(path: PathBuf) -> Result<Self, CollectionError> {
        let file = open(&path)?;
        Ok(Self { path, lines: file.lines(), line_number: 0, item: std::marker::PhantomData })
    }

    fn error(&self, reason: &dyn std::fmt::Display) -> CollectionError {
        CollectionError::Line { path: self.path.clone(), line: self.line_number, reason: reason.to_string() }
    }
}

impl<T: DeserializeOwned> Iterator for JsonLines<T> {
    type Item = Result<T, CollectionError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let line = self.lines.next()?;
            self.line_number += 1;
            match line {
                Ok(line) if line.trim().is_empty() => {}
                Ok(line) => return Some(serde_json::from_str(&line).map_err(|error| self.error(&error))),
                Err(source) => return Some(Err(CollectionError::Read { path: self.path.clone(), source })),
            }
        }
    }
}

pub(crate) fn open(path: &Path) -> Result<BufReader<File>, CollectionError> {
    File::open(path)
        .map(BufReader::new)
        .map_err(|source| CollectionError::Read { path: path.to_owned(), source })
}

/// Reads `query-id <tab> corpus-id <tab> score` with a header line, or TREC's `topic iteration document grade`
/// without one. A negative grade counts as 0.
fn read_judgements(path: &Path) -> Result<Judgements, CollectionError> {
    let mut judgements = Judgements::new();
    for (i, line) in open(path)?.lines().enumerate() {
        let line = line.map_err(|source| CollectionError::Read { path: path.to_owned(), source })?;
        let wrong = |reason: &str| CollectionError::Line {
            path: path.to_owned(),
            line: i as u64 + 1,
            reason: format!("{reason}: {line:?}"),
        };
        let by_tabs: Vec<&str> = line.split('\t').collect();
        let by_spaces: Vec<&str> = line.split_whitespace().collect();
        let (query, document, grade) = match (by_tabs.as_slice(), by_spaces.as_slice()) {
            (_, []) => continue,
            ([_, _, score], _) if i == 0 && score.trim().parse::<i64>().is_err() => continue,
            ([query, document, grade], _) | (_, [query, _, document, grade]) => (query, document, grade),
            _ => {
                return Err(wrong("expected three columns separated by tabs, or four separated by spaces"));
            }
        };
        let grade: i64 = grade.trim().parse().map_err(|_| wrong("the last column is not a whole number"))?;
        let grade = u32::try_from(grade.max(0)).map_err(|_| wrong("the grade is too large"))?;
        judgements.entry((*query).to_owned()).or_default().insert((*document).to_owned(), grade);
    }
    Ok(judgements)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collection(qrels: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        std::fs::create_dir(folder.path().join("qrels")).unwrap();
        write("corpus.jsonl", "{\"_id\":\"d1\",\"title\":\"T\",\"text\":\"X\",\"metadata\":{}}\n");
        write("queries.jsonl", "{\"_id\":\"q1\",\"text\":\"one\"}\n\n{\"_id\":\"q2\",\"text\":\"two\"}\n");
        write("qrels/test.tsv", qrels);
        folder
    }

    #[test]
    fn only_judged_queries_are_kept() {
        let folder = collection("query-id\tcorpus-id\tscore\nq2\td1\t2\nq1\td1\t0\n");
        let collection = Collection::open(folder.path(), None).unwrap();
        let ids: Vec<&str> = collection.queries.iter().map(|query| query.id.as_str()).collect();
        assert_eq!(ids, ["q2"]);
        let documents: Vec<Document> =
            collection.documents(Language::EN).unwrap().map(Result::unwrap).collect();
        assert_eq!(documents[0].titles(), [Text::new(Language::EN, "T")]);
        assert_eq!(Collection::own_id(&documents[0].id().to_string()), "d1");
    }

    #[test]
    fn a_bad_line_is_named() {
        let folder = collection("query-id\tcorpus-id\tscore\nq2 d1 2\n");
        let error = Collection::open(folder.path(), None).unwrap_err().to_string();
        assert!(error.contains("test.tsv, line 2: expected three columns separated by tabs"), "{error}");
    }

    #[test]
    fn a_collection_in_trec_form_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write(
            "documents.trec",
            "<DOC>\n<DOCNO> A-1 </DOCNO>\n<TITLE>A &amp; B</TITLE>\n<TEXT>\n<P>one\n</P> two\n</TEXT>\n</DOC>\n\
             <DOC><DOCNO>A-2</DOCNO><TEXT>three</TEXT></DOC>\n",
        );
        write(
            "topics.trec",
            "<top>\n<num> Number: 301\n<title> solid cells\n<desc> Description:\nWhat is solid?\n</top>\n",
        );
        write("qrels.trec", "301 0 A-1 1\n301 0 A-2 -1\n302 0 A-2 1\n");
        let collection = Collection::open(folder.path(), None).unwrap();
        assert_eq!(collection.queries, [Query { id: "301".into(), text: "solid cells".into() }]);
        assert_eq!(collection.judgements["301"]["A-1"], 1);
        assert_eq!(collection.judgements["301"]["A-2"], 0);
        let documents: Vec<Document> =
            collection.documents(Language::EN).unwrap().map(Result::unwrap).collect();
        assert_eq!(documents[0].titles(), [Text::new(Language::EN, "A & B")]);
        assert_eq!(documents[0].abstracts(), [Text::new(Language::EN, "one two")]);
        assert_eq!(Collection::own_id(&documents[1].id().to_string()), "A-2");
    }

    #[test]
    fn the_folder_name_marks_the_language() {
        assert_eq!(language_marker(Path::new("/x/jaquad-dev-ja")), Some(Language::JA));
        assert_eq!(language_marker(Path::new("/x/titles-en")), Some(Language::EN));
        assert_eq!(language_marker(Path::new("/x/scifact")), None);
    }
}
