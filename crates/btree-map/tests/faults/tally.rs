//! Keys and values whose drops are counted one by one, and may panic.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How often each item was dropped, and what panics next.
#[derive(Default)]
pub(crate) struct Tally {
    drops: RefCell<Vec<u32>>,
    /// Ids whose drop panics.
    bombs: RefCell<Vec<usize>>,
    /// Calls of `cmp` or `clone` until one panics; none if it is `None`.
    fuse: Cell<Option<u32>>,
}

impl Tally {
    /// A new item that compares as `rank`.
    pub(crate) fn item(&self, rank: u32) -> Item<'_> {
        let mut drops = self.drops.borrow_mut();
        drops.push(0);
        Item { rank, id: drops.len() - 1, tally: self }
    }

    /// How many items are alive; panics if one was dropped twice.
    pub(crate) fn alive(&self) -> usize {
        let drops = self.drops.borrow();
        assert!(drops.iter().all(|drops| *drops <= 1), "an item was dropped twice");
        drops.iter().filter(|drops| **drops == 0).count()
    }

    /// Lets the drop of item `id` panic.
    pub(crate) fn arm(&self, id: usize) {
        self.bombs.borrow_mut().push(id);
    }

    /// Lets call number `calls` of `cmp` or `clone` panic.
    pub(crate) fn set_fuse(&self, calls: Option<u32>) {
        self.fuse.set(calls);
    }

    fn burn(&self) {
        if let Some(calls) = self.fuse.get() {
            assert_ne!(calls, 0, "the fuse");
            self.fuse.set(Some(calls - 1));
        }
    }
}

/// A key or a value.
pub(crate) struct Item<'a> {
    pub(crate) rank: u32,
    pub(crate) id: usize,
    tally: &'a Tally,
}

impl Drop for Item<'_> {
    fn drop(&mut self) {
        self.tally.drops.borrow_mut()[self.id] += 1;
        assert!(!self.tally.bombs.borrow().contains(&self.id), "the bomb");
    }
}

impl Clone for Item<'_> {
    fn clone(&self) -> Self {
        self.tally.burn();
        self.tally.item(self.rank)
    }
}

impl Ord for Item<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.tally.burn();
        self.rank.cmp(&other.rank)
    }
}
testbed::compare_by_ord!(Item<'_>);

/// Whether `run` panics with `text`; any other panic is passed on.
pub(crate) fn panics_with(text: &str, run: impl FnOnce()) -> bool {
    let Err(payload) = catch_unwind(AssertUnwindSafe(run)) else { return false };
    let said = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .expect("a panic with a text");
    assert!(said.contains(text), "{said}");
    true
}
