//! Building a map from many entries at once: sort once, then fill leaf after leaf.

use super::BPlusTreeMap;
use alloc::vec::Vec;
use btree_core::{DefaultLayout, Layout};
use core::mem;

/// Up to so many entries are collected and sorted before anything else.
const FEW: usize = 1024;

/// # Building from many entries
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Collects entries into a map in any layout. Of entries with equal keys the last one stays.
    ///
    /// Computes in **O(n log n)** time; in **O(n)** if the entries ascend. Leaves are full afterwards, except where a
    /// few late entries were inserted between others.
    ///
    /// ```
    /// use btree_map::PackedMap;
    ///
    /// let map = PackedMap::from_iter_in_layout([(2, 'b'), (1, 'a'), (2, 'c')]);
    /// assert!(map.into_iter().eq([(1, 'a'), (2, 'c')]));
    /// ```
    pub fn from_iter_in_layout<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self
    where
        K: Ord,
        T: DefaultLayout<K, V>,
    {
        let mut map = Self::with_layout();
        map.fill(entries);
        map
    }

    /// Fills an empty map.
    ///
    /// Few entries are collected and sorted, as std does. Of many it is seen first whether they ascend already: then no buffer
    /// is needed.
    pub(crate) fn fill<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I)
    where
        K: Ord,
    {
        let entries = entries.into_iter();
        match entries.size_hint() {
            (_, Some(..=FEW)) => self.fill_any(entries.collect()),
            _ => self.fill_most_likely_sorted(entries),
        }
    }

    /// Fills an empty map leaf by leaf as long as keys ascend, which is seen a chunk ahead.
    ///
    /// If little has come before the first chunk that does not, all is sorted together. The rest is collected first, which takes
    /// over the source's memory where it is that of a vector. Otherwise the rest is sorted, and the two are merged.
    fn fill_most_likely_sorted(&mut self, mut entries: impl Iterator<Item = (K, V)>)
    where
        K: Ord,
    {
        let mut chunk = Vec::new();
        loop {
            chunk.extend(entries.by_ref().take(const { chunk_len(size_of::<(K, V)>()) }));
            let Some((first, _)) = chunk.first() else { return self.tree.shrink_end() };
            if self.last_key_value().is_some_and(|(last, _)| last >= first) {
                break;
            }
            let ascending = 1 + chunk.windows(2).take_while(|pair| pair[0].0 < pair[1].0).count();
            self.tree.append_with_slack(chunk.drain(..ascending));
            if !chunk.is_empty() {
                break;
            }
        }
        let mut rest: Vec<(K, V)> = entries.collect();
        let mut before = self.take_all();
        let early = match before.len() < rest.len() / 8 {
            true => mem::replace(&mut before, Self::empty_like(self)),
            false => Self::empty_like(self),
        };
        // Once, for it moves all that is there.
        rest.splice(0..0, early.into_iter().chain(chunk));
        self.fill_any(rest);
        self.merge(before, |_, last, _| last);
    }

    /// Fills an empty map with sorted entries, of which few if any have equal keys.
    pub(crate) fn fill_array<const N: usize>(&mut self, entries: [(K, V); N])
    where
        K: Ord,
    {
        if entries.is_sorted_by(|a, b| a.0 != b.0) {
            self.tree.build_sorted(entries.into_iter());
        } else {
            self.fill_sorted(entries.into());
        }
    }

    /// Fills an empty map with entries in any order.
    fn fill_any(&mut self, mut entries: Vec<(K, V)>)
    where
        K: Ord,
    {
        // Stable, so that the last of equal keys stays last.
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        self.fill_sorted(entries);
    }

    /// Fills an empty map with entries that are sorted already. Of equal keys the last one wins, with its value.
    pub(crate) fn fill_sorted(&mut self, mut entries: Vec<(K, V)>)
    where
        K: Ord,
    {
        entries.dedup_by(|later, kept| {
            let equal = later.0 == kept.0;
            if equal {
                mem::swap(later, kept);
            }
            equal
        });
        self.fill_ascending(entries.into_iter());
    }

    /// Fills an empty map with entries whose keys ascend, without a buffer between.
    pub(crate) fn fill_ascending<I: Iterator<Item = (K, V)>>(&mut self, entries: I) {
        self.tree.build_sorted(entries);
    }

    /// An empty map with the fanout and the allocator of another.
    pub(crate) fn empty_like(other: &Self) -> Self {
        Self::from_tree(other.tree.empty_like())
    }
}

/// How many entries of so many bytes are looked at ahead: as many as stay in the nearest cache.
const fn chunk_len(entry: usize) -> usize {
    match (8 << 10) / if entry == 0 { 1 } else { entry } {
        0..16 => 16,
        len => len,
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for BPlusTreeMap<K, V> {
    /// Collects entries into a map. Of entries with equal keys the last one stays.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self::from_iter_in_layout(entries)
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for BPlusTreeMap<K, V> {
    /// ```
    /// use btree_map::BPlusTreeMap;
    ///
    /// let map = BPlusTreeMap::from([(1, 2), (3, 4)]);
    /// assert_eq!(map, [(3, 4), (1, 2)].into());
    /// ```
    fn from(mut entries: [(K, V); N]) -> Self {
        // Stable, so that the last of equal keys stays last.
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        let mut map = Self::new();
        map.fill_array(entries);
        map
    }
}

impl<K: Ord, V, T: Layout<K, V>> Extend<(K, V)> for BPlusTreeMap<K, V, T> {
    /// Inserts entry by entry. If the iterator panics, the entries before stay in the map.
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        entries.into_iter().for_each(|(key, value)| {
            self.insert(key, value);
        });
    }
}

impl<'a, K: Ord + Copy, V: Copy, T: Layout<K, V>> Extend<(&'a K, &'a V)> for BPlusTreeMap<K, V, T> {
    fn extend<I: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, entries: I) {
        self.extend(entries.into_iter().map(|(&key, &value)| (key, value)));
    }
}
