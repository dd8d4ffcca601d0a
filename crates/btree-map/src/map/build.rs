//! Building a map from many entries at once: sort once, then fill leaf after leaf.

use super::BPlusTreeMap;
use alloc::vec::Vec;
use btree_core::{Create, Layout};
use core::cmp::Ordering;
use core::mem;

/// Up to so many entries are put into a map one by one if they come in any order: sorting them takes blocks of memory.
const SMALL: usize = 32;

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
        let mut entries = entries.into_iter();
        let mut run = Ascending { held: entries.next(), entries: &mut entries, late: None };
        self.tree.append_with_slack(&mut run);
        match run.late {
            Some(late) => self.fill_unsorted(late, entries),
            None => self.tree.shrink_end(),
        }
    }

    /// Goes on filling a map with entries whose keys ascend no longer: `late` is the first of them.
    ///
    /// 1. A small map takes them one by one: sorting needs blocks of memory.
    /// 2. If little has come before, all is sorted together. The rest is collected first, which takes over the source's memory
    ///    where it is that of a vector.
    /// 3. Otherwise the rest is sorted, and the two are merged.
    fn fill_unsorted(&mut self, late: (K, V), mut entries: impl Iterator<Item = (K, V)>)
    where
        K: Ord,
    {
        self.replace_entry(late.0, late.1);
        while self.len().saturating_add(entries.size_hint().0) <= SMALL {
            let Some((key, value)) = entries.next() else { return self.shrink_to_fit() };
            self.replace_entry(key, value);
        }
        let mut rest: Vec<(K, V)> = entries.collect();
        let mut before = self.take_all();
        if before.len() < rest.len() / 8 {
            rest.splice(0..0, mem::replace(&mut before, Self::empty_like(self)));
        }
        // Stable, so that the last of equal keys stays last.
        rest.sort_by(|a, b| a.0.cmp(&b.0));
        self.fill_sorted(rest);
        self.merge(before, |_, last, _| last);
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

/// Entries as long as their keys ascend, without the earlier ones of equal keys: so a sorted source goes straight into
/// leaves, without a buffer between.
struct Ascending<'a, K, V, I> {
    entries: &'a mut I,
    /// The entry that came last: held back until the next one is known to be behind it.
    held: Option<(K, V)>,
    /// The first entry that came too late.
    late: Option<(K, V)>,
}

impl<K: Ord, V, I: Iterator<Item = (K, V)>> Iterator for Ascending<'_, K, V, I> {
    type Item = (K, V);

    #[inline]
    fn next(&mut self) -> Option<(K, V)> {
        let mut held = self.held.take()?;
        loop {
            let Some(next) = self.entries.next() else { return Some(held) };
            match held.0.cmp(&next.0) {
                Ordering::Less => self.held = Some(next),
                Ordering::Equal => {
                    held = next;
                    continue;
                }
                Ordering::Greater => self.late = Some(next),
            }
            return Some(held);
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        // Duplicates are rare: what there is room for beyond them is given back at the end.
        let (rest, _) = self.entries.size_hint();
        (rest.saturating_add(usize::from(self.held.is_some())), None)
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
    fn from(mut entries: [(K, V); N]) -> Self {
        // Stable, so that the last of equal keys stays last.
        entries.sort_by(|a, b| a.0.cmp(&b.0));
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
