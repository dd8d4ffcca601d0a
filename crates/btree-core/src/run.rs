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

use core::ptr;

/// A raw entry: a key for reading, a value for what its run may do with it.
pub(crate) type RawEntry<K, V> = (*const K, *const V);

/// Entries of one leaf, waiting to be stepped through from either end.
#[derive(Debug)]
pub struct Run<K, V> {
    pub(crate) row: Row<K, V>,
    /// The head's key, null where there is none (any more).
    head_key: *const K,
    head_value: *const V,
}

/// Entries that lie in a row, or in two.
#[derive(Debug)]
pub(crate) struct Row<K, V> {
    /// The first entry's key and value. The second member of a pair that is not there lies beyond the end of
    /// the block, so steps from here wrap.
    key: *const K,
    value: *const V,
    /// Number of entries.
    pub(crate) left: usize,
    /// Bytes from pair to pair, 0 where keys and values lie in rows of their own.
    pair: usize,
}

// Not derived: copying pointers needs no `K: Clone`.
impl<K, V> Clone for Run<K, V> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<K, V> Copy for Run<K, V> {}
impl<K, V> Clone for Row<K, V> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<K, V> Copy for Row<K, V> {}

/// A run without its types: for trees that know no K and V where they step from leaf to leaf. Of rows only, not of pairs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawRun {
    key: *const u8,
    value: *const u8,
    left: usize,
    head_key: *const u8,
    head_value: *const u8,
}

impl RawRun {
    /// A run of nothing.
    pub(crate) const EMPTY: Self = RawRun::rows(ptr::null(), ptr::null(), 0);

    /// `left` entries whose keys and values lie in two rows.
    #[inline]
    pub(crate) const fn rows(key: *const u8, value: *const u8, left: usize) -> Self {
        RawRun { key, value, left, head_key: ptr::null(), head_value: ptr::null() }
    }

    /// The same run with one more entry before it.
    #[inline]
    pub(crate) const fn with_head(self, key: *const u8, value: *const u8) -> Self {
        RawRun { head_key: key, head_value: value, ..self }
    }

    /// The run of entries that are K and V.
    #[inline]
    pub(crate) const fn typed<K, V>(self) -> Run<K, V> {
        Run::rows(self.key.cast(), self.value.cast(), self.left)
            .with_head(self.head_key.cast(), self.head_value.cast())
    }
}

impl<K, V> Run<K, V> {
    /// A run of nothing.
    pub const EMPTY: Self = Run { row: Row::EMPTY, head_key: ptr::null(), head_value: ptr::null() };

    /// `left` entries whose keys and values lie in two rows.
    #[inline]
    pub const fn rows(key: *const K, value: *const V, left: usize) -> Self {
        Run { row: Row { key, value, left, pair: 0 }, ..Self::EMPTY }
    }

    /// `left` entries that lie in one row of pairs: `key` and `value` point into the first pair.
    #[inline]
    pub const fn pairs(key: *const K, value: *const V, left: usize) -> Self {
        Run { row: Row { key, value, left, pair: size_of::<(K, V)>() }, ..Self::EMPTY }
    }

    /// The same run with one more entry before it.
    #[inline]
    #[must_use]
    pub const fn with_head(self, key: *const K, value: *const V) -> Self {
        Run { head_key: key, head_value: value, ..self }
    }

    /// Number of entries left, the head included.
    #[inline]
    pub fn len(&self) -> usize {
        self.row.left + usize::from(!self.head_key.is_null())
    }

    /// Whether no entry is left.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes the head, if there is one.
    #[inline]
    pub(crate) fn take_head(&mut self) -> Option<RawEntry<K, V>> {
        if self.head_key.is_null() {
            return None;
        }
        Some((core::mem::replace(&mut self.head_key, ptr::null()), self.head_value))
    }

    /// Takes the first entry, which is the head if there is one.
    #[inline]
    pub(crate) fn pop_front(&mut self, pairs: bool) -> Option<RawEntry<K, V>> {
        match self.take_head() {
            None => self.row.pop_front(pairs),
            head => head,
        }
    }
}

impl<K, V> Row<K, V> {
    /// A row of nothing.
    pub(crate) const EMPTY: Self = Row { key: ptr::null(), value: ptr::null(), left: 0, pair: 0 };

    /// Bytes from a key to the next, and from a value to the next. `pairs` says whether it may be a row of pairs at all: a
    /// constant wherever it is called.
    #[inline(always)]
    fn strides(&self, pairs: bool) -> (usize, usize) {
        debug_assert!(pairs || self.pair == 0);
        if pairs && self.pair != 0 { (self.pair, self.pair) } else { (size_of::<K>(), size_of::<V>()) }
    }

    /// Takes the first entry.
    #[inline(always)]
    pub(crate) fn pop_front(&mut self, pairs: bool) -> Option<RawEntry<K, V>> {
        if self.left == 0 {
            return None;
        }
        let (key_stride, value_stride) = self.strides(pairs);
        let entry = (self.key, self.value);
        self.left -= 1;
        self.key = self.key.wrapping_byte_add(key_stride);
        self.value = self.value.wrapping_byte_add(value_stride);
        Some(entry)
    }

    /// Takes the last entry.
    #[inline(always)]
    pub(crate) fn pop_back(&mut self, pairs: bool) -> Option<RawEntry<K, V>> {
        if self.left == 0 {
            return None;
        }
        let (key_stride, value_stride) = self.strides(pairs);
        self.left -= 1;
        let (key, value) = (self.left * key_stride, self.left * value_stride);
        Some((self.key.wrapping_byte_add(key), self.value.wrapping_byte_add(value)))
    }

    /// Gives every entry to `each`, first to last.
    #[inline(always)]
    pub(crate) fn fold<B>(self, pairs: bool, init: B, mut each: impl FnMut(B, RawEntry<K, V>) -> B) -> B {
        let mut folded = init;
        let (key_stride, value_stride) = self.strides(pairs);
        for i in 0..self.left {
            let (key, value) = (i * key_stride, i * value_stride);
            folded = each(folded, (self.key.wrapping_byte_add(key), self.value.wrapping_byte_add(value)));
        }
        folded
    }

    /// Gives every entry to `each`, last to first.
    #[inline(always)]
    pub(crate) fn rfold<B>(self, pairs: bool, init: B, mut each: impl FnMut(B, RawEntry<K, V>) -> B) -> B {
        let mut folded = init;
        let (key_stride, value_stride) = self.strides(pairs);
        for i in (0..self.left).rev() {
            let (key, value) = (i * key_stride, i * value_stride);
            folded = each(folded, (self.key.wrapping_byte_add(key), self.value.wrapping_byte_add(value)));
        }
        folded
    }
}
