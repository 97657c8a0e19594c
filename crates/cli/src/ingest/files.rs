//! Which files the user's paths stand for.

use std::{
    collections::HashSet,
    fs::DirEntry,
    io,
    path::{Path, PathBuf},
};

use crate::exit::WrongUse;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InputFile {
    pub(crate) path: PathBuf,
    pub(crate) size_bytes: u64,
}

/// Files stand for themselves, folders for every file below them in the order of their names.
///
/// Inside folders, hidden files and files that are plainly no data ([`is_companion`]) are left out. Links are
/// followed; a folder that is reached twice is read once.
pub(crate) fn gather(paths: &[PathBuf]) -> anyhow::Result<Vec<InputFile>> {
    let mut walk = Walk::default();
    for path in paths {
        let metadata = std::fs::metadata(path)
            .map_err(|error| WrongUse(format!("cannot read {}: {error}", path.display())))?;
        if metadata.is_dir() {
            walk.folder(path);
        } else {
            walk.files.push(InputFile { path: path.clone(), size_bytes: metadata.len() });
        }
    }
    Ok(walk.files)
}

#[derive(Default)]
struct Walk {
    files: Vec<InputFile>,
    /// Real paths of the folders met: a link to one of them, its own parent say, leads nowhere new.
    folders: HashSet<PathBuf>,
}

impl Walk {
    fn folder(&mut self, folder: &Path) {
        let Ok((real, entries)) = canonical_with_entries(folder) else {
            // Reading it as a file fails for the same reason, which is then reported as a skip like any other.
            self.files.push(InputFile { path: folder.to_owned(), size_bytes: 0 });
            return;
        };
        if !self.folders.insert(real) {
            return;
        }
        for entry in entries {
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            // A dangling link is left out.
            let Ok(metadata) = std::fs::metadata(&path) else { continue };
            if metadata.is_dir() {
                self.folder(&path);
            } else if metadata.is_file() && !is_companion(&path) {
                self.files.push(InputFile { path, size_bytes: metadata.len() });
            }
        }
    }
}

fn canonical_with_entries(folder: &Path) -> io::Result<(PathBuf, Vec<DirEntry>)> {
    let mut entries = std::fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(DirEntry::file_name);
    Ok((folder.canonicalize()?, entries))
}

/// What publishers and people put beside data: licences, notes, tables, document type definitions.
fn is_companion(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        None => true,
        Some(extension) => {
            matches!(
                extension,
                "md" | "txt" | "tsv" | "csv" | "dtd" | "xsd" | "html" | "pdf" | "tif" | "jpg" | "png"
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_in_order_without_companions() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str| std::fs::write(folder.path().join(name), "x").unwrap();
        std::fs::create_dir(folder.path().join("b")).unwrap();
        for name in ["c.xml", "a.jsonl", "b/d.xml.gz", ".hidden.xml", "README.md", "LICENSE"] {
            write(name);
        }
        let files = gather(&[folder.path().to_owned(), folder.path().join("README.md")]).unwrap();
        let names: Vec<_> = files
            .iter()
            .map(|file| file.path.strip_prefix(folder.path()).unwrap().to_str().unwrap())
            .collect();
        assert_eq!(names, ["a.jsonl", "b/d.xml.gz", "c.xml", "README.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_are_walked_once() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.xml"), "x").unwrap();
        for name in ["loop1", "loop2"] {
            std::os::unix::fs::symlink(".", folder.path().join(name)).unwrap();
        }
        assert_eq!(gather(&[folder.path().to_owned()]).unwrap().len(), 1);
    }

    #[test]
    fn a_missing_path_is_wrong_use() {
        let error = gather(&["/nowhere/at/all".into()]).unwrap_err();
        assert!(error.is::<WrongUse>(), "{error}");
    }
}
