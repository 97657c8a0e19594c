//! Where things are.

use std::path::{Path, PathBuf};

/// The workspace's root folder.
pub(crate) fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Every `.rs` file of the workspace's own packages.
pub(crate) fn rust_files() -> Vec<PathBuf> {
    files_below(["crates", "tests", "benches"].map(|name| workspace().join(name)).into(), "rs")
}

/// Every Markdown file that is written by hand or shown to people.
pub(crate) fn markdown_files() -> Vec<PathBuf> {
    let folders = ["crates", "tests", "benches", "demo", "dictionaries", "docs", "index-config", "schema"];
    let mut files = files_below(folders.map(|name| workspace().join(name)).into(), "md");
    let root = std::fs::read_dir(workspace()).unwrap().map(|entry| entry.unwrap().path());
    files.extend(root.filter(|path| path.extension().is_some_and(|extension| extension == "md")));
    files
}

fn files_below(mut folders: Vec<PathBuf>, wanted: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == wanted) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
