//! One writer at a time.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    path::Path,
};

use crate::IndexError;

/// The lock of an index; the operating system releases it when the holder drops it or dies.
#[derive(Debug)]
pub(crate) struct WriterLock {
    file: File,
}

impl Drop for WriterLock {
    /// Closing the file would do, but for a child process that is being started in another thread at this moment: it
    /// holds a copy of the open file until it runs its program.
    fn drop(&mut self) {
        // An error leaves the lock to the closing of the file.
        _ = self.file.unlock();
    }
}

impl WriterLock {
    /// Takes the lock without waiting. The file's text, the holder's process id, is for people: the lock itself is
    /// the operating system's, so that a file left behind by a killed process locks nothing.
    pub(crate) fn take(path: &Path, index: &Path) -> Result<Self, IndexError> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(IndexError::io("open", path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // The holder may be writing it at this moment; without it the message is less helpful, not wrong.
                let _ = file.read_to_string(&mut holder);
                let holder = match holder.trim() {
                    "" => "another process".to_owned(),
                    pid => format!("process {pid}"),
                };
                return Err(IndexError::Locked { path: index.to_owned(), holder });
            }
            Err(TryLockError::Error(error)) => return Err(IndexError::io("lock", path)(error)),
        }
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", std::process::id()))
            .map_err(IndexError::io("write", path))?;
        Ok(Self { file })
    }
}
