//! Building a map from many entries at once: sort once, then fill leaf after leaf.

use super::BPlusTreeMap;
use alloc::vec::Vec;
use btree_core::Layout;
use core::cmp::Ordering;
use core::iter::Peekable;
use core::mem;

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
        self.tree.build_sorted(&mut run);
        let Some(late) = run.late else { return };
        let empty = Self::empty_like(self);
        let before = mem::replace(self, empty);
        let mut all =
            Vec::with_capacity(before.len().saturating_add(entries.size_hint().0).saturating_add(1));
        all.extend(before);
        all.push(late);
        all.extend(entries);
        // Stable, so that the last of equal keys stays last.
        all.sort_by(|a, b| a.0.cmp(&b.0));
        self.fill_sorted(all);
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
        self.tree.build_sorted(entries);
    }

    /// An empty map with the fanout of another.
    pub(crate) fn empty_like(other: &Self) -> Self {
        Self::from_tree(T::with_fanout(other.fanout()).expect("another map has this fanout"))
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
