//! A run: the entries of one leaf, or some of them, as raw pointers that step from entry to entry.
//!
//! Leaves come in three shapes, and a run covers all of them:
//!
//! 1. keys and values in two rows, each item behind the one before;
//! 2. pairs in one row, so that steps are of the size of the pair;
//! 3. either of them with its first key elsewhere: the *head*, which lives as a separator in an ancestor.
//!
//! Which of the first two it is, a layout that knows only rows says at compile time
//! ([`PAIRS`](crate::Layout::PAIRS)): its steps are then of constant size.
//!
//! Invariant: the pointers are valid for reading keys and values, and those of a run from `run_mut` for
//! writing values, as long as the borrow of the tree that made them. Value pointers are `*const` all the
//! same, because a `*mut` would make shared iterators invariant. A run knows nothing of order or of other leaves.

use crate::LeafHandle;
use core::ptr;

/// A raw entry: a key for reading, a value for what its run may do with it.
pub(crate) type RawEntry<K, V> = (*const K, *const V);

/// Entries of one leaf, waiting to be stepped through from either end.
#[derive(Debug)]
pub struct LeafEntries<K, V> {
    pub(crate) row: Row<K, V>,
    /// The head's key, null where there is none (any more).
    head_key: *const K,
    head_value: *const V,
}

/// Entries of one leaf that lie in a row, or in two: those of some slots, waiting to be stepped through from either end.
///
/// A step changes one word and reads the others, whether they are in registers or in memory.
#[derive(Debug)]
pub struct Row<K, V> {
    /// Where the key and the value of slot 0 are, or would be: the key of a head is not in the row, and the second member of a
    /// pair that is not there lies beyond the end of the block. So steps from here wrap.
    key: *const K,
    /// Null only if the row is [pending](Self::pending).
    value: *const V,
    /// The first slot.
    pub(crate) from: usize,
    /// The slot behind the last. Not above `from` if no entry is left.
    pub(crate) to: usize,
    /// Bytes from pair to pair, 0 where keys and values lie in rows of their own.
    pair: usize,
}

// Not derived: copying pointers needs no `K: Clone`.
impl<K, V> Clone for LeafEntries<K, V> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<K, V> Copy for LeafEntries<K, V> {}
impl<K, V> Clone for Row<K, V> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<K, V> Copy for Row<K, V> {}

impl<K, V> LeafEntries<K, V> {
    /// A run of nothing.
    pub const EMPTY: Self = LeafEntries { row: Row::EMPTY, head_key: ptr::null(), head_value: ptr::null() };

    /// `left` entries whose keys and values lie in two rows.
    #[inline]
    pub const fn rows(key: *const K, value: *const V, left: usize) -> Self {
        LeafEntries { row: Row { key, value, from: 0, to: left, pair: 0 }, ..Self::EMPTY }
    }

    /// `left` entries that lie in one row of pairs: `key` and `value` point into the first pair.
    #[inline]
    pub const fn pairs(key: *const K, value: *const V, left: usize) -> Self {
        LeafEntries { row: Row { key, value, from: 0, to: left, pair: size_of::<(K, V)>() }, ..Self::EMPTY }
    }

    /// The same run with one more entry before it.
    #[inline]
    #[must_use]
    pub const fn with_head(self, key: *const K, value: *const V) -> Self {
        LeafEntries { head_key: key, head_value: value, ..self }
    }

    /// Number of entries left, the head included.
    #[inline]
    pub fn len(&self) -> usize {
        self.row.left() + usize::from(!self.head_key.is_null())
    }

    /// Whether no entry is left.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes the first entry, which is the head if there is one.
    #[inline]
    pub(crate) fn pop_front(&mut self, pairs: bool) -> Option<RawEntry<K, V>> {
        if self.head_key.is_null() {
            return self.row.pop_front(pairs);
        }
        Some((core::mem::replace(&mut self.head_key, ptr::null()), self.head_value))
    }

    /// The entries, which have no head among them, as a row that begins at slot `from`.
    #[inline]
    pub(crate) fn into_row(self, from: usize) -> Row<K, V> {
        debug_assert!(self.head_key.is_null());
        let Row { key, value, to: left, pair, .. } = self.row;
        let (key_stride, value_stride) = self.row.strides(pair != 0);
        Row {
            key: key.wrapping_byte_sub(from * key_stride),
            value: value.wrapping_byte_sub(from * value_stride),
            from,
            to: from + left,
            pair,
        }
    }
}

impl<K, V> Row<K, V> {
    /// A row of nothing.
    pub(crate) const EMPTY: Self =
        Row { key: ptr::null(), value: ptr::NonNull::dangling().as_ptr(), from: 0, to: 0, pair: 0 };

    /// The entries of slots `from` to `to`, where keys and values lie in two rows: `key` and `value` are those of slot 0.
    #[inline]
    pub(crate) const fn new(key: *const K, value: *const V, from: usize, to: usize) -> Self {
        Row { key, value, from, to, pair: 0 }
    }

    /// A row that is to be loaded yet, from `slot` on or up to it. It has no entries.
    #[inline]
    pub(crate) const fn pending(slot: usize) -> Self {
        Row { key: ptr::null(), value: ptr::null(), from: slot, to: slot, pair: 0 }
    }

    /// The slot of a row that is to be loaded yet.
    #[inline]
    pub(crate) fn pending_slot(&self) -> Option<usize> {
        self.value.is_null().then_some(self.from)
    }

    /// What the front gets of the row of a leaf in which the back stands, whose row this is: of a row that the front has just
    /// loaded what lies before the back, or the row that the back has loaded. In that case the answer is yes. The back has nothing
    /// left.
    #[inline(always)]
    pub(crate) fn claim_back(&mut self, row: &mut Self) -> bool {
        let pending = self.pending_slot();
        match pending {
            Some(slot) => row.to = row.to.min(slot),
            None => *row = *self,
        }
        *self = Self::EMPTY;
        pending.is_none()
    }

    /// As [`claim_back`](Self::claim_back), for a back that comes to where the front stands.
    #[inline(always)]
    pub(crate) fn claim_front(&mut self, row: &mut Self) -> bool {
        let pending = self.pending_slot();
        match pending {
            Some(slot) => row.from = row.from.max(slot),
            None => *row = *self,
        }
        *self = Self::EMPTY;
        pending.is_none()
    }

    /// Lets go of all entries. A row that is to be loaded stays one.
    #[inline(always)]
    pub(crate) fn use_up(&mut self) {
        self.from = self.from.max(self.to);
    }

    /// Number of entries.
    #[inline]
    pub(crate) const fn left(&self) -> usize {
        self.to.saturating_sub(self.from)
    }

    /// The value of slot 0, which is that of the leaf's head, if it has one.
    #[inline]
    pub(crate) const fn head_value(&self) -> *const V {
        self.value
    }

    /// Bytes from a key to the next, and from a value to the next. `pairs` says whether it may be a row of pairs at all: a
    /// constant wherever it is called.
    #[inline(always)]
    fn strides(&self, pairs: bool) -> (usize, usize) {
        debug_assert!(pairs || self.pair == 0);
        if pairs && self.pair != 0 { (self.pair, self.pair) } else { (size_of::<K>(), size_of::<V>()) }
    }

    /// The entry of a slot.
    #[inline(always)]
    pub(crate) fn entry(&self, pairs: bool, slot: usize) -> RawEntry<K, V> {
        let (key, value) = self.strides(pairs);
        (self.key.wrapping_byte_add(slot * key), self.value.wrapping_byte_add(slot * value))
    }

    /// Takes the first entry.
    #[inline(always)]
    pub(crate) fn pop_front(&mut self, pairs: bool) -> Option<RawEntry<K, V>> {
        if self.from >= self.to {
            return None;
        }
        let entry = self.entry(pairs, self.from);
        self.from += 1;
        Some(entry)
    }

    /// Takes the last entry.
    #[inline(always)]
    pub(crate) fn pop_back(&mut self, pairs: bool) -> Option<RawEntry<K, V>> {
        if self.from >= self.to {
            return None;
        }
        self.to -= 1;
        Some(self.entry(pairs, self.to))
    }

    /// Gives every entry to `each`, first to last.
    #[inline(always)]
    pub(crate) fn fold<B>(self, pairs: bool, init: B, mut each: impl FnMut(B, RawEntry<K, V>) -> B) -> B {
        let mut folded = init;
        for slot in self.from..self.to {
            folded = each(folded, self.entry(pairs, slot));
        }
        folded
    }

    /// Gives every entry to `each`, last to first.
    #[inline(always)]
    pub(crate) fn rfold<B>(self, pairs: bool, init: B, mut each: impl FnMut(B, RawEntry<K, V>) -> B) -> B {
        let mut folded = init;
        for slot in (self.from..self.to).rev() {
            folded = each(folded, self.entry(pairs, slot));
        }
        folded
    }
}

/// The step of a walk from one leaf to the next, or to the one before: the head between the two, and what lies behind it in the
/// direction of the walk.
#[derive(Debug)]
pub struct Crossing<K, V> {
    /// The leaf that the walk comes to.
    pub(crate) leaf: LeafHandle,
    /// The key of the head of the leaf further right.
    pub(crate) head: *const K,
    /// All entries of the leaf but its head; of no meaning if the leaf is held.
    pub(crate) row: Row<K, V>,
}
