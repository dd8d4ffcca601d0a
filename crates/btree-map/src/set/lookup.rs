//! Looking elements up.

use super::{BPlusTreeSet, Range};
use btree_core::Layout;
use core::borrow::Borrow;
use core::ops::{Bound, RangeBounds};

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

    /// Returns an iterator over the elements in `range`, ascending.
    ///
    /// Computes in **O(log n)** time. Allocates nothing.
    ///
    /// ```
    /// use std::ops::Bound::{Excluded, Unbounded};
    ///
    /// let set = btree_map::BPlusTreeSet::from([3, 5, 8]);
    /// assert!(set.range(4..).eq(&[5, 8]));
    /// assert!(set.range((Unbounded, Excluded(5))).eq(&[3]));
    /// ```
    ///
    /// # Panics
    ///
    /// If the start is greater than the end, or equal to it with both excluded, and the set has elements. The range
    /// of an empty set is empty, as that of std's set is before the first insertion.
    pub fn range<K, R>(&self, range: R) -> Range<'_, T, L>
    where
        K: Ord + ?Sized,
        T: Borrow<K> + Ord,
        R: RangeBounds<K>,
    {
        if self.is_empty() {
            return Range::default();
        }
        let (start, end) = (range.start_bound(), range.end_bound());
        refuse_impossible(start, end);
        Range::over(self.map.range_between(start, end))
    }
}

/// Panics as std does on a range that cannot be.
pub(super) fn refuse_impossible<K: Ord + ?Sized>(start: Bound<&K>, end: Bound<&K>) {
    use Bound::{Excluded, Included};
    match (start, end) {
        (Excluded(start), Excluded(end)) if start == end => {
            panic!("range start and end are equal and excluded in BTreeSet")
        }
        (Included(start) | Excluded(start), Included(end) | Excluded(end)) if start > end => {
            panic!("range start is greater than range end in BTreeSet")
        }
        _ => {}
    }
}
