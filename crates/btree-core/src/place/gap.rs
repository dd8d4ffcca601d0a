//! A gap between two entries, under the tree's exclusive borrow: it moves, and entries come and go beside it.

use crate::iterate::steps::{entry_after, entry_at_mut, entry_before};
use crate::iterate::{Cursor, edge, whole_edge};
use crate::{Layout, Position};
use core::borrow::Borrow;
use core::fmt;
use core::marker::PhantomData;
use core::ops::Bound;

/// A gap of a tree.
pub struct Gap<'a, K, V, T> {
    tree: &'a mut T,
    /// Invariant: a position of `tree`, unless that is empty; nothing else can have changed `tree` since.
    at: Position,
    marker: PhantomData<&'a mut (K, V)>,
}

// SAFETY: it is an exclusive borrow of the tree, its keys and its values.
unsafe impl<K: Send, V: Send, T: Send> Send for Gap<'_, K, V, T> {}
// SAFETY: through `&Gap` at most shared references to keys and values are reached.
unsafe impl<K: Sync, V: Sync, T: Sync> Sync for Gap<'_, K, V, T> {}

impl<K, V, T> fmt::Debug for Gap<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gap").field("at", &self.at).finish_non_exhaustive()
    }
}

impl<'a, K, V, T: Layout<K, V>> Gap<'a, K, V, T> {
    /// The gap that `bound` names, in **O(log n)** time: as the end of a range that it is (`upper`), or as its start.
    pub fn at<Q>(tree: &'a mut T, bound: Bound<&Q>, upper: bool) -> Self
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let at = edge(tree, bound, upper);
        Gap { tree, at, marker: PhantomData }
    }

    /// The gap before the first entry.
    pub fn front(tree: &'a mut T) -> Self {
        let at = whole_edge(tree, false);
        Gap { tree, at, marker: PhantomData }
    }

    /// Number of entries of the tree.
    pub fn tree_len(&self) -> usize {
        self.tree.len()
    }

    /// The same gap, for reading.
    pub fn as_cursor(&self) -> Cursor<'_, K, V, T> {
        Cursor::over(self.tree, self.at)
    }

    /// The entry behind the gap.
    #[inline]
    pub fn peek_next(&mut self) -> Option<(&K, &mut V)> {
        // SAFETY: the gap is a position of this tree (invariant); what `entry_after` gives is an entry of it.
        unsafe {
            let at = entry_after(&*self.tree, self.at)?;
            Some(entry_at_mut(&mut *self.tree, at))
        }
    }

    /// The entry before the gap.
    #[inline]
    pub fn peek_prev(&mut self) -> Option<(&K, &mut V)> {
        // SAFETY: the gap is a position of this tree (invariant); what `entry_before` gives is an entry of it.
        unsafe {
            let at = entry_before(&*self.tree, self.at)?;
            Some(entry_at_mut(&mut *self.tree, at))
        }
    }

    /// Moves behind the next entry, and returns it.
    #[inline]
    pub fn step_next(&mut self) -> Option<(&K, &mut V)> {
        // SAFETY: as in `peek_next`; behind an entry is a position too.
        unsafe {
            let at = entry_after(&*self.tree, self.at)?;
            self.at = Position { slot: at.slot + 1, ..at };
            Some(entry_at_mut(&mut *self.tree, at))
        }
    }

    /// Moves before the previous entry, and returns it.
    #[inline]
    pub fn step_prev(&mut self) -> Option<(&K, &mut V)> {
        // SAFETY: as in `peek_prev`.
        unsafe {
            let at = entry_before(&*self.tree, self.at)?;
            self.at = at;
            Some(entry_at_mut(&mut *self.tree, at))
        }
    }

    /// Takes the next entry out.
    #[inline]
    pub fn remove_next(&mut self) -> Option<(K, V)> {
        // SAFETY: as in `peek_next`.
        let at = unsafe { entry_after(&*self.tree, self.at) }?;
        Some(self.remove(at))
    }

    /// Takes the previous entry out.
    #[inline]
    pub fn remove_prev(&mut self) -> Option<(K, V)> {
        // SAFETY: as in `peek_prev`.
        let at = unsafe { entry_before(&*self.tree, self.at) }?;
        Some(self.remove(at))
    }

    /// Takes out the entry at `at`, which `entry_after` or `entry_before` gave.
    #[inline]
    fn remove(&mut self, at: Position) -> (K, V) {
        // SAFETY: `at` is a position of this tree with an entry, and the gap left is one of it.
        let (key, value, gap) = unsafe { self.tree.remove_at(at) };
        self.at = gap;
        (key, value)
    }

    /// Puts an entry into the gap; the gap is before it then. The caller sees to the order.
    pub fn insert_after(&mut self, key: K, value: V) {
        self.at = self.insert(key, value);
    }

    /// Puts an entry into the gap; the gap is behind it then. The caller sees to the order.
    pub fn insert_before(&mut self, key: K, value: V) {
        let at = self.insert(key, value);
        self.at = Position { slot: at.slot + 1, ..at };
    }

    fn insert(&mut self, key: K, value: V) -> Position {
        let at = if self.tree.is_empty() { self.tree.empty_position() } else { self.at };
        // SAFETY: a position of this tree (invariant).
        unsafe { self.tree.insert_at(at, key, value) }
    }
}
