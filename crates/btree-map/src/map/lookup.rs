//! Looking entries up.

use super::BPlusTreeMap;
use btree_core::place::{self, Place};
use btree_core::{Layout, iterate};
use core::borrow::Borrow;

/// # Looking up
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Returns the value for `key`, if the map has it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMap::from([(1, "a")]);
    /// assert_eq!(map.get(&1), Some(&"a"));
    /// assert_eq!(map.get(&2), None);
    /// ```
    #[inline]
    pub fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.tree.get(key).map(|(_, value)| value)
    }

    /// Returns the stored key and the value for `key`, if the map has it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMap::from([(1, "a")]);
    /// assert_eq!(map.get_key_value(&1), Some((&1, &"a")));
    /// ```
    #[inline]
    pub fn get_key_value<Q>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.tree.get(key)
    }

    /// Returns a mutable reference to the value for `key`, if the map has it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([(1, "a")]);
    /// *map.get_mut(&1).unwrap() = "b";
    /// assert_eq!(map[&1], "b");
    /// ```
    #[inline]
    pub fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        match place::search_mut(&mut self.tree, key) {
            Place::Occupied(entry) => Some(entry.into_mut()),
            Place::Vacant(_) => None,
        }
    }

    /// Returns whether the map has `key`.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMap::from([(1, "a")]);
    /// assert!(map.contains_key(&1) && !map.contains_key(&2));
    /// ```
    #[inline]
    pub fn contains_key<Q>(&self, key: &Q) -> bool
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.tree.get(key).is_some()
    }

    /// Returns the entry with the smallest key, or `None` if the map is empty.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMap::from([(2, "b"), (1, "a")]);
    /// assert_eq!(map.first_key_value(), Some((&1, &"a")));
    /// ```
    #[inline]
    pub fn first_key_value(&self) -> Option<(&K, &V)>
    where
        K: Ord,
    {
        iterate::first(&self.tree)
    }

    /// Returns the entry with the largest key, or `None` if the map is empty.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMap::from([(2, "b"), (1, "a")]);
    /// assert_eq!(map.last_key_value(), Some((&2, &"b")));
    /// ```
    #[inline]
    pub fn last_key_value(&self) -> Option<(&K, &V)>
    where
        K: Ord,
    {
        iterate::last(&self.tree)
    }
}
