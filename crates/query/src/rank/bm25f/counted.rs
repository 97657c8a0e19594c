//! Phrases whose documents were counted, kept for the searches that follow: the next page, another filter, a query that
//! shares two words.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use indexer::Generation;
use tantivy::schema::Field;

use super::occurrences::PhraseDocuments;
use crate::QueryError;

/// Documents of all phrases kept, each 8 bytes.
const DOCUMENTS_KEPT: u64 = 1 << 20;

/// What a phrase takes besides its documents, in documents.
const COST_OF_PHRASE: u64 = 40;

/// Terms of a field at offsets from the first.
type Phrase = (Field, Vec<(u32, String)>);

/// The phrases of one generation that were asked for last.
#[derive(Default)]
struct Counted(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    phrases: HashMap<Phrase, (Arc<PhraseDocuments>, u64)>,
    cost: u64,
    /// Grows with each phrase asked for.
    clock: u64,
}

/// The documents of a phrase: those known, or those that `count` finds.
pub(super) fn counted(
    generation: &Generation,
    (field, terms): (Field, &[(u32, String)]),
    count: impl FnOnce() -> Result<PhraseDocuments, QueryError>,
) -> Result<Arc<PhraseDocuments>, QueryError> {
    let counted = generation.derived(|_| Ok::<_, QueryError>(Counted::default()))?;
    // A panic leaves a map of whole entries.
    let kept = || counted.0.lock().unwrap_or_else(PoisonError::into_inner);
    let phrase = (field, terms.to_vec());
    if let Some(known) = kept().get(&phrase) {
        return Ok(known);
    }
    let listed = Arc::new(count()?);
    kept().insert(phrase, Arc::clone(&listed));
    Ok(listed)
}

impl Kept {
    fn get(&mut self, phrase: &Phrase) -> Option<Arc<PhraseDocuments>> {
        self.clock += 1;
        let (listed, used) = self.phrases.get_mut(phrase)?;
        *used = self.clock;
        Some(Arc::clone(listed))
    }

    fn insert(&mut self, phrase: Phrase, listed: Arc<PhraseDocuments>) {
        self.cost += cost(&listed);
        if let Some((replaced, _)) = self.phrases.insert(phrase, (listed, self.clock)) {
            self.cost -= cost(&replaced);
        }
        while DOCUMENTS_KEPT < self.cost {
            self.forget_half();
        }
    }

    /// Forgets the half that was not asked for the longest.
    fn forget_half(&mut self) {
        let mut used: Vec<u64> = self.phrases.values().map(|(_, used)| *used).collect();
        let middle = used.len() / 2;
        let (_, middle, _) = used.select_nth_unstable(middle);
        let middle = *middle;
        self.phrases.retain(|_, (_, used)| middle < *used);
        self.cost = self.phrases.values().map(|(listed, _)| cost(listed)).sum();
    }
}

fn cost(listed: &PhraseDocuments) -> u64 {
    listed.documents() + COST_OF_PHRASE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(number: u64) -> Phrase {
        (Field::from_field_id(0), vec![(0, number.to_string())])
    }

    #[test]
    fn what_was_not_asked_for_is_forgotten_and_the_cost_has_a_limit() {
        let mut kept = Kept::default();
        let per_phrase = 1000;
        for number in 0..3 * DOCUMENTS_KEPT / per_phrase {
            kept.insert(phrase(number), Arc::new(PhraseDocuments::of_documents(per_phrase)));
            assert!(kept.get(&phrase(number)).is_some());
            assert!(kept.get(&phrase(0)).is_some(), "{number}");
            assert!(kept.cost <= DOCUMENTS_KEPT);
            let cost: u64 = kept.phrases.values().map(|(listed, _)| cost(listed)).sum();
            assert_eq!(kept.cost, cost);
        }
        assert!(kept.get(&phrase(1)).is_none());
    }
}
