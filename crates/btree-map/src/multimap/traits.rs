//! Comparing, printing, hashing and cloning multimaps: as maps from keys to lists.

use super::{BPlusTreeMultiMap, ValueList};
use btree_core::Layout;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

impl<K, V> Default for BPlusTreeMultiMap<K, V> {
    /// An empty multimap in the default layout.
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Clone, V: Clone, L: Layout<K, ValueList<V>>> Clone for BPlusTreeMultiMap<K, V, L> {
    fn clone(&self) -> Self {
        BPlusTreeMultiMap { map: self.map.clone(), pairs: self.pairs }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, L: Layout<K, ValueList<V>>> fmt::Debug for BPlusTreeMultiMap<K, V, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.map.fmt(f)
    }
}

impl<K: PartialEq, V: PartialEq, L: Layout<K, ValueList<V>>> PartialEq for BPlusTreeMultiMap<K, V, L> {
    /// Whether both have the same keys with the same values in the same order.
    fn eq(&self, other: &Self) -> bool {
        self.pairs == other.pairs && self.map == other.map
    }
}

impl<K: Eq, V: Eq, L: Layout<K, ValueList<V>>> Eq for BPlusTreeMultiMap<K, V, L> {}

impl<K: PartialOrd, V: PartialOrd, L: Layout<K, ValueList<V>>> PartialOrd for BPlusTreeMultiMap<K, V, L> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.map.partial_cmp(&other.map)
    }
}

impl<K: Ord, V: Ord, L: Layout<K, ValueList<V>>> Ord for BPlusTreeMultiMap<K, V, L> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.map.cmp(&other.map)
    }
}

impl<K: Hash, V: Hash, L: Layout<K, ValueList<V>>> Hash for BPlusTreeMultiMap<K, V, L> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.map.hash(state);
    }
}
