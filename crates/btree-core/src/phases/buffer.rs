//! A row of keys, values or references inside a node, seen the same way whether it is a `Vec` or a
//! [`NodeStorage`](super::NodeStorage).
//!
//! All changes go through [`open`](Buffer::open), which gives the row as a `Vec`; [`seal`](Buffer::seal) then
//! lets a full row drop its slack. A row never grows past the capacity of its node, so a full row of a
//! layout that seals has none.

use alloc::vec::Vec;

/// A growable row of items. The trait is sealed, for unsafe code trusts the length of a row:
///
/// ```compile_fail,E0277
/// #[derive(Default)]
/// struct Longer(Vec<u8>);
/// impl btree_core::phases::buffer::Buffer for Longer {
///     type Item = u8;
/// }
/// ```
pub trait Buffer: Default + super::sealed::Buffer {
    /// What the row holds.
    type Item;

    /// The items.
    fn as_slice(&self) -> &[Self::Item];

    /// The items, for writing.
    fn as_mut_slice(&mut self) -> &mut [Self::Item];

    /// The row as a vector, to change its length.
    fn open(&mut self) -> &mut Vec<Self::Item>;

    /// Tells the row that it is full: it may drop what it does not need to be read.
    fn seal(&mut self);

    /// The row with these items.
    fn from_vec(items: Vec<Self::Item>) -> Self;

    /// Number of items the row has room for without allocating.
    fn capacity(&self) -> usize;

    /// Number of items.
    #[inline]
    fn len(&self) -> usize {
        self.as_slice().len()
    }

    /// Whether there is no item.
    #[inline]
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts `item` at `at`; a row that must grow doubles, but stops at `limit` items.
    #[inline]
    fn insert(&mut self, at: usize, item: Self::Item, limit: usize) {
        let row = self.open();
        if row.len() == row.capacity() {
            grow(row, limit);
        }
        row.insert(at, item);
        if row.len() == limit {
            self.seal();
        }
    }

    /// Puts `item` behind the last one and leaves the row open; a row that must grow grows as in `insert`.
    #[inline]
    fn push(&mut self, item: Self::Item, limit: usize) {
        let row = self.open();
        if row.len() == row.capacity() {
            grow(row, limit);
        }
        row.push(item);
    }

    /// Takes the item at `at` out.
    #[inline]
    fn remove(&mut self, at: usize) -> Self::Item {
        self.open().remove(at)
    }

    /// Keeps the first `at` items and returns the others.
    #[inline]
    fn split_off(&mut self, at: usize) -> Self {
        if at == 0 {
            return core::mem::take(self);
        }
        Self::from_vec(self.open().split_off(at))
    }

    /// Adds the items of `other` behind its own.
    #[inline]
    fn append(&mut self, mut other: Self, limit: usize) {
        let row = self.open();
        row.reserve_exact(other.len());
        row.append(other.open());
        if row.len() == limit {
            self.seal();
        }
    }

    /// Leaks all items: the row is empty afterwards and drops none of them.
    fn forget_items(&mut self) {
        // SAFETY:
        // 1. No length of 0 exceeds a capacity.
        // 2. Of the items before it, there are none that would have to be initialised.
        unsafe { self.open().set_len(0) };
    }

    /// Gives back spare capacity.
    fn shrink(&mut self) {
        self.open().shrink_to_fit();
    }
}

/// Makes room for one more item: twice as many, four at least, `limit` at most.
#[cold]
#[inline(never)]
fn grow<T>(row: &mut Vec<T>, limit: usize) {
    let len = row.len();
    let capacity = (len * 2).max(4).min(limit).max(len + 1);
    row.reserve_exact(capacity - len);
}

/// Moves items across the border of two neighbouring rows until the left one has `left_len`.
pub(crate) fn shift<B: Buffer>(left: &mut B, right: &mut B, left_len: usize, limit: usize) {
    if left.len() > left_len {
        let mut tail = left.split_off(left_len);
        tail.append(core::mem::take(right), limit);
        *right = tail;
    } else {
        let rest = right.split_off(left_len - left.len());
        left.append(core::mem::replace(right, rest), limit);
    }
}

impl<T> super::sealed::Buffer for Vec<T> {}

impl<T> Buffer for Vec<T> {
    type Item = T;

    #[inline]
    fn as_slice(&self) -> &[T] {
        self
    }

    #[inline]
    fn as_mut_slice(&mut self) -> &mut [T] {
        self
    }

    #[inline]
    fn open(&mut self) -> &mut Vec<T> {
        self
    }

    #[inline]
    fn seal(&mut self) {}

    #[inline]
    fn from_vec(items: Vec<T>) -> Self {
        items
    }

    #[inline]
    fn capacity(&self) -> usize {
        self.capacity()
    }
}

/// The bytes of a row.
pub(super) fn row_bytes<B: Buffer>(row: &B) -> usize {
    row.capacity() * size_of::<B::Item>()
}
