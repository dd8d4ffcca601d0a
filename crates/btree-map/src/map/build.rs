//! Building a map from many entries at once: sort once, then fill leaf after leaf.

use super::BPlusTreeMap;
use alloc::vec::Vec;
use btree_core::{Create, Layout};
use core::iter::Peekable;

impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Collects entries into a map of any layout. Of equal keys the last one wins, with its value.
    ///
    /// Computes in **O(n log n)** time, **O(n)** if the entries ascend; leaves are full afterwards.
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
        T: Create<K, V>,
    {
        let mut map = Self::with_layout();
        map.fill(entries);
        map
    }

    /// Fills an empty map.
    pub(crate) fn fill<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I)
    where
        K: Ord,
    {
        let mut entries: Vec<(K, V)> = entries.into_iter().collect();
        // Stable, so that the last of equal keys stays last.
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        self.fill_sorted(entries);
    }

    /// Fills an empty map with entries that are sorted already. Of equal keys the last one wins, with its value.
    pub(crate) fn fill_sorted(&mut self, entries: Vec<(K, V)>)
    where
        K: Ord,
    {
        self.fill_ascending(LastOfEqual { entries: entries.into_iter().peekable() });
    }

    /// Fills an empty map with entries whose keys ascend, without a buffer between.
    pub(crate) fn fill_ascending<I: Iterator<Item = (K, V)>>(&mut self, entries: I) {
        self.tree.append_sorted(entries);
        self.tree.shrink_to_fit();
    }

    /// An empty map with the fanout and the allocator of another.
    pub(crate) fn empty_like(other: &Self) -> Self {
        Self::from_tree(other.tree.empty_like())
    }
}

/// Sorted entries without the earlier ones of equal keys.
struct LastOfEqual<I: Iterator> {
    entries: Peekable<I>,
}

impl<K: Ord, V, I: Iterator<Item = (K, V)>> Iterator for LastOfEqual<I> {
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        loop {
            let entry = self.entries.next()?;
            match self.entries.peek() {
                Some(next) if next.0 == entry.0 => {}
                _ => return Some(entry),
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        // Duplicates are rare: what there is room for beyond them is given back at the end.
        self.entries.size_hint()
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for BPlusTreeMap<K, V> {
    /// Collects entries into a map. Of equal keys the last one wins, with its value.
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
    fn from(entries: [(K, V); N]) -> Self {
        Self::from_iter(entries)
    }
}

impl<K: Ord, V, T: Layout<K, V>> Extend<(K, V)> for BPlusTreeMap<K, V, T> {
    /// Inserts entry by entry: if the iterator panics, what it gave before is in the map.
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
