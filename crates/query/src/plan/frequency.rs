//! In how many documents terms are: looked up once a generation, since a search asks for each term in every part and view,
//! once to plan it and once to weigh it.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use indexer::Generation;
use tantivy::Term;

use crate::QueryError;

/// Terms kept, absent ones too: each takes about 100 bytes.
const TERMS_KEPT: usize = 1 << 16;

#[derive(Default)]
struct Frequencies(Mutex<HashMap<Term, u64>>);

/// Documents that have the term, deleted ones included.
pub(crate) fn frequency(generation: &Generation, term: Term) -> Result<u64, QueryError> {
    let kept = generation.derived(|_| Ok::<_, QueryError>(Frequencies::default()))?;
    // A panic leaves a map of whole entries.
    let lock = || kept.0.lock().unwrap_or_else(PoisonError::into_inner);
    let known = lock().get(&term).copied();
    if let Some(known) = known {
        return Ok(known);
    }
    let documents = generation.searcher().doc_freq(&term)?;
    let mut kept = lock();
    // The words of the searches that follow soon fill it again.
    if TERMS_KEPT <= kept.len() {
        kept.clear();
    }
    kept.insert(term, documents);
    Ok(documents)
}
