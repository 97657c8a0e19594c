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
/// Each of so many threads, of which the caller's is one, works on the next item that none has begun, then takes what is
/// ready unless another is about it. None waits while there is an item to begin, but that no more than `ahead`, or one,
/// are begun whose turn has not come.
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
        made: Mutex::new(Made { taken: 0, waiting: VecDeque::new(), is_taken: false, is_over: false }),
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
    /// Whether a thread is taking.
    is_taken: bool,
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
        let mut items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
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
        let place = number - made.taken;
        if made.waiting.len() <= place {
            made.waiting.resize_with(place + 1, || None);
        }
        made.waiting[place] = Some(value);
        if made.is_taken {
            return;
        }
        made.is_taken = true;
        while !made.is_over
            && let Some(next) = made.waiting.front_mut().and_then(Option::take)
        {
            made.waiting.pop_front();
            made.taken += 1;
            drop(made);
            self.turn.notify_one();
            let is_over = self.take(next);
            made = self.made();
            made.is_over |= is_over;
        }
        made.is_taken = false;
        drop(made);
        self.turn.notify_one();
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
}

/// Ends what the others do where a thread panics, of whose item nothing will be made. The panic is that of the scope.
struct EndsByPanic<'l, I, T, F, B>(&'l Line<I, T, F, B>);

impl<I, T, F, B> Drop for EndsByPanic<'_, I, T, F, B> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.made().is_over = true;
            self.0.turn.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn results_come_in_the_order_of_items_whoever_is_slow() {
        for threads in [1, 2, 5] {
            let mut taken = Vec::new();
            let work = |i: u64| {
                thread::sleep(std::time::Duration::from_micros(i * 37 % 11 * 50));
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
                0 => drop(first.lock().unwrap().take().unwrap().recv()),
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
}
