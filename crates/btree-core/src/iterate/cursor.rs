//! A gap between two entries, under a shared borrow of the tree, that moves from entry to entry.

use super::edge;
use super::steps::{entry_after, entry_before};
use crate::{Layout, Position};
use core::borrow::Borrow;
use core::marker::PhantomData;
use core::ops::Bound;

/// A gap of a tree, for reading what lies on either side.
///
/// Covariant in `K`, `V` and `T`.
#[derive(Debug)]
pub struct Cursor<'a, K, V, T> {
    tree: &'a T,
    /// Invariant: a position of `tree`, unless that is empty.
    gap: Position,
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
    pub fn at<Q>(tree: &'a T, bound: Bound<&Q>, upper: bool) -> Self
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        Self::over(tree, edge(tree, bound, upper))
    }

    /// The cursor at a position of `tree` that is valid for the borrow `'a`.
    pub(crate) const fn over(tree: &'a T, gap: Position) -> Self {
        Cursor { tree, gap, marker: PhantomData }
    }

    /// The entry behind the gap.
    #[inline]
    pub fn peek_next(&self) -> Option<(&'a K, &'a V)> {
        // SAFETY: the gap is a position of this tree (invariant), which has been borrowed since.
        let at = unsafe { entry_after(self.tree, self.gap) }?;
        Some(self.entry(at))
    }

    /// The entry before the gap.
    #[inline]
    pub fn peek_prev(&self) -> Option<(&'a K, &'a V)> {
        // SAFETY: the gap is a position of this tree (invariant), which has been borrowed since.
        let at = unsafe { entry_before(self.tree, self.gap) }?;
        Some(self.entry(at))
    }

    /// Moves behind the next entry, and returns it.
    #[inline]
    pub fn step_next(&mut self) -> Option<(&'a K, &'a V)> {
        // SAFETY: the gap is a position of this tree (invariant), which has been borrowed since.
        let at = unsafe { entry_after(self.tree, self.gap) }?;
        self.gap = Position { slot: at.slot + 1, ..at };
        Some(self.entry(at))
    }

    /// Moves before the previous entry, and returns it.
    #[inline]
    pub fn step_prev(&mut self) -> Option<(&'a K, &'a V)> {
        // SAFETY: the gap is a position of this tree (invariant), which has been borrowed since.
        let at = unsafe { entry_before(self.tree, self.gap) }?;
        self.gap = at;
        Some(self.entry(at))
    }

    /// The entry at `at`, which `entry_after` or `entry_before` gave.
    #[inline]
    fn entry(&self, at: Position) -> (&'a K, &'a V) {
        // SAFETY: there is an entry at `at`; the tree is borrowed for `'a`.
        unsafe { super::steps::entry_at(self.tree, at) }
    }
}
