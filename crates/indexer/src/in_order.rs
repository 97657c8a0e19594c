//! Work of several threads, taken in the order of what it is done for.

use std::{
    collections::VecDeque,
    ops::ControlFlow,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

/// Gives `take` what `work` makes of each item, in the order of the items, until it breaks: how documents are prepared
/// by several threads and added one after the other, so that the same documents give the same index.
///
/// Each of so many threads, of which the caller's is one, draws the next item, one at a time, works on it, then takes what
/// is ready unless another is about it. No more than `ahead` items, or one, are begun whose turn has not come. `items` may
/// wait for results to be taken or dropped, and for nothing else: after a break those that wait are dropped.
pub fn in_order<I, T, B>(
    threads: usize,
    ahead: usize,
    items: I,
    work: impl Fn(I::Item) -> T + Sync,
    take: impl FnMut(T) -> ControlFlow<B> + Send,
) -> ControlFlow<B>
where
    I: Iterator + Send,
    T: Send,
    B: Send,
{
    let line = Line {
        ahead: ahead.max(1),
        items: Mutex::new(Items { rest: items.fuse(), begun: 0 }),
        made: Mutex::new(Made { taken: 0, waiting: VecDeque::new(), is_taking: false, is_over: false }),
        turn: Condvar::new(),
        take: Mutex::new((take, ControlFlow::Continue(()))),
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(|| line.run(&work));
        }
        line.run(&work);
    });
    line.take.into_inner().unwrap_or_else(PoisonError::into_inner).1
}

struct Line<I, T, F, B> {
    ahead: usize,
    items: Mutex<Items<I>>,
    made: Mutex<Made<T>>,
    /// More was taken, or it is over.
    turn: Condvar,
    /// With what it has come to.
    take: Mutex<(F, ControlFlow<B>)>,
}

struct Items<I> {
    rest: I,
    /// Items that came before `rest`.
    begun: usize,
}

/// What was made.
struct Made<T> {
    /// Of so many items from the first on, it is taken or being so.
    taken: usize,
    /// Of the items after those; `None` where a thread is still at work.
    waiting: VecDeque<Option<T>>,
    /// Whether a thread is at it.
    is_taking: bool,
    /// Whether nothing more is to be begun or taken.
    is_over: bool,
}

impl<I, T, F, B> Line<I, T, F, B>
where
    I: Iterator,
    F: FnMut(T) -> ControlFlow<B>,
{
    /// What each thread does.
    fn run(&self, work: impl Fn(I::Item) -> T) {
        let _ends_by_panic = EndsByPanic(self);
        while let Some((number, item)) = self.begin() {
            self.put(number, work(item));
        }
    }

    /// The next item and its number; `None` when there is none left, or it is over.
    fn begin(&self) -> Option<(usize, I::Item)> {
        // Where drawing an item has panicked, there are no more.
        let mut items = self.items.lock().ok()?;
        let is_ahead = |made: &mut Made<T>| !made.is_over && self.ahead <= items.begun - made.taken;
        let made = self.turn.wait_while(self.made(), is_ahead).unwrap_or_else(PoisonError::into_inner);
        if made.is_over {
            return None;
        }
        drop(made);
        let item = items.rest.next()?;
        items.begun += 1;
        Some((items.begun - 1, item))
    }

    /// Puts what was made of an item in its place, and takes what is ready.
    fn put(&self, number: usize, value: T) {
        let mut made = self.made();
        if made.is_over {
            return;
        }
        let place = number - made.taken;
        if made.waiting.len() <= place {
            made.waiting.resize_with(place + 1, || None);
        }
        made.waiting[place] = Some(value);
        if made.is_taking {
            return;
        }
        made.is_taking = true;
        while let Some(next) = made.waiting.front_mut().and_then(Option::take) {
            made.waiting.pop_front();
            made.taken += 1;
            drop(made);
            self.turn.notify_one();
            if self.take(next) {
                return self.end();
            }
            made = self.made();
        }
        made.is_taking = false;
    }

    /// True where that was the last one.
    fn take(&self, value: T) -> bool {
        let mut take = self.take.lock().unwrap_or_else(PoisonError::into_inner);
        take.1 = take.0(value);
        take.1.is_break()
    }
}

impl<I, T, F, B> Line<I, T, F, B> {
    fn made(&self) -> MutexGuard<'_, Made<T>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nothing more is begun or taken, and what waits is dropped.
    fn end(&self) {
        let mut made = self.made();
        made.is_over = true;
        let waiting = std::mem::take(&mut made.waiting);
        drop(made);
        self.turn.notify_one();
        drop(waiting);
    }
}

/// Ends it where a thread panics, of whose item nothing will be made. The scope panics when all threads have ended.
struct EndsByPanic<'l, I, T, F, B>(&'l Line<I, T, F, B>);

impl<I, T, F, B> Drop for EndsByPanic<'_, I, T, F, B> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.end();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };

    use super::*;

    /// Nothing takes so long.
    const LONG: Duration = Duration::from_secs(30);

    #[test]
    fn results_come_in_the_order_of_items_whoever_is_slow() {
        for threads in [1, 2, 5] {
            let mut taken = Vec::new();
            let work = |i: u64| {
                thread::sleep(Duration::from_micros(i * 37 % 11 * 50));
                i * i
            };
            let done = in_order(threads, 3, 0..200, work, |square| {
                taken.push(square);
                ControlFlow::<()>::Continue(())
            });
            assert_eq!(done, ControlFlow::Continue(()));
            assert_eq!(taken, (0..200).map(|i| i * i).collect::<Vec<_>>(), "{threads}");
        }
    }

    #[test]
    fn a_break_ends_it_and_little_is_begun_beyond() {
        for threads in [1, 4] {
            let begun = AtomicUsize::new(0);
            let work = |i: usize| {
                begun.fetch_add(1, Ordering::Relaxed);
                i
            };
            let done = in_order(threads, 8, 0.., work, |i| match i {
                100 => ControlFlow::Break(i),
                _ => ControlFlow::Continue(()),
            });
            assert_eq!(done, ControlFlow::Break(100));
            // The last that was taken is the 101st, and as many are ahead of it as may be.
            assert!(begun.into_inner() <= 101 + 8);
        }
    }

    #[test]
    fn who_is_slow_holds_up_no_more_than_may_be_ahead() {
        let begun = AtomicUsize::new(0);
        let (begin, first) = std::sync::mpsc::channel();
        let first = Mutex::new(Some(first));
        let work = |i: usize| {
            begun.fetch_add(1, Ordering::Relaxed);
            match i {
                // Until as many others are begun as may be.
                0 => first.lock().unwrap().take().unwrap().recv_timeout(LONG).unwrap(),
                7 => begin.send(()).unwrap(),
                _ => {}
            }
            i
        };
        let mut taken = Vec::new();
        let done = in_order(3, 8, 0..100, work, |i| {
            taken.push((i, begun.load(Ordering::Relaxed)));
            ControlFlow::<()>::Continue(())
        });
        assert!(done.is_continue());
        assert_eq!(taken.len(), 100);
        assert!(
            taken.iter().enumerate().all(|(i, (item, begun))| *item == i && *begun <= i + 1 + 8),
            "{taken:?}"
        );
    }

    #[test]
    fn a_panic_in_a_thread_is_the_callers() {
        for threads in [1, 3] {
            for panicking in ["items", "work", "take"] {
                let panics = |what: &str, i: usize| assert!(what != panicking || i != 50, "{what}");
                let run = || {
                    let items = (0..100).inspect(|i| panics("items", *i));
                    let work = |i| {
                        panics("work", i);
                        i
                    };
                    in_order(threads, 8, items, work, |i| {
                        panics("take", i);
                        ControlFlow::<()>::Continue(())
                    })
                };
                assert!(std::panic::catch_unwind(run).is_err(), "{panicking} by {threads}");
            }
        }
    }

    /// Results that are neither taken nor dropped may weigh three.
    #[derive(Default)]
    struct Scales {
        state: Mutex<Scale>,
        is_changed: Condvar,
    }

    #[derive(Default)]
    struct Scale {
        weight: usize,
        is_waited_for: bool,
        was_in_vain: bool,
    }

    struct Weight<'s>(&'s Scales, usize);

    impl Scales {
        fn put(&self, weight: usize) -> Weight<'_> {
            let mut scale = self.state.lock().unwrap();
            scale.is_waited_for = 3 < scale.weight + weight;
            self.is_changed.notify_all();
            let is_too_heavy = |scale: &mut Scale| 3 < scale.weight + weight;
            let (mut scale, waited) = self.is_changed.wait_timeout_while(scale, LONG, is_too_heavy).unwrap();
            scale.was_in_vain |= waited.timed_out();
            scale.is_waited_for = false;
            scale.weight += weight;
            Weight(self, weight)
        }

        fn wait_for_who_waits(&self) {
            let nobody_waits = |scale: &mut Scale| !scale.is_waited_for;
            let scale = self.state.lock().unwrap();
            let (_scale, waited) = self.is_changed.wait_timeout_while(scale, LONG, nobody_waits).unwrap();
            assert!(!waited.timed_out(), "nobody waits");
        }
    }

    impl Drop for Weight<'_> {
        fn drop(&mut self) {
            self.0.state.lock().unwrap_or_else(PoisonError::into_inner).weight -= self.1;
            self.0.is_changed.notify_all();
        }
    }

    #[test]
    fn items_that_wait_for_results_do_not_wait_for_those_behind_an_end() {
        for end in ["break", "panic in work", "panic in take"] {
            let scales = Scales::default();
            // What ends it gives no room itself.
            let items = (0..100).map(|i| (i, scales.put(usize::from(i != 2))));
            let ends = |here: &str, i: usize| {
                if i == 2 && here == end {
                    scales.wait_for_who_waits();
                    assert_eq!(end, "break");
                    return ControlFlow::Break(());
                }
                ControlFlow::Continue(())
            };
            let work = |(i, weight)| {
                let _ = ends("panic in work", i);
                (i, weight)
            };
            let take = |(i, _): (usize, Weight<'_>)| {
                let _ = ends("panic in take", i);
                ends("break", i)
            };
            let run = std::panic::AssertUnwindSafe(|| in_order(4, 50, items, work, take));
            let ended = std::panic::catch_unwind(run);
            assert_eq!(ended.is_ok_and(|ended| ended.is_break()), end == "break");
            assert!(!scales.state.into_inner().unwrap_or_else(PoisonError::into_inner).was_in_vain, "{end}");
        }
    }
}
