//! The two ends of a walk: pure bookkeeping over rows, the same for every kind of borrow.
//!
//! 1. An end stands in a leaf. It loads the leaf's row when it is first asked for an entry: an end that nobody asks costs
//!    nothing.
//! 2. The step that stays in a leaf is a few instructions on a row. Nothing of a walk ever has an address, as long as its steps
//!    are inlined: so its rows live in registers while a loop steps.
//! 3. Between two leaves lies the head of the one further right. The end that crosses from leaf to leaf hands it out.

use super::source::Source;
use crate::leaf_entries::{RawEntry, Row};
use crate::{LeafHandle, Position};
use core::mem;

/// One end: a leaf, and what is left of its row. The row is pending until it is loaded.
#[derive(Debug)]
struct End<K, V> {
    leaf: LeafHandle,
    row: Row<K, V>,
}

impl<K, V> End<K, V> {
    /// The leaf, if its row is loaded; else no leaf at all.
    #[inline(always)]
    fn held(&self) -> LeafHandle {
        if self.row.pending_slot().is_some() { LeafHandle::NOWHERE } else { self.leaf }
    }
}

/// Both ends of a walk.
///
/// Invariants:
///
/// 1. The leaves, and the rows loaded from them, belong to the one source that every method is given.
/// 2. No leaf is loaded twice. Of two ends in one leaf, one has its row and the other has an empty one, or both rows are pending.
/// 3. A head is handed out by the end that crosses it.
#[derive(Debug)]
pub(super) struct LeafRange<K, V> {
    front: End<K, V>,
    back: End<K, V>,
    /// Number of entries in no row, if the number was known at the start.
    unloaded: usize,
}

// Not derived: copying ends needs no `K: Clone`.
impl<K, V> Clone for End<K, V> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<K, V> Copy for End<K, V> {}
impl<K, V> Clone for LeafRange<K, V> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<K, V> Copy for LeafRange<K, V> {}

impl<K, V> LeafRange<K, V> {
    /// A walk over nothing, for which no source is ever asked.
    #[inline]
    pub(super) const fn empty() -> Self {
        let nowhere = End { leaf: LeafHandle::from_index(0, 0), row: Row::EMPTY };
        LeafRange { front: nowhere, back: nowhere, unloaded: 0 }
    }

    /// A walk between two positions, with `len` entries between them (or any number, if nobody asks).
    ///
    /// The slots may be larger than the leaves are. A position before a leaf's head is taken as the one behind it: see
    /// [`walk_span`](super::walk_span).
    #[inline]
    pub(super) const fn new((from, to): (Position, Position), len: usize) -> Self {
        LeafRange {
            front: End { leaf: from.leaf, row: Row::pending(from.slot) },
            back: End { leaf: to.leaf, row: Row::pending(to.slot) },
            unloaded: len,
        }
    }

    /// A walk over a whole tree with `len` entries, from its first leaf to its last one. The row of an only leaf is loaded at once: that leaf
    /// has just told `len`.
    ///
    /// # Safety
    ///
    /// - The leaves are those of `source`.
    #[inline(always)]
    pub(super) unsafe fn whole<S: Source<K, V>>(
        mut source: S,
        (first, last, len): (LeafHandle, LeafHandle, usize),
    ) -> Self {
        if first.same_leaf(last) {
            // SAFETY: the leaf belongs to the source (caller).
            let row = unsafe { source.row(first) };
            return LeafRange {
                front: End { leaf: first, row },
                back: End { leaf: last, row: Row::EMPTY },
                unloaded: 0,
            };
        }
        // More than a leaf has, so that the last leaf need not be looked at.
        let end = Position { leaf: last, slot: usize::MAX };
        Self::new((Position { leaf: first, slot: 0 }, end), len)
    }

    /// Number of entries left, if it was known at the start.
    #[inline]
    pub(super) const fn len(&self) -> usize {
        self.unloaded + self.front.row.left() + self.back.row.left()
    }

    /// The next entry, if the front has one in its row.
    #[inline(always)]
    pub(super) fn pop_front(&mut self, pairs: bool) -> Option<RawEntry<K, V>> {
        self.front.row.pop_front(pairs)
    }

    /// The next entry from the back, if the back has one in its row.
    #[inline(always)]
    pub(super) fn pop_back(&mut self, pairs: bool) -> Option<RawEntry<K, V>> {
        self.back.row.pop_back(pairs)
    }

    /// The next entry, where the row of the front is used up or pending.
    ///
    /// # Safety
    ///
    /// - `source` is the source that the positions came from, unchanged since.
    // Always inlined: a call would have the ends in memory for as long as the walk goes.
    #[inline(always)]
    pub(super) unsafe fn next_leaf<S: Source<K, V>>(&mut self, mut source: S) -> Option<RawEntry<K, V>> {
        let met = self.front.leaf.same_leaf(self.back.leaf);
        if let Some(slot) = self.front.row.pending_slot() {
            // SAFETY: the leaf belongs to the source (invariant 1), which has not changed (caller).
            let mut row = unsafe { source.row(self.front.leaf) };
            row.from = row.from.max(slot);
            if met {
                self.back.row.claim_back(&mut row);
            }
            self.unloaded = self.unloaded.wrapping_sub(row.left());
            self.front.row = row;
            if let Some(entry) = self.front.row.pop_front(S::PAIRS) {
                return Some(entry);
            }
        }
        if met {
            self.front.row = mem::replace(&mut self.back.row, Row::EMPTY);
            return self.front.row.pop_front(S::PAIRS);
        }
        // SAFETY: as above.
        let crossing = unsafe { source.cross_after(self.front.leaf, self.back.held()) }?;
        let mut row = crossing.row;
        self.front.leaf = crossing.leaf;
        self.unloaded = self.unloaded.wrapping_sub(1);
        if crossing.leaf.same_leaf(self.back.leaf) && self.back.row.claim_back(&mut row) {
            // Its entries were counted when the back loaded them.
        } else {
            self.unloaded = self.unloaded.wrapping_sub(row.left());
        }
        self.front.row = row;
        // Of a leaf that the back holds, only the back's row knows the value.
        Some((crossing.head, row.head_value()))
    }

    /// The next entry from the back, where the row of the back is used up or pending.
    ///
    /// # Safety
    ///
    /// As [`next_leaf`](Self::next_leaf).
    // Always inlined, as `next_leaf` is.
    #[inline(always)]
    pub(super) unsafe fn prev_leaf<S: Source<K, V>>(&mut self, mut source: S) -> Option<RawEntry<K, V>> {
        let met = self.front.leaf.same_leaf(self.back.leaf);
        if let Some(slot) = self.back.row.pending_slot() {
            // SAFETY: the leaf belongs to the source (invariant 1), which has not changed (caller).
            let mut row = unsafe { source.row(self.back.leaf) };
            row.to = row.to.min(slot);
            if met {
                self.front.row.claim_front(&mut row);
            }
            self.unloaded = self.unloaded.wrapping_sub(row.left());
            self.back.row = row;
            if let Some(entry) = self.back.row.pop_back(S::PAIRS) {
                return Some(entry);
            }
        }
        if met {
            self.back.row = mem::replace(&mut self.front.row, Row::EMPTY);
            return self.back.row.pop_back(S::PAIRS);
        }
        // The leaf that the back leaves has a head, of which the value is in its row: nobody has taken the row.
        let head_value = self.back.row.head_value();
        // SAFETY: as above.
        let crossing = unsafe { source.cross_before(self.back.leaf, self.front.held()) }?;
        let mut row = crossing.row;
        self.back.leaf = crossing.leaf;
        self.unloaded = self.unloaded.wrapping_sub(1);
        if crossing.leaf.same_leaf(self.front.leaf) && self.front.row.claim_front(&mut row) {
            // Its entries were counted when the front loaded them.
        } else {
            self.unloaded = self.unloaded.wrapping_sub(row.left());
        }
        self.back.row = row;
        Some((crossing.head, head_value))
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
            folded = self.front.row.fold(pairs, folded, &mut each);
            self.front.row.use_up();
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
            folded = self.back.row.rfold(pairs, folded, &mut each);
            self.back.row.use_up();
            // SAFETY: the caller's contract is the same; the row is used up.
            let Some(entry) = (unsafe { self.prev_leaf(source.again()) }) else { return folded };
            folded = each(folded, entry);
        }
    }
}
