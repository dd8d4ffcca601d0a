//! One key of a multimap, there or not: looked up once, then given values, read or taken out.

use super::{BPlusTreeMultiMap, ValueList};
use crate::map;
use btree_core::Layout;
use btree_core::slim::SlimTree;
use core::fmt::{self, Debug};

/// The entry of one key, vacant or occupied. Made by [`entry`](BPlusTreeMultiMap::entry).
pub enum Entry<'a, K, V, L = SlimTree<K, ValueList<V>>> {
    /// The key is absent.
    Vacant(VacantEntry<'a, K, V, L>),
    /// The key is present, with at least one value.
    Occupied(OccupiedEntry<'a, K, V, L>),
}

/// The entry of an absent key. Part of [`Entry`].
pub struct VacantEntry<'a, K, V, L = SlimTree<K, ValueList<V>>> {
    inner: map::VacantEntry<'a, K, ValueList<V>, L>,
    pairs: &'a mut usize,
}

/// The entry of a present key. Part of [`Entry`].
pub struct OccupiedEntry<'a, K, V, L = SlimTree<K, ValueList<V>>> {
    inner: map::OccupiedEntry<'a, K, ValueList<V>, L>,
    pairs: &'a mut usize,
}

/// # Entries
impl<K, V, L: Layout<K, ValueList<V>>> BPlusTreeMultiMap<K, V, L> {
    /// Returns the entry of `key`, to read it, insert values or remove it without another look-up.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::new();
    /// for (word, line) in [("tree", 1), ("leaf", 1), ("tree", 1), ("tree", 9)] {
    ///     let entry = map.entry(word);
    ///     if entry.values().last() != Some(&line) {
    ///         entry.insert(line);
    ///     }
    /// }
    /// assert_eq!(map.get("tree"), [1, 9]);
    /// ```
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V, L>
    where
        K: Ord,
    {
        let pairs = &mut self.pairs;
        match self.map.entry(key) {
            map::Entry::Occupied(inner) => Entry::Occupied(OccupiedEntry { inner, pairs }),
            map::Entry::Vacant(inner) => Entry::Vacant(VacantEntry { inner, pairs }),
        }
    }
}

impl<'a, K: Ord, V, L: Layout<K, ValueList<V>>> Entry<'a, K, V, L> {
    /// Returns the key in the multimap, or the key that was looked up if it is absent.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::<_, u32>::new();
    /// assert_eq!(map.entry("tree").key(), &"tree");
    /// ```
    pub fn key(&self) -> &K {
        match self {
            Entry::Vacant(entry) => entry.key(),
            Entry::Occupied(entry) => entry.key(),
        }
    }

    /// Returns the values of the key; none if it is absent.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 'a')]);
    /// assert_eq!(map.entry(1).values(), ['a']);
    /// assert!(map.entry(2).values().is_empty());
    /// ```
    pub fn values(&self) -> &[V] {
        match self {
            Entry::Vacant(_) => &[],
            Entry::Occupied(entry) => entry.values(),
        }
    }

    /// Inserts a value after the others of the key, and returns them all.
    ///
    /// Computes in **O(1)** time after the search; in **O(log n)** if a node splits.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 'a')]);
    /// assert_eq!(map.entry(1).insert('b'), ['a', 'b']);
    /// ```
    pub fn insert(self, value: V) -> &'a mut [V] {
        match self {
            Entry::Vacant(entry) => entry.insert(value),
            Entry::Occupied(mut entry) => {
                entry.insert(value);
                entry.into_mut()
            }
        }
    }

    /// Inserts a value if the key is absent, and returns the values of the key.
    ///
    /// Computes in **O(1)** time after the search; in **O(log n)** if a node splits.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 'a')]);
    /// assert_eq!(map.entry(1).or_insert('x'), ['a']);
    /// assert_eq!(map.entry(2).or_insert('x'), ['x']);
    /// ```
    pub fn or_insert(self, value: V) -> &'a mut [V] {
        self.or_insert_with(|| value)
    }

    /// Inserts the result of `make` if the key is absent, and returns the values of the key.
    ///
    /// Computes in **O(1)** time after the search; in **O(log n)** if a node splits.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 'a')]);
    /// assert_eq!(map.entry(1).or_insert_with(|| unreachable!()), ['a']);
    /// ```
    pub fn or_insert_with(self, make: impl FnOnce() -> V) -> &'a mut [V] {
        match self {
            Entry::Vacant(entry) => entry.insert(make()),
            Entry::Occupied(entry) => entry.into_mut(),
        }
    }
}

impl<'a, K: Ord, V, L: Layout<K, ValueList<V>>> VacantEntry<'a, K, V, L> {
    /// Returns the key that was looked up.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::<_, u32>::new();
    /// assert_eq!(map.entry("tree").key(), &"tree");
    /// ```
    pub fn key(&self) -> &K {
        self.inner.key()
    }

    /// Returns the key by value.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use btree_map::multimap::Entry;
    ///
    /// let mut map = btree_map::BPlusTreeMultiMap::<_, u32>::new();
    /// let Entry::Vacant(entry) = map.entry("tree") else { unreachable!() };
    /// assert_eq!(entry.into_key(), "tree");
    /// ```
    pub fn into_key(self) -> K {
        self.inner.into_key()
    }

    /// Inserts the key with its first value.
    ///
    /// Computes in **O(1)** time after the search; in **O(log n)** if a node splits.
    ///
    /// ```
    /// use btree_map::multimap::Entry;
    ///
    /// let mut map = btree_map::BPlusTreeMultiMap::new();
    /// let Entry::Vacant(entry) = map.entry("tree") else { unreachable!() };
    /// assert_eq!(entry.insert(1), [1]);
    /// ```
    pub fn insert(self, value: V) -> &'a mut [V] {
        let list = self.inner.insert(ValueList::one(value));
        *self.pairs += 1;
        list.as_mut_slice()
    }
}

impl<'a, K: Ord, V, L: Layout<K, ValueList<V>>> OccupiedEntry<'a, K, V, L> {
    /// Returns the key in the multimap.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::from([("tree", 1)]);
    /// assert_eq!(map.entry("tree").key(), &"tree");
    /// ```
    pub fn key(&self) -> &K {
        self.inner.key()
    }

    /// Returns the values.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use btree_map::multimap::Entry;
    ///
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 'a')]);
    /// let Entry::Occupied(entry) = map.entry(1) else { unreachable!() };
    /// assert_eq!(entry.values(), ['a']);
    /// ```
    pub fn values(&self) -> &[V] {
        self.inner.get().as_slice()
    }

    /// Returns the values as a mutable slice.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use btree_map::multimap::Entry;
    ///
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 'a')]);
    /// let Entry::Occupied(mut entry) = map.entry(1) else { unreachable!() };
    /// entry.values_mut()[0] = 'b';
    /// assert_eq!(map.get(&1), ['b']);
    /// ```
    pub fn values_mut(&mut self) -> &mut [V] {
        self.inner.get_mut().as_mut_slice()
    }

    /// Returns the values as a mutable slice, with the lifetime of the multimap's borrow.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use btree_map::multimap::Entry;
    ///
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 'a')]);
    /// let Entry::Occupied(entry) = map.entry(1) else { unreachable!() };
    /// let values: &mut [char] = entry.into_mut();
    /// values[0] = 'b';
    /// ```
    pub fn into_mut(self) -> &'a mut [V] {
        self.inner.into_mut().as_mut_slice()
    }

    /// Inserts a value after the others.
    ///
    /// Computes in amortised **O(1)** time.
    ///
    /// ```
    /// use btree_map::multimap::Entry;
    ///
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 'a')]);
    /// let Entry::Occupied(mut entry) = map.entry(1) else { unreachable!() };
    /// entry.insert('b');
    /// assert_eq!(map.get(&1), ['a', 'b']);
    /// ```
    pub fn insert(&mut self, value: V) {
        self.inner.get_mut().push(value);
        *self.pairs += 1;
    }

    /// Removes the key, and returns it with all its values.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use btree_map::multimap::Entry;
    ///
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 'a'), (1, 'b')]);
    /// let Entry::Occupied(entry) = map.entry(1) else { unreachable!() };
    /// let (key, values) = entry.remove_all();
    /// assert_eq!((key, values.len(), map.len()), (1, 2, 0));
    /// ```
    pub fn remove_all(self) -> (K, ValueList<V>) {
        let (key, list) = self.inner.remove_entry();
        *self.pairs -= list.len();
        (key, list)
    }
}

impl<K: Debug + Ord, V: Debug, L: Layout<K, ValueList<V>>> Debug for Entry<'_, K, V, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = f.debug_tuple("Entry");
        match self {
            Entry::Vacant(entry) => tuple.field(entry).finish(),
            Entry::Occupied(entry) => tuple.field(entry).finish(),
        }
    }
}

impl<K: Debug + Ord, V, L: Layout<K, ValueList<V>>> Debug for VacantEntry<'_, K, V, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VacantEntry").field(self.key()).finish()
    }
}

impl<K: Debug + Ord, V: Debug, L: Layout<K, ValueList<V>>> Debug for OccupiedEntry<'_, K, V, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OccupiedEntry").field("key", self.key()).field("values", &self.values()).finish()
    }
}
