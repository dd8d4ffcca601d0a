//! Std's map and ours in any layout, behind one interface.
//!
//! Invariant: every method is one call of the map's own, and inlined. What std's map has no call for, such as pages and look-ups
//! of several keys, is done as its users would.

use btree_map::{BPlusTreeMap, DefaultLayout, PageToken};
use std::collections::BTreeMap;
use std::ops::Bound;

/// A map that can be filled.
pub trait Fill<K, V> {
    /// A map without entries.
    fn empty() -> Self;
    /// A map of these entries, built at once.
    fn collected(entries: impl IntoIterator<Item = (K, V)>) -> Self;
    /// Inserts an entry; returns the old value.
    fn insert(&mut self, key: K, value: V) -> Option<V>;
    /// The number of entries.
    fn len(&self) -> usize;
    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What benches and reports do to a map, in terms that std's and ours share.
pub trait Map<K, V>: Fill<K, V> + Clone {
    /// Removes all entries.
    fn clear(&mut self);
    /// Looks a key up.
    fn get(&self, key: &K) -> Option<&V>;
    /// Looks a key up, to change its value.
    fn get_mut(&mut self, key: &K) -> Option<&mut V>;
    /// Looks several keys up.
    fn get_many<'a, const N: usize>(&'a self, keys: [&K; N]) -> [Option<&'a V>; N];
    /// The value of a key, inserted if the key is new.
    fn entry_or_insert(&mut self, key: K, value: V) -> &mut V;
    /// Removes a key; returns its value.
    fn remove(&mut self, key: &K) -> Option<V>;
    /// Removes a key; returns it and its value.
    fn remove_entry(&mut self, key: &K) -> Option<(K, V)>;
    /// Removes the first entry.
    fn pop_first(&mut self) -> Option<(K, V)>;
    /// All entries.
    fn iter<'a>(&'a self) -> impl DoubleEndedIterator<Item = (&'a K, &'a V)>
    where
        K: 'a,
        V: 'a;
    /// The entries from a key up.
    fn range_from<'a>(&'a self, start: &K) -> impl Iterator<Item = (&'a K, &'a V)>
    where
        K: 'a,
        V: 'a;
    /// The number of entries, counted page by page; by ranges where the map has no pages.
    fn count_by_pages(&self, limit: usize) -> usize;
    /// Inserts all entries of an iterator.
    fn extend(&mut self, entries: impl IntoIterator<Item = (K, V)>);
    /// Keeps the entries for which the closure returns true.
    fn retain(&mut self, keep: impl FnMut(&K, &mut V) -> bool);
    /// Moves the entries from a key up into a new map.
    fn split_off(&mut self, at: &K) -> Self;
    /// Moves all entries of the other map into this one.
    fn append(&mut self, other: &mut Self);
}

/// What both maps have under the same name.
macro_rules! same_calls {
    () => {
        #[inline]
        fn clear(&mut self) {
            self.clear();
        }

        #[inline]
        fn get(&self, key: &K) -> Option<&V> {
            self.get(key)
        }

        #[inline]
        fn get_mut(&mut self, key: &K) -> Option<&mut V> {
            self.get_mut(key)
        }

        #[inline]
        fn entry_or_insert(&mut self, key: K, value: V) -> &mut V {
            self.entry(key).or_insert(value)
        }

        #[inline]
        fn remove(&mut self, key: &K) -> Option<V> {
            self.remove(key)
        }

        #[inline]
        fn remove_entry(&mut self, key: &K) -> Option<(K, V)> {
            self.remove_entry(key)
        }

        #[inline]
        fn pop_first(&mut self) -> Option<(K, V)> {
            self.pop_first()
        }

        #[inline]
        fn iter<'a>(&'a self) -> impl DoubleEndedIterator<Item = (&'a K, &'a V)>
        where
            K: 'a,
            V: 'a,
        {
            self.iter()
        }

        #[inline]
        fn range_from<'a>(&'a self, start: &K) -> impl Iterator<Item = (&'a K, &'a V)>
        where
            K: 'a,
            V: 'a,
        {
            self.range::<K, _>((Bound::Included(start), Bound::Unbounded))
        }

        #[inline]
        fn extend(&mut self, entries: impl IntoIterator<Item = (K, V)>) {
            Extend::extend(self, entries);
        }

        #[inline]
        fn retain(&mut self, keep: impl FnMut(&K, &mut V) -> bool) {
            self.retain(keep);
        }

        #[inline]
        fn split_off(&mut self, at: &K) -> Self {
            self.split_off(at)
        }

        #[inline]
        fn append(&mut self, other: &mut Self) {
            self.append(other);
        }
    };
}

impl<K: Ord, V> Fill<K, V> for BTreeMap<K, V> {
    fn empty() -> Self {
        Self::new()
    }

    #[inline]
    fn collected(entries: impl IntoIterator<Item = (K, V)>) -> Self {
        Self::from_iter(entries)
    }

    #[inline]
    fn insert(&mut self, key: K, value: V) -> Option<V> {
        self.insert(key, value)
    }

    fn len(&self) -> usize {
        self.len()
    }
}

impl<K: Ord + Clone, V: Clone> Map<K, V> for BTreeMap<K, V> {
    same_calls!();

    #[inline]
    fn get_many<'a, const N: usize>(&'a self, keys: [&K; N]) -> [Option<&'a V>; N] {
        keys.map(|key| self.get(key))
    }

    fn count_by_pages(&self, limit: usize) -> usize {
        let (mut seen, mut from) = (0, self.keys().next());
        while let Some(start) = from {
            let mut page = self.range(start..);
            seen += page.by_ref().take(limit).count();
            from = page.next().map(|(key, _)| key);
        }
        seen
    }
}

impl<K: Ord, V, T: DefaultLayout<K, V>> Fill<K, V> for BPlusTreeMap<K, V, T> {
    fn empty() -> Self {
        Self::with_layout()
    }

    #[inline]
    fn collected(entries: impl IntoIterator<Item = (K, V)>) -> Self {
        Self::from_iter_in_layout(entries)
    }

    #[inline]
    fn insert(&mut self, key: K, value: V) -> Option<V> {
        self.insert(key, value)
    }

    fn len(&self) -> usize {
        self.len()
    }
}

impl<K: Ord + Clone, V: Clone, T: DefaultLayout<K, V>> Map<K, V> for BPlusTreeMap<K, V, T> {
    same_calls!();

    #[inline]
    fn get_many<'a, const N: usize>(&'a self, keys: [&K; N]) -> [Option<&'a V>; N] {
        self.get_many(keys)
    }

    fn count_by_pages(&self, limit: usize) -> usize {
        let (mut seen, mut token) = (0, Some(PageToken::START));
        while let Some(start) = token {
            let mut page = self.page::<K, _>(.., start, limit);
            seen += page.by_ref().count();
            token = page.resume();
        }
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{Blobs, Halves, Ints, Pairs, Shape, Texts, Words};
    use btree_map::SlimMap;

    /// Every method once, on a map of several levels.
    fn does_what_its_methods_say<S: Shape, M: Map<S::Key, S::Value>>() {
        let (entries, sorted) = (S::entries(1_500), S::ascending(1_500));
        let of = |map: &M| -> Vec<(S::Key, S::Value)> {
            map.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
        };
        let mut map = M::empty();
        assert!(map.is_empty());
        for (key, value) in entries.iter().cloned() {
            assert_eq!(map.insert(key, value), None);
        }
        assert_eq!(of(&map), sorted, "{}", S::NAME);
        assert!(map.iter().rev().map(|(key, _)| key).eq(sorted.iter().rev().map(|(key, _)| key)));
        assert!(
            map.range_from(&sorted[70].0).map(|(key, _)| key).eq(sorted[70..].iter().map(|(key, _)| key))
        );
        assert_eq!(map.count_by_pages(7), 1_500);

        let mut upper = map.split_off(&sorted[600].0);
        assert_eq!((map.len(), upper.len()), (600, 900));
        map.append(&mut upper);
        assert!(upper.is_empty() && of(&map) == sorted && of(&map.clone()) == sorted);

        let missing = S::key(1_500);
        let keys: [&S::Key; 16] =
            std::array::from_fn(|lane| if lane == 3 { &missing } else { &entries[lane * 50].0 });
        for (lane, found) in map.get_many(keys).into_iter().enumerate() {
            assert_eq!(found, (lane != 3).then(|| &entries[lane * 50].1), "{}", S::NAME);
        }
        for (key, value) in &entries[..500] {
            assert_eq!(map.get(key), Some(value));
            assert_eq!(map.get_mut(key).as_deref(), Some(value));
            assert_eq!(map.remove(key).as_ref(), Some(value));
            assert_eq!(map.get(key), None);
            assert_eq!(map.entry_or_insert(key.clone(), value.clone()), value);
            assert_eq!(map.remove_entry(key), Some((key.clone(), value.clone())));
        }
        map.extend(entries[..500].iter().cloned());
        assert_eq!(of(&map), sorted);
        assert_eq!(map.pop_first().as_ref(), sorted.first());
        map.retain(|key, _| *key < sorted[4].0);
        assert_eq!(of(&map), sorted[1..4]);
        map.clear();
        assert!(map.is_empty());
        assert_eq!(of(&M::collected(entries)), sorted);
    }

    #[test]
    fn std_and_slim_do_what_the_methods_say_for_every_shape() {
        fn both<S: Shape>() {
            does_what_its_methods_say::<S, BTreeMap<S::Key, S::Value>>();
            does_what_its_methods_say::<S, SlimMap<S::Key, S::Value>>();
        }
        both::<Words>();
        both::<Halves>();
        both::<Ints>();
        both::<Texts>();
        both::<Blobs>();
        both::<Pairs>();
    }
}
