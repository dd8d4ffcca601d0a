//! Putting entries in and taking them out, one by one.

use super::BPlusTreeMap;
use btree_core::Layout;
use btree_core::place::{self, Place};
use core::borrow::Borrow;
use core::mem;

impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Puts an entry in. If the key was there, its value is replaced and returned, and the old key stays.
    ///
    /// Computes in **O(log n)** time; allocates only when a leaf must grow or split.
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
    /// If the layout has no node ids left (4 billion nodes of a kind); the map is unchanged then.
    #[inline]
    pub fn insert(&mut self, key: K, value: V) -> Option<V>
    where
        K: Ord,
    {
        match place::place_to_insert(&mut self.tree, &key) {
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

    /// Puts an entry in, key and all, in the place of the one with an equal key, which is returned.
    pub(crate) fn replace_entry(&mut self, key: K, value: V) -> Option<(K, V)>
    where
        K: Ord,
    {
        match place::place_to_insert(&mut self.tree, &key) {
            Place::Occupied(entry) => Some(entry.replace(key, value)),
            Place::Vacant(gap) => {
                gap.insert(key, value);
                None
            }
        }
    }

    /// Takes the entry with `key` out and returns its value.
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

    /// Takes the entry with `key` out and returns it.
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
        match place::place(&mut self.tree, key) {
            Place::Occupied(entry) => Some(entry.remove()),
            Place::Vacant(_) => None,
        }
    }

    /// Takes the entry with the smallest key out.
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

    /// Takes the entry with the largest key out.
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

    /// Drops all entries. The fanout stays.
    ///
    /// Computes in **O(n)** time. If the drop of an entry panics, the others are dropped all the same and the map
    /// is empty.
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
