//! Iterating key by key: each key once, with all its values.

use super::{BPlusTreeMultiMap, ValueList};
use crate::map;
use btree_core::Layout;
use btree_core::slim::SlimTree;
use core::fmt;
use core::iter::FusedIterator;

/// An iterator over the keys of a multimap, ascending, each with its values. Made by
/// [`lists`](BPlusTreeMultiMap::lists).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Lists<'a, K, V, L = SlimTree<K, ValueList<V>>> {
    inner: map::Iter<'a, K, ValueList<V>, L>,
}

/// An iterator over the keys of a multimap by value, ascending, each with its values. Made by
/// [`into_lists`](BPlusTreeMultiMap::into_lists).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct IntoLists<K, V, L = SlimTree<K, ValueList<V>>> {
    inner: map::IntoIter<K, ValueList<V>, L>,
}

/// # Iterating key by key
impl<K, V, L: Layout<K, ValueList<V>>> BPlusTreeMultiMap<K, V, L> {
    /// Returns an iterator over the keys, ascending, each with its values.
    ///
    /// Computes in **O(log n)** time; the whole iteration in **O(n)**.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMultiMap::from([(2, 'x'), (1, 'b'), (1, 'a')]);
    /// assert!(map.lists().eq([(&1, &['b', 'a'][..]), (&2, &['x'][..])]));
    /// ```
    pub fn lists(&self) -> Lists<'_, K, V, L> {
        Lists { inner: self.map.iter() }
    }

    /// Returns an iterator over the keys by value, ascending, each with its values.
    ///
    /// Computes in **O(log n)** time; the whole iteration in **O(n)**.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMultiMap::from([(2, 'x'), (1, 'b'), (1, 'a')]);
    /// let counts: Vec<_> = map.into_lists().map(|(key, values)| (key, values.len())).collect();
    /// assert_eq!(counts, [(1, 2), (2, 1)]);
    /// ```
    pub fn into_lists(self) -> IntoLists<K, V, L> {
        IntoLists { inner: self.map.into_iter() }
    }
}

impl<'a, K, V, L: Layout<K, ValueList<V>>> Iterator for Lists<'a, K, V, L> {
    type Item = (&'a K, &'a [V]);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.inner.next().map(|(key, list)| (key, list.as_slice()))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}

impl<K, V, L: Layout<K, ValueList<V>>> DoubleEndedIterator for Lists<'_, K, V, L> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        self.inner.next_back().map(|(key, list)| (key, list.as_slice()))
    }
}

impl<K, V, L: Layout<K, ValueList<V>>> Iterator for IntoLists<K, V, L> {
    type Item = (K, ValueList<V>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.inner.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}

impl<K, V, L: Layout<K, ValueList<V>>> DoubleEndedIterator for IntoLists<K, V, L> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        self.inner.next_back()
    }
}

impl<K, V, L: Layout<K, ValueList<V>>> ExactSizeIterator for Lists<'_, K, V, L> {}
impl<K, V, L: Layout<K, ValueList<V>>> FusedIterator for Lists<'_, K, V, L> {}
impl<K, V, L: Layout<K, ValueList<V>>> ExactSizeIterator for IntoLists<K, V, L> {}
impl<K, V, L: Layout<K, ValueList<V>>> FusedIterator for IntoLists<K, V, L> {}

impl<K, V, L> Clone for Lists<'_, K, V, L> {
    fn clone(&self) -> Self {
        Lists { inner: self.inner.clone() }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, L: Layout<K, ValueList<V>>> fmt::Debug for Lists<'_, K, V, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<K: fmt::Debug, V: fmt::Debug, L: Layout<K, ValueList<V>>> fmt::Debug for IntoLists<K, V, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
