//! Batches: what is entered together is entered whole or not at all, and once.

use std::{fmt, str::FromStr, sync::Arc};

use model::Invalid;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use serde::Serialize;

use super::{Commons, caught_up, lock};
use crate::{
    AccountId, Author, Digest, Effect, Entry, Error, Instant, NewEntry, Refusal, Snapshot,
    digest::canonical_json,
    rules::judge,
    text_form::{invalid, text_form},
};

/// Most events of one batch: as many listings as the largest providers have patents.
const MAX_EVENTS: usize = 200_000;

/// A name that the sender gives to a batch, so that sending it again does not enter it again.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BatchKey(String);

impl FromStr for BatchKey {
    type Err = Invalid;

    /// Takes 1 to 128 visible ASCII characters.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let visible = !text.is_empty() && text.len() <= 128 && text.bytes().all(|b| b.is_ascii_graphic());
        if visible {
            Ok(Self(text.to_owned()))
        } else {
            Err(invalid("batch key", text, "expected 1 to 128 visible ASCII characters"))
        }
    }
}

impl fmt::Display for BatchKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_form!(BatchKey);

/// Events to be entered together, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    pub author: Author,
    pub entries: Vec<NewEntry>,
    /// With a key the same batch is entered once, whatever has been entered since. Without one, events that say what the
    /// ledger says already are left out.
    pub key: Option<BatchKey>,
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applied {
    Entered {
        /// Numbers of the first and the last entry.
        first: u64,
        last: u64,
        /// Events that said what the ledger said already.
        n_unchanged: usize,
    },
    /// Every event said what the ledger said already.
    NothingNew,
    /// A batch of this key was entered before, and it was the same.
    EnteredBefore,
}

/// What a batch would do to each event, without doing it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    pub effects: Vec<Result<Effect, Refusal>>,
}

#[derive(Serialize)]
struct BatchContent<'b> {
    account: &'b AccountId,
    entries: &'b [NewEntry],
}

impl Commons {
    /// Enters a batch. The first event that is refused refuses the whole, and the error says which and why.
    pub fn apply(&self, batch: &Batch) -> Result<Applied, Error> {
        check_size(batch)?;
        let mut writer = lock(&self.writer);
        let storage = |source| self.storage(source);
        let transaction =
            writer.transaction_with_behavior(TransactionBehavior::Immediate).map_err(storage)?;
        let content = content_hash(batch)?;
        if let Some(key) = &batch.key
            && let Some((before, first)) = self.batch_of(&transaction, key)?
        {
            return if before == content {
                Ok(Applied::EnteredBefore)
            } else {
                Err(Error::KeyUsed { key: key.clone(), first })
            };
        }
        let known = lock(&self.reader).snapshot.clone();
        let current = caught_up(&transaction, &self.path, known, u64::MAX)?;
        let mut chain = Chain::new(&current, &batch.author, self.now());
        let mut n_unchanged = 0;
        for (i, new) in batch.entries.iter().enumerate() {
            match chain.take(new) {
                Ok(Effect::Changes) => {}
                Ok(Effect::Nothing) => n_unchanged += 1,
                Err(refusal) => return Err(Error::Refused { place: i + 1, refusal: Box::new(refusal) }),
            }
        }
        let (first, last) = (current.revision() + 1, chain.snapshot.revision());
        self.insert(&transaction, &chain.entries)?;
        if let Some(key) = &batch.key {
            let values = (key.to_string(), content.to_string(), first, last);
            let insert = "INSERT INTO batch (key, content, first, last) VALUES (?1, ?2, ?3, ?4)";
            transaction.execute(insert, values).map_err(storage)?;
        }
        transaction.commit().map_err(storage)?;
        self.show(chain.snapshot);
        if last < first { Ok(Applied::NothingNew) } else { Ok(Applied::Entered { first, last, n_unchanged }) }
    }

    /// What [`Commons::apply`] would do now, event by event. An event after a refused one is judged as if that one were
    /// not there.
    pub fn plan(&self, batch: &Batch) -> Result<Planned, Error> {
        check_size(batch)?;
        let current = self.snapshot()?;
        let mut chain = Chain::new(&current, &batch.author, self.now());
        Ok(Planned { effects: batch.entries.iter().map(|new| chain.take(new)).collect() })
    }

    /// Whether this very batch was entered before, by its key.
    pub(crate) fn was_entered(&self, batch: &Batch) -> Result<bool, Error> {
        let Some(key) = &batch.key else { return Ok(false) };
        let content = content_hash(batch)?;
        self.read(|connection| {
            Ok(self.batch_of(connection, key)?.is_some_and(|(before, _)| before == content))
        })
    }

    fn batch_of(&self, connection: &Connection, key: &BatchKey) -> Result<Option<(Digest, u64)>, Error> {
        let select = "SELECT content, first FROM batch WHERE key = ?1";
        let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, u64>(1)?));
        let found = connection.query_row(select, [key.to_string()], row).optional();
        let found = found.map_err(|source| self.storage(source))?;
        found.map(|(content, first)| Ok((content.parse()?, first))).transpose()
    }

    /// Gives readers what has been committed, unless they have more already.
    pub(super) fn show(&self, snapshot: Snapshot) {
        let mut reader = lock(&self.reader);
        if reader.snapshot.revision() < snapshot.revision() {
            reader.snapshot = Arc::new(snapshot);
        }
    }

    pub(super) fn insert(
        &self,
        transaction: &Transaction<'_>,
        entries: &[(u64, String, Digest)],
    ) -> Result<(), Error> {
        let storage = |source| self.storage(source);
        let insert = "INSERT INTO entry (number, body, hash) VALUES (?1, ?2, ?3)";
        let mut statement = transaction.prepare(insert).map_err(storage)?;
        for (number, body, hash) in entries {
            statement.execute((number, body, hash.to_string())).map_err(storage)?;
        }
        Ok(())
    }
}

fn check_size(batch: &Batch) -> Result<(), Error> {
    let given = batch.entries.len();
    if MAX_EVENTS < given { Err(Error::BatchTooLarge { given, limit: MAX_EVENTS }) } else { Ok(()) }
}

fn content_hash(batch: &Batch) -> Result<Digest, Error> {
    let content = BatchContent { account: batch.author.account(), entries: &batch.entries };
    Ok(Digest::of(written(&content)?.as_bytes()))
}

/// Names and texts are all that is written, so only a fault of this program could refuse them.
fn written(value: &impl Serialize) -> Result<String, Error> {
    canonical_json(value).map_err(|error| Error::Invalid(invalid("entry", "", error.to_string())))
}

/// Entries in the making: each is judged with those before it.
#[derive(Clone)]
pub(super) struct Chain<'a> {
    pub(super) snapshot: Snapshot,
    author: &'a Author,
    now: Instant,
    batch: u64,
    pub(super) entries: Vec<(u64, String, Digest)>,
}

impl<'a> Chain<'a> {
    /// Instants of batches ascend strictly, even where the machine's clock stands or goes back, so that what is known at
    /// an instant is one revision.
    pub(super) fn new(current: &Snapshot, author: &'a Author, clock: Instant) -> Self {
        let now = current.last_entered().map_or(clock, |last| clock.max(last.plus_ms(1)));
        let batch = current.revision() + 1;
        Self { snapshot: current.clone(), author, now, batch, entries: Vec::new() }
    }

    pub(super) fn take(&mut self, new: &NewEntry) -> Result<Effect, Refusal> {
        let effect = judge(&self.snapshot, new, self.author, self.now)?;
        if effect == Effect::Changes {
            let head = self.snapshot.head();
            let entry = Entry {
                number: head.revision + 1,
                batch: self.batch,
                entered: self.now,
                by: self.author.account().clone(),
                valid: new.valid,
                evidence: new.evidence.clone(),
                origin: new.origin.clone(),
                event: new.event.clone(),
                previous: head.hash,
            };
            let body = canonical_json(&entry)
                .map_err(|error| Refusal::Invalid(invalid("entry", "", error.to_string())))?;
            let hash = Digest::of(body.as_bytes());
            self.entries.push((entry.number, body, hash));
            self.snapshot.add(&Arc::new(entry), hash);
        }
        Ok(effect)
    }
}
