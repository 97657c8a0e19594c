//! Adding documents to an index.
//!
//! Callers' threads serialise, hash and map documents and cut their texts into terms; the engine's threads write them.
//! Between the two is a queue of limited bytes. What is written lies in `DIR/building`, commit by commit, until it is
//! published.

mod base;
mod building;
mod in_flight;
mod known;
mod merging;
mod net;
mod options;
mod prepared;

use std::{
    path::Path,
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use analysis::Analyzers;
use model::{Document, DocumentId};
use tantivy::{
    Index, ReloadPolicy, TantivyError, Term,
    indexer::{IndexWriterOptions, NoMergePolicy, UserOperation},
    tokenizer::TextAnalyzer,
};

pub use net::RunCounts;
pub use options::WriterOptions;
pub use prepared::Prepared;

use crate::{
    Fingerprint, IndexConfig, IndexError, KeywordField, Schema, durable,
    generation::{self, GenerationId, Layout},
    lock::WriterLock,
    mapping::{FieldAnalyzers, QueuedDocument},
    pool::Pool,
    stored::Packer,
    tokens::{AnalyzerTokenizer, WrittenTokenizer},
};
use base::Base;
use building::Building;
use in_flight::{InFlight, Permit};
use known::Known;

type Engine = tantivy::IndexWriter<QueuedDocument<Permit>>;

/// Threads that merge segments beside those that index: on few cores, more would only take turns.
const MERGE_THREADS: usize = 1;

/// The exclusive writer of an index: one run, from [`open`](Self::open) to [`publish`](Self::publish) or
/// [`discard`](Self::discard).
///
/// Dropped without either, it leaves the current generation as it was, and what it has committed to the next run.
pub struct IndexWriter {
    /// `None` only inside `publish` and `discard`.
    engine: RwLock<Option<Engine>>,
    index: Index,
    known: Mutex<Known>,
    schema: Schema,
    analyzers: Analyzers,
    workers: Pool<FieldAnalyzers>,
    in_flight: InFlight,
    base: Option<Base>,
    fingerprint: Fingerprint,
    options: WriterOptions,
    packer: Packer,
    /// A killed run left commits that this one publishes.
    carried_on: bool,
    bytes_since_commit: AtomicU64,
    last_commit: Mutex<Instant>,
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
        register_tokenizers(&index, &schema, analyzers);
        let building = layout.building();
        let opening = |error| base::cause(base.as_ref(), IndexError::opening(&building)(error));
        let budget = options.budget();
        let engine: Engine = index
            .writer_with_options(
                IndexWriterOptions::builder()
                    .num_worker_threads(budget.threads)
                    .memory_budget_per_thread(budget.thread_bytes)
                    .num_merge_threads(MERGE_THREADS)
                    .build(),
            )
            .map_err(opening)?;
        engine.set_merge_policy(Box::new(merging::during_the_run()));
        // A kill between the files of a commit and the list of segments leaves files of deletions, and the engine,
        // whose clock goes on from the list, would give its own the same names.
        engine.garbage_collect_files().wait().map_err(opening)?;
        let reader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(opening)?;
        Ok(Self {
            engine: RwLock::new(Some(engine)),
            known: Mutex::new(Known::new(reader, schema.keyword(KeywordField::Id))),
            index,
            schema,
            analyzers: analyzers.clone(),
            workers: Pool::default(),
            in_flight: InFlight::new(budget.queue_bytes),
            base,
            fingerprint,
            options: options.clone(),
            packer: Packer::open(&building, config.fields.stored.compression_level)?,
            carried_on,
            bytes_since_commit: AtomicU64::new(0),
            last_commit: Mutex::new(Instant::now()),
            failure: OnceLock::new(),
            layout,
            _lock: lock,
        })
    }

    /// Adds a document, or replaces the one of the same id. Called from any number of threads; waits while the
    /// engine has as much to do as the memory limit allows.
    ///
    /// After an error that the engine met, a full disk say, every further call fails.
    pub fn add(&self, document: Document) -> Result<Outcome, IndexError> {
        self.add_prepared(self.prepare(document)?)
    }

    /// Adds what [`prepare`](Self::prepare) has made of a document; [`add`](Self::add) does both.
    ///
    /// Several threads that prepare, and one that adds in order, index as fast as several that add, and of two
    /// documents of one id the later one stays.
    pub fn add_prepared(&self, prepared: Prepared) -> Result<Outcome, IndexError> {
        let (hash, bytes) = (prepared.stored.hash, prepared.stored.bytes);
        if self.known_hash(&prepared.id)? == Some(hash) {
            return Ok(Outcome::Unchanged);
        }
        self.verify_base()?;
        let (id, stored, values) = self.analyzed(prepared);
        let values = values.storing(&self.schema, self.packer.pack(stored)?);
        let permit = self.in_flight.wait(values.bytes(), || self.probe())?;
        let queued = values.queued(permit);
        let outcome = self.send(&id, hash, queued)?;
        self.bytes_since_commit.fetch_add(bytes as u64, Ordering::Relaxed);
        if self.commit_is_due() {
            self.commit()?;
        }
        Ok(outcome)
    }

    /// Deletes the document of an id; false if there was none.
    pub fn delete(&self, id: &DocumentId) -> Result<bool, IndexError> {
        let id = id.to_string();
        if self.known_hash(&id)?.is_none() {
            return Ok(false);
        }
        self.verify_base()?;
        let engine = self.engine()?;
        let mut known = self.known();
        let before = known.hash(&id).map_err(self.failing("looking up a document"))?;
        if before.is_none() {
            return Ok(false);
        }
        engine.as_ref().expect(OPEN).delete_term(self.id_term(&id));
        known.set(&id, before, None);
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
        self.finish_segments()?;
        let base = self.base.as_ref().map(|base| &base.id);
        let (generation, manifest) = generation::publish(&self.layout, &self.index, &self.fingerprint, base)?;
        durable::remove_folder(&self.layout.building())?;
        self.layout.prune()?;
        let (bytes, documents) = (manifest.bytes(), manifest.documents);
        Ok(Published { generation, bytes, documents, changed: true, counts })
    }

    /// Throws the run away, what it has committed included: the next one begins with the current generation. What a
    /// killed run had left, and this one was carrying on, goes with it.
    pub fn discard(self) -> Result<(), IndexError> {
        drop(self.engine_alone().take());
        durable::remove_folder(&self.layout.building())
    }

    /// Commits, waits for the merges of the run, and does the last one.
    fn finish_segments(&self) -> Result<(), IndexError> {
        self.commit()?;
        let wait = self.failing("merging segments");
        let engine = self.engine_alone().take().expect(OPEN);
        engine.wait_merging_threads().map_err(wait)?;
        let last = || {
            let merged = merging::before_publication(&self.index.searchable_segment_metas()?);
            if merged.is_empty() {
                return Ok(());
            }
            let options = IndexWriterOptions::builder().num_merge_threads(MERGE_THREADS).build();
            let mut engine: Engine = self.index.writer_with_options(options)?;
            engine.set_merge_policy(Box::new(NoMergePolicy));
            engine.merge(&merged).wait()?;
            engine.wait_merging_threads()
        };
        last().map_err(self.failing("merging segments"))
    }

    /// Called before anything gets to the engine that makes it read, and merge, what the base has.
    fn verify_base(&self) -> Result<(), IndexError> {
        self.base.as_ref().map_or(Ok(()), Base::verify)
    }

    fn known_hash(&self, id: &str) -> Result<Option<u64>, IndexError> {
        self.known().hash(id).map_err(self.failing("looking up a document"))
    }

    /// Gives a document to the engine. Whether it is new is decided under the same lock that orders the engine's
    /// operations: of two threads that add one id, the later one replaces.
    fn send(&self, id: &str, hash: u64, document: QueuedDocument<Permit>) -> Result<Outcome, IndexError> {
        let engine = self.engine()?;
        let mut known = self.known();
        let before = known.hash(id).map_err(self.failing("looking up a document"))?;
        let open = engine.as_ref().expect(OPEN);
        let (sent, outcome) = match before {
            Some(before) if before == hash => return Ok(Outcome::Unchanged),
            Some(_) => {
                let replace = [UserOperation::Delete(self.id_term(id)), UserOperation::Add(document)];
                (open.run(replace), Outcome::Updated)
            }
            None => (open.add_document(document), Outcome::Indexed),
        };
        if let Err(error) = sent {
            drop((engine, known));
            return Err(self.explain(error));
        }
        known.set(id, before, Some(hash));
        Ok(outcome)
    }

    /// Whether the engine's threads are alive. The engine tells it only to who sends it something: the deletion of the
    /// empty id, which no document has.
    fn probe(&self) -> Result<(), IndexError> {
        let sent = self.engine()?.as_ref().expect(OPEN).run([UserOperation::Delete(self.id_term(""))]);
        sent.map(drop).map_err(|error| self.explain(error))
    }

    fn commit_is_due(&self) -> bool {
        let elapsed = unpoisoned(self.last_commit.lock()).elapsed();
        self.bytes_since_commit.load(Ordering::Relaxed) >= self.options.commit_bytes
            || elapsed >= self.options.commit_interval
    }

    fn commit(&self) -> Result<(), IndexError> {
        let mut engine = self.engine_alone();
        engine.as_mut().expect(OPEN).commit().map_err(self.failing("committing"))?;
        self.known().committed().map_err(self.failing("reading the last commit"))?;
        self.bytes_since_commit.store(0, Ordering::Relaxed);
        *unpoisoned(self.last_commit.lock()) = Instant::now();
        Ok(())
    }

    /// The engine says only that a thread of its has died; the thread's own error comes with the next commit.
    fn explain(&self, error: TantivyError) -> IndexError {
        let mut engine = self.engine_alone();
        let cause = match engine.as_mut().expect(OPEN).prepare_commit() {
            Err(cause) => cause,
            Ok(_) => error,
        };
        self.failing("indexing")(cause)
    }

    fn failing(&self, action: &'static str) -> impl FnOnce(TantivyError) -> IndexError {
        move |error| {
            // The first failure is the cause of later ones.
            let _ = self.failure.set(error.to_string());
            base::cause(self.base.as_ref(), IndexError::engine(action, self.layout.building())(error))
        }
    }

    fn id_term(&self, id: &str) -> Term {
        Term::from_field_text(self.schema.keyword(KeywordField::Id), id)
    }

    fn engine(&self) -> Result<RwLockReadGuard<'_, Option<Engine>>, IndexError> {
        if let Some(reason) = self.failure.get() {
            return Err(IndexError::Failed { path: self.layout.root().to_owned(), reason: reason.clone() });
        }
        Ok(self.engine.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn engine_alone(&self) -> RwLockWriteGuard<'_, Option<Engine>> {
        self.engine.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Taken after the engine's lock, never before it.
    fn known(&self) -> MutexGuard<'_, Known> {
        unpoisoned(self.known.lock())
    }
}

/// `publish` and `discard` take the engine out, and take the writer itself by value.
const OPEN: &str = "the engine is there until the writer is published or discarded";

/// A panic in another thread is that thread's error; what the lock guards is replaced whole, never half.
fn unpoisoned<T>(result: Result<T, PoisonError<T>>) -> T {
    result.unwrap_or_else(PoisonError::into_inner)
}

/// One tokenizer an analyser: texts and names come as terms, and keywords are analysed where they are written.
fn register_tokenizers(index: &Index, schema: &Schema, analyzers: &Analyzers) {
    for name in analyzers.names() {
        let of_texts = schema.analyzed_fields().any(|field| schema.analyzer_of(field) == Some(name));
        let tokenizer = if of_texts {
            TextAnalyzer::from(WrittenTokenizer::default())
        } else {
            let analyzer = analyzers.get(name).expect("a name that the analysers list has an analyser");
            TextAnalyzer::from(AnalyzerTokenizer::new(analyzer))
        };
        index.tokenizers().register(name, tokenizer);
    }
}
