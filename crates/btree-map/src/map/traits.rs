//! The traits that std's map implements, with std's bounds and no wider.

use super::BPlusTreeMap;
use btree_core::Layout;
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::Index;

impl<K, V> Default for BPlusTreeMap<K, V> {
    /// An empty map in the default layout.
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Clone, V: Clone, T: Layout<K, V>> Clone for BPlusTreeMap<K, V, T> {
    fn clone(&self) -> Self {
        Self::from_tree(self.tree.clone_tree())
    }
}

impl<K: fmt::Debug, V: fmt::Debug, T: Layout<K, V>> fmt::Debug for BPlusTreeMap<K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K: PartialEq, V: PartialEq, T: Layout<K, V>> PartialEq for BPlusTreeMap<K, V, T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(left, right)| left == right)
    }
}

impl<K: Eq, V: Eq, T: Layout<K, V>> Eq for BPlusTreeMap<K, V, T> {}

impl<K: PartialOrd, V: PartialOrd, T: Layout<K, V>> PartialOrd for BPlusTreeMap<K, V, T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.iter().partial_cmp(other)
    }
}

impl<K: Ord, V: Ord, T: Layout<K, V>> Ord for BPlusTreeMap<K, V, T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.iter().cmp(other)
    }
}

impl<K: Hash, V: Hash, T: Layout<K, V>> Hash for BPlusTreeMap<K, V, T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // As std does: the length first (`write_length_prefix` is unstable and forwards to this), then each pair.
        state.write_usize(self.len());
        for entry in self {
            entry.hash(state);
        }
    }
}

impl<K, Q, V, T> Index<&Q> for BPlusTreeMap<K, V, T>
where
    K: Borrow<Q> + Ord,
    Q: Ord + ?Sized,
    T: Layout<K, V>,
{
    type Output = V;

    /// Returns the value for `key`.
    ///
    /// # Panics
    ///
    /// If the map does not have the key. There is no `IndexMut`, as with std: use `insert`, or `get_mut` for a
    /// present key.
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry found for key")
    }
}
