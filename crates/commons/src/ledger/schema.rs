//! Tables of the ledger's file, and the steps from each version of them to the next.

use std::path::Path;

use rusqlite::{Connection, Transaction};

use crate::Error;

/// `application_id` of SQLite's file header, "chiz" in ASCII: a file of another program is not touched.
pub(super) const APPLICATION_ID: i32 = 0x6368_697a;

/// What guards the append-only tables; verification misses none of them.
pub(super) const TRIGGERS: [&str; 11] = [
    "batch_is_not_deleted",
    "batch_is_not_updated",
    "entry_is_next",
    "entry_is_not_deleted",
    "entry_is_not_updated",
    "field_version_is_not_deleted",
    "field_version_is_not_updated",
    "need_version_is_next",
    "need_version_is_not_updated",
    "field_version_is_next",
    "use_record_is_not_deleted",
];

/// Step n leads from version n to n + 1. A step that has been released is never edited.
pub(super) const MIGRATIONS: [&str; 3] = [FIRST, HARVESTS, VIEWS];

const FIRST: &str = "
CREATE TABLE entry (
    number INTEGER PRIMARY KEY,
    -- Canonical JSON of everything that the hash covers, the hash of the entry before among it.
    body TEXT NOT NULL,
    -- SHA-256 of body's bytes.
    hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER entry_is_not_updated BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entry_is_not_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entry_is_next BEFORE INSERT ON entry
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM entry)
BEGIN SELECT RAISE(ABORT, 'an entry has the number after the last'); END;

CREATE TABLE batch (
    key TEXT PRIMARY KEY,
    -- SHA-256 of the canonical JSON of author and events as they were given.
    content TEXT NOT NULL,
    -- Entries that it made: none where last is before first.
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
) STRICT;
CREATE TRIGGER batch_is_not_updated BEFORE UPDATE ON batch
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER batch_is_not_deleted BEFORE DELETE ON batch
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TABLE account (
    id TEXT PRIMARY KEY,
    -- None for an administrator, else the provider that the editor acts for.
    provider TEXT,
    created TEXT NOT NULL,
    closed TEXT
) STRICT;
CREATE TABLE token (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    -- What argon2 makes of the secret, with its parameters and salt.
    hash TEXT NOT NULL,
    created TEXT NOT NULL,
    expires TEXT NOT NULL,
    revoked TEXT
) STRICT;
CREATE INDEX token_of_account ON token (account);

CREATE TABLE use_record (
    reference TEXT PRIMARY KEY,
    patent TEXT NOT NULL,
    purpose TEXT NOT NULL,
    since TEXT NOT NULL,
    registered TEXT NOT NULL,
    -- Private: who it is and how to reach them, as JSON, and the hash of the key by which they delete it.
    person TEXT,
    key_hash TEXT,
    deleted TEXT
) STRICT;
CREATE INDEX use_record_of_patent ON use_record (patent);
-- A deletion takes the person out of a record and leaves it to be counted.
CREATE TRIGGER use_record_is_not_deleted BEFORE DELETE ON use_record
BEGIN SELECT RAISE(ABORT, 'a record of use stays to be counted'); END;

CREATE TABLE need (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL REFERENCES account (id)
) STRICT;
CREATE TABLE need_version (
    need TEXT NOT NULL REFERENCES need (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    saved TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (need, version)
) STRICT;
CREATE TRIGGER need_version_is_next BEFORE INSERT ON need_version
WHEN NEW.version IS NOT (SELECT coalesce(max(version), 0) + 1 FROM need_version WHERE need = NEW.need)
BEGIN SELECT RAISE(ABORT, 'a version has the number after the last'); END;
CREATE TRIGGER need_version_is_not_updated BEFORE UPDATE ON need_version
BEGIN SELECT RAISE(ABORT, 'a version of a need stays as it is'); END;

CREATE TABLE field (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL REFERENCES account (id)
) STRICT;
CREATE TABLE field_version (
    field TEXT NOT NULL REFERENCES field (id),
    version INTEGER NOT NULL,
    saved TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (field, version)
) STRICT;
CREATE TRIGGER field_version_is_next BEFORE INSERT ON field_version
WHEN NEW.version IS NOT (SELECT coalesce(max(version), 0) + 1 FROM field_version WHERE field = NEW.field)
BEGIN SELECT RAISE(ABORT, 'a version has the number after the last'); END;
CREATE TRIGGER field_version_is_not_updated BEFORE UPDATE ON field_version
BEGIN SELECT RAISE(ABORT, 'a version of a field stays as it is'); END;
CREATE TRIGGER field_version_is_not_deleted BEFORE DELETE ON field_version
BEGIN SELECT RAISE(ABORT, 'a version of a field stays as it is'); END;
";

/// How far the harvest of each node has come; what was harvested is entries like others.
const HARVESTS: &str = "
CREATE TABLE harvest (
    -- The node's address.
    node TEXT PRIMARY KEY,
    -- By the node's clock: when the last whole harvest began.
    since TEXT,
    -- Of a harvest under way: when it began by the node's clock, and the token of what comes next.
    begun TEXT,
    token TEXT
) STRICT;
";

/// How often each patent was looked at, and since when that is counted.
const VIEWS: &str = "
CREATE TABLE view_counting (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    since TEXT NOT NULL
) STRICT;
CREATE TABLE view_count (
    patent TEXT PRIMARY KEY,
    n INTEGER NOT NULL
) STRICT;
";

/// Refuses a file of another or a newer program before anything is written to it.
pub(super) fn check(connection: &Connection, path: &Path) -> Result<(), Error> {
    let storage = |source| Error::Storage { path: path.to_owned(), source };
    let transaction = connection.unchecked_transaction().map_err(storage)?;
    version(&transaction, path)?;
    transaction.commit().map_err(storage)
}

/// The version of a file, 0 for an empty one, read in one transaction while others may be making it.
fn version(transaction: &Transaction<'_>, path: &Path) -> Result<usize, Error> {
    let storage = |source| Error::Storage { path: path.to_owned(), source };
    let number = |sql: &str| transaction.query_row(sql, [], |row| row.get::<_, i32>(0)).map_err(storage);
    let application = number("PRAGMA application_id")?;
    let found = number("PRAGMA user_version")?;
    let n_tables = number("SELECT count(*) FROM sqlite_schema")?;
    let is_empty = (application, found, n_tables) == (0, 0, 0);
    if !is_empty && application != APPLICATION_ID {
        return Err(Error::NotALedger {
            path: path.to_owned(),
            found: application,
            expected: APPLICATION_ID,
        });
    }
    let (found, known) = (usize::try_from(found).unwrap_or(usize::MAX), MIGRATIONS.len());
    if known < found {
        return Err(Error::NewerSchema { path: path.to_owned(), found, known });
    }
    Ok(found)
}

/// Brings the file to this program's version, all steps or none.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), Error> {
    let storage = |source| Error::Storage { path: path.to_owned(), source };
    let behavior = rusqlite::TransactionBehavior::Immediate;
    let transaction = connection.transaction_with_behavior(behavior).map_err(storage)?;
    // Another process can have taken the steps since the file was looked at.
    for step in &MIGRATIONS[version(&transaction, path)?..] {
        transaction.execute_batch(step).map_err(storage)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(storage)?;
    transaction.pragma_update(None, "user_version", MIGRATIONS.len() as i32).map_err(storage)?;
    transaction.commit().map_err(storage)
}
