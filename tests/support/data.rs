//! Where real data is: one rule for every test of the workspace that reads it.

use std::path::{Path, PathBuf};

/// A file or folder of real data, or `None` where the user asked to go without (`CHIZAI_WITHOUT_DATA=1`, whether the
/// data is there or not). `below` is its path in the folder that `CHIZAI_DATA` names; by default that is
/// `../shared/data` beside the checkout.
///
/// # Panics
/// Where it is missing, so that a run without it is never taken for a run with it.
pub(crate) fn data(below: &str) -> Option<PathBuf> {
    if std::env::var_os("CHIZAI_WITHOUT_DATA").is_some_and(|value| value == "1") {
        eprintln!("CHIZAI_WITHOUT_DATA: left out, needs {below}");
        return None;
    }
    let root = std::env::var_os("CHIZAI_DATA").map_or_else(beside_the_checkout, PathBuf::from);
    let path = root.join(below);
    assert!(
        path.exists(),
        "no real data at {}. Such files come from the USPTO Open Data Portal (weekly grants and applications), from \
         EPO Open Patent Services (OPS) and from the open access articles of PMC, PLOS and eLife. Name the folder \
         that holds them in CHIZAI_DATA, or leave these tests out with CHIZAI_WITHOUT_DATA=1",
        path.display()
    );
    Some(path)
}

/// The workspace's root is the folder with the lock file, whichever package this is compiled into.
fn beside_the_checkout() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.ancestors().find(|folder| folder.join("Cargo.lock").is_file()).unwrap_or(package);
    root.join("../shared/data")
}
