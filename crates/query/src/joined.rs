//! Sets of patents that are known beside the index and joined to a search when it runs, such as what a ledger lists.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use indexer::Generation;
use model::{DocumentId, PublicationNumber};
use tantivy::DocAddress;

use crate::{QueryError, found::Found};

/// Joined sets kept for searches that ask the same again: a page asks for hits, facets and counts.
const KEPT: usize = 16;

/// Says which patents a condition means.
pub trait PatentSets: Send + Sync {
    /// The set that the value of a condition on the field `commons` means now, or what is wrong with the value.
    fn set(&self, value: &str) -> Result<Arc<dyn PatentSet>, WrongCondition>;
}

/// Patents by their numbers.
pub trait PatentSet: Send + Sync {
    /// Names the set: two sets of one name have the same patents.
    fn name(&self) -> String;

    /// Each patent once.
    fn each(&self, take: &mut dyn FnMut(&PublicationNumber));
}

/// Why a value means no set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongCondition {
    /// A sentence without its stop.
    pub message: String,
    /// What may have been meant.
    pub suggestion: Option<String>,
}

/// What is joined to searches of one generation.
#[derive(Default)]
struct Joined {
    sets: Option<Arc<dyn PatentSets>>,
    /// Where the patents that were asked about are, if the index has them; a generation never changes.
    addresses: Mutex<HashMap<PublicationNumber, Option<DocAddress>>>,
    found: Mutex<VecDeque<(String, Arc<Found>)>>,
}

/// Joins sets to all searches of a generation. The first who joins any decides; a search before that finds none joined.
pub fn join(generation: &Generation, sets: &Arc<dyn PatentSets>) {
    let joined =
        |_: &Generation| Ok::<_, QueryError>(Joined { sets: Some(Arc::clone(sets)), ..Joined::default() });
    // Nothing in it can fail.
    _ = generation.derived(joined);
}

/// The documents of a generation that a condition means; none where nothing is joined.
pub(crate) fn found(
    generation: &Generation,
    value: &str,
) -> Result<Option<Result<Arc<Found>, WrongCondition>>, QueryError> {
    let joined = generation.derived(|_| Ok::<_, QueryError>(Joined::default()))?;
    let Some(sets) = &joined.sets else { return Ok(None) };
    let set = match sets.set(value) {
        Ok(set) => set,
        Err(wrong) => return Ok(Some(Err(wrong))),
    };
    let name = set.name();
    if let Some((_, found)) = lock(&joined.found).iter().find(|(known, _)| *known == name) {
        return Ok(Some(Ok(Arc::clone(found))));
    }
    let found = Arc::new(joined.look_up(generation, &*set)?);
    let mut kept = lock(&joined.found);
    if kept.len() == KEPT {
        kept.pop_front();
    }
    kept.push_back((name, Arc::clone(&found)));
    Ok(Some(Ok(found)))
}

impl Joined {
    fn look_up(&self, generation: &Generation, set: &dyn PatentSet) -> Result<Found, QueryError> {
        let mut known = lock(&self.addresses);
        let mut addresses = Vec::new();
        let mut failed = None;
        set.each(&mut |number| {
            if failed.is_some() {
                return;
            }
            let address = match known.get(number) {
                Some(address) => *address,
                None => match generation.address(&DocumentId::Patent(number.clone())) {
                    Ok(address) => {
                        known.insert(number.clone(), address);
                        address
                    }
                    Err(error) => {
                        failed = Some(error);
                        None
                    }
                },
            };
            addresses.extend(address);
        });
        match failed {
            Some(error) => Err(error.into()),
            None => {
                addresses.sort_unstable();
                Found::of(generation, &addresses)
            }
        }
    }
}

/// What a panic leaves behind is a cache with fewer values.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
