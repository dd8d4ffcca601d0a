//! Entries by value as plain iterators, for trees that are filled from other trees.

use super::Owned;
use super::steps::entry_after;
use crate::{Layout, Position};
use core::marker::PhantomData;

/// All entries of a tree, which is taken apart; it knows how many there are.
pub(crate) struct Entries<K, V, T: Layout<K, V>>(Owned<K, V, T>);

impl<K, V, T: Layout<K, V>> Entries<K, V, T> {
    /// All entries of `tree`.
    pub(crate) fn new(tree: T) -> Self {
        Entries(Owned::new(tree))
    }
}

impl<K, V, T: Layout<K, V>> Iterator for Entries<K, V, T> {
    type Item = (K, V);

    #[inline]
    fn next(&mut self) -> Option<(K, V)> {
        self.0.next_entry()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.0.remaining();
        (left, Some(left))
    }
}

/// Entries taken out of a tree one after the other, each as it is asked for.
///
/// Runs no code of K or V. Dropped early, it leaves the rest where it is.
pub(crate) struct Draining<'a, K, V, T> {
    tree: &'a mut T,
    /// Invariant: a position of `tree`, unless that is empty.
    gap: Position,
    left: usize,
    marker: PhantomData<(K, V)>,
}

impl<'a, K, V, T: Layout<K, V>> Draining<'a, K, V, T> {
    /// `count` entries behind the gap `gap`, or those that there are.
    ///
    /// # Safety
    ///
    /// - `gap` came from `tree`, which has not changed since.
    pub(crate) unsafe fn new(tree: &'a mut T, gap: Position, count: usize) -> Self {
        Draining { tree, gap, left: count, marker: PhantomData }
    }
}

impl<K, V, T: Layout<K, V>> Iterator for Draining<'_, K, V, T> {
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        self.left = self.left.checked_sub(1)?;
        // SAFETY:
        // 1. The gap is a position of this tree (invariant), which is borrowed since and changed here alone.
        // 2. The entry behind it has a slot below its leaf's length.
        unsafe {
            let at = entry_after(&*self.tree, self.gap)?;
            let (key, value, gap) = self.tree.remove(at);
            self.gap = gap;
            Some((key, value))
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}
