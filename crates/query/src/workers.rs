//! Analysers that a thread keeps from search to search.
//!
//! A worker learns how compounds are divided; a new one for each search would learn it again each time.

use std::{
    cell::RefCell,
    ops::{Deref, DerefMut},
};

use analysis::Analyzer;
use indexer::{Generation, View};

use crate::QueryError;

/// Workers that a thread keeps: each analyser a few times over, for two configurations.
const MAX_KEPT: usize = 32;

thread_local! {
    static KEPT: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
}

/// A worker at rest, and what it is a worker of.
struct Kept {
    /// Analysers of the same fingerprint make the same terms, whichever generation they were loaded for.
    fingerprint: String,
    name: String,
    analyzer: Analyzer,
}

/// A worker in use; it goes back to its thread when dropped.
pub(crate) struct Worker(Option<Kept>);

impl Worker {
    /// A worker of an analyser of `analyzers.toml`.
    pub(crate) fn of(generation: &Generation, name: &str) -> Result<Self, QueryError> {
        let analyzers = generation.analyzers();
        let fingerprint = analyzers.fingerprint();
        let is_wanted = |kept: &Kept| kept.name == name && kept.fingerprint == fingerprint;
        let kept = KEPT.with_borrow_mut(|all| {
            let place = all.iter().position(is_wanted)?;
            Some(all.swap_remove(place))
        });
        if kept.is_some() {
            return Ok(Self(kept));
        }
        let missing = || QueryError::MissingAnalyzer { name: name.to_owned() };
        let analyzer = analyzers.get(name).ok_or_else(missing)?;
        Ok(Self(Some(Kept { fingerprint: fingerprint.to_owned(), name: name.to_owned(), analyzer })))
    }

    /// A worker of the analyser of a view.
    pub(crate) fn of_view(generation: &Generation, view: View) -> Result<Self, QueryError> {
        Self::of(generation, &generation.config().fields.views[&view].analyzer)
    }
}

impl Deref for Worker {
    type Target = Analyzer;

    fn deref(&self) -> &Analyzer {
        // Only `drop` takes it out.
        &self.0.as_ref().expect("a worker in use holds its analyser").analyzer
    }
}

impl DerefMut for Worker {
    fn deref_mut(&mut self) -> &mut Analyzer {
        // Only `drop` takes it out.
        &mut self.0.as_mut().expect("a worker in use holds its analyser").analyzer
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let Some(kept) = self.0.take() else { return };
        // A thread that is ending keeps nothing.
        let _ = KEPT.try_with(|all| {
            let mut all = all.borrow_mut();
            if all.len() == MAX_KEPT {
                all.remove(0);
            }
            all.push(kept);
        });
    }
}
