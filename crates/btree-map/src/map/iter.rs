//! Iterating over all entries, by shared and by exclusive reference.

use super::BPlusTreeMap;
use btree_core::Layout;
use btree_core::iterate::{Exclusive, Shared};
use btree_core::slim::SlimTree;
use core::fmt;
use core::iter::FusedIterator;

/// An iterator over the entries of a map, ascending by key. Made by [`iter`](BPlusTreeMap::iter).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Iter<'a, K, V, T = SlimTree<K, V>> {
    walk: Shared<'a, K, V, T>,
}

/// An iterator over the entries of a map, ascending by key, with mutable values. Made by
/// [`iter_mut`](BPlusTreeMap::iter_mut).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct IterMut<'a, K, V, T = SlimTree<K, V>> {
    walk: Exclusive<'a, K, V, T>,
}

/// # Iterating
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Returns an iterator over the entries, ascending by key.
    ///
    /// Computes in **O(log n)** time; the whole iteration in **O(n)**.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMap::from([(2, 'b'), (1, 'a')]);
    /// assert!(map.iter().eq([(&1, &'a'), (&2, &'b')]));
    /// ```
    #[inline]
    pub fn iter(&self) -> Iter<'_, K, V, T> {
        Iter { walk: Shared::all(&self.tree) }
    }

    /// Returns an iterator over the entries, ascending by key, with mutable values.
    ///
    /// Computes in **O(log n)** time; the whole iteration in **O(n)**.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([("a", 1), ("b", 2)]);
    /// for (_, value) in map.iter_mut() {
    ///     *value *= 10;
    /// }
    /// assert_eq!(map["b"], 20);
    /// ```
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V, T> {
        IterMut { walk: Exclusive::all(&mut self.tree) }
    }
}

impl<'a, K, V, T: Layout<K, V>> Iterator for Iter<'a, K, V, T> {
    type Item = (&'a K, &'a V);

    methods_of_counted_walk!();
}

impl<K, V, T: Layout<K, V>> DoubleEndedIterator for Iter<'_, K, V, T> {
    methods_of_walk_back!();
}

impl<'a, K, V, T: Layout<K, V>> Iterator for IterMut<'a, K, V, T> {
    type Item = (&'a K, &'a mut V);

    methods_of_counted_walk!();
}

impl<K, V, T: Layout<K, V>> DoubleEndedIterator for IterMut<'_, K, V, T> {
    methods_of_walk_back!();
}

impl<K, V, T: Layout<K, V>> ExactSizeIterator for Iter<'_, K, V, T> {}
impl<K, V, T: Layout<K, V>> FusedIterator for Iter<'_, K, V, T> {}
impl<K, V, T: Layout<K, V>> ExactSizeIterator for IterMut<'_, K, V, T> {}
impl<K, V, T: Layout<K, V>> FusedIterator for IterMut<'_, K, V, T> {}

impl<K, V, T> Clone for Iter<'_, K, V, T> {
    fn clone(&self) -> Self {
        Iter { walk: self.walk.clone() }
    }
}

impl<K, V, T> Default for Iter<'_, K, V, T> {
    fn default() -> Self {
        Iter { walk: Shared::default() }
    }
}

impl<K, V, T> Default for IterMut<'_, K, V, T> {
    fn default() -> Self {
        IterMut { walk: Exclusive::default() }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, T: Layout<K, V>> fmt::Debug for Iter<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<K: fmt::Debug, V: fmt::Debug, T: Layout<K, V>> fmt::Debug for IterMut<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.peek()).finish()
    }
}

impl<'a, K, V, T> Iter<'a, K, V, T> {
    pub(super) const fn over(walk: Shared<'a, K, V, T>) -> Self {
        Iter { walk }
    }
}

impl<K, V, T> IterMut<'_, K, V, T> {
    /// The entries left, for reading.
    pub(crate) fn peek(&self) -> Iter<'_, K, V, T> {
        Iter { walk: self.walk.peek() }
    }
}

impl<'a, K, V, T: Layout<K, V>> IntoIterator for &'a BPlusTreeMap<K, V, T> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V, T>;

    #[inline]
    fn into_iter(self) -> Iter<'a, K, V, T> {
        self.iter()
    }
}

impl<'a, K, V, T: Layout<K, V>> IntoIterator for &'a mut BPlusTreeMap<K, V, T> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V, T>;

    #[inline]
    fn into_iter(self) -> IterMut<'a, K, V, T> {
        self.iter_mut()
    }
}
