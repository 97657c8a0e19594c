//! Where things are.

use std::path::{Path, PathBuf};

/// The workspace's root folder.
pub(crate) fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The folder of real data, or `None` where the user asked to go without.
///
/// # Panics
/// Where it is missing, so that a run without it is never taken for a run with it.
pub(crate) fn data() -> Option<PathBuf> {
    if std::env::var_os("CHIZAI_WITHOUT_DATA").is_some_and(|value| value == "1") {
        eprintln!("left out: needs real data");
        return None;
    }
    let folder =
        std::env::var_os("CHIZAI_DATA").map_or_else(|| workspace().join("../shared/data"), PathBuf::from);
    assert!(
        folder.is_dir(),
        "no real data at {}: put files of the offices and publishers named in the README there and set CHIZAI_DATA, \
         or leave these tests out with CHIZAI_WITHOUT_DATA=1",
        folder.display()
    );
    Some(folder)
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
