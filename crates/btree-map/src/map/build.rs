//! Building a map from many entries at once: sort once, then fill leaf after leaf.

use super::BPlusTreeMap;
use alloc::vec::Vec;
use btree_core::{Create, Layout};
use core::cmp::Ordering;
use core::mem;

/// Up to so many entries are sorted before anything else.
const FEW: usize = 64;

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

    /// Fills an empty map leaf by leaf as long as keys ascend.
    ///
    /// If little has come before the first that does not, all is sorted together. The rest is collected first, which takes over
    /// the source's memory where it is that of a vector. Otherwise the rest is sorted, and the two are merged.
    pub(crate) fn fill_most_likely_sorted(&mut self, mut entries: impl Iterator<Item = (K, V)>)
    where
        K: Ord,
    {
        let mut run = Ascending { held: entries.next(), entries: &mut entries, late: None };
        self.tree.append_with_slack(&mut run);
        let Some((key, value)) = run.late else { return self.tree.shrink_end() };
        self.replace_entry(key, value);
        let mut rest: Vec<(K, V)> = entries.collect();
        let mut before = self.take_all();
        if before.len() < rest.len() / 8 {
            rest.splice(0..0, mem::replace(&mut before, Self::empty_like(self)));
        }
        self.fill_any(rest);
        self.merge(before, |_, last, _| last);
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
        let held = usize::from(self.held.is_some());
        let (least, most) = self.entries.size_hint();
        (least.saturating_add(held), most.and_then(|most| most.checked_add(held)))
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
        let mut map = Self::new();
        map.fill_most_likely_sorted(entries.into_iter());
        map
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
