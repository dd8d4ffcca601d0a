//! Looking keys and values up.

use super::{BPlusTreeMultiMap, ValueList};
use btree_core::Layout;
use core::borrow::Borrow;

/// # Looking up
impl<K, V, L: Layout<K, ValueList<V>>> BPlusTreeMultiMap<K, V, L> {
    /// Returns the values of `key` in the order of their insertion; none if the key is absent.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMultiMap::from([(1, 'b'), (1, 'a')]);
    /// assert_eq!(map.get(&1), ['b', 'a']);
    /// assert!(map.get(&2).is_empty());
    /// ```
    #[inline]
    pub fn get<Q>(&self, key: &Q) -> &[V]
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.map.get(key).map_or(&[], ValueList::as_slice)
    }

    /// Returns the values of `key` as a mutable slice; empty if the key is absent.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 'b'), (1, 'a')]);
    /// map.get_mut(&1).sort();
    /// assert_eq!(map.get(&1), ['a', 'b']);
    /// ```
    #[inline]
    pub fn get_mut<Q>(&mut self, key: &Q) -> &mut [V]
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.map.get_mut(key).map_or(&mut [], ValueList::as_mut_slice)
    }

    /// Returns whether `key` has a value.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMultiMap::from([(1, 'a')]);
    /// assert!(map.contains_key(&1) && !map.contains_key(&2));
    /// ```
    #[inline]
    pub fn contains_key<Q>(&self, key: &Q) -> bool
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.map.contains_key(key)
    }

    /// Returns whether `value` is among the values of `key`.
    ///
    /// Computes in **O(log n + m)** time for m values of the key.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMultiMap::from([(1, 'a'), (1, 'b')]);
    /// assert!(map.contains(&1, &'b') && !map.contains(&1, &'c'));
    /// ```
    pub fn contains<Q>(&self, key: &Q, value: &V) -> bool
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
        V: PartialEq,
    {
        self.get(key).contains(value)
    }

    /// Returns the smallest key with its values.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMultiMap::from([(2, 'x'), (1, 'a'), (1, 'b')]);
    /// assert_eq!(map.first_key_values(), Some((&1, &['a', 'b'][..])));
    /// ```
    pub fn first_key_values(&self) -> Option<(&K, &[V])>
    where
        K: Ord,
    {
        self.map.first_key_value().map(|(key, list)| (key, list.as_slice()))
    }

    /// Returns the largest key with its values.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMultiMap::from([(2, 'x'), (1, 'a'), (1, 'b')]);
    /// assert_eq!(map.last_key_values(), Some((&2, &['x'][..])));
    /// ```
    pub fn last_key_values(&self) -> Option<(&K, &[V])>
    where
        K: Ord,
    {
        self.map.last_key_value().map(|(key, list)| (key, list.as_slice()))
    }
}
