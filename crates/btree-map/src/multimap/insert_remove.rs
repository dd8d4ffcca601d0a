//! Inserting pairs, and removing one value or all values of a key.

use super::{BPlusTreeMultiMap, ValueList};
use crate::map;
use btree_core::Layout;
use core::borrow::Borrow;

/// # Inserting and removing
impl<K, V, L: Layout<K, ValueList<V>>> BPlusTreeMultiMap<K, V, L> {
    /// Inserts a value after the other values of `key`. If the multimap has the key, that one stays.
    ///
    /// Computes in **O(log n)** time. The first value of a key is stored in a leaf.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::new();
    /// map.insert(1, 'b');
    /// map.insert(1, 'a');
    /// assert_eq!(map.get(&1), ['b', 'a']);
    /// ```
    pub fn insert(&mut self, key: K, value: V)
    where
        K: Ord,
    {
        match self.map.entry(key) {
            map::Entry::Occupied(entry) => entry.into_mut().push(value),
            map::Entry::Vacant(entry) => {
                entry.insert(ValueList::one(value));
            }
        }
        self.pairs += 1;
    }

    /// Removes and returns the first value of `key` that equals `value`. A key without values is removed.
    ///
    /// Computes in **O(log n + m)** time for m values of the key.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 'a'), (1, 'b'), (1, 'a')]);
    /// assert_eq!(map.remove(&1, &'a'), Some('a'));
    /// assert_eq!(map.get(&1), ['b', 'a']);
    /// assert_eq!(map.remove(&1, &'c'), None);
    /// ```
    pub fn remove<Q, W>(&mut self, key: &Q, value: &W) -> Option<V>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
        V: PartialEq<W>,
        W: ?Sized,
    {
        let mut entry = self.map.entry_if_present(key)?;
        let index = entry.get().iter().position(|here| here == value)?;
        if let Some(removed) = entry.get_mut().remove(index) {
            self.pairs -= 1;
            return Some(removed);
        }
        let (key, list) = entry.remove_entry();
        // Counted before the key is dropped, which may panic.
        self.pairs -= 1;
        drop(key);
        list.into_iter().next()
    }

    /// Removes `key`, and returns it with all its values.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 'a'), (1, 'b')]);
    /// assert_eq!(map.remove_all(&1).unwrap().as_slice(), ['a', 'b']);
    /// assert!(map.remove_all(&1).is_none() && map.is_empty());
    /// ```
    pub fn remove_all<Q>(&mut self, key: &Q) -> Option<ValueList<V>>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        let (key, list) = self.map.remove_entry(key)?;
        // Counted before the key is dropped, which may panic.
        self.pairs -= list.len();
        drop(key);
        Some(list)
    }

    /// Removes the smallest key, and returns it with all its values.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(2, 'x'), (1, 'a'), (1, 'b')]);
    /// let (key, values) = map.pop_first().unwrap();
    /// assert_eq!((key, values.as_slice()), (1, &['a', 'b'][..]));
    /// ```
    pub fn pop_first(&mut self) -> Option<(K, ValueList<V>)>
    where
        K: Ord,
    {
        self.map.pop_first().inspect(|(_, list)| self.pairs -= list.len())
    }

    /// Removes the largest key, and returns it with all its values.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(2, 'x'), (1, 'a'), (1, 'b')]);
    /// let (key, values) = map.pop_last().unwrap();
    /// assert_eq!((key, values.as_slice()), (2, &['x'][..]));
    /// ```
    pub fn pop_last(&mut self) -> Option<(K, ValueList<V>)>
    where
        K: Ord,
    {
        self.map.pop_last().inspect(|(_, list)| self.pairs -= list.len())
    }

    /// Removes all pairs.
    ///
    /// Computes in **O(n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 'a'), (1, 'b')]);
    /// map.clear();
    /// assert!(map.is_empty() && map.len() == 0);
    /// ```
    pub fn clear(&mut self) {
        self.pairs = 0;
        self.map.clear();
    }
}
