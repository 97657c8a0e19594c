//! Bilingual dictionaries that the user adds.
//!
//! A dictionary is a folder with `MANIFEST.toml` (`name`, `version`, `licence`, `sha256`, and `file` or `files`: what
//! `dictionaries/README.md` describes), or without one, a file or a folder of files `.txt` and `.tsv`, whose name is
//! the dictionary's. Each line is English, a tab, Japanese; what either may hold is said at [`gloss`]. Empty lines and
//! lines that begin with `#` are skipped; a line without a tab is counted as a fault.

mod gloss;

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::TermsError;

/// How deep files of a folder without manifest are looked for.
const DEPTH: usize = 3;

/// A dictionary as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Dictionary {
    pub name: String,
    /// Empty where no manifest says it.
    pub version: String,
    /// Empty where no manifest says it.
    pub licence: String,
    /// Of the files' bytes, one after the other.
    pub sha256: String,
    pub entries: Vec<DictionaryEntry>,
    /// Lines that are no entry.
    pub faults: usize,
}

/// One English headword with one Japanese gloss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DictionaryEntry {
    pub english: String,
    pub japanese: String,
    /// Of the gloss among those of its line, from 0: dictionaries give the usual sense first.
    pub rank: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Manifest {
    name: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    licence: String,
    sha256: Option<String>,
    file: Option<PathBuf>,
    #[serde(default)]
    files: Vec<PathBuf>,
}

impl Dictionary {
    /// Reads a dictionary from its folder or file.
    ///
    /// Errors: [`TermsError::Read`]; [`TermsError::Dictionary`] where the manifest cannot be used, the files do not
    /// have its checksum, are not UTF-8, or hold no entry at all.
    pub fn read(path: &Path) -> Result<Self, TermsError> {
        let reading = |source| TermsError::Read { path: path.to_owned(), source };
        let is_folder = fs::metadata(path).map_err(reading)?.is_dir();
        let manifest = path.join("MANIFEST.toml");
        let (manifest, files) = if is_folder && manifest.is_file() {
            read_manifest(&manifest, path)?
        } else {
            (unnamed(path), if is_folder { files_below(path, DEPTH)? } else { vec![path.to_owned()] })
        };
        let wrong = |reason: String| TermsError::Dictionary { path: path.to_owned(), reason };
        let mut hasher = Sha256::new();
        let mut dictionary = Self {
            name: manifest.name,
            version: manifest.version,
            licence: manifest.licence,
            sha256: String::new(),
            entries: Vec::new(),
            faults: 0,
        };
        for file in &files {
            let bytes = fs::read(file).map_err(|source| TermsError::Read { path: file.clone(), source })?;
            hasher.update(&bytes);
            let text = String::from_utf8(bytes)
                .map_err(|error| wrong(format!("{} is not UTF-8: {error}", file.display())))?;
            dictionary.add_lines(&text);
        }
        dictionary.sha256 = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        match manifest.sha256 {
            Some(expected) if expected != dictionary.sha256 => Err(wrong(format!(
                "its files have the SHA-256 {}, MANIFEST.toml says {expected}",
                dictionary.sha256
            ))),
            _ if dictionary.entries.is_empty() => Err(wrong("it holds no entry".to_owned())),
            _ => Ok(dictionary),
        }
    }

    fn add_lines(&mut self, text: &str) {
        let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim_end);
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let Some((english, japanese)) = line.split_once('\t') else {
                self.faults += 1;
                continue;
            };
            let glosses = gloss::glosses(japanese);
            for headword in gloss::headwords(english) {
                let entry = |(rank, japanese): (usize, &String)| DictionaryEntry {
                    english: headword.clone(),
                    japanese: japanese.clone(),
                    rank,
                };
                self.entries.extend(glosses.iter().enumerate().map(entry));
            }
        }
    }
}

fn read_manifest(manifest: &Path, folder: &Path) -> Result<(Manifest, Vec<PathBuf>), TermsError> {
    let text = fs::read_to_string(manifest)
        .map_err(|source| TermsError::Read { path: manifest.to_owned(), source })?;
    let wrong = |reason: String| TermsError::Dictionary { path: manifest.to_owned(), reason };
    let read: Manifest = toml::from_str(&text).map_err(|error| wrong(error.to_string().trim().to_owned()))?;
    let files: Vec<PathBuf> = read.file.iter().chain(&read.files).map(|file| folder.join(file)).collect();
    if files.is_empty() {
        return Err(wrong("it names no file".to_owned()));
    }
    if read.name.is_empty() || read.name.chars().any(|c| c == ',' || c.is_control()) {
        return Err(wrong(format!(
            "the name {:?} is empty, or has a comma or a control character",
            read.name
        )));
    }
    Ok((read, files))
}

fn unnamed(path: &Path) -> Manifest {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().replace(',', " "));
    Manifest {
        name: stem.unwrap_or_else(|| "dictionary".to_owned()),
        version: String::new(),
        licence: String::new(),
        sha256: None,
        file: None,
        files: Vec::new(),
    }
}

/// Files of a folder and of those inside, in the order of their names.
fn files_below(folder: &Path, depth: usize) -> Result<Vec<PathBuf>, TermsError> {
    let reading = |source| TermsError::Read { path: folder.to_owned(), source };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(reading)? {
        paths.push(entry.map_err(reading)?.path());
    }
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() && 0 < depth {
            files.extend(files_below(&path, depth - 1)?);
        } else if path.extension().is_some_and(|extension| extension == "txt" || extension == "tsv") {
            files.push(path);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    #[test]
    fn a_folder_with_a_manifest_is_checked() {
        let lines = "# two lines\nsolid\t『固体の』,固形の\nno tab\n\nelectrolyte\t電解液;電解質\n";
        let manifest = "name = \"trial\"\nversion = \"1\"\nlicence = \"CC0-1.0\"\nfile = \"a.tsv\"\n";
        let dir = folder(&[("MANIFEST.toml", manifest), ("a.tsv", lines)]);
        let read = Dictionary::read(dir.path()).unwrap();
        assert_eq!((read.name.as_str(), read.licence.as_str(), read.faults), ("trial", "CC0-1.0", 1));
        let entries: Vec<(&str, &str, usize)> =
            read.entries.iter().map(|e| (e.english.as_str(), e.japanese.as_str(), e.rank)).collect();
        assert_eq!(
            entries,
            [
                ("solid", "固体の", 0),
                ("solid", "固形の", 1),
                ("electrolyte", "電解液", 0),
                ("electrolyte", "電解質", 1)
            ]
        );
        let checked = format!("{manifest}sha256 = \"{}\"\n", read.sha256);
        fs::write(dir.path().join("MANIFEST.toml"), checked).unwrap();
        assert_eq!(Dictionary::read(dir.path()).unwrap(), read);
        fs::write(dir.path().join("a.tsv"), "solid\t固体\n").unwrap();
        let error = Dictionary::read(dir.path()).unwrap_err().to_string();
        assert!(error.contains("SHA-256"), "{error}");
    }

    #[test]
    fn what_is_no_dictionary_is_refused_with_its_path() {
        let dir = folder(&[("README.md", "nothing here")]);
        let error = Dictionary::read(dir.path()).unwrap_err().to_string();
        assert!(error.contains("holds no entry") && error.contains("a tab, Japanese"), "{error}");
        let error = Dictionary::read(&dir.path().join("missing.tsv")).unwrap_err().to_string();
        assert!(error.contains("cannot read") && error.contains("missing.tsv"), "{error}");
        fs::write(dir.path().join("a.tsv"), b"solid\t\xb8\xc7\n").unwrap();
        let error = Dictionary::read(dir.path()).unwrap_err().to_string();
        assert!(error.contains("a.tsv is not UTF-8"), "{error}");
    }
}
