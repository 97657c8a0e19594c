//! Whatever threads do, the same documents give the same index.

use std::{collections::BTreeMap, fs, ops::ControlFlow, path::Path};

use indexer::{WriterOptions, in_order};
use model::{Document, Language, Text};

use crate::{current_folder, support::*};

const DOCUMENTS: usize = 900;

#[test]
fn an_index_is_the_same_by_one_thread_and_by_four() {
    let [one, four] = [1, 4].map(|threads| {
        let dir = tempfile::tempdir().unwrap();
        publish_by(threads, dir.path());
        files(dir.path())
    });
    assert!(one.contains_key("dictionary"), "{:?}", one.keys());
    assert!(one.keys().eq(four.keys()), "{:?} {:?}", one.keys(), four.keys());
    for (kind, bytes) in one {
        assert!(bytes == four[&kind], "{kind} differs");
    }
}

fn publish_by(threads: usize, dir: &Path) {
    let writer = writer(dir, &WriterOptions { threads, ..WriterOptions::default() });
    let prepare = |number| writer.prepare(long_document(number)).unwrap();
    let added = in_order(threads, 4 * threads, 0..DOCUMENTS, prepare, |prepared| {
        writer.add_prepared(prepared).map_or_else(ControlFlow::Break, |_| ControlFlow::Continue(()))
    });
    assert!(added.is_continue());
    writer.publish().unwrap();
}

/// So long that a dictionary is learnt on the way, and some so long that they are packed without it.
fn long_document(number: usize) -> Document {
    let mut document = document(number, 1);
    let words = if number.is_multiple_of(50) { 1_000 } else { 60 };
    let word = |at: usize| format!("word{} ", (number * 7_919 + at * at * 104_729) % 3_001);
    let text: String = (0..words).map(word).collect();
    if let Document::Article(article) = &mut document {
        article.abstracts.push(Text::new(Language::EN, text));
    }
    document
}

/// The files of the current generation by their endings, but those that name the segment.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for file in fs::read_dir(current_folder(dir)).unwrap() {
        let path = file.unwrap().path();
        let ending = path.extension().unwrap().to_str().unwrap().to_owned();
        if ending != "json" {
            let twice = files.insert(ending, fs::read(&path).unwrap());
            assert!(twice.is_none(), "{} beside another of its kind", path.display());
        }
    }
    files
}
