//! Splitting a map in two, and cutting a range of keys out of it.

use super::BPlusTreeMap;
use btree_core::Layout;
use btree_core::place;
use core::borrow::Borrow;

impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Takes out the entries from `key` on, `key` included, as a map of their own.
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
}
