//! Files to records.

use std::sync::Arc;

use sources::{Limits, RawRecord, RecordError, RecordReader};

use super::{Item, Skip, Work, budget::ByteBudget, files::InputFile};

/// Bytes of records between reading and adding, unless a single record is larger.
const QUEUE_BYTES: usize = 16 << 20;

/// The records of the files, one file after the other. The next one waits while those that were read and are not added
/// yet have as many bytes as may be.
pub(super) fn records<'f>(
    files: &'f [InputFile],
    limits: &'f Limits,
) -> impl Iterator<Item = Work> + Send + 'f {
    let budget = ByteBudget::new(QUEUE_BYTES);
    let mut done_bytes = 0;
    files.iter().flat_map(move |file| {
        let start = done_bytes;
        done_bytes += file.size_bytes;
        let (reader, skipped) = match RecordReader::open(&file.path, limits) {
            Ok(reader) => (Some(reader), None),
            Err(error) => (None, Some(Item::Skip(Skip::whole_file(&file.path, &error)))),
        };
        let budget = Arc::clone(&budget);
        let of_record = move |record| work(record, file, start, &budget);
        let without_record = |item, progress| Work { item, progress, share: None };
        let skipped = skipped.map(|item| without_record(item, start));
        let done = without_record(Item::FileDone, start + file.size_bytes);
        skipped.into_iter().chain(reader.into_iter().flatten().map(of_record)).chain([done])
    })
}

/// `start` bytes were in the files before.
fn work(
    record: Result<RawRecord, RecordError>,
    file: &InputFile,
    start: u64,
    budget: &Arc<ByteBudget>,
) -> Work {
    let (item, share, position) = match record {
        Ok(raw) => {
            let (share, position) = (budget.take(raw.bytes.len()), raw.position);
            (Item::Record(raw), Some(share), position)
        }
        Err(error) => {
            let position = error.position.unwrap_or(0);
            (Item::Skip(Skip::from(error)), None, position)
        }
    };
    Work { item, progress: start + position.min(file.size_bytes), share }
}
