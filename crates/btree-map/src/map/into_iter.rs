//! Iterating over all entries by value.

use super::{BPlusTreeMap, Iter};
use btree_core::Layout;
use btree_core::iterate::Owned;
use btree_core::slim::SlimTree;
use core::fmt;
use core::iter::FusedIterator;

/// An iterator over the entries of a map by value, ascending by key. Made by `into_iter`.
///
/// Dropping it drops the remaining entries.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct IntoIter<K, V, T = SlimTree<K, V>> {
    walk: Owned<K, V, T>,
}

impl<K, V, T: Layout<K, V>> IntoIterator for BPlusTreeMap<K, V, T> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V, T>;

    /// ```
    /// let map = btree_map::BPlusTreeMap::from([(2, 'b'), (1, 'a')]);
    /// assert!(map.into_iter().eq([(1, 'a'), (2, 'b')]));
    /// ```
    #[inline]
    fn into_iter(self) -> IntoIter<K, V, T> {
        IntoIter { walk: Owned::new(self.tree) }
    }
}

impl<K, V, T: Layout<K, V>> IntoIter<K, V, T> {
    /// The entries left, for reading.
    pub(crate) fn peek(&self) -> Iter<'_, K, V, T> {
        Iter::over(self.walk.peek())
    }
}

impl<K, V, T: Layout<K, V>> Iterator for IntoIter<K, V, T> {
    type Item = (K, V);

    #[inline]
    fn next(&mut self) -> Option<(K, V)> {
        self.walk.next_entry()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.walk.remaining();
        (left, Some(left))
    }
}

impl<K, V, T: Layout<K, V>> DoubleEndedIterator for IntoIter<K, V, T> {
    #[inline]
    fn next_back(&mut self) -> Option<(K, V)> {
        self.walk.next_entry_back()
    }
}

impl<K, V, T: Layout<K, V>> ExactSizeIterator for IntoIter<K, V, T> {}
impl<K, V, T: Layout<K, V>> FusedIterator for IntoIter<K, V, T> {}

impl<K, V> Default for IntoIter<K, V> {
    fn default() -> Self {
        BPlusTreeMap::new().into_iter()
    }
}

impl<K: fmt::Debug, V: fmt::Debug, T: Layout<K, V>> fmt::Debug for IntoIter<K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.peek()).finish()
    }
}
