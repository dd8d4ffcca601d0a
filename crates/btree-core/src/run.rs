//! A run: the entries of one leaf, or some of them, as raw pointers that step from entry to entry.
//!
//! Leaves come in three shapes, and a run covers all of them without a branch on its fast path:
//!
//! 1. keys and values in two rows (the strides are the sizes of `K` and `V`);
//! 2. pairs in one row (both strides are the size of the pair);
//! 3. either of them with its first key elsewhere: the *head*, which lives as a separator in an ancestor.
//!
//! Invariant: the pointers are valid for reading keys and values, and those of a run from `run_mut` for
//! writing values, as long as the borrow of the tree that made them. Value pointers are `*const` all the
//! same, because a `*mut` would make shared iterators invariant. A run knows nothing of order or of other leaves.

use core::ptr;

/// Entries of one leaf, waiting to be stepped through from either end.
#[derive(Debug)]
pub struct Run<K, V> {
    /// One stride past the last key of the row, and past its last value: a step from the front changes `left` alone. The
    /// second member of a pair that is not there lies beyond the end of the block, so steps from here wrap.
    key_end: *const K,
    value_end: *const V,
    key_stride: usize,
    value_stride: usize,
    /// Entries left in the row, the head not counted.
    left: usize,
    /// The head's key, null where there is none (any more).
    head_key: *const K,
    head_value: *const V,
}

impl<K, V> Clone for Run<K, V> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, V> Copy for Run<K, V> {}

impl<K, V> Run<K, V> {
    /// A run of nothing.
    pub const EMPTY: Self = Run {
        key_end: ptr::null(),
        value_end: ptr::null(),
        key_stride: size_of::<K>(),
        value_stride: size_of::<V>(),
        left: 0,
        head_key: ptr::null(),
        head_value: ptr::null(),
    };

    /// `left` entries whose keys and values lie in two rows.
    #[inline]
    pub const fn rows(key: *const K, value: *const V, left: usize) -> Self {
        Run { key_end: key.wrapping_add(left), value_end: value.wrapping_add(left), left, ..Self::EMPTY }
    }

    /// `left` entries that lie in one row of pairs: `key` and `value` point into the first pair.
    #[inline]
    pub const fn pairs(key: *const K, value: *const V, left: usize) -> Self {
        let stride = size_of::<(K, V)>();
        Run {
            key_end: key.wrapping_byte_add(left * stride),
            value_end: value.wrapping_byte_add(left * stride),
            left,
            key_stride: stride,
            value_stride: stride,
            ..Self::EMPTY
        }
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
        self.left + usize::from(!self.head_key.is_null())
    }

    /// Whether no entry is left.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of entries left in the row, the head not counted.
    #[inline]
    pub(crate) fn row_len(&self) -> usize {
        self.left
    }

    /// Takes the head, if there is one.
    #[inline]
    pub(crate) fn take_head(&mut self) -> Option<(*const K, *const V)> {
        if self.head_key.is_null() {
            return None;
        }
        Some((core::mem::replace(&mut self.head_key, ptr::null()), self.head_value))
    }

    /// Takes the first entry of the row.
    ///
    /// # Safety
    ///
    /// - [`row_len`](Self::row_len) is not 0.
    /// - The borrow of the tree that made the run is still alive.
    #[inline]
    pub(crate) unsafe fn pop_front(&mut self) -> (*const K, *const V) {
        debug_assert_ne!(self.left, 0);
        let entry = (
            self.key_end.wrapping_byte_sub(self.left * self.key_stride),
            self.value_end.wrapping_byte_sub(self.left * self.value_stride),
        );
        self.left -= 1;
        entry
    }

    /// Takes the last entry of the row.
    ///
    /// # Safety
    ///
    /// As [`pop_front`](Self::pop_front).
    #[inline]
    pub(crate) unsafe fn pop_back(&mut self) -> (*const K, *const V) {
        debug_assert_ne!(self.left, 0);
        self.left -= 1;
        self.key_end = self.key_end.wrapping_byte_sub(self.key_stride);
        self.value_end = self.value_end.wrapping_byte_sub(self.value_stride);
        (self.key_end, self.value_end)
    }

    /// Takes the whole row and gives every entry of it to `each`.
    ///
    /// If `each` panics, the rest of the row is gone from the run.
    ///
    /// # Safety
    ///
    /// - The borrow of the tree that made the run is still alive.
    #[inline]
    pub(crate) unsafe fn fold_row<B>(
        &mut self,
        init: B,
        mut each: impl FnMut(B, *const K, *const V) -> B,
    ) -> B {
        let left = core::mem::replace(&mut self.left, 0);
        let mut folded = init;
        let key = self.key_end.wrapping_byte_sub(left * self.key_stride);
        let value = self.value_end.wrapping_byte_sub(left * self.value_stride);
        // SAFETY: the row holds `left` entries from here on, each one stride behind the one before; the strides of two rows
        // are the sizes of their items.
        unsafe {
            if self.key_stride == size_of::<K>() && self.value_stride == size_of::<V>() {
                for i in 0..left {
                    folded = each(folded, key.add(i), value.add(i));
                }
            } else {
                for i in 0..left {
                    let (key, value) =
                        (key.byte_add(i * self.key_stride), value.byte_add(i * self.value_stride));
                    folded = each(folded, key, value);
                }
            }
        }
        folded
    }
}
