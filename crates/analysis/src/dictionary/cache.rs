//! A folder that is built once, completely or not at all, and checked whenever it is opened.
//!
//! A folder is built beside its place under a temporary name, sealed with a list of its files and their checksums,
//! and renamed. A folder whose seal does not match (cut short, altered, of another version) is built again.
//! A file lock makes a second process wait for the first instead of building too.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::error::AnalysisError;

/// Name of the file that says what a complete folder holds.
const SEAL: &str = "SEAL";
/// Prefix of folders under construction; one that is found while the lock is held was left by a killed process.
const BUILDING: &str = ".building-";

/// The folder of `name` and `key` below `root`, built by `build` if it is not there in full.
pub(crate) fn open_or_build(
    root: &Path,
    name: &str,
    key: &str,
    build: impl FnOnce(&Path) -> Result<(), AnalysisError>,
) -> Result<PathBuf, AnalysisError> {
    let parent = root.join("dictionaries");
    let folder = parent.join(format!("{name}-{}", &key[..16]));
    if is_sealed(&folder, key) {
        return Ok(folder);
    }
    let at = |path: &Path| {
        let path = path.to_owned();
        move |source| AnalysisError::Cache { path, source }
    };
    fs::create_dir_all(&parent).map_err(at(&parent))?;
    let lock_path = parent.join(format!("{name}.lock"));
    let lock = File::create(&lock_path).map_err(at(&lock_path))?;
    lock.lock().map_err(at(&lock_path))?;
    if is_sealed(&folder, key) {
        return Ok(folder); // another process built it while this one waited
    }
    let prefix = format!("{BUILDING}{name}-");
    remove_left_over(&parent, &prefix).map_err(at(&parent))?;
    let building = tempfile::Builder::new().prefix(&prefix).tempdir_in(&parent).map_err(at(&parent))?;
    build(building.path())?;
    seal(building.path(), key).map_err(at(building.path()))?;
    replace(building.path(), &folder, &parent.join(format!("{prefix}old"))).map_err(at(&folder))?;
    Ok(folder)
}

/// Whether `folder` holds exactly the files that its seal lists for `key`.
fn is_sealed(folder: &Path, key: &str) -> bool {
    fs::read_to_string(folder.join(SEAL))
        .is_ok_and(|found| contents(folder, key).is_ok_and(|now| now == found))
}

fn seal(folder: &Path, key: &str) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        File::open(entry?.path())?.sync_all()?;
    }
    let mut file = File::create(folder.join(SEAL))?;
    file.write_all(contents(folder, key)?.as_bytes())?;
    file.sync_all()
}

/// What a seal says: the key, then checksum, size and name of every file in the order of their names.
fn contents(folder: &Path, key: &str) -> io::Result<String> {
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| name != SEAL);
    names.sort();
    let mut text = format!("{key}\n");
    for name in names {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(File::open(folder.join(&name))?)?;
        text.push_str(&format!("{} {} {name}\n", hasher.finalize().to_hex(), hasher.count()));
    }
    Ok(text)
}

/// Puts `built` in the place of `folder`; a process that has the old one open keeps reading it.
fn replace(built: &Path, folder: &Path, old: &Path) -> io::Result<()> {
    if folder.exists() {
        fs::rename(folder, old)?;
    }
    fs::rename(built, folder)?;
    if let Some(parent) = folder.parent() {
        File::open(parent)?.sync_all()?;
    }
    if old.exists() { fs::remove_dir_all(old) } else { Ok(()) }
}

fn remove_left_over(parent: &Path, prefix: &str) -> io::Result<()> {
    for entry in fs::read_dir(parent)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(prefix) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "0123456789abcdef0123456789abcdef";

    fn open(root: &Path, key: &str, builds: &mut u32) -> PathBuf {
        let result = open_or_build(root, "sample", key, |folder| {
            *builds += 1;
            fs::write(folder.join("data"), format!("data of {key}")).unwrap();
            Ok(())
        });
        result.unwrap()
    }

    #[test]
    fn is_built_once() {
        let root = tempfile::tempdir().unwrap();
        let mut builds = 0;
        let first = open(root.path(), KEY, &mut builds);
        assert_eq!(open(root.path(), KEY, &mut builds), first);
        assert_eq!(builds, 1);
        assert!(first.join("data").exists());
    }

    #[track_caller]
    fn check_rebuilt(damage: impl FnOnce(&Path)) {
        let root = tempfile::tempdir().unwrap();
        let mut builds = 0;
        let folder = open(root.path(), KEY, &mut builds);
        damage(&folder);
        let again = open(root.path(), KEY, &mut builds);
        assert_eq!(builds, 2, "the damage was not noticed");
        assert_eq!(fs::read_to_string(again.join("data")).unwrap(), format!("data of {KEY}"));
        let hidden = fs::read_dir(root.path().join("dictionaries"))
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with(BUILDING));
        assert_eq!(hidden.count(), 0, "temporary folders are left");
    }

    #[test]
    fn damaged_folders_are_built_again() {
        check_rebuilt(|folder| fs::write(folder.join("data"), "data of somebody").unwrap());
        check_rebuilt(|folder| fs::remove_file(folder.join("data")).unwrap());
        check_rebuilt(|folder| fs::write(folder.join("more"), "").unwrap());
        check_rebuilt(|folder| fs::remove_file(folder.join(SEAL)).unwrap());
        check_rebuilt(|folder| fs::write(folder.join(SEAL), "another key\n").unwrap());
        check_rebuilt(|folder| {
            let left = folder.parent().unwrap().join(format!("{BUILDING}sample-dead"));
            fs::create_dir(left).unwrap();
            fs::remove_dir_all(folder).unwrap();
        });
    }

    #[test]
    fn two_at_once_build_one() {
        let root = tempfile::tempdir().unwrap();
        let builds = std::sync::atomic::AtomicU32::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let mut own = 0;
                    open(root.path(), KEY, &mut own);
                    builds.fetch_add(own, std::sync::atomic::Ordering::Relaxed);
                });
            }
        });
        assert_eq!(builds.into_inner(), 1);
    }
}
