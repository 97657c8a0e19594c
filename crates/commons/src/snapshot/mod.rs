//! What a ledger says up to a revision, held in memory; copies share what is equal.

mod chunked;
mod history;
mod listed;
mod register;

use std::sync::Arc;

use model::{ApplicationNumber, PublicationNumber};

use chunked::{Chunked, Sharded};
pub use history::{ActiveLicence, History, Listing, ListingState, RightChange};
pub use listed::{ListedPatents, ListingFilter, Required};
pub use register::{PublishedTerms, Register};

use crate::{Digest, Entry, Error, Event, Instant, LegalKnowledge, UseAnswer, UseQuestion, use_answer};
use listed::Holding;

/// The state of the commons up to one revision. It never changes; a later revision is another snapshot.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    head: Head,
    register: Arc<Register>,
    patents: Chunked<PatentRecord>,
    places: Sharded<PublicationNumber>,
    /// When each batch was entered, and its last entry.
    batches: Chunked<(Instant, u64)>,
    /// What each entry is about, in their order: the place of a patent, or none for the register.
    subjects: Chunked<Option<u32>>,
}

/// The end of a chain of entries: whoever keeps it can prove later that nothing before it was altered or cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Number of the last entry, 0 for an empty ledger.
    pub revision: u64,
    pub hash: Digest,
}

impl Default for Head {
    fn default() -> Self {
        Self { revision: 0, hash: Digest::NONE }
    }
}

#[derive(Debug, Clone)]
struct PatentRecord {
    number: PublicationNumber,
    entries: Arc<Vec<Arc<Entry>>>,
    holding: Holding,
}

/// As of which knowledge a question is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    Now,
    Revision(u64),
    /// All that had been entered at that instant, which must have passed.
    At(Instant),
}

impl Snapshot {
    pub fn head(&self) -> Head {
        self.head
    }

    /// Number of the last entry.
    pub fn revision(&self) -> u64 {
        self.head.revision
    }

    pub fn register(&self) -> &Register {
        &self.register
    }

    /// Patents that any entry is about, listed or not.
    pub fn n_patents(&self) -> usize {
        self.patents.len()
    }

    /// The place of a patent, which stays the same in later snapshots of the same process.
    pub fn place(&self, patent: &PublicationNumber) -> Option<usize> {
        self.places.get(patent).map(|place| place as usize)
    }

    /// The patent at a place.
    pub fn patent(&self, place: usize) -> Option<&PublicationNumber> {
        self.patents.get(place).map(|record| &record.number)
    }

    /// An entry about a patent by its number; none for one about a provider, terms or a package.
    pub fn entry(&self, number: u64) -> Option<&Entry> {
        let i = usize::try_from(number.checked_sub(1)?).ok()?;
        let place = self.subjects.get(i).copied().flatten()?;
        let entries = self.entries_at(place as usize);
        entries.iter().find(|entry| entry.number == number).map(|entry| &**entry)
    }

    pub(crate) fn entries_at(&self, place: usize) -> &[Arc<Entry>] {
        self.patents.get(place).map_or(&[], |record| record.entries.as_slice())
    }

    /// The application of the patent at a place, as its last listing gives it.
    pub fn application(&self, place: usize) -> Option<&ApplicationNumber> {
        let entries = &self.patents.get(place)?.entries;
        entries.iter().rev().find_map(|entry| match &entry.event {
            Event::PatentListed { offer, .. } | Event::ListingChanged { offer, .. } => {
                offer.application.as_ref()
            }
            _ => None,
        })
    }

    /// When the last entry was entered.
    pub fn last_entered(&self) -> Option<Instant> {
        self.batches.get(self.batches.len().checked_sub(1)?).map(|(entered, _)| *entered)
    }

    /// The revision that a question is about. An instant that has not passed is refused, because what will be entered
    /// until then is not known; so is a revision that does not exist yet.
    pub fn resolve(&self, known: Known, now: Instant) -> Result<u64, Error> {
        match known {
            Known::Now => Ok(self.revision()),
            Known::Revision(revision) if revision <= self.revision() => Ok(revision),
            Known::Revision(revision) => Err(Error::NoSuchRevision { revision, last: self.revision() }),
            Known::At(instant) if now <= instant => Err(Error::NotYetKnown { instant, now }),
            Known::At(instant) => {
                let n_before = self.batches.partition_point(|(entered, _)| *entered <= instant);
                let before = n_before.checked_sub(1).and_then(|last| self.batches.get(last));
                Ok(before.map_or(0, |(_, revision)| *revision))
            }
        }
    }

    /// The entries of a patent as known at a revision of this snapshot; empty for a patent that none is about.
    pub fn history<'s>(&'s self, patent: &'s PublicationNumber, known: u64) -> History<'s> {
        let record = self.place(patent).and_then(|place| self.patents.get(place));
        let entries = record.map_or(&[][..], |record| record.entries.as_slice());
        History { patent, entries, register: &self.register, known }
    }

    /// "May I use it?", as known at a revision of this snapshot.
    pub fn use_answer(
        &self,
        patent: &PublicationNumber,
        legal: &LegalKnowledge<'_>,
        question: &UseQuestion,
        known: u64,
    ) -> UseAnswer {
        use_answer(legal, &self.history(patent, known), question)
    }

    /// Takes the next entry in; its number must be the next.
    pub(crate) fn add(&mut self, entry: &Arc<Entry>, hash: Digest) {
        debug_assert_eq!(entry.number, self.head.revision + 1);
        self.head = Head { revision: entry.number, hash };
        match self.batches.len().checked_sub(1) {
            Some(last) if entry.batch != entry.number => {
                if let Some((_, revision)) = self.batches.get_mut(last) {
                    *revision = entry.number;
                }
            }
            _ => self.batches.push((entry.entered, entry.number)),
        }
        let subject = match entry.event.patent() {
            Some(patent) => Some(self.add_to_patent(patent, entry)),
            None => {
                Arc::make_mut(&mut self.register).add(entry);
                None
            }
        };
        self.subjects.push(subject);
    }

    fn add_to_patent(&mut self, patent: &PublicationNumber, entry: &Arc<Entry>) -> u32 {
        let place = self.places.get(patent).unwrap_or_else(|| {
            // 2^32 patents are more than there are.
            let place = self.patents.len() as u32;
            let (number, entries) = (patent.clone(), Arc::default());
            self.patents.push(PatentRecord { number, entries, holding: Holding::ByHistory });
            self.places.insert(patent.clone(), place);
            place
        });
        if let Some(record) = self.patents.get_mut(place as usize) {
            Arc::make_mut(&mut record.entries).push(entry.clone());
            let (entries, known) = (&record.entries, entry.number);
            record.holding = Holding::of(&History { patent, entries, register: &self.register, known });
        }
        place
    }

    /// Places of the patents that entries after a revision are about; none if one is about the register.
    fn subjects_after(&self, revision: u64) -> Option<Vec<usize>> {
        let first = usize::try_from(revision).ok()?;
        let subject = |i| self.subjects.get(i).copied().flatten().map(|place| place as usize);
        (first..self.subjects.len()).map(subject).collect()
    }
}
