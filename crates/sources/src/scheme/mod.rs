//! Files of classification schemes to [`model::Scheme`]s.
//!
//! Three forms, told by their content: the CPC Scheme XML as its publishers distribute it (a zip of one file a
//! subclass, read one after the other), tables with tabs between the columns (the IPC title lists, own excerpts), and
//! JSON Lines. A bad entry is reported with its place and left out; the rest is read.

mod cpc;
mod jsonl;
mod table;

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek},
    path::Path,
};

use model::{ClassEntry, Language, Scheme, SchemeBuilder, SchemeKind};

use crate::{
    FileError, Limits, Reason, RecordError,
    open::{Archive, Budget, Content, sniff},
    split::reason_of,
    xml::decode,
};

/// What a file of a scheme may not say itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SchemeDefaults {
    pub kind: Option<SchemeKind>,
    pub version: Option<String>,
    /// Of a column `title` that names no language.
    pub language: Option<Language>,
}

/// What reading scheme files came to.
#[derive(Debug, Default)]
pub struct SchemeReading {
    /// One a scheme that had entries, in the order of their first.
    pub schemes: Vec<Scheme>,
    /// Entries met, bad ones included.
    pub entries: u64,
    /// The first [`FAULTS_KEPT`] entries that were left out or moved.
    pub faults: Vec<RecordError>,
    /// How many there were in all.
    pub fault_count: u64,
}

/// Faults that are kept one by one; more are only counted.
pub const FAULTS_KEPT: usize = 1_000;

/// Bytes of one line of a table or of JSON Lines.
const LINE_BYTES: u64 = 1 << 20;

/// Reads scheme files that belong together: later files add titles and classes to earlier ones.
///
/// An error is a file of which nothing can be read; a fault inside a file is in the reading.
pub fn read_schemes(
    paths: &[impl AsRef<Path>],
    limits: &Limits,
    defaults: &SchemeDefaults,
) -> Result<SchemeReading, FileError> {
    let mut collector = Collector::new(defaults);
    for path in paths {
        read_path(path.as_ref(), limits, &mut collector)?;
    }
    Ok(collector.finish())
}

fn read_path(path: &Path, limits: &Limits, collector: &mut Collector<'_>) -> Result<(), FileError> {
    let unreadable = |source| FileError::Read { path: path.to_owned(), source };
    let file = File::open(path).map_err(|source| FileError::Open { path: path.to_owned(), source })?;
    let bytes = file.metadata().map_err(unreadable)?.len();
    let budget = Budget::new(bytes, limits);
    let mut again = file.try_clone().map_err(unreadable)?;
    let opened = sniff(file, &budget).map_err(unreadable)?;
    collector.enter(path, None);
    match opened.content {
        Content::Empty => return Err(FileError::Empty { path: path.to_owned() }),
        Content::Unread(format, years) => {
            return Err(FileError::UnreadFormat { path: path.to_owned(), format, years });
        }
        Content::Zip => {
            again.rewind().map_err(unreadable)?;
            let mut archive = Archive::open(again, String::new())
                .map_err(|error| FileError::Archive { path: path.to_owned(), message: error.to_string() })?;
            let (entries, limit) = (archive.remaining(), limits.entries);
            if limit < entries {
                return Err(FileError::Entries { path: path.to_owned(), entries, limit });
            }
            while let Some(part) = archive.next_part(&budget) {
                collector.enter(path, Some(part.name));
                let opened =
                    part.stream.and_then(|stream| sniff(stream, &budget).map_err(|error| reason_of(&error)));
                match opened {
                    Ok(opened) => read_content(&opened.content, opened.stream, limits, collector),
                    Err(reason) => collector.fault(1, None, reason),
                }
            }
        }
        content => read_content(&content, opened.stream, limits, collector),
    }
    collector.is_scheme(path)
}

fn read_content(content: &Content, stream: impl Read, limits: &Limits, collector: &mut Collector<'_>) {
    match content {
        Content::Xml => match read_bounded(stream, limits.record_bytes) {
            Ok(bytes) => match decode(&bytes) {
                Ok(text) => cpc::read(&text, limits, collector),
                Err(fault) => collector.fault(1, Some(fault.offset), fault.reason),
            },
            Err(reason) => collector.fault(1, None, reason),
        },
        Content::JsonLines => lines(stream, collector, &mut jsonl::line),
        Content::Other(_) => {
            let mut table = table::Table::default();
            lines(stream, collector, &mut |line, record, collector| table.line(line, record, collector));
        }
        // Pictures and notes beside the scheme.
        Content::Empty | Content::Zip | Content::Unread(..) => {}
    }
}

fn read_bounded(stream: impl Read, limit: usize) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    stream.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| reason_of(&error))?;
    if limit < bytes.len() {
        return Err(Reason::TooLarge { bytes: bytes.len() as u64, limit });
    }
    Ok(bytes)
}

type EachLine<'l, 'd> = dyn FnMut(&str, u64, &mut Collector<'d>) + 'l;

/// Hands over each line with its number from 1; empty lines are left out.
fn lines<'d>(stream: impl Read, collector: &mut Collector<'d>, each: &mut EachLine<'_, 'd>) {
    let mut input = BufReader::with_capacity(64 << 10, stream);
    let mut bytes = Vec::new();
    for record in 1.. {
        bytes.clear();
        match (&mut input).take(LINE_BYTES).read_until(b'\n', &mut bytes) {
            Ok(0) => return,
            Err(error) => return collector.fault(record, None, reason_of(&error)),
            Ok(read) if read as u64 == LINE_BYTES && bytes.last() != Some(&b'\n') => {
                collector.fault(
                    record,
                    None,
                    Reason::TooLarge { bytes: LINE_BYTES, limit: LINE_BYTES as usize },
                );
                if let Err(error) = skip_line(&mut input) {
                    return collector.fault(record, None, reason_of(&error));
                }
                continue;
            }
            Ok(_) => {}
        }
        match std::str::from_utf8(&bytes) {
            Ok(line) if line.trim().is_empty() => {}
            Ok(line) => each(line.trim_end_matches(['\r', '\n']), record, collector),
            Err(_) => {
                collector.fault(record, None, Reason::Undecodable { encoding: "UTF-8".to_owned() });
            }
        }
    }
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(buffer.len(), |end| end + 1);
        let is_done = end.is_some() || buffer.is_empty();
        input.consume(used);
        if is_done {
            return Ok(());
        }
    }
}

/// What one file's reader hands over, and where it is.
struct Collector<'d> {
    defaults: &'d SchemeDefaults,
    found: Vec<Found>,
    reading: SchemeReading,
    file: std::path::PathBuf,
    entry: Option<String>,
    last_kind: Option<SchemeKind>,
    entries_before: u64,
    faults_before: u64,
}

struct Found {
    builder: SchemeBuilder,
    version: Option<String>,
    excerpt: bool,
}

impl<'d> Collector<'d> {
    fn new(defaults: &'d SchemeDefaults) -> Self {
        Self {
            defaults,
            found: Vec::new(),
            reading: SchemeReading::default(),
            file: std::path::PathBuf::new(),
            entry: None,
            last_kind: None,
            entries_before: 0,
            faults_before: 0,
        }
    }

    fn enter(&mut self, path: &Path, entry: Option<String>) {
        if entry.is_none() {
            self.last_kind = None;
            self.entries_before = self.reading.entries;
            self.faults_before = self.reading.fault_count;
        }
        self.file = path.to_owned();
        self.entry = entry;
    }

    fn of(&mut self, kind: SchemeKind) -> &mut Found {
        let place = self.found.iter().position(|found| found.builder.kind() == kind);
        let place = place.unwrap_or_else(|| {
            self.found.push(Found { builder: SchemeBuilder::new(kind), version: None, excerpt: false });
            self.found.len() - 1
        });
        &mut self.found[place]
    }

    /// The scheme of the file's last header, else what the caller says.
    fn last_kind(&self) -> Option<SchemeKind> {
        self.last_kind.or(self.defaults.kind)
    }

    /// What a file says of the scheme; the first file that says it is believed.
    fn header(&mut self, kind: SchemeKind, version: Option<&str>, excerpt: bool) {
        self.last_kind = Some(kind);
        let found = self.of(kind);
        if let Some(version) = version {
            found.version.get_or_insert_with(|| version.to_owned());
        }
        found.excerpt |= excerpt;
    }

    fn add(&mut self, kind: SchemeKind, entry: ClassEntry, record: u64, position: Option<u64>) {
        self.reading.entries += 1;
        if let Err(fault) = self.of(kind).builder.add(entry) {
            self.fault(record, position, Reason::Class { fault });
        }
    }

    fn fault(&mut self, record: u64, position: Option<u64>, reason: Reason) {
        self.reading.fault_count += 1;
        if self.reading.faults.len() < FAULTS_KEPT {
            let (file, entry) = (self.file.clone(), self.entry.clone());
            self.reading.faults.push(RecordError { file, entry, record, position, reason });
        }
    }

    /// Refuses a file in which there was neither an entry nor a fault.
    fn is_scheme(&self, path: &Path) -> Result<(), FileError> {
        let has_something =
            self.entries_before < self.reading.entries || self.faults_before < self.reading.fault_count;
        if has_something { Ok(()) } else { Err(FileError::NoScheme { path: path.to_owned() }) }
    }

    fn finish(mut self) -> SchemeReading {
        for Found { builder, version, excerpt } in std::mem::take(&mut self.found) {
            if builder.is_empty() {
                continue;
            }
            let version = version.or_else(|| self.defaults.version.clone()).unwrap_or_default();
            let (scheme, faults) = builder.finish(&version, excerpt);
            self.entry = None;
            for fault in faults {
                self.fault(0, None, Reason::Class { fault });
            }
            self.reading.schemes.push(scheme);
        }
        self.reading
    }
}
