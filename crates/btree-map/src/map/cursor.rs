//! A cursor for reading: a gap between two entries that moves from entry to entry.

use super::{BPlusTreeMap, UnorderedKeyError};
use btree_core::Layout;
use btree_core::iterate;
use btree_core::slim::SlimTree;
use core::borrow::Borrow;
use core::fmt;
use core::ops::Bound;

/// A cursor over a map, at a gap: between two entries, before the first or after the last. Made by
/// [`lower_bound`](BPlusTreeMap::lower_bound) and [`upper_bound`](BPlusTreeMap::upper_bound).
///
/// Unlike an iterator, it moves in both directions over the same entries.
pub struct Cursor<'a, K, V, T = SlimTree<K, V>> {
    gap: iterate::Cursor<'a, K, V, T>,
}

/// # Cursors
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Returns a cursor at the gap before the smallest key within the bound.
    ///
    /// `Included(x)`: before the smallest key not less than `x`. `Excluded(x)`: before the smallest key greater than
    /// `x`.
    /// `Unbounded`: before the first entry.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound::{Excluded, Included};
    ///
    /// let map = btree_map::BPlusTreeMap::from([(1, 'a'), (2, 'b'), (4, 'd')]);
    /// assert_eq!(map.lower_bound(Included(&2)).peek_next(), Some((&2, &'b')));
    /// assert_eq!(map.lower_bound(Excluded(&2)).peek_next(), Some((&4, &'d')));
    /// assert_eq!(map.lower_bound(Included(&3)).peek_prev(), Some((&2, &'b')));
    /// ```
    #[inline]
    pub fn lower_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, K, V, T>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        Cursor { gap: iterate::Cursor::at(&self.tree, bound, false) }
    }

    /// Returns a cursor at the gap after the greatest key within the bound.
    ///
    /// `Included(x)`: after the greatest key not greater than `x`. `Excluded(x)`: after the greatest key less than
    /// `x`.
    /// `Unbounded`: after the last entry.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound::{Excluded, Included};
    ///
    /// let map = btree_map::BPlusTreeMap::from([(1, 'a'), (2, 'b'), (4, 'd')]);
    /// assert_eq!(map.upper_bound(Included(&2)).peek_prev(), Some((&2, &'b')));
    /// assert_eq!(map.upper_bound(Excluded(&2)).peek_prev(), Some((&1, &'a')));
    /// assert_eq!(map.upper_bound(Included(&3)).peek_next(), Some((&4, &'d')));
    /// ```
    #[inline]
    pub fn upper_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, K, V, T>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        Cursor { gap: iterate::Cursor::at(&self.tree, bound, true) }
    }
}

impl<'a, K, V, T: Layout<K, V>> Cursor<'a, K, V, T> {
    pub(super) const fn over(gap: iterate::Cursor<'a, K, V, T>) -> Self {
        Cursor { gap }
    }

    /// Whether `key` belongs in the gap.
    pub(super) fn fits(&self, key: &K) -> Result<(), UnorderedKeyError>
    where
        K: Ord,
    {
        let ordered = self.peek_prev().is_none_or(|(before, _)| before < key)
            && self.peek_next().is_none_or(|(behind, _)| key < behind);
        if ordered { Ok(()) } else { Err(UnorderedKeyError {}) }
    }

    /// Advances past the next entry, and returns it. At the end it does not move.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the end of a leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let map = btree_map::BPlusTreeMap::from([(1, 'a')]);
    /// let mut cursor = map.lower_bound(Bound::Unbounded);
    /// assert_eq!((cursor.next(), cursor.next()), (Some((&1, &'a')), None));
    /// ```
    // Not an iterator: what it stands behind it can give again.
    #[allow(clippy::should_implement_trait)]
    #[inline]
    pub fn next(&mut self) -> Option<(&'a K, &'a V)> {
        self.gap.step_next()
    }

    /// Moves back past the previous entry, and returns it. At the beginning it does not move.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the start of a leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let map = btree_map::BPlusTreeMap::from([(1, 'a')]);
    /// let mut cursor = map.upper_bound(Bound::Unbounded);
    /// assert_eq!((cursor.prev(), cursor.prev()), (Some((&1, &'a')), None));
    /// ```
    #[inline]
    pub fn prev(&mut self) -> Option<(&'a K, &'a V)> {
        self.gap.step_prev()
    }

    /// Returns the next entry without moving.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the end of a leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let map = btree_map::BPlusTreeMap::from([(1, 'a')]);
    /// assert_eq!(map.lower_bound(Bound::Unbounded).peek_next(), Some((&1, &'a')));
    /// ```
    #[inline]
    pub fn peek_next(&self) -> Option<(&'a K, &'a V)> {
        self.gap.peek_next()
    }

    /// Returns the previous entry without moving.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the start of a leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let map = btree_map::BPlusTreeMap::from([(1, 'a')]);
    /// assert_eq!(map.upper_bound(Bound::Unbounded).peek_prev(), Some((&1, &'a')));
    /// ```
    #[inline]
    pub fn peek_prev(&self) -> Option<(&'a K, &'a V)> {
        self.gap.peek_prev()
    }
}

impl<K, V, T> Clone for Cursor<'_, K, V, T> {
    fn clone(&self) -> Self {
        Cursor { gap: self.gap.clone() }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, T> fmt::Debug for Cursor<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cursor")
    }
}
