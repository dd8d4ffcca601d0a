//! Looking elements up.

use super::BPlusTreeSet;
use btree_core::Layout;
use core::borrow::Borrow;

/// # Looking up
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Returns whether the set has an element equal to `value`.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let set = btree_map::BPlusTreeSet::from(["a", "b"]);
    /// assert!(set.contains("a") && !set.contains("c"));
    /// ```
    #[inline]
    pub fn contains<Q>(&self, value: &Q) -> bool
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.map.contains_key(value)
    }

    /// Returns the element equal to `value`, if the set has it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let set = btree_map::BPlusTreeSet::from([1, 2, 3]);
    /// assert_eq!(set.get(&2), Some(&2));
    /// assert_eq!(set.get(&4), None);
    /// ```
    #[inline]
    pub fn get<Q>(&self, value: &Q) -> Option<&T>
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.map.get_key_value(value).map(|(element, ())| element)
    }

    /// Returns the elements equal to several values, in the order of the values. Their searches wait for memory
    /// together.
    ///
    /// Computes in **O(m log n)** time for `m` values.
    ///
    /// ```
    /// let set = btree_map::BPlusTreeSet::from([1, 2, 3]);
    /// assert_eq!(set.get_many([&3, &9, &1]), [Some(&3), None, Some(&1)]);
    /// ```
    pub fn get_many<Q, const M: usize>(&self, values: [&Q; M]) -> [Option<&T>; M]
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.map.get_many_key_value(values).map(|entry| entry.map(|(element, ())| element))
    }

    /// Returns the smallest element, or `None` if the set is empty.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// assert_eq!(btree_map::BPlusTreeSet::from([2, 1]).first(), Some(&1));
    /// ```
    #[must_use]
    pub fn first(&self) -> Option<&T>
    where
        T: Ord,
    {
        self.map.first_key_value().map(|(element, ())| element)
    }

    /// Returns the largest element, or `None` if the set is empty.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// assert_eq!(btree_map::BPlusTreeSet::from([2, 1]).last(), Some(&2));
    /// ```
    #[must_use]
    pub fn last(&self) -> Option<&T>
    where
        T: Ord,
    {
        self.map.last_key_value().map(|(element, ())| element)
    }
}
