//! Files and folders that survive a loss of power: what is done is done when these functions return.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use crate::IndexError;

/// Writes a file that readers see whole or not at all: beside it, synced, then renamed over it.
pub(crate) fn replace(path: &Path, content: &[u8]) -> Result<(), IndexError> {
    let beside = path.with_extension("new");
    write(&beside, content)?;
    fs::rename(&beside, path).map_err(IndexError::io("replace", path))?;
    sync_folder(path.parent().unwrap_or(Path::new(".")))
}

/// Writes a new file and syncs it; the folder is the caller's to sync.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<(), IndexError> {
    let mut file = File::create(path).map_err(IndexError::io("create", path))?;
    file.write_all(content).and_then(|()| file.sync_all()).map_err(IndexError::io("write", path))
}

/// Makes names in a folder durable: creations, renames and removals.
pub(crate) fn sync_folder(path: &Path) -> Result<(), IndexError> {
    // Other systems refuse to open a folder as a file and write names through.
    if cfg!(not(unix)) {
        return Ok(());
    }
    File::open(path).and_then(|folder| folder.sync_all()).map_err(IndexError::io("sync", path))
}

pub(crate) fn create_folder(path: &Path) -> Result<(), IndexError> {
    fs::create_dir_all(path).map_err(IndexError::io("create", path))
}

/// Removes a folder with all it holds; one that is not there is fine.
pub(crate) fn remove_folder(path: &Path) -> Result<(), IndexError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(IndexError::io("remove", path)(error)),
        _ => Ok(()),
    }
}

/// Gives an immutable file a second name, or copies it where the file system has no hard links.
pub(crate) fn share(from: &Path, to: &Path) -> Result<(), IndexError> {
    share_by(|from, to| fs::hard_link(from, to), from, to)
}

fn share_by(
    link: impl FnOnce(&Path, &Path) -> io::Result<()>,
    from: &Path,
    to: &Path,
) -> Result<(), IndexError> {
    match link(from, to) {
        Ok(()) => Ok(()),
        // The source is missing or the target is in the way: a copy would not help, or would hide it.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists) => {
            Err(IndexError::io("link", to)(error))
        }
        // Another file system, no links in this one, too many links to one file: every system has its own code.
        Err(_) => {
            fs::copy(from, to).map_err(IndexError::io("copy", to))?;
            File::open(to).and_then(|file| file.sync_all()).map_err(IndexError::io("sync", to))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_system_without_links_gets_a_copy() {
        let dir = tempfile::tempdir().unwrap();
        let (from, to) = (dir.path().join("a"), dir.path().join("b"));
        fs::write(&from, "content").unwrap();
        let refused = |_: &Path, _: &Path| Err(io::Error::from(io::ErrorKind::CrossesDevices));
        share_by(refused, &from, &to).unwrap();
        assert_eq!(fs::read_to_string(&to).unwrap(), "content");
    }

    #[test]
    fn a_missing_file_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let error = share(&dir.path().join("a"), &dir.path().join("b")).unwrap_err().to_string();
        assert!(error.starts_with("cannot link ") && error.contains("/b: "), "{error}");
    }

    #[test]
    fn a_replaced_file_leaves_nothing_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("CURRENT");
        replace(&path, b"one").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
