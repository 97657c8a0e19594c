//! A whole result in its order, without the documents' content.

use std::sync::Arc;

use indexer::{Generation, KeywordField, NumberField};
use tantivy::{
    DocAddress,
    columnar::{Column, StrColumn},
};

use super::stream::stream;
use crate::{QueryError, SearchRequest, Sort};

/// One document of a result.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Listed {
    pub id: String,
    /// Of the stored document: the same in two generations where nothing of it changed.
    pub content: u64,
}

/// A whole result and the order that was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub documents: Vec<Listed>,
    pub sort: Sort,
}

impl Listing {
    /// BLAKE3 of the ids in their order, one a line, and of `ID<TAB>CONTENT`, in hexadecimal digits.
    pub fn digests(&self) -> (String, String) {
        let (mut ids, mut contents) = (blake3::Hasher::new(), blake3::Hasher::new());
        for Listed { id, content } in &self.documents {
            ids.update(id.as_bytes()).update(b"\n");
            contents.update(format!("{id}\t{content:016x}\n").as_bytes());
        }
        (ids.finalize().to_hex().to_string(), contents.finalize().to_hex().to_string())
    }
}

/// BLAKE3 in hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Every document that matches, or the one that stands for each family, in the full order of the search.
pub fn list(generation: &Arc<Generation>, request: &SearchRequest) -> Result<Listing, QueryError> {
    let result = stream(generation, request)?;
    let sort = result.sort();
    let columns = Columns::open(generation)?;
    let documents = result.addresses().map(|address| columns.listed(address)).collect::<Result<_, _>>()?;
    Ok(Listing { documents, sort })
}

/// The columns of ids and content hashes, by segment.
pub(crate) struct Columns(Vec<(Option<StrColumn>, Option<Column<u64>>)>);

impl Columns {
    pub(crate) fn open(generation: &Generation) -> Result<Self, QueryError> {
        let mut columns = Vec::new();
        for segment in generation.searcher().segment_readers() {
            let fast = segment.fast_fields();
            let ids = fast.str(KeywordField::Id.as_str())?;
            columns.push((ids, fast.column_opt::<u64>(NumberField::ContentHash.as_str())?));
        }
        Ok(Self(columns))
    }

    pub(crate) fn listed(&self, address: DocAddress) -> Result<Listed, QueryError> {
        let (ids, contents) = &self.0[address.segment_ord as usize];
        let mut id = String::new();
        if let Some(ids) = ids
            && let Some(ordinal) = ids.term_ords(address.doc_id).next()
        {
            ids.ord_to_str(ordinal, &mut id)?;
        }
        let content = contents.as_ref().and_then(|contents| contents.first(address.doc_id)).unwrap_or(0);
        Ok(Listed { id, content })
    }
}
