use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    sync::Arc,
};

use flate2::{Crc, read::DeflateDecoder};
use zip::{CompressionMethod, ZipArchive};

use super::Budget;
use crate::Reason;

/// The entries of a zip archive, read one after the other.
#[derive(Debug)]
pub(crate) struct Archive {
    file: Arc<File>,
    entries: std::vec::IntoIter<Entry>,
    /// The name of the archive inside its own archive, with `!` at its end; empty for a file on disk.
    prefix: String,
}

#[derive(Debug)]
struct Entry {
    name: String,
    data_start: u64,
    compressed_bytes: u64,
    crc: u32,
    packing: Packing,
}

#[derive(Debug, Clone, Copy)]
enum Packing {
    Stored,
    Deflated,
    /// Encrypted or of a method that is not read, with words for it.
    Unreadable(&'static str),
}

/// One file inside an archive.
pub(crate) struct Part {
    /// Its name with those of the archives around it.
    pub(crate) name: String,
    pub(crate) stream: Result<Box<dyn Read + Send>, Reason>,
}

impl Archive {
    /// Reads the directory of an archive; `prefix` is the name of a nested one.
    pub(crate) fn open(file: File, prefix: String) -> Result<Self, zip::result::ZipError> {
        let mut archive = ZipArchive::new(BufReader::new(file))?;
        let mut entries = Vec::new();
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index)?;
            if entry.is_dir() {
                continue;
            }
            let packing = match entry.compression() {
                _ if entry.encrypted() => Packing::Unreadable("the entry is encrypted"),
                CompressionMethod::Stored => Packing::Stored,
                CompressionMethod::Deflated => Packing::Deflated,
                _ => Packing::Unreadable("the entry is packed by another method than deflate"),
            };
            entries.push(Entry {
                name: entry
                    .name()
                    .map_or_else(|_| String::from("(unreadable name)"), |name| name.into_owned()),
                data_start: entry.data_start().unwrap_or(0),
                compressed_bytes: entry.compressed_size(),
                crc: entry.crc32(),
                packing,
            });
        }
        let file = Arc::new(archive.into_inner().into_inner());
        Ok(Self { file, entries: entries.into_iter(), prefix })
    }

    /// Entries that are not directories and were not taken yet.
    pub(crate) fn remaining(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn next_part(&mut self, budget: &Budget) -> Option<Part> {
        let entry = self.entries.next()?;
        let data = Window { file: self.file.clone(), at: entry.data_start, left: entry.compressed_bytes };
        let data = BufReader::with_capacity(64 << 10, data);
        let crc = entry.crc;
        let stream: Result<Box<dyn Read + Send>, Reason> = match entry.packing {
            Packing::Stored => {
                Ok(Box::new(Checked { input: budget.guard(data), crc: Crc::new(), expected: crc }))
            }
            Packing::Deflated => {
                let input = budget.guard(DeflateDecoder::new(data));
                Ok(Box::new(Checked { input, crc: Crc::new(), expected: crc }))
            }
            Packing::Unreadable(message) => Err(Reason::Unreadable { message: message.to_owned() }),
        };
        Some(Part { name: format!("{}{}", self.prefix, entry.name), stream })
    }
}

/// The packed bytes of one entry.
struct Window {
    file: Arc<File>,
    at: u64,
    left: u64,
}

impl Read for Window {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let room = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let mut file = &*self.file;
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(&mut buffer[..room])?;
        if read == 0 && room > 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the archive ends inside the entry"));
        }
        self.at += read as u64;
        self.left -= read as u64;
        Ok(read)
    }
}

/// Compares the checksum when the end is reached.
struct Checked<R> {
    input: R,
    crc: Crc,
    expected: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.crc.update(&buffer[..read]);
        if read == 0 && !buffer.is_empty() && self.crc.sum() != self.expected {
            return Err(io::Error::other("the entry's checksum does not match its data"));
        }
        Ok(read)
    }
}
