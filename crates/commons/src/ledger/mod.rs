//! The ledger's file: events in a chain of hashes, entered in batches, read into snapshots.

mod append;
mod backup;
mod schema;
mod take_over;
mod verify;

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode};

pub use append::{Applied, Batch, BatchKey, Planned};
pub use take_over::{
    HarvestProgress, Received, ReceivedContent, ReceivedEntry, Skipped, SkippedRecord, TakenOver, UnderWay,
};
pub use verify::{Fault, Verification as LedgerVerification};

use crate::{
    Digest, Entry, Error, Instant, Known, ListedPatents, ListingFilter, Snapshot, account::Recognised,
};

/// How long a writer waits for another one, of this process or another, before it gives up.
const BUSY: Duration = Duration::from_secs(30);

/// Between two tries where SQLite does not wait itself.
const BUSY_PAUSE: Duration = Duration::from_millis(5);

/// Sets kept for searches that ask the same again.
const CACHED_SETS: usize = 16;

/// Where the ledger takes the time from.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// The commons: one file, any number of readers, one writer at a time.
///
/// Readers work on snapshots and never wait for a writer's disc. Other processes may write to the same file: the next
/// snapshot has what they entered.
pub struct Commons {
    path: PathBuf,
    clock: Clock,
    writer: Mutex<Connection>,
    reader: Mutex<Reader>,
    sets: Mutex<VecDeque<(ListingFilter, Arc<ListedPatents>)>>,
    recognised: Mutex<Recognised>,
}

struct Reader {
    connection: Connection,
    /// SQLite's count of what other connections have committed.
    data_version: i64,
    snapshot: Arc<Snapshot>,
}

impl Commons {
    /// Opens the ledger, makes it if the file does not exist, and brings an older one to this version.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::open_with_clock(path, Arc::new(Instant::now))
    }

    /// The same with another clock than the machine's.
    pub fn open_with_clock(path: &Path, clock: Clock) -> Result<Self, Error> {
        let mut writer = connect(path)?;
        schema::migrate(&mut writer, path)?;
        let connection = connect(path)?;
        let reader = Reader { connection, data_version: -1, snapshot: Arc::default() };
        let commons = Self {
            path: path.to_owned(),
            clock,
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            sets: Mutex::default(),
            recognised: Mutex::default(),
        };
        commons.snapshot()?;
        Ok(commons)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the ledger's clock shows.
    pub fn now(&self) -> Instant {
        (self.clock)()
    }

    /// All that has been entered, by other processes too.
    pub fn snapshot(&self) -> Result<Arc<Snapshot>, Error> {
        let mut reader = lock(&self.reader);
        let storage = |source| self.storage(source);
        let version = "PRAGMA data_version";
        let data_version = reader.connection.query_row(version, [], |row| row.get(0)).map_err(storage)?;
        if data_version != reader.data_version {
            let snapshot = caught_up(&reader.connection, &self.path, reader.snapshot.clone(), u64::MAX)?;
            reader.snapshot = snapshot;
            reader.data_version = data_version;
        }
        Ok(reader.snapshot.clone())
    }

    /// The ledger as it was at an earlier revision, read again from its file.
    pub fn snapshot_at(&self, known: Known) -> Result<Arc<Snapshot>, Error> {
        let current = self.snapshot()?;
        let revision = current.resolve(known, self.now())?;
        if revision == current.revision() {
            return Ok(current);
        }
        caught_up(&connect(&self.path)?, &self.path, Arc::default(), revision)
    }

    /// The patents that a filter asks for, by all that has been entered. The set of the same filter before is brought up
    /// to date rather than made again, and taken as it is where nothing has been entered.
    pub fn listed(&self, filter: &ListingFilter) -> Result<Arc<ListedPatents>, Error> {
        let snapshot = self.snapshot()?;
        let earlier = lock(&self.sets).iter().find(|(of, _)| of == filter).map(|(_, set)| set.clone());
        let set = match earlier {
            Some(set) if set.snapshot().revision() == snapshot.revision() => return Ok(set),
            Some(set) if set.snapshot().revision() < snapshot.revision() => {
                snapshot.listed_since(filter, &set)
            }
            _ => snapshot.listed(filter),
        };
        let set = Arc::new(set);
        let mut sets = lock(&self.sets);
        sets.retain(|(of, _)| of != filter);
        if sets.len() == CACHED_SETS {
            sets.pop_front();
        }
        sets.push_back((filter.clone(), set.clone()));
        Ok(set)
    }

    /// Entries after a revision with their hashes, at most so many, for a download in parts.
    pub fn entries(&self, after: u64, limit: usize) -> Result<Vec<(Entry, Digest)>, Error> {
        let connection = connect(&self.path)?;
        let mut entries = Vec::new();
        each_entry(&connection, &self.path, after, u64::MAX, limit, &mut |entry, hash| {
            entries.push((entry, hash));
        })?;
        Ok(entries)
    }

    fn storage(&self, source: rusqlite::Error) -> Error {
        Error::Storage { path: self.path.clone(), source }
    }

    /// Tokens that were found right before.
    pub(crate) fn recognised(&self) -> MutexGuard<'_, Recognised> {
        lock(&self.recognised)
    }

    /// One change of the tables beside the ledger, whole or not at all.
    pub(crate) fn write<T>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut writer = lock(&self.writer);
        let behavior = rusqlite::TransactionBehavior::Immediate;
        let transaction =
            writer.transaction_with_behavior(behavior).map_err(|source| self.storage(source))?;
        let value = work(&transaction)?;
        transaction.commit().map_err(|source| self.storage(source))?;
        Ok(value)
    }

    /// A look at the tables beside the ledger.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        work(&lock(&self.reader).connection)
    }

    /// Empties the write-ahead log, where the text before an update is still to be read. Readers of other processes can hold
    /// it up; SQLite then does it at the next opportunity.
    pub(crate) fn forget_what_was_overwritten(&self) -> Result<(), Error> {
        let writer = lock(&self.writer);
        self.in_file(writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))
    }

    /// Names the file in an error of SQLite.
    pub(crate) fn in_file<T>(&self, result: rusqlite::Result<T>) -> Result<T, Error> {
        result.map_err(|source| self.storage(source))
    }
}

/// A lock whose holder panicked guards no half-made state: transactions roll back, and a snapshot is replaced whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Opens a file that is empty or a ledger. WAL lets readers and a writer work at once; `synchronous = FULL` keeps what was
/// reported as entered through a power failure; `secure_delete` overwrites what a person has deleted.
fn connect(path: &Path) -> Result<Connection, Error> {
    let storage = |source| Error::Storage { path: path.to_owned(), source };
    let connection = Connection::open(path).map_err(storage)?;
    connection.busy_timeout(BUSY).map_err(storage)?;
    schema::check(&connection, path)?;
    use_write_ahead_log(&connection).map_err(storage)?;
    let settings = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;";
    connection.execute_batch(settings).map_err(storage)?;
    Ok(connection)
}

/// Sets the file's journal. Two who do so at once each hold what the other waits for; SQLite then tells one of them at
/// once that the file is busy, without the wait that was asked for (<https://sqlite.org/c3ref/busy_handler.html>), so that
/// the waiting is done here.
fn use_write_ahead_log(connection: &Connection) -> rusqlite::Result<()> {
    let begun = std::time::Instant::now();
    loop {
        match connection.execute_batch("PRAGMA journal_mode = WAL") {
            Err(error) if is_busy(&error) && begun.elapsed() < BUSY => std::thread::sleep(BUSY_PAUSE),
            done => return done,
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// The snapshot with the entries that follow it, up to a revision.
fn caught_up(
    connection: &Connection,
    path: &Path,
    snapshot: Arc<Snapshot>,
    up_to: u64,
) -> Result<Arc<Snapshot>, Error> {
    let mut snapshot = snapshot;
    let after = snapshot.revision();
    each_entry(connection, path, after, up_to, usize::MAX, &mut |entry, hash| {
        Arc::make_mut(&mut snapshot).add(&Arc::new(entry), hash);
    })?;
    Ok(snapshot)
}

/// Reads entries in order. Hashes are not computed here: that is what a verification is for.
fn each_entry(
    connection: &Connection,
    path: &Path,
    after: u64,
    up_to: u64,
    limit: usize,
    take: &mut dyn FnMut(Entry, Digest),
) -> Result<(), Error> {
    let storage = |source| Error::Storage { path: path.to_owned(), source };
    let select =
        "SELECT number, body, hash FROM entry WHERE ?1 < number AND number <= ?2 ORDER BY number LIMIT ?3";
    let mut statement = connection.prepare(select).map_err(storage)?;
    let bound = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let mut rows = statement
        .query((bound(after), bound(up_to), i64::try_from(limit).unwrap_or(i64::MAX)))
        .map_err(storage)?;
    let mut last = after;
    while let Some(row) = rows.next().map_err(storage)? {
        let (number, body, hash): (u64, String, String) =
            (row.get(0).map_err(storage)?, row.get(1).map_err(storage)?, row.get(2).map_err(storage)?);
        let unreadable = |reason: String| Error::Unreadable { path: path.to_owned(), number, reason };
        let entry: Entry = serde_json::from_str(&body).map_err(|error| unreadable(error.to_string()))?;
        if number != last + 1 || entry.number != number {
            return Err(unreadable(format!("it follows entry {last} and says that it is {}", entry.number)));
        }
        last = number;
        let hash = hash.parse().map_err(|error: model::Invalid| unreadable(error.to_string()))?;
        take(entry, hash);
    }
    Ok(())
}
