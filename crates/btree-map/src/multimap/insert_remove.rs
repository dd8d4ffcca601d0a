//! Putting pairs in and taking them out: one value, all of a key, or whatever a predicate says.

use super::{BPlusTreeMultiMap, ValueList};
use crate::map::{self, BPlusTreeMap};
use btree_core::Layout;
use core::borrow::Borrow;
use core::mem;

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

    /// Moves all pairs of `other` into this multimap, after the values of equal keys, and leaves `other` empty.
    ///
    /// Computes in **O(n + m)** time; in **O(m log n)** if one multimap has few keys, m.
    ///
    /// ```
    /// use btree_map::BPlusTreeMultiMap;
    ///
    /// let mut map = BPlusTreeMultiMap::from([(1, 'a'), (2, 'b')]);
    /// map.append(&mut BPlusTreeMultiMap::from([(2, 'c'), (3, 'd')]));
    /// assert_eq!((map.len(), map.get(&2)), (4, &['b', 'c'][..]));
    /// ```
    pub fn append(&mut self, other: &mut Self)
    where
        K: Ord,
    {
        let empty = BPlusTreeMap::empty_like(&other.map);
        let (moved, pairs) = (mem::replace(&mut other.map, empty), mem::take(&mut other.pairs));
        self.settle(|multimap| {
            multimap.map.merge(moved, |_, mut here, there| {
                here.append(there);
                here
            });
            multimap.pairs += pairs;
        });
    }

    /// Splits the multimap at `key`. Returns a multimap of the pairs whose keys are not less than `key`.
    ///
    /// Computes in the time of the map's [`split_off`](crate::BPlusTreeMap::split_off), plus **O(k)** for k keys
    /// moved, to count their values.
    ///
    /// ```
    /// let mut low = btree_map::BPlusTreeMultiMap::from([(1, 'a'), (2, 'b'), (2, 'c')]);
    /// let high = low.split_off(&2);
    /// assert_eq!((low.len(), high.len()), (1, 2));
    /// ```
    pub fn split_off<Q>(&mut self, key: &Q) -> Self
    where
        Q: Ord + ?Sized,
        K: Borrow<Q> + Ord,
    {
        let mut high = BPlusTreeMultiMap { map: self.map.split_off(key), pairs: 0 };
        high.pairs = high.counted();
        self.pairs -= high.pairs;
        high
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
