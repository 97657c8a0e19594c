//! The segments of a run.

use std::{collections::HashMap, time::Instant};

use analysis::Analyzers;
use tantivy::{
    Index, IndexReader, TantivyDocument, Term,
    indexer::{IndexWriterOptions, NoMergePolicy},
};

use super::{WriterOptions, deletion::Deletion, merging};
use crate::{KeywordField, Schema, mapping::FieldValues, segment::SegmentBuilder};

/// Deletes, merges and commits; documents come to it in segments.
type Engine = tantivy::IndexWriter<TantivyDocument>;

/// Threads that merge segments beside those that index: on few cores, more would only take turns.
const MERGE_THREADS: usize = 1;

/// The segments that the engine has, and the one in the making.
pub(super) struct Segments {
    index: Index,
    engine: Engine,
    making: Option<SegmentBuilder>,
    schema: Schema,
    analyzers: Analyzers,
    options: WriterOptions,
    /// Versions in the segments that the engine has which the next commit deletes: by key and content hash, the id.
    deleted: HashMap<(u128, u64), String>,
    /// Of documents that were added.
    bytes_since_commit: u64,
    last_commit: Instant,
}

impl Segments {
    pub(super) fn open(
        index: Index,
        schema: &Schema,
        analyzers: &Analyzers,
        options: &WriterOptions,
    ) -> tantivy::Result<Self> {
        let engine = engine(&index)?;
        engine.set_merge_policy(Box::new(merging::during_the_run()));
        // A kill between the files of a commit and the list of segments leaves files of deletions, and the engine,
        // whose clock goes on from the list, would give its own the same names.
        engine.garbage_collect_files().wait()?;
        Ok(Self {
            index,
            engine,
            making: None,
            schema: schema.clone(),
            analyzers: analyzers.clone(),
            options: options.clone(),
            deleted: HashMap::new(),
            bytes_since_commit: 0,
            last_commit: Instant::now(),
        })
    }

    pub(super) fn reader(&self) -> tantivy::Result<IndexReader> {
        self.index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()
    }

    /// Adds a version of a document of which none is there; `bytes` count towards the next commit.
    pub(super) fn add(
        &mut self,
        version: (u128, u64),
        document: &FieldValues,
        bytes: u64,
    ) -> tantivy::Result<()> {
        self.bytes_since_commit += bytes;
        if self.deleted.remove(&version).is_some() {
            return Ok(());
        }
        let making = match &mut self.making {
            Some(making) => making,
            none => {
                let segment = self.engine.new_segment();
                none.insert(SegmentBuilder::new(segment, &self.schema, &self.analyzers)?)
            }
        };
        making.add(version.0, document)?;
        if self.options.segment_bytes() <= making.memory() {
            self.finish_making()?;
        }
        Ok(())
    }

    /// Deletes a version of a document, wherever it is.
    pub(super) fn delete(&mut self, version: (u128, u64), id: &str) {
        let is_made = self.making.as_mut().is_some_and(|making| making.delete(version.0));
        if !is_made {
            self.deleted.insert(version, id.to_owned());
        }
    }

    pub(super) fn commit_is_due(&self) -> bool {
        self.options.commit_bytes <= self.bytes_since_commit
            || self.options.commit_interval <= self.last_commit.elapsed()
    }

    pub(super) fn commit(&mut self) -> tantivy::Result<()> {
        self.finish_making()?;
        for ((_, hash), id) in self.deleted.drain() {
            let id = Term::from_field_text(self.schema.keyword(KeywordField::Id), &id);
            self.engine.delete_query(Box::new(Deletion { id, hash }))?;
        }
        self.engine.commit()?;
        self.bytes_since_commit = 0;
        self.last_commit = Instant::now();
        Ok(())
    }

    /// Waits for the merges of the run, does the last one, and returns the index. What was not committed is lost.
    pub(super) fn finish(self) -> tantivy::Result<Index> {
        let Self { index, engine: of_run, .. } = self;
        of_run.wait_merging_threads()?;
        let merged = merging::before_publication(&index.searchable_segment_metas()?);
        if !merged.is_empty() {
            let mut engine = engine(&index)?;
            engine.set_merge_policy(Box::new(NoMergePolicy));
            engine.merge(&merged).wait()?;
            engine.wait_merging_threads()?;
        }
        Ok(index)
    }

    /// Gives the segment in the making to the engine.
    fn finish_making(&mut self) -> tantivy::Result<()> {
        let Some(making) = self.making.take() else { return Ok(()) };
        match making.finish(self.options.threads)? {
            Some(segment) => self.engine.add_segment(segment),
            None => Ok(()),
        }
    }
}

fn engine(index: &Index) -> tantivy::Result<Engine> {
    let options = IndexWriterOptions::builder().num_merge_threads(MERGE_THREADS).build();
    index.writer_with_options(options)
}
