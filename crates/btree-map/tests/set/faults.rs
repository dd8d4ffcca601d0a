//! Elements whose order panics or lies, and clones that panic: sound, consistent, nothing dropped twice.

use crate::Set;
use crate::layouts::{LayoutOf, for_each_layout};
use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

/// Counts down the calls of user code, and remembers who is alive.
#[derive(Default)]
struct Watch {
    calls_left: Cell<Option<usize>>,
    made: Cell<u32>,
    alive: RefCell<HashSet<u32>>,
    dropped_twice: Cell<bool>,
}

impl Watch {
    fn element(self: &Rc<Self>, number: u32) -> Element {
        let id = self.made.get();
        self.made.set(id + 1);
        assert!(self.alive.borrow_mut().insert(id));
        Element { number, id, watch: Rc::clone(self) }
    }

    fn call(&self) {
        if let Some(left) = self.calls_left.get() {
            assert_ne!(left, 0, "told to panic");
            self.calls_left.set(Some(left - 1));
        }
    }
}

struct Element {
    number: u32,
    id: u32,
    watch: Rc<Watch>,
}

impl Drop for Element {
    fn drop(&mut self) {
        // Kept for later: an assertion here may come while another panic unwinds.
        if !self.watch.alive.borrow_mut().remove(&self.id) {
            self.watch.dropped_twice.set(true);
        }
    }
}

impl Clone for Element {
    fn clone(&self) -> Self {
        self.watch.call();
        self.watch.element(self.number)
    }
}

impl Ord for Element {
    fn cmp(&self, other: &Self) -> Ordering {
        self.watch.call();
        self.number.cmp(&other.number)
    }
}
testbed::compare_by_ord!(Element);

type Sets<L> = [Set<L, Element>; 2];

/// The numbers below four times this are in one set, the even ones below six times this in the other.
const PART: u32 = if cfg!(miri) { 3 } else { 10 };

/// Runs `work` on two fresh sets once for every call of user code that it makes, which panics then.
fn panic_at_every_call<L: LayoutOf>(work: impl Fn(&Rc<Watch>, &mut Sets<L>)) {
    for nth in (0..).step_by(if cfg!(miri) { 23 } else { 1 }) {
        let watch = Rc::new(Watch::default());
        let mut sets: Sets<L> = [(0..4 * PART, 1), (0..3 * PART, 2)].map(|(range, step)| {
            Set::<L, Element>::from_iter_in_layout(range.map(|number| watch.element(number * step)))
        });
        watch.calls_left.set(Some(nth));
        let outcome = catch_unwind(AssertUnwindSafe(|| work(&watch, &mut sets)));
        watch.calls_left.set(None);
        for set in &sets {
            assert_eq!(set.check_invariants(), Ok(()));
            assert_eq!(set.iter().count(), set.len());
        }
        let held = sets.iter().map(btree_map::BPlusTreeSet::len).sum::<usize>();
        assert_eq!(watch.alive.borrow().len(), held, "leaked or dropped at call {nth}");
        drop(sets);
        assert!(watch.alive.borrow().is_empty() && !watch.dropped_twice.get());
        if outcome.is_ok() {
            assert!(nth > 0, "no user code was called");
            return;
        }
    }
}

fn a_panicking_order_leaves_both_sets_whole<L: LayoutOf>() {
    panic_at_every_call::<L>(|watch, [a, _]| {
        let before = a.len();
        a.replace(watch.element(PART + 7));
        a.replace(watch.element(1));
        assert_eq!(a.len(), before);
    });
    panic_at_every_call::<L>(|watch, [a, _]| {
        a.get_or_insert(watch.element(PART + 7));
        a.entry(watch.element(1)).or_insert();
        a.retain(|element| {
            element.watch.call();
            element.number % 3 != 0
        });
        a.extract_if(watch.element(PART).., |element| element.number % 2 == 0).for_each(drop);
    });
    panic_at_every_call::<L>(|_, [a, b]| {
        assert_eq!(a.union(b).count(), 5 * PART as usize);
        assert_eq!(a.intersection(b).count(), 2 * PART as usize);
    });
    panic_at_every_call::<L>(|_, [a, b]| {
        assert!(!a.is_subset(b) && !a.is_disjoint(b));
    });
}

fn a_panicking_clone_leaves_both_sets_whole<L: LayoutOf>() {
    panic_at_every_call::<L>(|_, [a, b]| {
        assert_eq!((&*a | &*b).len(), 5 * PART as usize);
    });
    panic_at_every_call::<L>(|_, [a, b]| {
        assert_eq!((&*a - &*b).len(), 2 * PART as usize);
        assert_eq!((&*a ^ &*b).len(), 3 * PART as usize);
    });
}

/// Ordered anew at every comparison.
#[derive(Clone, Debug)]
struct Flipping(Rc<Cell<u32>>);

impl Ord for Flipping {
    fn cmp(&self, _: &Self) -> Ordering {
        let state = self.0.get().wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        self.0.set(state);
        [Ordering::Less, Ordering::Equal, Ordering::Greater][(state >> 16) as usize % 3]
    }
}
testbed::compare_by_ord!(Flipping);

fn a_lying_order_ends_in_bounded_time<L: LayoutOf>() {
    const MANY: u32 = if cfg!(miri) { 16 } else { 60 };
    let state = Rc::new(Cell::new(7));
    let set = |range: std::ops::Range<u32>| {
        let mut set = Set::<L, Flipping>::with_layout();
        range.for_each(|_| {
            set.insert(Flipping(Rc::clone(&state)));
        });
        set
    };
    for _ in 0..if cfg!(miri) { 1 } else { 40 } {
        let (a, b) = (set(0..MANY), set(0..MANY));
        let most = a.len() + b.len();
        assert!(a.union(&b).count() <= most && a.intersection(&b).count() <= most);
        assert!(a.difference(&b).count() <= most && a.symmetric_difference(&b).count() <= most);
        let both = &a | &b;
        assert_eq!(both.iter().count(), both.len());
        // Any answer will do; what counts is that there is one.
        let _ = (a.is_subset(&b), a.is_disjoint(&b), a == b, a.cmp(&b));
    }
}

for_each_layout!(
    a_panicking_order_leaves_both_sets_whole,
    a_panicking_clone_leaves_both_sets_whole,
    a_lying_order_ends_in_bounded_time,
);
