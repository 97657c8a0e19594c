//! Proves that nothing in the ledger was altered, or says where it was.

use std::fmt;

use super::{
    Commons, connect,
    schema::{MIGRATIONS, TRIGGERS},
};
use crate::{Digest, Entry, Error, Head, digest::canonical_json};

/// Faults that are listed; where one entry is wrong, all after it can be.
const MAX_FAULTS: usize = 20;

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Entries that were read.
    pub n_entries: u64,
    /// The end of the chain as it is written.
    pub head: Head,
    /// In the order of entries, at most 20; none if all is well.
    pub faults: Vec<Fault>,
}

/// A place where the ledger is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Entries before this one are missing.
    Missing { expected: u64, found: u64 },
    /// Its text does not have its hash: one of the two was altered.
    HashDiffers { number: u64 },
    /// It does not chain to the entry before: one of the two was replaced.
    ChainBroken { number: u64 },
    /// Its text is no entry in canonical form, or one of another number.
    Unreadable { number: u64, reason: String },
    /// Entered before the one before it.
    OutOfOrder { number: u64 },
    /// The head that was kept elsewhere is not in this ledger: its end was cut off or rewritten.
    HeadDiffers { expected: Head, found: Option<Digest> },
    /// What keeps the tables append-only is not there.
    TriggerMissing { name: &'static str },
    /// SQLite's own check of the file.
    FileDamaged { reason: String },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { expected, found } => {
                write!(f, "entry {expected} is missing: the next is {found}")
            }
            Self::HashDiffers { number } => write!(f, "entry {number} does not have its hash"),
            Self::ChainBroken { number } => write!(f, "entry {number} does not follow on the one before"),
            Self::Unreadable { number, reason } => write!(f, "entry {number} cannot be read: {reason}"),
            Self::OutOfOrder { number } => write!(f, "entry {number} is entered before the one before it"),
            Self::HeadDiffers { expected, found: Some(hash) } => {
                write!(f, "entry {} has the hash {hash}, expected {}", expected.revision, expected.hash)
            }
            Self::HeadDiffers { expected, found: None } => {
                write!(f, "entry {} with the hash {} is not there", expected.revision, expected.hash)
            }
            Self::TriggerMissing { name } => write!(f, "the guard {name} is missing"),
            Self::FileDamaged { reason } => write!(f, "the file is damaged: {reason}"),
        }
    }
}

impl Commons {
    /// Reads the whole ledger again and compares every hash; with a head that was kept elsewhere, that it is still there:
    /// only so is it seen when the last entries were cut off or the whole chain was written anew.
    pub fn verify(&self, kept: Option<Head>) -> Result<Verification, Error> {
        let connection = connect(&self.path)?;
        let mut check =
            Check { kept, kept_found: None, last: None, head: Head::default(), faults: Vec::new() };
        self.in_file(guards(&connection, &mut check))?;
        let n_entries = self.in_file(chain(&connection, &mut check))?;
        if let Some(kept) = kept
            && 0 < kept.revision
            && check.kept_found != Some(kept.hash)
        {
            check.fault(Fault::HeadDiffers { expected: kept, found: check.kept_found });
        }
        Ok(Verification { n_entries, head: check.head, faults: check.faults })
    }
}

struct Check {
    kept: Option<Head>,
    kept_found: Option<Digest>,
    last: Option<Entry>,
    head: Head,
    faults: Vec<Fault>,
}

impl Check {
    fn fault(&mut self, fault: Fault) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(fault);
        }
    }

    fn entry(&mut self, number: u64, body: &str, hash: &str) {
        if number != self.head.revision + 1 {
            self.fault(Fault::Missing { expected: self.head.revision + 1, found: number });
        }
        let computed = Digest::of(body.as_bytes());
        if computed.to_string() != hash {
            self.fault(Fault::HashDiffers { number });
        }
        match readable(number, body) {
            Ok(entry) => {
                if entry.previous != self.head.hash {
                    self.fault(Fault::ChainBroken { number });
                }
                if self.last.as_ref().is_some_and(|last| entry.entered < last.entered) {
                    self.fault(Fault::OutOfOrder { number });
                }
                self.last = Some(entry);
            }
            Err(reason) => self.fault(Fault::Unreadable { number, reason }),
        }
        self.head = Head { revision: number, hash: computed };
        if self.kept.is_some_and(|kept| kept.revision == number) {
            self.kept_found = Some(computed);
        }
    }
}

fn readable(number: u64, body: &str) -> Result<Entry, String> {
    let entry: Entry = serde_json::from_str(body).map_err(|error| error.to_string())?;
    if entry.number != number {
        return Err(format!("it says that it is entry {}", entry.number));
    }
    match canonical_json(&entry) {
        Ok(canonical) if canonical == body => Ok(entry),
        _ => Err("its text is not in canonical form".to_owned()),
    }
}

fn guards(connection: &rusqlite::Connection, check: &mut Check) -> rusqlite::Result<()> {
    let mut integrity = connection.prepare("PRAGMA integrity_check(5)")?;
    let mut rows = integrity.query([])?;
    while let Some(row) = rows.next()? {
        let reason: String = row.get(0)?;
        if reason != "ok" {
            check.fault(Fault::FileDamaged { reason });
        }
    }
    let select = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?1";
    for name in TRIGGERS {
        let sql = connection.query_row(select, [name], |row| row.get::<_, String>(0));
        let is_as_made = match sql {
            Ok(sql) => MIGRATIONS.iter().any(|step| step.contains(&sql)),
            Err(rusqlite::Error::QueryReturnedNoRows) => false,
            Err(error) => return Err(error),
        };
        if !is_as_made {
            check.fault(Fault::TriggerMissing { name });
        }
    }
    Ok(())
}

fn chain(connection: &rusqlite::Connection, check: &mut Check) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare("SELECT number, body, hash FROM entry ORDER BY number")?;
    let mut rows = statement.query([])?;
    let mut n_entries = 0;
    while let Some(row) = rows.next()? {
        let (number, body, hash): (u64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        check.entry(number, &body, &hash);
        n_entries += 1;
    }
    Ok(n_entries)
}
