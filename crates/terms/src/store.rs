//! The form of mined pairs beside an index: one line of JSON that describes them, then, packed with zstd, one line a
//! pair, columns apart by tabs.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use indexer::TermFiles;
use serde::{Deserialize, Serialize};

use crate::{Dictionary, Mined, Pair, Side, Source, TermsError};

/// Raised when the form changes so that an older program must not read it.
const FORM: u32 = 1;

const LEVEL: i32 = 9;

/// Bytes that the first line may have: a damaged file is not read to its end.
const HEADER_BYTES: u64 = 64 << 10;

/// What is known of mined pairs without reading them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairsInfo {
    form: u32,
    /// Of the analysers that made the keys.
    pub(crate) analysis: String,
    pub pairs: usize,
    /// Aligned texts that they were mined from.
    pub texts: usize,
    /// Documents that these are of.
    pub documents: usize,
    pub dictionaries: Vec<DictionaryInfo>,
    /// Of the content: 16 hexadecimal digits of BLAKE3.
    pub fingerprint: String,
}

/// A dictionary that pairs come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DictionaryInfo {
    pub name: String,
    pub version: String,
    pub licence: String,
    pub sha256: String,
    pub entries: usize,
}

impl DictionaryInfo {
    pub(crate) fn of(dictionary: &Dictionary) -> Self {
        Self {
            name: dictionary.name.clone(),
            version: dictionary.version.clone(),
            licence: dictionary.licence.clone(),
            sha256: dictionary.sha256.clone(),
            entries: dictionary.entries.len(),
        }
    }
}

/// Puts pairs beside the index in `dir`, in the place of those that were there. Decisions stay as they are.
pub fn install(dir: &Path, mined: &Mined) -> Result<PairsInfo, TermsError> {
    let mut lines = String::new();
    for pair in &mined.pairs {
        write_pair(pair, &mut lines);
    }
    let info = PairsInfo {
        form: FORM,
        analysis: mined.analysis.clone(),
        pairs: mined.pairs.len(),
        texts: mined.texts,
        documents: mined.documents,
        dictionaries: mined.dictionaries.clone(),
        fingerprint: blake3::hash(lines.as_bytes()).to_hex()[..16].to_owned(),
    };
    let path = dir.join("terms").join(TermFiles::PAIRS);
    let damaged = |reason: String| TermsError::Damaged { path: path.clone(), reason };
    let mut content = serde_json::to_vec(&info).map_err(|error| damaged(error.to_string()))?;
    content.push(b'\n');
    content.extend(zstd::encode_all(lines.as_bytes(), LEVEL).map_err(|error| damaged(error.to_string()))?);
    TermFiles::install(dir, TermFiles::PAIRS, &content)?;
    Ok(info)
}

fn write_pair(pair: &Pair, lines: &mut String) {
    let sources = pair.sources.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let documents = pair.documents.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let columns = [
        &pair.ja.key,
        &pair.ja.surface,
        &pair.en.key,
        &pair.en.surface,
        &pair.to_english.to_string(),
        &pair.to_japanese.to_string(),
        &sources,
        &pair.support.to_string(),
        &documents,
    ];
    for (i, column) in columns.into_iter().enumerate() {
        if 0 < i {
            lines.push('\t');
        }
        lines.extend(column.chars().map(|c| if c.is_control() { ' ' } else { c }));
    }
    lines.push('\n');
}

fn read_pair(line: &str) -> Option<Pair> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [ja_key, ja, en_key, en, to_english, to_japanese, sources, support, documents] = columns.as_slice()
    else {
        return None;
    };
    let side = |key: &str, surface: &str| Side { key: key.to_owned(), surface: surface.to_owned() };
    let is_probability = |probability: &f32| 0.0 < *probability && *probability <= 1.0;
    Some(Pair {
        ja: side(ja_key, ja),
        en: side(en_key, en),
        to_english: to_english.parse().ok().filter(is_probability)?,
        to_japanese: to_japanese.parse().ok().filter(is_probability)?,
        sources: sources.split(',').map(Source::read).collect::<Option<_>>()?,
        support: support.parse().ok()?,
        documents: documents.split_whitespace().map(|id| id.parse().ok()).collect::<Option<_>>()?,
    })
}

fn open(path: &Path) -> Result<(PairsInfo, BufReader<File>), TermsError> {
    let reading = |source| TermsError::Read { path: path.to_owned(), source };
    let damaged = |reason: String| TermsError::Damaged { path: path.to_owned(), reason };
    let mut input = BufReader::new(File::open(path).map_err(reading)?);
    let mut line = Vec::new();
    input.by_ref().take(HEADER_BYTES).read_until(b'\n', &mut line).map_err(reading)?;
    let info: PairsInfo =
        serde_json::from_slice(&line).map_err(|error| damaged(format!("its first line: {error}")))?;
    if info.form != FORM {
        return Err(damaged(format!("it has form {}, this program reads {FORM}", info.form)));
    }
    Ok((info, input))
}

pub(crate) fn read_info(path: &Path) -> Result<PairsInfo, TermsError> {
    open(path).map(|(info, _)| info)
}

pub(crate) fn read(path: &Path) -> Result<(PairsInfo, Vec<Pair>), TermsError> {
    let (info, input) = open(path)?;
    let damaged = |reason: String| TermsError::Damaged { path: path.to_owned(), reason };
    let mut lines = String::new();
    zstd::Decoder::with_buffer(input)
        .and_then(|mut packed| packed.read_to_string(&mut lines))
        .map_err(|error| damaged(error.to_string()))?;
    if blake3::hash(lines.as_bytes()).to_hex()[..16] != info.fingerprint {
        return Err(damaged("its content is not that of its fingerprint".to_owned()));
    }
    let mut pairs = Vec::with_capacity(info.pairs.min(lines.len()));
    for line in lines.lines() {
        pairs.push(read_pair(line).ok_or_else(|| damaged(format!("the line {line:?}")))?);
    }
    Ok((info, pairs))
}
