//! Files to an index: reading, parsing and indexing overlap on all cores, with bounded memory and in a fixed order.
//!
//! Each of several threads cuts the next record from the files, parses it and prepares its documents. They are added in
//! the order of the files, by whichever thread is free, so that the same input gives the same index.

mod budget;
mod files;
mod reading;
mod report;

use std::{num::NonZeroUsize, ops::ControlFlow};

use indexer::{IndexError, IndexWriter, Outcome, Prepared, in_order};
use indicatif::ProgressBar;
use sources::{Limits, RawRecord};

use self::{budget::Share, reading::records};
pub(crate) use self::{
    files::{InputFile, gather},
    report::{IngestReport, Skip},
};

/// Records a thread that may be between reading and adding.
const QUEUE_RECORDS: usize = 32;

/// How records are read.
pub(crate) struct IngestOptions {
    pub(crate) threads: NonZeroUsize,
    /// Stop at the first record that is skipped.
    pub(crate) strict: bool,
    pub(crate) limits: Limits,
}

/// A record, or what stands for none, to be parsed.
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

/// What became of it.
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
    let threads = options.threads.get();
    let records = records(files, &options.limits);
    let parse = |work| parse(work, &options.limits, writer);
    let ended = in_order(threads, threads * QUEUE_RECORDS, records, parse, |parsed| {
        match add(parsed, writer, &mut report, bar) {
            Err(error) => ControlFlow::Break(Err(error)),
            Ok(()) if options.strict && 0 < report.skipped => ControlFlow::Break(Ok(())),
            Ok(()) => ControlFlow::Continue(()),
        }
    });
    ended.break_value().unwrap_or(Ok(()))?;
    Ok(report)
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
