//! Building a multimap from many pairs at once: sort once, gather the values of equal keys, fill leaf after leaf.

use super::{BPlusTreeMultiMap, ValueList};
use crate::map::BPlusTreeMap;
use alloc::vec::Vec;
use btree_core::{DefaultLayout, Layout};
use core::iter::Peekable;

/// # Building from many pairs
impl<K, V, L: Layout<K, ValueList<V>>> BPlusTreeMultiMap<K, V, L> {
    /// Collects pairs into a multimap in any layout. The values of a key are in the order of the iterator. Of equal
    /// keys the first one stays.
    ///
    /// Computes in **O(n log n)** time; in **O(n)** if the keys ascend. Leaves are full afterwards.
    ///
    /// ```
    /// use btree_map::{BPlusTreeMultiMap, PackedTree, multimap::ValueList};
    ///
    /// type Packed = BPlusTreeMultiMap<u32, char, PackedTree<u32, ValueList<char>>>;
    /// let map = Packed::from_iter_in_layout([(2, 'x'), (1, 'a'), (2, 'w')]);
    /// assert_eq!(map.get(&2), ['x', 'w']);
    /// ```
    pub fn from_iter_in_layout<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self
    where
        K: Ord,
        L: DefaultLayout<K, ValueList<V>>,
    {
        let mut pairs: Vec<(K, V)> = pairs.into_iter().collect();
        // Stable, so that the values of equal keys stay in order.
        pairs.sort_by(|a, b| a.0.cmp(&b.0));
        Self::from_sorted(pairs)
    }

    /// A multimap of pairs that are sorted by key already.
    pub(crate) fn from_sorted(pairs: Vec<(K, V)>) -> Self
    where
        K: Ord,
        L: DefaultLayout<K, ValueList<V>>,
    {
        Self::filled(BPlusTreeMap::with_layout(), pairs)
    }

    /// A multimap of pairs that are sorted by key already, in the layout, fanout and allocator of `self`.
    #[cfg(feature = "rayon")]
    pub(crate) fn built_like(&self, pairs: Vec<(K, V)>) -> Self
    where
        K: Ord,
    {
        Self::filled(BPlusTreeMap::empty_like(&self.map), pairs)
    }

    fn filled(empty: BPlusTreeMap<K, ValueList<V>, L>, pairs: Vec<(K, V)>) -> Self
    where
        K: Ord,
    {
        let mut multimap = BPlusTreeMultiMap { map: empty, pairs: pairs.len() };
        multimap.map.fill_ascending(Grouped { pairs: pairs.into_iter().peekable() });
        multimap
    }

    /// A multimap of keys with lists, none of them empty.
    #[cfg(any(feature = "serde", feature = "borsh", feature = "rkyv"))]
    pub(crate) fn from_lists(map: BPlusTreeMap<K, ValueList<V>, L>) -> Self {
        let mut multimap = BPlusTreeMultiMap { map, pairs: 0 };
        multimap.pairs = multimap.counted();
        multimap
    }

    /// The keys with their lists, as a map.
    #[cfg(any(feature = "serde", feature = "borsh", feature = "rkyv"))]
    pub(crate) const fn as_lists(&self) -> &BPlusTreeMap<K, ValueList<V>, L> {
        &self.map
    }
}

/// Sorted pairs as keys with lists.
struct Grouped<I: Iterator> {
    pairs: Peekable<I>,
}

impl<K: Ord, V, I: Iterator<Item = (K, V)>> Iterator for Grouped<I> {
    type Item = (K, ValueList<V>);

    fn next(&mut self) -> Option<(K, ValueList<V>)> {
        let (key, value) = self.pairs.next()?;
        let mut list = ValueList::one(value);
        while let Some((_, value)) = self.pairs.next_if(|next| next.0 == key) {
            list.push(value);
        }
        Some((key, list))
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for BPlusTreeMultiMap<K, V> {
    /// Collects pairs into a multimap. The values of a key are in the order of the iterator.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        Self::from_iter_in_layout(pairs)
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for BPlusTreeMultiMap<K, V> {
    /// ```
    /// use btree_map::BPlusTreeMultiMap;
    ///
    /// let map = BPlusTreeMultiMap::from([(1, 'a'), (1, 'b')]);
    /// assert_eq!(map.get(&1), ['a', 'b']);
    /// ```
    fn from(pairs: [(K, V); N]) -> Self {
        Self::from_iter(pairs)
    }
}

impl<K: Ord, V, L: Layout<K, ValueList<V>>> Extend<(K, V)> for BPlusTreeMultiMap<K, V, L> {
    /// Inserts pair by pair. If the iterator panics, the pairs before stay in the multimap.
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, pairs: I) {
        pairs.into_iter().for_each(|(key, value)| self.insert(key, value));
    }
}

impl<'a, K: Ord + Copy, V: Copy, L: Layout<K, ValueList<V>>> Extend<(&'a K, &'a V)>
    for BPlusTreeMultiMap<K, V, L>
{
    fn extend<I: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, pairs: I) {
        self.extend(pairs.into_iter().map(|(&key, &value)| (key, value)));
    }
}
