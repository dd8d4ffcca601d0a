//! Conversions from std's map and into it.

use super::BPlusTreeMap;
use alloc::collections::BTreeMap;
use btree_core::Layout;

impl<K, V> From<BTreeMap<K, V>> for BPlusTreeMap<K, V> {
    /// Moves the entries of std's map into a map in the default layout.
    ///
    /// Computes in **O(n)** time. Leaves are full afterwards.
    ///
    /// ```
    /// let map: btree_map::BTreeMap<_, _> = std::collections::BTreeMap::from([(1, 'a'), (2, 'b')]).into();
    /// assert_eq!(map[&2], 'b');
    /// ```
    fn from(map: BTreeMap<K, V>) -> Self {
        let mut converted = Self::new();
        converted.fill_ascending(map.into_iter());
        converted
    }
}

impl<K: Ord, V, T: Layout<K, V>> From<BPlusTreeMap<K, V, T>> for BTreeMap<K, V> {
    /// Moves the entries of a map in any layout into std's map.
    ///
    /// Computes in **O(n)** time.
    ///
    /// ```
    /// let map = std::collections::BTreeMap::from(btree_map::BPlusTreeMap::from([(1, 'a'), (2, 'b')]));
    /// assert_eq!(map[&2], 'b');
    /// ```
    fn from(map: BPlusTreeMap<K, V, T>) -> Self {
        map.into_iter().collect()
    }
}
