//! One entry of a map, there or not: looked up once, then read, changed, put in or taken out.
//!
//! Invariant: a vacant entry's key belongs in its gap. The map is as it was before the lookup until a value goes in,
//! so that a closure that panics on the way there has changed nothing.

use super::BPlusTreeMap;
use btree_core::Layout;
use btree_core::place::{self, Place};
use btree_core::slim::SlimTree;
use core::borrow::Borrow;
use core::mem;

/// The entry of one key, vacant or occupied. Made by [`entry`](BPlusTreeMap::entry).
pub enum Entry<'a, K, V, T = SlimTree<K, V>> {
    /// The key is absent.
    Vacant(VacantEntry<'a, K, V, T>),
    /// The key is present.
    Occupied(OccupiedEntry<'a, K, V, T>),
}

/// The entry of an absent key. Part of [`Entry`].
pub struct VacantEntry<'a, K, V, T = SlimTree<K, V>> {
    key: K,
    gap: place::Vacant<'a, K, V, T>,
}

/// The entry of a present key. Part of [`Entry`].
pub struct OccupiedEntry<'a, K, V, T = SlimTree<K, V>> {
    place: place::Occupied<'a, K, V, T>,
}

/// The error of [`try_insert`](BPlusTreeMap::try_insert) if the map has the key: its entry, and the value that was
/// not inserted.
pub struct OccupiedError<'a, K, V, T = SlimTree<K, V>> {
    /// The entry in the map.
    pub entry: OccupiedEntry<'a, K, V, T>,
    /// The value that was not inserted.
    pub value: V,
}

/// # Entries
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Returns the entry of `key`, to read, change, insert or remove it without another look-up.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut counts = btree_map::BPlusTreeMap::new();
    /// for letter in "banana".chars() {
    ///     *counts.entry(letter).or_insert(0) += 1;
    /// }
    /// assert!(counts.into_iter().eq([('a', 3), ('b', 1), ('n', 2)]));
    /// ```
    #[inline]
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V, T>
    where
        K: Ord,
    {
        match place::search_to_insert(&mut self.tree, &key) {
            Place::Occupied(place) => Entry::Occupied(OccupiedEntry { place }),
            Place::Vacant(gap) => Entry::Vacant(VacantEntry { key, gap }),
        }
    }

    /// The entry with `key`, if there is one.
    pub(crate) fn entry_if_present<Q>(&mut self, key: &Q) -> Option<OccupiedEntry<'_, K, V, T>>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        match place::search_mut(&mut self.tree, key) {
            Place::Occupied(place) => Some(OccupiedEntry { place }),
            Place::Vacant(_) => None,
        }
    }

    /// The key equal to `key` as stored, after `make` has made an entry for it if there was none.
    pub(crate) fn key_or_insert_with<Q>(&mut self, key: &Q, make: impl FnOnce(&Q) -> (K, V)) -> &K
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        match place::search_mut(&mut self.tree, key) {
            Place::Occupied(place) => place.into_entry().0,
            Place::Vacant(gap) => {
                let (made, value) = make(key);
                assert!(made.borrow().cmp(key).is_eq(), "the new element is not equal to the one looked up");
                gap.insert(made, value).into_entry().0
            }
        }
    }

    /// Returns the entry with the smallest key, to read, change or remove it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([(1, "a"), (2, "b")]);
    /// if let Some(mut entry) = map.first_entry() {
    ///     entry.insert("first");
    /// }
    /// assert_eq!(map[&1], "first");
    /// ```
    pub fn first_entry(&mut self) -> Option<OccupiedEntry<'_, K, V, T>>
    where
        K: Ord,
    {
        place::first(&mut self.tree).map(|place| OccupiedEntry { place })
    }

    /// Returns the entry with the largest key, to read, change or remove it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([(1, "a"), (2, "b")]);
    /// assert_eq!(map.last_entry().map(|entry| entry.remove_entry()), Some((2, "b")));
    /// ```
    pub fn last_entry(&mut self) -> Option<OccupiedEntry<'_, K, V, T>>
    where
        K: Ord,
    {
        place::last(&mut self.tree).map(|place| OccupiedEntry { place })
    }

    /// Inserts an entry if the map does not have its key, and returns a reference to the value.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::new();
    /// assert_eq!(map.try_insert(37, "a").unwrap(), &"a");
    /// let refused = map.try_insert(37, "b").unwrap_err();
    /// assert_eq!((refused.entry.get(), refused.value), (&"a", "b"));
    /// ```
    ///
    /// # Errors
    ///
    /// If the map has the key: its entry and the given value. The given key is dropped.
    pub fn try_insert(&mut self, key: K, value: V) -> Result<&mut V, OccupiedError<'_, K, V, T>>
    where
        K: Ord,
    {
        match self.entry(key) {
            Entry::Occupied(entry) => Err(OccupiedError { entry, value }),
            Entry::Vacant(entry) => Ok(entry.insert(value)),
        }
    }
}

impl<'a, K: Ord, V, T: Layout<K, V>> Entry<'a, K, V, T> {
    /// Returns the value, after inserting `default` if the key is absent.
    ///
    /// Computes in **O(1)** time after the search; in **O(log n)** if a node splits.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::new();
    /// *map.entry("pears").or_insert(3) += 1;
    /// assert_eq!(map["pears"], 4);
    /// ```
    #[inline]
    pub fn or_insert(self, default: V) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(default),
        }
    }

    /// Returns the value, after inserting the result of `default` if the key is absent.
    ///
    /// Computes in **O(1)** time after the search; in **O(log n)** if a node splits.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::new();
    /// map.entry(1).or_insert_with(Vec::new).push("a");
    /// map.entry(1).or_insert_with(|| unreachable!()).push("b");
    /// assert_eq!(map[&1], ["a", "b"]);
    /// ```
    #[inline]
    pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(default()),
        }
    }

    /// Returns the value, after inserting the result of `default` for the key if it is absent.
    ///
    /// Computes in **O(1)** time after the search; in **O(log n)** if a node splits.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::new();
    /// assert_eq!(map.entry("pears").or_insert_with_key(|key| key.len()), &5);
    /// ```
    #[inline]
    pub fn or_insert_with_key<F: FnOnce(&K) -> V>(self, default: F) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let value = default(entry.key());
                entry.insert(value)
            }
        }
    }

    /// Returns the key in the map, or the key that was looked up if it is absent.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::<&str, u32>::new();
    /// assert_eq!(map.entry("pears").key(), &"pears");
    /// ```
    #[inline]
    pub fn key(&self) -> &K {
        match self {
            Entry::Occupied(entry) => entry.key(),
            Entry::Vacant(entry) => entry.key(),
        }
    }

    /// Calls `change` on the value if the key is present.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::new();
    /// for _ in 0..3 {
    ///     map.entry("pears").and_modify(|count| *count += 1).or_insert(1);
    /// }
    /// assert_eq!(map["pears"], 3);
    /// ```
    #[inline]
    #[must_use = "without a second step nothing is put in"]
    pub fn and_modify<F: FnOnce(&mut V)>(mut self, change: F) -> Self {
        if let Entry::Occupied(entry) = &mut self {
            change(entry.get_mut());
        }
        self
    }

    /// Sets the value, and returns the entry. A present key stays.
    ///
    /// Computes in **O(1)** time after the search; in **O(log n)** if a node splits.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([("pears", 3)]);
    /// assert_eq!(map.entry("pears").insert_entry(4).key(), &"pears");
    /// assert_eq!(map["pears"], 4);
    /// ```
    #[inline]
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V, T> {
        match self {
            Entry::Occupied(mut entry) => {
                entry.insert(value);
                entry
            }
            Entry::Vacant(entry) => entry.insert_entry(value),
        }
    }

    /// Returns the value, after inserting the default value if the key is absent.
    ///
    /// Computes in **O(1)** time after the search; in **O(log n)** if a node splits.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::<_, Option<u32>>::new();
    /// assert_eq!(map.entry("pears").or_default(), &None);
    /// ```
    #[inline]
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(V::default()),
        }
    }
}

impl<'a, K: Ord, V, T: Layout<K, V>> VacantEntry<'a, K, V, T> {
    /// Returns the key that was looked up.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use btree_map::{BPlusTreeMap, Entry};
    ///
    /// let mut map = BPlusTreeMap::<_, u32>::new();
    /// if let Entry::Vacant(entry) = map.entry("pears") {
    ///     assert_eq!(entry.key(), &"pears");
    /// }
    /// ```
    #[inline]
    pub fn key(&self) -> &K {
        &self.key
    }

    /// Returns the key by value.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use btree_map::{BPlusTreeMap, Entry};
    ///
    /// let mut map = BPlusTreeMap::<String, u32>::new();
    /// if let Entry::Vacant(entry) = map.entry("pears".to_owned()) {
    ///     assert_eq!(entry.into_key(), "pears");
    /// }
    /// assert!(map.is_empty());
    /// ```
    #[inline]
    pub fn into_key(self) -> K {
        self.key
    }

    /// Inserts the entry, and returns a reference to its value.
    ///
    /// Allocates only when a leaf must grow or split.
    ///
    /// Computes in **O(1)** time after the search; in **O(log n)** if a node splits.
    ///
    /// ```
    /// use btree_map::{BPlusTreeMap, Entry};
    ///
    /// let mut map = BPlusTreeMap::new();
    /// if let Entry::Vacant(entry) = map.entry("pears") {
    ///     *entry.insert(3) += 1;
    /// }
    /// assert_eq!(map["pears"], 4);
    /// ```
    #[inline]
    pub fn insert(self, value: V) -> &'a mut V {
        self.gap.insert(self.key, value).into_mut()
    }

    /// Inserts the entry, and returns it.
    ///
    /// Computes in **O(1)** time after the search; in **O(log n)** if a node splits.
    ///
    /// ```
    /// use btree_map::{BPlusTreeMap, Entry};
    ///
    /// let mut map = BPlusTreeMap::new();
    /// if let Entry::Vacant(entry) = map.entry("pears") {
    ///     assert_eq!(entry.insert_entry(3).remove_entry(), ("pears", 3));
    /// }
    /// ```
    #[inline]
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V, T> {
        OccupiedEntry { place: self.gap.insert(self.key, value) }
    }
}

impl<'a, K: Ord, V, T: Layout<K, V>> OccupiedEntry<'a, K, V, T> {
    /// The key in the map, for as long as the map is borrowed.
    pub(crate) fn into_key(self) -> &'a K {
        self.place.into_entry().0
    }

    /// Returns the key in the map.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([("pears", 3)]);
    /// assert_eq!(map.first_entry().unwrap().key(), &"pears");
    /// ```
    #[inline]
    pub fn key(&self) -> &K {
        self.place.entry().0
    }

    /// Removes the entry, and returns its key and value.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([("pears", 3)]);
    /// assert_eq!(map.first_entry().unwrap().remove_entry(), ("pears", 3));
    /// assert!(map.is_empty());
    /// ```
    #[inline]
    pub fn remove_entry(self) -> (K, V) {
        self.place.remove()
    }

    /// Returns the value.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([("pears", 3)]);
    /// assert_eq!(map.first_entry().unwrap().get(), &3);
    /// ```
    #[inline]
    pub fn get(&self) -> &V {
        self.place.entry().1
    }

    /// Returns a mutable reference to the value. [`into_mut`](Self::into_mut) returns one that outlives the entry.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([("pears", 3)]);
    /// let mut entry = map.first_entry().unwrap();
    /// *entry.get_mut() += 1;
    /// *entry.get_mut() += 1;
    /// assert_eq!(map["pears"], 5);
    /// ```
    #[inline]
    pub fn get_mut(&mut self) -> &mut V {
        self.place.entry_mut().1
    }

    /// Returns a mutable reference to the value, with the lifetime of the map's borrow.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([("pears", 3)]);
    /// let value: &mut u32 = map.first_entry().unwrap().into_mut();
    /// *value += 1;
    /// assert_eq!(map["pears"], 4);
    /// ```
    #[inline]
    pub fn into_mut(self) -> &'a mut V {
        self.place.into_mut()
    }

    /// Sets the value, and returns the old one.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([("pears", 3)]);
    /// assert_eq!(map.first_entry().unwrap().insert(4), 3);
    /// assert_eq!(map["pears"], 4);
    /// ```
    #[inline]
    pub fn insert(&mut self, value: V) -> V {
        mem::replace(self.get_mut(), value)
    }

    /// Removes the entry, and returns its value.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([("pears", 3)]);
    /// assert_eq!(map.first_entry().unwrap().remove(), 3);
    /// assert!(map.is_empty());
    /// ```
    #[inline]
    pub fn remove(self) -> V {
        self.remove_entry().1
    }
}
