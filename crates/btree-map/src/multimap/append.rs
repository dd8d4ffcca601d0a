//! Moving all pairs of one multimap into another.

use super::{BPlusTreeMultiMap, ValueList};
use crate::map::BPlusTreeMap;
use btree_core::Layout;
use core::mem;

/// # Appending
impl<K, V, L: Layout<K, ValueList<V>>> BPlusTreeMultiMap<K, V, L> {
    /// Moves all pairs of `other` into this multimap, after the values of equal keys, and leaves `other` empty.
    ///
    /// Computes in **O(n + m)** time; in **O(m log n)** if one multimap has few keys, m.
    ///
    /// ```
    /// use btree_map::BPlusTreeMultiMap;
    ///
    /// let mut map = BPlusTreeMultiMap::from([(1, 'a'), (2, 'b')]);
    /// map.append(&mut BPlusTreeMultiMap::from([(2, 'c'), (3, 'd')]));
    /// assert_eq!((map.len(), map.get(&2)), (4, &['b', 'c'][..]));
    /// ```
    pub fn append(&mut self, other: &mut Self)
    where
        K: Ord,
    {
        let empty = BPlusTreeMap::empty_like(&other.map);
        let (moved, pairs) = (mem::replace(&mut other.map, empty), mem::take(&mut other.pairs));
        self.settle(|multimap| {
            multimap.map.merge(moved, |_, mut here, there| {
                here.append(there);
                here
            });
            multimap.pairs += pairs;
        });
    }
}
