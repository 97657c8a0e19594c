//! Behaviour of an index on disk: what is published, what survives a kill, what readers see.

mod concurrency;
mod damage;
mod lookup;
mod refusals;
mod sequences;
mod support;
mod threads;

use std::path::{Path, PathBuf};

/// The folder of the current generation.
fn current_folder(dir: &Path) -> PathBuf {
    dir.join("generations").join(std::fs::read_to_string(dir.join("CURRENT")).unwrap().trim())
}
