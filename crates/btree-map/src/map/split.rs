//! Splitting a map in two, and cutting a range of keys out of it.

use super::range::refuse_impossible;
use super::{BPlusTreeMap, IntoIter};
use btree_core::Layout;
use btree_core::place;
use core::borrow::Borrow;
use core::ops::{Bound, RangeBounds};

/// # Splitting, and removing ranges
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Splits the map at `key`. Returns a map of the entries whose keys are not less than `key`.
    ///
    /// Computes in **O(log n)** time, plus **O(1)** for each leaf of the smaller part: whole nodes are moved.
    ///
    /// ```
    /// let mut low = btree_map::BPlusTreeMap::from([(1, 'a'), (2, 'b'), (3, 'c')]);
    /// let high = low.split_off(&2);
    /// assert!(low.into_keys().eq([1]) && high.into_keys().eq([2, 3]));
    /// ```
    pub fn split_off<Q>(&mut self, key: &Q) -> Self
    where
        Q: Ord + ?Sized,
        K: Borrow<Q> + Ord,
    {
        Self::from_tree(place::split_off(&mut self.tree, key))
    }

    /// Removes the entries with keys in `range`, and returns their number.
    ///
    /// Computes in **O(log n)** time, plus **O(1)** for each node removed, plus the drops. If the drop of an entry
    /// panics, the others are dropped nevertheless.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from_iter((0..9).map(|key| (key, key)));
    /// assert_eq!(map.remove_range(2..=6), 5);
    /// assert!(map.into_keys().eq([0, 1, 7, 8]));
    /// ```
    ///
    /// # Panics
    ///
    /// As [`range`](Self::range).
    pub fn remove_range<Q, R>(&mut self, range: R) -> usize
    where
        Q: Ord + ?Sized,
        K: Borrow<Q> + Ord,
        R: RangeBounds<Q>,
    {
        self.cut(range).len()
    }

    /// Removes the entries with keys in `range`, all at once, and returns an iterator over them by value, ascending.
    ///
    /// The entries have left the map when this returns. Dropping the iterator drops the remaining ones, and
    /// forgetting it leaks them.
    ///
    /// Computes in **O(log n)** time, plus **O(1)** for each node removed.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from_iter((0..9).map(|key| (key, key)));
    /// assert!(map.drain_range(..3).eq([(0, 0), (1, 1), (2, 2)]));
    /// assert_eq!(map.len(), 6);
    /// ```
    ///
    /// # Panics
    ///
    /// As [`range`](Self::range).
    pub fn drain_range<Q, R>(&mut self, range: R) -> IntoIter<K, V, T>
    where
        Q: Ord + ?Sized,
        K: Borrow<Q> + Ord,
        R: RangeBounds<Q>,
    {
        self.cut(range).into_iter()
    }

    /// Takes out the entries with keys in `range`.
    pub(crate) fn cut<Q, R>(&mut self, range: R) -> Self
    where
        Q: Ord + ?Sized,
        K: Borrow<Q> + Ord,
        R: RangeBounds<Q>,
    {
        if self.is_empty() {
            return Self::empty_like(self);
        }
        let (start, end) = (range.start_bound(), range.end_bound());
        refuse_impossible(start, end);
        self.cut_between(start, end)
    }

    /// Takes out the entries between two bounds that were looked at already.
    pub(crate) fn cut_between<Q>(&mut self, start: Bound<&Q>, end: Bound<&Q>) -> Self
    where
        Q: Ord + ?Sized,
        K: Borrow<Q> + Ord,
    {
        Self::from_tree(place::remove_range(&mut self.tree, start, end))
    }
}
