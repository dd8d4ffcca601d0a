//! Predicates, orders and drops that panic half-way: no key without values, pairs counted right, nothing dropped twice.

use crate::Multi;
use crate::layouts::{LayoutOf, for_each_layout};
use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

#[derive(Default)]
struct Watch {
    calls_left: Cell<Option<usize>>,
    made: Cell<u32>,
    alive: RefCell<HashSet<u32>>,
    dropped_twice: Cell<bool>,
}

impl Watch {
    fn call(&self) {
        if let Some(left) = self.calls_left.get() {
            assert_ne!(left, 0, "told to panic");
            self.calls_left.set(Some(left - 1));
        }
    }

    fn watched(self: &Rc<Self>, number: u32) -> Watched {
        let id = self.made.get();
        self.made.set(id + 1);
        self.alive.borrow_mut().insert(id);
        Watched { number, id, watch: Rc::clone(self) }
    }
}

/// A key or a value whose comparisons and whose drop may panic.
struct Watched {
    number: u32,
    id: u32,
    watch: Rc<Watch>,
}

impl Drop for Watched {
    fn drop(&mut self) {
        if !self.watch.alive.borrow_mut().remove(&self.id) {
            self.watch.dropped_twice.set(true);
        }
        if !std::thread::panicking() {
            self.watch.call();
        }
    }
}

impl Ord for Watched {
    fn cmp(&self, other: &Self) -> Ordering {
        self.watch.call();
        self.number.cmp(&other.number)
    }
}
testbed::compare_by_ord!(Watched);

/// Runs `work` once for every call of user code that it makes, which panics then.
fn panic_at_every_call<L: LayoutOf>(work: impl Fn(&Rc<Watch>, &mut [Multi<L, Watched, Watched>; 2])) {
    for nth in (0..).step_by(if cfg!(miri) { 47 } else { 1 }) {
        let watch = Rc::new(Watch::default());
        let mut maps = [1, 2].map(|step| {
            Multi::<L, Watched, Watched>::from_iter_in_layout(
                // Keys of one to three values.
                (0..36).map(|i| (watch.watched(i % 24 % 15 * step), watch.watched(i))),
            )
        });
        watch.calls_left.set(Some(nth));
        let outcome = catch_unwind(AssertUnwindSafe(|| work(&watch, &mut maps)));
        watch.calls_left.set(None);
        for map in &maps {
            // Panics on a key without values and on a wrong count.
            assert_eq!(map.check_invariants(), Ok(()));
            assert_eq!(map.iter().count(), map.len());
        }
        let held: usize = maps.iter().map(|map| map.len() + map.keys_len()).sum();
        assert_eq!(watch.alive.borrow().len(), held, "leaked or dropped at call {nth}");
        drop(maps);
        assert!(watch.alive.borrow().is_empty() && !watch.dropped_twice.get());
        if outcome.is_ok() {
            assert!(nth > 0, "no user code was called");
            return;
        }
    }
}

fn a_panic_half_way_leaves_whole_lists<L: LayoutOf>() {
    panic_at_every_call::<L>(|watch, [a, _]| {
        a.retain(|key, value| {
            watch.call();
            (key.number + value.number) % 3 == 0
        });
    });
    panic_at_every_call::<L>(|_, [a, _]| a.retain(|key, _| key.number % 2 == 0));
    panic_at_every_call::<L>(|_, [a, b]| a.append(b));
    panic_at_every_call::<L>(|watch, [a, _]| {
        a.insert(watch.watched(3), watch.watched(100));
        a.insert(watch.watched(100), watch.watched(100));
        let key = watch.watched(3);
        a.remove(&key, &watch.watched(100));
        a.remove_all(&key);
        a.entry(key).or_insert_with(|| {
            watch.call();
            watch.watched(5)
        });
    });
    panic_at_every_call::<L>(|_, [a, b]| {
        a.pop_first();
        a.pop_last();
        b.clear();
    });
}

for_each_layout!(a_panic_half_way_leaves_whole_lists);
