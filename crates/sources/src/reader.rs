use std::{
    fs::File,
    io::{self, BufReader, Read, Seek},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};

use model::Document;

use crate::{
    FileError, Format, Limits, RawRecord, Reason, RecordError,
    open::{Archive, Budget, Content, Opened, Part, sniff},
    parse,
    split::{Lines, Piece, Roots, reason_of},
};

/// What reading a whole file came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileSummary {
    /// Records met: good, bad and ignored.
    pub records: u64,
    /// Records that are no documents to be searched, such as sequence listings: no error.
    pub ignored: u64,
    /// Entries of an archive that hold no records at all, such as images: no error.
    pub ignored_entries: u64,
    /// Bytes of the file on disk.
    pub bytes: u64,
    /// The format of the first record that was recognised.
    pub format: Option<Format>,
}

/// Cuts a file into records, in order; an error stands for one record, or for the rest of an entry, that is skipped.
///
/// Memory is bounded by `Limits::record_bytes` and some buffers, whatever the size of the file.
pub struct RecordReader {
    file: Arc<PathBuf>,
    limits: Limits,
    budget: Budget,
    /// The archive and one nested in it, the innermost last; empty for a plain file.
    archives: Vec<Archive>,
    entries: usize,
    current: Option<Current>,
    summary: FileSummary,
}

/// A file or entry being read.
struct Current {
    entry: Option<Arc<str>>,
    splitter: Splitter,
    records: u64,
}

enum Splitter {
    Roots(Box<Roots<Box<dyn Read + Send>>>),
    Lines(Lines<BufReader<Box<dyn Read + Send>>>),
}

/// Archives inside archives: USPTO's weekly and XML4IP files hold zips in a zip, nothing holds more.
const NESTING: usize = 2;

impl RecordReader {
    /// Opens a plain, gzip or zip file, told by its content.
    pub fn open(path: &Path, limits: &Limits) -> Result<Self, FileError> {
        let unreadable = |source| FileError::Read { path: path.to_owned(), source };
        let file = File::open(path).map_err(|source| FileError::Open { path: path.to_owned(), source })?;
        let bytes = file.metadata().map_err(unreadable)?.len();
        let budget = Budget::new(bytes, limits);
        let mut reader = Self {
            file: Arc::new(path.to_owned()),
            limits: limits.clone(),
            budget: budget.clone(),
            archives: Vec::new(),
            entries: 0,
            current: None,
            summary: FileSummary { bytes, ..FileSummary::default() },
        };
        let again = file.try_clone().map_err(unreadable)?;
        let opened = sniff(file, &budget).map_err(unreadable)?;
        match opened.content {
            Content::Empty => return Err(FileError::Empty { path: path.to_owned() }),
            Content::Zip => reader.open_archive(again)?,
            Content::Unread(format, years) => {
                return Err(FileError::UnreadFormat { path: path.to_owned(), format, years });
            }
            Content::Other(start) => return Err(FileError::Unrecognised { path: path.to_owned(), start }),
            Content::Xml | Content::JsonLines => reader.current = Some(reader.splitter(None, opened)),
        }
        Ok(reader)
    }

    /// What was met so far; whole when the iterator has ended.
    pub fn summary(&self) -> &FileSummary {
        &self.summary
    }

    fn open_archive(&mut self, mut file: File) -> Result<(), FileError> {
        let path = || self.file.to_path_buf();
        file.rewind().map_err(|source| FileError::Read { path: path(), source })?;
        let archive = Archive::open(file, String::new())
            .map_err(|error| FileError::Archive { path: path(), message: error.to_string() })?;
        self.entries = archive.remaining();
        if self.entries > self.limits.entries {
            return Err(FileError::Entries {
                path: path(),
                entries: self.entries,
                limit: self.limits.entries,
            });
        }
        self.archives.push(archive);
        Ok(())
    }

    fn splitter(&self, entry: Option<Arc<str>>, opened: Opened) -> Current {
        let limit = self.limits.record_bytes;
        let splitter = match opened.content {
            Content::JsonLines => {
                let input = BufReader::with_capacity(64 << 10, opened.stream);
                Splitter::Lines(Lines::new(input, opened.mark_bytes, limit))
            }
            _ => Splitter::Roots(Box::new(Roots::new(opened.stream, opened.mark_bytes, limit))),
        };
        Current { entry, splitter, records: 0 }
    }

    /// Goes on to the next entry of the innermost archive; an error stands for an entry that cannot be read.
    fn next_entry(&mut self) -> Option<Result<(), RecordError>> {
        loop {
            let archive = self.archives.last_mut()?;
            let Some(part) = archive.next_part(&self.budget) else {
                self.archives.pop();
                continue;
            };
            let entry: Arc<str> = part.name.as_str().into();
            match self.enter(part) {
                Ok(Some(current)) => {
                    self.current = Some(current);
                    return Some(Ok(()));
                }
                Ok(None) => {}
                Err(reason) => {
                    self.stop_if_bomb(&reason);
                    self.summary.records += 1;
                    return Some(Err(RecordError {
                        file: self.file.to_path_buf(),
                        entry: Some(entry.to_string()),
                        record: 1,
                        position: None,
                        reason,
                    }));
                }
            }
        }
    }

    /// A splitter for an entry; none where the entry is an archive, which is opened, or holds no records.
    fn enter(&mut self, part: Part) -> Result<Option<Current>, Reason> {
        let opened = sniff(part.stream?, &self.budget).map_err(|error| reason_of(&error))?;
        match opened.content {
            Content::Xml | Content::JsonLines => Ok(Some(self.splitter(Some(part.name.into()), opened))),
            Content::Zip => self.enter_nested(&part.name, opened.stream).map(|()| None),
            Content::Unread(format, years) => Err(Reason::UnreadFormat { format, years }),
            Content::Empty | Content::Other(_) => {
                self.summary.ignored_entries += 1;
                Ok(None)
            }
        }
    }

    /// Opens an archive inside the archive by way of an unnamed temporary file, as a zip is read from its end.
    fn enter_nested(&mut self, name: &str, mut stream: Box<dyn Read + Send>) -> Result<(), Reason> {
        let unreadable = |message: String| Reason::Unreadable { message };
        if self.archives.len() >= NESTING {
            return Err(unreadable(format!("archives are nested more than {NESTING} deep")));
        }
        let mut copy = tempfile::tempfile().map_err(|error| reason_of(&error))?;
        io::copy(&mut stream, &mut copy).map_err(|error| reason_of(&error))?;
        copy.rewind().map_err(|error| reason_of(&error))?;
        let archive =
            Archive::open(copy, format!("{name}!")).map_err(|error| unreadable(error.to_string()))?;
        self.entries += archive.remaining();
        if self.entries > self.limits.entries {
            self.archives.clear();
            return Err(unreadable(format!(
                "the archives have {} entries, the limit is {}",
                self.entries, self.limits.entries
            )));
        }
        self.archives.push(archive);
        Ok(())
    }

    /// Nothing more is read from a bomb.
    fn stop_if_bomb(&mut self, reason: &Reason) {
        if matches!(reason, Reason::ExpansionRatio { .. } | Reason::ExpandedSize { .. }) {
            self.archives.clear();
        }
    }

    fn record(&mut self, piece: Piece) -> Option<Result<RawRecord, RecordError>> {
        let current = self.current.as_mut()?;
        current.records += 1;
        self.summary.records += 1;
        let number = current.records;
        let entry = current.entry.clone();
        match piece {
            Piece::Record { position, format, bytes } => {
                self.summary.format.get_or_insert(format);
                self.summary.ignored += u64::from(format == Format::UsptoOther);
                let file = self.file.clone();
                Some(Ok(RawRecord { file, entry, number, position, format, bytes }))
            }
            Piece::Skipped { position, reason } => {
                self.stop_if_bomb(&reason);
                Some(Err(RecordError {
                    file: self.file.to_path_buf(),
                    entry: entry.as_deref().map(str::to_owned),
                    record: number,
                    position: Some(position),
                    reason,
                }))
            }
        }
    }
}

impl Iterator for RecordReader {
    type Item = Result<RawRecord, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(current) = &mut self.current {
                let piece = match &mut current.splitter {
                    Splitter::Roots(roots) => roots.next_piece(),
                    Splitter::Lines(lines) => lines.next_piece(),
                };
                if let Some(piece) = piece {
                    return self.record(piece);
                }
                self.current = None;
            }
            if let Err(error) = self.next_entry()? {
                return Some(Err(error));
            }
        }
    }
}

/// Reads every document of a file in order, one call of `each` for a document or skipped record.
///
/// `each` stops the reading by `ControlFlow::Break`; the summary then says what was met up to there.
pub fn read_file(
    path: &Path,
    limits: &Limits,
    each: &mut dyn FnMut(Result<Document, RecordError>) -> ControlFlow<()>,
) -> Result<FileSummary, FileError> {
    let mut reader = RecordReader::open(path, limits)?;
    while let Some(raw) = reader.next() {
        let documents = match raw {
            Ok(raw) => parse(&raw, limits),
            Err(error) => vec![Err(error)],
        };
        for document in documents {
            if each(document).is_break() {
                return Ok(reader.summary);
            }
        }
    }
    Ok(reader.summary)
}
