//! Following an index that is being published to.

use std::{
    collections::VecDeque,
    path::Path,
    sync::{
        Arc, Condvar, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread::JoinHandle,
    time::Duration,
};

use analysis::Analyzers;
use arc_swap::ArcSwap;

use super::{Generation, GenerationId, Layout, layout::KEPT_GENERATIONS};
use crate::{IndexConfig, IndexError, Schemes, TermFiles};

/// How often `CURRENT` is read: a new generation is seen well within a second, at five small reads a second.
const POLL: Duration = Duration::from_millis(200);

/// Keeps the current generation of an index open, and opens new ones as they are published.
///
/// Readers take [`current`](Self::current) without waiting and keep it as long as they like; earlier generations
/// stay reachable by id, for the later pages of a search that began in them.
pub struct GenerationWatch {
    shared: Arc<Shared>,
    /// Dropping it ends the thread at once.
    stop: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    layout: Layout,
    config: Arc<IndexConfig>,
    analyzers: Analyzers,
    current: ArcSwap<Generation>,
    /// Generations that were current before, the latest last.
    earlier: Mutex<VecDeque<Arc<Generation>>>,
    changed: Condvar,
    /// The last look at the folder failed.
    stale: AtomicBool,
}

impl GenerationWatch {
    /// Opens the current generation and starts watching.
    pub fn start(dir: &Path, config: &IndexConfig, analyzers: &Analyzers) -> Result<Self, IndexError> {
        let layout = Layout::new(dir);
        let config = Arc::new(config.clone());
        let current = Generation::open_current(&layout, &config, analyzers, None)?;
        let shared = Arc::new(Shared {
            layout,
            config,
            analyzers: analyzers.clone(),
            current: ArcSwap::from_pointee(current),
            earlier: Mutex::default(),
            changed: Condvar::new(),
            stale: AtomicBool::new(false),
        });
        let (stop, stopped) = mpsc::channel();
        let watched = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("generation-watch".to_owned())
            .spawn(move || {
                let mut trouble = None;
                while stopped.recv_timeout(POLL) == Err(mpsc::RecvTimeoutError::Timeout) {
                    let now = watched.follow().err().map(|error| error.to_string());
                    // Said once, not five times a second.
                    if let Some(error) = now.as_ref().filter(|_| now != trouble) {
                        tracing::warn!(%error, "the index cannot be followed; the last generation is kept");
                    }
                    watched.stale.store(now.is_some(), Ordering::Relaxed);
                    trouble = now;
                }
            })
            .map_err(IndexError::io("start a thread for", dir))?;
        Ok(Self { shared, stop: Some(stop), thread: Some(thread) })
    }

    /// The generation to answer a new request with.
    pub fn current(&self) -> Arc<Generation> {
        self.shared.current.load_full()
    }

    /// Whether the index cannot be followed at the moment: `CURRENT` or the generation's folder is gone, or the
    /// generation that it names cannot be opened. Requests are still answered, from the last one that was opened.
    pub fn is_stale(&self) -> bool {
        self.shared.stale.load(Ordering::Relaxed)
    }

    /// The current or an earlier generation that is still open here.
    pub fn get(&self, id: &GenerationId) -> Option<Arc<Generation>> {
        let current = self.current();
        if current.id() == id {
            return Some(current);
        }
        self.shared.earlier().iter().find(|generation| generation.id() == id).cloned()
    }

    /// The generation of an id, opened for this one reader where only its folder is still kept.
    pub fn kept(&self, id: &GenerationId) -> Result<Option<Arc<Generation>>, IndexError> {
        if let Some(generation) = self.get(id) {
            return Ok(Some(generation));
        }
        let Shared { layout, config, analyzers, .. } = &*self.shared;
        if !layout.list_generations()?.contains(id) {
            return Ok(None);
        }
        let opened = Generation::open_id(layout, id, config, analyzers, Some(&*self.current()))?;
        Ok(Some(Arc::new(opened)))
    }

    /// Waits until a generation other than `than` is current; false when `timeout` passed first.
    pub fn wait_for_change(&self, than: &GenerationId, timeout: Duration) -> bool {
        self.wait_while(timeout, |current| current.id() == than)
    }

    /// Waits until other schemes than those of this fingerprint are beside the index; false when `timeout` passed first.
    pub fn wait_for_schemes(&self, than: &str, timeout: Duration) -> bool {
        self.wait_while(timeout, |current| current.schemes().fingerprint() == than)
    }

    /// Waits until other files of term pairs than these are beside the index; false when `timeout` passed first.
    pub fn wait_for_terms(&self, than: &TermFiles, timeout: Duration) -> bool {
        self.wait_while(timeout, |current| current.term_files() == than)
    }

    fn wait_while(&self, timeout: Duration, unchanged: impl Fn(&Generation) -> bool) -> bool {
        let unchanged = |_: &mut VecDeque<Arc<Generation>>| unchanged(&self.current());
        let waited = self.shared.changed.wait_timeout_while(self.shared.earlier(), timeout, unchanged);
        !waited.unwrap_or_else(std::sync::PoisonError::into_inner).1.timed_out()
    }
}

impl Drop for GenerationWatch {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            // It panics only by a defect, which it has reported itself.
            let _ = thread.join();
        }
    }
}

impl Shared {
    /// Opens the current generation if it is a new one; readers keep the old one when that fails.
    fn follow(&self) -> Result<(), IndexError> {
        let known = self.current.load_full();
        let root = self.layout.root();
        let now = self.layout.current()?.ok_or_else(|| IndexError::NoIndex { path: root.to_owned() })?;
        if now == *known.id() {
            let folder = self.layout.generation(&now);
            return match folder.try_exists().map_err(IndexError::io("read", &folder))? {
                true => self.follow_beside(&known),
                false => Err(IndexError::damaged(folder, &"the folder is missing")),
            };
        }
        let generation =
            Generation::open_current(&self.layout, &self.config, &self.analyzers, Some(&*known))?;
        tracing::info!(generation = %generation.id(), documents = generation.document_count(), "opened");
        let mut earlier = self.earlier();
        // The earlier one is reachable before it stops being current: no cursor finds neither.
        earlier.push_back(known);
        while earlier.len() >= KEPT_GENERATIONS {
            earlier.pop_front();
        }
        self.current.store(Arc::new(generation));
        self.changed.notify_all();
        Ok(())
    }

    /// Opens the current generation anew if a scheme or term pairs were installed beside it. It is the same
    /// generation: cursors go on.
    fn follow_beside(&self, known: &Arc<Generation>) -> Result<(), IndexError> {
        let root = self.layout.root();
        let are_schemes = Schemes::open(root, known.schemes())?.are(known.schemes());
        if are_schemes && TermFiles::open(root)? == *known.term_files() {
            return Ok(());
        }
        let again =
            Generation::open_id(&self.layout, known.id(), &self.config, &self.analyzers, Some(&**known))?;
        tracing::info!(generation = %again.id(), schemes = again.schemes().fingerprint(), "classification schemes or term pairs changed");
        let _earlier = self.earlier();
        self.current.store(Arc::new(again));
        self.changed.notify_all();
        Ok(())
    }

    fn earlier(&self) -> MutexGuard<'_, VecDeque<Arc<Generation>>> {
        // A panic while it was held leaves a list that is shorter than it could be, and valid.
        self.earlier.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
