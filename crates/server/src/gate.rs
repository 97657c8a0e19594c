use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::sync::Semaphore;

use crate::ServerConfig;

/// The way from async requests to blocking searches: so many run, so many wait, one more is refused.
///
/// A request that is dropped while it waits (its client left) never starts. One that runs already keeps its place
/// until its thread is done, so that the number of busy threads is never larger than the limit.
#[derive(Debug)]
pub(crate) struct SearchGate {
    places: Arc<Semaphore>,
    running: Arc<AtomicUsize>,
    waiting: AtomicUsize,
    queue_length: usize,
    timeout: Duration,
}

/// Why a search did not give an answer, apart from what the search itself says.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum GateError {
    #[error("{waiting} searches are waiting already, the limit is {limit}")]
    Full { waiting: usize, limit: usize },
    #[error("the search did not end within {} ms", limit.as_millis())]
    TimedOut { limit: Duration },
    #[error("the search panicked")]
    Panicked,
}

/// Counts one up while it lives.
struct Counted<'a>(&'a AtomicUsize);

impl<'a> Counted<'a> {
    fn new(counter: &'a AtomicUsize) -> (Self, usize) {
        let before = counter.fetch_add(1, Ordering::Relaxed);
        (Self(counter), before)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl SearchGate {
    pub(crate) fn new(config: &ServerConfig) -> Self {
        Self::with(config.concurrent_searches, config.queue_length, config.search_timeout)
    }

    /// A gate of its own for what is about the ledger: a long import holds up no search.
    pub(crate) fn of_ledger(config: &ServerConfig) -> Self {
        Self::with(config.ledger_places, config.ledger_queue, config.ledger_timeout)
    }

    fn with(places: usize, queue_length: usize, timeout: Duration) -> Self {
        Self {
            places: Arc::new(Semaphore::new(places)),
            running: Arc::default(),
            waiting: AtomicUsize::new(0),
            queue_length,
            timeout,
        }
    }

    /// Runs `work` on a blocking thread when there is a place.
    pub(crate) async fn run<T, F>(&self, work: F) -> Result<T, GateError>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        tokio::time::timeout(self.timeout, self.wait_and_run(work))
            .await
            .unwrap_or(Err(GateError::TimedOut { limit: self.timeout }))
    }

    async fn wait_and_run<T, F>(&self, work: F) -> Result<T, GateError>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        let place = match self.places.clone().try_acquire_owned() {
            Ok(place) => place,
            Err(_) => {
                let (_waiting, before) = Counted::new(&self.waiting);
                if self.queue_length <= before {
                    return Err(GateError::Full { waiting: before, limit: self.queue_length });
                }
                // The semaphore is never closed; if it were, refusing is the right answer too.
                self.places
                    .clone()
                    .acquire_owned()
                    .await
                    .map_err(|_| GateError::Full { waiting: before, limit: self.queue_length })?
            }
        };
        let running = self.running.clone();
        let task = tokio::task::spawn_blocking(move || {
            let _place = place;
            let (_running, _) = Counted::new(&running);
            work()
        });
        task.await.map_err(|_| GateError::Panicked)
    }

    /// Searches that run now.
    pub(crate) fn running(&self) -> usize {
        self.running.load(Ordering::Relaxed)
    }

    /// Searches that wait for a place now.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn gate(concurrent_searches: usize, queue_length: usize, search_timeout: Duration) -> Arc<SearchGate> {
        let config =
            ServerConfig { concurrent_searches, queue_length, search_timeout, ..ServerConfig::default() };
        Arc::new(SearchGate::new(&config))
    }

    const LONG: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn work_gives_its_answer_and_leaves_no_trace() {
        let gate = gate(1, 0, LONG);
        assert_eq!(gate.run(|| 6 * 7).await, Ok(42));
        assert_eq!((gate.running(), gate.waiting()), (0, 0));
    }

    #[tokio::test]
    async fn one_more_than_the_queue_holds_is_refused() {
        let gate = gate(1, 0, LONG);
        let (release, held) = mpsc::channel::<()>();
        let (started, has_started) = tokio::sync::oneshot::channel();
        let first = {
            let gate = gate.clone();
            tokio::spawn(async move {
                gate.run(move || {
                    started.send(()).unwrap();
                    held.recv().unwrap();
                })
                .await
            })
        };
        has_started.await.unwrap();
        assert_eq!(gate.run(|| ()).await, Err(GateError::Full { waiting: 0, limit: 0 }));
        release.send(()).unwrap();
        assert_eq!(first.await.unwrap(), Ok(()));
    }

    #[tokio::test]
    async fn a_panic_inside_is_an_error_and_frees_the_place() {
        let gate = gate(1, 0, LONG);
        assert_eq!(gate.run(|| panic!("inside")).await, Err::<(), _>(GateError::Panicked));
        assert_eq!(gate.run(|| 1).await, Ok(1));
    }

    #[tokio::test]
    async fn a_search_that_takes_too_long_is_given_up() {
        let limit = Duration::from_millis(5);
        let gate = gate(1, 0, limit);
        let (release, held) = mpsc::channel::<()>();
        let outcome = gate.run(move || held.recv().is_ok()).await;
        assert_eq!(outcome, Err(GateError::TimedOut { limit }));
        release.send(()).unwrap();
    }
}
