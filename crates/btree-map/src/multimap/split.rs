//! Splitting a multimap in two, and removing a range of keys.

use super::{BPlusTreeMultiMap, ValueList};
use btree_core::Layout;
use core::borrow::Borrow;
use core::ops::RangeBounds;

/// # Splitting, and removing ranges
impl<K, V, L: Layout<K, ValueList<V>>> BPlusTreeMultiMap<K, V, L> {
    /// Splits the multimap at `key`. Returns a multimap of the pairs whose keys are not less than `key`.
    ///
    /// Computes in the time of the map's [`split_off`](crate::BPlusTreeMap::split_off), plus **O(k)** for k keys
    /// moved, to count their values.
    ///
    /// ```
    /// let mut low = btree_map::BPlusTreeMultiMap::from([(1, 'a'), (2, 'b'), (2, 'c')]);
    /// let high = low.split_off(&2);
    /// assert_eq!((low.len(), high.len()), (1, 2));
    /// ```
    pub fn split_off<Q>(&mut self, key: &Q) -> Self
    where
        Q: Ord + ?Sized,
        K: Borrow<Q> + Ord,
    {
        let mut high = BPlusTreeMultiMap { map: self.map.split_off(key), pairs: 0 };
        high.pairs = high.counted();
        self.pairs -= high.pairs;
        high
    }

    /// Removes the pairs with keys in `range`, and returns their number.
    ///
    /// Computes in **O(log n + k)** time for k keys removed, to count their values. If the drop of a key or a value
    /// panics, the others are dropped nevertheless.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::from_iter((0..90).map(|i| (i / 10, i)));
    /// assert_eq!(map.remove_range(2..=6), 50);
    /// assert!(map.keys().eq(&[0, 1, 7, 8]));
    /// ```
    ///
    /// # Panics
    ///
    /// As [`BPlusTreeMap::range`](crate::BPlusTreeMap::range).
    pub fn remove_range<Q, R>(&mut self, range: R) -> usize
    where
        Q: Ord + ?Sized,
        K: Borrow<Q> + Ord,
        R: RangeBounds<Q>,
    {
        let cut = self.map.cut(range);
        let pairs = cut.values().map(|list| list.len()).sum();
        // Counted before keys and values are dropped, which may panic.
        self.pairs -= pairs;
        drop(cut);
        pairs
    }
}
