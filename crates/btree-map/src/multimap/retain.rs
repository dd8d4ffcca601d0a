//! Removing pairs by a predicate.

use super::{BPlusTreeMultiMap, ValueList};
use btree_core::Layout;

/// # Removing by a predicate
impl<K, V, L: Layout<K, ValueList<V>>> BPlusTreeMultiMap<K, V, L> {
    /// Keeps the pairs for which `f` returns `true`, and drops the others.
    ///
    /// Computes in **O(n)** time, plus **O(log n)** for each key dropped. If `f` panics, that pair and those after it
    /// stay.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 1), (1, 2), (2, 3)]);
    /// map.retain(|_, value| *value % 2 == 0);
    /// assert!(map.iter().eq([(&1, &2)]));
    /// ```
    pub fn retain<F>(&mut self, mut f: F)
    where
        K: Ord,
        F: FnMut(&K, &mut V) -> bool,
    {
        self.settle(|multimap| {
            let pairs = &mut multimap.pairs;
            multimap.map.retain(|key, list| {
                let (refused, all) = list.retain(|value| f(key, value));
                *pairs -= refused;
                !all
            });
        });
    }
}
