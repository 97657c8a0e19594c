//! Reading for the tests of this folder.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use model::{Article, Document, Patent};
use sources::{FileError, FileSummary, Limits, RecordError, read_file};

pub(crate) use crate::real_data::data as folder;

/// What reading some files gave.
#[derive(Default)]
pub(crate) struct Reading {
    pub(crate) documents: Vec<Document>,
    pub(crate) errors: Vec<RecordError>,
    pub(crate) summary: FileSummary,
}

impl Reading {
    #[track_caller]
    pub(crate) fn patent(&self, number: &str) -> &Patent {
        let found = self.documents.iter().find(|document| document.id().to_string() == number);
        match found {
            Some(Document::Patent(patent)) => patent,
            other => panic!("{number} is no patent of these files: {:?}", other.map(Document::id)),
        }
    }

    #[track_caller]
    pub(crate) fn article(&self, id: &str) -> &Article {
        let found = self.documents.iter().find(|document| document.id().to_string() == id);
        match found {
            Some(Document::Article(article)) => article,
            other => panic!("{id} is no article of these files: {:?}", other.map(Document::id)),
        }
    }

    pub(crate) fn reasons(&self) -> Vec<String> {
        self.errors.iter().map(|error| error.reason.to_string()).collect()
    }
}

pub(crate) fn read(path: &Path) -> Result<Reading, FileError> {
    read_limited(path, &Limits::default())
}

pub(crate) fn read_limited(path: &Path, limits: &Limits) -> Result<Reading, FileError> {
    let mut reading = Reading::default();
    reading.summary = read_file(path, limits, &mut |document| {
        match document {
            Ok(document) => reading.documents.push(document),
            Err(error) => reading.errors.push(error),
        }
        ControlFlow::Continue(())
    })?;
    Ok(reading)
}

/// Reads every file of a folder, in order of name.
#[track_caller]
pub(crate) fn read_folder(folder: &Path) -> Reading {
    let entries = folder.read_dir().expect("the folder can be listed");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    files.sort();
    let mut all = Reading::default();
    for file in files {
        let one = read(&file).unwrap_or_else(|error| panic!("{error}"));
        all.documents.extend(one.documents);
        all.errors.extend(one.errors);
        all.summary.records += one.summary.records;
        all.summary.ignored += one.summary.ignored;
    }
    all
}

/// Reads bytes by way of a file in a temporary folder, whose name says nothing about them.
pub(crate) fn read_bytes(bytes: &[u8]) -> Result<Reading, FileError> {
    read_bytes_limited(bytes, &Limits::default())
}

pub(crate) fn read_bytes_limited(bytes: &[u8], limits: &Limits) -> Result<Reading, FileError> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("file");
    std::fs::write(&path, bytes).expect("a temporary file can be written");
    read_limited(&path, limits)
}

/// A short grant with this number and text, in the form of the office.
pub(crate) fn grant(number: u32, description: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE us-patent-grant SYSTEM \"us-patent-grant-v45.dtd\" [ ]>\n\
         <us-patent-grant lang=\"EN\"><us-bibliographic-data-grant><publication-reference><document-id>\
         <country>US</country><doc-number>{number:08}</doc-number><kind>B2</kind><date>20200107</date></document-id>\
         </publication-reference><invention-title>Cell</invention-title></us-bibliographic-data-grant>\
         <description>{description}</description></us-patent-grant>\n"
    )
}
