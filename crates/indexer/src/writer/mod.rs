//! Adding documents to an index.
//!
//! Callers' threads serialise, hash, map and pack documents and cut their texts into terms; one after the other they add
//! them to the segment in the making. What is written lies in `DIR/building`, commit by commit, until it is published.

mod base;
mod building;
mod deletion;
mod known;
mod merging;
mod net;
mod options;
mod prepared;
mod segments;

use std::{
    path::Path,
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
};

use analysis::Analyzers;
use model::{Document, DocumentId};
use tantivy::{Index, TantivyError};

pub use net::RunCounts;
pub use options::WriterOptions;
pub use prepared::Prepared;

use crate::{
    Fingerprint, IndexConfig, IndexError, KeywordField, Schema, durable,
    generation::{self, GenerationId, Layout},
    lock::WriterLock,
    mapping::FieldAnalyzers,
    pool::Pool,
    stored::Packer,
};
use base::Base;
use building::Building;
use known::Known;
use segments::Segments;

/// The exclusive writer of an index: one run, from [`open`](Self::open) to [`publish`](Self::publish) or
/// [`discard`](Self::discard).
///
/// Dropped without either, it leaves the current generation as it was, and what it has committed to the next run.
pub struct IndexWriter {
    /// `None` only inside `publish` and `discard`.
    segments: Mutex<Option<Segments>>,
    known: Mutex<Known>,
    schema: Schema,
    analyzers: Analyzers,
    workers: Pool<FieldAnalyzers>,
    base: Option<Base>,
    fingerprint: Fingerprint,
    packer: Packer,
    /// A killed run left commits that this one publishes.
    carried_on: bool,
    failure: OnceLock<String>,
    layout: Layout,
    /// Released last, when the engine's threads have ended.
    _lock: WriterLock,
}

/// What `add` did with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// There was none of its id.
    Indexed,
    /// It replaced the one of its id.
    Updated,
    /// The same document was there already, byte by byte.
    Unchanged,
}

/// What `publish` did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The current generation now.
    pub generation: GenerationId,
    /// Of its files.
    pub bytes: u64,
    pub documents: u64,
    /// False when the run changed nothing: the generation is the one that was current before.
    pub changed: bool,
    /// What this run came to; not what a killed run had done that it carried on.
    pub counts: RunCounts,
}

impl IndexWriter {
    /// Opens an index for writing and creates its folder if there is none. A run that was killed is carried on.
    ///
    /// A second writer gets [`IndexError::Locked`]; an index built with another fingerprint is refused.
    pub fn open(
        dir: &Path,
        config: &IndexConfig,
        analyzers: &Analyzers,
        options: &WriterOptions,
    ) -> Result<Self, IndexError> {
        let layout = Layout::new(dir);
        durable::create_folder(&layout.generations())?;
        let lock = WriterLock::take(&layout.lock(), dir)?;
        let schema = Schema::new(&config.fields, analyzers)?;
        let fingerprint = config.fingerprint(analyzers);
        generation::adopt_first(&layout)?;
        let base = layout.current()?.map(|id| Base::read(&layout, id)).transpose()?;
        if let Some(base) = &base {
            generation::expect_fingerprint(dir, &base.manifest.fingerprint, &fingerprint)?;
            if base.manifest.bytes() <= options.verify_at_once_bytes {
                base.verify()?;
            }
        }
        layout.prune()?;
        let Building { index, carried_on } = Building::open(
            &layout,
            &schema,
            &config.fields,
            &fingerprint,
            base.as_ref().map(|base| &base.id),
        )
        .map_err(|error| base::cause(base.as_ref(), error))?;
        let building = layout.building();
        let opening = |error| base::cause(base.as_ref(), IndexError::opening(&building)(error));
        let segments = Segments::open(index, &schema, analyzers, options).map_err(opening)?;
        let reader = segments.reader().map_err(opening)?;
        Ok(Self {
            segments: Mutex::new(Some(segments)),
            known: Mutex::new(Known::new(reader, schema.keyword(KeywordField::Id))),
            schema,
            analyzers: analyzers.clone(),
            workers: Pool::default(),
            base,
            fingerprint,
            packer: Packer::open(&building, config.fields.stored.compression_level)?,
            carried_on,
            failure: OnceLock::new(),
            layout,
            _lock: lock,
        })
    }

    /// Adds a document, or replaces the one of the same id. Called from any number of threads.
    ///
    /// After an error of the engine or of a file, a full disk say, every further call fails.
    pub fn add(&self, document: Document) -> Result<Outcome, IndexError> {
        self.add_prepared(self.prepare(document)?)
    }

    /// Adds what [`prepare`](Self::prepare) has made of a document; [`add`](Self::add) does both.
    ///
    /// Threads that prepare, and add in the order of the documents ([`in_order()`](crate::in_order())), make the same
    /// index of the same documents, and of two documents of one id the later one stays.
    pub fn add_prepared(&self, prepared: Prepared) -> Result<Outcome, IndexError> {
        let (hash, bytes) = (prepared.stored.hash, prepared.stored.bytes);
        if self.known_hash(&prepared.id)? == Some(hash) {
            return Ok(Outcome::Unchanged);
        }
        self.verify_base()?;
        let (id, stored, values) = self.analyzed(prepared);
        let values = values.storing(&self.schema, self.packer.pack(stored)?);
        let mut segments = self.segments()?;
        // Under the lock that orders additions: of two threads that add one id, the later one replaces.
        let before = self.known_hash(&id)?;
        if before == Some(hash) {
            return Ok(Outcome::Unchanged);
        }
        let key = known::key(&id);
        let open = segments.as_mut().expect(OPEN);
        if let Some(before) = before {
            open.delete((key, before), &id);
        }
        open.add((key, hash), &values, bytes as u64).map_err(self.failing("indexing"))?;
        self.known().set(&id, before, Some(hash));
        if open.commit_is_due() {
            self.commit(open)?;
        }
        Ok(if before.is_some() { Outcome::Updated } else { Outcome::Indexed })
    }

    /// Deletes the document of an id; false if there was none.
    pub fn delete(&self, id: &DocumentId) -> Result<bool, IndexError> {
        let id = id.to_string();
        if self.known_hash(&id)?.is_none() {
            return Ok(false);
        }
        self.verify_base()?;
        let mut segments = self.segments()?;
        let Some(before) = self.known_hash(&id)? else { return Ok(false) };
        segments.as_mut().expect(OPEN).delete((known::key(&id), before), &id);
        self.known().set(&id, Some(before), None);
        Ok(true)
    }

    /// Makes what was added and deleted the current generation, at once for every reader. A run that changed
    /// nothing publishes nothing, unless there is no generation yet.
    pub fn publish(self) -> Result<Published, IndexError> {
        let counts = self.known().net().counts();
        let changed = self.carried_on || !self.known().net().is_empty();
        if let (false, Some(base)) = (changed, &self.base) {
            // Versions that came and went may have been written: the next run begins with the base again.
            let generation = base.id.clone();
            let (bytes, documents) = (base.manifest.bytes(), base.manifest.documents);
            self.discard()?;
            return Ok(Published { generation, bytes, documents, changed: false, counts });
        }
        // A run that was carried on may have had no change of its own.
        self.verify_base()?;
        let index = self.finish_segments()?;
        let base = self.base.as_ref().map(|base| &base.id);
        let (generation, manifest) = generation::publish(&self.layout, &index, &self.fingerprint, base)?;
        durable::remove_folder(&self.layout.building())?;
        self.layout.prune()?;
        let (bytes, documents) = (manifest.bytes(), manifest.documents);
        Ok(Published { generation, bytes, documents, changed: true, counts })
    }

    /// Throws the run away, what it has committed included: the next one begins with the current generation. What a
    /// killed run had left, and this one was carrying on, goes with it.
    pub fn discard(self) -> Result<(), IndexError> {
        // Whatever state a panic has left it in.
        drop(self.segments.lock().unwrap_or_else(PoisonError::into_inner).take());
        durable::remove_folder(&self.layout.building())
    }

    /// Commits, waits for the merges of the run, and does the last one.
    fn finish_segments(&self) -> Result<Index, IndexError> {
        let mut segments = self.segments()?.take().expect(OPEN);
        self.commit(&mut segments)?;
        segments.finish().map_err(self.failing("merging segments"))
    }

    /// Called before anything gets to the engine that makes it read, and merge, what the base has.
    fn verify_base(&self) -> Result<(), IndexError> {
        self.base.as_ref().map_or(Ok(()), Base::verify)
    }

    fn known_hash(&self, id: &str) -> Result<Option<u64>, IndexError> {
        self.known().hash(id).map_err(self.failing("looking up a document"))
    }

    fn commit(&self, segments: &mut Segments) -> Result<(), IndexError> {
        segments.commit().map_err(self.failing("committing"))?;
        self.known().committed().map_err(self.failing("reading the last commit"))
    }

    fn failing(&self, action: &'static str) -> impl FnOnce(TantivyError) -> IndexError {
        move |error| {
            // The first failure is the cause of later ones.
            let _ = self.failure.set(error.to_string());
            base::cause(self.base.as_ref(), IndexError::engine(action, self.layout.building())(error))
        }
    }

    fn segments(&self) -> Result<MutexGuard<'_, Option<Segments>>, IndexError> {
        let failed = |reason: &str| IndexError::Failed {
            path: self.layout.root().to_owned(),
            reason: reason.to_owned(),
        };
        // A panic, or a failure in the thread that had them last, may have left half of a document.
        let segments = self.segments.lock().map_err(|_| failed("a thread that was writing panicked"))?;
        self.failure.get().map_or(Ok(segments), |reason| Err(failed(reason)))
    }

    /// Taken after the lock of the segments, never before it. A panic in another thread is that thread's error; what is
    /// guarded is replaced whole, never half.
    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `publish` and `discard` take the segments out, and take the writer itself by value.
const OPEN: &str = "the segments are there until the writer is published or discarded";
