//! Files to an index: reading, parsing and indexing overlap on all cores, with bounded memory and in a fixed order.
//!
//! One thread cuts files into records, several parse them and prepare the documents, the caller's thread adds these.
//! Record *i* is parsed by worker *i* modulo their number and taken back in turn, so that documents are added in the
//! order of the files whatever the threads do, and the same input gives the same index.

mod budget;
mod files;
mod report;

use std::{
    num::NonZeroUsize,
    path::Path,
    sync::{
        Arc,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use indexer::{IndexError, IndexWriter, Outcome, Prepared};
use indicatif::ProgressBar;
use sources::{Limits, RawRecord, RecordError, RecordReader};

use self::budget::{ByteBudget, Share};
pub(crate) use self::{
    files::{InputFile, gather},
    report::{IngestReport, Skip},
};

/// Records that may wait for one worker, or for being added after it.
const QUEUE_RECORDS: usize = 16;

/// Bytes of records between reading and adding, unless a single record is larger. A document that is prepared takes about
/// twice as many as its record.
const QUEUE_BYTES: usize = 16 << 20;

/// How records are read.
pub(crate) struct IngestOptions {
    pub(crate) threads: NonZeroUsize,
    /// Stop at the first record that is skipped.
    pub(crate) strict: bool,
    pub(crate) limits: Limits,
}

/// What the reading thread hands to a worker.
struct Work {
    item: Item,
    /// Bytes of the input file that have been read when this item is done.
    progress: u64,
    share: Option<Share>,
}

enum Item {
    Record(RawRecord),
    Skip(Skip),
    FileDone,
}

/// What a worker hands back, in the same order.
struct Parsed {
    documents: Vec<Result<Result<Prepared, IndexError>, Skip>>,
    ignored: bool,
    progress: u64,
    /// Given back when the documents have been added.
    _share: Option<Share>,
}

/// Reads `files` into the index and counts what became of every record. With `strict` it ends at the first skip.
pub(crate) fn ingest(
    files: &[InputFile],
    options: &IngestOptions,
    writer: &IndexWriter,
    bar: &ProgressBar,
) -> anyhow::Result<IngestReport> {
    let mut report = IngestReport::default();
    thread::scope(|scope| {
        let lanes: Vec<_> =
            (0..options.threads.get()).map(|_| lane(scope, &options.limits, writer)).collect();
        let (inputs, outputs): (Vec<_>, Vec<_>) = lanes.into_iter().unzip();
        scope.spawn(|| read_files(files, &options.limits, inputs));
        // Receivers are dropped on the way out, which ends the workers and the reader.
        for output in outputs.iter().cycle() {
            let Ok(parsed) = output.recv() else { break };
            add(parsed, writer, &mut report, bar)?;
            if options.strict && 0 < report.skipped {
                break;
            }
        }
        drop(outputs);
        Ok(report)
    })
}

type Lane = (SyncSender<Work>, Receiver<Parsed>);

/// Starts one parsing worker and gives its two ends.
fn lane<'scope>(
    scope: &'scope thread::Scope<'scope, '_>,
    limits: &'scope Limits,
    writer: &'scope IndexWriter,
) -> Lane {
    let (input, work) = sync_channel::<Work>(QUEUE_RECORDS);
    let (output, parsed) = sync_channel(QUEUE_RECORDS);
    scope.spawn(move || {
        for work in work {
            if output.send(parse(work, limits, writer)).is_err() {
                return;
            }
        }
    });
    (input, parsed)
}

fn parse(work: Work, limits: &Limits, writer: &IndexWriter) -> Parsed {
    let Work { item, progress, share } = work;
    let (documents, ignored) = match item {
        Item::Record(raw) => {
            let documents = sources::parse(&raw, limits);
            let ignored = documents.is_empty();
            let prepare = |document: Result<_, _>| {
                document.map(|document| writer.prepare(document)).map_err(Skip::from)
            };
            (documents.into_iter().map(prepare).collect(), ignored)
        }
        Item::Skip(skip) => (vec![Err(skip)], false),
        Item::FileDone => (Vec::new(), false),
    };
    Parsed { documents, ignored, progress, _share: share }
}

/// Cuts the files into records and deals them to the workers in turn, until all are read or nobody listens.
#[expect(clippy::needless_pass_by_value, reason = "dropping the senders ends the workers")]
fn read_files(files: &[InputFile], limits: &Limits, inputs: Vec<SyncSender<Work>>) {
    let budget = ByteBudget::new(QUEUE_BYTES);
    let mut lanes = inputs.iter().cycle();
    let mut deal = |work: Work| lanes.next().is_some_and(|lane| lane.send(work).is_ok());
    let mut done_bytes = 0;
    for file in files {
        if !read_file(file, limits, &budget, done_bytes, &mut deal) {
            return;
        }
        done_bytes += file.size_bytes;
        if !deal(Work { item: Item::FileDone, progress: done_bytes, share: None }) {
            return;
        }
    }
}

/// False when nobody listens any more.
fn read_file(
    file: &InputFile,
    limits: &Limits,
    budget: &Arc<ByteBudget>,
    done_bytes: u64,
    deal: &mut dyn FnMut(Work) -> bool,
) -> bool {
    let reader = match RecordReader::open(&file.path, limits) {
        Ok(reader) => reader,
        Err(error) => {
            let skip = Skip::whole_file(&file.path, &error);
            return deal(Work { item: Item::Skip(skip), progress: done_bytes, share: None });
        }
    };
    for record in reader {
        let (item, share, position) = match record {
            Ok(raw) => {
                let share = budget.take(raw.bytes.len());
                let position = raw.position;
                (Item::Record(raw), Some(share), position)
            }
            Err(error) => {
                let position = error.position.unwrap_or(0);
                (Item::Skip(Skip::from(error)), None, position)
            }
        };
        let progress = done_bytes + position.min(file.size_bytes);
        if !deal(Work { item, progress, share }) {
            return false;
        }
    }
    true
}

fn add(
    parsed: Parsed,
    writer: &IndexWriter,
    report: &mut IngestReport,
    bar: &ProgressBar,
) -> anyhow::Result<()> {
    report.ignored += u64::from(parsed.ignored);
    for document in parsed.documents {
        report.read += 1;
        match document {
            Ok(document) => match writer.add_prepared(document?)? {
                Outcome::Indexed | Outcome::Updated => report.added += 1,
                Outcome::Unchanged => report.unchanged += 1,
            },
            Err(skip) => report.skip(skip),
        }
    }
    bar.set_position(parsed.progress);
    bar.set_message(format!("{} documents", report.added + report.unchanged));
    Ok(())
}

impl From<RecordError> for Skip {
    fn from(error: RecordError) -> Self {
        let file = match &error.entry {
            Some(entry) => format!("{}!{entry}", error.file.display()),
            None => error.file.display().to_string(),
        };
        Self { file, record: error.record, position: error.position, reason: error.reason.to_string() }
    }
}

impl Skip {
    /// A file that could not be opened at all counts as its record 0.
    fn whole_file(path: &Path, error: &sources::FileError) -> Self {
        Self { file: path.display().to_string(), record: 0, position: None, reason: error.to_string() }
    }
}
