//! Which files the user's paths stand for.

use std::path::{Path, PathBuf};

use crate::exit::WrongUse;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InputFile {
    pub(crate) path: PathBuf,
    pub(crate) size_bytes: u64,
}

/// Files stand for themselves, folders for every file below them in the order of their names.
///
/// Inside folders, hidden files and files that are plainly no data ([`is_companion`]) are left out.
pub(crate) fn gather(paths: &[PathBuf]) -> anyhow::Result<Vec<InputFile>> {
    let mut files = Vec::new();
    for path in paths {
        let metadata = std::fs::metadata(path)
            .map_err(|error| WrongUse(format!("cannot read {}: {error}", path.display())))?;
        if metadata.is_dir() {
            walk(path, &mut files)?;
        } else {
            files.push(InputFile { path: path.clone(), size_bytes: metadata.len() });
        }
    }
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<InputFile>) -> anyhow::Result<()> {
    let unreadable = |error: std::io::Error| WrongUse(format!("cannot read {}: {error}", folder.display()));
    let mut entries =
        std::fs::read_dir(folder).map_err(unreadable)?.collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        // Follows links, so that a folder of links to data works; a dangling link is left out.
        let Ok(metadata) = std::fs::metadata(&path) else { continue };
        if metadata.is_dir() {
            walk(&path, files)?;
        } else if metadata.is_file() && !is_companion(&path) {
            files.push(InputFile { path, size_bytes: metadata.len() });
        }
    }
    Ok(())
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

    #[test]
    fn a_missing_path_is_wrong_use() {
        let error = gather(&["/nowhere/at/all".into()]).unwrap_err();
        assert!(error.is::<WrongUse>(), "{error}");
    }
}
