//! The union of two sets, lazily.

use super::BPlusTreeSet;
use super::merge::Merge;
use btree_core::Layout;
use btree_core::slim::SlimTree;
use core::fmt;
use core::iter::FusedIterator;

/// An iterator over the elements of two sets, ascending. Made by [`union`](BPlusTreeSet::union).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Union<'a, T, L = SlimTree<T, ()>> {
    both: Merge<'a, T, L>,
}

/// # Union
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Returns an iterator over the elements that are in `self`, in `other` or in both, ascending and without
    /// duplicates. Of two equal elements it returns that of `self`.
    ///
    /// Computes in **O(log n)** time; the whole iteration in **O(n + m)**. Allocates nothing.
    ///
    /// ```
    /// let (a, b) = (btree_map::BPlusTreeSet::from([1, 2]), btree_map::BPlusTreeSet::from([2, 3]));
    /// assert!(a.union(&b).eq(&[1, 2, 3]));
    /// ```
    #[inline]
    pub fn union<'a>(&'a self, other: &'a BPlusTreeSet<T, L>) -> Union<'a, T, L>
    where
        T: Ord,
    {
        Union { both: Merge::new(self, other) }
    }
}

impl<'a, T: Ord, L: Layout<T, ()>> Iterator for Union<'a, T, L> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        let (left, right) = self.both.step();
        left.or(right)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (left, right) = self.both.lens();
        // No sum of two lengths overflows, but for elements without bytes.
        (left.max(right), left.checked_add(right))
    }

    fn min(mut self) -> Option<&'a T> {
        self.next()
    }
}

impl<T: Ord, L: Layout<T, ()>> FusedIterator for Union<'_, T, L> {}

impl<T, L> Clone for Union<'_, T, L> {
    fn clone(&self) -> Self {
        Union { both: self.both.clone() }
    }
}

impl<T: fmt::Debug, L: Layout<T, ()>> fmt::Debug for Union<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Union").field(&self.both).finish()
    }
}
