//! A gap between two entries, under a shared borrow of the tree, that moves from entry to entry.

use super::{past_head, walk_edge};
use crate::leaf_entries::Row;
use crate::{Layout, LeafHandle, Position};
use core::borrow::Borrow;
use core::marker::PhantomData;
use core::ops::Bound;

/// A gap of a tree, for reading what lies on either side.
///
/// Covariant in `K`, `V` and `T`.
#[derive(Debug)]
pub struct Cursor<'a, K, V, T> {
    /// `None` if the tree has no entries.
    tree: Option<&'a T>,
    /// Invariant: a leaf of `tree`, with its row; `slot` is a slot of the row, or the one behind it. A gap before the head of a
    /// leaf is the one behind the leaf before it.
    leaf: LeafHandle,
    row: Row<K, V>,
    slot: usize,
    marker: PhantomData<&'a (K, V)>,
}

// SAFETY: it is a shared borrow of the tree, and hands out shared borrows of keys and values.
unsafe impl<K: Sync, V: Sync, T: Sync> Send for Cursor<'_, K, V, T> {}
// SAFETY: as above.
unsafe impl<K: Sync, V: Sync, T: Sync> Sync for Cursor<'_, K, V, T> {}

impl<K, V, T> Clone for Cursor<'_, K, V, T> {
    fn clone(&self) -> Self {
        Cursor { ..*self }
    }
}

impl<'a, K, V, T: Layout<K, V>> Cursor<'a, K, V, T> {
    /// The gap that `bound` names, in **O(log n)** time: as the end of a range that it is (`upper`), or as its start.
    #[inline]
    pub fn at<Q>(tree: &'a T, bound: Bound<&Q>, upper: bool) -> Self
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let Some((first, last, _)) = tree.whole() else { return Self::nowhere() };
        // SAFETY: the gap was just found in this tree, and is not before the head of a leaf.
        unsafe { Self::in_row(tree, walk_edge(tree, (first, last), bound, upper)) }
    }

    /// The cursor at a position of `tree`, if that is not empty.
    ///
    /// # Safety
    ///
    /// - `gap` is a position of `tree` that is valid for the borrow `'a`, or the tree is empty.
    pub(crate) unsafe fn over(tree: &'a T, gap: Position) -> Self {
        if tree.is_empty() {
            return Self::nowhere();
        }
        // SAFETY: the position is of this tree (caller).
        unsafe { Self::in_row(tree, past_head(tree, gap.pack())) }
    }

    /// The cursor of a tree without entries.
    const fn nowhere() -> Self {
        Cursor { tree: None, leaf: LeafHandle::NOWHERE, row: Row::EMPTY, slot: 0, marker: PhantomData }
    }

    /// The cursor at a gap that is not before the head of a leaf; its slot may be larger than the leaf is.
    ///
    /// # Safety
    ///
    /// - `gap` is a position of `tree`, which has entries.
    #[inline]
    unsafe fn in_row(tree: &'a T, gap: Position) -> Self {
        // SAFETY: the leaf is of this tree (caller).
        let row = unsafe { tree.row(gap.leaf) };
        Cursor { tree: Some(tree), leaf: gap.leaf, row, slot: gap.slot.min(row.to), marker: PhantomData }
    }

    /// The entry behind the gap.
    #[inline]
    pub fn peek_next(&self) -> Option<(&'a K, &'a V)> {
        self.clone().step_next()
    }

    /// The entry before the gap.
    #[inline]
    pub fn peek_prev(&self) -> Option<(&'a K, &'a V)> {
        self.clone().step_prev()
    }

    /// Moves behind the next entry, and returns it.
    #[inline]
    pub fn step_next(&mut self) -> Option<(&'a K, &'a V)> {
        let (key, value) = if self.slot < self.row.to {
            self.slot += 1;
            self.row.entry(T::PAIRS, self.slot - 1)
        } else {
            // SAFETY: the leaf is of this tree (invariant), which has been borrowed since.
            let crossing = unsafe { self.tree?.cross_after(self.leaf, LeafHandle::NOWHERE) }?;
            (self.leaf, self.row, self.slot) = (crossing.leaf, crossing.row, crossing.row.from);
            (crossing.head, crossing.row.head_value())
        };
        // SAFETY: the entry is one of the tree, which is borrowed for `'a`.
        Some(unsafe { (&*key, &*value) })
    }

    /// Moves before the previous entry, and returns it.
    #[inline]
    pub fn step_prev(&mut self) -> Option<(&'a K, &'a V)> {
        let (key, value) = if self.slot > self.row.from {
            self.slot -= 1;
            self.row.entry(T::PAIRS, self.slot)
        } else {
            let head_value = self.row.head_value();
            // SAFETY: as in `step_next`.
            let crossing = unsafe { self.tree?.cross_before(self.leaf, LeafHandle::NOWHERE) }?;
            (self.leaf, self.row, self.slot) = (crossing.leaf, crossing.row, crossing.row.to);
            (crossing.head, head_value)
        };
        // SAFETY: the entry is one of the tree, which is borrowed for `'a`.
        Some(unsafe { (&*key, &*value) })
    }
}
