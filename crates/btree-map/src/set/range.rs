//! Iterating over the elements in a range.

use super::{BPlusTreeSet, Range};
use btree_core::Layout;
use core::borrow::Borrow;
use core::ops::{Bound, RangeBounds};

/// # Ranges
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
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

/// Panics as std does if the start is greater than the end, or equal to it with both excluded.
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
