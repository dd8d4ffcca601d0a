//! The two ends of a walk: pure bookkeeping over runs, the same for every kind of borrow.
//!
//! The step that stays in a leaf is a few instructions on a row. Nothing of a walk ever has an address, as long as
//! its steps are inlined: so its rows live in registers while a loop steps.

use super::source::Source;
use crate::run::{RawEntry, Row};
use crate::{LeafAt, Position};
use core::mem;
use core::ptr;

/// Both ends of a walk.
///
/// Invariants:
///
/// 1. The positions, and the rows loaded from them, belong to the one source that every method is given.
/// 2. The leaf of the front is loaded, that of the back is if `back_loaded` says so. No leaf is loaded twice. `met`
///    says that there is no leaf between the two, and none to load.
/// 3. A head is handed out as soon as the front loads it; of a leaf that the back loaded it waits in `head`, which comes
///    before the row of the back.
#[derive(Debug)]
pub(super) struct Ends<K, V> {
    front: Row<K, V>,
    front_leaf: LeafAt,
    back: Row<K, V>,
    back_leaf: LeafAt,
    /// Where in its leaf the back began; counts only until the leaf is loaded. More than the leaf holds means its end.
    back_slot: usize,
    /// The head before the row of the back, null without one.
    head: RawEntry<K, V>,
    back_loaded: bool,
    met: bool,
    /// Number of entries in no row, if the number was known at the start.
    unloaded: usize,
}

// Not derived: copying ends needs no `K: Clone`.
impl<K, V> Clone for Ends<K, V> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<K, V> Copy for Ends<K, V> {}

/// No head.
const fn no_head<K, V>() -> RawEntry<K, V> {
    (ptr::null(), ptr::null())
}

/// What the rarer steps give: an entry, and the ends behind it. They take the ends by value, so that those that step have no
/// address.
type Stepped<K, V> = (Option<RawEntry<K, V>>, Ends<K, V>);

impl<K, V> Ends<K, V> {
    /// A walk over nothing, for which no source is ever asked.
    #[inline]
    pub(super) const fn empty() -> Self {
        let nowhere = LeafAt::from_index(0, 0);
        Ends {
            front: Row::EMPTY,
            front_leaf: nowhere,
            back: Row::EMPTY,
            back_leaf: nowhere,
            back_slot: 0,
            head: no_head(),
            back_loaded: true,
            met: true,
            unloaded: 0,
        }
    }

    /// A walk between two positions, with `len` entries between them (or any number, if nobody asks).
    ///
    /// # Safety
    ///
    /// - The positions are of `source`; the slot of the second may be larger than its leaf is.
    #[inline]
    pub(super) unsafe fn new<S: Source<K, V>>(
        source: &mut S,
        (from, to): (Position, Position),
        len: usize,
    ) -> Self {
        let met = from.leaf.same_leaf(to.leaf);
        // SAFETY: the leaf belongs to the source (caller); the slots are an ascending range inside it.
        let mut run = unsafe {
            let len = source.leaf_len(from.leaf);
            let end = if met { to.slot.min(len) } else { len };
            source.load(from.leaf, from.slot.min(end)..end)
        };
        let mut ends = Ends {
            front: Row::EMPTY,
            front_leaf: from.leaf,
            back: Row::EMPTY,
            back_leaf: to.leaf,
            back_slot: to.slot,
            head: no_head(),
            back_loaded: met,
            met,
            unloaded: len,
        };
        match run.take_head() {
            None => {
                ends.unloaded = len.wrapping_sub(run.len());
                ends.front = run.row;
            }
            Some(head) if met => {
                // As if the back had loaded it.
                (ends.head, ends.back) = (head, run.row);
                ends.unloaded = len.wrapping_sub(run.len() + 1);
            }
            Some(_) => {
                // The front stands behind the leaf before: the next step loads this one.
                // SAFETY: the leaf belongs to the source (caller).
                let before = unsafe { source.prev_leaf(from.leaf) };
                ends.front_leaf = before.expect("a leaf with a head has a leaf before it");
            }
        }
        ends
    }

    /// Number of entries left, if it was known at the start.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.unloaded + self.front.left + self.back.left + usize::from(!self.head.0.is_null())
    }

    /// The next entry, if the front need not move to another leaf for it.
    #[inline(always)]
    pub(super) fn pop_front(&mut self, pairs: bool) -> Option<RawEntry<K, V>> {
        self.front.pop_front(pairs)
    }

    /// The next entry from the back, if the back need not move to another leaf for it.
    #[inline(always)]
    pub(super) fn pop_back(&mut self, pairs: bool) -> Option<RawEntry<K, V>> {
        self.back.pop_back(pairs)
    }

    /// The next entry, where the row of the front is used up.
    ///
    /// # Safety
    ///
    /// - `source` is the source that the positions came from, unchanged since.
    #[inline(always)]
    pub(super) unsafe fn next_leaf<S: Source<K, V>>(&mut self, mut source: S) -> Option<RawEntry<K, V>> {
        if self.met {
            if self.head.0.is_null() {
                self.front = mem::replace(&mut self.back, Row::EMPTY);
                return self.front.pop_front(S::PAIRS);
            }
        // SAFETY: the leaves belong to the source (invariant 1), which has not changed (caller).
        } else if let Some((leaf, mut run)) = unsafe { source.run_after(self.front_leaf, self.back_leaf) } {
            self.front_leaf = leaf;
            self.unloaded = self.unloaded.wrapping_sub(run.len());
            let entry = run.pop_front(S::PAIRS);
            self.front = run.row;
            return entry;
        }
        // SAFETY: the caller's contract is the same.
        let (entry, ends) = unsafe { self.next_last(source) };
        *self = ends;
        entry
    }

    /// The next entry from the back, where the row of the back is used up.
    ///
    /// # Safety
    ///
    /// As [`next_leaf`](Self::next_leaf).
    #[inline(always)]
    pub(super) unsafe fn prev_leaf<S: Source<K, V>>(&mut self, mut source: S) -> Option<RawEntry<K, V>> {
        if self.met {
            if self.head.0.is_null() {
                self.back = mem::replace(&mut self.front, Row::EMPTY);
                return self.back.pop_back(S::PAIRS);
            }
        } else if self.back_loaded && self.head.0.is_null() {
            // SAFETY: the leaves belong to the source (invariant 1), which has not changed (caller).
            if let Some((leaf, mut run)) = unsafe { source.run_before(self.back_leaf, self.front_leaf) } {
                self.back_leaf = leaf;
                self.unloaded = self.unloaded.wrapping_sub(run.len());
                self.head = run.take_head().unwrap_or(no_head());
                self.back = run.row;
                // A leaf has more than its head, else the head is next.
                let entry = self.back.pop_back(S::PAIRS);
                return entry.or_else(|| Some(mem::replace(&mut self.head, no_head())));
            }
        } else if !self.head.0.is_null() {
            return Some(mem::replace(&mut self.head, no_head()));
        }
        // SAFETY: the caller's contract is the same.
        let (entry, ends) = unsafe { self.prev_last(source) };
        *self = ends;
        entry
    }

    /// The front takes over what the back has left, after it came to the leaf of the back if they have not met; or it
    /// comes to the end of the tree.
    ///
    /// # Safety
    ///
    /// As [`next_leaf`](Self::next_leaf).
    #[cold]
    #[inline(never)]
    unsafe fn next_last<S: Source<K, V>>(mut self, mut source: S) -> Stepped<K, V> {
        if !self.met {
            // SAFETY: the leaves belong to the source (invariant 1), which has not changed (caller).
            let Some(leaf) = (unsafe { source.next_leaf(self.front_leaf) }) else { return (None, self) };
            debug_assert!(leaf.same_leaf(self.back_leaf));
            self.front_leaf = leaf;
            self.met = true;
            if !self.back_loaded {
                // SAFETY: the caller's contract is the same; the back has not loaded it.
                unsafe { self.load_back(&mut source) };
            }
        }
        let head = mem::replace(&mut self.head, no_head());
        self.front = mem::replace(&mut self.back, Row::EMPTY);
        if head.0.is_null() { (self.front.pop_front(S::PAIRS), self) } else { (Some(head), self) }
    }

    /// The back loads the leaf that it began in; or it takes over what the front has left, after it came to the leaf of
    /// the front if they have not met; or it comes to the beginning of the tree.
    ///
    /// # Safety
    ///
    /// As [`next_leaf`](Self::next_leaf).
    #[cold]
    #[inline(never)]
    unsafe fn prev_last<S: Source<K, V>>(mut self, mut source: S) -> Stepped<K, V> {
        loop {
            if let Some(entry) = self.back.pop_back(S::PAIRS) {
                return (Some(entry), self);
            }
            if !self.head.0.is_null() {
                return (Some(mem::replace(&mut self.head, no_head())), self);
            }
            if self.met {
                self.back = mem::replace(&mut self.front, Row::EMPTY);
                return (self.back.pop_back(S::PAIRS), self);
            }
            // SAFETY: the leaves belong to the source (invariant 1), which has not changed (caller).
            unsafe {
                if self.back_loaded {
                    let Some(leaf) = source.prev_leaf(self.back_leaf) else { return (None, self) };
                    (self.back_leaf, self.back_slot, self.back_loaded) = (leaf, usize::MAX, false);
                }
                // Where the ends stand in one leaf, the front has it.
                if self.back_leaf.same_leaf(self.front_leaf) {
                    (self.met, self.back_loaded) = (true, true);
                } else {
                    self.load_back(&mut source);
                }
            }
        }
    }

    /// Loads the leaf that the back began in.
    ///
    /// # Safety
    ///
    /// As [`next_leaf`](Self::next_leaf); nobody has loaded the leaf.
    unsafe fn load_back<S: Source<K, V>>(&mut self, source: &mut S) {
        // SAFETY: the leaf belongs to the source (invariant 1), the slots are an ascending range inside it.
        let mut run = unsafe {
            let len = source.leaf_len(self.back_leaf);
            source.load(self.back_leaf, 0..self.back_slot.min(len))
        };
        self.back_loaded = true;
        self.unloaded = self.unloaded.wrapping_sub(run.len());
        self.head = run.take_head().unwrap_or(no_head());
        self.back = run.row;
    }

    /// Gives every entry left to `each`, first to last: a tight loop per leaf.
    ///
    /// # Safety
    ///
    /// As [`next_leaf`](Self::next_leaf).
    #[inline(always)]
    pub(super) unsafe fn fold<S: Source<K, V>, B>(
        mut self,
        source: &mut S,
        pairs: bool,
        init: B,
        mut each: impl FnMut(B, RawEntry<K, V>) -> B,
    ) -> B {
        let mut folded = init;
        loop {
            folded = mem::replace(&mut self.front, Row::EMPTY).fold(pairs, folded, &mut each);
            // SAFETY: the caller's contract is the same; the row is used up.
            let Some(entry) = (unsafe { self.next_leaf(source.again()) }) else { return folded };
            folded = each(folded, entry);
        }
    }

    /// Gives every entry left to `each`, last to first: a tight loop per leaf.
    ///
    /// # Safety
    ///
    /// As [`fold`](Self::fold).
    #[inline(always)]
    pub(super) unsafe fn rfold<S: Source<K, V>, B>(
        mut self,
        source: &mut S,
        pairs: bool,
        init: B,
        mut each: impl FnMut(B, RawEntry<K, V>) -> B,
    ) -> B {
        let mut folded = init;
        loop {
            folded = mem::replace(&mut self.back, Row::EMPTY).rfold(pairs, folded, &mut each);
            // SAFETY: the caller's contract is the same; the row is used up.
            let Some(entry) = (unsafe { self.prev_leaf(source.again()) }) else { return folded };
            folded = each(folded, entry);
        }
    }
}
