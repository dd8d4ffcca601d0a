//! The symmetric difference of two sets, lazily.

use super::BPlusTreeSet;
use super::merge::Merge;
use btree_core::Layout;
use btree_core::slim::SlimTree;
use core::fmt;
use core::iter::FusedIterator;

/// An iterator over the elements that are in exactly one of two sets, ascending. Made by
/// [`symmetric_difference`](BPlusTreeSet::symmetric_difference).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct SymmetricDifference<'a, T, L = SlimTree<T, ()>> {
    both: Merge<'a, T, L>,
}

/// # Symmetric difference
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Returns an iterator over the elements that are in `self` or in `other` but not in both, ascending.
    ///
    /// Computes in **O(log n)** time; the whole iteration in **O(n + m)**. Allocates nothing.
    ///
    /// ```
    /// let (a, b) = (btree_map::BPlusTreeSet::from([1, 2]), btree_map::BPlusTreeSet::from([2, 3]));
    /// assert!(a.symmetric_difference(&b).eq(&[1, 3]));
    /// ```
    #[inline]
    pub fn symmetric_difference<'a>(&'a self, other: &'a BPlusTreeSet<T, L>) -> SymmetricDifference<'a, T, L>
    where
        T: Ord,
    {
        SymmetricDifference { both: Merge::new(self, other) }
    }
}

impl<'a, T: Ord, L: Layout<T, ()>> Iterator for SymmetricDifference<'a, T, L> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        loop {
            match self.both.step() {
                (Some(_), Some(_)) => {}
                (left, right) => return left.or(right),
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (left, right) = self.both.lens();
        (0, left.checked_add(right))
    }

    fn min(mut self) -> Option<&'a T> {
        self.next()
    }
}

impl<T: Ord, L: Layout<T, ()>> FusedIterator for SymmetricDifference<'_, T, L> {}

impl<T, L> Clone for SymmetricDifference<'_, T, L> {
    fn clone(&self) -> Self {
        SymmetricDifference { both: self.both.clone() }
    }
}

impl<T: fmt::Debug, L: Layout<T, ()>> fmt::Debug for SymmetricDifference<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SymmetricDifference").field(&self.both).finish()
    }
}
