//! What the acceptance tests share: where things are.

use std::path::{Path, PathBuf};

/// The workspace's root folder.
pub(crate) fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Every `.rs` file of the workspace's own packages.
pub(crate) fn rust_files() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = ["crates", "tests", "benches"].map(|name| workspace().join(name)).into();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
