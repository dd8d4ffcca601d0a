//! Several keys in one call: their searches wait for memory together.

use super::BPlusTreeMap;
use btree_core::Layout;
use btree_core::place;
use core::borrow::Borrow;
use core::error::Error;
use core::fmt;

/// The error of [`get_disjoint_mut`](BPlusTreeMap::get_disjoint_mut) if two of the keys are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DuplicateKeyError;

impl fmt::Display for DuplicateKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("two of the keys are equal")
    }
}

impl Error for DuplicateKeyError {}

/// How many keys are searched for at once.
const BATCH: usize = 16;

/// # Looking up several keys
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Returns the values of several keys, in the order of the keys.
    ///
    /// Computes in **O(m log n)** time for `m` keys.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMap::from([(1, 'a'), (2, 'b'), (3, 'c')]);
    /// assert_eq!(map.get_many([&3, &9, &1, &3]), [Some(&'c'), None, Some(&'a'), Some(&'c')]);
    /// ```
    // Always inlined: so what it returns is made where the caller wants it.
    #[inline(always)]
    pub fn get_many<Q, const M: usize>(&self, keys: [&Q; M]) -> [Option<&V>; M]
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        let mut found = [None; M];
        if self.tree.prefers_batches() {
            let mut entries = [None; M];
            self.tree.get_many(&keys, &mut entries);
            for (found, entry) in found.iter_mut().zip(&entries) {
                *found = entry.map(|(_, value)| value);
            }
        } else {
            for (found, key) in found.iter_mut().zip(&keys) {
                *found = self.tree.get(*key).map(|(_, value)| value);
            }
        }
        found
    }

    /// Returns the entries with several keys, in the order of the keys.
    ///
    /// Computes in **O(m log n)** time for `m` keys.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMap::from([(1, 'a'), (2, 'b')]);
    /// assert_eq!(map.get_many_key_value([&2, &9]), [Some((&2, &'b')), None]);
    /// ```
    pub fn get_many_key_value<Q, const M: usize>(&self, keys: [&Q; M]) -> [Option<(&K, &V)>; M]
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        let mut found = [None; M];
        self.tree.get_many(&keys, &mut found);
        found
    }

    /// Looks up any number of keys, and calls `each` with each key, in their order, and the entry found.
    ///
    /// Computes in **O(m log n)** time for `m` keys. Allocates nothing.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMap::from([(1, 10), (2, 20), (3, 30)]);
    /// let mut sum = 0;
    /// map.for_each_of([1, 3, 5].iter(), |_, entry| sum += entry.map_or(0, |(_, value)| *value));
    /// assert_eq!(sum, 40);
    /// ```
    pub fn for_each_of<'a, 'q, Q>(
        &'a self,
        keys: impl IntoIterator<Item = &'q Q>,
        mut each: impl FnMut(&'q Q, Option<(&'a K, &'a V)>),
    ) where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized + 'q,
    {
        let mut keys = keys.into_iter().fuse();
        if !self.tree.prefers_batches() {
            return keys.for_each(|key| each(key, self.tree.get(key)));
        }
        while let Some(first) = keys.next() {
            let mut batch = [first; BATCH];
            let mut len = 1;
            for (place, key) in batch[1..].iter_mut().zip(keys.by_ref()) {
                *place = key;
                len += 1;
            }
            let mut found = [None; BATCH];
            self.tree.get_many(&batch[..len], &mut found[..len]);
            for (key, entry) in batch[..len].iter().zip(found) {
                each(key, entry);
            }
        }
    }

    /// Returns mutable references to the values of several keys, in the order of the keys.
    ///
    /// Computes in **O(m log n + m²)** time for `m` keys.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a'), (2, 'b')]);
    /// let [a, b, none] = map.get_disjoint_mut([&1, &2, &3]).unwrap();
    /// std::mem::swap(a.unwrap(), b.unwrap());
    /// assert!(none.is_none());
    /// assert!(map.get_disjoint_mut([&1, &1]).is_err());
    /// assert!(map.into_values().eq(['b', 'a']));
    /// ```
    ///
    /// # Errors
    ///
    /// If two of the keys are equal.
    pub fn get_disjoint_mut<Q, const M: usize>(
        &mut self,
        keys: [&Q; M],
    ) -> Result<[Option<&mut V>; M], DuplicateKeyError>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        match place::get_disjoint_mut(&mut self.tree, keys) {
            Ok(entries) => Ok(entries.map(|entry| entry.map(|(_, value)| value))),
            Err(place::Overlapping) => Err(DuplicateKeyError),
        }
    }
}
