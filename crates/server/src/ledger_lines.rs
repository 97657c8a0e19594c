//! The ledger as lines of JSON.

use std::io::{self, Write};

use commons::{Commons, Digest, Entry};

use crate::wire::{LedgerLine, LedgerOrigin};

/// Entries that are read at once.
const AT_ONCE: usize = 1_000;

/// Writes the entries after one, up to a revision.
pub(crate) fn write(commons: &Commons, after: u64, revision: u64, out: &mut dyn Write) -> io::Result<()> {
    let mut last = after;
    while last < revision {
        let entries = commons.entries(last, AT_ONCE).map_err(io::Error::other)?;
        let Some((newest, _)) = entries.last() else { return Ok(()) };
        let newest = newest.number;
        for (entry, hash) in entries.iter().filter(|(entry, _)| entry.number <= revision) {
            serde_json::to_writer(&mut *out, &line(entry, hash)?)?;
            out.write_all(b"\n")?;
        }
        last = newest;
    }
    Ok(())
}

fn line(entry: &Entry, hash: &Digest) -> io::Result<LedgerLine> {
    Ok(LedgerLine {
        number: entry.number,
        batch: entry.batch,
        entered: entry.entered.to_string(),
        from: entry.valid.from.to_string(),
        to: entry.valid.to.map(|day| day.to_string()),
        evidence: entry.evidence.as_ref().map(ToString::to_string),
        origin: entry.origin.as_ref().map(LedgerOrigin::from),
        event: serde_json::to_value(&entry.event)?,
        sha256: hash.to_string(),
        previous: entry.previous.to_string(),
    })
}
