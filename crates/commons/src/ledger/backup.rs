//! A copy of the whole file while it is written to.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, backup};

use super::{Commons, connect};
use crate::Error;

impl Commons {
    /// Copies the ledger as it is at one moment. Writers go on meanwhile; the copy has whole batches only.
    ///
    /// It is written beside its place and put there when it is whole; a file that exists is not overwritten.
    pub fn backup(&self, to: &Path) -> Result<(), Error> {
        let file = |path: &Path, source| Error::File { path: path.to_owned(), source };
        if to.try_exists().map_err(|source| file(to, source))? {
            return Err(Error::Exists { path: to.to_owned() });
        }
        let mut partial = to.as_os_str().to_owned();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        match std::fs::remove_file(&partial) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(file(&partial, source));
            }
            _ => {}
        }
        let copied = copy(&connect(&self.path)?, &partial);
        copied.map_err(|source| Error::Storage { path: partial.clone(), source })?;
        let written = std::fs::File::open(&partial).and_then(|file| file.sync_all());
        written.map_err(|source| file(&partial, source))?;
        // A link fails where the name is taken since it was looked at; a rename would overwrite it.
        std::fs::hard_link(&partial, to).map_err(|source| file(to, source))?;
        std::fs::remove_file(&partial).map_err(|source| file(&partial, source))
    }
}

/// All pages in one step: SQLite starts again from the first page when another connection writes between two steps, and in
/// WAL mode a long read holds no writer up.
fn copy(source: &Connection, partial: &Path) -> rusqlite::Result<()> {
    let mut target = Connection::open(partial)?;
    backup::Backup::new(source, &mut target)?.step(-1)?;
    // Without a journal of its own the copy is this one file.
    target.pragma_update(None, "journal_mode", "DELETE")
}
