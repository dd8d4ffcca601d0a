//! Putting entries in and taking them out, one by one.

use super::BPlusTreeMap;
use btree_core::Layout;
use btree_core::place::{self, Place};
use core::borrow::Borrow;
use core::mem;

/// # Inserting and removing
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Inserts an entry. If the map has the key, replaces its value and returns the old one; the old key stays.
    ///
    /// Computes in **O(log n)** time. Allocates only when a leaf must grow or split.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::new();
    /// assert_eq!(map.insert(37, "a"), None);
    /// assert_eq!(map.insert(37, "b"), Some("a"));
    /// assert_eq!(map[&37], "b");
    /// ```
    ///
    /// # Panics
    ///
    /// If the layout has no node ids left. The map is unchanged then. The default layout has no ids.
    #[inline]
    pub fn insert(&mut self, key: K, value: V) -> Option<V>
    where
        K: Ord,
    {
        match place::search_to_insert(&mut self.tree, &key) {
            Place::Occupied(entry) => {
                // First: if this panics, the entry is as it was, and the old value is not lost on its way out.
                drop(key);
                Some(mem::replace(entry.into_mut(), value))
            }
            Place::Vacant(gap) => {
                gap.insert(key, value);
                None
            }
        }
    }

    /// Inserts an entry, and returns the entry with an equal key that it replaces, if any.
    pub(crate) fn replace_entry(&mut self, key: K, value: V) -> Option<(K, V)>
    where
        K: Ord,
    {
        match place::search_to_insert(&mut self.tree, &key) {
            Place::Occupied(entry) => Some(entry.replace(key, value)),
            Place::Vacant(gap) => {
                gap.insert(key, value);
                None
            }
        }
    }

    /// Removes `key`, and returns its value if the map had it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([(1, "a")]);
    /// assert_eq!(map.remove(&1), Some("a"));
    /// assert_eq!(map.remove(&1), None);
    /// ```
    #[inline]
    pub fn remove<Q>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.remove_entry(key).map(|(_, value)| value)
    }

    /// Removes `key`, and returns the stored key and its value if the map had it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([(1, "a")]);
    /// assert_eq!(map.remove_entry(&1), Some((1, "a")));
    /// ```
    #[inline]
    pub fn remove_entry<Q>(&mut self, key: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        match place::search_to_remove(&mut self.tree, key) {
            Place::Occupied(entry) => Some(entry.remove()),
            Place::Vacant(_) => None,
        }
    }

    /// Removes and returns the entry with the smallest key, or `None` if the map is empty.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([(1, "a"), (2, "b")]);
    /// assert_eq!(map.pop_first(), Some((1, "a")));
    /// ```
    pub fn pop_first(&mut self) -> Option<(K, V)>
    where
        K: Ord,
    {
        place::first(&mut self.tree).map(place::Occupied::remove)
    }

    /// Removes and returns the entry with the largest key, or `None` if the map is empty.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([(1, "a"), (2, "b")]);
    /// assert_eq!(map.pop_last(), Some((2, "b")));
    /// ```
    pub fn pop_last(&mut self) -> Option<(K, V)>
    where
        K: Ord,
    {
        place::last(&mut self.tree).map(place::Occupied::remove)
    }

    /// Removes all entries. The fanout stays.
    ///
    /// Computes in **O(n)** time. If the drop of an entry panics, the others are dropped nevertheless, and the map is
    /// empty.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([(1, "a")]);
    /// map.clear();
    /// assert!(map.is_empty());
    /// ```
    pub fn clear(&mut self) {
        let empty = Self::empty_like(self);
        drop(mem::replace(self, empty));
    }
}
