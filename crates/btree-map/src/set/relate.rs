//! Asking how two sets relate, without walking further than the answer needs.

use super::BPlusTreeSet;
use super::merge::{Merge, SEARCH_FACTOR};
use btree_core::Layout;

/// # Comparing sets
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Returns whether `self` and `other` have no element in common.
    ///
    /// Computes in **O(min(n + m, n log m, m log n))** time; allocates nothing.
    ///
    /// ```
    /// let set = btree_map::BPlusTreeSet::from([1, 2, 3]);
    /// assert!(set.is_disjoint(&[4, 5].into()));
    /// assert!(!set.is_disjoint(&[3, 4].into()));
    /// ```
    #[must_use]
    pub fn is_disjoint(&self, other: &BPlusTreeSet<T, L>) -> bool
    where
        T: Ord,
    {
        self.intersection(other).next().is_none()
    }

    /// Returns whether `other` has every element of `self`.
    ///
    /// Computes in **O(min(n + m, n log m))** time; allocates nothing.
    ///
    /// ```
    /// let set = btree_map::BPlusTreeSet::from([1, 2]);
    /// assert!(set.is_subset(&[1, 2, 3].into()));
    /// assert!(!set.is_subset(&[2, 3, 4].into()));
    /// ```
    #[must_use]
    pub fn is_subset(&self, other: &BPlusTreeSet<T, L>) -> bool
    where
        T: Ord,
    {
        if self.len() > other.len() {
            return false;
        }
        let (Some(first), Some(last)) = (self.first(), self.last()) else { return true };
        let (Some(other_first), Some(other_last)) = (other.first(), other.last()) else { return false };
        if first < other_first || last > other_last {
            return false;
        }
        if self.len() <= other.len() / SEARCH_FACTOR {
            return self.iter().all(|element| other.contains(element));
        }
        let mut both = Merge::new(self, other);
        loop {
            match both.step() {
                (Some(_), None) => return false,
                (None, None) => return true,
                // Too few left on the right for those left on the left; none left on the left asks for no more.
                _ => match both.lens() {
                    (0, _) => return true,
                    (left, right) if left > right => return false,
                    _ => {}
                },
            }
        }
    }

    /// Returns whether `self` has every element of `other`.
    ///
    /// Computes in **O(min(n + m, m log n))** time; allocates nothing.
    ///
    /// ```
    /// let set = btree_map::BPlusTreeSet::from([1, 2, 3]);
    /// assert!(set.is_superset(&[1, 3].into()));
    /// assert!(!set.is_superset(&[3, 4].into()));
    /// ```
    #[must_use]
    pub fn is_superset(&self, other: &BPlusTreeSet<T, L>) -> bool
    where
        T: Ord,
    {
        other.is_subset(self)
    }
}
