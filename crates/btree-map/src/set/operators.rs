//! The operators `&`, `|`, `-` and `^` on references to sets.
//!
//! Each clones what the lazy operation of the same meaning gives, in its order, so the new set is filled leaf after leaf without a
//! search.

use super::BPlusTreeSet;
use btree_core::Layout;
use core::ops::{BitAnd, BitOr, BitXor, Sub};

impl<T: Ord + Clone, L: Layout<T, ()>> BitAnd<&BPlusTreeSet<T, L>> for &BPlusTreeSet<T, L> {
    type Output = BPlusTreeSet<T, L>;

    /// Returns the intersection as a new set.
    ///
    /// ```
    /// use btree_map::BPlusTreeSet;
    ///
    /// let (a, b) = (BPlusTreeSet::from([1, 2, 3]), BPlusTreeSet::from([2, 3, 4]));
    /// assert_eq!(&a & &b, BPlusTreeSet::from([2, 3]));
    /// ```
    fn bitand(self, other: &BPlusTreeSet<T, L>) -> BPlusTreeSet<T, L> {
        self.built_like(self.intersection(other).cloned())
    }
}

impl<T: Ord + Clone, L: Layout<T, ()>> BitOr<&BPlusTreeSet<T, L>> for &BPlusTreeSet<T, L> {
    type Output = BPlusTreeSet<T, L>;

    /// Returns the union as a new set.
    ///
    /// ```
    /// use btree_map::BPlusTreeSet;
    ///
    /// let (a, b) = (BPlusTreeSet::from([1, 2, 3]), BPlusTreeSet::from([2, 3, 4]));
    /// assert_eq!(&a | &b, BPlusTreeSet::from([1, 2, 3, 4]));
    /// ```
    fn bitor(self, other: &BPlusTreeSet<T, L>) -> BPlusTreeSet<T, L> {
        self.built_like(self.union(other).cloned())
    }
}

impl<T: Ord + Clone, L: Layout<T, ()>> BitXor<&BPlusTreeSet<T, L>> for &BPlusTreeSet<T, L> {
    type Output = BPlusTreeSet<T, L>;

    /// Returns the symmetric difference as a new set.
    ///
    /// ```
    /// use btree_map::BPlusTreeSet;
    ///
    /// let (a, b) = (BPlusTreeSet::from([1, 2, 3]), BPlusTreeSet::from([2, 3, 4]));
    /// assert_eq!(&a ^ &b, BPlusTreeSet::from([1, 4]));
    /// ```
    fn bitxor(self, other: &BPlusTreeSet<T, L>) -> BPlusTreeSet<T, L> {
        self.built_like(self.symmetric_difference(other).cloned())
    }
}

impl<T: Ord + Clone, L: Layout<T, ()>> Sub<&BPlusTreeSet<T, L>> for &BPlusTreeSet<T, L> {
    type Output = BPlusTreeSet<T, L>;

    /// Returns the difference as a new set.
    ///
    /// ```
    /// use btree_map::BPlusTreeSet;
    ///
    /// let (a, b) = (BPlusTreeSet::from([1, 2, 3]), BPlusTreeSet::from([2, 3, 4]));
    /// assert_eq!(&a - &b, BPlusTreeSet::from([1]));
    /// ```
    fn sub(self, other: &BPlusTreeSet<T, L>) -> BPlusTreeSet<T, L> {
        self.built_like(self.difference(other).cloned())
    }
}
