//! The system dictionary: embedded source data, compiled on first use, opened by memory map.

use std::path::Path;

use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::Dictionary;
use lindera_dictionary::dictionary::metadata::{DICTIONARY_FORMAT_VERSION, Metadata};
use lindera_dictionary::dictionary::schema::Schema;

use super::DictionaryInfo;
use super::cache::open_or_build;
use super::manifest::Manifest;
use super::words::{WORD_TABLE_VERSION, WordTable};
use crate::error::AnalysisError;

const ARCHIVE: &[u8] = include_bytes!("../../../../dictionaries/ipadic/ipadic.tar.zst");
const MANIFEST: &str = include_str!("../../../../dictionaries/ipadic/MANIFEST.toml");
const LICENCE: &str = include_str!("../../../../dictionaries/ipadic/LICENCE.txt");
/// File of the word table, beside the files of the compiled dictionary.
const WORD_TABLE: &str = "words.table";

/// The opened system dictionary.
pub(crate) struct Ipadic {
    manifest: Manifest,
    pub(crate) dictionary: Dictionary,
    pub(crate) words: WordTable,
}

impl Ipadic {
    /// Opens the compiled dictionary below `cache_dir`, compiling it first if need be (about two seconds).
    pub(crate) fn open(cache_dir: &Path) -> Result<Self, AnalysisError> {
        let manifest = Manifest::parse(MANIFEST, "ipadic")?;
        let library = lindera_dictionary::get_version();
        let key = format!("{} {library} {DICTIONARY_FORMAT_VERSION} {WORD_TABLE_VERSION}", manifest.sha256);
        let key = blake3::hash(key.as_bytes()).to_hex();
        let folder = open_or_build(cache_dir, "ipadic", &key, |folder| compile(&manifest, folder))?;
        let dictionary = load(&folder)?;
        let words = WordTable::read(&folder.join(WORD_TABLE)).map_err(failed("reading the word table"))?;
        Ok(Ipadic { manifest, dictionary, words })
    }

    /// What to say of it; its licence asks that the notice goes with every copy.
    pub(crate) fn info(&self) -> DictionaryInfo {
        DictionaryInfo { notice: LICENCE, ..self.manifest.info() }
    }
}

fn compile(manifest: &Manifest, folder: &Path) -> Result<(), AnalysisError> {
    manifest.verify(ARCHIVE)?;
    let source = tempfile::tempdir().map_err(failed("making a temporary folder"))?;
    let data = zstd::Decoder::new(ARCHIVE).map_err(failed("unpacking"))?;
    tar::Archive::new(data).unpack(source.path()).map_err(failed("unpacking"))?;
    DictionaryBuilder::new(metadata())
        .build_dictionary(source.path(), folder)
        .map_err(failed("compiling"))?;
    WordTable::of(&load(folder)?).write(&folder.join(WORD_TABLE)).map_err(failed("writing the word table"))
}

fn load(folder: &Path) -> Result<Dictionary, AnalysisError> {
    Dictionary::load_from_path_with_options(folder, true).map_err(failed("loading"))
}

/// How IPADIC's files are to be read: thirteen columns, UTF-8.
pub(crate) fn metadata() -> Metadata {
    Metadata { name: "IPADIC".to_owned(), dictionary_schema: Schema::default(), ..Metadata::default() }
}

fn failed<E: std::fmt::Display>(stage: &'static str) -> impl FnOnce(E) -> AnalysisError {
    move |error| AnalysisError::DictionarySource {
        name: "ipadic".to_owned(),
        stage,
        reason: error.to_string(),
    }
}
