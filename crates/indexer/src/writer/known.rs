//! Which documents are there already, and in which version.

use std::collections::HashMap;

use tantivy::{IndexReader, Searcher, schema::Field};

use super::net::NetChange;
use crate::{NumberField, generation::find_id};

/// Content hashes by id: of the last commit, and of what was added or deleted since.
pub(super) struct Known {
    reader: IndexReader,
    committed: Searcher,
    id_field: Field,
    /// By 128 bits of the id's hash; `None` for a document that is not there. 40 bytes a document, until the commit.
    since: HashMap<u128, Option<u64>>,
    /// Over the whole run.
    net: NetChange,
}

impl Known {
    pub(super) fn new(reader: IndexReader, id_field: Field) -> Self {
        let committed = reader.searcher();
        Self { reader, committed, id_field, since: HashMap::new(), net: NetChange::default() }
    }

    /// The content hash of the document of this id, if it is there.
    pub(super) fn hash(&mut self, id: &str) -> tantivy::Result<Option<u64>> {
        let key = key(id);
        if let Some(known) = self.since.get(&key) {
            return Ok(*known);
        }
        let hash = match find_id(&self.committed, self.id_field, id)? {
            None => None,
            Some(address) => {
                let segment = self.committed.segment_reader(address.segment_ord);
                segment.fast_fields().u64(NumberField::ContentHash.as_str())?.first(address.doc_id)
            }
        };
        self.since.insert(key, hash);
        Ok(hash)
    }

    /// A document has become `now`, after [`hash`](Self::hash) gave `before`.
    pub(super) fn set(&mut self, id: &str, before: Option<u64>, now: Option<u64>) {
        let key = key(id);
        self.since.insert(key, now);
        self.net.record(key, before, now);
    }

    pub(super) fn net(&self) -> &NetChange {
        &self.net
    }

    /// Everything has been committed: what was remembered is read from the segments from now on.
    pub(super) fn committed(&mut self) -> tantivy::Result<()> {
        self.reader.reload()?;
        self.committed = self.reader.searcher();
        self.since = HashMap::new();
        Ok(())
    }
}

/// What tells documents apart. Ids are made by people, and 128 bits of a cryptographic hash have no collisions even by
/// design.
pub(super) fn key(id: &str) -> u128 {
    let mut sixteen = [0; 16];
    blake3::Hasher::new().update(id.as_bytes()).finalize_xof().fill(&mut sixteen);
    u128::from_le_bytes(sixteen)
}
