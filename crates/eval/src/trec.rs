//! Collections in the form of TREC's ad hoc tracks: documents and topics in loose SGML, judgements in four columns.
//!
//! A document is `<DOC>` with `<DOCNO>`, an optional `<TITLE>` (or `<HEADLINE>`, `<TI>`) and `<TEXT>`; other elements
//! inside are dropped and their text is kept. A topic is `<top>` with `<num>`, `<title>`, `<desc>`, …, which are not
//! closed; the title is the query, and the description where there is no title.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use crate::{
    CollectionError, Query,
    collection::{Entry, open},
};

pub(crate) const TOPICS: &str = "topics.trec";
pub(crate) const JUDGEMENTS: &str = "qrels.trec";
const DOCUMENTS: &str = "documents.trec";
const DOCUMENTS_FOLDER: &str = "documents";

pub(crate) fn is_collection(folder: &Path) -> bool {
    folder.join(TOPICS).is_file()
}

/// The documents of all files, by the files' names. One file is in memory at a time.
pub(crate) fn documents(
    folder: &Path,
) -> Result<impl Iterator<Item = Result<Entry, CollectionError>> + use<>, CollectionError> {
    let single = folder.join(DOCUMENTS);
    let mut paths = if single.is_file() { vec![single] } else { files(&folder.join(DOCUMENTS_FOLDER))? };
    paths.sort();
    Ok(paths.into_iter().flat_map(|path| match read(&path) {
        Ok(text) => blocks(&text, "DOC").into_iter().map(|block| entry(&path, &text, block)).collect(),
        Err(error) => vec![Err(error)],
    }))
}

pub(crate) fn topics(path: &Path) -> Result<Vec<Query>, CollectionError> {
    let text = read(path)?;
    blocks(&text, "top")
        .into_iter()
        .map(|block| {
            let field = |name| open_field(block, name).filter(|text| !text.is_empty());
            let number = field("num").map(|number| number.trim_start_matches("Number:").trim().to_owned());
            let title = field("title").map(|title| title.trim_start_matches("Topic:").trim().to_owned());
            let description = || {
                let text = field("desc")?;
                Some(text.trim_start_matches("Description:").trim().to_owned())
            };
            match (number, title.or_else(description)) {
                (Some(id), Some(text)) => Ok(Query { id, text }),
                _ => Err(error(path, &text, block, "a topic needs <num> and <title> or <desc>")),
            }
        })
        .collect()
}

fn entry(path: &Path, text: &str, block: &str) -> Result<Entry, CollectionError> {
    let Some(id) = closed_field(block, "DOCNO") else {
        return Err(error(path, text, block, "a document needs <DOCNO>"));
    };
    let title = ["TITLE", "HEADLINE", "TI"].iter().find_map(|name| closed_field(block, name));
    let texts: Vec<String> = blocks(block, "TEXT").into_iter().map(plain).collect();
    Ok(Entry { id, title: title.unwrap_or_default(), text: texts.join(" ") })
}

fn error(path: &Path, text: &str, block: &str, reason: &str) -> CollectionError {
    // The block is a slice of the text.
    let before = &text[..block.as_ptr() as usize - text.as_ptr() as usize];
    let line = before.matches('\n').count() as u64 + 1;
    CollectionError::Line { path: path.to_owned(), line, reason: reason.to_owned() }
}

/// What lies between `<name>` and `</name>`, as often as it occurs.
fn blocks<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let (start, end) = (format!("<{name}>"), format!("</{name}>"));
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(&start) {
        let (block, behind) = after.split_once(&end).unwrap_or((after, ""));
        blocks.push(block);
        rest = behind;
    }
    blocks
}

fn closed_field(block: &str, name: &str) -> Option<String> {
    blocks(block, name).first().map(|text| plain(text))
}

/// What follows `<name>` up to the next element.
fn open_field(block: &str, name: &str) -> Option<String> {
    let (_, after) = block.split_once(&format!("<{name}>"))?;
    Some(plain(after.split('<').next().unwrap_or_default()))
}

/// A text without elements and with single spaces.
fn plain(markup: &str) -> String {
    let mut text = String::with_capacity(markup.len());
    for (i, piece) in markup.split('<').enumerate() {
        let after_tag = if i == 0 { piece } else { piece.split_once('>').map_or("", |(_, text)| text) };
        text.push(' ');
        text.push_str(after_tag);
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, CollectionError> {
    let of_folder = |source| CollectionError::Read { path: folder.to_owned(), source };
    std::fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
        .map_err(of_folder)
}

/// Old collections are in Latin-1 or the like: what is no UTF-8 becomes a replacement character.
fn read(path: &Path) -> Result<String, CollectionError> {
    let mut bytes = Vec::new();
    open(path)?
        .read_to_end(&mut bytes)
        .map_err(|source| CollectionError::Read { path: path.to_owned(), source })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
