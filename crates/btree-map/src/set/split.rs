//! Splitting a set in two, and removing a range of its elements: whole nodes at a time.

use super::range::refuse_impossible;
use super::{BPlusTreeSet, IntoIter};
use crate::map::BPlusTreeMap;
use btree_core::Layout;
use core::borrow::Borrow;
use core::ops::RangeBounds;

/// # Splitting, and removing ranges
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Splits the set at `value`. Returns a set of the elements that are not less than `value`.
    ///
    /// Computes in **O(log n)** time, plus **O(1)** for each leaf of the smaller part: whole nodes are moved.
    ///
    /// ```
    /// let mut low = btree_map::BPlusTreeSet::from([1, 2, 3]);
    /// let high = low.split_off(&2);
    /// assert!(low.into_iter().eq([1]) && high.into_iter().eq([2, 3]));
    /// ```
    pub fn split_off<Q>(&mut self, value: &Q) -> Self
    where
        Q: Ord + ?Sized,
        T: Borrow<Q> + Ord,
    {
        BPlusTreeSet { map: self.map.split_off(value) }
    }

    /// Removes the elements in `range`, and returns their number.
    ///
    /// Computes in **O(log n)** time, plus **O(1)** for each leaf removed, plus the drops. If the drop of an element
    /// panics, the others are dropped nevertheless.
    ///
    /// ```
    /// let mut set = btree_map::BPlusTreeSet::from_iter(0..9);
    /// assert_eq!(set.remove_range(2..=6), 5);
    /// assert!(set.into_iter().eq([0, 1, 7, 8]));
    /// ```
    ///
    /// # Panics
    ///
    /// As [`range`](Self::range).
    pub fn remove_range<Q, R>(&mut self, range: R) -> usize
    where
        Q: Ord + ?Sized,
        T: Borrow<Q> + Ord,
        R: RangeBounds<Q>,
    {
        self.drain_range(range).len()
    }

    /// Removes the elements in `range`, all at once, and returns an iterator over them by value, ascending.
    ///
    /// The elements have left the set when this returns. Dropping the iterator drops the remaining ones, and
    /// forgetting it leaks them.
    ///
    /// Computes in **O(log n)** time, plus **O(1)** for each leaf removed.
    ///
    /// ```
    /// let mut set = btree_map::BPlusTreeSet::from_iter(0..9);
    /// assert!(set.drain_range(..3).eq([0, 1, 2]));
    /// assert_eq!(set.len(), 6);
    /// ```
    ///
    /// # Panics
    ///
    /// As [`range`](Self::range).
    pub fn drain_range<Q, R>(&mut self, range: R) -> IntoIter<T, L>
    where
        Q: Ord + ?Sized,
        T: Borrow<Q> + Ord,
        R: RangeBounds<Q>,
    {
        if self.is_empty() {
            return BPlusTreeSet { map: BPlusTreeMap::empty_like(&self.map) }.into_iter();
        }
        let (start, end) = (range.start_bound(), range.end_bound());
        refuse_impossible(start, end);
        BPlusTreeSet { map: self.map.cut_between(start, end) }.into_iter()
    }
}
